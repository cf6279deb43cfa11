"""Coordinate systems in metres or feet: which there are for a place, and the way from them to degrees.

The list is the EPSG list that comes with pyproj; nothing is downloaded, so a shift between datums is the best one
that needs no grid file (Helmert), and its accuracy is known.
"""

from __future__ import annotations

import functools
import re
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from generator.accidents.cells.gdal import close_the_network
from generator.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.accidents.places.world import Box, Country

# Triangulations of Indonesia before 1974, in which no accident was ever measured, and systems with the metres of
# another one that no office writes down.
_OUT_OF_USE = re.compile(
    r"^(?:Batavia|Segara|Makassar|Padang|Madrid 1870|ATF|LTF2004|Corrego Alegre|WGS 72|WGS 84 / PDC)\b"
)
# Of systems that agree within 50 m the first of these is named.
_PREFERRED = ("ETRS89", "WGS 84", "SIRGAS 2000", "NAD83", "GDA", "DGN95", "SRGI2013")
_REFINED = re.compile(r"\((?:HARN|CORS96|NSRS2007|2011|PA11|MA11|CSRS)[^)]*\)")
_ACROSS = (-11.5, 6.5)  # degrees; how far a country that reaches over the equator goes on: Rote, Aceh
_WORLD = "EPSG:3857"  # the one system for the whole world that data are exported in


@dataclass(frozen=True, slots=True)
class Grid:
    """One projected system: "EPSG:27700", its name, the descriptions and boxes of its area of use."""

    code: str
    name: str
    areas: tuple[str, ...]
    boxes: tuple[Box, ...]
    is_geographic: bool = False

    @property
    def rank(self) -> tuple[int, int]:
        """Order in which systems that agree are named: usual datum, usual order of axes, older code."""
        datum = next(
            (n for n, name in enumerate(_PREFERRED) if self.name.startswith(f"{name} /")), len(_PREFERRED)
        )
        return datum + 100 * self.name.endswith(")"), int(self.code.partition(":")[2])

    def covers(self, lon: np.ndarray, lat: np.ndarray, margin: float = 0.2) -> np.ndarray:
        """Whether places lie in the area of use, `margin` degrees wider."""
        return in_boxes(lon, lat, self.boxes, margin)


def in_boxes(lon: np.ndarray, lat: np.ndarray, boxes: Iterable[Box], margin: float = 0.0) -> np.ndarray:
    """Whether places (degrees) lie in one of the boxes, which may reach over 180 degrees."""
    inside = np.zeros(np.shape(lon), dtype=bool)
    for west, south, east, north in boxes:
        apart = lon - west + margin
        turned = apart - 360 * np.floor(apart / 360) <= (east - west) + 2 * margin
        inside |= turned & (lat >= south - margin) & (lat <= north + margin)
    return inside


@functools.cache
def _listed() -> tuple[Grid, ...]:
    """Every projected system of EPSG that an accident may have been measured in."""
    close_the_network()
    from pyproj.database import query_crs_info
    from pyproj.enums import PJType

    found: dict[str, tuple[str, list[str], list[Box]]] = {}
    for info in query_crs_info(auth_name="EPSG", pj_types=[PJType.PROJECTED_CRS]):
        area = info.area_of_use
        if area is None or not area.name or not _is_usual(f"EPSG:{info.code}", info.name, area.name):
            continue
        _, areas, boxes = found.setdefault(f"EPSG:{info.code}", (info.name, [], []))
        areas.append(area.name)
        boxes.append(_over_the_equator(_unrolled(area.bounds), info.name))
    by_name = {name: areas for name, areas, _ in found.values()}
    return tuple(
        Grid(code, name, (*areas, *by_name.get(_twin(name), ())), tuple(boxes))
        for code, (name, areas, boxes) in found.items()
    )


def _is_usual(code: str, name: str, area: str) -> bool:
    """Not of the whole world, of a railway survey (no datum before a stroke) or refined within the same metre."""
    if code == _WORLD:
        return True
    return not (
        " / " not in name or area.startswith("World") or _OUT_OF_USE.match(name) or _REFINED.search(name)
    )


def _twin(name: str) -> str:
    """The UTM zone of the same datum across the equator: a country on both sides uses either for all of its land."""
    zone = re.fullmatch(r"(.+ / UTM zone \d+)([NS])", name)
    return zone[1] + ("S" if zone[2] == "N" else "N") if zone else ""


def _over_the_equator(box: Box, name: str) -> Box:
    """The box of a UTM zone of one hemisphere, farther: offices use it on both sides."""
    west, south, east, north = box
    if not re.search(r" / UTM zone \d+[NS]$", name):
        return box
    return west, _ACROSS[0] if south == 0 else south, east, _ACROSS[1] if north == 0 else north


def _unrolled(box: Sequence[float]) -> Box:
    """The box with its east side east of its west side."""
    west, south, east, north = box
    return west, south, east + 360 if east < west else east, north


@functools.cache
def areas_of_use() -> tuple[tuple[str, Box], ...]:
    """Description and box of every area that EPSG knows."""
    close_the_network()
    from pyproj.database import query_crs_info

    areas = {
        (str(info.area_of_use.name), _unrolled(info.area_of_use.bounds))
        for info in query_crs_info(auth_name="EPSG") if info.area_of_use and info.area_of_use.name
    }  # fmt: skip
    return tuple(sorted(areas))


def grids_of(box: Box, country: Country | None) -> list[Grid]:
    """Systems whose area of use touches the box and, when a country is given, names it."""
    return [
        grid for grid in _listed()
        if any(_touch(box, area) for area in grid.boxes)
        and (country is None or grid.code == _WORLD or any(map(country.is_named, grid.areas)))
    ]  # fmt: skip


def _touch(one: Box, other: Box) -> bool:
    lows, highs = (max(one[n], other[n]) for n in (0, 1)), (min(one[n], other[n]) for n in (2, 3))
    return all(low <= high for low, high in zip(lows, highs, strict=True))


@functools.lru_cache(maxsize=32)
def named_grid(crs: str) -> Grid:
    """The system of that code or definition. Raises DataError when there is no such system."""
    close_the_network()
    import pyproj

    try:
        system = pyproj.CRS(crs)
    except pyproj.exceptions.CRSError as error:
        raise _unknown(crs) from error
    area = system.area_of_use
    box = _unrolled(area.bounds) if area else (-180.0, -90.0, 180.0, 90.0)
    box = _over_the_equator(box, system.name)
    return Grid(crs, system.name, (area.name if area else "",), (box,), bool(system.is_geographic))


def _unknown(crs: str) -> DataError:
    return DataError(
        f'data.crs = "{crs}"', "sistem koordinat itu tidak dikenal", 'Tulis seperti "EPSG:32749"'
    )


@dataclass(frozen=True, slots=True)
class ToDegrees:
    """The way from one system to WGS 84 degrees, as good as it goes without grid files, for places in a box."""

    operation: Any
    accuracy_m: float | None  # None when EPSG does not say

    def __call__(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Longitudes and latitudes; NaN where the numbers are no place of the system."""
        lon, lat = self.operation.transform(x, y)
        good = np.isfinite(lon) & np.isfinite(lat) & (np.abs(lat) <= 90)
        return np.where(good, lon, np.nan), np.where(good, lat, np.nan)


@functools.lru_cache(maxsize=256)
def to_degrees(crs: str, box: Box | None = None) -> ToDegrees | None:
    """The best way without grid files to degrees in this part of the world; None when there is none.

    Raises DataError for a system that is not known.
    """
    close_the_network()
    import pyproj
    from pyproj.aoi import AreaOfInterest
    from pyproj.transformer import TransformerGroup

    area: Any = AreaOfInterest(*_rolled(box)) if box else None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # says which grid file is not there; we want none
            group = TransformerGroup(
                crs, "EPSG:4326", always_xy=True, area_of_interest=area, allow_ballpark=False
            )
    except pyproj.exceptions.CRSError as error:
        raise _unknown(crs) from error
    if not group.transformers:
        return None
    best = group.transformers[0]
    return ToDegrees(best, best.accuracy if best.accuracy >= 0 else None)


def _rolled(box: Box) -> Box:
    """A box as PROJ wants it: between -180 and 180."""
    west, south, east, north = box
    west, east = ((edge + 180) % 360 - 180 for edge in (west, east))
    return west, max(south, -90.0), max(east, west) if east >= west else east, min(north, 90.0)


def roughly(code: str, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Degrees by the projection alone, without a change of datum: right within some hundred metres, and quick."""
    operation = _inverse(code)
    if operation is None:
        return np.full(len(x), np.nan), np.full(len(x), np.nan)
    lon, lat = operation.transform(x, y)
    good = np.isfinite(lon) & np.isfinite(lat)
    return np.where(good, lon, np.nan), np.where(good, lat, np.nan)


@functools.lru_cache(maxsize=2048)
def _inverse(code: str) -> Any:
    """The way back from a projection; None for the few systems that PROJ cannot work out by itself."""
    import pyproj

    system = pyproj.CRS(code)
    try:
        return pyproj.Transformer.from_crs(system, system.geodetic_crs, always_xy=True)
    except pyproj.exceptions.ProjError:
        return None
