"""One area per accident, in spite of gaps and overlaps between polygons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

if TYPE_CHECKING:
    from generator.accidents.notes import Notes
    from generator.accidents.places.geography import AreaTable

NEAREST_M = 500.0


@dataclass(frozen=True, slots=True)
class Joined:
    """Row of the area of each place (-1 for none), and how it was found: how many areas the place lies in, nearest."""

    area: np.ndarray
    areas_around: np.ndarray
    is_nearest: np.ndarray


def area_names(
    areas: AreaTable, places: pd.DataFrame, district: pd.Series, village: pd.Series, notes: Notes
) -> tuple[pd.Series, pd.Series]:
    """District and village names, filled in from the areas where the file has none.

    An accident in several overlapping areas belongs to the smallest one: of two polygons that claim the same
    ground the larger is as a rule the coarser, or was drawn without the hole for the town inside it. One outside
    all of them belongs to the nearest within 500 m, else to none. Each is counted.
    """
    located = places["lon"].notna()
    if not (located & ((district == "") | (village == ""))).any():
        return district, village
    joined = join_areas(areas, places.loc[located, "lon"].to_numpy(), places.loc[located, "lat"].to_numpy())
    notes.add("area_overlap", "point", int((joined.areas_around > 1).sum()))
    notes.add("area_nearest", "point", int(joined.is_nearest.sum()))
    notes.add("area_none", "point", int((joined.area < 0).sum()))
    found = pd.Series(joined.area, index=places.index[located])
    is_village = bool((areas["level"] == "desa").all())
    if is_village:
        village = _filled(village, found, areas["name"], "village", notes)
    return _filled(district, found, areas["parent" if is_village else "name"], "district", notes), village


def _filled(texts: pd.Series, found: pd.Series, names: pd.Series, column: str, notes: Notes) -> pd.Series:
    """Texts with the empty ones taken from the area that was found."""
    known = found[found >= 0].map(names.reset_index(drop=True))
    filled = texts.mask(texts == "", known.reindex(texts.index)).fillna("").astype("str")
    notes.add("area_from_point", column, int((filled != texts).sum()))
    return filled


def join_areas(areas: AreaTable, lon: np.ndarray, lat: np.ndarray) -> Joined:
    """The area of each place (degrees), each different place looked up once."""
    shapes = _polygons(areas)
    order = np.lexsort((np.arange(len(shapes)), _sizes(shapes)))
    rank = np.empty(len(shapes), dtype=np.int64)
    rank[order] = np.arange(len(shapes))
    spots, back = np.unique(np.column_stack([lon, lat]), axis=0, return_inverse=True)
    back = back.reshape(-1)
    points = shapely.points(spots)
    tree = shapely.STRtree(shapes)
    place, area = tree.query(points, predicate="intersects")
    best = np.full(len(points), len(shapes), dtype=np.int64)
    np.minimum.at(best, place, rank[area])
    chosen = np.where(best < len(shapes), order[np.minimum(best, len(shapes) - 1)], -1)
    around = np.bincount(place, minlength=len(points))
    lost = np.flatnonzero(chosen < 0)
    chosen[lost] = _nearest(shapes, tree, spots[lost], rank)
    is_nearest = np.zeros(len(points), dtype=bool)
    is_nearest[lost] = chosen[lost] >= 0
    return Joined(chosen[back], around[back], is_nearest[back])


def _polygons(areas: AreaTable) -> np.ndarray:
    """Valid areas with nothing but their polygons; empty where a row has none."""
    shapes: np.ndarray = shapely.make_valid(np.asarray(areas.geometry.array, dtype=object))
    mixed = shapely.get_type_id(shapes) == shapely.GeometryType.GEOMETRYCOLLECTION
    for row in np.flatnonzero(mixed):
        parts = shapely.get_parts(shapes[row])
        shapes[row] = shapely.union_all(parts[shapely.get_dimensions(parts) == 2])
    shapes[shapely.get_dimensions(shapes) != 2] = shapely.Polygon()
    return shapes


def _sizes(shapes: np.ndarray) -> np.ndarray:
    """Sizes that can be compared: square degrees, narrower towards the poles."""
    _, south, _, north = shapely.bounds(shapes).T
    sizes: np.ndarray = shapely.area(shapes) * np.cos(np.radians(np.nan_to_num((south + north) / 2)))
    return sizes


def _nearest(shapes: np.ndarray, tree: shapely.STRtree, spots: np.ndarray, rank: np.ndarray) -> np.ndarray:
    """Row of the nearest area within 500 m of each place, -1 for none; the smaller one when two are as near.

    Measured on a plane for every half degree of latitude, where 500 m are right within half a metre up to 60 degrees.
    """
    found = np.full(len(spots), -1, dtype=np.int64)
    bands = np.round(spots[:, 1] * 2) / 2
    for band in np.unique(bands):
        rows = np.flatnonzero(bands == band)
        scale = _metres_per_degree(band)
        reach = NEAREST_M / scale.min() * 1.1
        place, area = tree.query(shapely.points(spots[rows]), predicate="dwithin", distance=reach)
        if not len(place):
            continue
        near, number = np.unique(area, return_inverse=True)
        plane = shapely.transform(shapes[near], lambda xy, scale=scale: xy * scale)
        gaps = shapely.distance(shapely.points(spots[rows[place]] * scale), plane[number.reshape(-1)])
        order = np.lexsort((rank[area], np.round(gaps, 3), place))
        order = order[gaps[order] <= NEAREST_M]
        first, where = np.unique(place[order], return_index=True)
        found[rows[first]] = area[order[where]]
    return found


def _metres_per_degree(lat: float) -> np.ndarray:
    """Length of a degree of longitude and of latitude on the ellipsoid (WGS 84), within a metre."""
    south, east = np.sin(np.radians(lat)) ** 2, np.cos(np.radians(lat))
    return np.array([111_320.0 * east * (1 + 0.00335 * south), 110_574.0 + 1_120.0 * south])
