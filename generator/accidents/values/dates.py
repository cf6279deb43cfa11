"""Dates as offices write them; the order of day and month is a property of the column, not of the cell."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.accidents.code_words import code_words
from generator.accidents.values.times import parse_time
from generator.accidents.words import fold, is_nothing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_NUMERIC = re.compile(r"(\d{1,4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<![\d/.-])(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_WORDED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s./-]*([A-Za-z]+)\.?,?[\s./-]*(\d{4}|\d{2})(?!\d)")
_MONTH_FIRST = re.compile(r"([A-Za-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_YEARLESS = re.compile(r"(\d{1,2})[\s./-]*([A-Za-z]+)")
_COMPACT = re.compile(r"(?:19|20)\d{6}")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_RANGE = re.compile(
    r"\d\s*(?:s\s*/\s*d|s\.d\.?|sampai|hingga|–|-)\s*\d{1,2}[\s./-]+(?:\d|[A-Za-z])", re.IGNORECASE
)
_SPAN_WORD = re.compile(r"\d\s*(?:s\s*/\s*d|s\.d\.?|sampai|hingga)\s*\d", re.IGNORECASE)
_WEEKDAY = re.compile(r"^\s*([A-Za-z]+(?:['’ ]at)?)\s*[,/.-]?\s+(?=\d)")
_SERIAL_ZERO = dt.date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class DateReading:
    """Day or None, the minute of the day when the cell also holds a time, and what was odd about it."""

    day: dt.date | None
    minute: int | None = None
    time_quality: str = "missing"
    flag: str = ""  # date_missing, date_unreadable, date_range, date_yearless, date_year_only, weekday_differs, date_serial

    def __iter__(self) -> Iterator[Any]:
        return iter((self.day, self.minute, self.time_quality, self.flag))


@dataclass(frozen=True, slots=True)
class DateOrder:
    """Order of a column: dmy or mdy, and how it was found."""

    order: str
    found: str  # given, evidence, ambiguous, none
    evidence_rows: int = 0  # rows that can only be read in this order
    contrary_rows: int = 0  # rows that can only be read in the other one
    ambiguous_rows: int = 0  # rows that could be read either way


def infer_order(counted: Mapping[str, int], asked: str = "") -> DateOrder:
    """Order of day and month from every value of a column (value -> rows). `asked` wins where it is given.

    A first part above 12 proves day-month-year, a second part above 12 proves month-day-year; a column without
    proof is read day first, as Indonesia writes it, and counted as ambiguous.
    """
    tally: Counter[str] = Counter()
    for text, rows in counted.items():
        tally[_kind(text)] += rows
    dmy, mdy, either = tally["dmy"], tally["mdy"], tally["either"]
    if asked:
        contrary = {"dmy": mdy, "mdy": dmy}.get(asked, 0)
        return DateOrder(asked, "given", dmy if asked == "dmy" else mdy, contrary, either)
    if dmy or mdy:
        order = "dmy" if dmy >= mdy else "mdy"
        return DateOrder(order, "evidence", max(dmy, mdy), min(dmy, mdy), either)
    return DateOrder("dmy", "ambiguous" if either else "none", 0, 0, either)


def _kind(text: str) -> str:
    found = _NUMERIC.search(text)
    if not found or len(found[1]) > 2:
        return "other"
    first, second = int(found[1]), int(found[2])
    if first == second or not (first and second):
        return "other"
    if first > 12 and second > 12:
        return "other"
    return "dmy" if first > 12 else "mdy" if second > 12 else "either"


def parse_date(text: str, order: str = "dmy", year: int | None = None) -> DateReading:
    """The day in a cell, with the time when the cell holds one. `year` fills a date that has none."""
    if is_nothing(text) or not text.strip(" 0/-.:"):
        return DateReading(None, flag="date_missing")
    plain = text.strip()
    if _SPAN_WORD.search(plain):
        return DateReading(None, flag="date_range")
    if _SERIAL.fullmatch(plain):
        return _serial(plain)
    if _COMPACT.fullmatch(plain):  # 20260312
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    for pattern, read in (
        (_YEAR_FIRST, _year_first),
        (_NUMERIC, _numeric),
        (_WORDED, _worded),
        (_MONTH_FIRST, _month_first),
    ):
        found = pattern.search(plain)
        if found:
            if pattern not in {_YEAR_FIRST, _NUMERIC} and _RANGE.search(plain):
                return DateReading(None, flag="date_range")
            return _finish(plain, found, read(found, order))
    return _yearless(plain, year)


def _serial(text: str) -> DateReading:
    """A day as a spreadsheet counts them."""
    number = float(text.replace(",", "."))
    if not 14_000 <= number < 73_000:  # 1938-2099; smaller numbers are years or amounts
        return DateReading(None, flag="date_unreadable")
    day = _SERIAL_ZERO + dt.timedelta(days=int(number))
    if number == int(number):
        return DateReading(day)
    return DateReading(day, round((number - int(number)) * 1440) % 1440, "recorded")


def _year_first(found: re.Match[str], _order: str) -> tuple[int, int, int]:
    return int(found[1]), int(found[2]), int(found[3])


def _numeric(found: re.Match[str], order: str) -> tuple[int, int, int] | None:
    first, second, third = int(found[1]), int(found[2]), int(found[3])
    if len(found[1]) > 2:
        return None
    if order == "ymd" and len(found[3]) == 2:
        return _full_year(first), second, third
    day, month = (second, first) if order == "mdy" else (first, second)
    return _full_year(third), month, day


def _worded(found: re.Match[str], _order: str) -> tuple[int, int, int] | None:
    month = code_words("months").get(fold(found[2]))
    return (_full_year(int(found[3])), int(month), int(found[1])) if month else None


def _month_first(found: re.Match[str], _order: str) -> tuple[int, int, int] | None:
    month = code_words("months").get(fold(found[1]))
    return (int(found[3]), int(month), int(found[2])) if month else None


def _full_year(year: int) -> int:
    return year if year > 99 else 2000 + year if year < 70 else 1900 + year


def _finish(plain: str, found: re.Match[str], parts: tuple[int, int, int] | None) -> DateReading:
    """The day, checked, with the time and the weekday that stand around it."""
    try:
        day = dt.date(*parts) if parts else None
    except ValueError:
        day = None
    if day is None:
        return DateReading(None, flag="date_unreadable")
    if day in {dt.date(1905, 7, n) for n in range(1, 18)}:  # 2008-2024 typed as a number into a date cell
        return DateReading(None, flag="date_year_only")
    rest = plain[found.end() :].lstrip("T ,./-").removesuffix("Z").strip()
    time = parse_time(rest) if re.search(r"\d", rest) else None
    has_time = time is not None and time.minute is not None
    flag = "weekday_differs" if _weekday_differs(plain, day) else ""
    return DateReading(
        day,
        time.minute if time and has_time else None,
        time.quality if time and has_time else "missing",
        flag,
    )


def _weekday_differs(plain: str, day: dt.date) -> bool:
    named = _WEEKDAY.match(plain)
    weekday = code_words("weekdays").get(fold(named[1])) if named else None
    return weekday is not None and int(weekday) != day.weekday()


def _yearless(plain: str, year: int | None) -> DateReading:
    found = _YEARLESS.fullmatch(plain)
    month = code_words("months").get(fold(found[2])) if found else None
    if not found or not month:
        return DateReading(None, flag="date_unreadable")
    if year is None:
        return DateReading(None, flag="date_yearless")
    try:
        return DateReading(dt.date(year, int(month), int(found[1])))
    except ValueError:
        return DateReading(None, flag="date_unreadable")


def readable_share(texts: Iterable[str]) -> float:
    """Share (0-1) of cells that hold a date or a date with a time; 0 when there are none."""
    tried = [parse_date(text) for text in texts if not is_nothing(text)]
    good = sum(1 for one in tried if one.day is not None)
    return good / len(tried) if tried else 0.0
