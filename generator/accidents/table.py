"""The checked accident table: the only thing with pandas in it that other rooms receive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NewType

import geopandas as gpd
import pandas as pd
import shapely

from generator.accidents.columns import COLUMNS, Column
from generator.accidents.memory import without_collection
from generator.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping

AccidentTable = NewType("AccidentTable", gpd.GeoDataFrame)  # type: ignore[valid-newtype] # geopandas has no types

DTYPES = {
    "date": "datetime64[us]",
    "instant": "datetime64[us, UTC]",
    "str": "str",
}
"""Kinds of columns.py whose pandas type has another name; the others are their own name."""


def check_table(frame: gpd.GeoDataFrame) -> AccidentTable:
    """The same frame, known to have exactly the declared columns, types and codes, point in EPSG:4326.

    One row per accident, sorted by id. Raises DataError that names the first columns at fault: that is a fault
    of a reader or of a cache, so the advice is to read the files again.
    """
    faults = [f"kolom {name} hilang" for name in _missing(frame)]
    faults += [f"kolom {name} tidak dikenal" for name in frame.columns if name not in _names()]
    if not faults:
        faults = [fault for column in COLUMNS for fault in _column_faults(frame, column)]
    if faults:
        raise DataError(
            "tabel kecelakaan", "; ".join(faults[:5]), "Hapus folder .cache kampanye ini lalu jalankan lagi"
        )
    return AccidentTable(frame)


def make_table(columns: Mapping[str, pd.Series]) -> AccidentTable:
    """A checked table from one series a column; the declared types and order are put on.

    `point` must be a geometry array or None; every other declared column must be there.
    """
    count = len(next(iter(columns.values())))
    index = pd.RangeIndex(count)
    made: dict[str, pd.Series] = {}
    for column in COLUMNS:
        if column.kind == "point":
            continue
        values = columns[column.name].set_axis(index)
        made[column.name] = values.astype(dtype_of(column))
    points = columns.get("point")
    shapes = [None] * count if points is None else points.to_numpy()
    geometry = gpd.GeoSeries(shapes, index=index, crs="EPSG:4326")
    frame = gpd.GeoDataFrame({**made, "point": geometry}, geometry="point", crs="EPSG:4326")
    return check_table(frame[[column.name for column in COLUMNS]])


def points_of(lon: pd.Series, lat: pd.Series) -> pd.Series:
    """Points of longitudes and latitudes (degrees); None where either is missing."""
    with without_collection():
        made = shapely.points(lon.to_numpy(), lat.to_numpy())
    made[(lon.isna() | lat.isna()).to_numpy()] = None
    return pd.Series(made, index=lon.index, dtype="object")


def dtype_of(column: Column) -> Any:
    """The pandas type that a declared column has."""
    return pd.api.types.pandas_dtype(DTYPES.get(column.kind, column.kind))


def _names() -> set[str]:
    return {column.name for column in COLUMNS}


def _missing(frame: gpd.GeoDataFrame) -> list[str]:
    return [column.name for column in COLUMNS if column.name not in frame.columns]


def _column_faults(frame: gpd.GeoDataFrame, column: Column) -> list[str]:
    """What is wrong with one column: its type, its codes, its coordinate system."""
    values = frame[column.name]
    if column.kind == "point":
        is_right = isinstance(values, gpd.GeoSeries) and frame.geometry.name == column.name
        return [] if is_right and frame.crs == "EPSG:4326" else ["kolom point bukan titik EPSG:4326"]
    if values.dtype != dtype_of(column):
        return [f"kolom {column.name} berjenis {values.dtype}, seharusnya {column.kind}"]
    if column.codes:
        strange = sorted(set(values.unique()) - set(column.codes))
        if strange:
            return [f"kolom {column.name} berisi kode {strange[0]!r}"]
    return []
