"""The last day up to which the data can be taken as complete."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import datetime as dt

_LEAST_ROWS = 60
_LONGEST_TAIL = 400  # days
_PROOF = 7.0  # log likelihood ratio; chance alone exceeds it in about one of a thousand tails
_THIN = 0.4  # of the usual rate: holidays thin a week to about half


def data_until(days: pd.Series) -> dt.date:
    """The last day of the data, without a tail that is obviously thinner than what came before.

    `days` are the days of all kept accidents, at least one. The usual rate comes from the days between the
    middle and the ninetieth percentile of the rows; a tail is cut where a Poisson rate of its own explains it far
    better than the usual one and lies below two fifths of it. So reports that are still coming in, and a single date
    of next year, do not end the data.
    """
    ordered = days.sort_values(ignore_index=True)
    last = pd.Timestamp(ordered.iloc[-1])
    cut = _thin_tail(ordered, last) if len(days) >= _LEAST_ROWS else 0
    day: dt.date = (last - pd.Timedelta(days=cut)).date()
    return day


def _thin_tail(ordered: pd.Series, last: pd.Timestamp) -> int:
    """Number of days at the end that are obviously incomplete."""
    early, late = (pd.Timestamp(ordered.iloc[int(share * (len(ordered) - 1))]) for share in (0.5, 0.9))
    span = (late - early).days
    if span < 14:
        return 0
    usual = float(((ordered > early) & (ordered <= late)).sum()) / span
    reach = min(_LONGEST_TAIL, (last - late).days)
    counts = _counts_back(ordered, last, reach)
    best, cut = _PROOF, 0
    for length in range(1, reach + 1):
        gain = _gain(int(counts[:length].sum()), length, usual)
        # A tie goes to the longer tail: empty days before a lone late row belong to it.
        if gain >= best:
            best, cut = gain, length
    return cut


def _counts_back(days: pd.Series, last: pd.Timestamp, reach: int) -> np.ndarray:
    """Rows of the last day, the day before it, and so on."""
    ages = (last - days[days > last - pd.Timedelta(days=reach)]).dt.days
    return np.bincount(ages.to_numpy(dtype=int), minlength=max(reach, 1))


def _gain(rows: int, length: int, usual: float) -> float:
    """How much better (log likelihood) a rate of its own explains the tail; 0 unless it is a thin one."""
    rate = rows / length
    if rate >= _THIN * usual:
        return 0.0
    return (rows * math.log(rate / usual) if rows else 0.0) - (rate - usual) * length
