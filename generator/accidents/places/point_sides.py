"""Which side of the equator, and of Greenwich, a file without a district lies on when some rows lost their minus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from generator.accidents.places.grids import in_boxes
from generator.accidents.places.world import whole_country_of

if TYPE_CHECKING:
    import pandas as pd

    from generator.accidents.notes import Notes

_SMALL_DEGREES = 1.5  # the points of one district lie closer together than this
_ONE_PLACE = 0.9  # share of the rows that must lie together, signs and order of axes left out
_ABOUT_EQUAL = 0.45
_LEAST_MINUSES = 0.05  # share; fewer minuses are slips themselves
# The nearest row to the line, as part of the farthest: below the first a district reaches over the line, from the
# last on the empty strip between both halves is as wide as the district and no district at all.
_REACHES_OVER, _MAY_REACH_OVER, _IS_APART = 0.1, 0.3, 0.5
_BY_CHANCE = 0.01  # how likely a strip along the line may be to be empty by chance


@dataclass(frozen=True, slots=True)
class Folded:
    """Rows with their axes in order (degrees): which of them lie together once signs are left out."""

    lat: np.ndarray
    lon: np.ndarray
    is_turned: np.ndarray
    is_near: np.ndarray


def folded(lat: np.ndarray, lon: np.ndarray) -> Folded | None:
    """The one place that nearly all rows lie at when minuses and the order of axes are left out; None without one.

    Numbers that are no degrees in either order do not count.
    """
    is_turned = (np.abs(lat) > 90) & (np.abs(lon) <= 90)
    lat, lon = np.where(is_turned, lon, lat), np.where(is_turned, lat, lon)
    is_place = (np.abs(lat) <= 90) & (np.abs(lon) <= 180)
    if not is_place.any():
        return None
    centre = [_densest(np.abs(values[is_place])) for values in (lat, lon)]
    gap, turned_gap = _gap(lat, lon, centre), _gap(lon, lat, centre)
    turns = is_place & (gap > _SMALL_DEGREES) & (turned_gap <= _SMALL_DEGREES)
    lat, lon = np.where(turns, lon, lat), np.where(turns, lat, lon)
    is_near = is_place & (np.minimum(gap, turned_gap) <= _SMALL_DEGREES)
    if is_near.sum() < _ONE_PLACE * is_place.sum():
        return None
    return Folded(lat, lon, is_turned ^ turns, is_near)


def _densest(values: np.ndarray) -> float:
    """The middle of the shortest stretch that holds half of the values."""
    values = np.sort(values)
    half = (len(values) + 1) // 2
    first = int(np.argmin(values[half - 1 :] - values[: len(values) - half + 1]))
    return float(values[first] + values[first + half - 1]) / 2


def _gap(lat: np.ndarray, lon: np.ndarray, centre: list[float]) -> np.ndarray:
    gap: np.ndarray = np.maximum(np.abs(np.abs(lat) - centre[0]), np.abs(np.abs(lon) - centre[1]))
    return gap


def settle_sides(places: pd.DataFrame, zone: str, notes: Notes) -> None:
    """Put lost minuses back where a file has the same places on both sides of a line; flag rows where none can tell.

    A minus is lost by a slip and never gained, so the rows that have it tell where the district lies, unless about
    as many lack it. A district that reaches over the line stays as it is.
    """
    for name in ("lat", "lon"):
        found = folded(places["lat"].to_numpy(), places["lon"].to_numpy())
        if found is None:
            return
        lost, doubtful = _sides(found, name, zone)
        places.loc[lost & ~found.is_turned, name] *= -1
        places.loc[lost & ~found.is_turned, "quality"] = "repaired_sign"
        places.loc[
            lost & found.is_turned, "lon" if name == "lat" else "lat"
        ] *= -1  # turned by the repair of slips
        if doubtful.any():
            places.loc[doubtful, ["lat", "lon"]] = np.nan
            places.loc[doubtful, "quality"] = "missing"
            notes.add("point_side_unknown", "point", int(doubtful.sum()))


def _sides(found: Folded, name: str, zone: str) -> tuple[np.ndarray, np.ndarray]:
    """Rows that have lost the minus of this axis, and rows of which nobody can tell."""
    values = found.lat if name == "lat" else found.lon
    near, none = found.is_near, np.zeros(len(values), dtype=bool)
    north, south = near & (values > 0), near & (values < 0)
    apart = _apart(np.abs(values[near]))
    if not north.any() or not south.any() or apart < _REACHES_OVER or not _is_mirrored(found, north, south):
        return none, none
    is_home = _is_home(found, name, zone)
    if is_home == (False, True):
        return north, none
    share = north.sum() / near.sum()
    if share <= _ABOUT_EQUAL:
        return (north, none) if apart >= _IS_APART else (none, north)
    if 1 - share < _LEAST_MINUSES or is_home == (True, False):
        return none, none  # few or impossible minuses: the box around the others is the measure
    if share >= 1 - _ABOUT_EQUAL and apart < _IS_APART:
        return none, south
    return none, np.isfinite(values)


def _apart(sizes: np.ndarray) -> float:
    """How far the rows keep from the line, as part of the farthest; 0 where the strip may be empty by chance."""
    nearest, farthest = np.quantile(sizes, [0.02, 0.98])
    part = float(nearest / farthest) if farthest else 0.0
    if part < _MAY_REACH_OVER and (1 - part) ** len(sizes) > _BY_CHANCE:
        return 0.0
    return part


def _is_mirrored(found: Folded, north: np.ndarray, south: np.ndarray) -> bool:
    """Whether the smaller side, reflected, lies where the larger one lies."""
    many, few = (north, south) if north.sum() > south.sum() else (south, north)
    fits = np.ones(int(few.sum()), dtype=bool)
    for values in (np.abs(found.lat), np.abs(found.lon)):
        low, high = np.quantile(values[many], [0.02, 0.98])
        margin = max(0.5 * (high - low), 0.1)
        fits &= (values[few] >= low - margin) & (values[few] <= high + margin)
    return bool(fits.mean() >= _ONE_PLACE)


def _is_home(found: Folded, name: str, zone: str) -> tuple[bool, bool]:
    """Whether the place lies in the country of the zone on the plus side, and on the minus side."""
    country = whole_country_of(zone)
    if country is None:
        return True, True
    lat, lon = found.lat[found.is_near], found.lon[found.is_near]
    sides = [(np.abs(lat) * sign, lon) if name == "lat" else (lat, np.abs(lon) * sign) for sign in (1, -1)]
    plus, minus = (bool(in_boxes(b, a, country.boxes, 0.1).mean() >= 0.5) for a, b in sides)
    return plus, minus
