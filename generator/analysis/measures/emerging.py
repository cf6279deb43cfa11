"""Emerging classes: how a place came to be a hotspot, from its months against what roads of its kind expect.

The definitions are those of the widely used emerging hot spot analysis (T bins, f = share of hot bins, "nine tenths"
counted exactly): new, hot in the last bin only; consecutive, one unbroken run of two or more that ends now, f < 0.9;
intensifying, persistent or diminishing, hot now and f >= 0.9 with the trend up, none or down; oscillating, hot now, cold
before, f < 0.9; sporadic, hot now, off and on before, never cold, f < 0.9; historical, not hot now, f >= 0.9.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np

from generator.analysis.measures import exact
from generator.analysis.measures.mann_kendall import mann_kendall
from generator.analysis.periods import whole_months
from generator.codes import Emerging

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from generator.analysis.detector.hotspots import Spot
    from generator.records import Period

    Floats = NDArray[np.float64]

FEWEST_MONTHS, MOST_MONTHS = 12, 24
LEAST_ACCIDENTS = 12  # in the window: below it no month can be told from another
LEVEL = 0.05
_BY_TREND = {1: Emerging.INTENSIFYING, 0: Emerging.PERSISTENT, -1: Emerging.DIMINISHING}


def classify_bins(bins: Sequence[int], trend: int = 0) -> Emerging:
    """The class of one sequence of bins, oldest first: 1 hot, 0 neither, -1 cold; `trend` is 1 up, -1 down, 0 none."""
    hot = [one > 0 for one in bins]
    is_almost_always = sum(hot) * 10 >= 9 * len(hot)
    if not hot or not hot[-1]:
        return Emerging.HISTORICAL if hot and is_almost_always else Emerging.NONE
    run = len(hot) - max((i + 1 for i, is_hot in enumerate(hot) if not is_hot), default=0)
    if sum(hot) == 1:
        return Emerging.NEW
    if is_almost_always:
        return _BY_TREND[trend]
    if sum(hot) == run:
        return Emerging.CONSECUTIVE
    return Emerging.OSCILLATING if any(one < 0 for one in bins) else Emerging.SPORADIC


def month_counts(days: NDArray[np.datetime64], months: Sequence[Period]) -> Floats:
    """Accidents of each month; the months follow each other."""
    if not months:
        return np.zeros(0)
    edges = np.array([one.start for one in months] + [months[-1].end + dt.timedelta(days=1)], "datetime64[D]")
    counts: Floats = np.diff(np.searchsorted(np.sort(days.astype("datetime64[D]")), edges)).astype(float)
    return counts


def mid_p(counts: ArrayLike, expected: ArrayLike) -> tuple[Floats, Floats]:
    """Mid-p of as many or more, and of as few or fewer, for Poisson counts (Lancaster 1961)."""
    y = np.asarray(counts, dtype=float)
    more, at_least = exact.tail(y + 1, expected), exact.tail(y, expected)
    return (more + at_least) / 2, 1 - (more + at_least) / 2


def classify_counts(counts: ArrayLike, expected: ArrayLike) -> tuple[Emerging, ...]:
    """The class of each site (sites x months, oldest month first) against its expected counts.

    A month is hot when the q of its mid-p is at most 0.05 over all sites and months, cold likewise below. The trend is
    that of count : expected. `too_few` under twelve months or twelve accidents.
    """
    y = np.atleast_2d(np.asarray(counts, dtype=float))
    e = np.broadcast_to(np.asarray(expected, dtype=float), y.shape)
    if y.size == 0 or y.shape[1] < FEWEST_MONTHS:
        return (Emerging.TOO_FEW,) * len(y)
    high, low = mid_p(y, e)
    hot = exact.benjamini_hochberg(high.ravel()).reshape(y.shape) <= LEVEL
    cold = exact.benjamini_hochberg(low.ravel()).reshape(y.shape) <= LEVEL
    bins = hot.astype(int) - cold.astype(int)
    trend = mann_kendall(np.round(y / np.maximum(e, 1e-12), 9)).directions(LEVEL)
    return tuple(
        classify_bins(row.tolist(), int(up)) if total >= LEAST_ACCIDENTS else Emerging.TOO_FEW
        for row, up, total in zip(bins, trend, y.sum(axis=1), strict=True)
    )


def classify_place(days: NDArray[np.datetime64], expected_per_month: float, period: Period) -> Emerging:
    """The class of one place by itself: days of its accidents, and what roads of its kind expect in a mean month."""
    months = whole_months(period)[-MOST_MONTHS:]
    counts = month_counts(days, months)
    return classify_counts(counts[None, :], _spread(expected_per_month, months)[None, :])[0]


def _spread(per_month: float, months: Sequence[Period]) -> Floats:
    """Expected count of each month by its number of days."""
    days = np.array([one.days for one in months], dtype=float)
    return per_month * days / max(float(days.mean()), 1.0) if len(days) else days


def classify(spots: Sequence[Spot], period: Period) -> tuple[Emerging, ...]:
    """The class of each hotspot of the place period, in the order given; all are judged together."""
    months = whole_months(period)[-MOST_MONTHS:]
    if not spots or len(months) < FEWEST_MONTHS:
        return (Emerging.TOO_FEW,) * len(spots)
    share = sum(one.days for one in months) / period.days / len(months)
    days = [spot.rows["occurred_on"].to_numpy(dtype="datetime64[D]") for spot in spots]
    counts = np.array([month_counts(one, months) for one in days])
    expected = np.array([_spread(spot.hotspot.expected * share, months) for spot in spots])
    return classify_counts(counts, expected)
