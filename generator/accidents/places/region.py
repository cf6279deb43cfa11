"""Where the accidents should lie: the district, else the bulk of the points, else the country of the time zone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from generator.accidents.places.district import LARGEST_DEGREES, NEAR_DEGREES
from generator.accidents.places.grids import in_boxes
from generator.accidents.places.point_sides import folded
from generator.accidents.places.world import country_of, whole_country_of

if TYPE_CHECKING:
    import pandas as pd

    from generator.accidents.places.district import District
    from generator.accidents.places.world import Box, Country

_LEAST_BULK = 20  # rows; fewer say nothing about where the others lie
_SMALL_DEGREES = 1.5  # nine tenths of the points of one district lie closer together than this


@dataclass(frozen=True, slots=True)
class Region:
    """A box (degrees), the outline with 2 km around it, the country; what slips are measured against.

    `is_small` tells whether it is one district, so that a slip can be put right by where it leads; `is_from_files`
    whether the campaign's own map files say it.
    """

    box: Box
    near: shapely.Geometry | None = None
    outline: shapely.Geometry | None = None
    country: Country | None = None
    is_small: bool = True
    is_from_files: bool = False

    @property
    def widest(self) -> Box:
        """The box around the whole country, or the region's own when the country is not known."""
        if self.country is None:
            return self.box
        edges = np.array(self.country.boxes)
        west, south = edges[:, :2].min(axis=0)
        east, north = edges[:, 2:].max(axis=0)
        return float(west), float(south), float(east), float(north)

    def holds(self, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """Whether places lie in the region."""
        inside = in_boxes(lon, lat, [self.box])
        if self.near is not None:
            shapely.prepare(self.near)
            inside &= shapely.contains_xy(self.near, lon, lat)
        if self.country is not None and not self.is_from_files:
            inside &= self.in_country(lon, lat)
        return inside

    def in_country(self, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """Whether places lie in the boxes around the country."""
        assert self.country is not None
        return in_boxes(lon, lat, self.country.boxes, 0.1)


def district_region(district: District, zone: str) -> Region:
    """The region that the campaign's own files give, 2 km wider."""
    west, south, east, north = district.box
    near = (
        shapely.buffer(district.outline, NEAR_DEGREES, quad_segs=4) if district.outline is not None else None
    )
    box = (west - NEAR_DEGREES, south - NEAR_DEGREES, east + NEAR_DEGREES, north + NEAR_DEGREES)
    return Region(
        box, near, district.outline, _country_around(zone, (west + east) / 2, (south + north) / 2),
        is_small=max(east - west, north - south) <= LARGEST_DEGREES, is_from_files=True,
    )  # fmt: skip


def country_region(zone: str) -> Region | None:
    """The country of a time zone, with all its parts; None for a zone of no country."""
    country = whole_country_of(zone)
    if country is None:
        return None
    somewhere = Region(country.boxes[0], country=country, is_small=False)
    return replace(somewhere, box=somewhere.widest)


def bulk_region(lat: pd.Series, lon: pd.Series, zone: str) -> Region | None:
    """The region around the bulk of the points, five times as wide as nine tenths of them lie apart.

    None when there are no degrees. The country of the zone counts where half of the points lie in it, and then
    only these make the bulk.
    """
    good = (lat.abs() <= 90) & (lon.abs() <= 180)
    if not good.any():
        return None
    lat, lon = lat[good], lon[good]
    country = whole_country_of(zone)
    if country is not None:
        at_home = in_boxes(lon.to_numpy(), lat.to_numpy(), country.boxes, 0.1)
        if at_home.mean() >= 0.5:
            lat, lon = lat[at_home], lon[at_home]
        else:
            country = None
    together = folded(lat.to_numpy(), lon.to_numpy())
    if together is not None and (in_order := together.is_near & ~together.is_turned).any():
        lat, lon = lat[in_order], lon[in_order]
    edges: list[float] = []
    spread = 0.0
    for values in (lon, lat):
        low, mid, high = values.quantile([0.05, 0.5, 0.95])
        spread = max(spread, float(high - low))
        reach = max(0.3, 5 * float(high - low))
        edges += [float(mid) - reach, float(mid) + reach]
    return Region(
        (edges[0], max(edges[2], -90.0), edges[1], min(edges[3], 90.0)),
        country=country,
        is_small=spread <= _SMALL_DEGREES,
    )


def is_bulk(lat: pd.Series, lon: pd.Series) -> bool:
    """Whether so many rows have degrees that they tell where the others should lie."""
    return int(((lat.abs() <= 90) & (lon.abs() <= 180)).sum()) >= _LEAST_BULK


def _country_around(zone: str, lon: float, lat: float) -> Country | None:
    """The country of the zone, unless the district lies elsewhere: then the zone is not to be trusted."""
    country = country_of(zone)
    if country is None or not in_boxes(np.array([lon]), np.array([lat]), country.boxes).any():
        return None
    return country
