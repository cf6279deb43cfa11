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
    located = places["lon"].notna()
    if not (located & ((district == "") | (village == ""))).any():
        return district, village
    found = _within(areas, places[located])
    is_village = bool((areas["level"] == "desa").all())
    if is_village:
        village = _filled(village, found, areas["name"], "village", notes)
    return _filled(district, found, areas["parent" if is_village else "name"], "district", notes), village


def _filled(texts: pd.Series, found: pd.Series, names: pd.Series, column: str, notes: Notes) -> pd.Series:
    """Texts with the empty ones taken from the area that was found."""
    known = found[found >= 0].map(names)
    filled = texts.mask(texts == "", known.reindex(texts.index)).fillna("").astype("str")
    notes.add("area_from_point", column, int((filled != texts).sum()))
    return filled


def _within(areas: AreaTable, places: pd.DataFrame) -> pd.Series:
    """Row of the area that each place lies in, -1 for none."""
    points = shapely.points(places["lon"].to_numpy(), places["lat"].to_numpy())
    tree = shapely.STRtree(areas.geometry.array)
    chosen = np.full(len(points), len(areas), dtype=np.int64)
    place, area = tree.query(points, predicate="intersects")
    np.minimum.at(chosen, place, area)
    lost = np.flatnonzero(chosen == len(areas))
    if lost.size:
        near, area = tree.query_nearest(points[lost], max_distance=_NEAREST_DEGREES, all_matches=False)
        chosen[lost[near]] = area
    return pd.Series(np.where(chosen < len(areas), chosen, -1), index=places.index)
