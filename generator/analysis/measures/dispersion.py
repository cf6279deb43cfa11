"""How much more than chance a district's weeks scatter, from its own history.

Weeks are held against the week before, and blocks of four weeks against the blocks that they would be compared with.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

BLOCK = 4  # weeks
LEAST_BLOCKS = 6  # comparisons of blocks; with fewer the weeks alone decide


@dataclass(frozen=True, slots=True)
class Scatter:
    """Variance of a four-week total in units of its mean (1 = pure chance), and the degrees of freedom behind it."""

    factor: float
    freedom: float


def scatter(weeks: Floats, lag: int) -> Scatter:
    """From complete weekly counts, oldest first, without the weeks to be tested; `lag` weeks back they are compared.

    The larger of two estimates, at least 1. Given its sum N, a pair of Poisson counts has E (a - b)^2 / N = 1; a pair
    of negative binomials 1 + (N - 1) k / (2 + k). Weeks next to each other show the noise, blocks at the distance of
    the comparison also show slow drift from year to year.
    """
    by_week = _of_pairs(weeks[1:], weeks[:-1])
    count = len(weeks) // BLOCK
    blocks = weeks[len(weeks) - BLOCK * count :].reshape(count, BLOCK).sum(axis=1)
    back = lag // BLOCK
    if count - back < LEAST_BLOCKS:
        return by_week
    by_block = _of_pairs(blocks[back:], blocks[:-back])
    return max(by_week, by_block, key=lambda one: one.factor)


def _of_pairs(one: Floats, other: Floats) -> Scatter:
    """The factor from neighbouring pairs; they share counts and are skewed, which costs half of the freedom."""
    total = one + other
    is_seen = total > 0
    if not is_seen.any():
        return Scatter(1.0, 1.0)
    excess = float(((one - other)[is_seen] ** 2 / total[is_seen]).mean()) - 1
    mean_total = float(total[is_seen].mean())
    k = 2 * excess / max(mean_total - 1 - excess, 1e-9) if excess > 0 else 0.0
    return Scatter(1 + min(k, 10.0) * mean_total / 2, max(1.0, float(is_seen.sum()) / 2))
