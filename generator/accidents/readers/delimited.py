"""CSV and TSV in whatever encoding and with whatever delimiter an office saved them."""

from __future__ import annotations

import bz2
import codecs
import csv
import gzip
import io
import re
from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv

from generator.accidents.fields import known_headings
from generator.accidents.raw import RawTable, ReadSettings
from generator.accidents.words import fold
from generator.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES = (".csv", ".tsv", ".txt", ".csv.gz", ".csv.bz2", ".tsv.gz", ".tsv.bz2")
_MOST_BYTES = 2_000_000_000
_DELIMITERS = (",", ";", "\t", "|")


def read(path: Path, settings: ReadSettings) -> list[RawTable]:
    """The cells of the file. Raises DataError for binary content and for an encoding that does not fit."""
    text = _text(_bytes(path), path.name, settings.encoding)
    try:
        delimiter = settings.delimiter or sniff_delimiter(text[:65_536])
        return [RawTable(_cells(text, delimiter))]
    except csv.Error as error:
        raise DataError(path.name, "isinya bukan tabel CSV", "Ekspor ulang sebagai CSV atau .xlsx") from error


def _bytes(path: Path) -> bytes:
    """Content of the file, unpacked as far as a limit."""
    packed = path.suffix.lower()
    if packed not in {".gz", ".bz2"}:
        if path.stat().st_size > _MOST_BYTES:
            raise DataError(path.name, "lebih dari 2 GB", "Bagi berkas itu per tahun")
        return path.read_bytes()
    try:
        with gzip.open(path) if packed == ".gz" else bz2.open(path) as file:
            content = file.read(_MOST_BYTES + 1)
    except (OSError, EOFError) as error:
        raise DataError(path.name, "arsipnya rusak", "Salin ulang berkas itu dari sumbernya") from error
    if len(content) > _MOST_BYTES:
        raise DataError(path.name, "isinya lebih dari 2 GB", "Bagi berkas itu per tahun")
    return content


def _text(content: bytes, name: str, encoding: str) -> str:
    """Decoded content; the encoding is given, told by its mark, or found by trying."""
    tried = encoding or _encoding_of(content)
    try:
        text = content.decode(tried)
    except (UnicodeDecodeError, LookupError) as error:
        raise DataError(
            name,
            f'tidak terbaca dengan penyandian "{tried}"',
            "Kosongkan data.encoding supaya dikenali sendiri",
        ) from error
    # Line ends of every system; a carriage return alone would end the parsing.
    return (
        text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
        if "\r" in text or "\0" in text
        else text
    )


def _encoding_of(content: bytes) -> str:
    head = content[:4096]
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    zeros = Counter(n % 2 for n, byte in enumerate(head) if byte == 0)
    # In UTF-16 the empty halves stand on one side; a run of zeros is the padding of a half-written file.
    if max(zeros.values(), default=0) > max(len(head) / 4, 0.9 * sum(zeros.values())):
        return "utf-16-le" if zeros[1] >= zeros[0] else "utf-16-be"
    for encoding in ("utf-8", "cp1252"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "latin-1"


def sniff_delimiter(sample: str) -> str:
    """The delimiter that makes the most known headings, else the most lines of one large number of fields."""
    lines = [line for line in sample.splitlines()[:60] if line.strip()]
    lines = lines[:-1] or lines  # the last one may be cut off

    def score(delimiter: str) -> tuple[int, float]:
        rows = list(csv.reader(lines, delimiter=delimiter))
        known = max((sum(fold(cell) in known_headings() for cell in row) for row in rows), default=0)
        widths = Counter(len(row) for row in rows) or Counter({1: 1})
        width, count = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
        return known, (width - 1) * count / max(1, len(lines))

    return max(_DELIMITERS, key=score)


def _cells(text: str, delimiter: str) -> pd.DataFrame:
    """All cells as text, fast where every line has the same number of fields, with patience elsewhere."""
    content = text.encode("utf-8")
    first = next(csv.reader(io.StringIO(text[:65_536]), delimiter=delimiter), [])
    names = [f"f{n}" for n in range(len(first))]
    try:
        table = pa_csv.read_csv(
            pa.BufferReader(content),
            read_options=pa_csv.ReadOptions(autogenerate_column_names=True, block_size=1 << 24),
            parse_options=pa_csv.ParseOptions(delimiter=delimiter, newlines_in_values='"' in text),
            convert_options=pa_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return _ragged_cells(text, delimiter)
    if '"' in text and any(_swallowed(column, delimiter, len(names)) for column in table.columns):
        return _unquoted_cells(text, delimiter)
    return pd.DataFrame({n: pd.Series(table.column(n).to_pandas(), dtype="str")
                          for n in range(table.num_columns)})  # fmt: skip


def _swallowed(column: pa.ChunkedArray, delimiter: str, width: int) -> bool:
    """Whether a cell holds whole lines of the table, since a quotation mark was opened and never closed."""
    import pyarrow.compute as pc

    return width > 1 and bool(
        pc.any(pc.match_substring_regex(column, _lines_inside(delimiter, width))).as_py()
    )


def _lines_inside(delimiter: str, width: int) -> str:
    """Pattern of a line end and a whole line of fields behind it."""
    mark = re.escape(delimiter)
    return rf"\n(?:[^\n{mark}]*{mark}){{{min(width - 1, 900)}}}"


def _unquoted_cells(text: str, delimiter: str) -> pd.DataFrame:
    """Every line a row: a quotation mark counts for nothing."""
    return _rectangle(
        [[cell.strip('"') for cell in line.split(delimiter)] for line in text.split("\n") if line]
    )


def _ragged_cells(text: str, delimiter: str) -> pd.DataFrame:
    csv.field_size_limit(10_000_000)
    rows = [row for row in csv.reader(io.StringIO(text), delimiter=delimiter) if row]
    pattern = re.compile(_lines_inside(delimiter, len(rows[0]))) if rows and len(rows[0]) > 1 else None
    if pattern and any("\n" in cell and pattern.search(cell) for row in rows for cell in row):
        return _unquoted_cells(text, delimiter)
    return _rectangle(rows)


def _rectangle(rows: list[list[str]]) -> pd.DataFrame:
    """Rows of different lengths, filled up to the longest."""
    width = max((len(row) for row in rows), default=0)
    return pd.DataFrame([row + [""] * (width - len(row)) for row in rows], dtype="str")
