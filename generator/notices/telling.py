"""From a notice to an Insight: its texts as codes, its hours and days as figures, in the weeks in which it is told."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.records import Figure, Insight

if TYPE_CHECKING:
    from generator.codes import Pillar
    from generator.notices.declared import Notice
    from generator.notices.desk import NoticeDesk
    from generator.records import IsoWeek

PREFIX = "notice_"  # of every code that holds a text
_SAID = ("title", "text", "place", "contact", "thanks", "label", "claim", "fact", "source")


@dataclass(frozen=True, slots=True)
class Told:
    """How a kind is told: its name, the case of its sentences, its pillar, how much it matters, and its themes."""

    kind: str
    case: str
    pillar: Pillar
    strength: float
    themes: str


def when_of(notice: Notice, week: IsoWeek, *, weeks_after: int = 1) -> str:
    """coming: from the week before its first day to its last day; past: some weeks after; "" when it is not told."""
    if notice.days.end >= week.monday:
        return "coming" if notice.days.start <= week.plus(1).sunday else ""
    return "past" if notice.days.end >= week.plus(-weeks_after).monday else ""


def told(desk: NoticeDesk, notice: Notice, how: Told) -> Insight:
    """The notice as a finding without accidents."""
    codes = {f"{PREFIX}{key}": getattr(notice, key) for key in _SAID if getattr(notice, key)}
    codes |= {"themes": notice.theme or how.themes, "case": how.case, "slug": notice.title}
    for number, photo in enumerate(notice.photos, 1):
        codes |= {f"photo_{number}": photo.file, f"photo_{number}_focus": f"{photo.x:.2f} {photo.y:.2f}"}
    if notice.theme:
        codes["theme"] = notice.theme
    identity = hashlib.sha256(f"{notice.kind}|{notice.title}|{notice.days.start}".encode()).hexdigest()[:10]
    return Insight(
        id=f"{how.kind}-{identity}",
        kind=how.kind,
        pillar=how.pillar,
        period=notice.days,
        place=None,
        figures=_figures(desk, notice, how),
        codes={key: text for key, text in codes.items() if text},
        strength=how.strength,
        is_sample=desk.is_sample,
    )


def without_files(insight: Insight) -> Insight:
    """The notice as it may be published: the name of a photo's file may name a person."""
    kept = {key: text for key, text in insight.codes.items() if not key.startswith("photo_")}
    return insight if len(kept) == len(insight.codes) else replace(insight, codes=kept)


def _figures(desk: NoticeDesk, notice: Notice, how: Told) -> dict[str, Figure]:
    """Hours, the weekday of a single day, and the hour of this week (from Monday, 0.00) up to which it may be posted."""
    figures = {}
    hours = notice.hour or notice.checked_at
    for name, hour in zip(("hour", "hour_end"), hours, strict=False):
        figures[name] = Figure(hour, "hour", f"campaign:{notice.where}.{name}")
    days = notice.days
    if days.days == 1:
        figures["weekday"] = Figure(
            float(days.start.weekday()), "weekday", f"campaign:{notice.where}.weekday"
        )
    if how.kind == "event" and days.end <= desk.week.sunday:
        begins = notice.hour[0] if notice.hour and days.days == 1 else 24.0
        until = days.end.weekday() * 24 + begins
        figures["until_hour"] = Figure(until, "hour of the week", f"campaign:{notice.where}.until_hour")
    return figures
