"""Cards of the calendar: findings without figures, so that a week with little data still has something to say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from generator.codes import Pillar
from generator.messages import operations
from generator.messages.message import slug
from generator.records import Insight

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.calendar_of_year import Event
    from generator.records import IsoWeek, Period

# A day of the year speaks up beside middling findings, not above strong ones; a season that lasts weeks only fills.
_STRENGTH = {"operation": 0.25, "commemoration": 0.25}
_OF_SEASON = 0.12
_OF_OWN_OPERATION = 0.8  # the district itself put its dates down: the week tells of it
_OF_MOURNING = 1.0  # the day of remembrance is never left out
_ANY_TIME = 0.05
_TEXTS = ("headline", "body", "hook", "lead", "brief", "title", "plain", "tag")


def season_insights(
    calendar: Mapping[str, Any], events: tuple[Event, ...], week: IsoWeek, *, is_sample: bool
) -> tuple[tuple[Insight, ...], tuple[Insight, ...]]:
    """Cards for this week's days and seasons, and cards for any week.

    A day whose date is only estimated has no card (product paper, promise 10), nor has one that only the end of the week
    belongs to; an operation that the district dated speaks up a week before it begins. The code `event_days` holds the
    days on which its sentences are true.
    """
    usual = {one.id: one for one in events if one.kind != operations.KIND and one.is_sayable}
    cards = [_of_event(one, days, week) for one in usual.values() if (days := one.days_of_card(week))]
    for event, days, case in operations.operations_of(calendar, week):
        cards.append(operations.of_operation(_of_event(event, days, week), event, days, case))
    any_time = [_card(raw["id"], raw, (raw["theme"],), week) for raw in calendar.get("evergreen", ())]
    return (
        tuple(replace(card, is_sample=is_sample) for card in cards),
        tuple(replace(card, strength=_ANY_TIME, is_sample=is_sample) for card in any_time),
    )


def _of_event(event: Event, days: Period, week: IsoWeek) -> Insight:
    """The card of an entry; `event_days` as 2026-11-23/2026-11-29, empty for the whole week."""
    card = _card(event.id, event.texts, event.themes, week)
    shown = "" if days == week.period else f"{days.start}/{days.end}"
    codes = {**card.codes, "event_tone": event.tone, "event_days": shown}
    return replace(card, pillar=Pillar(event.pillar), codes=codes, strength=_strength(event))


def _strength(event: Event) -> float:
    if event.tone == "duka":
        return _OF_MOURNING
    if event.is_own and event.kind == "operation":
        return _OF_OWN_OPERATION
    return _STRENGTH.get(event.kind, _OF_SEASON)


def _card(identity: str, texts: Mapping[str, str], themes: tuple[str, ...], week: IsoWeek) -> Insight:
    codes = {f"event_{key}": texts[key] for key in _TEXTS if key in texts}
    codes |= {"event": identity, "themes": ",".join(themes), "slug": slug(identity.removeprefix("SELALU-"))}
    return Insight(
        id=f"season-{identity.lower()}",
        kind="season",
        pillar=Pillar.EDUCATION,
        period=week.period,
        place=None,
        figures={},
        codes=codes,
    )
