"""Columns that are read out of others: parts of the day and week, pairs of road users, limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from pandas.api import types as pandas_api

from generator.codes import RoadUser

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Ints = NDArray[np.int64]
    Codes = NDArray[np.object_]

NIGHT = (18, 6)  # hours, half-open
LATE = (21, 4)  # the hours of a night out
SCHOOL_HOURS = ((6, 8), (12, 15))  # way to school and way home
LIMITS = (20, 30, 40, 50, 60, 70, 80, 100)  # km/h; another value is taken for a slip
TOLD_TIMES = ("recorded", "approximate")


@dataclass(frozen=True, slots=True)
class Recorded:
    """The accidents of a period and what was read out of them so far; a column is read once."""

    rows: pd.DataFrame
    seen: dict[str, Codes] = field(default_factory=dict)
    hour: Ints = field(init=False)  # 0-23; -1 unless the time was recorded
    weekday: Ints = field(init=False)  # 0 (Monday) to 6

    def __post_init__(self) -> None:
        object.__setattr__(self, "hour", hours_of(self.rows))
        object.__setattr__(self, "weekday", weekdays_of(self.rows))

    def column(self, name: str) -> Codes:
        """The codes of a column of the table or a derived one; "unknown" where nothing was recorded.

        Counts and yes-or-no columns give "yes" and "no"; a column of yes and no that never says yes was not recorded.
        """
        if name not in self.seen:
            self.seen[name] = DERIVED[name](self) if name in DERIVED else _codes(self.rows[name])
        return self.seen[name]

    def is_any(self, name: str) -> Bools:
        """Rows with one or more in a column of counts."""
        return np.asarray(self.column(name) == "yes", bool)


def _codes(values: pd.Series) -> Codes:
    if pandas_api.is_numeric_dtype(values.dtype) or values.dtype.name == "boolean":
        is_yes = values.to_numpy(dtype=float, na_value=0.0) > 0
        known = values.notna().to_numpy(dtype=bool) & bool(is_yes.any())
        return np.where(known, np.where(is_yes, "yes", "no"), "unknown").astype(object)
    return values.to_numpy(dtype=object)


def hours_of(rows: pd.DataFrame) -> Ints:
    """Hour 0-23 of each row; -1 unless its time was recorded."""
    hour = rows["hour"].fillna(-1).to_numpy(dtype=np.int64)
    is_told = rows["time_quality"].isin(TOLD_TIMES).to_numpy(dtype=bool)
    return np.where(is_told, hour, -1)


def within(hour: Ints, window: tuple[int, int]) -> Bools:
    """Which hours lie in a half-open window that may pass midnight; -1 lies nowhere."""
    start, end = window
    return (hour >= 0) & ((hour - start) % 24 < (end - start) % 24)


def weekdays_of(rows: pd.DataFrame) -> Ints:
    """0 (Monday) to 6 of each row's day."""
    return np.asarray(rows["occurred_on"].dt.day_of_week.to_numpy(dtype=np.int64))


def night_of(hour: Ints, weekday: Ints) -> Ints:
    """The weekday on which a row's night began: hours before noon belong to the evening before."""
    return np.where(hour < 12, weekday - 1, weekday) % 7


def _day_or_night(recorded: Recorded) -> Codes:
    hour = recorded.hour
    return np.where(hour < 0, "unknown", np.where(within(hour, NIGHT), "night", "day")).astype(object)


def _weekend_night(recorded: Recorded) -> Codes:
    hour = recorded.hour
    is_weekend = np.isin(night_of(hour, recorded.weekday), (4, 5))
    named = np.where(within(hour, LATE) & is_weekend, "weekend_night", "rest")
    return np.where(hour < 0, "unknown", named).astype(object)


def _school_hours(recorded: Recorded) -> Codes:
    hour = recorded.hour
    is_school = in_school_hours(hour) & (recorded.weekday < 5)
    return np.where(hour < 0, "unknown", np.where(is_school, "school_hours", "rest")).astype(object)


def in_school_hours(hour: Ints) -> Bools:
    """Which hours are those of the way to school and home."""
    return np.asarray(np.any([within(hour, window) for window in SCHOOL_HOURS], axis=0))


def _speed_limit(recorded: Recorded) -> Codes:
    limit = recorded.rows["speed_limit_kmh"].fillna(0).to_numpy(dtype=np.int64)
    return np.where(np.isin(limit, LIMITS), limit.astype(str), "unknown").astype(object)


DERIVED = {
    "day_or_night": _day_or_night,
    "weekend_night": _weekend_night,
    "school_hours": _school_hours,
    "speed_limit": _speed_limit,
}


def users_of(rows: pd.DataFrame) -> dict[str, Ints]:
    """How many of each kind of road user; 0 where the file does not say."""
    return {str(code): rows[f"user_{code}"].fillna(0).to_numpy(dtype=np.int64) for code in RoadUser}


def pairs_of(recorded: Recorded) -> tuple[dict[str, Bools], Bools]:
    """Who met whom: accidents of each pair of road users, and those with two users or more.

    A pair is written "car&motorcycle", two of a kind "motorcycle&motorcycle"; `other` pairs with nobody.
    """
    users = {
        code: count
        for code, count in users_of(recorded.rows).items()
        if code != RoadUser.OTHER and count.any()
    }
    known = np.sum([*users.values(), np.zeros(len(recorded.rows), np.int64)], axis=0) >= 2
    codes: dict[str, Bools] = {}
    names = sorted(users)
    for i, one in enumerate(names):
        for other in names[i:]:
            is_pair = users[one] >= 2 if one == other else (users[one] > 0) & (users[other] > 0)
            if is_pair.any():
                codes[f"{one}&{other}"] = is_pair
    return codes, known


def masks_of(values: Codes) -> tuple[dict[str, Bools], Bools]:
    """Mask of each code but "unknown", in order of the codes, and of the rows where anything was recorded."""
    number, names = pd.factorize(values, sort=True)
    masks = {str(name): number == i for i, name in enumerate(names) if name != "unknown"}
    return masks, np.asarray(values != "unknown", bool)


def group_of(recorded: Recorded, parts: Mapping[str, tuple[str, ...]]) -> tuple[Bools, Bools]:
    """Accidents that any part names (column -> codes), and those where any of the columns was recorded."""
    inside, known = np.zeros(len(recorded.rows), bool), np.zeros(len(recorded.rows), bool)
    for name, codes in parts.items():
        values = recorded.column(name)
        for code in codes:
            inside |= values == code
        known |= values != "unknown"
    return inside, known | inside
