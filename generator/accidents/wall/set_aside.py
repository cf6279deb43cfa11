"""The list of rows that are not in the table: where each stands, why, and the cell at fault where it may be shown."""

from __future__ import annotations

import contextlib
import csv
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.accidents.facts.code_words import code_words
from generator.accidents.notes import REASONS
from generator.accidents.sheets.gather import text_of
from generator.accidents.texts import first_said, plain, stripped
from generator.accidents.wall.privacy import is_personal
from generator.accidents.words import fold
from generator.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from generator.records import SheetRead

LIST_NAME = "baris.csv"
_KEY_NAME = ".baris.kunci"
_HEADINGS = ("berkas", "lembar", "baris", "alasan", "kolom", "isi")
_DATE_FIELDS = ("occurred_on", "date_time", "day", "month", "year")
_FIELDS_AT_FAULT = {"date": _DATE_FIELDS, "time": ("time",), "duplicate_number": ("report_number",)}
_LONGEST_CELL = 40
_MARKS_OF_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_DATE_WORDS = frozenset({
    *("wib", "wita", "wit", "pkl", "pukul", "jam", "tgl", "tanggal", "am", "pm", "sd", "s", "d", "dan", "t", "z", "nihil"),
    *("senin", "selasa", "rabu", "kamis", "jumat", "jum", "at", "sabtu", "minggu", "ahad"),
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"),
})  # fmt: skip
_YEAR_OR_TIME = r"(?:1[89]|20|21)\d\d|(?:[01]\d|2[0-4])[0-5]\d"
_DATE_NUMBER = re.compile(rf"\d{{1,3}}|{_YEAR_OR_TIME}|[2-6]\d{{4}}|(?:19|20)\d{{6}}(?:\d{{6}})?")


@dataclass(frozen=True, slots=True)
class AsideRow:
    """One row of the list."""

    file: str
    sheet: str  # its name; "" for a file without sheets
    row: int  # as the office program shows it
    reason: str  # in words
    column: str  # heading of the column at fault, "" when it is about the whole row
    cell: str  # "" when the column or what stands in it must not be shown


class NothingUsableError(DataError):
    """Raised when every row of the files was set aside; `aside` are the rows, for the list."""

    def __init__(self, aside: pd.DataFrame) -> None:
        super().__init__(
            "data kecelakaan",
            "tidak ada satu baris pun yang dapat dipakai",
            f"Alasannya baris demi baris ada di folder .sisihkan kampanye ini, berkas {LIST_NAME}",
        )
        self.aside = aside


def rows_aside(frame: pd.DataFrame, reasons: pd.Series) -> pd.DataFrame:
    """One row per row that is not in the table: file_, sheet_, row_, reason, cell (text of the date).

    `reasons` holds "" for the rows that are in the table and "victim" for further victims of one that is.
    """
    found = reasons[~reasons.isin(["", "victim"])]
    rows = frame.loc[found.index]
    cells = first_said(text_of(rows, "occurred_on"), text_of(rows, "date_time"))
    return rows[["file_", "sheet_", "row_"]].assign(reason=found, cell=plain(stripped(cells)))


def listed(aside: pd.DataFrame, sheets: Mapping[tuple[int, int], SheetRead]) -> list[AsideRow]:
    """The rows as the list shows them, in the order of files, sheets and rows."""
    ordered = aside.sort_values(["file_", "sheet_", "row_"], kind="stable")
    made = []
    for file, sheet, row, reason, cell in ordered.itertuples(index=False):
        read = sheets[int(file), int(sheet)]
        is_date = str(reason).startswith("date_")
        words = REASONS.get(str(reason), str(reason).replace("_", " "))
        shown = may_be_shown(str(cell)) if is_date else ""
        made.append(AsideRow(read.file, read.sheet, int(row), words, _heading(read, str(reason)), shown))
    return made


def may_be_shown(cell: str) -> str:
    """The text of a date cell when it says nothing but days and hours, else ""; people type names anywhere."""
    if len(cell) > _LONGEST_CELL or is_personal(cell):
        return ""
    words = re.findall(r"[^\W\d_]+", fold(cell))
    months = code_words("months")
    numbers = re.findall(r"\d+", cell)
    is_date = all(word in _DATE_WORDS or word in months for word in words)
    return cell if is_date and all(_DATE_NUMBER.fullmatch(number) for number in numbers) else ""


def is_list_of(folder: Path, key: str) -> bool:
    """Whether the list there belongs to the table of this cache key; otherwise the files are read again."""
    try:
        return (folder / _KEY_NAME).read_text(encoding="ascii") == key and (folder / LIST_NAME).is_file()
    except (OSError, UnicodeDecodeError):
        return False


def remove_list(folder: Path) -> None:
    """Take the list of the intake before away, so that none stays when the files are refused."""
    for name in (_KEY_NAME, LIST_NAME):
        with contextlib.suppress(OSError):
            (folder / name).unlink(missing_ok=True)


def write_set_aside(folder: Path, rows: Sequence[AsideRow], key: str = "") -> bool:
    """Whether baris.csv could be written anew; a full or read-only disk is no reason to stop.

    `key` is the cache key of the table that the rows are missing from.
    """
    try:
        write_list(folder / LIST_NAME, _HEADINGS, [_cells(row) for row in rows])
        (folder / _KEY_NAME).write_text(key, encoding="ascii")
    except OSError:
        return False
    return True


def write_list(path: Path, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A list that an office program opens by double click, put in place whole; OSError as it comes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.stem}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
            writer.writerow(headings)
            writer.writerows([_plain(cell) for cell in row] for row in rows)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _cells(row: AsideRow) -> tuple[str, ...]:
    return row.file, row.sheet, str(row.row), row.reason, row.column, row.cell


def _plain(cell: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_MARKS_OF_FORMULAS) else cell


def _heading(read: SheetRead, reason: str) -> str:
    """What the file calls the column at fault; several that make up one date are joined."""
    start = next((start for start in _FIELDS_AT_FAULT if reason.startswith(start)), "")
    fields = _FIELDS_AT_FAULT.get(start, ())
    return " + ".join(heading for heading, field, _ in read.columns if field in fields)
