"""The ratio of two shares with an exact interval, under the same margins as Fisher's exact test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import special

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

STEPS = 80  # halvings: more than doubles can tell apart
WIDEST = 60.0  # log odds ratio beyond which nothing is asked


def ratio_of_shares(a: int, n_a: int, b: int, n_b: int, level: float = 0.95) -> tuple[float, float, float]:
    """a/n_a : b/n_b with its interval (low, high); infinite when b is 0.

    The interval is the exact conditional one of the odds ratio (Cornfield 1956), each end told as the ratio of shares
    that it means under the margins of the table: the ratio of the two expected counts. It lies above 1 exactly when
    the one-sided test at (1 - level) / 2 says so.
    """
    low, high = odds_interval(a, n_a, b, n_b, level)
    both = a + b
    k, log = _support(n_a, n_b, both)

    def as_ratio(odds: float) -> float:
        mean = float(k[-1]) if odds == np.inf else float(k[0]) if odds == 0 else _mean(k, log, np.log(odds))
        rest = both - mean
        return (mean / n_a) / (rest / n_b) if rest > 1e-9 else float("inf")

    ratio = (a / n_a) / (b / n_b) if b else float("inf")
    return ratio, as_ratio(low), as_ratio(high)


def odds_interval(a: int, n_a: int, b: int, n_b: int, level: float = 0.95) -> tuple[float, float]:
    """Exact conditional interval of the odds ratio of a/n_a and b/n_b (as R's fisher.test gives it)."""
    k, log = _support(n_a, n_b, a + b)
    half = (1 - level) / 2
    low = (
        0.0 if a == k[0] else float(np.exp(_solve(lambda t: float(_weights(k, log, t)[k >= a].sum()) - half)))
    )
    high = (
        float("inf")
        if a == k[-1]
        else float(np.exp(_solve(lambda t: half - float(_weights(k, log, t)[k <= a].sum()))))
    )
    return low, high


def _support(n_a: int, n_b: int, both: int) -> tuple[Floats, Floats]:
    """Counts that the margins allow, and the logarithm of their number of ways."""
    k = np.arange(max(0, both - n_b), min(both, n_a) + 1, dtype=float)
    ways = -special.gammaln(k + 1) - special.gammaln(n_a - k + 1)
    ways -= special.gammaln(both - k + 1) + special.gammaln(n_b - both + k + 1)
    return k, ways


def _weights(k: Floats, log: Floats, log_odds: float) -> Floats:
    """Probability of each count under this odds ratio."""
    at = log + log_odds * k
    weight: Floats = np.exp(at - at.max())
    return np.asarray(weight / weight.sum())


def _mean(k: Floats, log: Floats, log_odds: float) -> float:
    return float((_weights(k, log, log_odds) * k).sum())


def _solve(rises: Callable[[float], float]) -> float:
    """The log odds ratio at which a rising function is 0, by halving."""
    low, high = -WIDEST, WIDEST
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if rises(middle) > 0 else (middle, high)
    return (low + high) / 2
