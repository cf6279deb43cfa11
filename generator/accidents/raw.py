"""What a reader gives: tables of text exactly as the file has them, before anything is understood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """What the campaign file says about reading, where looking is not enough; empty means: look."""

    sheet: str = ""
    delimiter: str = ""
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class RawTable:
    """Cells of one sheet or file as text; columns are 0, 1, 2 ...; an empty cell is ""."""

    cells: pd.DataFrame
    sheet: str = ""
    headings: tuple[str, ...] | None = None  # None: they stand somewhere in the cells
    first_row: int = 1  # number of the first row of `cells` as the office program shows it
