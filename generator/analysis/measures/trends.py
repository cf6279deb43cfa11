"""Change: the four-week rule of what may be called up or down."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from generator.analysis.measures import exact
from generator.analysis.measures.dispersion import Scatter, scatter
from generator.analysis.measures.reporting_lag import COMPLETE
from generator.records import IsoWeek, Period

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generator.analysis.measures.reporting_lag import Completeness

    Floats = NDArray[np.float64]

MOST_YEARS = 3
MOST_WEEKS = 164  # looked at for the scatter: three years and a few
SHOWN_WEEKS = 13
LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two counts held against each other: ratio, its interval, and the two-sided p."""

    ratio: float
    low: float
    high: float
    p_value: float


@dataclass(frozen=True, slots=True)
class FourWeeks:
    """The last four complete weeks against the same weeks of earlier years, or the four weeks before.

    `complete` is the share (estimate, low, high) of the four weeks' reports that are in already, `weekly_complete`
    that of each week shown; both are 1 where the days of entry are unknown.
    """

    last_week: int
    last_four: int
    before_total: int
    before_periods: int
    compared_with: str  # same_weeks, previous_weeks
    period: Period  # the last four weeks
    weekly: tuple[int, ...]  # 13 weeks, oldest first
    result: Comparison
    scatter: Scatter
    complete: tuple[float, float, float] = (1.0, 1.0, 1.0)
    weekly_complete: tuple[float, ...] = (1.0,) * SHOWN_WEEKS

    @property
    def before(self) -> float:
        """Mean of the comparison."""
        return self.before_total / self.before_periods

    @property
    def direction(self) -> str:
        """up, down, stable or incomplete: a direction only beyond chance, scatter and missing reports."""
        if self.result.p_value < LEVEL:
            return "up" if self.result.ratio > 1 else "down"
        return "stable" if self.complete[0] >= COMPLETE else "incomplete"


def four_weeks(
    days: NDArray[np.datetime64], first_day: dt.date, last: IsoWeek, reports: Completeness | None = None
) -> FourWeeks | None:
    """The comparison that ends with the complete week `last`; None when the data are too short for any.

    `days` are the days of all accidents; the data are taken as complete from `first_day` on, but for what `reports`
    says is still to come.
    """
    period = Period(last.plus(-3).monday, last.sunday)
    earlier = [p for p in _same_weeks(last) if p.start >= first_day]
    compared = "same_weeks"
    if not earlier:
        before = Period(last.plus(-7).monday, last.plus(-4).sunday)
        if before.start < first_day:
            return None
        earlier, compared = [before], "previous_weeks"
    weeks = weekly_counts(days, first_day, last)
    noise = scatter(weeks[:-4], 52 if compared == "same_weeks" else 4)
    count = count_days(days, period)
    total = sum(count_days(days, one) for one in earlier)
    shown = [last.plus(-back).period for back in range(SHOWN_WEEKS - 1, -1, -1)]
    weekly = tuple(count_days(days, one) for one in shown)
    if reports is None:
        result = compare(count, total, [(1.0, float(len(earlier)))], noise)
        return FourWeeks(weekly[-1], count, total, len(earlier), compared, period, weekly, result, noise)
    complete = reports.of(period)
    settled = math.fsum(reports.of(one)[0] for one in earlier)
    result = compare(count, total, [(max(one, 1e-6), max(settled, 1e-6)) for one in complete], noise)
    by_week = tuple(round(reports.of(one)[0], 4) for one in shown)
    return FourWeeks(
        weekly[-1], count, total, len(earlier), compared, period, weekly, result, noise, complete, by_week
    )


def compare(now: int, before: int, exposures: list[tuple[float, float]], noise: Scatter) -> Comparison:
    """Two counts whose exposures are known only within a list; the first entry is the best estimate.

    Given their sum, `now` is binomial; with scatter its variance is `noise.factor` times as large and the quantile that
    of Student's t (quasi-likelihood, McCullagh & Nelder 1989). p is the larger of the exact and the scattered one, over
    all exposures; the interval is the union of Clopper-Pearson's and Wilson's with that variance.
    """
    n = now + before
    if n == 0:
        return Comparison(1.0, 0.0, float("inf"), 1.0)
    p = max(_p_value(now, n, own / (own + other), noise) for own, other in exposures)
    low, high = _share_interval(now, n, noise)
    own, other = exposures[0]
    ratio = now / before * other / own if before else float("inf")
    least = low / (1 - low) * min(other / own for own, other in exposures)
    most = high / (1 - high) * max(other / own for own, other in exposures) if high < 1 else float("inf")
    return Comparison(ratio, least, most, p)


def _p_value(count: int, n: int, share: float, noise: Scatter) -> float:
    distance = abs(count - n * share) / (n * share * (1 - share) * noise.factor) ** 0.5
    scattered = 2 * float(special.stdtr(noise.freedom, -distance)) if noise.factor > 1 else 0.0
    return max(exact.binomial_two_sided(count, n, share), scattered)


def _share_interval(count: int, n: int, noise: Scatter) -> tuple[float, float]:
    low, high = exact.share_interval(count, n)
    if noise.factor <= 1:
        return low, high
    x = count / n
    v = float(special.stdtrit(noise.freedom, 1 - LEVEL / 2)) ** 2 * noise.factor / n
    middle = (x + v / 2) / (1 + v)
    half = (v * x * (1 - x) + v**2 / 4) ** 0.5 / (1 + v)
    return min(low, middle - half), max(high, middle + half)


def weekly_counts(days: NDArray[np.datetime64], first_day: dt.date, last: IsoWeek) -> Floats:
    """Accidents of the whole weeks from `first_day` (three years at most) up to `last`, oldest first."""
    monday = first_day + dt.timedelta(days=-first_day.weekday() % 7)
    start = max(monday, last.plus(1 - MOST_WEEKS).monday)
    size = (last.sunday - start).days // 7 + 1
    at = (days.astype("datetime64[D]") - np.datetime64(start)).astype(int) // 7
    return np.bincount(at[(at >= 0) & (at < size)], minlength=size).astype(float)


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
