"""The report of an intake, made from the checked table and the notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from generator.accidents.columns import COLUMNS
from generator.accidents.report.until import data_until
from generator.accidents.texts import arrow_texts
from generator.records import Intake, Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.accidents.notes import Notes
    from generator.accidents.sheets.gather import Gathered
    from generator.accidents.table import AccidentTable
    from generator.records import InputFile

_SILENT = pa.array(["", "unknown", "missing"], pa.large_string())


def write_intake(
    table: AccidentTable, gathered: Gathered, files: Sequence[InputFile], set_aside: int, notes: Notes
) -> Intake:
    """The intake record: counts, repairs, months, period, completeness; no value of any single row."""
    days = table["occurred_on"]
    months, counts = np.unique(days.dropna().to_numpy().astype("datetime64[M]"), return_counts=True)
    until = data_until(days)
    last = days.max().date()
    if until < last:
        notes.add(
            "tail_thin", "occurred_on", int((days > pd.Timestamp(until)).sum()), detail=until.isoformat()
        )
    return Intake(
        files=tuple(files),
        rows_read=len(gathered.frame),
        rows_kept=len(table),
        rows_set_aside=set_aside,
        located_rows=int(table.geometry.notna().sum()),
        notes=notes.listed(),
        mapping=gathered.mapping,
        unplaced_headings=gathered.unplaced,
        completeness={
            column.name: _completeness(table[column.name]) for column in COLUMNS if column.name != "id"
        },
        months=tuple((str(month), int(rows)) for month, rows in zip(months, counts, strict=True)),
        period=Period(days.min().date(), last),
        data_until=until,
        is_sample=bool(table["is_sample"].any()),
        sheets=notes.sheets(),
        severity_pairs=notes.pairs(),
    )


def _completeness(values: pd.Series) -> float:
    """Share of rows that say something."""
    filled = int(values.notna().sum())
    if values.dtype == "str":
        filled -= pc.sum(pc.is_in(arrow_texts(values), _SILENT)).as_py() or 0
    return round(filled / len(values), 4) if len(values) else 0.0
