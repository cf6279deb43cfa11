"""CSV and TSV in whatever encoding and with whatever delimiter an office saved them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.accidents.cells.delimited_cells import parse
from generator.accidents.cells.delimiters import declared_delimiter, is_aligned, sniff_delimiter
from generator.accidents.cells.encodings import decode
from generator.accidents.cells.raw import RawTable
from generator.errors import DataError

if TYPE_CHECKING:
    from generator.accidents.cells.raw import RawFile, ReadSettings

SUFFIXES = (".csv", ".tsv", ".txt", ".tab")
_HEAD = 65_536
_WRAPPED = re.compile(rb'"[^\n]*"\r?')


def read(file: RawFile, settings: ReadSettings) -> list[RawTable]:
    """The cells of the file, every line or record a row, blank ones too: numbers are those of an office program.

    Raises DataError for an encoding that does not fit, a line of more than 16 MB, and columns that are only
    aligned with blanks.
    """
    decoded = decode(file.read_bytes(), file.name, settings.encoding)
    said, content = declared_delimiter(_with_plain_line_ends(decoded.content))
    sample = content[:_HEAD].decode(errors="ignore")
    delimiter = settings.delimiter or said or sniff_delimiter(sample)
    content, unwrapped = _unwrapped(content, delimiter)
    sample = content[:_HEAD].decode(errors="ignore")
    if unwrapped:
        delimiter = settings.delimiter or said or sniff_delimiter(sample)
    if delimiter not in sample and is_aligned(sample):
        raise DataError(file.name, "kolomnya hanya disejajarkan dengan spasi, sehingga sel kosong tidak terlihat",
                        "Simpan ulang sebagai CSV atau .xlsx")  # fmt: skip
    parsed = parse(content, delimiter, file.name)
    notes = (*decoded.notes, *parsed.notes)
    return [
        RawTable(
            parsed.cells, lengths=parsed.lengths, notes=notes, encoding=decoded.encoding, delimiter=delimiter
        )
    ]


def _with_plain_line_ends(content: bytes) -> bytes:
    """Without the zeros of a half-written file, and without the lone carriage returns of an old Macintosh."""
    if b"\0" in content:
        content = content.replace(b"\0", b"")
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return content


def _unwrapped(content: bytes, delimiter: str) -> tuple[bytes, bool]:
    """Lines of which each was saved as one quoted cell ("a;b;c"), as Excel does with a CSV of the wrong delimiter."""
    head = [line for line in content[:_HEAD].split(b"\n")[:50] if line.strip()][:-1]
    mark = delimiter.encode()
    if len(head) < 2 or not all(
        _WRAPPED.fullmatch(line)
        and re.search(rb"[,;\t|]", line)
        and not re.search(rb'(?<!")"' + re.escape(mark), line[1:])
        for line in head
    ):
        return content, False
    lines = (line[1:-1].replace(b'""', b'"') if len(line) > 1 and line[:1] == line[-1:] == b'"' else line
             for line in content.split(b"\n"))  # fmt: skip
    return b"\n".join(lines), True
