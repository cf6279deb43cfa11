"""The ground under the accidents: roads, kecamatan, the outline of the district, and its UTM zone."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, NewType

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from generator.accidents.cells.gdal import read_fields, read_vector
from generator.accidents.facts.code_words import code_of
from generator.accidents.wall.road_names import tidy_road_name
from generator.accidents.words import fold, one_by_unique
from generator.codes import RoadClass
from generator.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

    from generator.accidents.table import AccidentTable
    from generator.home import Home
    from generator.settings import Campaign

RoadTable = NewType("RoadTable", gpd.GeoDataFrame)  # type: ignore[valid-newtype] # geopandas has no types
_Version = tuple[tuple[int, int], ...]
AreaTable = NewType("AreaTable", gpd.GeoDataFrame)  # type: ignore[valid-newtype] # same

# Folded names of the fields, the most telling first.
_CLASS_FIELDS = (
    *("highway", "fclass", "road class", "fungsi", "fungsi jalan", "fungsi jln", "remark", "kelas jalan"),
    *("kelas", "type", "tipe", "jenis", "jenis jalan", "kategori", "class", "status jalan", "status"),
)
_NAME_FIELDS = (
    *("name", "nama", "nama jalan", "namajalan", "nama ruas", "nm ruas", "nm jalan", "namobj", "namrjl"),
    *("road name", "roadname", "street", "nama obj", "ruas"),
)
_TRAFFIC_FIELDS = ("aadt", "lhr", "lhrt", "adt", "volume lhr")
_AREA_NAME_FIELDS = (
    *("kecamatan", "nama kecamatan", "nama", "name", "namobj", "nama obj", "wadmkc", "kelurahan", "desa"),
    *("nama desa", "nama kelurahan", "village", "district", "kec", "nm kecamatan", "nama kec"),
)
_VILLAGE_NAME_FIELDS = (
    *("nama desa", "nama kelurahan", "kelurahan", "desa", "village", "nama", "name", "namobj", "nama obj"),
)
_PARENT_FIELDS = ("wadmkc", "kecamatan", "nama kecamatan", "kec", "nm kecamatan")
_POPULATION_FIELDS = (
    *("population", "penduduk", "jumlah penduduk", "jml penduduk", "jml pend", "pop", "populasi"),
    *("jumlah jiwa", "jiwa"),
)
_LEVEL_FIELDS = ("level", "tingkat", "remark", "jenis")
_LEVELS = {"kecamatan": "kecamatan", "distrik": "kecamatan", "wadmkc": "kecamatan", "kelurahan": "desa",
           "keluruhan": "desa", "desa": "desa", "village": "desa", "kabupaten": "kabupaten"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ground:
    """What the campaign gives about its district; a part that it does not give is None."""

    roads: RoadTable | None  # name, road_class, aadt, geometry (LineString, EPSG:4326)
    areas: AreaTable | None  # name, level, population, geometry (Polygon or MultiPolygon, EPSG:4326)
    boundary: shapely.Geometry | None  # one outline, EPSG:4326
    utm_epsg: int | None  # metres for this district; None when nothing has a position
    credit: str  # source and licence of the road file, for every map


def load_ground(campaign: Campaign, home: Home, table: AccidentTable) -> Ground:
    """Roads, areas and outline that the campaign names, and the UTM zone of the district.

    The zone comes from the outline, else the areas, else the roads, else the median of the located accidents.
    Raises DataError for a file that is missing or unreadable.
    """
    data = campaign.data
    roads = read_roads(home.root / data.roads) if data.roads else None
    areas = read_areas(home.root / data.areas) if data.areas else None
    boundary = read_boundary(home.root / data.boundary) if data.boundary else None
    return Ground(
        roads=roads,
        areas=areas,
        boundary=boundary,
        utm_epsg=_utm_epsg(_middle(boundary, areas, roads, table)),
        credit=data.road_credit,
    )


def read_roads(path: Path) -> RoadTable:
    """One row per line string of a road file; multi-part lines are taken apart, heights dropped.

    Columns: name ("" when none), road_class (RoadClass), aadt (vehicles a day, NaN when not given), geometry.
    """
    return RoadTable(_roads(path, _version(path)).copy())


@functools.lru_cache(maxsize=2)
def _roads(path: Path, _version: _Version) -> RoadTable:
    frame = read_vector(path, layer="lines" if path.suffix.lower() in {".osm", ".pbf"} else None)
    fields = _fields(frame)
    if "highway" in fields:  # an OpenStreetMap extract also holds rivers, rails and power lines
        frame = frame[frame[fields["highway"]].notna()]
    frame = frame[frame.geometry.notna()].explode(index_parts=False, ignore_index=True)
    frame = frame[frame.geom_type.isin(["LineString", "LinearRing"]) & ~frame.geometry.is_empty]
    if frame.empty:
        raise DataError(path.name, "tidak berisi garis jalan", "Pilih berkas jaringan jalan (garis)")
    frame = frame.reset_index(drop=True)
    traffic = _first(frame, _TRAFFIC_FIELDS)
    columns = {
        "name": one_by_unique(_texts(frame, _NAME_FIELDS), tidy_road_name).astype("str"),
        "road_class": _road_classes(frame).astype("str"),
        "aadt": pd.to_numeric(traffic, errors="coerce").astype("float64"),
    }
    return RoadTable(
        gpd.GeoDataFrame(columns, geometry=shapely.force_2d(frame.geometry.array), crs="EPSG:4326")
    )


def read_areas(path: Path) -> AreaTable:
    """One row per area: name, level (kecamatan, desa, kabupaten or ""), parent, population, geometry.

    `parent` is the kecamatan of a desa where the file tells it, else ""; population is NaN when not given.
    """
    return AreaTable(_areas(path, _version(path)).copy())


@functools.lru_cache(maxsize=2)
def _areas(path: Path, _version: _Version) -> AreaTable:
    frame = read_vector(path)
    frame = frame[frame.geometry.notna() & frame.geom_type.isin(["Polygon", "MultiPolygon"])]
    if frame.empty:
        raise DataError(path.name, "tidak berisi bidang wilayah", "Pilih berkas batas kecamatan (bidang)")
    frame = frame.reset_index(drop=True)
    levels = _area_levels(frame)
    names = _texts(frame, _VILLAGE_NAME_FIELDS).where(levels == "desa", _texts(frame, _AREA_NAME_FIELDS))
    columns = {
        "name": names.astype("str"),
        "level": levels.astype("str"),
        "parent": _texts(frame, _PARENT_FIELDS).where(levels == "desa", "").astype("str"),
        "population": pd.to_numeric(_first(frame, _POPULATION_FIELDS), errors="coerce").astype("float64"),
    }
    geometry = shapely.make_valid(shapely.force_2d(frame.geometry.array))
    return AreaTable(gpd.GeoDataFrame(columns, geometry=geometry, crs="EPSG:4326"))


def read_boundary(path: Path) -> shapely.Geometry:
    """Outline of the district: the union of all areas of the file, or the area inside its lines."""
    return _boundary(path, _version(path))


@functools.lru_cache(maxsize=2)
def _boundary(path: Path, _version: _Version) -> shapely.Geometry:
    frame = read_vector(path)
    shapes = frame.geometry[frame.geometry.notna()].array
    outline = shapely.union_all(shapely.make_valid(shapely.force_2d(shapes)))
    if outline.area == 0:
        outline = shapely.union_all(shapely.polygonize([outline]))
    if outline.area == 0:
        raise DataError(path.name, "tidak berisi batas wilayah", "Pilih berkas yang berisi bidang wilayah")
    return outline


def road_names(path: Path) -> frozenset[str]:
    """Every name in a road file, tidied; the shapes are not read."""
    frame = read_fields(path, layer="lines" if path.suffix.lower() in {".osm", ".pbf"} else None)
    return frozenset(map(tidy_road_name, _texts(frame, _NAME_FIELDS).unique())) - {""}


def _version(path: Path) -> _Version:
    """Tells whether a file is still the one that was read: the intake, the maps and the analysis all ask for it."""
    parts = [part for part in (path, path.with_suffix(".dbf")) if part.is_file()]
    return tuple((part.stat().st_size, part.stat().st_mtime_ns) for part in parts)


def _fields(frame: pd.DataFrame) -> dict[str, str]:
    """Folded field name -> field."""
    return {fold(str(name)): str(name) for name in reversed(frame.columns) if name != "geometry"}


def _first(frame: pd.DataFrame, names: tuple[str, ...]) -> pd.Series:
    """The first of these fields that the file has, or nothing in every row."""
    fields = _fields(frame)
    for name in names:
        if name in fields:
            return frame[fields[name]]
    return pd.Series(np.nan, index=frame.index)


def _texts(frame: pd.DataFrame, names: tuple[str, ...]) -> pd.Series:
    """The first non-empty text among these fields, row by row."""
    fields = _fields(frame)
    found = pd.Series("", index=frame.index, dtype="object")
    for name in names:
        if name in fields:
            values = frame[fields[name]].astype("object").fillna("").astype(str).str.strip()
            found = found.where(found != "", values)
    return found


def _road_classes(frame: pd.DataFrame) -> pd.Series:
    """Class of every line from the first field whose value is known; local when none is."""
    fields = _fields(frame)
    found = pd.Series("", index=frame.index, dtype="object")
    for name in _CLASS_FIELDS:
        if name in fields:
            values = frame[fields[name]].astype("object").fillna("").astype(str)
            codes = {text: code_of("road_layer", text) or "" for text in values.unique()}
            found = found.where(found != "", values.map(codes))
    return found.where(found != "", str(RoadClass.LOCAL))


def _area_levels(frame: pd.DataFrame) -> pd.Series:
    """Level from a field that says it, else from the name of the field that the names came from."""
    said = _texts(frame, _LEVEL_FIELDS).map(_level_in)
    field = next((name for name in _AREA_NAME_FIELDS if name in _fields(frame)), "")
    return said.where(said != "", _level_in(field))


def _level_in(text: str) -> str:
    return next((level for word, level in _LEVELS.items() if word in fold(text)), "")


def _middle(
    boundary: shapely.Geometry | None, areas: AreaTable | None, roads: RoadTable | None, table: AccidentTable
) -> tuple[float, float] | None:
    """Longitude and latitude of the middle of the best that is known about the district."""
    if boundary is not None:
        west, south, east, north = boundary.bounds
    elif areas is not None:
        west, south, east, north = areas.total_bounds
    elif roads is not None:
        west, south, east, north = roads.total_bounds
    else:
        points = table.geometry[table.geometry.notna()]
        if points.empty:
            return None
        return float(points.x.median()), float(points.y.median())
    return (west + east) / 2, (south + north) / 2


def _utm_epsg(middle: tuple[float, float] | None) -> int | None:
    """EPSG code of the WGS 84 / UTM zone of a place."""
    if middle is None:
        return None
    lon, lat = middle
    zone = min(int((lon + 180) // 6) + 1, 60)
    return (32600 if lat >= 0 else 32700) + zone
