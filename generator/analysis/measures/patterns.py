"""Patterns in time: the busy hours of the day, the days of the week, the circular test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from generator.analysis.measures import exact

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from generator.records import Period

    Floats = NDArray[np.float64]

WINDOW_HOURS = (3, 4, 5)
SIMULATED_DAYS = 1999


@dataclass(frozen=True, slots=True)
class HourWindow:
    """Hours `start` to `end` (half-open; `end` may be smaller than `start` when it wraps past midnight)."""

    start: int
    end: int
    accidents: int
    total: int
    p_value: float  # of the best window of an even day, by simulation

    @property
    def hours(self) -> int:
        """Length."""
        return (self.end - self.start) % 24

    @property
    def share(self) -> float:
        """Share of all recorded accidents."""
        return self.accidents / self.total if self.total else 0.0


def busiest_hours(counts: ArrayLike, simulations: int = SIMULATED_DAYS) -> HourWindow:
    """The 3-5 hours that stand out most from an even day (24 counts from 00 to 23).

    Windows of different lengths are compared by Kulldorff's log likelihood ratio; p is the share of simulated
    even days whose best window stands out as much (with a frozen random stream).
    """
    y = np.asarray(counts, dtype=float)
    total = int(y.sum())
    ratios, sums = _ratios(y[None, :])
    best = int(np.argmax(ratios[0]))
    length, start = WINDOW_HOURS[best // 24], best % 24
    random = np.random.RandomState(24)  # the one stream that NumPy froze
    even = random.multinomial(total, np.full(24, 1 / 24), size=simulations).astype(float)
    beaten = int((_ratios(even)[0].max(axis=1) >= ratios[0, best] - 1e-9).sum())
    p = (beaten + 1) / (simulations + 1)
    return HourWindow(start, (start + length) % 24, int(sums[0, best]), total, p)


def _ratios(days: Floats) -> tuple[Floats, Floats]:
    """Log likelihood ratio and count of every window (days x (lengths * 24))."""
    from scipy.special import xlogy

    total = days.sum(axis=1, keepdims=True)
    wrapped = np.concatenate([days, days], axis=1)
    sums = np.concatenate(
        [
            np.stack([wrapped[:, s : s + length].sum(axis=1) for s in range(24)], axis=1)
            for length in WINDOW_HOURS
        ],
        axis=1,
    )
    mean = total * np.repeat(np.asarray(WINDOW_HOURS) / 24, 24)
    rest, rest_mean = total - sums, total - mean
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = xlogy(sums, sums / mean) + xlogy(rest, rest / rest_mean)
    return np.where(sums > mean, np.nan_to_num(ratio), 0.0), sums


def circular_mean(counts: ArrayLike) -> tuple[float, float, float]:
    """Mean hour, concentration R (0-1) and Rayleigh's z of 24 hourly counts (an hour counts at its middle)."""
    y = np.asarray(counts, dtype=float)
    angle = 2 * np.pi * (np.arange(24) + 0.5) / 24
    total = max(y.sum(), 1e-12)
    c, s = (y * np.cos(angle)).sum() / total, (y * np.sin(angle)).sum() / total
    concentration = float(np.hypot(c, s))
    return float(np.arctan2(s, c) / (2 * np.pi) * 24 % 24), concentration, float(total * concentration**2)


@dataclass(frozen=True, slots=True)
class Weekend:
    """Saturday and Sunday against the share of such days in the period."""

    count: int
    total: int
    expected_share: float
    p_value: float

    @property
    def direction(self) -> str:
        """weekend, weekdays or even: only a significant difference has a direction."""
        if self.p_value >= 0.05:
            return "even"
        return "weekend" if self.count > self.total * self.expected_share else "weekdays"


def weekend(counts: ArrayLike, period: Period) -> Weekend:
    """The weekend's share of seven counts (Monday first), against the calendar, exact two-sided."""
    y = np.asarray(counts, dtype=int)
    days = days_by_weekday(period)
    expected = float(days[5:].sum() / days.sum())
    count, total = int(y[5:].sum()), int(y.sum())
    return Weekend(count, total, expected, exact.binomial_two_sided(count, total, expected))


def days_by_weekday(period: Period) -> NDArray[np.int64]:
    """How many Mondays, Tuesdays, ... a period has."""
    full, rest = divmod(period.days, 7)
    days = np.full(7, full, dtype=np.int64)
    for one in range(rest):
        days[(period.start.weekday() + one) % 7] += 1
    return days


def peak_weekday(counts: ArrayLike, period: Period) -> int | None:
    """The weekday (0 = Monday) with clearly most accidents (exact, corrected for seven days), or None."""
    y = np.asarray(counts, dtype=int)
    if y.sum() == 0:
        return None
    share = days_by_weekday(period) / period.days
    excess = np.array(
        [exact.binomial_at_least(int(c), int(y.sum()), float(s)) for c, s in zip(y, share, strict=True)]
    )
    best = int(np.argmin(excess))
    return best if excess[best] * 7 < 0.05 else None
