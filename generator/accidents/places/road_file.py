"""A road file in any format -> one table of lines with name, class, level and direction."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NewType

import geopandas as gpd
import pandas as pd
import shapely

from generator.accidents.cells.gdal import SUFFIXES, in_degrees, layers_of, read_layer
from generator.accidents.cells.raw import RawFile
from generator.accidents.cells.unpack import members
from generator.accidents.places.fields import Version, fields_of, first, plain, texts, version
from generator.accidents.places.road_signs import class_of_roads, direction_of_roads, level_of_roads
from generator.accidents.wall.road_names import tidy_road_name
from generator.accidents.words import fold, one_by_unique
from generator.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

RoadTable = NewType("RoadTable", gpd.GeoDataFrame)  # type: ignore[valid-newtype] # geopandas has no types
Place = tuple[float, float]

# Folded names of the fields, the most telling first; namrjl and llhrrt are those of the national base map.
_NAME_FIELDS = (
    *("name", "nama", "nama jalan", "namajalan", "nama ruas", "nm ruas", "nm jalan", "namobj", "namrjl"),
    *("road name", "roadname", "street", "nama obj", "ruas", "nama jln", "nm jln"),
)
_TRAFFIC_FIELDS = ("aadt", "lhr", "lhrt", "adt", "volume lhr", "llhrrt")
_ROAD_WORDS = ("jalan", "jln", "road", "highway", "street", "ruas")
_NO_ROADS = ("construction", "proposed", "platform", "abandoned", "razed", "elevator")  # of highway=*
_NEAR_DEGREES = 1.5  # no district is wider


def read_roads(path: Path, near: Place | None = None) -> RoadTable:
    """One row per line string of a road file; multi-part lines are taken apart, heights dropped.

    The file may be packed in a ZIP archive. Columns: name ("" when none), road_class (RoadClass), aadt (vehicles a
    day, NaN when not given), level (0 on the ground, 1 on a bridge, -1 in a tunnel), one_way (1 as drawn, -1 against,
    0 both), has_class (the file tells the class), geometry (degrees). `near` (lon, lat) is where the district lies:
    metres without a declared system are read in the UTM zone that brings them there.
    Raises DataError for a file without lines, and like read_layer and in_degrees.
    """
    stamp = version(path)
    return RoadTable(_roads(path, stamp, near if _lines(path, stamp).crs is None else None).copy())


def road_names(path: Path) -> frozenset[str]:
    """Every name in a road file, tidied."""
    return frozenset(map(tidy_road_name, texts(_lines(path, version(path)), _NAME_FIELDS).unique())) - {""}


@functools.lru_cache(maxsize=2)
def _roads(path: Path, stamp: Version, near: Place | None) -> RoadTable:
    frame = _in_degrees(_lines(path, stamp), path.name, near)
    frame = frame[frame.geometry.notna()]
    while frame.geom_type.str.startswith(("Multi", "GeometryCollection")).any():
        frame = frame.explode(index_parts=False, ignore_index=True)
    frame = frame[frame.geom_type.isin(["LineString", "LinearRing"]) & ~frame.geometry.is_empty]
    if frame.empty:
        raise DataError(path.name, "tidak berisi garis jalan", "Pilih berkas jaringan jalan (garis)")
    frame = frame.reset_index(drop=True)
    road_class, has_class = class_of_roads(frame)
    columns = {
        "name": one_by_unique(texts(frame, _NAME_FIELDS), tidy_road_name).astype("str"),
        "road_class": road_class.astype("str"),
        "aadt": pd.to_numeric(first(frame, _TRAFFIC_FIELDS), errors="coerce").astype("float64"),
        "level": level_of_roads(frame),
        "one_way": direction_of_roads(frame),
        "has_class": has_class,
    }
    return RoadTable(
        gpd.GeoDataFrame(columns, geometry=shapely.force_2d(frame.geometry.array), crs="EPSG:4326")
    )


@functools.lru_cache(maxsize=1)
def _lines(path: Path, _stamp: Version) -> gpd.GeoDataFrame:
    """The features of the road layers as written; of an OpenStreetMap extract only its roads."""
    file = _file_in(path)
    found = [read_layer(file, name) for name in _road_layers(file)]
    frame = gpd.GeoDataFrame(pd.concat(found, ignore_index=True)) if len(found) > 1 else found[0]
    fields = fields_of(frame)
    if "highway" in fields:  # an extract also holds rivers, rails and power lines
        highway = plain(frame[fields["highway"]])
        frame = frame[(highway != "") & ~highway.isin(_NO_ROADS)]
    return frame


def _file_in(path: Path) -> RawFile:
    """The file itself, or the map file in a ZIP archive: the one named like roads, else the first."""
    if path.suffix.lower() != ".zip":
        return RawFile(path.name, path)
    if not path.is_file():
        raise DataError(path.name, "berkas tidak ada", "Periksa jalur di bagian [data] berkas kampanye")
    inside = [one for one in members(RawFile(path.name, path)) if one.lower().endswith(SUFFIXES)]
    if not inside:
        raise DataError(path.name, "tidak berisi berkas peta", f"Yang dikenal: {', '.join(SUFFIXES)}")
    chosen = min(inside, key=lambda one: (not _is_of_roads(one), one))
    return RawFile(chosen.rsplit("/", 1)[-1], path, member=chosen)


def _road_layers(file: RawFile) -> list[str]:
    """Layers of lines that are named like roads, else the first that may hold lines."""
    layers = layers_of(file)
    lines = [name for name, kind in layers if not kind or "LineString" in kind or "Collection" in kind]
    if "lines" in lines:  # of an OpenStreetMap extract
        return ["lines"]
    return [one for one in lines if _is_of_roads(one)] or lines[:1] or [layers[0][0]]


def _is_of_roads(name: str) -> bool:
    return any(word in fold(name) for word in _ROAD_WORDS)


def _in_degrees(frame: gpd.GeoDataFrame, name: str, near: Place | None) -> gpd.GeoDataFrame:
    """The lines in EPSG:4326; metres without a declared system in the zone that brings them near the district."""
    if frame.crs is None and near is not None:
        zone = min(int((near[0] + 180) // 6) + 1, 60)
        for epsg in (base + one for one in (zone, zone - 1, zone + 1) for base in (32700, 32600)):
            west, south, east, north = frame.total_bounds
            if not (100_000 < west <= east < 900_000 and 0 <= south <= north <= 10_000_000):
                break
            turned = frame.set_crs(epsg).to_crs(4326)
            if shapely.box(*turned.total_bounds).distance(shapely.Point(near)) < _NEAR_DEGREES:
                return turned
    return in_degrees(frame, name)
