"""The days of a column of text: the common forms at once, the others cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from generator.accidents.days.quick_days import in_figures, in_words, year_first
from generator.accidents.values.dates import parse_date
from generator.accidents.words import by_unique

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = ("day", "minute", "time_quality", "flag", "zone_min")
_SERIAL = r"\d{5}(?:[.,]\d+)?"
_DAYS_1904 = 1462  # between the two calendars of Excel


def parse_days(texts: pd.Series, order: str, year: int = 0) -> pd.DataFrame:
    """One row per text: day (midnight, NaT when unreadable), minute, time_quality, flag, zone_min (NaN without one).

    `order` is dmy, mdy or ymd; `year` fills dates without one.
    """
    codes, different = pd.factorize(texts.str.strip())
    unique = pd.Series(different, dtype="str")
    parts = [year_first(unique)]
    parts.append(in_figures(_others(unique, parts), month_first=order == "mdy"))
    parts.append(in_words(_others(unique, parts)))
    rest = _others(unique, parts)
    if len(rest):
        near = _middle_year(pd.concat([part["day"] for part in parts])) or year or None
        slow = by_unique(rest, lambda text: tuple(parse_date(text, order, year or None, near)), NAMES)
        slow["day"] = pd.to_datetime(slow["day"]).astype("datetime64[us]")
        slow[["minute", "zone_min"]] = slow[["minute", "zone_min"]].astype("float64")
        parts.append(slow)
    read = pd.concat([part for part in parts if len(part)] or parts[:1]).reindex(unique.index)
    return read.take(codes).set_axis(texts.index)


def _others(texts: pd.Series, parts: Sequence[pd.DataFrame]) -> pd.Series:
    """The texts (rows 0, 1, 2 ...) that are in none of the parts."""
    is_left = np.ones(len(texts), dtype=bool)
    for part in parts:
        is_left[part.index] = False
    return texts[is_left]


def _middle_year(days: pd.Series) -> int | None:
    known = days.dropna()
    return int(known.dt.year.median()) if len(known) else None


def since_1904(texts: pd.Series, days: pd.Series, year: int) -> pd.Series:
    """Rows whose serial numbers count from 1904 (boolean): only then do they fit the other dates or the title.

    `year` is the year of the title, 0 without one. Without other dates nothing can be told.
    """
    is_serial = texts.str.strip().str.fullmatch(_SERIAL) & days.notna()
    none = pd.Series(data=False, index=texts.index)
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
