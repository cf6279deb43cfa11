"""Road users of every accident, from columns of counts and lists of vehicles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from generator.accidents.facts.people import nobody_said, whole
from generator.accidents.sheets.gather import texts_of
from generator.accidents.texts import stripped
from generator.accidents.values.codes import is_yes, road_users
from generator.accidents.values.narrative import is_hit_and_run
from generator.accidents.values.numbers import parse_count
from generator.accidents.words import by_unique, fold, one_by_unique
from generator.codes import CollisionType, RoadUser

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = tuple(f"user_{code}" for code in RoadUser)
_AS_COUNT = {True: 1.0, False: 0.0, None: np.nan}


def read_users(frame: pd.DataFrame, own: Mapping[str, str]) -> pd.DataFrame:
    """Counts of each kind (Int16).

    Missing in a row of which nothing is known, and for a kind without a column where the file only has columns of
    counts. The narrative comes later (narrative.py).
    """
    mine = {fold(value): code for value, code in own.items()}
    listed = _listed(frame, mine)
    return pd.DataFrame({f"user_{code}": _counted(frame, code, listed) for code in RoadUser})


def _counted(frame: pd.DataFrame, code: RoadUser, listed: pd.DataFrame | None) -> pd.Series:
    """Counts of one kind (Int16), from its own columns and from lists of vehicles."""
    numbers = None if listed is None else listed[f"user_{code}"]
    for texts in texts_of(frame, f"user_{code}"):
        counted = one_by_unique(stripped(texts), lambda text: parse_count(text).value).astype("float64")
        numbers = counted if numbers is None or numbers.isna().all() else numbers.add(counted, fill_value=0)
    for texts in texts_of(frame, f"is_{code}"):
        flagged = one_by_unique(stripped(texts), lambda text: _AS_COUNT[is_yes(text)]).astype("float64")
        numbers = flagged if numbers is None else pd.concat([numbers, flagged], axis=1).max(axis=1)
    return nobody_said(frame.index) if numbers is None else whole(numbers)


def read_hit_and_run(frame: pd.DataFrame) -> pd.Series:
    """Whether somebody left the scene (boolean, missing where no column could say it)."""
    found = pd.Series(pd.NA, index=frame.index, dtype="boolean")
    for texts in texts_of(frame, "hit_and_run"):
        said = one_by_unique(texts, is_yes).astype("boolean")
        # Where a column only ever says yes, an empty cell says no.
        found = found.fillna(said if said.eq(False).any() or not said.any() else said.fillna(value=False))  # noqa: FBT003
    for field in ("special_info", "collision_type"):
        for texts in texts_of(frame, field):
            said = one_by_unique(texts, is_hit_and_run).astype("boolean")
            # An empty cell of the column for it means no; silence of another column means nothing.
            found = (found | said) if field == "special_info" else found.mask(said, True)  # noqa: FBT003 - a value
            if field == "special_info":
                found = found.fillna(said)
    return found


def complete_collision(collision: pd.Series, users: pd.DataFrame) -> pd.Series:
    """The way of meeting that the road users tell where the column does not: a train, a person on foot."""
    unknown = collision.isin([CollisionType.UNKNOWN, CollisionType.OTHER])
    with_train = unknown & users["user_train"].fillna(0).gt(0)
    on_foot = unknown & ~with_train & users["user_pedestrian"].fillna(0).gt(0)
    return collision.mask(with_train, str(CollisionType.TRAIN)).mask(on_foot, str(CollisionType.PEDESTRIAN))


def _listed(frame: pd.DataFrame, own: Mapping[str, str]) -> pd.DataFrame | None:
    """Counts of all columns that list vehicles together, NaN in rows without one; None without such a column."""
    columns = texts_of(frame, "vehicles")
    if not columns:
        return None
    total = sum(
        by_unique(texts, lambda text: road_users(text, own), NAMES).astype("float64") for texts in columns
    )
    assert isinstance(total, pd.DataFrame)
    return total.where(total.sum(axis=1) > 0)
