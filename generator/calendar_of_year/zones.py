"""Names of time zones as people here say them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import zoneinfo

_INDONESIAN_ZONES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Ujung_Pandang": "WITA",
    "Asia/Jayapura": "WIT",
}


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
