"""When an entry comes, in any year: a day of a month, a weekday of a month, or days around a feast."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.records import Period

if TYPE_CHECKING:
    from collections.abc import Iterator

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Rule:
    """The table `when` of an entry. ValueError for one that names no day of the year."""

    days: int = 1
    month: int = 0
    day: int = 0
    weekday: str = ""
    nth: int = 0  # of the weekday in the month, from 1
    feast: str = ""  # id of a holiday
    shift: int = 0  # days after the feast's first day, negative before it
    every: int = 1  # years
    first: int = 0  # year from which it exists

    def __post_init__(self) -> None:
        if self.weekday and self.weekday not in WEEKDAYS:
            raise ValueError(f"weekday {self.weekday}")
        if self.days < 1 or self.every < 1:
            raise ValueError("days, every")
        if self.feast:
            return
        if self.nth:
            if not (1 <= self.nth <= 4 and self.weekday and 1 <= self.month <= 12):
                raise ValueError("nth")
            return
        dt.date(2001, self.month, self.day)  # raises for a day that some year lacks

    def in_year(self, year: int) -> Iterator[Period]:
        """Its days in a year, for a rule without a feast; none in a year that is not its turn."""
        if self.first > year or (self.first - year) % self.every:
            return
        if self.nth:
            first = dt.date(year, self.month, 1)
            ahead = (WEEKDAYS.index(self.weekday) - first.weekday()) % 7
            yield self._from(first + dt.timedelta(days=ahead + 7 * (self.nth - 1)))
        else:
            yield self._from(dt.date(year, self.month, self.day))

    def around(self, feast: dt.date) -> Period:
        """Its days around a feast that begins on this day; with a weekday, from the last such day up to then."""
        start = feast + dt.timedelta(days=self.shift)
        if self.weekday:
            start -= dt.timedelta(days=(start.weekday() - WEEKDAYS.index(self.weekday)) % 7)
        return self._from(start)

    def _from(self, start: dt.date) -> Period:
        return Period(start, start + dt.timedelta(days=self.days - 1))
