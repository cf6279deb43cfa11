"""Acara: an invitation in the week before and up to its day, and thanks in the week after where they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.codes import Pillar
from generator.notices.kinds.community import KIND as AFTERWARDS
from generator.notices.telling import Told, told, when_of

if TYPE_CHECKING:
    from generator.notices.declared import Notice
    from generator.notices.desk import NoticeDesk
    from generator.records import Insight

WORD, KIND = "acara", "event"
NEEDS = ("title", "text", "date", "place")
_INVITING, _THANKING = 0.6, 0.35
_THEMES = "etika,terima_kasih"


def faults(notice: Notice) -> list[str]:
    """Nothing beyond its required keys."""
    del notice
    return []


def tell(desk: NoticeDesk) -> tuple[Insight, ...]:
    """What this week says about its events, in order of their days."""
    return tuple(one for notice in desk.of_kind(WORD) for one in _of_event(desk, notice))


def _of_event(desk: NoticeDesk, notice: Notice) -> tuple[Insight, ...]:
    case = when_of(notice, desk.week)
    if case == "coming":
        return (told(desk, notice, Told(KIND, "coming", Pillar.COMMUNITY, _INVITING, _THEMES)),)
    if case == "past" and notice.thanks:
        return (told(desk, notice, Told(AFTERWARDS, "thanks", Pillar.COMMUNITY, _THANKING, _THEMES)),)
    return ()
