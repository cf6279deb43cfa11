"""What a reader takes and gives: a file with its content, and tables of text before anything is understood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import pandas as pd

MOST_BYTES = 1_000_000_000
"""Bytes of one unpacked file that an office computer of 8 GB still reads (peak about three times as much)."""
MOST_COLUMNS = 4_096


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """What the campaign file says about reading, where looking is not enough; empty means: look."""

    sheet: str = ""
    delimiter: str = ""
    encoding: str = ""
    zone: str = ""  # IANA name: instants that a file stores in UTC are told in this zone


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file on the disk, or one that was unpacked from it into memory."""

    name: str  # decides which reader takes it; for an unpacked file the name inside
    path: Path  # the file on the disk
    content: bytes | None = None  # None: that of the file on the disk
    member: str = ""  # path inside the archive

    def read_bytes(self) -> bytes:
        """The whole content. Raises DataError for a file of more than 1 GB."""
        if self.content is not None:
            return self.content
        if self.path.stat().st_size > MOST_BYTES:
            raise DataError(
                self.name, "lebih dari 1 GB", "Bagi berkas itu per tahun, atau simpan sebagai Parquet"
            )
        return self.path.read_bytes()


@dataclass(frozen=True, slots=True)
class RawNote:
    """What a reader repaired, assumed or left out: a code of notes.CODES, how often, and a plain detail."""

    code: str
    rows: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class RawTable:
    """Cells of one sheet or file as text; columns are 0, 1, 2 ...; an empty cell is ""."""

    cells: pd.DataFrame
    sheet: str = ""
    headings: tuple[str, ...] | None = None  # None: they stand somewhere in the cells
    first_row: int = 1  # number of the first row of `cells` as the office program shows it
    lengths: np.ndarray | None = None  # fields of each row as written; None: every row has them all
    is_hidden: bool = False  # the office program does not show the sheet
    notes: tuple[RawNote, ...] = ()
    encoding: str = ""  # of delimited text: how its letters and columns were told apart
    delimiter: str = ""
