"""Komunitas: school visits, bakti sosial, thanks; announced like an event, then told for two weeks after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.codes import Pillar
from generator.notices.telling import Told, told, when_of

if TYPE_CHECKING:
    from generator.notices.declared import Notice
    from generator.notices.desk import NoticeDesk
    from generator.records import Insight

WORD, KIND = "komunitas", "community"  # what was: what is yet to come is an event
_BEFORE = {"coming": ("event", "visit")}
NEEDS = ("title", "text", "date")
_STRENGTH = 0.45
_TOLD_WEEKS = 2
_THEMES = "terima_kasih,etika"


def faults(notice: Notice) -> list[str]:
    """Nothing beyond its required keys."""
    del notice
    return []


def tell(desk: NoticeDesk) -> tuple[Insight, ...]:
    """What this week says about the work in the community, in order of the days."""
    return tuple(
        told(desk, notice, Told(*_BEFORE.get(when, (KIND, when)), Pillar.COMMUNITY, _STRENGTH, _THEMES))
        for notice in desk.of_kind(WORD)
        if (when := when_of(notice, desk.week, weeks_after=_TOLD_WEEKS))
    )
