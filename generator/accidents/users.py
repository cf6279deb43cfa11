"""Road users of every accident, from columns of counts, lists of vehicles, and words of a narrative."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from generator.accidents.gather import texts_of
from generator.accidents.values.codes import is_hit_and_run, is_yes, road_users, users_in_narrative
from generator.accidents.values.numbers import parse_count
from generator.accidents.words import by_unique, fold, one_by_unique
from generator.codes import CollisionType, RoadUser

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = tuple(f"user_{code}" for code in RoadUser)


def read_users(frame: pd.DataFrame, own: Mapping[str, str]) -> pd.DataFrame:
    """Counts of each kind (Int16).

    Missing in a row of which nothing is known, and for a kind without a column where the file only has columns of
    counts. The narrative is used where nothing else says anything.
    """
    listed = _summed(frame, "vehicles", lambda text: road_users(text, {fold(k): v for k, v in own.items()}))
    told = _summed(frame, "narrative", users_in_narrative)
    users = listed.where(listed.sum(axis=1) > 0, told)
    users = users.where(users.sum(axis=1) > 0)
    for code in RoadUser:
        name = f"user_{code}"
        for texts in texts_of(frame, name):
            counted = one_by_unique(texts.str.strip(), lambda text: parse_count(text).value).astype("float64")
            users[name] = users[name].add(counted, fill_value=0)
        for texts in texts_of(frame, f"is_{code}"):
            flagged = one_by_unique(texts.str.strip(), is_yes).map({True: 1.0, False: 0.0}).astype("float64")
            users[name] = np.fmax(users[name], flagged)
    return users.astype("Float64").round().astype("Int16")


def read_hit_and_run(frame: pd.DataFrame) -> pd.Series:
    """Whether somebody left the scene (boolean, missing where no column could say it)."""
    found = pd.Series(pd.NA, index=frame.index, dtype="boolean")
    for texts in texts_of(frame, "hit_and_run"):
        said = one_by_unique(texts, is_yes).astype("boolean")
        # Where a column only ever says yes, an empty cell says no.
        found = found.fillna(said if said.eq(False).any() or not said.any() else said.fillna(value=False))  # noqa: FBT003
    for field in ("special_info", "collision_type", "narrative"):
        for texts in texts_of(frame, field):
            said = one_by_unique(texts, is_hit_and_run).astype("boolean")
            # An empty cell of the column for it means no; silence of a narrative means nothing.
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


def _summed(frame: pd.DataFrame, field: str, parse: object) -> pd.DataFrame:
    """Counts of all columns of a field together."""
    total = pd.DataFrame(0.0, index=frame.index, columns=list(NAMES))
    for texts in texts_of(frame, field):
        total += by_unique(texts, parse, NAMES).astype("float64")  # type: ignore[arg-type] # one of two parses
    return total
