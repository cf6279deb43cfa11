"""The months of the year and the years: a season that every year repeats, and a trend that no season makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from generator.analysis.measures.dispersion import Scatter
from generator.analysis.measures.mann_kendall import seasonal_mann_kendall
from generator.analysis.measures.trends import Comparison, compare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from generator.records import Period

    Floats = NDArray[np.float64]

YEAR = 12
LEAST_YEARS = 2
LONGEST_PEAK = 3  # months
_SHUFFLED = 1999


@dataclass(frozen=True, slots=True)
class Season:
    """The months in which most happens for their length: first month (1-12), how many, against the rest of the year."""

    first: int
    length: int
    accidents: int
    years: int
    against_rest: Comparison
    p_value: float  # of the best of all stretches of one to three months, among shuffled years

    @property
    def last(self) -> int:
        """Last month of the stretch, 1-12."""
        return (self.first + self.length - 2) % YEAR + 1


def busiest_months(counts: ArrayLike, months: Sequence[Period]) -> Season | None:
    """The one to three months that stand out most, over whole years that end with the last month given.

    A steady growth is taken out first (log-linear). p comes from shuffling the months within each year, so months that
    scatter are paid for. None under two years, or without accidents.
    """
    years = len(months) // YEAR
    y = np.asarray(counts, dtype=float)[-years * YEAR :]
    if years < LEAST_YEARS or y.sum() == 0:
        return None
    used = list(months)[-years * YEAR :]
    expected = _steady(y, np.array([one.days for one in used], dtype=float))
    rest = ((y - expected) / np.sqrt(np.maximum(expected, 1e-9))).reshape(years, YEAR)
    scores = _scores(rest[None])[0]
    best = int(np.argmax(scores))
    length, start = best // YEAR + 1, best % YEAR
    random = np.random.RandomState(12)
    order = np.argsort(random.random_sample((_SHUFFLED, years, YEAR)), axis=2)
    shuffled = _scores(np.take_along_axis(np.broadcast_to(rest, order.shape), order, axis=2)).max(axis=1)
    p = (int((shuffled >= scores[best] - 1e-9).sum()) + 1) / (_SHUFFLED + 1)
    is_in = np.isin(np.arange(len(y)) % YEAR, [(start + i) % YEAR for i in range(length)])
    own, other = (float(expected[mask].sum()) for mask in (is_in, ~is_in))
    noise = _month_scatter(rest)
    result = compare(int(y[is_in].sum()), int(y[~is_in].sum()), [(own, other)], noise)
    first = (used[0].start.month - 1 + start) % YEAR + 1
    return Season(first, length, int(y[is_in].sum()), years, result, p)


def _scores(rest: Floats) -> Floats:
    """Standardised sum of every stretch of one to three months (sets of years x (3 * 12)), by first month."""
    total = rest.sum(axis=1)
    wrapped = np.concatenate([total, total], axis=1)
    scores: Floats = np.concatenate(
        [
            np.stack([wrapped[:, s : s + n].sum(axis=1) for s in range(YEAR)], axis=1) / n**0.5
            for n in range(1, LONGEST_PEAK + 1)
        ],
        axis=1,
    )
    return scores


def _month_scatter(rest: Floats) -> Scatter:
    """Scatter of equal months between the years, in units of chance."""
    freedom = rest.size - YEAR
    factor = float(((rest - rest.mean(axis=0)) ** 2).sum()) / freedom
    return Scatter(max(1.0, factor), float(freedom))


def _steady(y: Floats, days: Floats) -> Floats:
    """Counts that one steady growth or decline expects (Poisson regression on time, days as exposure)."""
    time = (np.arange(len(y)) - (len(y) - 1) / 2) / YEAR
    design = np.column_stack([np.ones(len(y)), time])
    return _poisson_fit(y, design, days)[1]


def _poisson_fit(y: Floats, design: Floats, exposure: Floats) -> tuple[Floats, Floats, Floats]:
    """Coefficients, expected counts and covariance (without scatter) of a log-linear Poisson model, by Newton steps."""
    start = np.log(np.maximum(y, 0.5) / exposure)
    beta = np.asarray(np.linalg.lstsq(design, start, rcond=None)[0], dtype=np.float64)
    for _ in range(50):
        mean = exposure * np.exp(np.clip(design @ beta, -30, 30))
        information = design.T @ (design * mean[:, None])
        step = np.linalg.lstsq(information, design.T @ (y - mean), rcond=None)[0]
        beta += np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-10:
            break
    mean = exposure * np.exp(np.clip(design @ beta, -30, 30))
    covariance = np.asarray(np.linalg.pinv(design.T @ (design * mean[:, None])), dtype=np.float64)
    return beta, mean, covariance


@dataclass(frozen=True, slots=True)
class YearlyTrend:
    """Accidents a year against the year before, with the season taken out; interval, p, and scatter of the months.

    `p_value` is the larger of the slope's and of the seasonal Mann-Kendall test.
    """

    ratio: float
    low: float
    high: float
    p_value: float
    scatter: float

    @property
    def direction(self) -> str:
        """up, down or stable."""
        if self.p_value >= 0.05:
            return "stable"
        return "up" if self.ratio > 1 else "down"


def yearly_trend(counts: ArrayLike, months: Sequence[Period]) -> YearlyTrend | None:
    """The trend over all whole months given (quasi-Poisson, a level for each month of the year); None under two years."""
    y = np.asarray(counts, dtype=float)
    if len(months) < LEAST_YEARS * YEAR or y.sum() == 0:
        return None
    month = np.array([one.start.month - 1 for one in months])
    time = (np.arange(len(y)) - (len(y) - 1) / 2) / YEAR
    design = np.column_stack([np.eye(YEAR)[month], time])
    days = np.array([one.days for one in months], dtype=float)
    beta, mean, covariance = _poisson_fit(y, design, days)
    freedom = len(y) - YEAR - 1
    scatter = max(1.0, float(((y - mean) ** 2 / np.maximum(mean, 1e-9)).sum()) / freedom)
    error = float(np.sqrt(max(covariance[-1, -1], 0.0) * scatter))
    slope, reach = float(beta[-1]), float(special.stdtrit(freedom, 0.975)) * error
    p = 2 * float(special.stdtr(freedom, -abs(slope) / max(error, 1e-12)))
    ranked = float(seasonal_mann_kendall(np.round(y / days, 9)).p_value[0])
    low, high = np.exp([slope - reach, slope + reach]).tolist()
    return YearlyTrend(float(np.exp(slope)), low, high, max(p, ranked), scatter)
