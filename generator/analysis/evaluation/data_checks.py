"""Whether the two periods can be compared at all: completeness, reporting lag, positions, the way of recording."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from generator.analysis.evaluation.periods import LEAST_YEARS
from generator.analysis.measures import exact
from generator.codes import Severity

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from generator.records import Period

LEAST_REPORTED = 0.95
SETTLED_DAYS = 180  # after so many days nearly every report is in
MOST_UNLOCATED = 0.40
UNLOCATED_STEP = 0.05  # share, and beyond chance (p < 0.01)
RECORDED_STEP = 0.15
FILLED = ("severity", "collision_type", "hour", "road_name", "district", "killed", "slightly_injured")
GAP_DAYS = 21  # no accident at all for so long, where one every other day is usual


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason to say nothing: a code with a sentence in evaluation.toml, and what was found (plain values)."""

    code: str
    facts: Mapping[str, float | int | str | dt.date] = field(default_factory=dict)


def check_periods(
    rows: pd.DataFrame, years: tuple[Period, ...], after: Period, data_until: dt.date
) -> list[Refusal]:
    """Faults of the two periods; `rows` are all accidents with a day."""
    found = []
    if after.end > data_until:
        found.append(Refusal("after_open", {"until": data_until, "end": after.end}))
    elif (reported := _reported(rows, after, data_until)) < LEAST_REPORTED:
        found.append(Refusal("after_late", {"share": reported, "end": after.end}))
    if len(years) < LEAST_YEARS:
        first = rows["occurred_on"].min().date() if len(rows) else after.start
        found.append(Refusal("before_short", {"first": first, "months": _months(first, after.start)}))
    start = years[0].start if years else after.start
    found += _gaps(rows, start, min(after.end, data_until))
    return found


def _months(first: dt.date, start: dt.date) -> int:
    """Whole months between two days, at least 0."""
    return max(0, (start.year - first.year) * 12 + start.month - first.month - (start.day < first.day))


def _reported(rows: pd.DataFrame, after: Period, data_until: dt.date) -> float:
    """Share of the accidents of `after` that is in the data, from how late older ones were reported; 1 when unknown."""
    lag = (rows["reported_on"] - rows["occurred_on"]).dt.days
    is_old = (pd.Timestamp(data_until) - rows["occurred_on"]).dt.days >= SETTLED_DAYS
    known = np.sort(lag[is_old & (lag >= 0)].to_numpy(dtype=float))
    if len(known) < 100:
        return 1.0
    first, last = (data_until - after.start).days, (data_until - after.end).days
    age = np.arange(last, first + 1)
    return float(np.mean(np.searchsorted(known, age, side="right") / len(known)))


def _gaps(rows: pd.DataFrame, start: dt.date, end: dt.date) -> list[Refusal]:
    """A stretch of days without any accident that cannot be chance."""
    days = rows["occurred_on"]
    inside = np.sort(
        days[(days >= str(start)) & (days <= str(end))].to_numpy("datetime64[D]").astype(np.int64)
    )
    edges = np.concatenate(
        [[pd.Timestamp(start).to_numpy().astype("datetime64[D]").astype(np.int64) - 1], inside,
         [pd.Timestamp(end).to_numpy().astype("datetime64[D]").astype(np.int64) + 1]]
    )  # fmt: skip
    empty = np.diff(edges) - 1
    longest = int(np.argmax(empty))
    if empty[longest] < GAP_DAYS or len(inside) * 2 < edges[-1] - edges[0]:
        return []
    day = np.datetime64(int(edges[longest]) + 1, "D").item()
    return [Refusal("gap", {"days": int(empty[longest]), "first": day})]


def check_records(before: pd.DataFrame, after: pd.DataFrame) -> list[Refusal]:
    """Columns that were filled, or damage-only accidents that were recorded, much more often in one period."""
    found = []
    for name in FILLED:
        one, two = _filled(before[name]), _filled(after[name])
        if _differ(one, two, RECORDED_STEP):
            found.append(Refusal("recorded", {"column": name, "before": one.mean(), "after": two.mean()}))
    one, two = ((rows["severity"] == str(Severity.DAMAGE)).to_numpy(dtype=bool) for rows in (before, after))
    if _differ(one, two, RECORDED_STEP):
        found.append(Refusal("damage", {"before": one.mean(), "after": two.mean()}))
    return found


def check_positions(before: np.ndarray, after: np.ndarray) -> list[Refusal]:
    """Faults of the positions; each array tells of every accident of its period whether it lies on a road."""
    both = np.concatenate([before, after])
    if len(both) == 0:
        return []
    if 1 - both.mean() > MOST_UNLOCATED:
        return [Refusal("unlocated", {"share": 1 - both.mean(), "n": len(both)})]
    if _differ(before, after, UNLOCATED_STEP):
        return [Refusal("unlocated_changed", {"before": 1 - before.mean(), "after": 1 - after.mean()})]
    return []


def _filled(values: pd.Series) -> np.ndarray:
    filled = values.notna()
    if str(values.dtype) == "str":
        filled &= ~values.isin(["", "unknown", "missing"])
    return filled.to_numpy(dtype=bool)


def _differ(one: np.ndarray, two: np.ndarray, step: float) -> bool:
    """Whether two shares differ by more than `step` and beyond chance."""
    if len(one) == 0 or len(two) == 0 or abs(one.mean() - two.mean()) < step:
        return False
    return exact.fisher(int(one.sum()), len(one), int(two.sum()), len(two)) < 0.01
