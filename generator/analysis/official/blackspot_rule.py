"""The official way of ranking (Pd T-09-2004-B style): EAN, control limits, Z-score, Cusum.

Kept beside the tested list for the official report. BKA treats a weighted sum as if it were a Poisson count,
so it flags too much; it never names a hotspot here.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from generator.analysis.official.weight_sets import Weights

    Floats = NDArray[np.float64]


def equivalent_accidents(
    weights: Weights, killed: ArrayLike, serious: ArrayLike, slight: ArrayLike, damage: ArrayLike
) -> Floats:
    """EAN (AEK) per segment."""
    value: Floats = (
        weights.killed * np.asarray(killed, float)
        + weights.serious * np.asarray(serious, float)
        + weights.slight * np.asarray(slight, float)
        + weights.damage * np.asarray(damage, float)
    )
    return value


def upper_control_limit(ean: ArrayLike) -> float:
    """BKA = C + 3 sqrt(C), with C the mean EAN of all segments."""
    mean = float(np.mean(np.asarray(ean, float)))
    return mean + 3 * math.sqrt(mean)


def norden_limit(counts: ArrayLike, exposure: ArrayLike, z: float = 2.576) -> Floats:
    """Upper limit of each site's rate (Norden, Orlansky & Jacobs 1956): lambda is a rate, m an exposure."""
    m = np.asarray(exposure, float)
    return norden_limit_of(np.asarray(counts, float).sum() / m.sum(), m, z)


def norden_limit_of(average: ArrayLike, exposure: ArrayLike, z: float = 2.576) -> Floats:
    """The same limit where the average rate is already known (one, or one per site)."""
    mean, m = np.asarray(average, float), np.asarray(exposure, float)
    limit: Floats = mean + z * np.sqrt(mean / m) + z**2 / (8 * m) + 1 / (2 * m)
    return limit


def legacy_limit(ean: ArrayLike, mean: float | None = None) -> Floats:
    """The widespread misprint of Norden's limit (EAN in the place of exposure, all under the root).

    Offered only to reproduce older reports: it is about "mean + 2.6" whatever the spread. `mean` is that of `ean`
    unless it is given; every EAN must be above 0.
    """
    m = np.asarray(ean, float)
    average = m.mean() if mean is None else mean
    limit: Floats = average + 2.576 * np.sqrt(average / m + 0.829 / m + 1 / (2 * m))
    return limit


def z_scores(ean: ArrayLike, *, is_sample: bool = False) -> Floats:
    """(EAN - mean) / standard deviation, of the population unless `is_sample`."""
    x = np.asarray(ean, float)
    score: Floats = (x - x.mean()) / x.std(ddof=1 if is_sample else 0)
    return score


def cusum(counts: ArrayLike, *, is_one_sided: bool = False) -> Floats:
    """Running sum of count - mean along a road; the one-sided form never falls below 0."""
    x = np.asarray(counts, float)
    step = x - x.mean()
    if not is_one_sided:
        return np.cumsum(step)
    sums, now = [], 0.0
    for one in step:
        now = max(0.0, now + float(one))
        sums.append(now)
    return np.asarray(sums)
