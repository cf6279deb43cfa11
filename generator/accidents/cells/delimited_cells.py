"""The fields of a text table: read by Arrow, with patience for rows of other lengths and for stray quotes."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from generator.accidents.cells.raw import MOST_COLUMNS, RawNote
from generator.errors import DataError

_BLOCK = 1 << 24
_SAMPLE = 1 << 18
_MANY_COLUMNS = 5


@dataclass(frozen=True, slots=True)
class Parsed:
    """Cells as text, the number of fields of each row as written (None: all alike), and what was repaired."""

    cells: pd.DataFrame
    lengths: np.ndarray | None = None
    notes: tuple[RawNote, ...] = ()


@dataclass(frozen=True, slots=True)
class _Form:
    """How the text is divided, and the usual number of fields."""

    delimiter: str
    width: int
    has_quotes: bool
    has_escapes: bool
    name: str


def parse(content: bytes, delimiter: str, name: str) -> Parsed:
    """All cells of UTF-8 content with plain line ends.

    Raises DataError for a line of more than 16 MB and for more than 4,096 columns.
    """
    content = content.rstrip(b"\n")
    if not content:
        return Parsed(pd.DataFrame())
    form = _form(content, delimiter, name)
    parsed = _parse(content, form)
    if parsed is not None and not (form.has_quotes and _is_swallowed(parsed.cells, content, form)):
        return parsed
    content, count = _without_stray_quotes(content)
    parsed = _parse(content, form)
    if parsed is None:
        raise DataError(
            name, "ada satu baris atau sel yang lebih dari 16 MB", "Ekspor ulang sebagai CSV atau .xlsx"
        )
    return Parsed(parsed.cells, parsed.lengths, (RawNote("quotes_ignored", count),))


def _form(content: bytes, delimiter: str, name: str) -> _Form:
    sample = content[:_SAMPLE].decode(errors="ignore").split("\n")[:1000]
    widths = _widths(sample[:-1] or sample, delimiter)
    width = widths.most_common(1)[0][0] if widths else 1
    if max(widths, default=1) > MOST_COLUMNS:
        raise DataError(name, "lebih dari 4.096 kolom", "Simpan hanya kolom yang dipakai")
    has_escapes = b'\\"' in content and b'""' not in content
    return _Form(delimiter, width, b'"' in content, has_escapes, name)


def _widths(lines: list[str], delimiter: str) -> Counter[int]:
    """Number of fields -> lines that have so many."""
    if not any('"' in line for line in lines):
        return Counter(line.count(delimiter) + 1 for line in lines if line)
    try:
        return Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
    except csv.Error:
        return Counter({1: 1})


def _parse(content: bytes, form: _Form) -> Parsed | None:
    """The rows, strictly and fast, or with those of another length put in between; None for a giant line."""
    try:
        return Parsed(_framed(_read(content, form).columns))
    except pa.ArrowInvalid as error:
        if "straddl" in str(error):
            return None
    odd: list[Any] = []

    def keep(row: Any) -> str:
        odd.append(row)
        return "skip"

    try:
        table = _read(content, form, keep)
    except pa.ArrowInvalid as error:
        if "straddl" in str(error):
            return None
        raise DataError(form.name, "isinya bukan tabel CSV", "Ekspor ulang sebagai CSV atau .xlsx") from error
    return _with_odd_rows(table, odd, form)


def _read(content: bytes, form: _Form, odd: Any = None) -> pa.Table:
    """Every field as text; a blank line is a row of blanks, so that rows keep their numbers."""
    names = [f"f{n}" for n in range(form.width)]
    return pa_csv.read_csv(
        pa.BufferReader(content),
        read_options=pa_csv.ReadOptions(column_names=names, block_size=_BLOCK, use_threads=odd is None),
        parse_options=pa_csv.ParseOptions(
            delimiter=form.delimiter, newlines_in_values=form.has_quotes, ignore_empty_lines=False,
            escape_char="\\" if form.has_escapes else False, invalid_row_handler=odd,
        ),
        convert_options=pa_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.large_string()), strings_can_be_null=False
        ),
    )  # fmt: skip


def _framed(columns: list[pa.ChunkedArray]) -> pd.DataFrame:
    """Columns 0, 1, 2 ... of Arrow-backed text."""
    table = pa.table(columns, names=[str(n) for n in range(len(columns))])
    frame: pd.DataFrame = table.to_pandas()
    return frame.set_axis(range(len(columns)), axis=1)


def _with_odd_rows(table: pa.Table, odd: list[Any], form: _Form) -> Parsed:
    """The regular rows with the others between them, filled up to the longest."""
    fields = [_fields(row.text, form) for row in odd]
    width = max([form.width, *(len(row) for row in fields)])
    if width > MOST_COLUMNS:
        raise DataError(form.name, "lebih dari 4.096 kolom", "Simpan hanya kolom yang dipakai")
    total = table.num_rows + len(odd)
    places = np.array([row.number - 1 for row in odd], dtype=np.int64)
    is_odd = np.zeros(total, dtype=bool)
    is_odd[places] = True
    order = np.empty(total, dtype=np.int64)
    order[~is_odd] = np.arange(table.num_rows)
    order[places] = table.num_rows + np.arange(len(odd))
    lengths = np.full(total, form.width, dtype=np.int32)
    lengths[places] = [len(row) for row in fields]
    blank = pa.nulls(table.num_rows, pa.large_string()).fill_null("")
    columns = []
    for n in range(width):
        regular = table.column(n).chunks if n < form.width else [blank]
        others = pa.array([row[n] if n < len(row) else "" for row in fields], pa.large_string())
        columns.append(pc.take(pa.chunked_array([*regular, others]), pa.array(order)))
    return Parsed(_framed(columns), lengths)


def _fields(text: str, form: _Form) -> list[str]:
    try:
        escape = "\\" if form.has_escapes else None
        return next(
            csv.reader(io.StringIO(text, newline=""), delimiter=form.delimiter, escapechar=escape), []
        )
    except csv.Error:
        return text.split(form.delimiter)


def _is_swallowed(cells: pd.DataFrame, content: bytes, form: _Form) -> bool:
    """Whether a quotation mark was opened and never closed, so that a cell holds what stands on further lines.

    Then the marks are odd in number, or the one that ends such a cell stands before a further letter, or the cell
    holds a whole line of a table of many columns (a text of several lines may hold a few delimiters itself).
    """
    broken = [cells[name] for name in cells.columns if cells[name].str.contains("\n", regex=False).any()]
    if form.width < 2 or not broken:
        return False
    mark = re.escape(form.delimiter)
    whole_line = rf"\n(?:[^\n{mark}]*{mark}){{{min(form.width - 1, 900)}}}"
    is_wide = form.width >= _MANY_COLUMNS
    if content.count(b'"') % 2 or (
        is_wide and any(cell.str.contains(whole_line, regex=True).any() for cell in broken)
    ):
        return True
    quoted = re.compile(rf'(?:\A|(?<=[\n{mark}]))"([^"]*(?:""[^"]*)*)"(?=([^\n{mark}]?))'.encode())
    return any(found[2].strip() and b"\n" in found[1] for found in quoted.finditer(content))


def _without_stray_quotes(content: bytes) -> tuple[bytes, int]:
    """The content with lines of an odd number of quotation marks freed of them, and how many lines there were."""
    lines = content.split(b"\n")
    odd = [n for n, line in enumerate(lines) if line.count(b'"') % 2]
    for n in odd:
        lines[n] = lines[n].replace(b'"', b"")
    return b"\n".join(lines), len(odd)
