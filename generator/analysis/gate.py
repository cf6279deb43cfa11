"""What may leave analysis: promise 4 as one table, and complementary suppression.

Every number passes here before anything is drawn or said. A number that may not leave is left out, never blurred
into a wrong one.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the gate: the smallest count that may be told, and how old the accidents must be."""

    minimum: int
    older_than_days: int = 0


RULES = {
    "district_week": Rule(3),  # counts of 1-2 are printed "kurang dari 3"
    "place": Rule(3, 30),  # a place, a kecamatan, a map mark
    "heat_cell": Rule(3, 30),
    "person_at_place": Rule(5, 30),  # age, sex or kind of person crossed with a place
    "hours_at_place": Rule(10, 30),
}
DECIMALS = 3  # of a degree, about 110 m


def may_tell(rule: str, count: float, minimum: int = 0) -> bool:
    """Whether a count may be told under this rule; nothing happened (0) may always be told."""
    return count == 0 or count >= max(RULES[rule].minimum, minimum)


def is_few(count: float) -> bool:
    """Whether a district total of a week is printed as "kurang dari 3"."""
    return not may_tell("district_week", count)


def last_day(rule: str, monday: dt.date) -> dt.date:
    """Last day whose accidents may be told under this rule in the week of that Monday."""
    return monday - dt.timedelta(days=RULES[rule].older_than_days)


def visible(counts: Sequence[int], rule: str = "place", minimum: int = 0) -> tuple[bool, ...]:
    """Which cells may be told beside their total.

    A cell under the minimum is hidden; when the hidden ones could be found by subtraction (only one, or
    together under the minimum), the next smallest cells are hidden as well.
    """
    least = max(RULES[rule].minimum, minimum)
    shown = [may_tell(rule, count, minimum) for count in counts]

    def tells() -> bool:
        hidden = [count for count, is_shown in zip(counts, shown, strict=True) if not is_shown]
        return bool(hidden) and (len(hidden) == 1 or sum(hidden) < least)

    while tells():
        rest = [i for i, is_shown in enumerate(shown) if is_shown and counts[i] > 0]
        if not rest:
            return (False,) * len(shown)
        shown[min(rest, key=lambda i: (counts[i], i))] = False
    return tuple(shown)


def round_point(lon: float, lat: float) -> tuple[float, float]:
    """A position coarse enough to leave."""
    return round(lon, DECIMALS) + 0.0, round(lat, DECIMALS) + 0.0
