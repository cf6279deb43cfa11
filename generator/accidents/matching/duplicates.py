"""The same accident twice: by its report number, or, without one, by time, point and every code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from generator.accidents.matching.ids import (
    is_date_made,
    is_destroyed,
    is_long,
    name_units,
    report_number,
    tidy_id,
    usual_numbers,
)
from generator.accidents.matching.signatures import signatures
from generator.accidents.places.spots import metres, spot_keys, spots
from generator.accidents.sheets.gather import text_of, texts_of
from generator.accidents.texts import plain
from generator.accidents.words import by_unique, fold, one_by_unique

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.accidents.notes import Notes

_LEAST_UNIQUE = 0.8  # of the numbers of one sheet
_FEW_REPEATS = 3  # in a short list some repetitions are slips, not a column of something else
_SAME_WITHIN_M = 5_000.0
# A later export may correct the day. A short number belongs to another accident on another day: it begins again.
_SAME_WITHIN_DAYS = {True: 31, False: 1}
_LEAST_TO_THE_MINUTE = 0.2


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of all files: their text, and their days and times as read (one row per row in both)."""

    frame: pd.DataFrame
    when: pd.DataFrame


def report_keys(rows: Rows, notes: Notes) -> pd.Series:
    """Report number, unit and year of every row, without the ways to spell them; "" without a usable number.

    The number counts together with the year of the accident, since some registers begin again every year, and
    with the unit where the file names one. Keys are compared in memory; none and no hash of one is kept.
    """
    frame = rows.frame
    if not texts_of(frame, "report_number"):
        return pd.Series("", index=frame.index, dtype="str")
    texts = text_of(frame, "report_number")
    read = _numbers(plain(texts))
    notes.add("report_number_ruined", "", int(read["is_ruined"].sum()))
    years = rows.when["day"].dt.year.astype("Int64").astype("str")
    keys = read["number"] + "|" + years + "|" + _units(read["number"], frame)
    keys = keys.where(read["number"] != "", "").astype("str")
    return _parted(keys, rows, notes) if keys.duplicated().any() else keys


def _units(numbers: pd.Series, frame: pd.DataFrame) -> pd.Series:
    """The unit beside a number that names none itself, where every row has one; else ""."""
    units = one_by_unique(text_of(frame, "office"), fold).astype("str")
    lacks = ~name_units(numbers)
    return units.where(lacks & bool((units != "").all()), "")


def _numbers(texts: pd.Series) -> pd.DataFrame:
    """Columns number and is_ruined: those of the usual form at once, the others one by one."""
    usual = usual_numbers(texts)
    others = texts[~texts.index.isin(usual.index)]
    read = by_unique(others, _number, ("number", "is_ruined"))
    return pd.concat([usual.to_frame("number").assign(is_ruined=False), read]).reindex(texts.index)


def _number(text: str) -> tuple[str, bool]:
    tidy = tidy_id(text)
    if is_destroyed(tidy) or is_date_made(tidy):
        return "", True
    return report_number(tidy), False


def _parted(keys: pd.Series, rows: Rows, notes: Notes) -> pd.Series:
    """Keys with a further mark where one number stands for accidents on far apart days or at far apart points."""
    again = keys[(keys != "") & keys.duplicated(keep=False)]
    told = metres(spots(rows.frame)).loc[again.index].assign(day=rows.when["day"].loc[again.index])
    groups = told.groupby(again)
    spread = groups.max() - groups.min()
    most = pd.Series(
        [_SAME_WITHIN_DAYS[is_long(key.split("|")[0])] for key in spread.index], index=spread.index
    )
    far = (spread["day"].dt.days > most) | (spread[["x", "y"]].max(axis=1) > _SAME_WITHIN_M / np.sqrt(2))
    made, others = keys.copy(), 0
    for key in spread.index[far]:
        members = groups.get_group(key)
        clusters = _clusters(members, int(most[key]))
        made[members.index] = [f"{key}|{n}" for n in clusters]
        others += sum(n > 0 for n in clusters)
    notes.add("report_number_again", "", others)
    return made


def _clusters(members: pd.DataFrame, days: int) -> list[int]:
    """Number of the accident of each row: the first one that lies near enough in days and metres, else a new one."""
    firsts: list[tuple[pd.Timestamp, float, float]] = []
    numbers = []
    for day, x, y in members[["day", "x", "y"]].itertuples(index=False):
        near = (n for n, (on, east, north) in enumerate(firsts)
                if abs((day - on).days) <= days and not np.hypot(x - east, y - north) > _SAME_WITHIN_M)  # fmt: skip
        number = next(near, len(firsts))
        if number == len(firsts):
            firsts.append((day, x, y))
        numbers.append(number)
    return numbers


def is_usable(keys: pd.Series, frame: pd.DataFrame, notes: Notes) -> bool:
    """Whether the numbers tell the accidents of each sheet apart; a column that repeats there is no register."""
    has_key = keys != ""
    if not has_key.any():
        return False
    sheets = keys[has_key].groupby([frame.loc[has_key, "file_"], frame.loc[has_key, "sheet_"]])
    repeats = int(has_key.sum()) - int(sheets.nunique().sum())
    if repeats <= max(_FEW_REPEATS, (1 - _LEAST_UNIQUE) * int(has_key.sum())):
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
    rows: Rows, keys: pd.Series, own: Mapping[str, Mapping[str, str]], notes: Notes
) -> pd.Series:
    """Rows that a later one repeats in time, point and every code (boolean), where no two numbers contradict it.

    The words of the narrative and the spelling of the road do not count. Only times to the minute do.
    """
    frame, when = rows.frame, rows.when
    again = pd.Series(data=False, index=frame.index)
    alike = when.loc[when["time_quality"] == "recorded", ["day", "minute"]]
    if not is_to_the_minute(alike["minute"]):
        return again
    alike = alike[alike.duplicated(keep=False)]
    alike = alike.join(spot_keys(frame.loc[alike.index]))
    alike = alike[alike["is_known"] & alike.duplicated(keep=False)]
    if alike.empty:
        return again
    alike["codes"] = signatures(frame.loc[alike.index], own)
    groups = alike.groupby(list(alike.columns), sort=False).ngroup()
    numbers = keys.loc[alike.index].replace("", pd.NA).groupby(groups).transform("nunique")
    # A row with a number stays before one without, then the later row.
    ranked = groups.to_frame("group").assign(has=keys.loc[alike.index] != "")[numbers <= 1]
    ranked = ranked.sort_values("has", kind="stable")
    again[ranked.index[ranked["group"].duplicated(keep="last")]] = True
    notes.add("duplicate_row", "", int(again.sum()), is_set_aside=True)
    return again


def is_to_the_minute(minutes: pd.Series) -> bool:
    """Whether times say more than the hour."""
    known = minutes.dropna()
    return bool((known % 60 != 0).mean() >= _LEAST_TO_THE_MINUTE) if len(known) else False
