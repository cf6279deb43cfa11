"""Rates that do not jump with one accident: empirical Bayes estimates, their intervals, and rates per traffic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True)
class Estimate:
    """Empirical Bayes estimate of a long-run count, its variance, and the weight of the expectation."""

    value: float
    variance: float
    weight: float


def empirical_bayes(count: float, expected: float, dispersion: float) -> Estimate:
    """Count shrunken toward its expectation (Hauer 1997; Hauer et al. 2002).

    `dispersion` is k in variance = mean + k x mean^2.
    """
    weight = 1.0 / (1.0 + dispersion * expected)
    value = weight * expected + (1.0 - weight) * count
    return Estimate(value, (1.0 - weight) * value, weight)


def chance_of_multiple(count: float, expected: float, dispersion: float, times: float = 2.0) -> float:
    """P(long-run rate >= `times` x expected), from the gamma posterior with shape 1/k + count.

    A dispersion below 0.05 is taken as 0.05: no road is exactly like its class.
    """
    shape = 1.0 / max(dispersion, 0.05)
    return float(special.gammaincc(shape + count, times * (shape + expected)))


def posterior_interval(
    count: float, expected: float, dispersion: float, level: float = 0.95
) -> tuple[float, float]:
    """Interval of the long-run count behind an estimate, from its gamma posterior (Hauer 1997), lower and upper.

    The posterior has shape 1/k + count and rate 1/(k x expected) + 1; with a dispersion of 0 nothing but the
    expectation is possible and both ends are that.
    """
    if dispersion <= 0 or expected <= 0:
        return expected, expected
    shape, rate = 1 / dispersion + count, 1 / (dispersion * expected) + 1
    half = (1 - level) / 2
    return float(special.gammaincinv(shape, half) / rate), float(special.gammaincinv(shape, 1 - half) / rate)


def moments_dispersion(counts: ArrayLike) -> float:
    """Dispersion k by moments, (variance - mean) / mean^2, at least 0 (sample variance)."""
    y = np.asarray(counts, float)
    mean = y.mean()
    return float(max(0.0, (y.var(ddof=1) - mean) / mean**2)) if mean > 0 else 0.0


def likelihood_dispersion(counts: ArrayLike, expected: ArrayLike | None = None) -> float:
    """Dispersion k of a negative binomial by maximum likelihood (as glm.nb of MASS does), at least 0.

    `expected` is the mean of each count, the common mean of all when it is not given. 0 when the counts scatter no
    more than Poisson counts do.
    """
    y = np.asarray(counts, float)
    mean = np.full(y.shape, y.mean()) if expected is None else np.asarray(expected, float)
    if not (mean > 0).any() or ((y - mean) ** 2 - y).sum() <= 0:
        return 0.0

    def slope(log_shape: float) -> float:
        shape = np.exp(log_shape)
        gain = special.digamma(y + shape) - special.digamma(shape) - np.log1p(mean / shape)
        return float((gain + (mean - y) / (mean + shape)).sum())

    low, high = -12.0, 16.0  # the slope falls from above 0 to below 0 between them
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if slope(middle) > 0 else (low, middle)
    return float(np.exp(-(low + high) / 2))


def marshall(counts: ArrayLike, population: ArrayLike) -> NDArray[np.float64]:
    """Global empirical Bayes rates per head (Marshall 1991, Poisson form of spdep's EBest).

    NaN for an area whose population is missing (NaN) or not above 0; such an area does not shape the others.
    """
    n, pop = np.asarray(counts, float), np.asarray(population, float)
    estimate: NDArray[np.float64] = np.full(n.shape, np.nan)
    known = np.isfinite(pop) & (pop > 0)
    if not known.any():
        return estimate
    n, pop = n[known], pop[known]
    rate, overall = n / pop, n.sum() / pop.sum()
    between = (pop * (rate - overall) ** 2).sum() / pop.sum() - overall / pop.mean()
    spread = max(0.0, between)
    weight = spread / (spread + overall / pop) if overall > 0 else 0.0
    estimate[known] = overall + (rate - overall) * weight
    return estimate


def accident_rate(
    accidents: ArrayLike, years: float, daily_traffic: ArrayLike, length_km: ArrayLike
) -> NDArray[np.float64]:
    """Accidents per 100 million vehicle-km (tingkat kecelakaan, per 100 JPKm); traffic in vehicles a day (LHRT)."""
    return np.asarray(accidents, float) / traffic_exposure(years, daily_traffic, length_km)


def traffic_exposure(years: float, daily_traffic: ArrayLike, length_km: ArrayLike) -> NDArray[np.float64]:
    """Exposure in 100 million vehicle-km."""
    exposure: NDArray[np.float64] = (
        np.asarray(daily_traffic, float) * years * np.asarray(length_km, float) * 365 / 1e8
    )
    return exposure


def critical_rate(average: float, exposure: ArrayLike, z: float = 1.96) -> NDArray[np.float64]:
    """Rate above which a site is worth a look: average + 0.5 / exposure + z sqrt(average / exposure).

    The textbook rate quality control method; rates and exposure in the same unit (100 million vehicle-km).
    """
    m = np.asarray(exposure, float)
    limit: NDArray[np.float64] = average + 0.5 / m + z * np.sqrt(average / m)
    return limit


def injury_network_score(
    severe: ArrayLike, minor: ArrayLike, possible: ArrayLike = 0.0
) -> NDArray[np.float64]:
    """Score of a stretch in a high injury network: 3 for an accident with a death or serious injury, 2, 1.

    Accidents with damage only count nothing.
    """
    score: NDArray[np.float64] = (
        3 * np.asarray(severe, float) + 2 * np.asarray(minor, float) + np.asarray(possible, float)
    )
    return score
