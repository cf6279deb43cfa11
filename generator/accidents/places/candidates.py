"""What numbers could be: every coordinate system that puts them where the accidents should lie, and how well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from generator.accidents.places.grids import Grid, grids_of, in_boxes, roughly, to_degrees
from generator.accidents.places.point_repair import scaled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.accidents.places.region import Region
    from generator.accidents.places.world import Box

    Holds = Callable[[np.ndarray, np.ndarray], np.ndarray]

_ROUGH_MARGIN = 0.1  # degrees; more than any two datums differ
_ROUGHLY_M = 2_000.0  # farther than the change of datum that is left out
_DEGREE_POWERS = range(2, 11)
BY_VALUE = -1
_NEARLY_ALL = 0.8
CLEARLY_MORE = 0.05


@dataclass(frozen=True, slots=True)
class Fit:
    """A candidate and where it puts the sample: the share inside the region, the accuracy of its way to degrees."""

    code: str  # "EPSG:27700", or "EPSG:4326" for degrees without their decimal point
    rank: tuple[int, int]
    lon: np.ndarray
    lat: np.ndarray
    share: float
    accuracy_m: float | None = None
    power: int = 0  # degrees times ten to this; BY_VALUE when every value lost its own decimal point

    @property
    def label(self) -> str:
        """The code, and by how much degrees were multiplied."""
        if self.power < 0:
            return f"{self.code} (derajat tanpa titik desimal)"
        return f"{self.code} × {10**self.power}" if self.power else self.code


def metres_between(one: Fit, other: Fit) -> float:
    """Median distance of the places of two candidates; infinite when they share none."""
    gap = distance_m(one.lon, one.lat, other.lon, other.lat)
    return float(np.nanmedian(gap)) if np.isfinite(gap).any() else float("inf")


def distance_m(lon: np.ndarray, lat: np.ndarray, other_lon: np.ndarray, other_lat: np.ndarray) -> np.ndarray:
    """Distances on the ellipsoid; NaN where either place is none."""
    import pyproj

    good = np.isfinite(lon) & np.isfinite(lat) & np.isfinite(other_lon) & np.isfinite(other_lat)
    gap = np.full(len(lon), np.nan)
    if good.any():
        gap[good] = pyproj.Geod(ellps="WGS84").inv(lon[good], lat[good], other_lon[good], other_lat[good])[2]
    return gap


def best_order(
    first: tuple[np.ndarray, np.ndarray], turned: tuple[np.ndarray, np.ndarray], holds: Holds
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Longitude, latitude, and whether the axes had to be exchanged: only where that alone leads to a fit place.

    Where either order fits many rows, as at 3 degrees north in UTM, a file keeps to the order that fits more of them.
    """
    as_written, as_turned = holds(*first), holds(*turned)
    is_turned_throughout = as_turned.mean() > as_written.mean() + CLEARLY_MORE
    swap = as_turned if is_turned_throughout else ~as_written & as_turned
    return np.where(swap, turned[0], first[0]), np.where(swap, turned[1], first[1]), swap


def fit_places(grid: Grid, region: Region) -> Holds:
    """What tells a place where metres of this system may lie: in the region, and where the system is made for."""
    # A district across the edge of a zone is often measured in the one zone throughout.
    margin = 1.5 if region.is_small else 0.5
    return lambda lon, lat: region.holds(lon, lat) & grid.covers(lon, lat, margin)


def near_grids(x: np.ndarray, y: np.ndarray, region: Region) -> list[Grid]:
    """Systems that put two fifths of the sample or more near the region, the usual ones first."""
    grids = grids_of(region.box, region.country)
    return sorted((g for g in grids if where_about(g, x, y, region) is not None), key=lambda grid: grid.rank)


def fits(grids: Iterable[Grid], x: np.ndarray, y: np.ndarray, region: Region) -> list[Fit]:
    """The systems that put half of the sample or more into the region, the best first."""
    return best_first(fit for grid in grids if (fit := _fit(grid, x, y, region)))


def best_first(found: Iterable[Fit]) -> list[Fit]:
    """Candidates by the share of the sample that they explain."""
    return sorted(found, key=lambda fit: (-fit.share, fit.rank))


def _fit(grid: Grid, x: np.ndarray, y: np.ndarray, region: Region) -> Fit | None:
    """How one system does; None when it puts less than half of the sample into the region."""
    box = where_about(grid, x, y, region)
    way = to_degrees(grid.code, box) if box is not None else None
    if way is None:
        return None
    holds = fit_places(grid, region)
    lon, lat, _ = best_order(way(x, y), way(y, x), holds)
    share = float(holds(lon, lat).mean())
    return Fit(grid.code, grid.rank, lon, lat, share, way.accuracy_m) if share >= 0.5 else None


def elsewhere(best: Fit, x: np.ndarray, y: np.ndarray, region: Region) -> tuple[str, float]:
    """The nearest system that would put the points elsewhere, and how far (metres); "" and 0 when there is none."""
    part = slice(None, None, max(1, len(x) // 100))
    gaps: list[tuple[float, tuple[int, int], str]] = []
    for grid in grids_of(region.widest, region.country):
        lon, lat = roughly(grid.code, x[part], y[part])
        gap = distance_m(best.lon[part], best.lat[part], lon, lat)
        if np.isfinite(gap).any() and np.nanmedian(gap) > _ROUGHLY_M:
            gaps.append((round(float(np.nanmedian(gap)), -3), grid.rank, grid.code))
    gap_m, _, code = min(gaps, default=(0.0, (0, 0), ""))
    return code, gap_m


def where_about(grid: Grid, x: np.ndarray, y: np.ndarray, region: Region) -> Box | None:
    """Box in whole degrees around the bulk of the points, for which the way between datums is chosen.

    None when less than two fifths of the points, with axes in either order, come near the region.
    """
    west, south, east, north = region.box
    wide = (west - _ROUGH_MARGIN, south - _ROUGH_MARGIN, east + _ROUGH_MARGIN, north + _ROUGH_MARGIN)
    part = slice(None, None, max(1, len(x) // 100))
    lon, lat = roughly(grid.code, x[part], y[part])
    turned_lon, turned_lat = roughly(grid.code, y[part], x[part])
    first, turned = in_boxes(lon, lat, [wide]), in_boxes(turned_lon, turned_lat, [wide])
    if (first | turned).mean() < 0.4:
        return None
    lon, lat = (
        np.where(first, lon, turned_lon)[first | turned],
        np.where(first, lat, turned_lat)[first | turned],
    )
    (west, east), (south, north) = (np.quantile(v, [0.05, 0.95]) for v in (lon, lat))
    return float(np.floor(west)), float(np.floor(south)), float(np.ceil(east)), float(np.ceil(north))


def scaled_degrees(x: np.ndarray, y: np.ndarray, region: Region) -> list[Fit]:
    """Degrees times one power of ten, the same for both axes; in one district also each value by its own."""
    found: list[Fit] = []
    if not (x % 1 == 0).mean() > _NEARLY_ALL:
        return found  # what lost its decimal point is a whole number; metres seldom are
    for power in _DEGREE_POWERS:
        lon, lat = x / 10.0**power, y / 10.0**power
        lon, lat, _ = best_order((lon, lat), (lat, lon), region.holds)
        share = float(region.holds(lon, lat).mean())
        if share >= 0.5:
            found.append(Fit("EPSG:4326", (0, power), lon, lat, share, power=power))
    if region.is_small:
        west, south, east, north = region.box
        lon, lat = (
            scaled(pd.Series(v), *edges).to_numpy() for v, edges in ((x, (west, east)), (y, (south, north)))
        )
        share = float(region.holds(lon, lat).mean())
        if share >= _NEARLY_ALL:
            found.append(Fit("EPSG:4326", (0, 99), lon, lat, share, power=BY_VALUE))
    return found
