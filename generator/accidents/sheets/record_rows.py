"""Which rows of a table are accidents, and which are sums, signatures, blanks or days without one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from generator.accidents.words import fold, is_nothing, one_by_unique

if TYPE_CHECKING:
    from generator.accidents.notes import Notes
    from generator.accidents.sheets.mapping import ColumnMap

_TOTALS = (
    "jumlah",
    "total",
    "rekap",
    "sub total",
    "subtotal",
    "grand total",
    "jml",
    "rata rata",
    "rekapitulasi",
)
_SIGNATURES = (
    "mengetahui",
    "kasat",
    "kanit",
    "kapolres",
    "dibuat oleh",
    "an kapolres",
    "nrp",
    "a n kapolres",
)


# Columns that say what happened, those first in which few texts differ.
_TELLING = ("collision_type", "severity", "vehicles", "time", "road_name", "place_text", "lat", "lat_lon",
            "report_number", "narrative")  # fmt: skip


def record_rows(body: pd.DataFrame, columns: ColumnMap, notes: Notes) -> pd.Series:
    """Whether a row is an accident: rows without a digit in the date are looked at one by one."""
    when = columns.of("occurred_on") + columns.of("date_time") + columns.of("year")
    dates = body[when[0].position].fillna("").astype("str")
    keep = dates.str.contains(r"\d", regex=True)
    if not keep.all():
        keep |= _without_date(body, ~keep, when[0].position, notes)
    return keep & ~_is_nihil(body, columns, keep, notes)


def _without_date(body: pd.DataFrame, rows: pd.Series, position: int, notes: Notes) -> pd.Series:
    """Which of some rows without a date are accidents nevertheless (boolean)."""
    doubtful = body[rows]
    doubtful = doubtful[~(doubtful == "").all(axis=1)]
    notes.add("row_blank", "", int(rows.sum()) - len(doubtful))
    kinds = [_kind_of([str(cell).strip() for cell in row], position) for row in doubtful.to_numpy().tolist()]
    for kind in kinds:
        if kind != "record":
            notes.add(kind, "", 1)
    found = pd.Series(data=False, index=body.index)
    found[doubtful.index[[kind == "record" for kind in kinds]]] = True
    return found


def _kind_of(cells: list[str], position: int) -> str:
    """What a row without a date is: blank, a sum, a signature, an empty day, or an accident without a date."""
    filled = [cell for cell in cells if not is_nothing(cell)]
    if not filled:
        return "row_blank"
    words = [fold(cell) for cell in filled[:4]]
    if any(word == total or word.startswith(f"{total} ") for word in words for total in _TOTALS):
        return "row_total"
    if len(filled) <= 4 and any(sign in fold(" ".join(filled)) for sign in _SIGNATURES):
        return "row_signature"
    if len(filled) <= 2 and not any(re.search(r"\d{2}", cell) for cell in filled):
        return "row_signature"
    return "row_nihil" if cells[position].lower() == "nihil" and len(filled) <= 2 else "record"


def _is_nihil(body: pd.DataFrame, columns: ColumnMap, keep: pd.Series, notes: Notes) -> pd.Series:
    """Rows that say NIHIL for a day on which nothing happened."""
    telling = [m.position for field in _TELLING for m in columns.of(field)]
    if not telling:
        return pd.Series(data=False, index=body.index)
    is_silent: pd.Series = keep.copy()
    for position in telling:
        is_silent &= one_by_unique(body[position].fillna(""), is_nothing).astype(bool)
        if not is_silent.any():
            return is_silent
    cells = body.loc[is_silent, telling].apply(lambda column: column.str.strip().str.lower())
    is_nihil: pd.Series = (cells == "nihil").any(axis=1).reindex(body.index, fill_value=False)
    notes.add("row_nihil", "", int(is_nihil.sum()))
    return is_nihil
