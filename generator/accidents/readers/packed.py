"""Compressed files (.gz, .bz2, .xz) and ZIP archives with one or several tables, unpacked in memory."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from generator.accidents.cells.files import read_raw
from generator.accidents.cells.raw import RawFile, RawNote, RawTable
from generator.accidents.cells.unpack import members, unpacked
from generator.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.accidents.cells.raw import ReadSettings

SUFFIXES = (".gz", ".bz2", ".xz", ".zip")
_TABLES = (".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".htm", ".html", ".xml", ".parquet",
           ".pq", ".geojson", ".json", ".gpkg", ".shp", ".kml", ".csv.gz", ".tsv.gz", ".csv.bz2")  # fmt: skip
_PARTS = (
    ".shx",
    ".dbf",
    ".prj",
    ".cpg",
    ".sbn",
    ".sbx",
    ".qix",
    ".qmd",
    ".shp.xml",
    ".qpj",
)  # of a Shapefile


def read(file: RawFile, settings: ReadSettings) -> list[RawTable]:
    """The tables of what is packed; other things in an archive are left out and named in a note.

    Raises DataError for a damaged or locked archive, one without a table, and one that unpacks to more than 1 GB.
    """
    suffix = Path(file.name).suffix.lower()
    if suffix == ".zip":
        return _archive(file, settings)
    inner = file.name[: -len(suffix)]
    if not inner.lower().endswith(_TABLES):
        inner += ".csv"  # whoever packs a file without an ending means text
    return read_raw(RawFile(inner, file.path, unpacked(file, suffix)), settings)


def _archive(file: RawFile, settings: ReadSettings) -> list[RawTable]:
    found = members(file)
    wanted = [one for one in found if one.lower().endswith(_TABLES) and not one.lower().endswith(_PARTS)]
    if not wanted:
        raise DataError(
            file.name, "arsip ini tidak berisi tabel", "Masukkan CSV, .xlsx, atau peta titik ke dalamnya"
        )
    tables: list[RawTable] = []
    skipped = [one for one in found if one not in wanted and not one.lower().endswith(_PARTS)]
    faults: list[DataError] = []
    for one in wanted:
        inner = PurePosixPath(one).name
        try:
            content = None if inner.lower().endswith(".shp") else unpacked(file, ".zip", one)
            tables += _named(read_raw(RawFile(inner, file.path, content, one), settings), inner)
        except DataError as error:
            if not _is_read_me(inner):
                raise
            faults.append(error)
            skipped.append(one)
    if not tables and faults:
        raise faults[0]
    return _noted(tables, skipped)


def _is_read_me(name: str) -> bool:
    return name.lower().startswith(("readme", "baca", "licen", "lisensi"))


def _named(tables: Iterable[RawTable], inner: str) -> list[RawTable]:
    """The name inside the archive stands for the sheet: it may tell month and year."""
    stem = inner.rsplit(".", 1)[0]
    return [replace(table, sheet=f"{stem} {table.sheet}".strip()) for table in tables]


def _noted(tables: list[RawTable], skipped: list[str]) -> list[RawTable]:
    if not tables or not skipped:
        return tables
    note = RawNote("archive_skipped", len(skipped))
    return [replace(tables[0], notes=(*tables[0].notes, note)), *tables[1:]]
