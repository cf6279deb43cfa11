"""What a planner wants to see of a checked table: counts by month, hour, day, place, outcome, and reporting lag.

Everything is a plain number over the whole table or over one column of codes; no value of any single row.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from generator.accidents.columns import POINT_QUALITIES, TIME_QUALITIES
from generator.codes import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.accidents.table import AccidentTable
    from generator.records import Intake

_COUNTS = ("killed", "seriously_injured", "slightly_injured")
_LATE_DAYS = 30


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the period, also one without a row."""

    month: str  # "2026-10"
    rows: int
    is_partial: bool  # the data begin or end inside it


@dataclass(frozen=True, slots=True)
class Year:
    """One calendar year; a count that the file never gives is None, never 0."""

    year: int
    accidents: int
    killed: int | None
    seriously_injured: int | None
    slightly_injured: int | None
    is_partial: bool


@dataclass(frozen=True, slots=True)
class Lag:
    """Days from accident to report, over the rows that have both days."""

    n: int
    median_days: float
    p90_days: float
    late_share: float  # 0-1: more than 30 days
    before_rows: int  # reported before it happened, which cannot be; left out of the figures above


@dataclass(frozen=True, slots=True)
class IntakeFacts:
    """Counts over one checked table."""

    months: tuple[Month, ...]
    hours: tuple[int, ...]  # 24 counts of rows with a usable time
    time_quality: Mapping[str, int]
    weekdays: tuple[int, ...]  # Monday first
    point_quality: Mapping[str, int]
    severity: Mapping[str, int]
    years: tuple[Year, ...]
    lag: Lag | None  # None when the file does not say when an accident was reported


def facts_of(table: AccidentTable, intake: Intake) -> IntakeFacts:
    """The counts of a table, at least one row."""
    days = table["occurred_on"].dt
    return IntakeFacts(
        months=months_of(intake),
        hours=_counts(table["hour"], range(24)),
        time_quality=_by_code(table["time_quality"], TIME_QUALITIES),
        weekdays=_counts(days.day_of_week, range(7)),
        point_quality=_by_code(table["point_quality"], POINT_QUALITIES),
        severity=_by_code(table["severity"], tuple(Severity)),
        years=_years(table, intake),
        lag=_lag(table),
    )


def months_of(intake: Intake) -> tuple[Month, ...]:
    """Every month from the first to the last of the data, those without rows with 0."""
    if not intake.months:
        return ()
    rows = dict(intake.months)
    first, last = min(rows), max(rows)
    made, day = [], dt.date.fromisoformat(f"{first}-01")
    while (month := f"{day:%Y-%m}") <= last:
        after = (day + dt.timedelta(days=31)).replace(day=1)
        is_partial = intake.period.start > day or intake.data_until < after - dt.timedelta(days=1)
        made.append(Month(month, rows.get(month, 0), is_partial))
        day = after
    return tuple(made)


def default_hours(intake: Intake, facts: IntakeFacts) -> dict[int, int]:
    """Hour (0-23) -> accidents whose time was a default and so counts as not recorded.

    The notes count every row that was read; where some of those were set aside, the hours share what is left.
    """
    found: dict[int, int] = {}
    for note in intake.notes:
        if note.code == "time_default" and note.detail[:2].isdigit():
            hour = int(note.detail[:2])
            found[hour] = found.get(hour, 0) + note.rows
    noted, left = sum(found.values()), facts.time_quality["default"]
    return {hour: round(rows * left / noted) for hour, rows in found.items()}


def _counts(values: pd.Series, codes: range) -> tuple[int, ...]:
    found = values.value_counts()
    return tuple(int(found.get(code, 0)) for code in codes)


def _by_code(values: pd.Series, codes: tuple[str, ...]) -> dict[str, int]:
    found = values.value_counts()
    return {str(code): int(found.get(str(code), 0)) for code in codes}


def _years(table: AccidentTable, intake: Intake) -> tuple[Year, ...]:
    """Sums by year; a count that no row of the table has is None throughout."""
    years = table["occurred_on"].dt.year
    sums = table[list(_COUNTS)].groupby(years).sum(min_count=1)
    accidents = years.value_counts().sort_index()
    made = []
    for year, rows in zip(accidents.index.tolist(), accidents.tolist(), strict=True):
        killed, serious, slight = (_whole(sums.loc[year, name]) for name in _COUNTS)
        made.append(Year(int(year), int(rows), killed, serious, slight, _is_partial(int(year), intake)))
    return tuple(made)


def _whole(value: object) -> int | None:
    return None if pd.isna(value) else int(value)  # type: ignore[call-overload] # an Int16 sum


def _is_partial(year: int, intake: Intake) -> bool:
    return intake.period.start > dt.date(year, 1, 1) or intake.data_until < dt.date(year, 12, 31)


def _lag(table: AccidentTable) -> Lag | None:
    """Days between accident and report; None without a day of the report in any row."""
    days = (table["reported_on"] - table["occurred_on"]).dt.days.dropna()
    if days.empty:
        return None
    known = days[days >= 0]
    if known.empty:
        return Lag(0, 0.0, 0.0, 0.0, len(days))
    return Lag(
        n=len(known),
        median_days=float(known.median()),
        p90_days=float(known.quantile(0.9)),
        late_share=round(float((known > _LATE_DAYS).mean()), 4),
        before_rows=int((days < 0).sum()),
    )
