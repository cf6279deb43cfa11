"""A countdown ("tiga hari lagi"): one sentence before an operation, on the day on which it is true.

Only the campaign file makes a date sure enough to count down to it; an estimate or the news never does.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.calendar_of_year import Certainty, read_events
from generator.codes import Pillar
from generator.messages.counting import count
from generator.messages.rules import check
from generator.messages.shape import published
from generator.messages.wording import first_upper

if TYPE_CHECKING:
    import datetime as dt

    from generator.calendar_of_year import Event
    from generator.languages import Library
    from generator.platforms import Placement
    from generator.records import Caption, Message

FARTHEST_DAYS = 7


def countdown(message: Message, day: dt.date, library: Library) -> str:
    """The sentence for a post of this day that belongs to a coming operation; empty when there is none."""
    if message.pillar is not Pillar.EDUCATION or "duka" in message.phrases.get("tone", ()):
        return ""
    coming = [
        one
        for one in read_events(library.calendar, (day.year, day.year + 1))
        if is_sure(one)
        and one.kind == "operation"
        and 1 <= (one.period.start - day).days <= FARTHEST_DAYS
        and _belongs(message, one, library)
    ]
    if not coming:
        return ""
    ahead = (coming[0].period.start - day).days
    forms = library.calendar["countdown"]
    if ahead == 1:
        return str(forms["tomorrow"]).format(name=coming[0].name)
    number = library.words["number.words"].split()[ahead]
    return first_upper(str(forms["days"]).format(days=number, name=coming[0].name))


def with_countdown(caption: Caption, sentence: str, placement: Placement, library: Library) -> Caption:
    """The caption with the sentence as its last line or paragraph, or as it was where that would not fit its shape."""
    if not sentence or not caption.text or placement.id in library.calendar["countdown"]["not_on"]:
        return caption
    gap = "\n\n" if "\n\n" in caption.text else "\n"
    text = f"{caption.text}{gap}{sentence}"
    length = count(published(text, caption.hashtags), placement.counting)
    if length > caption.limit:
        return caption
    check(sentence, library.rules, f"hitung mundur untuk {placement.id}")
    return replace(caption, text=text, count=length)


def is_sure(event: Event) -> bool:
    """Whether the district itself put the dates down, with the letter behind them."""
    return event.is_own and event.certainty is Certainty.CONFIRMED


def _belongs(message: Message, event: Event, library: Library) -> bool:
    """Whether the message speaks about what the operation is about."""
    tip = library.tips.get(message.tip_id)
    return bool({message.theme, *(tip.occasions if tip else ())} & set(event.themes))
