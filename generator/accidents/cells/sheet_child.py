"""The child process that opens a workbook: content on stdin, cells on stdout, nothing on the disk.

Only calamine and the standard library are imported, so that a start takes some 40 ms. The parent is
`workbook_process`, which says what goes to and fro.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import re
import sys
from array import array
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

import python_calamine as calamine

from generator.accidents.cells.far_cells import MOST_CELLS, refuse_giants
from generator.accidents.cells.spans import merged_ranges
from generator.accidents.cells.unfilled import Unfilled, count_unfilled
from generator.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.accidents.cells.spans import Range

_ERRORS = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)|Err:5\d\d")
_MOST_MERGED = 2_000_000
_WIDEST_MERGE = 12  # columns; a wider cell is a title, no heading


@dataclass(slots=True)
class Sheet:
    """One sheet: its cells column by column, as UTF-8 and the ends of the cells in it."""

    name: str
    is_hidden: bool
    rows: int = 0
    errors: int = 0
    unfilled: int = 0
    sizes: list[int] = field(default_factory=list)  # bytes of the text of each column
    texts: list[bytearray] = field(default_factory=list)
    ends: list[array[int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What calamine does not tell about a sheet: cells without a value, merged ranges of an OpenDocument."""

    unfilled: Unfilled
    spans: tuple[Range, ...]


def main() -> None:
    """Answer one workbook: a line of JSON, then for each column of each sheet the ends and the text of its cells."""
    asked = json.loads(sys.argv[1])
    _limit(asked["bytes"], asked["seconds"])
    out = sys.stdout.buffer
    try:
        sheets = _sheets(sys.stdin.buffer.read(), asked["name"], asked["sheet"])
    except DataError as error:
        out.write(json.dumps({"refused": [error.where, error.found, error.advice]}).encode() + b"\n")
        return
    told = [{**asdict(one), "texts": None, "ends": None} for one in sheets]
    out.write(json.dumps({"sheets": told}).encode() + b"\n")
    for one in sheets:
        for ends, text in zip(one.ends, one.texts, strict=True):
            out.write(memoryview(ends).cast("B"))
            out.write(text)


def _limit(most_bytes: int, seconds: int) -> None:
    """A ceiling for memory and processor time, where the system has them (Linux; on macOS for the time only)."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # not on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # no picture of the memory on the disk
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))


def _sheets(content: bytes, name: str, wanted: str) -> list[Sheet]:
    refuse_giants(io.BytesIO(content), name)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        if wanted and wanted not in book.sheet_names:
            raise DataError(name, f'lembar "{wanted}" tidak ada',
                            "Periksa data.sheet, atau kosongkan supaya semua lembar dibaca")  # fmt: skip
        unfilled, spans = count_unfilled(content), merged_ranges(content)
        return [
            _sheet(
                book.get_sheet_by_name(one.name), one, name,
                _Beside(unfilled.get(one.name, Unfilled()), tuple(spans.get(one.name, ()))),
            )
            for one in book.sheets_metadata
            if (one.name == wanted or not wanted) and one.typ == calamine.SheetTypeEnum.WorkSheet
        ]  # fmt: skip
    except calamine.PasswordError as error:
        raise DataError(name, "terkunci dengan kata sandi", "Simpan ulang tanpa kata sandi") from error
    except (calamine.CalamineError, ValueError, OSError) as error:
        raise DataError(name, "bukan buku kerja yang utuh",
                        "Buka di Excel atau LibreOffice, lalu simpan ulang sebagai .xlsx") from error  # fmt: skip


def _sheet(sheet: calamine.CalamineSheet, told: calamine.SheetMetadata, name: str, beside: _Beside) -> Sheet:
    start, end = sheet.start, sheet.end
    made = Sheet(
        told.name,
        told.visible != calamine.SheetVisibleEnum.Visible,
        unfilled=beside.unfilled.formulas,
        errors=beside.unfilled.errors,
    )
    if start is None or end is None:
        return made
    left, width = start[1], end[1] + 1
    if (end[0] + 1) * width > MOST_CELLS:
        raise DataError(name, "satu lembarnya terlalu besar", "Hapus kolom dan baris kosong di luar tabel")
    made.texts = [bytearray() for _ in range(width)]
    made.ends = [array("q", [0]) for _ in range(width)]
    merged = _merged(beside.spans or sheet.merged_cell_ranges or (), end)
    kept: dict[tuple[int, int], bytes] = {}
    for number, row in enumerate(sheet.iter_rows()):
        _add_row(made, number, [b""] * left + [_encoded(cell, made) for cell in row], merged, kept)
    made.sizes = [len(text) for text in made.texts]
    return made


def _add_row(
    made: Sheet, number: int, cells: list[bytes], merged: dict[tuple[int, int], tuple[int, int]],
    kept: dict[tuple[int, int], bytes],
) -> None:  # fmt: skip
    for column, text in enumerate(cells):
        source = merged.get((number, column)) if merged else None
        if source == (number, column):
            kept[source] = text
        made.texts[column] += kept.get(source, text) if source else text
        made.ends[column].append(len(made.texts[column]))
    made.rows += 1


def _merged(ranges: Iterable[Range], end: tuple[int, int]) -> dict[tuple[int, int], tuple[int, int]]:
    """Every cell of a merged range and the first one, which says the same in all of them."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for (top, left), (bottom, right) in ranges:
        if right - left > _WIDEST_MERGE or len(found) > _MOST_MERGED:
            continue
        rows, columns = range(top, min(bottom, end[0]) + 1), range(left, min(right, end[1]) + 1)
        found |= {(row, column): (top, left) for row in rows for column in columns}
    return found


def _encoded(cell: object, made: Sheet) -> bytes:
    text = _text(cell)
    if text[:1] in {"#", "E"} and _ERRORS.fullmatch(text):
        made.errors += 1
        return b""
    return text.encode("utf-8", "replace")


def _text(cell: object) -> str:
    """A cell as a person would type it."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    if isinstance(cell, float):
        return _number(cell)
    return _moment(cell)


def _moment(cell: object) -> str:
    """A day, a day with its time, or a time alone, which is stored as a moment of day 0 or as a length of time."""
    if isinstance(cell, dt.datetime):
        if cell.year < 1901:
            return f"{cell:%H:%M:%S}"
        return f"{cell:%Y-%m-%d}" if cell.time() == dt.time(0) else f"{cell:%Y-%m-%d %H:%M:%S}"
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    if isinstance(cell, dt.timedelta):
        minutes = int(cell.total_seconds() // 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return str(cell) if cell is not None else ""


def _number(cell: float) -> str:
    """A whole number without a point; a part of a day with so many digits that 0.55 is not read as 00.55."""
    if cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return f"{cell:.10f}" if 0 < cell < 1 else repr(cell)
