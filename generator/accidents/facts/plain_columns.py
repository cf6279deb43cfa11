"""Columns that need no more than one look at each cell: the speed limit, the stamp of invented data."""

from __future__ import annotations

import pandas as pd

from generator.accidents.sheets.gather import text_of, texts_of
from generator.accidents.texts import each
from generator.accidents.values.numbers import parse_count
from generator.accidents.words import one_by_unique


def read_speed_limit(frame: pd.DataFrame) -> pd.Series:
    """Speed limit in km/h; a figure above 200 or of 0 is none."""
    if not texts_of(frame, "speed_limit_kmh"):
        return pd.Series(pd.NA, index=frame.index, dtype="Int16")
    texts = each(text_of(frame, "speed_limit_kmh"), _without_unit)
    read = one_by_unique(texts, lambda text: parse_count(text, most=200).value)
    values = read.astype("Float64").astype("Int16")
    return values.mask(values.eq(0))


def read_stamp(frame: pd.DataFrame) -> pd.Series:
    """Whether a row carries the stamp of invented data; the stamp follows the data and nothing takes it away."""
    return each(text_of(frame, "stamp"), _is_stamp).astype("boolean")


def _without_unit(texts: pd.Series) -> pd.Series:
    return texts.str.strip().str.replace(r"(?i)\s*km.*", "", regex=True)


def _is_stamp(texts: pd.Series) -> pd.Series:
    return texts.str.contains(r"(?i)contoh|rekaan|sample|invented|dummy", regex=True)
