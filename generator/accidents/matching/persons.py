"""Lists of persons without a report number on every row: which rows belong to one accident."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from generator.accidents.matching.victims import lists_persons
from generator.accidents.places.spots import spot_keys
from generator.accidents.sheets.gather import text_of, texts_of
from generator.accidents.texts import plain, says, stripped
from generator.accidents.words import fold, one_by_unique

if TYPE_CHECKING:
    from generator.accidents.matching.duplicates import Rows

_CARRIED = ("occurred_on", "date_time", "day", "month", "year", "time", "hour_only", "minute_only")


def dated_by_number(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of persons that repeat the report number and leave the day blank, with day and time of the row above."""
    days = [name for name in _CARRIED if name in frame]
    if not days or not texts_of(frame, "person_injury"):
        return frame
    numbers = plain(stripped(text_of(frame, "report_number")))
    has_day = pd.concat([says(frame[name]) for name in days], axis=1).any(axis=1)
    wanted = ~has_day & (numbers != "") & says(text_of(frame, "person_injury"))
    if not wanted.any():
        return frame
    made = frame.copy()
    sheets = [frame["file_"], frame["sheet_"], numbers]
    for name in days:
        made[name] = plain(frame[name]).where(~wanted).groupby(sheets).ffill().fillna("")
    return made


def person_keys(rows: Rows, keys: pd.Series) -> pd.Series:
    """Keys of the accidents where persons are listed without report numbers; the same keys elsewhere.

    Rows whose persons are numbered (Korban ke-) begin an accident with each number that is not higher than the
    one before. Otherwise rows of one day, one minute and one place are one accident.
    """
    if not lists_persons(rows.frame) or (keys != "").mean() >= 0.5:
        return keys
    if texts_of(rows.frame, "victim_number"):
        return _by_number(rows).where(keys == "", keys)
    return _by_moment(rows).where(keys == "", keys)


def _by_moment(rows: Rows) -> pd.Series:
    frame, when = rows.frame, rows.when
    spots = spot_keys(frame)
    words = one_by_unique(
        plain(text_of(frame, "road_name")) + " " + plain(text_of(frame, "place_text")), fold
    )
    written = spots["x"].astype("str") + " " + spots["y"].astype("str") + " " + spots["pair"]
    places = written.where(spots["is_known"], words)
    told = when["time_quality"].isin(["recorded", "approximate"]) & (places != "")
    keys = when["day"].astype("str") + "|" + when["minute"].astype("str") + "|" + places
    return keys.where(told, "").astype("str")


def _by_number(rows: Rows) -> pd.Series:
    frame, days = rows.frame, rows.when["day"]
    numbers = pd.to_numeric(plain(text_of(frame, "victim_number")).str.extract(r"(\d+)")[0], errors="coerce")
    sheets = frame["file_"].astype("str") + "." + frame["sheet_"].astype("str")
    begins = ~(numbers > numbers.shift()) | (sheets != sheets.shift()) | (days != days.shift())
    return ("KORBAN " + begins.cumsum().astype("str")).astype("str")
