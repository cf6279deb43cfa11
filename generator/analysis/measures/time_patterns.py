"""Hours of the week: the grid of weekday and hour, its busy stretches, and whether hours gather at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from generator.analysis.measures.patterns import circular_mean

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

HOURS, DAYS = 24, 7
STRETCH = 3  # hours
_SIMULATED = 999
MOST_PEAKS = 3


@dataclass(frozen=True, slots=True)
class Rayleigh:
    """Mean hour, concentration R (0-1), Rayleigh's z = n R^2, and p of hours that do not gather (Zar 1999)."""

    mean_hour: float
    concentration: float
    z: float
    p_value: float


def rayleigh(counts: ArrayLike) -> Rayleigh:
    """Whether 24 hourly counts gather around one hour (an hour counts at its middle)."""
    n = float(np.asarray(counts, dtype=float).sum())
    mean, concentration, z = circular_mean(counts)
    p = np.exp(np.sqrt(1 + 4 * n + 4 * n**2 * (1 - concentration**2)) - (1 + 2 * n))
    return Rayleigh(mean, concentration, z, float(min(1.0, p)))


def uneven(counts: ArrayLike) -> tuple[float, float]:
    """Pearson's chi-squared against equal counts, and its p; (0, 1) without any."""
    y = np.asarray(counts, dtype=float)
    mean = y.mean()
    if mean == 0:
        return 0.0, 1.0
    value = float(((y - mean) ** 2).sum() / mean)
    return value, float(special.chdtrc(len(y) - 1, value))


def expected_grid(grid: ArrayLike) -> Floats:
    """What weekday and hour expect when they do not know of each other: the product of the margins (7 x 24)."""
    y = np.asarray(grid, dtype=float).reshape(DAYS, HOURS)
    expected: Floats = np.outer(y.sum(axis=1), y.sum(axis=0)) / max(float(y.sum()), 1.0)
    return expected


def shrunken_grid(grid: ArrayLike) -> Floats:
    """Rates of the 7 x 24 cells that do not jump with one accident.

    Gamma-Poisson: each cell is its count and its expectation (the product of the margins), weighted by the dispersion
    k of all cells around it (by moments): (1 + k y) / (1 + k E) x E. With k = 0 it is the expectation itself.
    """
    y = np.asarray(grid, dtype=float).reshape(DAYS, HOURS)
    e = expected_grid(y)
    k = max(0.0, float(((y - e) ** 2 - e).sum() / max((e**2).sum(), 1e-12)))
    shrunken: Floats = e * (1 + k * y) / (1 + k * e)
    return shrunken


@dataclass(frozen=True, slots=True)
class Peak:
    """Three hours of a weekday (`end` may lie past midnight) with more accidents than day and hour expect."""

    weekday: int  # 0 = Monday, of the first hour
    start: int
    end: int
    accidents: int
    expected: float
    ratio: float  # shrunken
    p_value: float  # of the best of all 168 stretches, by simulation


def peaks_of_week(grid: ArrayLike, level: float = 0.05) -> tuple[Peak, ...]:
    """The stretches of the week beyond what its days and hours expect, best first; at most three, not overlapping.

    p is the share of weeks simulated from the margins whose best stretch stands out as much (999, frozen stream).
    """
    y = np.asarray(grid, dtype=float).reshape(DAYS, HOURS)
    n = int(y.sum())
    if n == 0:
        return ()
    shape = (expected_grid(y) / n).ravel()
    drawn = np.random.RandomState(168).multinomial(n, shape / shape.sum(), size=_SIMULATED)
    best = _stand_out(drawn.reshape(-1, DAYS, HOURS).astype(float)).max(axis=1)
    own, shrunken = _stand_out(y[None])[0], _stretches(shrunken_grid(y)[None])[0]
    counts, expected = _stretches(y[None])[0], _stretches(expected_grid(y)[None])[0]
    found: list[Peak] = []
    taken: set[int] = set()
    for at in np.argsort(-own, kind="stable").tolist():
        p = (int((best >= own[at] - 1e-9).sum()) + 1) / (_SIMULATED + 1)
        if p > level or len(found) == MOST_PEAKS:
            break
        hours = {(at + i) % (DAYS * HOURS) for i in range(STRETCH)}
        if hours & taken:
            continue
        taken |= hours
        day, start = divmod(at, HOURS)
        ratio = float(shrunken[at] / expected[at])
        end = (start + STRETCH) % HOURS
        found.append(Peak(day, start, end, int(counts[at]), float(expected[at]), ratio, p))
    return tuple(found)


def _stretches(grids: Floats) -> Floats:
    """Sums of three hours, by first hour of the week (grids x 168); Sunday night goes on into Monday."""
    flat = grids.reshape(len(grids), -1)
    sums: Floats = sum((np.roll(flat, -i, axis=1) for i in range(STRETCH)), np.zeros_like(flat))
    return sums


def _stand_out(grids: Floats) -> Floats:
    """Poisson log likelihood ratio of each stretch against the margins of its own grid, 0 where not above."""
    total = np.maximum(grids.sum(axis=(1, 2), keepdims=True), 1.0)
    margins = grids.sum(axis=2, keepdims=True) * grids.sum(axis=1, keepdims=True) / total
    y, e = _stretches(grids), np.maximum(_stretches(margins), 1e-12)
    ratio: Floats = np.where(y > e, special.xlogy(y, y / e) - (y - e), 0.0)
    return ratio
