"""The days of a column of text: the common forms at once, the others cell by cell."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from generator.accidents.days.quick_days import in_figures, in_words, year_first
from generator.accidents.texts import each_row, matches, stripped
from generator.accidents.values.dates import parse_date
from generator.accidents.words import by_unique

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = ("day", "minute", "time_quality", "flag", "zone_min")
_SERIAL = r"\s*\d{5}(?:[.,]\d+)?\s*"
_DAYS_1904 = 1462  # between the two calendars of Excel


def parse_days(texts: pd.Series, order: str, year: int = 0) -> pd.DataFrame:
    """One row per text: day (midnight, NaT when unreadable), minute, time_quality, flag, zone_min (NaN without one).

    `order` is dmy, mdy or ymd; `year` fills dates without one.
    """
    return each_row(stripped(texts), lambda different: _parsed(different, order, year))


def _parsed(texts: pd.Series, order: str, year: int) -> pd.DataFrame:
    """The same for texts 0, 1, 2 ... without blanks at their ends."""
    parts = [year_first(texts)]
    for quick in (functools.partial(in_figures, month_first=order == "mdy"), in_words):
        rest = _others(texts, parts)
        if len(rest):
            parts.append(quick(rest))
    rest = _others(texts, parts)
    if len(rest):
        near = _middle_year(pd.concat([part["day"] for part in parts])) or year or None
        slow = by_unique(rest, lambda text: tuple(parse_date(text, order, year or None, near)), NAMES)
        slow["day"] = pd.to_datetime(slow["day"]).astype("datetime64[us]")
        slow[["minute", "zone_min"]] = slow[["minute", "zone_min"]].astype("float64")
        parts.append(slow)
    filled = [part for part in parts if len(part)] or parts[:1]
    return filled[0] if len(filled) == 1 else pd.concat(filled).reindex(texts.index)


def _others(texts: pd.Series, parts: Sequence[pd.DataFrame]) -> pd.Series:
    """The texts (rows 0, 1, 2 ...) that are in none of the parts."""
    is_left = np.ones(len(texts), dtype=bool)
    for part in parts:
        is_left[part.index] = False
    return texts[is_left]


def _middle_year(days: pd.Series) -> int | None:
    known = days.dropna().drop_duplicates()
    return int(known.dt.year.median()) if len(known) else None


def since_1904(texts: pd.Series, days: pd.Series, year: int) -> pd.Series:
    """Rows whose serial numbers count from 1904 (boolean): only then do they fit the other dates or the title.

    `texts` are those of all rows that may hold a serial number, `days` those of every row as read. `year` is the year of the title, 0 without one. Without other dates nothing can be told.
    """
    none = pd.Series(data=False, index=days.index)
    serial = texts.index[matches(texts, _SERIAL)]
    if serial.empty:
        return none
    is_serial = days.notna() & days.index.isin(serial)
    if not is_serial.any():
        return none
    others = days[~is_serial].dropna().sort_values(ignore_index=True)
    if others.empty and not year:
        return none
    middle = pd.Timestamp(days[is_serial].sort_values().iloc[int(is_serial.sum()) // 2])
    later = middle + pd.Timedelta(days=_DAYS_1904)
    if others.empty:
        return is_serial if later.year == year != middle.year else none
    first = pd.Timestamp(others.iloc[int(0.05 * len(others))]) - pd.Timedelta(days=366)
    last = pd.Timestamp(others.iloc[int(0.95 * (len(others) - 1))]) + pd.Timedelta(days=366)
    return is_serial if first <= later <= last and not first <= middle <= last else none


def moved_to_1900(days: pd.Series, is_1904: pd.Series) -> pd.Series:
    """Days with those that count from 1904 put right."""
    return days.mask(is_1904, days + pd.Timedelta(days=_DAYS_1904))
