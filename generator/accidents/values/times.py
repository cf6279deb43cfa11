"""Times of the day as offices write them: 08.30 WIB, ± 0830, 24.00, 0.354, 9.15 PM, jam 9 malam, 08.00-09.00."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.accidents.words import is_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

INDONESIAN_ZONES = {"wib": 420, "wita": 480, "wit": 540}
"""Minutes ahead of UTC."""
WIDEST_RANGE = 60  # minutes; a longer range does not tell the hour

_SUFFIX = re.compile(r"(?:\b|(?<=\d))(wib|wita|wit)\b", re.IGNORECASE)
_WORDS = re.compile(
    r"(?:\b|(?<=\d))(?:wib|wita|wit|hrs|h|jam|pukul|pkl|pk|at|sekitar|sekira|kurang lebih|lebih kurang|kira[ -]kira)"
    r"\b\.?",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"±|\+/-|\+-|~|\b(?:sekitar|sekira|kurang lebih|lebih kurang|kira[ -]kira|k\.?l\.?\b|about)",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(\d{1,2})(?:\s*[:.,;h]\s*|\s*['’]\s*(?=\d\d)|\s+(?=\d\d\b)|-(?=[3-5]\d\b))(\d{1,2})"
    r"(?:\s*[:.,]\s*(\d{1,2})(?:[.,]\d+)?)?\s*([ap]\.?\s?m\.?)?",
    re.IGNORECASE,
)
_HOUR_HALF = re.compile(r"(\d{1,2})\s*([ap]\.?\s?m\.?)", re.IGNORECASE)
_OFFSET = re.compile(r"(?<=\d)\s*(Z|[+]\d{2}:?\d{2}|(?<=:\d\d:\d\d)-\d{2}:?\d{2})$")
_DAY_BEFORE = re.compile(r"^(?:\d{4}-\d{2}-\d{2}[T ]+|\d{1,2}[/-]\d{1,2}[/-]\d{4} +)(?=\d{1,2}[:.]\d)")
_RANGE = re.compile(r"\s*(?:s\s*/\s*d|s\.d\.?|sd|sampai(?: dengan)?|hingga|-|–|to)\s*", re.IGNORECASE)
_FRACTION = re.compile(r"0?[.,]\d{3,}|0|\d(?:[.,]\d+)?[eE]-\d+")
# What the words make of hours up to twelve: "jam 9 malam" is 21.
_PARTS = {
    **{key: {12: 0} for key in ("dini hari", "subuh", "pagi")},
    "siang": {n: n + 12 for n in range(1, 5)},
    **{key: {n: n + 12 for n in range(1, 8)} for key in ("sore", "petang")},
    "malam": {12: 0, **{n: n + 12 for n in range(5, 12)}},
}
_PART_HOURS = {"dini hari": (0, 5), "subuh": (3, 6), "pagi": (0, 11), "siang": (10, 16), "sore": (14, 19),
               "petang": (14, 19), "malam": (17, 28)}  # fmt: skip
_UNKNOWN = re.compile(r"(?:99|88)(?:[:.,]\d{1,2}|\d{2})?(?::\d{1,2})?|-1|-9|9{3,4}|8888")


@dataclass(frozen=True, slots=True)
class TimeReading:
    """Minute of the day (0-1439) or None, how far it can be trusted, and what was odd about it.

    `zone_min` are minutes ahead of UTC where the cell itself names a zone (WIB, +07:00, Z), else None.
    """

    minute: int | None
    quality: str  # recorded, approximate, missing
    flag: str = ""  # time_24, time_range, time_range_wide, time_label, time_sentinel, time_unreadable
    zone_min: int | None = None

    def __iter__(self) -> Iterator[Any]:
        return iter((self.minute, self.quality, self.flag, self.zone_min))


def parse_time(text: str) -> TimeReading:
    """Time of the day in a cell. Nothing recorded, a part of the day, or an impossible time give no minute.

    A range of more than an hour is approximate without a minute: it does not tell the hour.
    """
    if is_nothing(text):
        return TimeReading(None, "missing")
    if _UNKNOWN.fullmatch(text.strip()):  # 99 and 9999 of coded files
        return TimeReading(None, "missing", "time_sentinel")
    plain, zone_min = _zone(_DAY_BEFORE.sub("", " ".join(text.split())))
    is_about = bool(_ABOUT.search(plain))
    plain = _WORDS.sub(" ", _ABOUT.sub(" ", plain)).strip(" .:;()-")
    read = _plain(plain, is_about=is_about)
    return TimeReading(read.minute, read.quality, read.flag, zone_min if read.minute is not None else None)


def _zone(text: str) -> tuple[str, int | None]:
    """The text without an offset at its end, and the minutes ahead of UTC that the text names."""
    named = _SUFFIX.search(text)
    if named:
        return text, INDONESIAN_ZONES[named[1].lower()]
    found = _OFFSET.search(text)
    return (text[: found.start()], offset_min(found[1])) if found else (text, None)


def offset_min(mark: str) -> int:
    """Minutes ahead of UTC of "Z", "+07:00", "-0530", "+07"."""
    if mark.upper() == "Z":
        return 0
    digits = mark[1:].replace(":", "").ljust(4, "0")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return -minutes if mark.startswith("-") else minutes


def _plain(plain: str, *, is_about: bool) -> TimeReading:
    """A time without words for clock and zone."""
    quality = "approximate" if is_about else "recorded"
    found = _CLOCK.fullmatch(plain)
    if found:
        # 8.3 may be 8.30 that a program took for a number; the column tells (time_column.py).
        is_short = bool(re.match(r"\d{1,2}[.,][1-5]\b", plain))
        return _checked(
            _of_half(int(found[1]), found[4]), int(found[2]), "approximate" if is_short else quality
        )
    half = _HOUR_HALF.fullmatch(plain)
    if half:
        return _checked(_of_half(int(half[1]), half[2]), 0, "approximate")
    if re.fullmatch(r"\d{3,4}", plain):
        return _checked(int(plain[:-2]), int(plain[-2:]), "approximate" if len(plain) == 3 else quality)
    if _FRACTION.fullmatch(plain):
        return TimeReading(round(float(plain.replace(",", ".")) * 1440) % 1440, quality)
    if re.fullmatch(r"\d{1,2}", plain):  # a bare hour
        return _checked(int(plain), 0, "approximate")
    return _range_or_words(plain, quality)


def _of_half(hour: int, half: str | None) -> int:
    """Hour of a clock with am or pm."""
    if not half or hour > 12:
        return hour
    return hour % 12 + (12 if half.lower().startswith("p") else 0)


def _checked(hour: int, minute: int, quality: str) -> TimeReading:
    if hour == 24 and minute == 0:
        return TimeReading(0, "approximate", "time_24")
    if hour > 23 or minute > 59:
        return TimeReading(None, "missing", "time_unreadable")
    return TimeReading(hour * 60 + minute, quality)


def _range_or_words(plain: str, quality: str) -> TimeReading:
    parts = _RANGE.split(plain, maxsplit=1)
    if len(parts) == 2 and parts[0]:
        return _of_range(parse_time(parts[0]), parse_time(parts[1]))
    lower = plain.lower()
    part = next((one for one in _PARTS if re.search(rf"\b{one}\b", lower)), "")
    if not part:
        return TimeReading(None, "missing", "time_unreadable")
    clock = re.sub(rf"\b(?:{part}|hari)\b", " ", lower).strip(" .,;()")
    return _in_part(clock, part, quality) if clock else TimeReading(None, "missing", "time_label")


def _of_range(first: TimeReading, last: TimeReading) -> TimeReading:
    """The start of a range; without its minute where the range is so long that the hour is not known."""
    if first.minute is None:
        return TimeReading(None, "missing", "time_unreadable")
    is_short = last.minute is not None and (last.minute - first.minute) % 1440 <= WIDEST_RANGE
    if is_short:
        return TimeReading(first.minute, "approximate", "time_range")
    return TimeReading(None, "approximate", "time_range_wide")


def _in_part(clock: str, part: str, quality: str) -> TimeReading:
    """A clock of twelve hours with a part of the day; both must agree."""
    if not re.fullmatch(r"\d{1,2}(?:[:.,]\d{1,2})?", clock):
        is_label = not re.search(r"\d", clock)
        return TimeReading(None, "missing", "time_label" if is_label else "time_unreadable")
    read = _plain(clock, is_about=quality == "approximate")
    if read.minute is None:
        return read
    hour, minute = divmod(read.minute, 60)
    hour = _PARTS[part].get(hour, hour)
    first, last = _PART_HOURS[part]
    if not (first <= hour <= last or first <= hour + 24 <= last):
        return TimeReading(None, "missing", "time_unreadable")
    return TimeReading(hour * 60 + minute, read.quality, read.flag)
