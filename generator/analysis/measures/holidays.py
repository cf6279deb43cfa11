"""Accidents on special days against the same weekdays just before and after, year by year, by the dates of each year.

The days that are compared with lie two weeks or less to each side, or further where those are special themselves.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from generator.analysis.measures import exact

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from generator.records import Period

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

A_SIDE = 2  # same weekdays before, and as many after
_FURTHEST_WEEKS = 10
_SETTLING_DAYS = 28  # a special time that ended later than this before the data end is not looked at
LEAST_TIMES = 2  # years: what happened once is no habit
_LEAST_QUIET = 20  # ordinary stretches to measure chance with
_DRAWN = 1999


@dataclass(frozen=True, slots=True)
class Calendar:
    """Daily counts from `first` on, and which of these days are special in any way."""

    first: dt.date
    counts: Floats
    is_special: Bools

    def at(self, period: Period) -> slice | None:
        """Where a period lies, or None when it is not wholly inside."""
        start, end = (period.start - self.first).days, (period.end - self.first).days + 1
        return slice(start, end) if start >= 0 and end <= len(self.counts) else None


@dataclass(frozen=True, slots=True)
class Factor:
    """Accidents of a special time against ordinary days: ratio with interval, p, and how many years it rests on."""

    accidents: int
    expected: float
    ratio: float
    low: float
    high: float
    p_value: float
    times: int
    days: int


def make_calendar(
    days: NDArray[np.datetime64], first: dt.date, last: dt.date, special: Iterable[Period]
) -> Calendar:
    """Daily counts of a complete stretch of days, with its special days marked."""
    size = (last - first).days + 1
    at = (days.astype("datetime64[D]") - np.datetime64(first)).astype(int)
    counts = np.bincount(at[(at >= 0) & (at < size)], minlength=size).astype(float)
    is_special = np.zeros(size, dtype=bool)
    for one in special:
        start, end = (one.start - first).days, (one.end - first).days + 1
        is_special[max(start, 0) : max(end, 0)] = True
    return Calendar(first, counts, is_special)


def factor(calendar: Calendar, spans: Sequence[Period]) -> Factor | None:
    """What the special times `spans` (one a year) have in common; None under two years with ordinary days around.

    Chance is measured on the district itself: the same number of ordinary stretches of that length, drawn 1,999 times,
    gives p and interval, so that days that scatter or remember are paid for. p is at least the exact binomial one.
    """
    limit = len(calendar.counts) - _SETTLING_DAYS
    places = [at for at in map(calendar.at, spans) if at is not None and at.stop <= limit]
    seen = [one for one in (_against_around(calendar, at) for at in places) if one is not None]
    if len(seen) < LEAST_TIMES:
        return None
    length = max(at.stop - at.start for at in places)
    quiet = _ordinary(calendar, length)
    y, around, days, expected = (math.fsum(one[i] for one in seen) for i in range(4))
    if len(quiet) < _LEAST_QUIET or expected <= 0:
        return None
    ratio = y / expected
    drawn = quiet[np.random.RandomState(12).randint(0, len(quiet), (_DRAWN, len(seen)))].sum(axis=1)
    logs = np.log((drawn[:, 0] + 0.5) / (drawn[:, 1] + 0.5))
    beaten = int((np.abs(logs) >= abs(np.log((y + 0.5) / (expected + 0.5))) - 1e-12).sum())
    own_days = float(sum(at.stop - at.start for at in places))
    _, low, high, p = exact.rate_ratio(int(y), int(around), own_days, days)
    spread = np.exp(np.quantile(logs, [0.025, 0.975]))
    return Factor(
        accidents=int(y),
        expected=expected,
        ratio=ratio,
        low=min(low, ratio / float(spread[1])),
        high=max(high, ratio / float(spread[0])),
        p_value=max(p, (beaten + 1) / (_DRAWN + 1)),
        times=len(seen),
        days=int(own_days),
    )


def _against_around(calendar: Calendar, at: slice) -> tuple[float, float, float, float] | None:
    """Accidents of a stretch, accidents and days around it, and what these expect; None where a side is missing."""
    own = float(calendar.counts[at].sum())
    around = days = expected = 0.0
    for day in range(at.start, at.stop):
        sides = [_near(calendar, day, at, step) for step in (-7, 7)]
        if not all(sides):
            return None
        found = [*sides[0], *sides[1]]
        total = math.fsum(found)
        around, days, expected = around + total, days + len(found), expected + total / len(found)
    return own, around, days, expected


def _near(calendar: Calendar, day: int, at: slice, step: int) -> list[float]:
    """Counts of the nearest ordinary days of the same weekday to one side, two at most."""
    found: list[float] = []
    for other in range(day + step, day + step * (_FURTHEST_WEEKS + 1), step):
        if not 0 <= other < len(calendar.counts) or len(found) == A_SIDE:
            break
        if not calendar.is_special[other] and not at.start <= other < at.stop:
            found.append(float(calendar.counts[other]))
    return found


def _ordinary(calendar: Calendar, length: int) -> Floats:
    """(accidents, expected) of every ordinary stretch of that length, a week apart."""
    made = []
    for start in range(0, len(calendar.counts) - length - _SETTLING_DAYS + 1, 7):
        at = slice(start, start + length)
        one = None if calendar.is_special[at].any() else _against_around(calendar, at)
        if one is not None:
            made.append((one[0], one[3]))
    return np.array(made, dtype=float).reshape(-1, 2)
