"""The tables of a file that hold accidents; recaps and notes on other sheets are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.accidents.sheets.headings import Headed, find_headings
from generator.accidents.sheets.mapping import ColumnMap, map_columns
from generator.accidents.sheets.sheet_rows import is_recap_name, tells_single_accidents
from generator.accidents.words import fold
from generator.errors import DataError, OtherFileError

if TYPE_CHECKING:
    from generator.accidents.cells.files import SourceFile
    from generator.accidents.cells.raw import RawTable
    from generator.accidents.notes import Notes
    from generator.accidents.sheets.gather import Request

_MOST_SHIFTED = 0.2
_WHEN = ("occurred_on", "date_time")


def usable_tables(
    source: SourceFile, tables: list[RawTable], request: Request, notes: Notes
) -> list[tuple[Headed, ColumnMap]]:
    """The headed ones among the tables of a file that hold accidents, without recaps and notes on other sheets."""
    wanted = frozenset(fold(part) for spec in request.columns.values() for part in spec.split(" + "))
    usable: list[tuple[Headed, ColumnMap]] = []
    skipped = 0
    dayless = False
    raws = shown_tables(tables, request.settings.sheet, notes)
    for raw in raws:
        headed = find_headings(raw, wanted | {fold(key) for key in request.keys})
        if headed is None:
            skipped += 1
            continue
        columns = map_columns(headed.headings, headed.body, request.columns)
        if request.needs_date and not has_date(columns):
            dayless |= is_dayless(columns)
            skipped += 1
            continue
        _refuse_shifted(source, headed)
        _note(raw, headed, notes)
        usable.append((headed, columns))
    if request.needs_date and len(usable) > 1:
        single = [one for one in usable if is_list(*one)]
        skipped += len(usable) - len(single) if single else 0
        usable = single or usable
    if not usable:
        _refuse_dayless(source) if dayless else _refuse(source, raws_found=bool(raws))
    notes.add("sheet_skipped", "", skipped)
    return usable


def shown_tables(tables: list[RawTable], named: str, notes: Notes) -> list[RawTable]:
    """Tables with a cell; hidden sheets (old copies, lists of codes) only where nothing else is there or one is named."""
    filled = [table for table in tables if table.cells.size]
    shown = [table for table in filled if named or not table.is_hidden] or filled
    notes.add("sheet_hidden", "", len(filled) - len(shown))
    return shown


def _refuse_shifted(source: SourceFile, headed: Headed) -> None:
    """Raise DataError when many rows have more fields than the headings: no cell is surely under its heading."""
    if headed.extra is not None and headed.extra.mean() > _MOST_SHIFTED:
        raise DataError(
            source.record.name, f"{headed.extra.mean():.0%} barisnya berisi lebih banyak sel daripada judul kolomnya",
            "Ekspor ulang dengan tanda kutip di sekitar isi yang memuat pemisah, misalnya koma desimal",
        )  # fmt: skip


def _note(raw: RawTable, headed: Headed, notes: Notes) -> None:
    for note in raw.notes:
        notes.add(note.code, "", note.rows, detail=note.detail)
    notes.add("numbering_row", "", headed.skipped)
    notes.add("row_short", "", headed.short)


def is_list(headed: Headed, columns: ColumnMap) -> bool:
    """Whether a table of a workbook lists single accidents and is not called a recap."""
    return not is_recap_name(headed.sheet) and tells_single_accidents(one.field for one in columns.columns)


def has_date(columns: ColumnMap) -> bool:
    """Whether a table says on which day something happened."""
    fields = {one.field for one in columns.columns}
    return bool(fields & set(_WHEN)) or {"year", "month", "day"} <= fields


def is_dayless(columns: ColumnMap) -> bool:
    """Whether a table says year and month of something and hides the day."""
    fields = {one.field for one in columns.columns}
    return {"year", "month"} <= fields and not fields & {*_WHEN, "day"}


def _refuse_dayless(source: SourceFile) -> None:
    raise OtherFileError(
        source.record.name, "hanya menyebut tahun dan bulan kejadian, tanpa tanggalnya",
        "Minta data yang memuat tanggal kejadian kepada pembuatnya; tanpa tanggal tidak ada minggu dan tidak ada tren",
    )  # fmt: skip


def _refuse(source: SourceFile, *, raws_found: bool) -> None:
    name = source.record.name
    if not raws_found:
        raise DataError(
            name, "tidak berisi satu baris pun", "Ekspor ulang datanya, lalu taruh di tempat yang sama"
        )
    raise OtherFileError(
        name, "tidak ada kolom tanggal kejadian",
        'Beri judul "Tanggal Kejadian" pada kolomnya, atau sebut judulnya di [data.columns]: occurred_on = "..."',
    )  # fmt: skip
