"""Which rows have a position that can be trusted to 50 m, and where they lie in metres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

NO_POSITION = ("missing", "outside", "pile", "coarse")
# with five, every third flag was a village centre of three or four reports (benchmarks/truth.py)
PILE_LEAST = 3
PILE_RADIUS_M = 30.0
GEOCODED_SHARE = (
    0.3  # more rows than this on ten piles or more: the file was geocoded to corners and addresses
)
GEOCODED_PILES = 10
METRES_PER_DEGREE = 111_195.0


@dataclass(frozen=True, slots=True)
class Positions:
    """Rows that the detector may use: their places in the table given, and metres (one row each)."""

    row: NDArray[np.int64]
    xy: Floats
    set_aside: int  # rows with a coordinate that is no position (pile, three decimals)
    utm_epsg: int


def find_positions(table: pd.DataFrame, utm_epsg: int | None) -> Positions:
    """The usable positions of a table; without `utm_epsg` the zone of the median point is taken."""
    import shapely

    points = np.asarray(table["point"], dtype=object)
    has = np.array(shapely.is_geometry(points) & ~shapely.is_empty(points), bool)
    quality = table["point_quality"].astype(str).to_numpy(dtype=object)
    is_usable = has & ~np.isin(quality, NO_POSITION)
    aside = int((has & np.isin(quality, ("pile", "coarse"))).sum())
    row = np.flatnonzero(is_usable)
    degrees = shapely.get_coordinates(points[row])
    if len(row) == 0:
        return Positions(row.astype(np.int64), np.zeros((0, 2)), aside, utm_epsg or 4326)
    epsg = utm_epsg or utm_zone(*np.median(degrees, axis=0).tolist())
    xy = project(degrees, epsg)
    pile = _piles(degrees, xy)
    return Positions(row[~pile].astype(np.int64), xy[~pile], aside + int(pile.sum()), epsg)


def utm_zone(lon: float, lat: float) -> int:
    """EPSG code of the UTM zone of a point."""
    return (32600 if lat >= 0 else 32700) + int((lon + 180) // 6) % 60 + 1


def project(degrees: Floats, utm_epsg: int) -> Floats:
    """(lon, lat) to metres."""
    from pyproj import Transformer

    x, y = Transformer.from_crs(4326, utm_epsg, always_xy=True).transform(degrees[:, 0], degrees[:, 1])
    return np.column_stack([x, y])


def to_degrees(xy: Floats, utm_epsg: int) -> Floats:
    """Metres to (lon, lat)."""
    from pyproj import Transformer

    lon, lat = Transformer.from_crs(utm_epsg, 4326, always_xy=True).transform(xy[:, 0], xy[:, 1])
    return np.column_stack([lon, lat])


def _piles(degrees: Floats, xy: Floats) -> Bools:
    """Rows on one exact coordinate that carries more accidents than scatter around it could put there.

    m of n accidents within 30 m share the coordinate: under real scatter P(Bin(n-1, cell/(pi 30^2)) >= m-1)
    must exceed 1e-4, cell = area of the file's last digit.
    """
    from scipy.spatial import cKDTree

    _, first, group, size = np.unique(
        np.round(degrees, 7), axis=0, return_index=True, return_inverse=True, return_counts=True
    )
    group = group.ravel()
    suspect = np.flatnonzero(size >= PILE_LEAST)
    if len(suspect) == 0:
        return np.zeros(len(xy), bool)
    near = cKDTree(xy).query_ball_point(xy[first[suspect]], PILE_RADIUS_M, return_length=True)
    cell = (10.0 ** -_decimals(degrees) * METRES_PER_DEGREE) ** 2
    share = min(1.0, cell / (np.pi * PILE_RADIUS_M**2))
    m, n = size[suspect].astype(float), near.astype(float)
    chance = special.betainc(m - 1, n - m + 1, share) if share < 1 else np.ones(len(m))
    is_pile = np.zeros(len(size), bool)
    is_pile[suspect[chance < 1e-4]] = True
    piled: Bools = is_pile[group]
    is_geocoded = piled.mean() > GEOCODED_SHARE and is_pile.sum() >= GEOCODED_PILES
    return np.zeros(len(xy), bool) if is_geocoded else piled


def _decimals(degrees: Floats) -> int:
    """Decimals that the file carries (nearly all of its coordinates are whole at that many)."""
    for digits in range(2, 7):
        if np.mean(np.abs(degrees - np.round(degrees, digits)) < 1e-9) > 0.95:
            return digits
    return 7
