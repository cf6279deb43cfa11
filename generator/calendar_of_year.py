"""The year's operations, commemorations, holidays and seasons, with how sure each date is; and names of zones.

A date that is only estimated may choose a theme, and is never printed for the public.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from generator.errors import TemplateError
from generator.records import Period

if TYPE_CHECKING:
    import zoneinfo
    from collections.abc import Mapping

    from generator.records import IsoWeek

_INDONESIAN_ZONES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Ujung_Pandang": "WITA",
    "Asia/Jayapura": "WIT",
}
_TEXTS = ("tag", "headline", "body", "hook", "lead", "brief", "title", "plain")


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
    kind: str  # operation, commemoration, flow, school, weather, routine, holiday
    period: Period
    certainty: Certainty
    themes: tuple[str, ...]
    pillar: str = "edukasi"
    tone: str = ""  # "duka": quiet, no call to share
    is_dateless: bool = False  # the sentences name no date, so they may appear although the date is estimated
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_sayable(self) -> bool:
        """Whether the sentences of this event may be published."""
        return bool(self.texts) and (self.certainty is not Certainty.ESTIMATED or self.is_dateless)


def read_events(calendar: Mapping[str, Any]) -> tuple[Event, ...]:
    """All dated entries of a calendar.toml, by start and id. Raises TemplateError with every fault of the file."""
    faults: list[str] = []
    events: list[Event] = []
    for raw in calendar.get("event", ()):
        for date in raw.get("dates", ()):
            try:
                events.append(_event(raw, date))
            except (KeyError, ValueError) as error:
                faults.append(f"event {raw.get('id', '?')}: {error} tidak ada atau tidak dikenal")
    for raw in calendar.get("holiday", ()):
        try:
            events.append(_holiday(raw))
        except (KeyError, ValueError) as error:
            faults.append(f"holiday {raw.get('day', '?')}: {error} tidak ada atau tidak dikenal")
    if faults:
        raise TemplateError("calendar.toml", "; ".join(faults), "Perbaiki entri itu, contohnya HARI-GURU")
    return tuple(sorted(events, key=lambda e: (e.period, e.id)))


def _event(raw: Mapping[str, Any], date: Mapping[str, Any]) -> Event:
    return Event(
        id=raw["id"],
        name=raw["name"],
        kind=raw["kind"],
        period=Period(date["start"], date["end"]),
        certainty=Certainty(date["status"]),
        themes=tuple(raw["themes"]),
        pillar=raw.get("pillar", "edukasi"),
        tone=raw.get("tone", ""),
        is_dateless=raw.get("dateless", False),
        texts={key: raw[key] for key in _TEXTS} if "headline" in raw else {},
    )


def _holiday(raw: Mapping[str, Any]) -> Event:
    period = Period(raw["day"], raw["day"])
    identity = f"LIBUR-{raw['day'].isoformat()}"
    return Event(identity, raw["name"], "holiday", period, Certainty(raw["status"]), ("liburan",))


def events_in(week: IsoWeek, calendar: Mapping[str, Any]) -> tuple[Event, ...]:
    """The entries that touch the week, by start and id; `calendar` is calendar.toml as read."""
    return tuple(
        event
        for event in read_events(calendar)
        if event.period.start <= week.sunday and event.period.end >= week.monday
    )


def is_indonesian(zone: zoneinfo.ZoneInfo) -> bool:
    """Whether the holidays of this calendar are those of the place."""
    return zone.key in _INDONESIAN_ZONES


def zone_label(zone: zoneinfo.ZoneInfo, instant: dt.datetime) -> str:
    """WIB, WITA or WIT in Indonesia, elsewhere the zone's own abbreviation at that instant (aware, any zone).

    A zone without letters of its own prints as UTC with its offset.
    """
    if zone.key in _INDONESIAN_ZONES:
        return _INDONESIAN_ZONES[zone.key]
    local = instant.astimezone(zone)
    name = local.tzname() or ""
    if name.isalpha():
        return name
    minutes = int((local.utcoffset() or dt.timedelta()).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes >= 0 else "−"
    return f"UTC{sign}{hours}" + (f".{rest:02d}" if rest else "")
