"""What a look at files proposes, as plain values: any surface can show it, ask about it, or write it down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.accidents.values.dates import DateOrder
    from generator.settings import Data

DOUBTS = {
    "no_table": True,
    "no_headings": True,
    "no_date": True,
    "no_accidents": True,
    "date_order": True,
    "date_orders_differ": True,
    "victims_without_number": True,
    "crs": True,
    "refused": True,
    "severity_unknown": False,
    "codes_unknown": False,
    "column_unsure": False,
    "total_chosen": False,
    "zone_guessed": False,
    "zone_unknown": False,
    "zone_near_border": True,
    "few_located": False,
}
"""Every doubt -> whether nothing may be written before it is answered."""

ASIDE = frozenset({"no_key", "no_use", "second_roads", "second_areas", "no_table"})
"""Why a file was left aside; each has a sentence."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person has decided; empty means: as the files say."""

    columns: Mapping[str, str] = field(default_factory=dict)  # field -> heading
    codes: Mapping[str, Mapping[str, Mapping[str, str]]] = field(
        default_factory=dict
    )  # role, field, value, code
    date_order: str = ""
    crs: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table that is read: where its headings stand and how its file is written."""

    file: str
    sheet: str
    heading_row: int  # as the office program counts; 0 where the format has no such row
    rows: int
    encoding: str = ""  # delimited text only
    delimiter: str = ""
    decimal: str = ""  # mark of the coordinates


@dataclass(frozen=True, slots=True)
class Seen:
    """One column: its heading, the field that it becomes ("" for none), and three values, masked where personal.

    `spoken` is the heading as it may be shown: one that could be a person's name is called by its place.
    """

    heading: str
    spoken: str
    field: str
    found: str  # campaign, exact, part, close, content, ""
    privacy: str
    examples: tuple[str, ...]
    role: str = "accidents"  # or the role of a related table

    @property
    def is_doubtful(self) -> bool:
        """Whether a person should look at the meaning before it is used."""
        return self.found in {"part", "close", "content"} and self.privacy not in {"personal", "skip"}


@dataclass(frozen=True, slots=True)
class Dates:
    """Order of day and month of one date column of one file, with a cell that shows the question."""

    file: str
    heading: str
    order: DateOrder
    example: str  # a cell that could be read both ways, "" when there is none
    is_accident_date: bool = True

    @property
    def is_open(self) -> bool:
        """Whether no cell of the column proves the order."""
        return self.order.found == "ambiguous"


@dataclass(frozen=True, slots=True)
class Gap:
    """A value of a coded column that no list knows."""

    role: str
    field: str
    heading: str
    value: str
    rows: int


@dataclass(frozen=True, slots=True)
class Scale:
    """A published code list that a column follows."""

    role: str
    field: str
    heading: str
    source: str
    codes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Related:
    """A table with several rows per accident, and the key that leads to the accident."""

    files: tuple[Path, ...]
    role: str
    key: tuple[str, ...]
    other_key: tuple[str, ...]
    matched: float  # share (0-1) of its keys that the accident table has


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that the files do not say for certain; `values` fill its sentence."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether nothing may be written before a person has answered."""
        return DOUBTS[self.code]


@dataclass(frozen=True, slots=True)
class Trial:
    """What the week's own intake makes of the files under this proposal."""

    rows_read: int
    accidents: int
    located: int
    severity: Mapping[str, int]
    killed: int
    first_day: str
    last_day: str
    notes: tuple[tuple[str, str, int, str], ...]  # code, column, rows, detail


@dataclass(frozen=True, slots=True)
class Proposal:
    """Everything that was found; `data` is the section of the campaign file that follows from it."""

    data: Data
    accidents: tuple[Path, ...]
    related: tuple[Related, ...] = ()
    roads: Path | None = None
    boundary: Path | None = None
    areas: Path | None = None
    aside: tuple[tuple[str, str], ...] = ()  # file, reason
    sheets: tuple[Sheet, ...] = ()
    columns: tuple[Seen, ...] = ()
    dates: tuple[Dates, ...] = ()
    gaps: tuple[Gap, ...] = ()
    scales: tuple[Scale, ...] = ()
    crs_note: str = ""
    row_kind: str = "accidents"  # or victims
    zone: str = ""
    doubts: tuple[Doubt, ...] = ()
    trial: Trial | None = None

    @property
    def open_doubts(self) -> tuple[Doubt, ...]:
        """The doubts that keep the campaign file from being written."""
        return tuple(doubt for doubt in self.doubts if doubt.is_open)
