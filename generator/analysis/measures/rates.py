"""Rates that do not jump with one accident: empirical Bayes estimates and what they say about doubling."""

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


def moments_dispersion(counts: ArrayLike) -> float:
    """Dispersion k by moments, (variance - mean) / mean^2, at least 0 (sample variance)."""
    y = np.asarray(counts, float)
    mean = y.mean()
    return float(max(0.0, (y.var(ddof=1) - mean) / mean**2)) if mean > 0 else 0.0


def marshall(counts: ArrayLike, population: ArrayLike) -> NDArray[np.float64]:
    """Global empirical Bayes rates per head (Marshall 1991, Poisson form of spdep's EBest)."""
    n, pop = np.asarray(counts, float), np.asarray(population, float)
    rate, overall = n / pop, n.sum() / pop.sum()
    between = (pop * (rate - overall) ** 2).sum() / pop.sum() - overall / pop.mean()
    spread = max(0.0, between)
    estimate: NDArray[np.float64] = overall + (rate - overall) * spread / (spread + overall / pop)
    return estimate
