"""The same accident twice: by its report number, or, without one, by being the same in everything."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from generator.accidents.gather import text_of, texts_of
from generator.accidents.words import is_nothing, one_by_unique

if TYPE_CHECKING:
    from generator.accidents.notes import Notes

_LEAST_UNIQUE = 0.5
# LP/A/007/I/2025/..., LP-A/7/I/2025/..., LP / A / 7 / I / 2025 / ... are one number.
_LP = re.compile(r"LP[\s/.-]*([A-Z])?[\s/.-]*0*(\d+)[\s/.-]+([IVX]+)[\s/.-]+(\d{4})")
_UNIT = re.compile(r"POL(?:RES|SEK|RESTA|RESTABES)[A-Z]*\s+[A-Z ]+")


def report_keys(frame: pd.DataFrame, days: pd.Series) -> pd.Series:
    """Report number and year of every row, without the ways to spell it; "" without a number.

    The number counts together with the year of the accident, since some registers begin again every year. Keys
    are compared in memory; none and no hash of one is kept.
    """
    texts = text_of(frame, "report_number")
    if not texts_of(frame, "report_number"):
        return texts
    numbers = one_by_unique(texts, _bare).astype("str")
    years = days.dt.year.astype("Int64").astype("str")
    keys: pd.Series = (numbers + "/" + years).where(numbers != "", "").astype("str")
    return keys


def is_usable(keys: pd.Series, notes: Notes) -> bool:
    """Whether the numbers tell accidents apart; a column that mostly repeats is no register."""
    has_key = keys != ""
    if not has_key.any():
        return False
    if keys[has_key].nunique() / int(has_key.sum()) >= _LEAST_UNIQUE:
        return True
    notes.add("report_number_not_unique", "", int(has_key.sum()))
    return False


def superseded(keys: pd.Series, files: pd.Series, notes: Notes, *, are_victims: bool) -> pd.Series:
    """Rows that a later row of the same accident replaces (boolean); of victims only those of earlier files."""
    has_key = keys != ""
    if are_victims:
        again = has_key & (files < files.groupby(keys).transform("max"))
    else:
        again = has_key & keys.where(has_key).duplicated(keep="last")
    notes.add("duplicate_number", "", int(again.sum()), is_set_aside=True)
    return again


def same_in_everything(
    frame: pd.DataFrame, when: pd.DataFrame, has_key: pd.Series, notes: Notes
) -> pd.Series:
    """Rows without a number that repeat an earlier one in time, point and every other column (boolean)."""
    columns = [
        name for name in frame.columns if not name.endswith("_") and not name.startswith("report_number")
    ]
    has_point = (text_of(frame, "lat").str.strip() != "") | (text_of(frame, "lat_lon").str.strip() != "")
    certain = ~has_key & has_point & when["time_quality"].eq("recorded")
    hashes = pd.util.hash_pandas_object(frame.loc[certain, columns], index=False)
    again = pd.Series(frame.index.isin(hashes.index[hashes.duplicated()]), index=frame.index)
    notes.add("duplicate_row", "", int(again.sum()), is_set_aside=True)
    return again


def _bare(text: str) -> str:
    if is_nothing(text):
        return ""
    upper = re.sub(r"\s+", " ", text.upper())
    found = _LP.search(upper)
    if found is None:
        return re.sub(r"[^A-Z0-9]", "", upper)
    unit = _UNIT.search(upper)
    return "/".join((found[1] or "", found[2], found[3], found[4], unit[0].strip() if unit else ""))
