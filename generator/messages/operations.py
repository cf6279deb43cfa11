"""Operations in a week: before their first day, on their days, and what of their dates may be told.

Only a date that the campaign file confirms is printed or counted down to; one that was read in the news has a card
without dates, and an estimate has none.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from generator.calendar_of_year import read_events
from generator.messages.countdown import FARTHEST_DAYS, is_sure
from generator.records import Figure, Period

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.calendar_of_year import Event
    from generator.languages import Library
    from generator.messages.wording import Speech
    from generator.records import Insight, IsoWeek

KIND = "operation"
_LEAST_DAYS = 4  # that a card can be shown, as generator.calendar_of_year.entries asks of every card
_MOST_IN_GRID = 35  # days of an operation that a leaf of a calendar shows


def operations_of(calendar: Mapping[str, Any], week: IsoWeek) -> Iterator[tuple[Event, Period, str]]:
    """Each operation with a card this week: the days on which its sentences are true, and "running" or "coming"."""
    around = range(week.monday.year - 1, week.plus(2).sunday.year + 2)
    once = {one.id: one for one in read_events(calendar, around) if one.kind == KIND and _is_near(one, week)}
    for event in once.values():
        running = event.days_of_card(week) if event.is_sayable or is_sure(event) else None
        coming = _days_before(event, week) if is_sure(event) else None
        if running is not None:
            yield event, running, "running" if is_sure(event) else "undated"
        elif coming is not None:
            yield event, coming, "coming"


def _is_near(event: Event, week: IsoWeek) -> bool:
    return event.period.start <= week.plus(1).sunday and event.period.end >= week.monday


def _days_before(event: Event, week: IsoWeek) -> Period | None:
    """The days of the week that lie up to seven days before it; None when they are too few for a card."""
    first = max(week.monday, event.period.start - dt.timedelta(days=FARTHEST_DAYS))
    last = min(week.sunday, event.period.start - dt.timedelta(days=1))
    return Period(first, last) if (last - first).days + 1 >= _LEAST_DAYS else None


def of_operation(card: Insight, event: Event, days: Period, case: str) -> Insight:
    """The card as one of an operation; a sure one is about the operation's own days."""
    codes = {**card.codes, "case": case, "event_name": event.name}
    if case == "undated":
        return replace(card, kind=KIND, codes=codes)
    shown = Period(days.start, event.period.start) if case == "coming" else event.period
    if shown.days <= _MOST_IN_GRID:
        first, last = ((day - shown.start).days for day in (days.start, days.end))
        codes["grid"] = f"{shown.start.weekday()} {shown.days} {first} {last}"
        codes["grid_start"] = shown.start.isoformat()
    return replace(card, kind=KIND, codes=codes, period=event.period)


# ------------------------------------------------------------------------------------------------ words


def read_operation(
    insight: Insight, library: Library, context: Mapping[str, Any], speech: Speech
) -> dict[str, Any]:
    """Its sentences, and the weekday on which a sure one begins."""
    del library, context, speech
    known: dict[str, Any] = dict(insight.codes)
    if "grid" in insight.codes or insight.codes.get("case") != "undated":
        day = float(insight.period.start.weekday())
        known["first_weekday"] = Figure(day, "weekday", f"calendar:{insight.codes['event']}.weekday")
    return known


def leaf_words(
    insight: Insight, library: Library, context: Mapping[str, Any], speech: Speech
) -> dict[str, str]:
    """The days of its leaf of a calendar, how far each lies before it begins, and the names of its themes."""
    del context
    words = {
        f"theme_{theme}": library.words[f"label.theme.{theme}"]
        for theme in insight.codes["themes"].split(",")
        if f"label.theme.{theme}" in library.words
    }
    if "grid" not in insight.codes:
        return words
    start, begins = dt.date.fromisoformat(insight.codes["grid_start"]), insight.period.start
    for number in range(int(insight.codes["grid"].split()[1])):
        day = start + dt.timedelta(days=number)
        words[f"day_{number + 1}"] = speech.day_number(day)
        if day <= begins and insight.codes["case"] == "coming":
            source = f"calendar:{insight.codes['event']}.before.{day}"
            words[f"before_{number + 1}"] = speech.days_before(Figure((begins - day).days, "days", source))
    names = speech.words["calendar.weekdays_short"].split()
    return words | {f"weekday_{number}": name for number, name in enumerate(names, 1)}
