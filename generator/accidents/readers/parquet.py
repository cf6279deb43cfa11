"""Apache Parquet and GeoParquet: typed columns, given on as text like every other format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from generator.accidents.cells.raw import MOST_COLUMNS, RawTable
from generator.accidents.cells.typed import text_columns
from generator.accidents.readers import vector
from generator.errors import DataError

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

    from generator.accidents.cells.raw import RawFile, ReadSettings

_MOST_CELLS = 200_000_000
SUFFIXES = (".parquet", ".pq")


def read(file: RawFile, settings: ReadSettings) -> list[RawTable]:
    """The columns as text. Raises DataError for a damaged file and for one of more than 200 million cells."""
    source = file.path if file.content is None else pa.BufferReader(file.content)
    try:
        told = pq.ParquetFile(source)
        cells = told.metadata.num_rows * told.metadata.num_columns
        if cells > _MOST_CELLS or told.metadata.num_columns > MOST_COLUMNS:
            raise DataError(
                file.name, "terlalu besar untuk dibaca", "Simpan hanya kolom dan tahun yang dipakai"
            )
        table = told.read()
        table.validate(full=True)  # a flipped bit in a text is found here, not when the text is first used
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        raise DataError(file.name, "bukan berkas Parquet yang utuh", "Simpan ulang berkas itu") from error
    if b"geo" in (table.schema.metadata or {}):
        return [vector.point_table(_shapes(table, file.name), file.name, settings)]
    columns, headings, notes = text_columns(table, settings.zone)
    return [RawTable(columns, headings=headings, first_row=2, notes=notes)]


def _shapes(table: pa.Table, name: str) -> GeoDataFrame:
    import geopandas as gpd
    from shapely.errors import GEOSException

    from generator.accidents.cells.gdal import in_degrees

    try:
        frame = gpd.GeoDataFrame.from_arrow(table)
        return frame if frame.crs is None else in_degrees(frame, name)
    except (ValueError, KeyError, TypeError, RuntimeError, GEOSException) as error:  # RuntimeError: PROJ
        raise DataError(name, "bukan GeoParquet yang utuh", "Simpan ulang berkas itu") from error
