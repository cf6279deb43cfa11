"""Accidents as points of a map file: GeoJSON, GeoPackage, Shapefile, KML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from generator.accidents.cells.gdal import layers_of, read_layer
from generator.accidents.cells.raw import RawNote, RawTable
from generator.accidents.cells.typed import text_columns
from generator.errors import DataError, OtherFileError

if TYPE_CHECKING:
    import geopandas as gpd

    from generator.accidents.cells.raw import RawFile, ReadSettings

_HEAD = 65_536
_MAP = re.compile(rb'"(?:FeatureCollection|Feature|Point|MultiPoint|GeometryCollection)"')
SUFFIXES = (".geojson", ".json", ".gpkg", ".shp", ".kml")


def read(file: RawFile, settings: ReadSettings) -> list[RawTable]:
    """The fields of every feature of every layer of points, and the point as two further columns in degrees.

    Raises DataError for a damaged file and for one without points.
    """
    if file.name.lower().endswith(".json") and not _MAP.search(_head(file)):
        raise OtherFileError(file.name, "bukan GeoJSON", "Simpan tabelnya sebagai CSV, .xlsx, atau GeoJSON")
    layers = layers_of(file)
    wanted = (
        [settings.sheet]
        if settings.sheet
        else [name for name, kind in layers if "Point" in kind or kind == ""]
    )
    if settings.sheet and settings.sheet not in dict(layers):
        raise DataError(file.name, f'lapisan "{settings.sheet}" tidak ada',
                        "Periksa data.sheet, atau kosongkan supaya semua lapisan titik dibaca")  # fmt: skip
    if not wanted:
        raise _no_points(file.name)
    tables = [point_table(read_layer(file, name), file.name, settings, name) for name in wanted]
    return [one for one in tables if len(one.cells)] or tables[:1]


def _head(file: RawFile) -> bytes:
    if file.content is not None:
        return file.content[:_HEAD]
    with file.path.open("rb") as opened:
        return opened.read(_HEAD)


def point_table(frame: gpd.GeoDataFrame, name: str, settings: ReadSettings, layer: str = "") -> RawTable:
    """One layer. Raises DataError for lines and areas."""
    import shapely

    shapes = np.asarray(frame.geometry.array)
    parts = shapely.get_num_geometries(shapes)
    is_multi = shapely.get_type_id(shapes) == shapely.GeometryType.MULTIPOINT
    shapes = np.where(is_multi, np.where(parts == 1, shapely.get_geometry(shapes, 0), None), shapes)
    kinds = shapely.get_type_id(shapes)
    if (kinds > 0).any():
        raise _no_points(name)
    fields = frame.drop(columns=frame.geometry.name)
    columns = {str(key): _column(fields[key]) for key in fields.columns}
    columns["geometry latitude"] = pa.array(shapely.get_y(shapes), from_pandas=True)
    columns["geometry longitude"] = pa.array(shapely.get_x(shapes), from_pandas=True)
    cells, headings, notes = text_columns(pa.table(columns), settings.zone)
    several = int((is_multi & (parts != 1)).sum())
    notes += (RawNote("point_multi", several),) if several else ()
    return RawTable(cells, layer, headings=headings, first_row=2, notes=notes)


def _column(values: object) -> pa.Array:
    """A column as Arrow has it; one of mixed things as text."""
    try:
        return pa.array(values, from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.array([None if one is None else str(one) for one in values], pa.string())  # type: ignore[attr-defined]


def _no_points(name: str) -> OtherFileError:
    return OtherFileError(name, "berisi garis atau bidang, bukan titik kecelakaan",
                          "Berkas jalan atau wilayah disebut pada roads, boundary, atau areas")  # fmt: skip
