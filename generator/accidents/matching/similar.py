"""Pairs of accidents that may be one recorded twice: near in time and place, for the planner to look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from generator.accidents.matching.duplicates import is_to_the_minute

if TYPE_CHECKING:
    import datetime as dt

    from numpy.typing import NDArray

    from generator.accidents.table import AccidentTable

WITHIN_S = 30 * 60.0
WITHIN_M = 50.0
_MOST_AT_ONE_POINT = 3  # more accidents on one coordinate: a junction or a default place
_MOST_AT_ONCE = 2000  # accidents within half an hour in one square; in a table with more, times are no times
_DEGREE_M = 111_320.0


@dataclass(frozen=True, slots=True)
class Similar:
    """Two accidents of the table by their ids, the smaller first: for the internal folder only."""

    first: int
    second: int
    occurred_on: dt.date  # of the first
    minutes: float  # between them
    metres: float
    road_name: str  # of the first, else of the second; empty when neither is known


def similar_pairs(table: AccidentTable) -> tuple[Similar, ...]:
    """Pairs within 30 minutes and 50 metres of each other, in order of their ids.

    Never rows with a default time, nor rows of a coordinate that more than three accidents share, nor any row of a
    table whose times are whole hours. Nothing is merged because of it.
    """
    rows = _comparable(table)
    first, second = _near(rows)
    seconds, x, y = (rows[name].to_numpy() for name in ("s", "x", "y"))
    told = [rows[["id", "day", "road"]].iloc[places].itertuples(index=False) for places in (first, second)]
    gaps = np.abs(seconds[second] - seconds[first]).tolist()
    metres = np.hypot(x[second] - x[first], y[second] - y[first]).tolist()
    pairs = [
        _pair(one, other, gap, apart) for one, other, gap, apart in zip(*told, gaps, metres, strict=True)
    ]
    return tuple(sorted(pairs, key=lambda pair: (pair.first, pair.second)))


def _near(rows: pd.DataFrame) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Positions of both rows of each pair. `rows` are in order of time.

    Two points less than 50 m apart share a square of 100 m in one of four nets that lie half a square apart: the cost
    grows with the rows alone, however many happen at one time.
    """
    seconds, x, y = (rows[name].to_numpy() for name in ("s", "x", "y"))
    found = [np.empty((0, 2), dtype=np.int64)]
    for east, north in ((0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5)):
        column, row = np.floor(x / (2 * WITHIN_M) + east), np.floor(y / (2 * WITHIN_M) + north)
        square = (column * 1e7 + row).astype(np.int64)
        order = np.argsort(square, kind="stable")
        for apart in range(1, min(len(rows), _MOST_AT_ONCE)):
            one, other = order[:-apart], order[apart:]
            is_close = (square[one] == square[other]) & (seconds[other] - seconds[one] <= WITHIN_S)
            if not is_close.any():
                break
            found.append(np.column_stack([one, other])[is_close])
    pairs = np.unique(np.concatenate(found), axis=0)
    near = np.hypot(*(values[pairs[:, 0]] - values[pairs[:, 1]] for values in (x, y))) <= WITHIN_M
    return pairs[near, 0], pairs[near, 1]


def _comparable(table: AccidentTable) -> pd.DataFrame:
    """Rows with a recorded instant and a place of their own: x, y (m), s (seconds), in order of time."""
    usable = table["occurred_at"].notna() & table["time_quality"].eq("recorded") & table.geometry.notna()
    if not is_to_the_minute(table.loc[usable, "occurred_at"].dt.minute):
        usable &= False
    told = pd.DataFrame(table[["id", "occurred_on", "occurred_at", "road_name"]])[usable]
    places = table["point"].to_numpy()[usable.to_numpy()]
    lon, lat = shapely.get_x(places), shapely.get_y(places)
    points, _ = pd.factorize(np.rint(lon * 1e6).astype("int64") * 2**32 + np.rint(lat * 1e6).astype("int64"))
    shared = np.bincount(points)[points] if len(points) else points
    east = _DEGREE_M * np.cos(np.radians(lat))
    rows = pd.DataFrame({
        "id": told["id"], "day": told["occurred_on"], "road": told["road_name"], "x": lon * east, "y": lat * _DEGREE_M,
        "s": told["occurred_at"].astype("int64") / 1e6,
    })  # fmt: skip
    return rows[shared <= _MOST_AT_ONE_POINT].sort_values(["s", "id"])


def _pair(one: Any, other: Any, seconds: float, metres: float) -> Similar:
    if one.id > other.id:
        one, other = other, one
    return Similar(int(one.id), int(other.id), one.day.date(), round(seconds / 60, 1), round(metres, 1),
                   str(one.road or other.road))  # fmt: skip
