"""How often a theme may and must still be told, so that its bounds hold in every 13 weeks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.records import IsoWeek

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.mix import Bounds
    from generator.records import PastUse

WEEKS = 13


@dataclass(frozen=True, slots=True)
class Quota:
    """What the past leaves for this week: 0 or 1 that must be, how many may be, and how near the duty is (0-1)."""

    least: int
    most: int
    urgency: float


@dataclass(frozen=True, slots=True)
class Past:
    """How many weeks ago each message of a theme was told, and since how many weeks the campaign speaks at all."""

    ages: Sequence[int]
    begun: int


def past_of(theme: str, history: Iterable[PastUse], week: IsoWeek) -> Past:
    """The past of one theme; a message that stood on several placements counts once."""
    told = {(use.week, use.tip_id): use.theme for use in history}
    ages = {key: (week.monday - IsoWeek.parse(key[0][:8]).monday).days // 7 for key in told}
    ours = sorted(ages[key] for key, its in told.items() if its == theme)
    return Past(ours, max(ages.values(), default=0))


def quota(bounds: Bounds, past: Past) -> Quota:
    """What this week may and must tell.

    Looks at each stretch of 13 weeks that holds this week and began no earlier than the campaign: what it still owes,
    over the weeks that it has left. A duty that fills all the weeks left is due now.
    """
    urgency = 0.0
    for ahead in range(WEEKS):
        behind = WEEKS - 1 - ahead
        if behind <= past.begun:
            owed = bounds.least - sum(age <= behind for age in past.ages)
            urgency = max(urgency, owed / (ahead + 1))
    most = bounds.most - sum(age < WEEKS for age in past.ages)
    return Quota(least=int(urgency >= 1), most=max(0, most), urgency=min(1.0, max(0.0, urgency)))
