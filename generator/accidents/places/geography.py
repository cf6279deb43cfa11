"""The ground under the accidents: roads, kecamatan, the outline of the district, and its UTM zone."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NewType

import geopandas as gpd
import pandas as pd
import shapely

from generator.accidents.cells.gdal import read_vector
from generator.accidents.places.fields import Version, fields_of, first, texts, version
from generator.accidents.places.road_file import RoadTable, read_roads
from generator.accidents.words import fold
from generator.errors import DataError, SettingsError
from generator.settings import OSM_CREDIT

if TYPE_CHECKING:
    from pathlib import Path

    from generator.accidents.table import AccidentTable
    from generator.home import Home
    from generator.settings import Campaign

SAMPLE_MARK = b"BUKAN DATA ASLI"
_OSM = re.compile(r"open\s*street\s*map|\bosm\b", re.IGNORECASE)

AreaTable = NewType("AreaTable", gpd.GeoDataFrame)  # type: ignore[valid-newtype] # geopandas has no types

# Folded names of the fields, the most telling first.
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

    roads: RoadTable | None  # columns of read_roads (LineString, EPSG:4326)
    areas: AreaTable | None  # name, level, population, geometry (Polygon or MultiPolygon, EPSG:4326)
    boundary: shapely.Geometry | None  # one outline, EPSG:4326
    utm_epsg: int | None  # metres for this district; None when nothing has a position
    credit: str  # source and licence of the layers, for every map; empty only where there is no layer


def load_ground(campaign: Campaign, home: Home, table: AccidentTable) -> Ground:
    """Roads, areas and outline that the campaign names, and the UTM zone of the district.

    The zone comes from the outline, else the areas, else the roads, else the median of the located accidents.
    Raises DataError for a file that is missing or unreadable, SettingsError for layers without source and licence,
    or with those of OpenStreetMap on an invented map.
    """
    data = campaign.data
    areas = read_areas(home.root / data.areas) if data.areas else None
    boundary = read_boundary(home.root / data.boundary) if data.boundary else None
    near = _middle(boundary, areas, None, table)
    roads = read_roads(home.root / data.roads, near) if data.roads else None
    _check_credit(campaign, home)
    return Ground(
        roads=roads,
        areas=areas,
        boundary=boundary,
        utm_epsg=_utm_epsg(_middle(boundary, areas, roads, table)),
        credit=data.road_credit.strip(),
    )


def _check_credit(campaign: Campaign, home: Home) -> None:
    """Whether every map can name its source. Raises SettingsError telling what to write."""
    data = campaign.data
    layers = {key: path for key in ("roads", "boundary", "areas") if (path := getattr(data, key))}
    where = f'campaigns/{campaign.id}.toml, kunci "data.road_credit"'
    if layers and not data.road_credit.strip():
        raise SettingsError(
            where,
            f"kosong, padahal {', '.join(layers)} digambar di setiap peta",
            f'Tulis sumber dan lisensinya, misalnya road_credit = "{OSM_CREDIT}"',
        )
    invented = [path for path in layers.values() if _is_invented(home.root / path)]
    if invented and _OSM.search(data.road_credit):
        raise SettingsError(
            where,
            f'"{data.road_credit}" menyebut OpenStreetMap, padahal {invented[0]} rekaan',
            'Tulis sumber yang benar, misalnya road_credit = "Jaringan jalan rekaan"',
        )


def _is_invented(path: Path) -> bool:
    """Whether a layer says in its head that it is of the sample district, as generator.sample writes it."""
    with path.open("rb") as file:
        return SAMPLE_MARK in file.read(400)


def read_areas(path: Path) -> AreaTable:
    """One row per area: name, level (kecamatan, desa, kabupaten or ""), parent, population, geometry.

    `parent` is the kecamatan of a desa where the file tells it, else ""; population is NaN when not given.
    """
    return AreaTable(_areas(path, version(path)).copy())


@functools.lru_cache(maxsize=2)
def _areas(path: Path, _stamp: Version) -> AreaTable:
    frame = read_vector(path)
    frame = frame[frame.geometry.notna() & frame.geom_type.isin(["Polygon", "MultiPolygon"])]
    if frame.empty:
        raise DataError(path.name, "tidak berisi bidang wilayah", "Pilih berkas batas kecamatan (bidang)")
    frame = frame.reset_index(drop=True)
    levels = _area_levels(frame)
    names = texts(frame, _VILLAGE_NAME_FIELDS).where(levels == "desa", texts(frame, _AREA_NAME_FIELDS))
    columns = {
        "name": names.astype("str"),
        "level": levels.astype("str"),
        "parent": texts(frame, _PARENT_FIELDS).where(levels == "desa", "").astype("str"),
        "population": pd.to_numeric(first(frame, _POPULATION_FIELDS), errors="coerce").astype("float64"),
    }
    geometry = shapely.make_valid(shapely.force_2d(frame.geometry.array))
    return AreaTable(gpd.GeoDataFrame(columns, geometry=geometry, crs="EPSG:4326"))


def read_boundary(path: Path) -> shapely.Geometry:
    """Outline of the district: the union of all areas of the file, or the area inside its lines."""
    return _boundary(path, version(path))


@functools.lru_cache(maxsize=2)
def _boundary(path: Path, _stamp: Version) -> shapely.Geometry:
    frame = read_vector(path)
    shapes = frame.geometry[frame.geometry.notna()].array
    outline = shapely.union_all(shapely.make_valid(shapely.force_2d(shapes)))
    if outline.area == 0:
        outline = shapely.union_all(shapely.polygonize([outline]))
    if outline.area == 0:
        raise DataError(path.name, "tidak berisi batas wilayah", "Pilih berkas yang berisi bidang wilayah")
    return outline


def _area_levels(frame: pd.DataFrame) -> pd.Series:
    """Level from a field that says it, else from the name of the field that the names came from."""
    said = texts(frame, _LEVEL_FIELDS).map(_level_in)
    field = next((name for name in _AREA_NAME_FIELDS if name in fields_of(frame)), "")
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
