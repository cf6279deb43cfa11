"""Columns that have a type, told as text like every other cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from generator.accidents.cells.raw import RawNote

if TYPE_CHECKING:
    import pandas as pd


def text_columns(table: pa.Table, zone: str) -> tuple[pd.DataFrame, tuple[str, ...], tuple[RawNote, ...]]:
    """Cells (columns 0, 1, 2 ...), headings, and notes of columns left out and of instants told in `zone`.

    The parts of a structure are columns of their own; lists and bytes have no text form and are left out.
    """
    while any(pa.types.is_struct(field.type) for field in table.schema):
        table = table.flatten()
    headings: list[str] = []
    columns: list[pa.ChunkedArray] = []
    instants = 0
    for name, column in zip(table.column_names, table.columns, strict=True):
        text = _text(column, zone)
        if text is not None:
            headings.append(str(name))
            columns.append(text)
            instants += _is_instant(column.type)
    notes = [RawNote("columns_left_out", table.num_columns - len(columns))]
    notes.append(RawNote("instants_told_here", table.num_rows if instants else 0))
    return framed(columns), tuple(headings), tuple(note for note in notes if note.rows)


def framed(columns: list[pa.ChunkedArray]) -> pd.DataFrame:
    """Columns 0, 1, 2 ... of Arrow-backed text."""
    table = pa.table(columns, names=[str(n) for n in range(len(columns))])
    frame: pd.DataFrame = table.to_pandas()
    return frame.set_axis(range(len(columns)), axis=1)


def _is_instant(kind: pa.DataType) -> bool:
    return pa.types.is_timestamp(kind) and kind.tz is not None


def _text(column: pa.ChunkedArray, zone: str) -> pa.ChunkedArray | None:
    """A column as text; None when it has no text form."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    kind = column.type
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind):
        return None
    if pa.types.is_boolean(kind):
        column = pc.if_else(column, "ya", "tidak")
    elif pa.types.is_timestamp(kind):
        column = _told(_local(column, zone))
    elif pa.types.is_floating(kind):
        column = _plain_numbers(column)
    try:
        return pc.fill_null(pc.cast(column, pa.large_string()), "")
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return None


def _local(column: pa.ChunkedArray, zone: str) -> pa.ChunkedArray:
    """The time on the wall: of the zone that the file names, or of the district where it only says UTC."""
    kind = column.type
    if kind.tz is None:
        return column
    if kind.tz.upper() in {"UTC", "Z", "ETC/UTC", "+00:00", "GMT"} and zone:
        column = column.cast(pa.timestamp(kind.unit, tz=zone))
    return pc.local_timestamp(column)


def _told(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Seconds, or days alone where no row has a time."""
    seconds = pc.floor_temporal(column, unit="second").cast(pa.timestamp("s"))
    days = pc.floor_temporal(seconds, unit="day")
    if pc.all(pc.equal(seconds, days)).as_py():
        return days.cast(pa.date32())
    return pc.strftime(seconds, format="%Y-%m-%d %H:%M:%S")


def _plain_numbers(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Whole numbers without a point, where the column has no others."""
    column = pc.if_else(pc.is_finite(column), column, pa.scalar(None, column.type))
    if pc.all(pc.and_(pc.equal(pc.floor(column), column), pc.less(pc.abs(column), 1e15))).as_py():
        return column.cast(pa.int64())
    return column
