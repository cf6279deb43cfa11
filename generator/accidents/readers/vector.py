"""Accidents as points of a map file: GeoJSON, GeoPackage, Shapefile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from generator.accidents.gdal import read_vector
from generator.accidents.raw import RawTable, ReadSettings
from generator.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES = (".geojson", ".json", ".gpkg", ".shp")


def read(path: Path, settings: ReadSettings) -> list[RawTable]:
    """The fields of every feature, and its point as two further columns in degrees."""
    frame = read_vector(path, layer=settings.sheet or None)
    shapes = frame.geometry
    if not (shapes.geom_type.dropna() == "Point").all():
        raise DataError(path.name, "berisi garis atau bidang, bukan titik kecelakaan",
                        "Berkas jalan atau wilayah disebut pada roads, boundary, atau areas")  # fmt: skip
    columns = {str(name): _text(frame[name]) for name in frame.columns if name != shapes.name}
    columns["geometry latitude"] = _text(shapes.y)
    columns["geometry longitude"] = _text(shapes.x)
    return [RawTable(pd.DataFrame(dict(enumerate(columns.values()))), headings=tuple(columns), first_row=2)]


def _text(values: pd.Series) -> pd.Series:
    plain = values.astype("object")
    return plain.where(values.notna(), "").astype(str).astype("str").reset_index(drop=True)
