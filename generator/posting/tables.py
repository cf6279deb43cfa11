"""Tables for the analyst's folder: CSV that opens in a spreadsheet, every cell neutralised."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from generator.posting.exports import plain_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from generator.records import Hotspot

_COLUMNS = (
    "rank",
    "is_watch_only",
    "kind",
    "name",
    "area",
    "lon",
    "lat",
    "road_class",
    "length_m",
    "period_start",
    "period_end",
    "accidents",
    "killed",
    "seriously_injured",
    "slightly_injured",
    "expected",
    "eb_estimate",
    "p_double",
    "p_value",
    "q_value",
    "stability",
    "emerging",
    "top_collision",
)


def write_hotspots_csv(hotspots: Iterable[Hotspot], path: Path) -> None:
    """One row per hotspot of the public and the watch list, with its EAN under every weight set; UTF-8 with BOM."""
    rows = list(hotspots)
    weights = sorted({name for one in rows for name in one.ean})
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([*_COLUMNS, *(f"ean {name}" for name in weights)])
    for one in rows:
        values = {
            **{name: getattr(one.place, name) for name in ("kind", "name", "area", "lon", "lat")},
            "period_start": one.period.start,
            "period_end": one.period.end,
        }
        cells = [values[name] if name in values else getattr(one, name) for name in _COLUMNS]
        writer.writerow([_cell(cell) for cell in (*cells, *(one.ean.get(name) for name in weights))])
    path.write_bytes(buffer.getvalue().encode("utf-8-sig"))


def write_rows_csv(rows: Iterable[Sequence[str]], path: Path) -> None:
    """Rows of texts, the heading first, every cell neutralised; UTF-8 with BOM."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerows([plain_cell(cell) for cell in row] for row in rows)
    path.write_bytes(buffer.getvalue().encode("utf-8-sig"))


def _cell(value: object) -> str:
    """Text neutralised, numbers as they are, nothing where the gate withheld the value."""
    if value is None:
        return ""
    return plain_cell(value) if isinstance(value, str) else str(value)
