"""How large a workbook would become in memory, told before anything is unpacked into cells."""

from __future__ import annotations

import re
import zipfile
from typing import IO, TYPE_CHECKING

from generator.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_CELLS = 60_000_000
_MOST_UNPACKED = 1_500_000_000
_BLOCK = 1 << 22
_OVERLAP = 200  # bytes of the block before: a tag may lie across two of them
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]{0,150}?\br=[\"'](\d{1,9})")
_COLUMN = re.compile(rb"\br=[\"']([A-Z]{2,7})\d")
_REPEATED = re.compile(rb"number-(columns|rows)-repeated=[\"'](\d{1,9})[\"'][^<>]*")


def refuse_giants(file: IO[bytes], name: str) -> None:
    """Raise DataError when a packed workbook (.xlsx, .xlsm, .xlsb, .ods) would not fit into an office computer.

    One lone cell at the far corner of a sheet makes an office program's table of 17 thousand million cells, and a
    few packed kilobytes can hold gigabytes: both are seen in the packed parts.
    """
    try:
        with zipfile.ZipFile(file) as packed:
            parts = packed.infolist()
            if sum(part.file_size for part in parts) > _MOST_UNPACKED:
                raise DataError(name, "isinya lebih dari 1,5 GB setelah dibuka",
                                "Simpan hanya tabel kecelakaannya, tanpa gambar, satu berkas per tahun")  # fmt: skip
            for part in parts:
                with packed.open(part) as content:
                    _refuse_part(content, part.filename, name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        return  # what is no whole archive is said by the reader itself


def _refuse_part(content: IO[bytes], part: str, name: str) -> None:
    if re.search(r"worksheets/[^/]+\.xml$", part):
        cells = _sheet_cells(content)
    elif part == "content.xml":
        cells = _repeated_cells(content)
    else:
        return
    if cells > MOST_CELLS:
        raise DataError(name, "ada isian jauh di luar tabel, sehingga satu lembarnya terlalu besar untuk dibaca",
                        "Hapus baris dan kolom di luar tabel, lalu simpan ulang")  # fmt: skip


def _sheet_cells(content: IO[bytes]) -> int:
    """Cells of the box that the references of one sheet span."""
    rows, columns = 1, 26
    for block in _blocks(content):
        rows = max(rows, *map(int, _ROW.findall(block)), 1)
        columns = max(columns, *map(_column_number, set(_COLUMN.findall(block))), 1)
    return rows * columns


def _repeated_cells(content: IO[bytes]) -> int:
    """Cells of the largest block of one repeated value in an OpenDocument sheet."""
    rows, columns = 1, 1
    for block in _blocks(content):
        for found in _REPEATED.finditer(block):
            if found[1] == b"columns" and b"value" in found[0]:
                columns = max(columns, int(found[2]))
            elif found[1] == b"rows" and b"value" in block[found.end() : found.end() + _OVERLAP]:
                rows = max(rows, int(found[2]))
    return rows * columns


def _column_number(letters: bytes) -> int:
    """Number of a column from its letters: A is 1, XFD 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _blocks(content: IO[bytes]) -> Iterator[bytes]:
    """The content in blocks, each with the end of the one before."""
    kept = b""
    while block := content.read(_BLOCK):
        yield kept + block
        kept = block[-_OVERLAP:]
