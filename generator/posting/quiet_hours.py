"""Hours in which nothing is due: the night, and what a campaign file adds (for example Friday prayer)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.platforms import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

_HOUR = r"([01]?\d|2[0-4])[.:]([0-5]\d)"
_WINDOW = re.compile(rf"(?:({'|'.join(WEEKDAYS)}) )?{_HOUR}\s*[-–]\s*{_HOUR}")
_DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class QuietWindow:
    """Minutes of a day from `start` up to, not including, `end` (0-1440); past midnight when end <= start.

    `weekday` is the day on which it begins, 0 = Monday, None = every day.
    """

    start: int
    end: int
    weekday: int | None = None

    @classmethod
    def parse(cls, text: str) -> QuietWindow:
        """The window written as "21.30-05.30" or "jum 11.30-13.00". ValueError otherwise."""
        match = _WINDOW.fullmatch(text.strip().lower())
        if match is None:
            raise ValueError(text)
        start, end = int(match[2]) * 60 + int(match[3]), int(match[4]) * 60 + int(match[5])
        if start >= _DAY_MINUTES or end > _DAY_MINUTES or start == end:
            raise ValueError(text)
        return cls(start, end, WEEKDAYS.index(match[1]) if match[1] else None)

    def end_after(self, wall: dt.datetime) -> dt.datetime | None:
        """When the window that holds this wall time ends, or None when it holds it not."""
        midnight = dt.datetime.combine(wall.date(), dt.time())
        for day in (midnight - dt.timedelta(days=1), midnight):
            if self.weekday not in {None, day.weekday()}:
                continue
            start = day + dt.timedelta(minutes=self.start)
            end = day + dt.timedelta(minutes=self.end, days=self.end <= self.start)
            if start <= wall < end:
                return end
        return None


def next_open(wall: dt.datetime, windows: Sequence[QuietWindow]) -> dt.datetime | None:
    """The first minute from `wall` on that no window holds; None when there is none within a week."""
    moved = wall
    while moved - wall <= dt.timedelta(days=7):
        end = max((end for w in windows if (end := w.end_after(moved)) is not None), default=None)
        if end is None:
            return moved
        moved = end
    return None
