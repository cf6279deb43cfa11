"""Days in the commonest forms, year first, in figures, or with the month in words, read a whole column at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from generator.accidents.texts import arrow_texts, one_of
from generator.accidents.values.month_words import month_of, weekday_of
from generator.accidents.values.times import INDONESIAN_ZONES, offset_min
from generator.accidents.words import one_by_unique

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

ISO = r"\d{4}-\d{2}-\d{2}(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_OFFSET = r"(Z|[+-]\d{2}:?\d{2})$"
_SHORTEST_WITH_OFFSET = 20  # letters; only a Z makes less
_CLOCK = r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?:[:.][0-5]\d)?"
_ZONE = r"(?:\s?(?P<zone>(?i:wib|wita|wit)))?"
_FIGURES = (
    r"^(?P<first>\d{1,2})[-/.](?P<second>\d{1,2})[-/.](?P<year>\d{4})"
    rf"(?:[ ,]+{_CLOCK}(?:\s?(?P<half>[AaPp])\.?[Mm]\.?)?{_ZONE})?$"
)
_WORDS = (
    r"^(?:(?P<weekday>[A-Za-z']+),? )?(?P<day>\d{1,2})[ -](?P<month>[A-Za-z]{3,})[ -](?P<year>\d{4})"
    rf"(?:,? (?i:(?:pukul|pkl\.?|jam) )?{_CLOCK}{_ZONE})?$"
)
_LONG_AGO, _FAR_AHEAD = np.datetime64("1900-01-01"), np.datetime64("2100-12-31")


def year_first(texts: pd.Series) -> pd.DataFrame:
    """Columns day, minute, time_quality, flag, zone_min of the texts of the form ISO that hold a real day and time.

    Rows that are no such day are left out: they need a closer look.
    """
    texts = texts[texts.str.fullmatch(ISO)]
    zones = pd.Series(np.nan, index=texts.index)
    may_end_in_offset = texts.str.endswith("Z") | (texts.str.len() >= _SHORTEST_WITH_OFFSET)
    if may_end_in_offset.any():
        marks = texts.str.extract(_OFFSET, expand=False).fillna("")
        zones = one_by_unique(marks, lambda mark: offset_min(mark) if mark else np.nan).astype("float64")
        texts = texts.str.replace(_OFFSET, "", regex=True)
    has_short_hour = texts.str.slice(12, 13) == ":"  # common, and no ISO 8601
    if has_short_hour.any():
        texts = texts.where(~has_short_hour, texts.str.slice(0, 11) + "0" + texts.str.slice(11))
    minutes = _moments(texts).astype("datetime64[m]")
    days = minutes.astype("datetime64[D]")
    clock = np.where(texts.str.len() > 10, (minutes - days).astype("float64"), np.nan)
    return _known(_read(texts.index, days, clock).assign(zone_min=zones))


def in_figures(texts: pd.Series, *, month_first: bool) -> pd.DataFrame:
    """The same for day, month and year of four digits, with or without a time behind them."""
    found = pc.extract_regex(arrow_texts(texts), pattern=_FIGURES)
    first, second, year, hour = (
        _numbers(pc.struct_field(found, name)) for name in ("first", "second", "year", "hour")
    )
    day, month = (second, first) if month_first else (first, second)
    half = pc.utf8_lower(pc.struct_field(found, "half"))
    is_am, is_pm = (pc.fill_null(pc.equal(half, letter), fill_value=False).to_numpy() for letter in "ap")
    hour = np.where((is_am | is_pm) & (hour <= 12), hour % 12 + 12 * is_pm, hour)
    return _with_clock(_days(year, month, day), hour, found, texts.index)


def in_words(texts: pd.Series) -> pd.DataFrame:
    """The same for a month in words, with or without the weekday, which must be the right one."""
    found = pc.extract_regex(arrow_texts(texts), pattern=_WORDS)
    day, year, hour = (_numbers(pc.struct_field(found, name)) for name in ("day", "year", "hour"))
    days = _days(year, _of_words(found, "month", _month), day)
    weekdays = _of_words(found, "weekday", weekday_of)
    differs = (_texts(found, "weekday") != "").to_numpy() & (weekdays != (days.astype("int64") + 3) % 7)
    return _with_clock(np.where(differs, np.datetime64("NaT", "D"), days), hour, found, texts.index)


def _month(word: str) -> int | None:
    month, is_guess = month_of(word)
    return None if is_guess else month


def _texts(found: pa.ChunkedArray, name: str) -> pd.Series:
    texts: pd.Series = pc.fill_null(pc.struct_field(found, name), "").to_pandas()
    return texts


def _of_words(found: pa.ChunkedArray, name: str, number: Callable[[str], int | None]) -> NDArray[np.float64]:
    """What the words of a group mean, NaN for nothing."""
    return one_by_unique(_texts(found, name), number).to_numpy(dtype=np.float64)


def _with_clock(
    days: NDArray[np.datetime64], hour: NDArray[np.float64], found: pa.ChunkedArray, index: pd.Index
) -> pd.DataFrame:
    read = _read(index, days, hour * 60 + _numbers(pc.struct_field(found, "minute")))
    zones = _of_words(found, "zone", lambda zone: INDONESIAN_ZONES.get(zone.lower()))
    return _known(read.assign(zone_min=zones))


def _known(read: pd.DataFrame) -> pd.DataFrame:
    """The rows that hold a day."""
    is_known = read["day"].notna()
    return read if is_known.all() else read.loc[is_known]


def _moments(texts: pd.Series) -> NDArray[np.datetime64]:
    """Moments of texts of the form ISO; not a time where one of them is none."""
    try:
        return arrow_texts(texts).cast(pa.timestamp("us")).to_numpy()  # type: ignore[no-any-return]
    except pa.ArrowInvalid:  # some row is no moment
        told = pd.to_datetime(texts, format="ISO8601", errors="coerce")
        return told.astype("datetime64[us]").to_numpy()


def _numbers(texts: pa.ChunkedArray) -> NDArray[np.float64]:
    """Figures as numbers, NaN without one."""
    known = pc.if_else(pc.equal(texts, ""), None, texts)
    return pc.cast(known, pa.float64()).to_numpy()  # type: ignore[no-any-return]


def _days(
    year: NDArray[np.float64], month: NDArray[np.float64], day: NDArray[np.float64]
) -> NDArray[np.datetime64]:
    """Days of the calendar; not a time for one that does not exist."""
    is_month = (month >= 1) & (month <= 12) & (day >= 1)
    months = np.where(is_month, (year - 1970) * 12 + month - 1, 0).astype("datetime64[M]")
    days = months.astype("datetime64[D]") + np.where(is_month, day - 1, 0).astype("timedelta64[D]")
    exists = is_month & (days.astype("datetime64[M]") == months)
    return np.where(exists, days, np.datetime64("NaT", "D"))


def _read(index: pd.Index, days: NDArray[np.datetime64], minutes: NDArray[np.float64]) -> pd.DataFrame:
    """Days and minutes as columns; days of other centuries, and of 1905, need a closer look.

    Years typed as numbers into a cell of dates lie in 1905.
    """
    likely = (
        (days >= _LONG_AGO) & (days <= _FAR_AHEAD) & (days.astype("datetime64[Y]") != np.datetime64("1905"))
    )
    columns = {
        "day": np.where(likely, days, np.datetime64("NaT", "D")).astype("datetime64[us]"),
        "minute": minutes,
        "time_quality": one_of(("recorded", "missing"), np.isnan(minutes)),
        "flag": one_of(("",), np.zeros(len(index), dtype=np.int8)),
    }
    return pd.DataFrame(columns, index=index)
