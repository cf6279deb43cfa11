"""One entry of the calendar with one of its dates, and what follows from it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from generator.records import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.records import IsoWeek

_LEAST_DAYS = 4  # of a week: a card that only two or three days may show would take the place of a better one
_WHOLE_WEEK = {"commemoration", "weather"}  # their sentences say "this week", which stays true after the day


class Certainty(StrEnum):
    """How far a date can be trusted."""

    CONFIRMED = "confirmed"  # decreed, or the same day every year
    REPORTED = "reported"  # read in the news quoting the authority
    ESTIMATED = "estimated"  # from a rule: planners see it marked, the public never


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the calendar with one of its dates.

    `texts` holds the sentences of a card of its own; empty when the event only leans the choice towards its themes.
    """

    id: str
    name: str
    kind: str  # operation, commemoration, flow, school, weather, routine, holiday, activity
    period: Period
    certainty: Certainty
    themes: tuple[str, ...]
    pillar: str = "edukasi"
    tone: str = ""  # "duka": quiet, no call to share
    is_dateless: bool = False  # the sentences name no date, so they may appear although the date is estimated
    shown: str = ""  # during, before or week; empty: week for a commemoration or a season, else during
    texts: Mapping[str, str] = field(default_factory=dict)
    about: str = ""  # what an operation is, for the staff
    rule: str = ""  # how its days are found, for planners
    source: str = ""  # where this date comes from
    is_own: bool = False  # the campaign file says so

    @property
    def is_sayable(self) -> bool:
        """Whether the sentences of this event may be published."""
        return bool(self.texts) and (self.certainty is not Certainty.ESTIMATED or self.is_dateless)

    @property
    def is_quiet(self) -> bool:
        """Whether its day belongs to mourning alone."""
        return self.tone == "duka" and self.certainty is not Certainty.ESTIMATED

    @property
    def is_own_operation(self) -> bool:
        """Whether it is an operation whose days the district itself put down, with its order in hand."""
        return self.kind == "operation" and self.is_own and self.certainty is Certainty.CONFIRMED

    def days_of_card(self, week: IsoWeek) -> Period | None:
        """The days of the week on which its sentences are true; None when they are too few for a card."""
        start, end = week.monday, week.sunday
        shown = self.shown or ("week" if self.kind in _WHOLE_WEEK else "during")
        if shown == "during":
            start, end = max(start, self.period.start), min(end, self.period.end)
        elif shown == "before":
            end = min(end, self.period.start)
        days = Period(start, end)
        return days if days.days >= _LEAST_DAYS else None


def entries_touching(days: Period, events: Iterable[Event]) -> tuple[Event, ...]:
    """The entries that share a day with these days, in their own order."""
    return tuple(one for one in events if one.period.start <= days.end and one.period.end >= days.start)


def quiet_days(events: Iterable[Event]) -> frozenset[dt.date]:
    """The days on which nothing but the card of mourning is shown."""
    return frozenset(
        one.period.start + dt.timedelta(days=number)
        for one in events
        if one.is_quiet
        for number in range(one.period.days)
    )
