"""One area per accident, in spite of gaps and overlaps between polygons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

if TYPE_CHECKING:
    from generator.accidents.geography import AreaTable
    from generator.accidents.notes import Notes

_NEAREST_DEGREES = 500 / 111_000  # 500 m


def area_names(
    areas: AreaTable, places: pd.DataFrame, district: pd.Series, village: pd.Series, notes: Notes
) -> tuple[pd.Series, pd.Series]:
    """District and village names, filled in from the areas where the file has none.

    An accident in several overlapping areas belongs to the first one of the file, one outside all of them to the
    nearest within 500 m, else to none.
    """
    is_village = bool((areas["level"] == "desa").all())
    column, names = ("village", village) if is_village else ("district", district)
    empty = (names == "") & places["lon"].notna()
    if not empty.any():
        return district, village
    found = _within(areas, places[empty])
    filled = names.mask(empty, found.reindex(names.index)).fillna("").astype("str")
    notes.add("area_from_point", column, int((filled[empty] != "").sum()))
    return (district, filled) if is_village else (filled, village)


def _within(areas: AreaTable, places: pd.DataFrame) -> pd.Series:
    """Name of the area of each place, "" for none."""
    points = shapely.points(places["lon"].to_numpy(), places["lat"].to_numpy())
    tree = shapely.STRtree(areas.geometry.array)
    chosen = np.full(len(points), len(areas), dtype=np.int64)
    place, area = tree.query(points, predicate="intersects")
    np.minimum.at(chosen, place, area)
    lost = np.flatnonzero(chosen == len(areas))
    if lost.size:
        near, area = tree.query_nearest(points[lost], max_distance=_NEAREST_DEGREES, all_matches=False)
        chosen[lost[near]] = area
    names = np.append(areas["name"].to_numpy(dtype=object), "")
    return pd.Series(names[chosen], index=places.index, dtype="str")
