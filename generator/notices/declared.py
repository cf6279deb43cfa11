"""The notices of a campaign, out of [[notice]] and a table: read, cleaned, and refused with file, key and what to do."""

from __future__ import annotations

import datetime as dt
import difflib
import functools
import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.discovery import modules_in
from generator.errors import DataError, SettingsError, TemplateError
from generator.notices import kinds
from generator.notices.photos import NoticePhoto, faults_of_photos, read_photos
from generator.notices.plain_text import LINK, breadth, one_line, strange_letters
from generator.notices.tables import known_heading, read_sheet
from generator.records import Period

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

    from generator.notices.desk import Check, NoticeDesk
    from generator.records import InputFile

MOST = {
    "title": 60, "text": 220, "place": 60, "contact": 60, "thanks": 200, "claim": 80, "fact": 200, "source": 90,
    "label": 30, "checked_by": 60, "approved_by": 60, "consent": 120, "theme": 20, "kind": 20,
}  # fmt: skip
_WORD_AT_MOST = {"title": 21}  # breadth of one word that a picture still takes; elsewhere:
_ANY_WORD = 30
_DATES = ("date", "start", "end", "checked_on")
_HOURS = ("hour", "checked_at")
_PHOTOS = ("photo", "photos")  # one way or the other
_UNSAID = ("kind", "theme", "consent", "checked_by", "approved_by")  # never printed
_CLOCK = r"([01]?\d|2[0-4])[.:]([0-5]\d)"
_HOUR = re.compile(rf"(?:pukul )?{_CLOCK}(?:\s*(?:-|–|s\.?d\.?|sampai)\s*{_CLOCK})?(?:\s*(WIB|WITA|WIT))?")


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice: what a person wrote, in one line each; hours are 0-24 in the district's wall time."""

    where: str  # "notice[2]" or "baris 4": for sources and faults
    kind: str
    title: str
    text: str = ""
    date: dt.date | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    hour: tuple[float, ...] = ()  # beginning, and the end where it is told
    place: str = ""
    theme: str = ""  # the theme that its tip shall have
    contact: str = ""  # a function, never a name
    thanks: str = ""  # what is said after it
    photos: tuple[NoticePhoto, ...] = ()
    consent: str = ""  # where the consent of everybody in the photos is recorded
    label: str = ""
    claim: str = ""
    fact: str = ""
    source: str = ""
    checked_by: str = ""
    checked_on: dt.date | None = None
    checked_at: tuple[float, ...] = ()
    approved_by: str = ""

    @property
    def days(self) -> Period:
        """First and last day; of a correction the day of the check."""
        first = self.start or self.date or self.checked_on
        last = self.end or self.date or self.checked_on
        if first is None or last is None:
            raise ValueError(self.where)
        return Period(first, max(first, last))


KEYS = (*(one.name for one in fields(Notice) if one.name != "where"), _PHOTOS[0])


def read_notices(desk: NoticeDesk, check: Check) -> tuple[tuple[Notice, ...], tuple[InputFile, ...]]:
    """All notices of the campaign file, then those of its table; and the table as a file that was read.

    Raises SettingsError or DataError with every fault of one file.
    """
    faults: list[str] = []
    own = [_notice(desk, check, raw, f"notice[{n}]", faults) for n, raw in enumerate(desk.campaign.notice, 1)]
    if faults:
        raise SettingsError(
            f"campaigns/{desk.campaign.id}.toml",
            "; ".join(faults),
            "Perbaiki kunci itu; setiap kunci [[notice]] dijelaskan di campaigns/contoh.toml",
        )
    if not desk.campaign.material.notices:
        return tuple(one for one in own if one), ()
    sheet = read_sheet(desk.home, desk.campaign.material.notices, "notice", "title")
    faults += [f'kolom "{one}" tidak dikenal' for one in sheet.unknown]
    own += [_notice(desk, check, row.cells, f"baris {row.number}", faults) for row in sheet.rows]
    if faults:
        columns = ", ".join(known_heading("notice", key) for key in KEYS)
        raise DataError(
            sheet.file.name, "; ".join(faults), f"Perbaiki sel itu; kolom yang dikenal: {columns}"
        )
    return tuple(one for one in own if one), (sheet.file,)


def _notice(
    desk: NoticeDesk, check: Check, raw: Mapping[str, Any], where: str, faults: list[str]
) -> Notice | None:
    """One notice; None when it has faults, which are added with its place and key."""
    here: list[str] = []
    for key in raw.keys() - set(KEYS):
        near = difflib.get_close_matches(key, KEYS, n=1)
        here.append(f'kunci "{key}" tidak dikenal' + (f' (mungkin "{near[0]}")' if near else ""))
    values = {key: _value(key, raw[key], desk, here) for key in KEYS if key in raw}
    if _PHOTOS[0] in values:
        if values.get(_PHOTOS[1]):
            here.append('isi "photo" atau "photos", jangan keduanya')
        values[_PHOTOS[1]] = values.pop(_PHOTOS[0])
    module = known_kinds().get(str(values.get("kind", "")))
    if module is None:
        here.append(f'"kind" harus salah satu dari {", ".join(known_kinds())}')
    else:
        here += [
            f'"{key}" wajib diisi untuk {module.WORD}' for key in module.NEEDS if not _is_given(key, values)
        ]
    here += _of_texts(values, desk, check) + _of_days(values)
    here += faults_of_photos(values.get("photos", ()), values.get("consent", ""), desk.home)
    if module is not None and not here:
        made = Notice(where, **values)
        here += module.faults(made)
        if not here:
            return made
    faults += [f"{where}: {fault}" for fault in here]
    return None


@functools.cache
def known_kinds() -> dict[str, ModuleType]:
    """The kinds that a planner declares, by the word for them."""
    return {module.WORD: module for module in modules_in(kinds) if hasattr(module, "WORD")}


def _value(key: str, raw: Any, desk: NoticeDesk, faults: list[str]) -> Any:
    """The value as the record has it."""
    if key in _DATES:
        return _day(key, raw, faults)
    if key in _HOURS:
        return _hours(key, raw, desk, faults)
    if key in _PHOTOS:
        return read_photos(raw, key, faults)
    if not isinstance(raw, str):
        faults.append(f'"{key}" harus teks, bukan {raw!r}')
        return ""
    text = one_line(raw)
    if len(text) > MOST[key]:
        faults.append(f'"{key}" {len(text)} karakter, paling banyak {MOST[key]}')
    longest = max(text.split(), key=breadth, default="")
    if key not in _UNSAID and breadth(longest) > _WORD_AT_MOST.get(key, _ANY_WORD):
        faults.append(f'"{key}": kata "{longest[:40]}" terlalu panjang untuk gambar')
    strange = strange_letters(text)
    if strange:
        faults.append(f'"{key}" memuat huruf yang tidak dapat digambar: {strange[:10]}')
    return text


def _day(key: str, raw: Any, faults: list[str]) -> dt.date | None:
    from generator.accidents.values.dates import parse_date

    day = raw if type(raw) is dt.date else parse_date(raw).day if isinstance(raw, str) else None
    if day is None:
        faults.append(f'"{key}" = {str(raw)[:40]!r} bukan tanggal, tulis seperti 2026-11-28')
    return day


def _hours(key: str, raw: Any, desk: NoticeDesk, faults: list[str]) -> tuple[float, ...]:
    from generator.calendar_of_year import zone_label

    text = f"{raw:%H.%M}" if isinstance(raw, dt.time) else str(raw).strip()
    found = _HOUR.fullmatch(text)
    noon = dt.datetime.combine(desk.week.monday, dt.time(12), tzinfo=desk.campaign.zone)
    if found is None or (found[5] and found[5] != zone_label(desk.campaign.zone, noon)):
        faults.append(f'"{key}" = {text[:40]!r} bukan jam, tulis seperti "08.30" atau "08.30-10.00"')
        return ()
    clocks = [(found[1], found[2]), (found[3], found[4])]
    return tuple(int(hour) + int(minute) / 60 for hour, minute in clocks if hour)


def _of_texts(values: Mapping[str, Any], desk: NoticeDesk, check: Check) -> list[str]:
    """Links, names and whatever the rules of the language refuse, in what would be printed."""
    found = []
    for key, text in values.items():
        if key in _UNSAID or not isinstance(text, str):
            continue
        if LINK.search(text):
            found.append(f'"{key}" memuat tautan; tautan hanya lewat "polres.link"')
        name = _named(key, text)
        if name:
            found.append(f'"{key}" memuat nama ("{name}"); tulis fungsinya, misalnya Kanit Kamsel')
        try:
            check(text, desk.library.rules, f'"{key}"')
        except TemplateError as error:
            found.append(f"{error.where} {error.found} ({error.advice.lower()})")
    theme = values.get("theme", "")
    if theme and theme not in desk.library.calls["question"]:
        known = difflib.get_close_matches(theme, desk.library.calls["question"], n=1)
        found.append(f'"theme" = "{theme}" tidak dikenal' + (f' (mungkin "{known[0]}")' if known else ""))
    return found


def _named(key: str, text: str) -> str:
    """A person's name that gives itself away by a rank, or by a form of address where a function is asked for."""
    patterns = ["ranks", *(["addressed"] if key == "contact" else [])]
    found = [match[0] for one in patterns if (match := re.search(_patterns()[one], text))]
    return found[0] if found else ""


@functools.cache
def _patterns() -> dict[str, str]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


def _is_given(key: str, values: Mapping[str, Any]) -> bool:
    """Whether a required key is filled; a first day stands for the date."""
    return bool(values.get(key) or (key == "date" and values.get("start")))


def _of_days(values: Mapping[str, Any]) -> list[str]:
    found = []
    start, end = values.get("start"), values.get("end")
    if start and end and end < start:
        found.append('"end" lebih awal daripada "start"')
    if end and not start:
        found.append('"end" tanpa "start"')
    if values.get("date") and start:
        found.append('isi "date" atau "start" dan "end", jangan keduanya')
    return found
