"""What a person sees at a glance on a sheet: a recap, days under a month, victims listed below their accident."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from generator.accidents.facts.code_words import code_words
from generator.accidents.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

TELLING = frozenset({"time", "date_time", "hour_only", "collision_type", "road_name", "place_text", "severity", "lat",
                     "lat_lon", "x_m", "vehicles", "report_number", "narrative"})  # fmt: skip
"""Fields of which a list of accidents has at least one; sums of days or months have none."""

_PERSON = frozenset({"person_name", "age", "sex", "person_role", "victim_number"})
_INJURIES = ("killed", "seriously_injured", "slightly_injured")
_CARRIED = ("occurred_on", "date_time", "time", "report_number", "road_name", "place_text", "severity")


def tells_single_accidents(fields: Iterable[str]) -> bool:
    """Whether a table is a list of accidents, not sums by day; a column of how many happened says sums."""
    found = set(fields)
    return bool(found & TELLING) and not ("event_count" in found and not found & (TELLING - {"time"}))


def month_in(title: str) -> int | None:
    """The month that a title or the name of a sheet tells, when it tells just one."""
    words = fold(title).split()
    months = {int(code_words("months")[w]) for w in words if w in code_words("months") and len(w) >= 3}
    return months.pop() if len(months) == 1 else None


def with_month(days: pd.Series, title: str, year: int | None) -> pd.Series:
    """Days of the month (1 ... 31) as whole dates, on a sheet whose title tells month and year."""
    month = month_in(title)
    if month is None or year is None:
        return days
    plain = days.str.strip().str.removesuffix(".")
    is_day = plain.str.fullmatch(r"0?[1-9]|[12]\d|3[01]")
    if not is_day.any() or is_day.sum() < 0.8 * (plain != "").sum():
        return days
    return days.mask(is_day, f"{year}-{month:02d}-" + plain.str.zfill(2))


def continue_victims(frame: pd.DataFrame, is_victim: pd.Series) -> pd.DataFrame:
    """Victims listed below the first one of their accident, with the accident's cells carried down to them.

    Such a row names an injury and has none of the accident's own cells. Where the file has no report number, the
    row of the accident serves as one.
    """
    own = [name for name in _CARRIED if name in frame]
    first = ~is_victim
    if not is_victim.any() or not first.any():
        return frame
    made = frame.copy()
    for name in own:
        made[name] = frame[name].where(first).ffill().fillna("")
    if "report_number" not in frame:
        made["report_number"] = (
            "BARIS " + frame["row_"].where(first).astype("Int64").ffill().astype("str")
        ).astype("str")
    return made


def victim_rows(body: pd.DataFrame, position_of: dict[str, int]) -> pd.Series:
    """Rows that only say something about a person (boolean)."""

    def filled(name: str) -> pd.Series:
        return body[position_of[name]].fillna("").astype("str").str.strip() != ""

    none = pd.Series(data=False, index=body.index)
    if not {"occurred_on", "date_time"} & set(position_of):
        return none
    found = none.copy()
    if "person_injury" in position_of:
        found |= filled("person_injury")
    elif _PERSON & set(position_of):  # one column for each injury, with a 1 or a tick below it
        is_hurt = pd.concat([none, *(filled(name) for name in _INJURIES if name in position_of)], axis=1).any(
            axis=1
        )
        is_person = pd.concat([filled(name) for name in _PERSON if name in position_of], axis=1).any(axis=1)
        found |= is_hurt & is_person & ~_is_sum(body)
    for name in set(_CARRIED) & set(position_of) if found.any() else ():
        found &= ~filled(name)
    return found


def _is_sum(body: pd.DataFrame) -> pd.Series:
    """Rows with a word for a sum at the beginning of a cell (boolean)."""
    found = pd.Series(data=False, index=body.index)
    for position in body.columns:
        found |= (
            body[position]
            .fillna("")
            .astype("str")
            .str.contains(r"(?i)^\s*(?:jumlah|jml|total|rekap)\b", regex=True)
        )
    return found


def is_recap_name(sheet: str) -> bool:
    """Whether a sheet is named as a recap."""
    return bool(re.match(r"(?:rekap|rkp|summary|resume|grafik|chart)", fold(sheet)))
