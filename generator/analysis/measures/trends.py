"""Change: the four-week rule of what may be called up or down."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from generator.analysis.measures import exact
from generator.records import IsoWeek, Period

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_YEARS = 3


@dataclass(frozen=True, slots=True)
class FourWeeks:
    """The last four complete weeks against the same weeks of earlier years, or the four weeks before."""

    last_week: int
    last_four: int
    before_total: int
    before_periods: int
    compared_with: str  # same_weeks, previous_weeks
    period: Period  # the last four weeks
    weekly: tuple[int, ...]  # 13 weeks, oldest first
    ratio: float
    low: float
    high: float
    p_value: float

    @property
    def before(self) -> float:
        """Mean of the comparison."""
        return self.before_total / self.before_periods

    @property
    def direction(self) -> str:
        """up, down or stable: a direction only when the exact test says so."""
        if self.p_value >= 0.05:
            return "stable"
        return "up" if self.last_four > self.before else "down"


def four_weeks(days: NDArray[np.datetime64], first_day: dt.date, last: IsoWeek) -> FourWeeks | None:
    """The comparison that ends with the complete week `last`; None when the data are too short for any.

    `days` are the days of all accidents; the data are taken as complete from `first_day` on.
    """
    period = Period(last.plus(-3).monday, last.sunday)
    earlier = [p for p in _same_weeks(last) if p.start >= first_day]
    compared = "same_weeks"
    if not earlier:
        before = Period(last.plus(-7).monday, last.plus(-4).sunday)
        if before.start < first_day:
            return None
        earlier, compared = [before], "previous_weeks"
    count = count_days(days, period)
    total = sum(count_days(days, one) for one in earlier)
    ratio, low, high, p = exact.rate_ratio(count, total, 1.0, float(len(earlier)))
    weekly = tuple(count_days(days, last.plus(-back).period) for back in range(12, -1, -1))
    return FourWeeks(weekly[-1], count, total, len(earlier), compared, period, weekly, ratio, low, high, p)


def _same_weeks(last: IsoWeek) -> list[Period]:
    """The same four ISO weeks of up to three earlier years (week 53 becomes week 52)."""
    found = []
    for back in range(1, MOST_YEARS + 1):
        end = IsoWeek(last.year - back, min(last.week, 52))
        found.append(Period(end.plus(-3).monday, end.sunday))
    return found


def count_days(days: NDArray[np.datetime64], period: Period) -> int:
    """Accidents in a period."""
    start, end = np.datetime64(period.start), np.datetime64(period.end + dt.timedelta(days=1))
    return int(((days >= start) & (days < end)).sum())
