"""Moran's I, local Moran and global G: one number for a map, to hold against other programs. They name no place.

Moments under randomisation as in spdep. Sources: Cliff & Ord 1981; Anselin 1995; Sokal, Oden & Thomson 1998; Getis &
Ord 1992.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Statistic:
    """A statistic with its mean and variance if values were shuffled over the places; one entry a place when local."""

    value: Floats
    expected: Floats
    variance: Floats

    @property
    def z(self) -> Floats:
        """Standardised value."""
        score: Floats = (self.value - self.expected) / np.sqrt(self.variance)
        return score

    @property
    def p_greater(self) -> Floats:
        """P of this value or a greater one, by the normal approximation."""
        p: Floats = special.ndtr(-self.z)
        return p


def row_standardised(weights: csr_array) -> csr_array:
    """Weights of each row divided by their sum (style W); rows without neighbours stay 0."""
    from scipy.sparse import diags_array

    total = weights.sum(axis=1)
    return (diags_array(1.0 / np.where(total > 0, total, 1.0)) @ weights).tocsr()


def moran(values: Floats, weights: csr_array) -> Statistic:
    """Moran's I of values at places with these weights (diagonal 0)."""
    n = len(values)
    z = values - values.mean()
    s0, s1, s2 = _sums(weights)
    kurtosis = n * (z**4).sum() / (z**2).sum() ** 2
    value = n / s0 * (z @ (weights @ z)) / (z**2).sum()
    first = n * ((n**2 - 3 * n + 3) * s1 - n * s2 + 3 * s0**2)
    second = kurtosis * ((n**2 - n) * s1 - 2 * n * s2 + 6 * s0**2)
    expected = -1 / (n - 1)
    variance = (first - second) / ((n - 1) * (n - 2) * (n - 3) * s0**2) - expected**2
    return Statistic(np.asarray(value), np.asarray(expected), np.asarray(variance))


def global_g(values: Floats, weights: csr_array) -> Statistic:
    """Getis & Ord's global G of values of 0 or more with binary weights (diagonal 0)."""
    n = len(values)
    s0, s1, s2 = _sums(weights)
    x1, x2, x3, x4 = (float((values**power).sum()) for power in (1, 2, 3, 4))
    value = values @ (weights @ values) / (x1**2 - x2)
    expected = s0 / (n * (n - 1))
    b = (
        (n**2 - 3 * n + 3) * s1 - n * s2 + 3 * s0**2,
        -((n**2 - n) * s1 - 2 * n * s2 + 6 * s0**2),
        -(2 * n * s1 - (n + 3) * s2 + 6 * s0**2),
        4 * (n - 1) * s1 - 2 * (n + 1) * s2 + 8 * s0**2,
        s1 - s2 + s0**2,
    )
    top = b[0] * x2**2 + b[1] * x4 + b[2] * x1**2 * x2 + b[3] * x1 * x3 + b[4] * x1**4
    variance = top / ((x1**2 - x2) ** 2 * n * (n - 1) * (n - 2) * (n - 3)) - expected**2
    return Statistic(np.asarray(value), np.asarray(expected), np.asarray(variance))


def local_moran(values: Floats, weights: csr_array, *, is_conditional: bool = True) -> Statistic:
    """Local Moran of each place (diagonal 0); its moments with the place's own value held fast, or all shuffled.

    The conditional z is the z of local G.
    """
    n = len(values)
    z = values - values.mean()
    m2 = float((z**2).mean())
    total, squares = weights.sum(axis=1), weights.power(2).sum(axis=1)
    value = z / m2 * (weights @ z)
    if is_conditional:
        expected = -(z**2) * total / ((n - 1) * m2)
        rest = (m2 - z**2 / (n - 1)) * (squares - total**2 / (n - 1))
        return Statistic(value, expected, (z / m2) ** 2 * (n / (n - 2)) * rest)
    kurtosis = float((z**4).mean()) / m2**2
    expected = -total / (n - 1)
    pairs = (total**2 - squares) * (2 * kurtosis - n) / ((n - 1) * (n - 2))
    variance = squares * (n - kurtosis) / (n - 1) + pairs - total**2 / (n - 1) ** 2
    return Statistic(value, expected, variance)


def _sums(weights: csr_array) -> tuple[float, float, float]:
    """S0, S1, S2 of Cliff & Ord."""
    both = (weights + weights.T).tocsr()
    s0 = float(weights.sum())
    s1 = float(both.power(2).sum()) / 2
    s2 = float(((weights.sum(axis=1) + weights.sum(axis=0)) ** 2).sum())
    return s0, s1, s2
