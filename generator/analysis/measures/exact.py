"""Exact tails, intervals and error-rate control for small counts (scipy.special only, no scipy.stats)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import special

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]


def tail(count: ArrayLike, expected: ArrayLike, dispersion: ArrayLike = 0.0) -> Floats:
    """P(Y >= count) of a count with this mean and variance mean + dispersion x mean^2.

    Poisson where the dispersion is 0, negative binomial elsewhere; 1 where the count is 0.
    """
    y, mean, k = np.broadcast_arrays(
        np.asarray(count, float), np.asarray(expected, float), np.asarray(dispersion, float)
    )
    p: Floats = np.ones(y.shape)
    positive = y > 0
    poisson = positive & (k <= 1e-9)
    p[poisson] = special.gammainc(y[poisson], mean[poisson])
    mixed = positive & ~poisson
    shape = 1.0 / k[mixed]
    p[mixed] = special.betainc(y[mixed], shape, mean[mixed] / (mean[mixed] + shape))
    return p


def benjamini_hochberg(p: ArrayLike, weights: ArrayLike | None = None) -> Floats:
    """Adjusted p-values (q) in the order given; a weight counts an entry that many times.

    Benjamini & Hochberg 1995.
    """
    values = np.asarray(p, float)
    count = np.ones(values.size) if weights is None else np.asarray(weights, float)
    order = np.argsort(values, kind="stable")[::-1]
    rank = count.sum() - np.concatenate([[0.0], np.cumsum(count[order])[:-1]])
    q: Floats = np.empty(values.size)
    q[order] = np.minimum(1.0, np.minimum.accumulate(values[order] * count.sum() / rank))
    return q


def garwood(count: ArrayLike, level: float = 0.95) -> tuple[Floats, Floats]:
    """Exact interval of a Poisson mean, lower and upper (Garwood 1936)."""
    y = np.asarray(count, float)
    half = (1 - level) / 2
    low = np.where(y > 0, special.gammaincinv(np.maximum(y, 1e-300), half), 0.0)
    return low, special.gammaincinv(y + 1, 1 - half)


def share_interval(count: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """Exact interval of a share (Clopper & Pearson 1934); (0, 1) when n is 0."""
    half = (1 - level) / 2
    low = float(special.betaincinv(count, n - count + 1, half)) if count else 0.0
    high = float(special.betaincinv(count + 1, n - count, 1 - half)) if count < n else 1.0
    return low, high


def binomial_two_sided(count: int, n: int, share: float) -> float:
    """P of an outcome at most as likely as `count` of `n` when each has this share (exact)."""
    if n == 0:
        return 1.0
    k = np.arange(n + 1, dtype=float)
    log = (
        special.gammaln(n + 1)
        - special.gammaln(k + 1)
        - special.gammaln(n - k + 1)
        + special.xlogy(k, share)
        + special.xlog1py(n - k, -share)
    )
    return float(min(1.0, np.exp(log[log <= log[count] + 1e-7]).sum()))


def binomial_at_least(count: int, n: int, share: float) -> float:
    """P(X >= count) of a binomial."""
    return 1.0 if count <= 0 else float(special.betainc(count, n - count + 1, share))


def rate_ratio(
    first: int, second: int, exposure_first: float = 1.0, exposure_second: float = 1.0
) -> tuple[float, float, float, float]:
    """Ratio of two Poisson rates, its interval (low, high), and the exact two-sided p.

    Conditional on the sum, the first is binomial (Przyborowski & Wilenski 1940). The ratio is infinite
    when the second count is 0, and 1 with p = 1 when both are 0.
    """
    n = first + second
    if n == 0:
        return 1.0, 0.0, float("inf"), 1.0
    per = exposure_second / exposure_first
    low, high = share_interval(first, n)
    p = binomial_two_sided(first, n, exposure_first / (exposure_first + exposure_second))
    ratio = first / second * per if second else float("inf")
    return ratio, low / (1 - low) * per, (high / (1 - high) * per if high < 1 else float("inf")), p


def fisher(a: int, n_a: int, b: int, n_b: int) -> float:
    """Fisher's exact two-sided p of a/n_a against b/n_b."""
    both, total = a + b, n_a + n_b
    # beyond forty standard deviations nothing adds to the sum; large files need no more than this
    mean = both * n_a / total if total else 0.0
    reach = 10 + 40 * float(np.sqrt(mean * n_b / max(total, 1)))
    first = max(0, both - n_b, min(a, int(mean - reach)))
    last = min(both, n_a, max(a, int(mean + reach)))
    k = np.arange(first, last + 1, dtype=float)
    log = _log_choose(n_a, k) + _log_choose(n_b, both - k) - _log_choose(total, np.asarray(float(both)))
    here = log[int(a - k[0])]
    return float(min(1.0, np.exp(log[log <= here + 1e-7]).sum()))


def _log_choose(n: int, k: Floats) -> Floats:
    value: Floats = special.gammaln(n + 1) - special.gammaln(k + 1) - special.gammaln(n - k + 1)
    return value
