"""The days of all files: each file has its own order of day and month, and its own faults of a spreadsheet."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from generator.accidents.days.date_column import moved_to_1900, parse_days, since_1904
from generator.accidents.days.order_witnesses import heard, months_said, weekdays_said
from generator.accidents.days.quick_days import ISO
from generator.accidents.sheets.gather import text_of, texts_of
from generator.accidents.texts import coded, each, first_said, matches, one_text, plain
from generator.accidents.values.date_order import DateOrder, infer_order
from generator.accidents.values.dates import typed_year
from generator.accidents.values.month_words import month_of
from generator.accidents.words import one_by_unique
from generator.errors import DataError

if TYPE_CHECKING:
    from generator.accidents.notes import Notes

_MOST_CONTRARY = 0.05
_LEAST_TURNED = 3  # different days of either kind
_EARLY, _LATE = (
    math.log(12 / 30.44),
    math.log(18.44 / 30.44),
)  # chance of a day up to the twelfth, and after it
_PROOF_TURNED = math.log(1e-4)
_TRUE_DAY = r"^(\d{4})-(\d{2})-(\d{2})(.*)$"
_TYPED_DAY = r"^\s*(?:[A-Za-z']+[ ,]+)?(\d{1,2})[-/.]\d{1,2}[-/.]\d{2,4}\b"
_THIN_PROOF = 0.02


def date_texts(frame: pd.DataFrame) -> pd.Series:
    """The text that holds the day, put together from year, month and day where they stand apart."""
    if texts_of(frame, "occurred_on") or texts_of(frame, "date_time"):
        return first_said(text_of(frame, "occurred_on"), text_of(frame, "date_time"))
    day, month, year = (plain(text_of(frame, name)).str.strip().str.replace(r"\.0+$", "", regex=True)
                        for name in ("day", "month", "year"))  # fmt: skip
    month = one_by_unique(month, _month_figure).astype("str")
    year = year.where(year.str.len() != 2, "20" + year)
    return (year + "-" + month.str.zfill(2) + "-" + day.str.zfill(2)).where((year != "") | (day != ""), "")


def _month_figure(text: str) -> str:
    month = None if text.isdigit() else month_of(text)[0]
    return str(month) if month else text


def read_dates(texts: pd.Series, frame: pd.DataFrame, asked: str, notes: Notes, heading: str) -> pd.DataFrame:
    """Columns of `parse_days` for every row. Raises DataError where a file proves both orders."""
    is_odd = ~matches(texts, ISO)
    orders = {}
    for file in frame["file_"].unique():
        rows = frame["file_"] == file
        order = _order_of_odd(texts[rows & is_odd], asked)
        orders[file] = heard(texts[rows], frame, order) if order.found == "ambiguous" else order
    known = {one.order for one in orders.values() if one.found not in {"ambiguous", "none", "given"}}
    common = known.pop() if len(known) == 1 else ""
    pieces = []
    for file, year in frame[["file_", "year_"]].drop_duplicates().itertuples(index=False):
        order = orders[file]
        chosen = common if order.found in {"ambiguous", "none"} and common else order.order
        rows = frame["file_"].eq(file) & frame["year_"].eq(year)
        read = parse_days(texts[rows], chosen, int(year))
        pieces.append(_of_1904(read, texts[rows & is_odd], int(year), notes))
    for order in orders.values():
        _judge_order(order, heading, common, notes)
    return pd.concat(pieces).reindex(texts.index)


def order_of(texts: pd.Series, asked: str) -> DateOrder:
    """Order of day and month in a column, from every cell that is not written year first."""
    return _order_of_odd(texts[~matches(texts, ISO)], asked)


def _order_of_odd(texts: pd.Series, asked: str) -> DateOrder:
    counts = {str(text): int(rows) for text, rows in plain(texts).value_counts().items()}
    return infer_order(counts, asked if asked != "ymd" else "")


def _of_1904(read: pd.DataFrame, odd: pd.Series, year: int, notes: Notes) -> pd.DataFrame:
    """The days read, those of a spreadsheet that counts from 1904 put right; `odd` are texts that may be such."""
    late = since_1904(odd, read["day"], year)
    if late.any():
        read["day"] = moved_to_1900(read["day"], late)
    notes.add("date_serial_1904", "occurred_on", int(late.sum()))
    return read


def _judge_order(order: DateOrder, heading: str, common: str, notes: Notes) -> None:
    if order.found == "evidence" and order.contrary_rows > _MOST_CONTRARY * order.evidence_rows:
        raise DataError(
            f'kolom "{heading}"',
            f"urutan hari dan bulan bercampur ({order.evidence_rows} baris {_spoken(order.order)}, "
            f"{order.contrary_rows} baris sebaliknya)",
            'Seragamkan tanggalnya, atau isi data.date_order dengan "dmy" atau "mdy"',
        )
    if order.found == "evidence" and order.order == "mdy":
        notes.add("date_month_first", "occurred_on", order.evidence_rows + order.ambiguous_rows)
    if order.found == "evidence" and order.order == "ymd":
        notes.add("date_year_first", "occurred_on", order.evidence_rows)
    if order.found == "evidence" and order.evidence_rows < _THIN_PROOF * order.ambiguous_rows:
        notes.add("date_order_thin", "occurred_on", order.ambiguous_rows, detail=order.order)
    if order.found in {"weekday", "month", "spread", "report", "sequence"}:
        notes.add(f"date_order_by_{order.found}", "occurred_on", order.ambiguous_rows, detail=order.order)
    if order.found == "ambiguous":
        code = "date_order_by_files" if common else "date_order_ambiguous"
        notes.add(code, "occurred_on", order.ambiguous_rows, detail=common or order.order)


def _spoken(order: str) -> str:
    return "hari dahulu" if order == "dmy" else "bulan dahulu"


# ------------------------------------------------------------------------------------ faults of a spreadsheet


def turned_back(texts: pd.Series, frame: pd.DataFrame, notes: Notes) -> pd.Series:
    """Texts with day and month put back where a program has exchanged them, file by file.

    A program set to month-first turns 03/04/2026 into 4 March and leaves 13/04/2026 as text. Then no true date of a
    file has a day above 12 and no text one of 12 or less, which chance does not do (p < 0.0001 over the different
    days), or a column of weekdays or months says so of every true date.
    """
    made, (is_true, is_late) = texts, _true_days(texts)
    for file in frame["file_"].unique():
        rows = frame["file_"] == file
        if is_late[rows].sum() > 0.1 * is_true[rows].sum() or not is_true[rows].any():
            continue  # no true dates, or too many after the twelfth for a fault of this kind
        said, made = plain(texts[rows]), plain(made).copy()
        parts = said.str.extract(_TRUE_DAY)
        true = parts[parts[0].notna()]
        if true.empty or not (_is_turned(said, true) or _is_said_turned(said, true, frame.loc[said.index])):
            made[said.index] = _year_day_month(said, true, notes)
            continue
        turned = said.str.replace(_TRUE_DAY, r"\1-\3-\2\4", regex=True)
        made[said.index] = turned
        notes.add("date_turned", "occurred_on", int((turned != said).sum()))
    return made


def _true_days(texts: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Rows (boolean) that begin with a day as a program writes it, and those of them with a day after the twelfth."""
    heads = coded(each(texts, lambda different: different.str.slice(0, 10)))  # few differ, also before a time
    is_true = matches(heads, r"\d{4}-\d{2}-\d{2}")
    return is_true, is_true & each(heads, _is_after_the_twelfth)


def _is_after_the_twelfth(heads: pd.Series) -> pd.Series:
    month, day = heads.str.slice(5, 7), heads.str.slice(8, 10)
    return (day > "12") & (month != day)


def _is_turned(said: pd.Series, true: pd.DataFrame) -> bool:
    days = true[[0, 1, 2]].drop_duplicates()[2].astype(int)
    typed = said.drop_duplicates().str.extract(_TYPED_DAY)[0].dropna().astype(int)
    if min(len(days), len(typed)) < _LEAST_TURNED or not days.max() <= 12 < typed.min():
        return False
    return len(days) * _EARLY + len(typed) * _LATE < _PROOF_TURNED


def _is_said_turned(said: pd.Series, true: pd.DataFrame, beside: pd.DataFrame) -> bool:
    """Whether weekdays or months in a column beside fit every true date only when it is exchanged."""
    plain = true[true[2].astype(int).le(12) & (true[1] != true[2])]
    if len(plain) < _LEAST_TURNED or len(plain) < 0.9 * (true[1] != true[2]).sum():
        return False
    numbers = {"year": plain[0].astype(int), "month": plain[2].astype(int), "day": plain[1].astype(int)}
    turned = pd.to_datetime(pd.DataFrame(numbers), errors="coerce")
    written = pd.to_datetime(plain[0] + "-" + plain[1] + "-" + plain[2], format="%Y-%m-%d", errors="coerce")
    beside = beside.loc[plain.index]
    weekdays, months = weekdays_said(said.loc[plain.index], beside), months_said(beside)
    for name, one in (("day_of_week", weekdays), ("month", months)):
        says = one.notna()
        if says.sum() >= _LEAST_TURNED:
            fits = (getattr(turned.dt, name) == one)[says].mean()
            return bool(fits > 0.9 and (getattr(written.dt, name) == one)[says].mean() < 0.3)
    return False


def _year_day_month(said: pd.Series, true: pd.DataFrame, notes: Notes) -> pd.Series:
    """Texts of a file that writes 2026-25-03, as 2026-03-25: proved by second figures above 12 and no third ones."""
    if true.empty or true[2].astype(int).max() > 12 or not true[1].astype(int).between(13, 31).any():
        return said
    notes.add("date_year_day_month", "occurred_on", len(true))
    return said.str.replace(_TRUE_DAY, r"\1-\3-\2\4", regex=True)


def note_days(read: pd.DataFrame, texts: pd.Series, frame: pd.DataFrame, notes: Notes) -> None:
    """Note weekdays that do not fit, misspelt months, and years that were typed as numbers."""
    flags = read["flag"].value_counts()
    notes.add("date_month_misspelt", "occurred_on", int(flags.get("date_month_misspelt", 0)))
    said = weekdays_said(one_text("", texts.index), frame)
    differs = said.notna() & read["day"].notna() & (said != read["day"].dt.day_of_week)
    notes.add("weekday_differs", "occurred_on", int((differs | read["flag"].eq("weekday_differs")).sum()))
    typed = (
        plain(texts[read["flag"] == "date_year_only"])
        .str.extract(r"(\d{4}-\d{2}-\d{2})", expand=False)
        .dropna()
    )
    years = pd.to_datetime(typed, errors="coerce").dropna().map(lambda day: typed_year(day.date()) or 0)
    for year, rows in years.value_counts().sort_index().items():
        notes.add("date_year_typed", "occurred_on", int(rows), detail=str(year))
