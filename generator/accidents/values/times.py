"""Times of the day as offices write them: 08.30 WIB, ± 0830, 24.00, 0.354, 9.15 PM."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.accidents.words import is_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

_ZONE = re.compile(
    r"(?:\b|(?<=\d))(?:wib|wita|wit|hrs|h|jam|pukul|pkl|pk|sekitar|sekira|kurang lebih|kira[ -]kira)\b\.?",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"±|\+/-|\+-|~|\b(?:sekitar|sekira|kurang lebih|kira[ -]kira|\bk\.?l\b)", re.IGNORECASE)
_CLOCK = re.compile(
    r"(\d{1,2})(?:\s*[:.,;h]\s*|\s*['’]\s*(?=\d\d)|\s+(?=\d\d\b)|-(?=[3-5]\d\b))(\d{1,2})(?:\s*[:.,]\s*(\d{1,2})(?:\.\d+)?)?\s*([ap]\.?m\.?)?",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:s\s*/\s*d|s\.d\.|sd|sampai|hingga|-|–|to)\s*", re.IGNORECASE)
_LABELS = ("dini hari", "subuh", "pagi", "siang", "sore", "petang", "malam")


@dataclass(frozen=True, slots=True)
class TimeReading:
    """Minute of the day (0-1439) or None, how far it can be trusted, and what was odd about it."""

    minute: int | None
    quality: str  # recorded, approximate, missing
    flag: str = ""  # time_24, time_range, time_label, time_unreadable, minute_unreadable

    def __iter__(self) -> Iterator[Any]:
        return iter((self.minute, self.quality, self.flag))


def parse_time(text: str) -> TimeReading:
    """Time of the day in a cell. Nothing recorded, a part of the day, or an impossible time give no minute."""
    if is_nothing(text):
        return TimeReading(None, "missing")
    is_about = bool(_ABOUT.search(text))
    plain = _ZONE.sub(" ", _ABOUT.sub(" ", text)).strip(" .:;()")
    found = _CLOCK.fullmatch(plain)
    if found:
        return _clock(found, is_about=is_about)
    if re.fullmatch(r"\d{3,4}", plain):
        hour, minute = int(plain[:-2]), int(plain[-2:])
        return _checked(hour, minute, "approximate" if is_about or len(plain) == 3 else "recorded")
    if re.fullmatch(r"0?\.\d{3,}|0", plain) or re.fullmatch(r"0,\d{3,}", plain):
        return TimeReading(round(float(plain.replace(",", ".")) * 1440) % 1440, "recorded")
    if re.fullmatch(r"\d{1,2}", plain):  # a bare hour
        return _checked(int(plain), 0, "approximate")
    return _range_or_label(plain)


def _clock(found: re.Match[str], *, is_about: bool) -> TimeReading:
    hour, minute = int(found[1]), int(found[2])
    half = (found[4] or "").lower().replace(".", "")
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return _checked(hour, minute, "approximate" if is_about else "recorded")


def _checked(hour: int, minute: int, quality: str) -> TimeReading:
    if hour == 24 and minute == 0:
        return TimeReading(0, "approximate", "time_24")
    if hour > 23:
        return TimeReading(None, "missing", "time_unreadable")
    if minute > 59:
        return TimeReading(None, "missing", "time_unreadable")
    return TimeReading(hour * 60 + minute, quality)


def _range_or_label(plain: str) -> TimeReading:
    parts = _RANGE.split(plain, maxsplit=1)
    if len(parts) == 2 and parts[0]:
        first = parse_time(parts[0])
        if first.minute is not None:
            return TimeReading(first.minute, "approximate", "time_range")
    if any(label in plain.lower() for label in _LABELS):
        return TimeReading(None, "missing", "time_label")
    return TimeReading(None, "missing", "time_unreadable")
