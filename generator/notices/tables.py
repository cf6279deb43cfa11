"""A table of notices or questions as rows of texts by key, read with the intake's own readers (any encoding, delimiter)."""

from __future__ import annotations

import functools
import hashlib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import DataError
from generator.records import InputFile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.home import Home

MOST_BYTES = 20_000_000  # a year of comments of a busy account has less


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its number as an office program shows it; empty cells are left out."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a file, the headings that no key was found for, and the file itself."""

    rows: tuple[Row, ...]
    unknown: tuple[str, ...]
    file: InputFile


def read_sheet(home: Home, path: str, section: str, needed: str) -> Sheet:
    """The rows below the first row that holds a heading of the key `needed`.

    Raises DataError for a file that is missing, too large, no table, or without that heading.
    """
    from generator.accidents.cells.files import read_raw
    from generator.accidents.cells.raw import RawFile, ReadSettings

    file = home.root / path
    if not file.is_file():
        raise DataError(path, "berkas tidak ada", 'Periksa bagian "[material]" di berkas kampanye')
    if file.stat().st_size > MOST_BYTES:
        raise DataError(file.name, "lebih dari 20 MB", "Simpan hanya baris pekan-pekan terakhir")
    content = file.read_bytes()
    tables = read_raw(RawFile(file.name, file), ReadSettings()) if content.strip() else []
    rows = [list(map(str, row)) for table in tables for row in table.cells.fillna("").to_numpy().tolist()]
    known = headings(section)
    at = next((n for n, row in enumerate(rows) if needed in _keys(row, known).values()), None)
    if at is None:
        advice = f'Beri judul kolom, misalnya "{known_heading(section, needed)}", di baris pertama'
        raise DataError(file.name, f'tidak ada kolom untuk "{needed}"', advice)
    keys = _keys(rows[at], known)
    unknown = tuple(cell.strip() for n, cell in enumerate(rows[at]) if cell.strip() and n not in keys)
    made = (
        Row(number, {key: row[n].strip() for n, key in keys.items() if n < len(row) and row[n].strip()})
        for number, row in enumerate(rows[at + 1 :], at + 2)
    )
    digest = hashlib.sha256(content).hexdigest()
    found = InputFile(file.name, len(content), digest, f"{section}s")
    return Sheet(tuple(row for row in made if row.cells), unknown, found)


def headings(section: str) -> Mapping[str, str]:
    """Plain heading -> key."""
    return {_plain(one): key for key, names in _declared()[section].items() for one in names}


def known_heading(section: str, key: str) -> str:
    """The Indonesian heading of a key, for an advice."""
    names = _declared()[section][key]
    return names[1] if len(names) > 1 else names[0]


@functools.cache
def _declared() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((Path(__file__).parent / "headings.toml").read_text(encoding="utf-8"))


def _keys(row: list[str], known: Mapping[str, str]) -> dict[int, str]:
    """Column -> key; of two columns for one key the first."""
    keys: dict[int, str] = {}
    for number, cell in enumerate(row):
        key = known.get(_plain(cell))
        if key and key not in keys.values():
            keys[number] = key
    return keys


def _plain(heading: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", heading.casefold()).split())
