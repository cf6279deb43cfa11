"""Times of a column of their own: what a cell means depends on how the whole column is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from generator.accidents.sheets.gather import text_of, texts_of
from generator.accidents.texts import each, matches, plain, stripped
from generator.accidents.values.times import parse_time
from generator.accidents.words import by_unique, decimals_in, is_nothing, one_by_unique

if TYPE_CHECKING:
    from generator.accidents.notes import Notes

NAMES = ("minute", "time_quality", "flag", "zone_min")
_KINDS = {"minute": "float64", "zone_min": "float64"}
_LEAST = 10  # cells from which the way of writing of a column can be judged


def read_times(frame: pd.DataFrame, notes: Notes) -> pd.DataFrame:
    """One row per row: minute (0-1439 or NaN), time_quality, flag, zone_min (minutes ahead of UTC, NaN without one).

    A time column of its own, or columns of hour and minute. A quarter of an hour by its number (1-96), lost zeros
    (830, 45, 8.3 for 8.30) and parts of a day (0.5) are told by the column of each file.
    """
    texts = _texts(frame)
    if (texts == "").all():
        return by_unique(texts, lambda text: tuple(parse_time(text)), NAMES).astype(_KINDS)
    meant = [_as_meant(texts[frame["file_"] == file], notes) for file in frame["file_"].unique()]
    made: pd.Series = pd.concat([clocks for clocks, _ in meant]).reindex(texts.index)
    quarters: pd.Series = pd.concat([rows for _, rows in meant]).reindex(texts.index)
    read = by_unique(made, lambda text: tuple(parse_time(text)), NAMES)
    read = read.astype(_KINDS)
    read.loc[quarters & read["minute"].notna(), "time_quality"] = "approximate"
    return read


def _texts(frame: pd.DataFrame) -> pd.Series:
    texts = stripped(text_of(frame, "time"))
    if texts_of(frame, "time") or not texts_of(frame, "hour_only"):
        return texts
    hour, minute = (plain(text_of(frame, name)).str.strip().str.replace(r"\.0+$", "", regex=True)
                    for name in ("hour_only", "minute_only"))  # fmt: skip
    is_whole = bool(hour.str.fullmatch(r"\d{3,4}|\d{1,2}\D\d{2}.*").any())
    return hour if is_whole else (hour + ":" + minute.where(minute != "", "00")).where(hour != "", "")


def _as_meant(texts: pd.Series, notes: Notes) -> tuple[pd.Series, pd.Series]:
    """Texts of one file as clocks, and the rows (boolean) that only tell the quarter of an hour."""
    none = pd.Series(data=False, index=texts.index)
    said = texts[~one_by_unique(texts, is_nothing).astype(bool)]
    if said.empty:
        return texts, none
    whole = each(texts, lambda some: some.str.replace(r"^(\d{1,4})\.0+$", r"\1", regex=True))  # 830.0
    quarters = _quarters(whole, said)
    if quarters is not None:
        is_moved = quarters != plain(whole)
        notes.add("time_quarters", "time_quality", int(is_moved.sum()))
        return quarters, is_moved
    if matches(said, r"0?[.,]\d{3,}").sum() > 0.5 * len(said):  # parts of a day: 0.5 is noon
        return each(texts, _longer_fractions), none
    if matches(whole[said.index], r"\d{3,4}").sum() > 0.5 * len(said):  # 45 is 00.45 beside 1730
        return each(whole, lambda some: some.where(~some.str.fullmatch(r"\d{1,3}"), some.str.zfill(4))), none
    return _zeros_put_back(texts, said, notes), none


def _longer_fractions(texts: pd.Series) -> pd.Series:
    return texts.where(~texts.str.fullmatch(r"0?[.,]\d{1,2}"), texts.str.replace(",", ".") + "000")


def _quarters(texts: pd.Series, said: pd.Series) -> pd.Series | None:
    """Clocks of a column that numbers the quarters of an hour, 1-96 or 0-95; None for any other column."""
    is_number = matches(texts[said.index], r"\d{1,2}")
    if is_number.sum() < max(_LEAST, 0.9 * len(said)):
        return None
    texts = plain(texts)
    numbers = decimals_in(texts[said.index].where(is_number, ""))
    known = numbers.dropna()
    # Figures of 60 and more are no minutes, and 25 and more no hours.
    if known.max() > 96 or not (known.between(60, 96).any() and known.between(25, 59).any()):
        return None
    first = 0 if known.eq(0).any() else 1
    minutes = (numbers - first) * 15
    minutes = minutes.where(minutes.between(0, 1439))
    clocks = minutes.map(lambda m: "" if np.isnan(m) else f"{int(m) // 60:02d}:{int(m) % 60:02d}").astype(
        "str"
    )
    return texts.where(~texts.index.isin(known.index), clocks.reindex(texts.index)).astype("str")


def _zeros_put_back(texts: pd.Series, said: pd.Series, notes: Notes) -> pd.Series:
    """8.3 as 8.30 where the program took times for numbers: then no cell of the column ends in a zero."""
    if matches(said, r"\d{1,2}[.,]\d").sum() < _LEAST / 2:
        return texts
    texts, said = plain(texts), plain(said)
    minutes = said.str.extract(r"^\d{1,2}[.,](\d{1,2})$", expand=False).dropna()
    short = minutes[minutes.str.len() == 1]
    long = minutes[minutes.str.len() == 2]
    # One in ten minutes ends in 0 by chance, far more by habit.
    is_lost = len(short) >= _LEAST / 2 and len(minutes) >= _LEAST and not long.str.endswith("0").any() and (
        len(long) >= _LEAST or short.isin(list("12345")).all()
    )  # fmt: skip
    if not is_lost or not short.isin(list("012345")).all():
        return texts
    notes.add("time_zero_lost", "time_quality", len(short))
    made = texts.copy()
    made[short.index] = texts[short.index] + "0"
    return made
