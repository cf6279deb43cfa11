"""Spreadsheets: .xlsx, .xls and .ods, every sheet, merged cells filled."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import pandas as pd
import python_calamine as calamine

from generator.accidents.far_cells import MOST_CELLS, refuse_giants
from generator.accidents.raw import RawTable, ReadSettings
from generator.accidents.readers import delimited
from generator.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")
_SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_PICTURES = {b"\x89PNG": "gambar PNG", b"\xff\xd8\xff": "gambar JPEG", b"GIF8": "gambar GIF",
             b"%PDF": "dokumen PDF", b"RIFF": "gambar WebP", b"BM": "gambar BMP"}  # fmt: skip


def read(path: Path, settings: ReadSettings) -> list[RawTable]:
    """The cells of each sheet, or of the one that the campaign names. Raises DataError for anything else."""
    content = path.read_bytes()
    if not content.startswith(_SIGNATURES):
        return _not_a_workbook(path, content, settings)
    refuse_giants(io.BytesIO(content), path.name)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = [settings.sheet] if settings.sheet else book.sheet_names
        if settings.sheet and settings.sheet not in book.sheet_names:
            raise DataError(path.name, f'lembar "{settings.sheet}" tidak ada',
                            "Periksa data.sheet, atau kosongkan supaya semua lembar dibaca")  # fmt: skip
        return [RawTable(_cells(book.get_sheet_by_name(name), path), sheet=name) for name in names]
    except calamine.PasswordError as error:
        raise DataError(path.name, "terkunci dengan kata sandi", "Simpan ulang tanpa kata sandi") from error
    except (calamine.CalamineError, ValueError, OSError) as error:
        raise DataError(path.name, "bukan buku kerja yang utuh",
                        "Buka di Excel atau LibreOffice, lalu simpan ulang sebagai .xlsx") from error  # fmt: skip


def _not_a_workbook(path: Path, content: bytes, settings: ReadSettings) -> list[RawTable]:
    """Programs like to name a text file .xls; anything else is said by its name."""
    kind = next((name for mark, name in _PICTURES.items() if content.startswith(mark)), None)
    if kind is None and b"\0" not in content[:4096] and content.lstrip()[:1] != b"<":
        return delimited.read(path, settings)
    raise DataError(path.name, f"isinya {kind or 'bukan buku kerja'}, bukan tabel",
                    "Simpan tabelnya sebagai .xlsx atau .csv")  # fmt: skip


def _cells(sheet: calamine.CalamineSheet, path: Path) -> pd.DataFrame:
    if sheet.total_height * sheet.total_width > MOST_CELLS:
        raise DataError(
            path.name, "satu lembarnya terlalu besar", "Hapus kolom dan baris kosong di luar tabel"
        )
    rows: list[list[object]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        _fill(rows, top, left, bottom, right)
    return pd.DataFrame([[_text(cell) for cell in row] for row in rows], dtype="str")


def _fill(rows: list[list[object]], top: int, left: int, bottom: int, right: int) -> None:
    """A merged cell says the same in all its cells; a wide title is left alone, it is no heading."""
    if top >= len(rows) or right - left > 12:
        return
    for row in range(top, min(bottom, len(rows) - 1) + 1):
        for column in range(left, min(right, len(rows[row]) - 1) + 1):
            rows[row][column] = rows[top][left]


def _text(cell: object) -> str:
    """A cell as a person would type it."""
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    if isinstance(cell, float):
        return _number(cell)
    if isinstance(cell, dt.datetime):
        return _moment(cell)
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    if isinstance(cell, dt.timedelta):
        minutes = int(cell.total_seconds() // 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return str(cell).strip() if cell is not None else ""


def _number(cell: float) -> str:
    """A whole number without a point; a part of a day with so many digits that 0.55 is not read as 00.55."""
    if cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return f"{cell:.10f}" if 0 < cell < 1 else repr(cell)


def _moment(cell: dt.datetime) -> str:
    """A day, a day with its time, or a time alone, which is stored as a moment of day 0."""
    if cell.year < 1901:
        return f"{cell:%H:%M:%S}"
    return f"{cell:%Y-%m-%d}" if cell.time() == dt.time(0) else f"{cell:%Y-%m-%d %H:%M:%S}"
