"""Dates as offices write them; the order of day and month is a property of the column, not of the cell."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.accidents.values.date_order import DateOrder, infer_order
from generator.accidents.values.month_words import month_of, weekday_of
from generator.accidents.values.times import parse_time
from generator.accidents.words import is_nothing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["DateOrder", "DateReading", "are_dates", "infer_order", "parse_date"]

_WORD = r"[^\W\d_]+"
_OF = r"(?:de |del |d['’]\s*)?"
_NTH = r"(?:st|nd|rd|th|er|[º°ª])?"
# A year of two digits needs the same mark twice: "12/03 08.30" is no day of 2008.
_NUMERIC = re.compile(
    r"(?<!\d)(\d{1,4})(?:\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4})|\s*([-/. ])\s*(\d{1,2})\s*\4\s*(\d{2}))(?!\d)"
)
_YEAR_FIRST = re.compile(r"(?<![\d/.-])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_WORDED = re.compile(
    rf"(?<!\d)(\d{{1,2}}){_NTH}[\s./-]*{_OF}({_WORD})\.?,?[\s./-]*{_OF}['’]?(\d{{4}}|\d{{2}})(?!\d)"
)
_MONTH_FIRST = re.compile(rf"({_WORD})\.?[\s./-]+(\d{{1,2}}){_NTH},?[\s./-]+(\d{{4}})(?!\d)")
_YEAR_WORDED = re.compile(rf"(?<!\d)(\d{{4}})[\s./-]+({_WORD})\.?[\s./-]+(\d{{1,2}})(?!\d)")
_YEARLESS = re.compile(rf"(\d{{1,2}}){_NTH}[\s./-]*{_OF}({_WORD})\.?|(\d{{1,2}})[/-](\d{{1,2}})")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(?:\d{2})?)?(?:\.0+)?")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_BETWEEN = re.compile(
    r"(?:s\s*/\s*d|s\.?\s?d\.?|sampai(?: dengan)?|hingga|dan|to|[-–/,&+])\s*$", re.IGNORECASE
)
_FURTHER = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}([-/])\d{1,2}\1\d{2}\b")
_WEEKDAY = re.compile(r"^\s*(?:hari\s+)?([A-Za-zÀ-ÿ]+(?:['’`´ ]\s?at)?)\s*[,/.-]*\s*(?=\S)", re.IGNORECASE)
_SERIAL_ZERO = dt.date(1899, 12, 30)
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class DateReading:
    """Day or None, the minute of the day when the cell also holds a time, and what was odd about it.

    `zone_min` are minutes ahead of UTC where the cell names a zone. Flags: date_missing, date_unreadable, date_range,
    date_yearless, date_year_only leave no day; weekday_differs, date_month_misspelt and those of times do.
    """

    day: dt.date | None
    minute: int | None = None
    time_quality: str = "missing"
    flag: str = ""
    zone_min: int | None = None

    def __iter__(self) -> Iterator[Any]:
        return iter((self.day, self.minute, self.time_quality, self.flag, self.zone_min))


def parse_date(
    text: str, order: str = "dmy", year: int | None = None, near: int | None = None
) -> DateReading:
    """The day in a cell, with the time when the cell holds one.

    `year` fills a date that has none; a year of two digits lies in the century that brings it closest to `near`.
    """
    if is_nothing(text) or not text.strip(" 0/-.:"):
        return DateReading(None, flag="date_missing")
    plain = " ".join(text.split())
    if _SERIAL.fullmatch(plain):
        return _serial(plain)
    compact = _COMPACT.fullmatch(plain)
    if compact:  # 20260312, 202603120830
        plain = "-".join(compact.groups()[:3]) + (f" {compact[4]}:{compact[5]}" if compact[4] else "")
    for pattern, read in _FORMS:
        found = pattern.search(plain)
        if found and not _is_clock(found, plain):
            return _finish(plain, found, read(found, order, near))
    return _yearless(plain, order, year)


def _is_clock(found: re.Match[str], plain: str) -> bool:
    """Whether figures that look like a day are the time behind a day in words: 12 Maret 2026 10.05.00."""
    return found.re is _NUMERIC and bool(found[6]) and _WORDED.search(plain, 0, found.start()) is not None


def typed_year(day: dt.date) -> int | None:
    """The year that somebody typed as a number into a cell of dates (2021 becomes 13 July 1905), else None."""
    number = (day - _SERIAL_ZERO).days
    return number if 1990 <= number <= 2060 else None


def _serial(text: str) -> DateReading:
    """A day as a spreadsheet counts them."""
    number = float(text.replace(",", "."))
    if not 14_000 <= number < 73_000:  # 1938-2099; smaller numbers are years or amounts
        return DateReading(None, flag="date_unreadable")
    minutes = round(number % 1 * 1440)
    day = _SERIAL_ZERO + dt.timedelta(days=int(number) + minutes // 1440)
    if number == int(number):
        return DateReading(day)
    return DateReading(day, minutes % 1440, "recorded")


_Parts = tuple[int, int, int, bool]  # year, month, day, whether the month was misspelt


def _year_first(found: re.Match[str], _order: str, _near: int | None) -> _Parts:
    return int(found[1]), int(found[3]), int(found[4]), False


def _numeric(found: re.Match[str], order: str, near: int | None) -> _Parts | None:
    if len(found[1]) > 2:
        return None
    first, second, third = int(found[1]), int(found[2] or found[5]), int(found[3] or found[6])
    if order == "ymd" and found[6]:
        return full_year(first, near), second, third, False
    day, month = (second, first) if order == "mdy" else (first, second)
    return (third if found[3] else full_year(third, near)), month, day, False


def _worded(found: re.Match[str], _order: str, near: int | None) -> _Parts | None:
    month, is_guess = month_of(found[2])
    year = int(found[3]) if len(found[3]) == 4 else full_year(int(found[3]), near)
    return (year, month, int(found[1]), is_guess) if month else None


def _month_first(found: re.Match[str], _order: str, _near: int | None) -> _Parts | None:
    month, is_guess = month_of(found[1])
    return (int(found[3]), month, int(found[2]), is_guess) if month else None


def _year_worded(found: re.Match[str], _order: str, _near: int | None) -> _Parts | None:
    month, is_guess = month_of(found[2])
    return (int(found[1]), month, int(found[3]), is_guess) if month else None


_FORMS = ((_YEAR_FIRST, _year_first), (_NUMERIC, _numeric), (_WORDED, _worded), (_MONTH_FIRST, _month_first),
          (_YEAR_WORDED, _year_worded))  # fmt: skip


def full_year(year: int, near: int | None = None) -> int:
    """The year of two digits in full: next to `near`, without one in 1970-2069."""
    if near is None:
        return 2000 + year if year < 70 else 1900 + year
    return min((1800 + year, 1900 + year, 2000 + year, 2100 + year), key=lambda full: abs(full - near))


def _finish(plain: str, found: re.Match[str], parts: _Parts | None) -> DateReading:
    """The day, checked, with the time and the weekday that stand around it."""
    before, rest = plain[: found.start()], plain[found.end() :]
    if (re.search(r"\d", before) and _BETWEEN.search(before)) or _holds_a_date(rest):
        return DateReading(None, flag="date_range")
    try:
        day = dt.date(*parts[:3]) if parts and parts[0] in _YEARS else None
    except ValueError:
        day = None
    if day is None or parts is None:
        return DateReading(None, flag="date_unreadable")
    if typed_year(day):
        return DateReading(None, flag="date_year_only")
    flag = "weekday_differs" if _weekday_differs(before, day) else "date_month_misspelt" if parts[3] else ""
    after = rest.lstrip("T ,./-–(")
    if not re.search(r"\d", after):
        return DateReading(day, flag=flag)
    time = parse_time(after)
    return DateReading(day, time.minute, time.quality, flag or time.flag, time.zone_min)


def _holds_a_date(rest: str) -> bool:
    """Whether a second date follows: then the cell is a period and no day."""
    words = re.findall(_WORD, rest)
    return bool(_FURTHER.search(rest)) or any(len(word) > 2 and month_of(word)[0] for word in words)


def _weekday_differs(before: str, day: dt.date) -> bool:
    weekday = weekday_in(before + "0")
    return weekday is not None and weekday != day.weekday()


def weekday_in(text: str) -> int | None:
    """Weekday (Monday 0) that stands in front of a date; None without one."""
    named = _WEEKDAY.match(text)
    return weekday_of(named[1]) if named else None


def _yearless(plain: str, order: str, year: int | None) -> DateReading:
    """A day and a month; in figures only a day that such a month has."""
    found = _YEARLESS.fullmatch(plain)
    if not found:
        return DateReading(None, flag="date_unreadable")
    if found[2]:
        month, day = month_of(found[2])[0], int(found[1])
    else:
        first, second = int(found[3]), int(found[4])
        month, day = (first, second) if order == "mdy" else (second, first)
    try:
        read = dt.date(year or 2000, month or 0, day)
    except ValueError:
        return DateReading(None, flag="date_unreadable")
    return DateReading(read) if year else DateReading(None, flag="date_yearless")


def are_dates(texts: Iterable[str], least: float) -> bool:
    """Whether at least this share (0-1) of the cells that say something hold a date, or a date with a time."""
    said = [text for text in texts if not is_nothing(text)]
    readable = (text for text in said if parse_date(text).day is not None)
    return any(good >= least * len(said) for good, _ in enumerate(readable, 1))
