"""A first look at files: which tables or shapes each of them holds, with the readers and functions of the week."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.accidents.cells.files import find_files, read_file, table_suffixes
from generator.accidents.cells.gdal import SUFFIXES as MAP_SUFFIXES
from generator.accidents.cells.gdal import read_vector
from generator.accidents.cells.raw import ReadSettings
from generator.accidents.notes import Notes
from generator.accidents.proposal.records import Sheet
from generator.accidents.sheets.headings import find_headings
from generator.accidents.sheets.mapping import map_columns
from generator.accidents.sheets.usable_tables import has_date, is_list, shown_tables
from generator.accidents.wall.speakable import is_speakable
from generator.accidents.words import fold
from generator.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from generator.accidents.sheets.headings import Headed
    from generator.accidents.sheets.mapping import ColumnMap

# Parts of a map file that come with it and are no file of their own.
SIDE_SUFFIXES = frozenset({".dbf", ".shx", ".prj", ".cpg", ".qix", ".sbn", ".sbx", ".qpj", ".qmd"})


@dataclass(frozen=True, slots=True)
class Table:
    """One headed table and the fields of its columns."""

    headed: Headed
    columns: ColumnMap
    encoding: str = ""  # of delimited text, as the reader found it
    delimiter: str = ""

    @property
    def fields(self) -> frozenset[str]:
        """Fields that the table fills."""
        return frozenset(one.field for one in self.columns.columns)

    def position(self, heading: str) -> int | None:
        """Where the column of this heading stands."""
        wanted = fold(heading)
        return next((n for n, text in enumerate(self.headed.headings) if fold(text) == wanted), None)

    def texts(self, heading: str) -> pd.Series:
        """Cells of the column of this heading, stripped."""
        position = self.position(heading)
        assert position is not None, heading
        return self.headed.body[position].fillna("").astype("str").str.strip()


@dataclass(frozen=True, slots=True)
class Looked:
    """One file: its tables that could be accidents or belong to them, or the kind of its shapes."""

    path: Path
    name: str  # as a report may say it
    tables: tuple[Table, ...] = ()
    shape: str = ""  # line or polygon for a map file
    shapes: int = 0
    raw_tables: int = 0

    @property
    def is_dated(self) -> bool:
        """Whether a table of the file says on which day something happened."""
        return any(has_date(table.columns) for table in self.tables)

    @property
    def main(self) -> Table:
        """The longest table."""
        return max(self.tables, key=lambda table: len(table.headed.body))

    @property
    def fields(self) -> frozenset[str]:
        """Fields that its tables fill."""
        return frozenset().union(*(table.fields for table in self.tables))

    @property
    def headings(self) -> frozenset[str]:
        """Folded headings of the longest table."""
        return frozenset(fold(text) for text in self.main.headed.headings if text.strip())


def expand(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files that are meant: a folder stands for every file in it that a reader knows."""
    found: dict[Path, None] = {}
    for path in paths:
        inside = sorted(path.iterdir()) if path.is_dir() else [path]
        wanted = inside if not path.is_dir() else [
            p for p in inside if p.is_file() and not p.name.startswith((".", "~$"))
            and p.name.lower().endswith(known_suffixes())
        ]  # fmt: skip
        found |= dict.fromkeys(p.resolve() for p in wanted if p.suffix.lower() not in SIDE_SUFFIXES)
    return tuple(found)


def known_suffixes() -> tuple[str, ...]:
    """Endings of every file that can be read, tables and maps."""
    return (*table_suffixes(), *MAP_SUFFIXES)


def look(paths: Sequence[Path], columns: Mapping[str, str]) -> tuple[Looked, ...]:
    """Every file once, in the given order; `columns` are the campaign's own (field -> heading).

    Raises DataError for a file that is missing, empty or unreadable.
    """
    return tuple(_look_at(path, columns) for path in paths)


def remapped(looked: Sequence[Looked], columns: Mapping[str, str]) -> tuple[Looked, ...]:
    """The same files with these columns decided."""
    return tuple(
        replace(one, tables=tuple(
            replace(table, columns=map_columns(table.headed.headings, table.headed.body, columns)) for table in one.tables
        )) for one in looked
    )  # fmt: skip


def sheets_of(files: Sequence[Looked]) -> tuple[Sheet, ...]:
    """Where the tables of these files stand, and how their files are written."""
    made = []
    for one in files:
        for table in one.tables:
            headed = table.headed
            row = max(0, headed.first_row - 1 - headed.skipped)
            sheet = headed.sheet if is_speakable(headed.sheet) else "…"
            written = (table.encoding, table.delimiter, _decimal_mark(table))
            made.append(Sheet(one.name, sheet, row, len(headed.body), *written))
    return tuple(made)


def _decimal_mark(table: Table) -> str:
    """The mark before the decimals of the coordinates, as most of them are written; "" without any."""
    for column in table.columns.columns:
        if column.field in {"lat", "lon", "x_m", "y_m"} and column.position < table.headed.body.shape[1]:
            texts = table.headed.body[column.position].astype("str").str.strip().head(5000)
            counts = {mark: int(texts.str.fullmatch(rf"[+-]?\d+\{mark}\d+").sum()) for mark in ".,"}
            best = max(counts, key=lambda mark: counts[mark])
            if counts[best]:
                return best
    return ""


def _look_at(path: Path, columns: Mapping[str, str]) -> Looked:
    [source] = find_files([_literal(path)], path.parent, "accidents")
    if path.suffix.lower() in MAP_SUFFIXES:
        shape, count = _shape_of(path)
        if shape:
            return Looked(path, source.record.name, shape=shape, shapes=count)
    wanted = frozenset(fold(part) for spec in columns.values() for part in spec.split(" + "))
    raws = shown_tables(read_file(source, ReadSettings()), "", Notes())
    tables: list[Table] = []
    for raw in raws:
        headed = find_headings(raw, wanted)
        if headed is not None and len(headed.body):
            mapped = map_columns(headed.headings, headed.body, columns)
            tables.append(Table(headed, mapped, raw.encoding, raw.delimiter))
    return Looked(path, source.record.name, _lists(tables), raw_tables=len(raws))


def _literal(path: Path) -> str:
    """The path as a pattern that means just itself."""
    import glob

    return glob.escape(str(path))


def _lists(tables: list[Table]) -> tuple[Table, ...]:
    """The tables that the intake would read: lists of accidents where there are such, without recaps."""
    dated = [table for table in tables if has_date(table.columns)]
    single = [table for table in dated if is_list(table.headed, table.columns)] if len(dated) > 1 else dated
    return tuple(single or dated or tables)


def _shape_of(path: Path) -> tuple[str, int]:
    """Whether a map file holds lines or areas, and how many; "" for points, which are accidents."""
    if path.suffix.lower() in {".osm", ".pbf"}:
        return "line", 1
    try:
        kinds = read_vector(path).geom_type.dropna()
    except DataError:
        if path.suffix.lower() == ".json":
            return "", 0  # the reader of tables says what is wrong with it
        raise
    shapes = kinds.str.removeprefix("Multi")
    if not len(shapes):
        return "", 0
    counts = shapes.value_counts()
    main = str(counts.index[0])
    return {"LineString": "line", "LinearRing": "line", "Polygon": "polygon"}.get(main, ""), int(
        counts.iloc[0]
    )
