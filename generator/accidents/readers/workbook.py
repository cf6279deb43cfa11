"""Spreadsheets: .xlsx, .xlsm, .xlsb, .xls and .ods, every sheet, merged cells filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.accidents.cells.raw import MOST_COLUMNS, RawTable
from generator.accidents.cells.workbook_process import open_workbook
from generator.accidents.readers import delimited, markup
from generator.errors import DataError, OtherFileError

if TYPE_CHECKING:
    from generator.accidents.cells.raw import RawFile, ReadSettings

SUFFIXES = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")
_SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_OLDEST = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")  # BIFF without a container: Excel 2 to 4
_PICTURES = {b"\x89PNG": "gambar PNG", b"\xff\xd8\xff": "gambar JPEG", b"GIF8": "gambar GIF",
             b"%PDF": "dokumen PDF", b"RIFF": "gambar WebP", b"BM": "gambar BMP", b"{\\rtf": "dokumen RTF"}  # fmt: skip


def read(file: RawFile, settings: ReadSettings) -> list[RawTable]:
    """The cells of each sheet, or of the one that the campaign names. Raises DataError for anything else."""
    content = file.read_bytes()
    if not content.startswith(_SIGNATURES):
        return _not_a_workbook(file, content, settings)
    tables = open_workbook(content, file.name, settings.sheet)
    if any(table.cells.shape[1] > MOST_COLUMNS for table in tables):
        raise DataError(file.name, "lebih dari 4.096 kolom", "Hapus kolom di luar tabel, lalu simpan ulang")
    return tables


def _not_a_workbook(file: RawFile, content: bytes, settings: ReadSettings) -> list[RawTable]:
    """Programs like to name a web page or a text file .xls; anything else is said by its name."""
    kind = next((name for mark, name in _PICTURES.items() if content.startswith(mark)), None)
    if kind is None and content.startswith(_OLDEST):
        kind = "buku kerja Excel sebelum 1995"
    if kind is None and markup.is_markup(content):
        return markup.read(file, settings)
    if kind is None and (b"\0" not in content[:4096] or content.startswith((b"\xff\xfe", b"\xfe\xff"))):
        return delimited.read(file, settings)
    raise OtherFileError(file.name, f"isinya {kind or 'bukan buku kerja'}, bukan tabel",
                         "Simpan tabelnya sebagai .xlsx atau .csv")  # fmt: skip
