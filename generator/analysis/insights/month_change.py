"""The month before, told in the first week of a month: up or down only beyond chance, scatter and late reports."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from generator.analysis import gate
from generator.analysis.context import strength
from generator.analysis.measures.dispersion import scatter
from generator.analysis.measures.emerging import month_counts
from generator.analysis.measures.reporting_lag import COMPLETE
from generator.analysis.measures.trends import LEVEL, Comparison, compare, count_days, weekly_counts
from generator.analysis.periods import last_complete_week, whole_months, within, years_before
from generator.codes import Pillar
from generator.records import Insight, Period

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generator.analysis.context import Context
    from generator.records import Figure

KIND = "month_change"
MOST_YEARS = 3
SHOWN = 12  # months of the diagram, the month of the recap the last
FIRST_DAYS = 7  # a week whose Monday is one of these is the first of its month
STABLE = 0.3  # strength of "nothing changed": the report of the month is a duty, before the four weeks


@dataclass(frozen=True, slots=True)
class _Months:
    """The month and what it is held against."""

    month: Period
    earlier: tuple[Period, ...]
    compared_with: str  # same_months, previous_month
    now: int
    before_total: int

    @property
    def before(self) -> float:
        """Mean of the comparison."""
        return self.before_total / len(self.earlier)


def find(context: Context) -> tuple[Insight, ...]:
    """The recap of the month before; nothing in other weeks, or while its last days are not in the data."""
    if context.week.monday.day > FIRST_DAYS or context.is_stale:
        return ()
    month = _month_before(context.week.monday)
    if month.start < context.first_day or month.end > context.data_until:
        context.withhold(KIND, "too_few_weeks")
        return ()
    days = context.table["occurred_on"].to_numpy(dtype="datetime64[D]")
    earlier, compared = _compared_with(month, context.first_day)
    before = sum(count_days(days, one) for one in earlier)
    months = _Months(month, earlier, compared, count_days(days, month), before)
    if before == 0 or not gate.may_tell("district_week", months.now):
        context.withhold(KIND, "too_few_accidents")
        return ()
    return (_insight(context, months, _compare(context, days, months)),)


def _month_before(day: dt.date) -> Period:
    end = day.replace(day=1) - dt.timedelta(days=1)
    return Period(end.replace(day=1), end)


def _compared_with(month: Period, first_day: dt.date) -> tuple[tuple[Period, ...], str]:
    """The same month of up to three earlier years that the data cover, else the month before it."""
    earlier = tuple(one for one in years_before(month, MOST_YEARS) if one.start >= first_day)
    if earlier:
        return earlier, "same_months"
    before = _month_before(month.start)
    return ((before,) if before.start >= first_day else ()), "previous_month"


def _compare(context: Context, days: NDArray[np.datetime64], months: _Months) -> Comparison:
    """The four-week rule for months: days of both sides as exposure, scatter from the weeks before the month."""
    last = last_complete_week(months.month.start - dt.timedelta(days=1))
    lag = 52 if months.compared_with == "same_months" else 4
    noise = scatter(weekly_counts(days, context.first_day, last), lag)
    other = math.fsum(one.days * _complete(context, one)[0] for one in months.earlier)
    exposures = [
        (months.month.days * max(one, 1e-6), max(other, 1e-6)) for one in _complete(context, months.month)
    ]
    return compare(months.now, months.before_total, exposures, noise)


def _complete(context: Context, period: Period) -> tuple[float, float, float]:
    """Share of a period's reports that are in, with its interval; all of them where nothing says so."""
    return context.reports.of(period) if context.reports else (1.0, 1.0, 1.0)


def _direction(result: Comparison, complete: float) -> str:
    if result.p_value < LEVEL:
        return "up" if result.ratio > 1 else "down"
    return "stable" if complete >= COMPLETE else "incomplete"


def _insight(context: Context, months: _Months, result: Comparison) -> Insight:
    direction = _direction(result, _complete(context, months.month)[0])
    figures = _figures(context, months, result)
    is_change = direction in {"up", "down"}
    ratio = max(result.ratio, 1 / max(result.ratio, 1e-9))
    return Insight(
        id=KIND,
        kind=KIND,
        pillar=Pillar.TRANSPARENCY,
        period=months.month,
        place=None,
        figures=figures,
        codes={
            "direction": direction,
            "compared_with": months.compared_with,
            "code": "now",
            "labels": "now,usual",
        },
        series={
            "counts": (float(months.now), float(round(months.before))),
            **_year(context, months.month),
        },
        strength=max(STABLE, strength(ratio, 1.0, months.now)) if is_change else STABLE,
        evidence=tuple(f"{KIND}.{name}" for name in figures),
        is_sample=context.is_sample,
    )


def _year(context: Context, month: Period) -> dict[str, tuple[float, ...]]:
    """The months up to this one, twelve where the data reach back so far: accidents, and the share of reports in."""
    shown = whole_months(Period(context.first_day, month.end))[-SHOWN:]
    days = context.table["occurred_on"].to_numpy(dtype="datetime64[D]")
    entered = tuple(round(_complete(context, one)[0], 4) for one in shown)
    return {"months": tuple(map(float, month_counts(days, shown))), "entered": entered}


def _figures(context: Context, months: _Months, result: Comparison) -> dict[str, Figure]:
    figures: dict[str, Figure] = {}

    def add(
        name: str, value: float, unit: str, how: str, interval: tuple[float, float] | None = None
    ) -> None:
        figures[name] = context.ledger.figure(
            f"{KIND}.{name}", value, unit, query=how, period=months.month, n=months.now,
            method="docs/statistics.md, The month before", interval=interval or (None, None),
        )  # fmt: skip

    versus = "bulan yang sama tahun-tahun sebelumnya" if len(months.earlier) > 1 else "bulan pembanding"
    add("n", months.now, "accidents", "baris dalam bulan penuh terakhir sebelum pekan ini")
    add("before", round(months.before, 4), "accidents", f"rata-rata {versus} ({len(months.earlier)} kali)")
    interval = (result.low, result.high) if np.isfinite(result.high) else None
    add("ratio", result.ratio, "ratio", "n : before per hari, setelah laporan yang menyusul", interval)
    add("change", abs(result.ratio - 1), "share", "|ratio - 1|")
    add("p_value", result.p_value, "probability", "uji binomial bersyarat dengan sebaran antarpekan")
    if context.reports is not None:
        share, low, high = (round(one, 4) for one in _complete(context, months.month))
        add(
            "complete",
            share,
            "share",
            f"bagian laporan yang sudah masuk per {context.reports.as_of}",
            (low, high),
        )
    rows = within(context.table, months.month)
    injured = int(rows[["seriously_injured", "slightly_injured"]].fillna(0).to_numpy().sum())
    for name, count, how in (
        ("injured", injured, "luka berat + luka ringan"),
        ("killed", int(rows["killed"].fillna(0).sum()), "meninggal"),
    ):
        add(name, count, "persons", how)  # the gate takes out what is few
    return figures
