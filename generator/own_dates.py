"""A district's own dates: what a campaign file says about the year, checked."""

from __future__ import annotations

import difflib
import itertools
import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt  # settings, which resolves the types of these fields, has it at run time
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FIRST_YEAR, LAST_YEAR = 2020, 2035
NEAR_DAYS = (
    177  # half a lunar year: an entry that comes once a year, also by the Islamic calendar, is met once
)
_STATUS = ("confirmed", "reported")
_OWN_KINDS = ("operation", "commemoration", "flow", "school", "weather", "activity")
_ID = re.compile(r"[A-Z0-9][A-Z0-9-]{2,39}")
_NAME = re.compile(r"[^\W_][\w .,'’&()/–-]*")
_SUFFIX = re.compile(r"[A-Za-z][A-Za-z -]{1,19}")
_MOST = 200
_NAME_LONGEST, _SOURCE_LONGEST, _DAYS_LONGEST = 60, 160, 366


@dataclass(frozen=True, slots=True)
class OwnDate:
    """Section [[calendar]]: the days of one entry in this district, of the calendar or of its own."""

    id: str  # of an entry of calendar.toml (OPS-ZEBRA, TAHUN-AJARAN, LIBUR-IDULFITRI), or a new one
    start: dt.date
    end: dt.date
    status: str  # confirmed: in an order or decree; reported: heard, not yet in writing
    source: str  # the letter or the news
    name: str = ""  # of a new entry
    kind: str = "activity"  # of a new entry: operation, commemoration, flow, school, weather, activity
    themes: tuple[str, ...] = ()  # of a new entry: themes of tips that it asks for


@dataclass(frozen=True, slots=True)
class KnownEntries:
    """What a language has: ids of entries of its calendar, and every theme that the calendar or a tip names."""

    ids: frozenset[str]
    themes: frozenset[str]


def known_entries(language: Path) -> KnownEntries:
    """Ids and themes in the folder of a language; none of a file that cannot be read, which load_library tells."""
    calendar, tips = _read(language / "calendar.toml"), _read(language / "tips.toml").get("tip", [])
    events, days = calendar.get("event", []), calendar.get("holidays", {}).get("day", [])
    free = {one.get("id", "") for one in days}
    leave = {one.replace("LIBUR-", "CUTI-", 1) for one in free}
    themes = {theme for one in events for theme in one.get("themes", [])}
    themes |= {theme for one in tips for theme in (one.get("theme", ""), *one.get("occasions", []))}
    return KnownEntries(frozenset({one.get("id", "") for one in events} | free | leave), frozenset(themes))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        return {}


def faults_of_dates(own: tuple[OwnDate, ...], known: KnownEntries) -> list[str]:
    """Everything that is wrong with the dates of a campaign file, one sentence part each."""
    if len(own) > _MOST:
        return [f"calendar berisi {len(own)} tanggal, paling banyak {_MOST}"]
    faults = [f"calendar[{n}]: {fault}" for n, one in enumerate(own, 1) for fault in _of_one(one, known)]
    pairs = itertools.combinations(enumerate(own, 1), 2)
    faults += [
        f"calendar[{n}] dan calendar[{m}]: tanggal {one.id} bertumpuk"
        for (n, one), (m, other) in pairs
        if one.id == other.id and one.start <= other.end and other.start <= one.end
    ]
    return faults


def fault_of_suffix(suffix: str) -> list[str]:
    """What is wrong with the name that a Polda adds to its operations."""
    if not suffix or _SUFFIX.fullmatch(suffix):
        return []
    return [f'"polres.operation_suffix" = "{_shown(suffix)}", harus 2 sampai 20 huruf, misalnya "Progo"']


def _of_one(one: OwnDate, known: KnownEntries) -> Iterator[str]:
    if not _ID.fullmatch(one.id):
        yield f'"id" = "{_shown(one.id)}", pakai huruf besar, angka, dan tanda hubung, misalnya OPS-ZEBRA'
        return
    yield from _of_days(one)
    if one.status not in _STATUS:
        yield f'"status" = "{_shown(one.status)}", harus confirmed atau reported'
    if not one.source.strip() or len(one.source) > _SOURCE_LONGEST:
        yield f'"source" wajib diisi, paling banyak {_SOURCE_LONGEST} karakter (nomor surat atau berita)'
    if one.id in known.ids:
        given = [key for key, value in (("name", one.name), ("themes", one.themes)) if value]
        if given:
            yield f"{one.id} sudah ada di kalender, jadi {' dan '.join(given)} tidak dipakai; hapus, atau pakai id baru"
    else:
        yield from _of_new(one, known)


def _of_days(one: OwnDate) -> Iterator[str]:
    if one.end < one.start:
        yield f'"end" = {one.end} lebih awal daripada "start" = {one.start}'
    elif (one.end - one.start).days >= _DAYS_LONGEST:
        yield f"{one.start} sampai {one.end} lebih dari {_DAYS_LONGEST} hari"
    for key, day in (("start", one.start), ("end", one.end)):
        if not FIRST_YEAR <= day.year <= LAST_YEAR + 1:
            yield f'"{key}" = {day}, tahunnya harus {FIRST_YEAR} sampai {LAST_YEAR}'


def _of_new(one: OwnDate, known: KnownEntries) -> Iterator[str]:
    """A new entry needs a name and themes; an unknown id without them is most likely a slip of the pen."""
    if not one.name and not one.themes:
        near = difflib.get_close_matches(one.id, known.ids, n=1)
        meant = f'mungkin "{near[0]}"; ' if near else ""
        yield f'id "{one.id}" tidak ada di kalender ({meant}entri baru perlu name dan themes)'
        return
    if len(one.name) > _NAME_LONGEST or not _NAME.fullmatch(one.name):
        yield f'"name" = "{_shown(one.name)}", harus 1 sampai {_NAME_LONGEST} karakter: huruf, angka, dan tanda baca biasa'
    if one.kind not in _OWN_KINDS:
        yield f'"kind" = "{_shown(one.kind)}", harus {", ".join(_OWN_KINDS[:-1])}, atau {_OWN_KINDS[-1]}'
    strange = [theme for theme in one.themes if theme not in known.themes]
    if strange or not one.themes:
        what = f'tema "{_shown(strange[0])}" tidak dikenal' if strange else '"themes" wajib diisi'
        yield f"{what}; yang ada: {_listed(known.themes)}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def _shown(text: str) -> str:
    """At most 40 characters of a value on one line, for a sentence."""
    plain = " ".join(text.split())
    return plain if len(plain) <= 40 else f"{plain[:39]}…"
