"""Apache Parquet: typed columns, given on as text like every other format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from generator.accidents.raw import RawTable, ReadSettings
from generator.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

_MOST_CELLS = 200_000_000
SUFFIXES = (".parquet", ".pq")


def read(path: Path, settings: ReadSettings) -> list[RawTable]:
    """The columns as text, a column that has no text form (lists, structures, bytes) left out."""
    del settings  # the format says everything itself
    try:
        told = pq.read_metadata(path)
        if told.num_rows * told.num_columns > _MOST_CELLS:
            raise DataError(
                path.name, "terlalu besar untuk dibaca", "Simpan hanya kolom dan tahun yang dipakai"
            )
        table = pq.read_table(path)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        raise DataError(path.name, "bukan berkas Parquet yang utuh", "Simpan ulang berkas itu") from error
    columns: dict[str, pd.Series] = {}
    for name in table.column_names:
        try:
            text = pc.cast(table.column(name), pa.string())
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
            continue
        columns[name] = pd.Series(text.fill_null("").to_pandas(), dtype="str")
    cells = pd.DataFrame(dict(enumerate(columns.values())))
    return [RawTable(cells, headings=tuple(columns), first_row=2)]
