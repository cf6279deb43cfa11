"""Trend of many short series at once: Mann and Kendall's test, its corrections, and Sen's slope.

Mann 1945; Kendall 1975 (ties); Hamed & Rao 1998 (series that remember); Hirsch, Slack & Smith 1982 (seasons); Sen 1968.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

EXACT_BELOW = 10  # bins: with fewer the distribution of S is counted out
_ROWS_AT_ONCE = 4096  # keeps the table of pairs small
_MEMORY_Z = 1.959964  # beyond this many standard errors an autocorrelation is significant


@dataclass(frozen=True, slots=True)
class Trends:
    """One entry a series: S, its variance, z with continuity correction, two-sided p, tau-a, Sen's slope a step.

    With fewer than ten bins p is exact over all orders of the values; `variance` and `z` stay the usual ones.
    """

    s: Floats
    variance: Floats
    z: Floats
    p_value: Floats
    tau: Floats
    slope: Floats

    def directions(self, level: float = 0.05) -> NDArray[np.int64]:
        """1 up, -1 down, 0 where the test does not say so."""
        signs: NDArray[np.int64] = np.where(self.p_value < level, np.sign(self.s), 0).astype(np.int64)
        return signs


def mann_kendall(series: ArrayLike, *, corrected: bool = True) -> Trends:
    """Trend of each row (series x bins in order of time; one series may come as a plain row).

    `corrected`: the variance grows as Hamed and Rao say where the ranks around Sen's line have a significant lag-1
    autocorrelation; it never shrinks. ValueError with a missing value or fewer than two bins.
    """
    table = np.atleast_2d(np.asarray(series, dtype=float))
    if table.shape[1] < 2 or not np.isfinite(table).all():
        raise ValueError(table.shape)
    parts = [
        _trends(table[at : at + _ROWS_AT_ONCE], corrected=corrected)
        for at in range(0, max(len(table), 1), _ROWS_AT_ONCE)
    ]
    return Trends(*(np.concatenate([getattr(part, f) for part in parts]) for f in Trends.__slots__))


def _trends(x: Floats, *, corrected: bool) -> Trends:
    n = x.shape[1]
    s, ties = _score(x), _tie_term(x)
    variance = (n * (n - 1) * (2 * n + 5) - ties) / 18
    slope = sen_slope(x)
    if corrected and n >= EXACT_BELOW:
        variance *= _inflation(x, slope)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(s == 0, 0.0, (s - np.sign(s)) / np.sqrt(variance))
    p = 2 * special.ndtr(-np.abs(z)) if n >= EXACT_BELOW else _exact(x, s)
    return Trends(s, variance, z, p, s / (n * (n - 1) / 2), slope)


def _score(x: Floats) -> Floats:
    """Later minus earlier, signs summed over all pairs."""
    s = np.zeros(len(x))
    for first in range(x.shape[1] - 1):
        later, own = x[:, first + 1 :], x[:, first : first + 1]
        s += (later > own).sum(axis=1) - (later < own).sum(axis=1)
    return s


def _tie_term(x: Floats) -> Floats:
    """Sum of t (t - 1) (2 t + 5) over the groups of equal values of each row."""
    ordered = np.sort(x, axis=1)
    run, term = np.ones(len(x)), np.zeros(len(x))
    for column in range(1, x.shape[1]):
        run = np.where(ordered[:, column] == ordered[:, column - 1], run + 1, 1.0)
        term += 6 * (run - 1) * (run + 1)  # what the group grows by: f(t) - f(t - 1)
    return term


def sen_slope(x: ArrayLike) -> Floats:
    """Median slope over all pairs of each row, a step of one bin."""
    table = np.atleast_2d(np.asarray(x, dtype=float))
    one, two = np.triu_indices(table.shape[1], 1)
    slope: Floats = np.median((table[:, two] - table[:, one]) / (two - one), axis=1)
    return slope


def _inflation(x: Floats, slope: Floats) -> Floats:
    """N / n* of Hamed and Rao (their formula 15) over the unbroken run of significant lags from 1; never below 1.

    Later lags of so short a series are noise, and negative ones would undo the correction.
    """
    n = x.shape[1]
    around = np.round(x - slope[:, None] * np.arange(n), 9)  # equal to the eye is equal
    centred = np.zeros_like(x)  # ranks minus their mean
    for other in range(n):
        centred += np.sign(around - around[:, other : other + 1])
    total = np.maximum((centred**2).sum(axis=1), 1e-12)
    summed, is_running = np.zeros(len(x)), np.ones(len(x), dtype=bool)
    for lag in range(1, n - 2):
        r = (centred[:, lag:] * centred[:, :-lag]).sum(axis=1) / total
        is_running &= np.abs(r) > _MEMORY_Z / n**0.5
        if not is_running.any():
            break
        summed += np.where(is_running, (n - lag) * (n - lag - 1) * (n - lag - 2) * r, 0.0)
    inflated: Floats = np.maximum(1 + 2 / (n * (n - 1) * (n - 2)) * summed, 1.0)
    return inflated


def _exact(x: Floats, s: Floats) -> Floats:
    p = np.ones(len(x))
    for row in range(len(x)):
        _, ties = np.unique(x[row], return_counts=True)
        p[row] = exact_p_value(int(s[row]), tuple(sorted(ties.tolist())))
    return p


def exact_p_value(s: int, ties: tuple[int, ...]) -> float:
    """P(|S| >= |s|) when every order of the values is equally likely.

    `ties`: how many bins share each value, all ones without ties. S = pairs that differ - 2 x inversions, and the
    inversions of a multiset are counted by the Gaussian multinomial coefficient (MacMahon 1913), in whole numbers.
    """
    ways = _inversions(ties)
    most = len(ways) - 1
    extreme = sum(count for k, count in enumerate(ways) if abs(most - 2 * k) >= abs(s))
    return extreme / sum(ways)


@functools.cache  # a handful of tie patterns serves a hundred thousand series
def _inversions(ties: tuple[int, ...]) -> tuple[int, ...]:
    """Orders of a multiset by their number of inversions."""
    ways, placed = [1], 0
    for group in ties:
        # one more value, `group` times: a choice of places among those already there
        ways = _times(ways, _gaussian(placed + group, group))
        placed += group
    return tuple(ways)


def _gaussian(n: int, k: int) -> list[int]:
    """Coefficients of the Gaussian binomial [n choose k]."""
    row: list[list[int]] = [[1]] + [[0]] * k
    for m in range(1, n + 1):
        for j in range(min(m, k), 0, -1):
            # the recursion of the Gaussian binomial: one value less, or all shifted by j
            shifted = [0] * j + row[j]
            longer = max(len(shifted), len(row[j - 1]))
            both = [shifted + [0] * (longer - len(shifted)), row[j - 1] + [0] * (longer - len(row[j - 1]))]
            row[j] = [a + b for a, b in zip(*both, strict=True)]
    coefficients = row[k]
    while len(coefficients) > 1 and coefficients[-1] == 0:
        coefficients = coefficients[:-1]
    return coefficients


def _times(a: list[int], b: list[int]) -> list[int]:
    product = [0] * (len(a) + len(b) - 1)
    for i, left in enumerate(a):
        for j, right in enumerate(b):
            product[i + j] += left * right
    return product


def seasonal_mann_kendall(series: ArrayLike, season: int = 12) -> Trends:
    """Trend of one series in which the same part of the year is only compared with itself.

    S and its variance are summed over the parts (Hirsch, Slack & Smith 1982); `slope` is the median of the slopes
    between equal parts, a year; tau is the share of pairs. ValueError under two years.
    """
    x = np.asarray(series, dtype=float)
    if len(x) < 2 * season:
        raise ValueError(len(x))
    s = variance = pairs = 0.0
    slopes = []
    for part in range(season):
        own = x[part::season]
        one = _trends(own[None, :], corrected=False)
        s, variance = s + float(one.s[0]), variance + float(one.variance[0])
        first, second = np.triu_indices(len(own), 1)
        slopes.append((own[second] - own[first]) / (second - first))
        pairs += len(first)
    z = 0.0 if s == 0 else (s - np.sign(s)) / variance**0.5
    p = float(2 * special.ndtr(-abs(z)))
    slope = float(np.median(np.concatenate(slopes)))
    return Trends(*(np.array([value], float) for value in (s, variance, z, p, s / pairs, slope)))
