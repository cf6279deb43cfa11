"""The year at a glance: a bar for every entry that lasts, in rows by kind, and a tick for every single day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.calendar_of_year import Certainty

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.calendar_of_year import Event
    from generator.records import Period
    from generator.webpage import Words

_LEFT, _RIGHT, _TOP = 96.0, 1000.0, 26.0  # of a drawing 1,000 units wide
_ROW, _BAR = 23.0, 15.0
_LETTER = 6.7  # mean width of a letter at 12 units
_LONGEST = 40  # letters of a name: where it finds room on neither side, a bar is long enough to hold it
_KINDS = ("operation", "flow", "school", "weather", "activity", "commemoration", "holiday")
_TICKS = {"commemoration", "holiday"}  # too many for names: the list below has them


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days of the year on the width of the drawing."""

    days: Period

    def x(self, day: dt.date) -> float:
        """Where a day begins, within the drawing."""
        share = (min(max(day, self.days.start), self.days.end + dt.timedelta(1)) - self.days.start).days
        return round(_LEFT + (_RIGHT - _LEFT) * share / self.days.days, 1)


def chart(events: Sequence[Event], days: Period, words: Words) -> dict[str, Any]:
    """Months, rows and bars as plain numbers for the template; rows of one kind are packed so that no name is covered."""
    scale = _Scale(days)
    starts = [dt.date(days.start.year, month, 1) for month in range(1, 13)]
    names = words("months_short").split()
    lanes, top = [], _TOP
    for kind in _KINDS:
        mine = [one for one in events if one.kind == kind]
        if not mine:
            continue
        bars, rows = (_ticks(mine, scale), 1) if kind in _TICKS else _packed(mine, scale)
        placed = [{**bar, "y": round(top + 4 + _ROW * bar["row"], 1)} for bar in bars]
        lanes.append(
            {
                "label": words(f"kind_{kind}"),
                "kind": kind,
                "y": round(top + 16, 1),
                "top": top,
                "bars": placed,
            }
        )
        top += _ROW * rows + 6
    months = [{"x": scale.x(day), "name": name} for day, name in zip(starts, names, strict=True)]
    return {
        "months": months,
        "lanes": lanes,
        "height": round(top + 2, 1),
        "right": _RIGHT,
        "left": _LEFT,
        "bar": _BAR,
    }


def _ticks(events: Iterable[Event], scale: _Scale) -> list[dict[str, Any]]:
    return [{**_bar(one, scale), "row": 0, "name": ""} for one in events]


def _packed(events: Iterable[Event], scale: _Scale) -> tuple[list[dict[str, Any]], int]:
    """Each bar in the first row that is free for it and its name."""
    ends: list[float] = []
    bars = []
    for one in events:
        bar = _named(_bar(one, scale), one.name)
        row = next((n for n, free in enumerate(ends) if free <= bar["from"]), len(ends))
        ends[row : row + 1] = [bar["to"]]
        bars.append({**bar, "row": row})
    return bars, max(1, len(ends))


def _named(bar: dict[str, Any], name: str) -> dict[str, Any]:
    """The bar with its name behind it, else before it, else inside, and how far both reach."""
    name = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
    reach = len(name) * _LETTER + 8
    left, right = bar["x"], bar["x"] + bar["width"]
    if right + reach <= _RIGHT:
        text, side, span = right + 5, "after", (left, right + reach)
    elif left - reach >= _LEFT:
        text, side, span = left - 5, "before", (left - reach, right)
    else:
        text, side, span = left + 5, "inside", (left, right)
    return {**bar, "name": name, "text_x": round(text, 1), "side": side, "from": span[0], "to": span[1]}


def _bar(event: Event, scale: _Scale) -> dict[str, Any]:
    x = scale.x(event.period.start)
    width = round(max(scale.x(event.period.end + dt.timedelta(1)) - x, 3.0), 1)
    return {"x": x, "width": width, "is_estimated": event.certainty is Certainty.ESTIMATED}
