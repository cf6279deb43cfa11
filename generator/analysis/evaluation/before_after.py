"""Hauer's before/after formulas: numbers in, numbers out (Hauer 1997, ch. 6, 9 and 11; HSM 2010, ch. 9).

L is the number of accidents after the start of the activity, Pi the number that would have been expected then without
it, theta the ratio of what was to what would have been: 1 is no change, 0.8 is 20 % fewer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from generator.analysis.measures import exact

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

POWER = 0.8  # "would be found 8 times of 10"
LEVEL = 0.95
VERDICT_LEVEL = (
    0.97  # with 0.95 up to 7 % of worlds without any effect had a verdict (benchmarks/evaluation_truth.py)
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An estimated number and its variance."""

    value: float
    variance: float

    @property
    def relative_variance(self) -> float:
        """Variance over the square of the value; infinite for 0."""
        return self.variance / self.value**2 if self.value > 0 else float("inf")


@dataclass(frozen=True, slots=True)
class Effect:
    """theta with its standard error and 95 % interval."""

    theta: float
    error: float
    low: float
    high: float


def shrunken(count: ArrayLike, expected: ArrayLike, dispersion: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Empirical Bayes estimate of each count, its variance, and the weight of the expectation (Hauer 1997, 11.2).

    `dispersion` is k in variance = mean + k x mean^2 of the whole period.
    """
    y, mean = np.asarray(count, float), np.asarray(expected, float)
    weight = 1.0 / (1.0 + np.asarray(dispersion, float) * mean)
    value = weight * mean + (1.0 - weight) * y
    return value, (1.0 - weight) * value, weight


def comparison_ratio(before: float, after: float, odds_variance: float = 0.0) -> Amount:
    """How the comparison roads changed: after / before, corrected for the chance in `before` (Hauer 1997, 9.2).

    `odds_variance` is the variance of the odds ratios: how far treated and comparison roads drift apart of
    themselves. A count of 0 enters the variance as 1.
    """
    ratio = after / before / (1 + 1 / before)
    relative = 1 / before + 1 / max(after, 1.0) + odds_variance
    return Amount(ratio, ratio**2 * relative)


def expected_without(before: Amount, ratio: Amount) -> Amount:
    """Pi = before x ratio; relative variances add."""
    value = before.value * ratio.value
    return Amount(value, value**2 * (before.relative_variance + ratio.variance / ratio.value**2))


def effect(after: int, expected: Amount) -> Effect:
    """The ratio theta of `after` accidents against Pi (Hauer 1997, 6.3), with an interval that also holds for small counts.

    Given theta the count is negative binomial (Poisson around a gamma with Pi's mean and variance); the interval
    holds every theta that neither tail of 2.5 % excludes.
    """
    relative = expected.relative_variance
    theta = after / expected.value / (1 + relative)
    chance = 1 / after if after else 1.0  # no accident at all is as uncertain as one
    error = np.sqrt(max(theta, 1 / expected.value) ** 2 * (chance + relative)) / (1 + relative)
    low, high = interval(after, expected)
    return Effect(float(theta), float(error), low, high)


def interval(after: int, expected: Amount, level: float = LEVEL) -> tuple[float, float]:
    """Lowest and highest theta that `after` accidents do not exclude."""
    half = (1 - level) / 2
    if expected.relative_variance < 1e-9:
        bounds = exact.garwood(after, level)
        return float(bounds[0]) / expected.value, float(bounds[1]) / expected.value
    shape = 1 / expected.relative_variance
    low = special.betaincinv(after, shape, half) if after else 0.0
    high = special.betaincinv(after + 1, shape, 1 - half)
    return float(shape * low / (1 - low) / expected.value), float(shape * high / (1 - high) / expected.value)


def detectable(expected: Amount, power: float = POWER) -> float:
    """The smallest reduction (share, 0-1) that would have a verdict in `power` of all cases.

    1 when not even no accident at all would have one.
    """
    most = -1  # the largest count whose whole interval lies below 1
    while interval(most + 1, expected, VERDICT_LEVEL)[1] < 1:
        most += 1
    if most < 0:
        return 1.0
    low, high = 0.0, 1.0
    for _ in range(40):
        theta = (low + high) / 2
        mean = theta * expected.value
        found = 1 - float(exact.tail(most + 1, mean, expected.relative_variance))
        low, high = (theta, high) if found >= power else (low, theta)
    return 1 - low


def odds_ratios(treated: ArrayLike, compared: ArrayLike) -> Floats:
    """Hauer's sample odds ratio of each pair of neighbouring years (1997, 9.4); near 1 where both follow one trend."""
    t, c = np.asarray(treated, float), np.asarray(compared, float)
    ratio: Floats = (t[:-1] * c[1:]) / np.maximum(t[1:] * c[:-1], 1e-9)
    corrected: Floats = ratio / (1 + 1 / np.maximum(t[1:], 1) + 1 / np.maximum(c[:-1], 1))
    return corrected


def odds_variance(treated: ArrayLike, compared: ArrayLike) -> float:
    """Variance of the odds ratios beyond chance, at least 0; 0 with fewer than three ratios, which cannot tell."""
    t, c = np.asarray(treated, float), np.asarray(compared, float)
    if len(t) < 4 or min(t.min(), c.min()) < 1:
        return 0.0
    chance = 1 / t[:-1] + 1 / t[1:] + 1 / c[:-1] + 1 / c[1:]
    return float(max(0.0, odds_ratios(t, c).var(ddof=1) - chance.mean()))


def same_trend(treated: ArrayLike, compared: ArrayLike) -> float:
    """p-value of "both groups moved alike over the years" (likelihood-ratio test of the two rows of counts)."""
    table = np.stack([np.asarray(treated, float), np.asarray(compared, float)])
    table = table[:, table.sum(axis=0) > 0]
    if table.shape[1] < 2 or table.sum(axis=1).min() == 0:
        return 1.0
    even = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    statistic = 2 * special.xlogy(table, table / even).sum()
    return float(special.chdtrc(table.shape[1] - 1, statistic))
