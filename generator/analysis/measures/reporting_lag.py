"""How much of a recent week is in the file already: completeness by age, from the days on which reports were entered.

An accident is only seen when its report was entered before the file was drawn, so recent accidents show short delays
alone. Reverse-time Kaplan-Meier corrects for that (Lagakos, Barraj & De Gruttola 1988; Kalbfleisch & Lawless 1991):
c(d) = product over delays j > d of 1 - (entered after exactly j days) / (entered within j days and old enough to show it).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from generator.analysis.measures import exact

if TYPE_CHECKING:
    import datetime as dt

    from numpy.typing import NDArray

    from generator.records import Period

    Floats = NDArray[np.float64]
    Days = NDArray[np.datetime64]

COMPLETE = 0.9  # a week below this is drawn as unfinished
LEAST_REPORTS = 100
LEAST_KNOWN = 0.5  # share of accidents with a day of entry
MOST_ON_ONE_DAY = 0.3  # more entries on one day are a transfer of files, no delay
_LONGEST_DAYS = 365  # later entries are counted as corrections
_LOOKED_AT_DAYS = 730  # how the office works now
_LEAST_AT_RISK = 50
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Completeness:
    """Share (0-1) entered within d days, d = 0, 1, ...; 1 for anything older. `as_of`: day the file shows."""

    as_of: dt.date
    share: Floats
    low: Floats
    high: Floats
    reports: int

    def of(self, period: Period) -> tuple[float, float, float]:
        """Completeness of a period whose days have equal numbers of accidents, and its 95 % interval."""
        oldest = (self.as_of - period.start).days
        ages = np.arange(oldest - period.days + 1, oldest + 1)
        known = np.minimum(ages, len(self.share) - 1)
        values = [
            float(np.where(ages < 0, 0.0, np.where(ages < len(self.share), one[known], 1.0)).mean())
            for one in (self.share, self.low, self.high)
        ]
        return values[0], values[1], values[2]


def completeness(occurred: Days, reported: Days, as_of: dt.date) -> Completeness | None:
    """Completeness by age in days, from accidents of the last two years; days without an entry are NaT.

    None when fewer than 100 entries, or fewer than half of the accidents have one, or when so many were entered on one
    day that the day says nothing. Entries before the accident are no entries.
    """
    today = np.datetime64(as_of)
    age = (today - occurred.astype("datetime64[D]")).astype(int)
    is_looked_at = (age >= 0) & (age <= _LOOKED_AT_DAYS)
    entered = reported[is_looked_at].astype("datetime64[D]")
    is_known = ~np.isnat(entered)
    delay = np.where(is_known, (entered - occurred[is_looked_at].astype("datetime64[D]")).astype(int), -1)
    age = age[is_looked_at]
    is_usable = (delay >= 0) & (delay <= age)
    if is_usable.sum() < max(LEAST_REPORTS, LEAST_KNOWN * len(age)):
        return None
    _, on_one_day = np.unique(entered[is_usable], return_counts=True)
    if on_one_day.max() > MOST_ON_ONE_DAY * is_usable.sum():
        return None
    return _reverse_kaplan_meier(delay[is_usable], age[is_usable], as_of)


def _reverse_kaplan_meier(
    delay: NDArray[np.int_], age: NDArray[np.int_], as_of: dt.date
) -> Completeness | None:
    size = min(_LONGEST_DAYS, int(age.max())) + 1
    steps = np.arange(size)
    # at risk at j: entered within j days, and old enough that j days could be seen
    at_risk = np.array([int(((delay <= j) & (age >= j)).sum()) for j in steps], dtype=float)
    enough = np.flatnonzero(at_risk >= _LEAST_AT_RISK)
    if len(enough) == 0:
        return None
    size = int(enough[-1]) + 1
    at_risk = np.maximum(at_risk[:size], 1.0)
    events = np.bincount(delay[delay < size], minlength=size)[:size].astype(float)
    kept = np.maximum(1 - events / at_risk, 1e-9)
    later = np.concatenate([np.cumsum(np.log(kept)[::-1])[::-1][1:], [0.0]])
    spread = events / (at_risk * np.maximum(at_risk - events, 1.0))
    variance = np.concatenate([np.cumsum(spread[::-1])[::-1][1:], [0.0]])
    share, half = np.exp(later), _Z * np.sqrt(variance)
    return Completeness(
        as_of, share, share * np.exp(-half), np.minimum(share * np.exp(half), 1.0), len(delay)
    )


def corrected(count: int, complete: tuple[float, float, float]) -> tuple[float, float, float]:
    """The count that is to be expected once every report is in, with its interval (Garwood, widened by c's own)."""
    share, low, high = (max(one, 1e-9) for one in complete)
    least, most = (float(one) for one in exact.garwood(count))
    return count / share, least / high, most / low
