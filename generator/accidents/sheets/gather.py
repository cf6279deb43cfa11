"""All files of one role as one table of text, one column a field, with the rows that are no records left out."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from generator.accidents.cells.files import read_file
from generator.accidents.sheets.headings import Headed, year_in
from generator.accidents.sheets.record_rows import record_rows
from generator.accidents.sheets.sheet_rows import continue_victims, month_in, victim_rows, with_month
from generator.accidents.sheets.usable_tables import usable_tables
from generator.accidents.texts import coded, first_said, one_text
from generator.accidents.wall.speakable import sheet_read
from generator.accidents.words import fold
from generator.errors import DataError, OtherFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from generator.accidents.cells.files import SourceFile
    from generator.accidents.cells.raw import RawTable, ReadSettings
    from generator.accidents.notes import Notes
    from generator.accidents.sheets.mapping import ColumnMap
    from generator.records import SheetRead

_LEAST_COPIED = 5  # rows; shorter tables may be alike by chance
# Columns that are looked at while reading and have no place in the table; nothing else that is personal enters the
# frame. Units tell short report numbers apart; sums tell that a table is no list of accidents.
_READ_PERSONAL = frozenset(
    {"report_number", "narrative", "place_text", "office", "event_count", "vehicle_count", "weekday"}
)


@dataclass(frozen=True, slots=True)
class Request:
    """What is wanted from the files: the campaign's own map, the headings of keys, how to read."""

    columns: Mapping[str, str]
    keys: tuple[str, ...]
    settings: ReadSettings
    needs_date: bool = True


@dataclass(frozen=True, slots=True)
class Gathered:
    """Text of all rows, each column coded where few texts differ (texts.py).

    Columns: fields ("vehicles~2" for a second one), file_, sheet_, row_, year_, month_, key_0 ...
    """

    frame: pd.DataFrame
    mapping: tuple[tuple[str, str, str], ...]
    unplaced: tuple[str, ...]
    sheets: Mapping[tuple[int, int], SheetRead]  # file_ and sheet_ -> what was read there
    skipped: frozenset[str] = frozenset()  # names of files that a pattern caught and that hold something else


def gather(
    sources: Sequence[SourceFile],
    request: Request,
    notes: Notes,
    progress: Callable[[str], None] | None = None,
) -> Gathered:
    """Every table of every file, one below the other. Raises DataError when a file has no usable table."""
    frames: list[pd.DataFrame] = []
    mapping: dict[tuple[str, str, str], None] = {}
    unplaced: dict[str, None] = {}
    sheets: dict[tuple[int, int], SheetRead] = {}
    others: dict[str, OtherFileError] = {}
    for number, (source, read) in enumerate(_read_ahead(sources, request.settings)):
        if progress:
            progress(source.record.name)
        try:
            tables = usable_tables(source, read(), request, notes)
        except OtherFileError as error:
            if not source.is_matched or not request.needs_date:
                raise
            others[source.record.name] = error
            notes.add("file_skipped", "", 1, detail=f"{source.record.name} ({error.found})")
            continue
        for sheet, (headed, columns) in enumerate(tables):
            frame = _frame(headed, columns, request, notes)
            if request.needs_date and _is_repeated(frame, frames):
                notes.add("table_repeated", "", len(frame))
                continue
            frames.append(frame.assign(file_=number, sheet_=sheet))
            told = sheets[number, sheet] = sheet_read(source, headed, columns, len(frame))
            notes.add_sheet(told)
            mapping |= dict.fromkeys(told.columns)
            unplaced |= dict.fromkeys(told.unplaced)
    if others and not frames:
        raise next(iter(others.values()))
    frame = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
    if frame.empty:
        raise DataError(
            ", ".join(source.record.name for source in sources),
            "di bawah judul kolomnya tidak ada satu baris pun",
            "Ekspor ulang datanya, lalu taruh di tempat yang sama",
        )
    texts = {name: coded(frame[name]) for name in frame.columns if not name.endswith("_")}
    return Gathered(frame.assign(**texts), tuple(mapping), tuple(unplaced), sheets, frozenset(others))


def _read_ahead(
    sources: Sequence[SourceFile], settings: ReadSettings
) -> Iterator[tuple[SourceFile, Callable[[], list[RawTable]]]]:
    """Each file and what gives its raw tables, or raises what reading raised: the next one is read meanwhile."""
    with ThreadPoolExecutor(max_workers=1) as reader:
        reads = [reader.submit(read_file, source, settings) for source in sources[:1]]
        for source, following in itertools.zip_longest(sources, sources[1:]):
            reads += [reader.submit(read_file, following, settings)] if following else []
            yield source, reads.pop(0).result


def _is_repeated(frame: pd.DataFrame, before: Sequence[pd.DataFrame]) -> bool:
    """Whether the same rows were read before: a copy of the file or of the sheet."""
    if len(frame) < _LEAST_COPIED:
        return False
    told = frame.drop(columns="row_").reset_index(drop=True)
    alike = (one for one in before if len(one) == len(told))
    return any(
        one.drop(columns=["row_", "file_", "sheet_"]).reset_index(drop=True).equals(told) for one in alike
    )


def texts_of(frame: pd.DataFrame, field: str) -> list[pd.Series]:
    """All text columns of one field, in the order of the file; an empty list when the files have none."""
    named = (name for name in frame.columns.tolist() if name == field or name.startswith(f"{field}~"))
    return [frame[name] for name in named]


def text_of(frame: pd.DataFrame, field: str) -> pd.Series:
    """The texts of one field, the first column that says something; "" where none does."""
    columns = texts_of(frame, field)
    if not columns:
        return one_text("", frame.index)
    found = columns[0]
    for other in columns[1:]:
        found = first_said(found, other)
    return found


def _frame(headed: Headed, columns: ColumnMap, request: Request, notes: Notes) -> pd.DataFrame:
    """Rows of one table, one text column a field."""
    body = headed.body
    rows = pd.Series(range(headed.first_row, headed.first_row + len(body)), index=body.index)
    victims = victim_rows(body, {m.field: m.position for m in columns.columns if m.position < body.shape[1]})
    keep = pd.Series(data=True, index=body.index)
    if request.needs_date:
        keep[~victims] = record_rows(body[~victims] if victims.any() else body, columns, notes)
    made: dict[str, pd.Series] = {}
    for one in columns.columns:
        is_wanted = one.privacy not in {"personal", "skip"} or one.field in _READ_PERSONAL
        if is_wanted and one.position < body.shape[1]:
            made[_free_name(made, one.field)] = body[one.position]
    for number, key in enumerate(request.keys):
        made[f"key{number}_"] = _key(headed, body, key)
    frame = pd.DataFrame(made, index=body.index)
    frame["row_"] = rows
    frame["fault_"] = "" if headed.extra is None else np.where(headed.extra, "row_long", "")
    frame["year_"] = year_in(headed.title) or 0
    frame["month_"] = month_in(headed.title) or 0
    if request.needs_date and "occurred_on" in frame:
        frame["occurred_on"] = with_month(frame["occurred_on"], headed.title, year_in(headed.title))
    if not keep.all():
        frame, victims = frame[keep], victims[keep]
    return continue_victims(frame, victims) if request.needs_date else frame


def _free_name(made: Mapping[str, pd.Series], field: str) -> str:
    """The field's name, numbered when several columns fill it."""
    if field not in made:
        return field
    return next(f"{field}~{n}" for n in range(2, len(made) + 3) if f"{field}~{n}" not in made)


def _key(headed: Headed, body: pd.DataFrame, heading: str) -> pd.Series:
    positions = [n for n, text in enumerate(headed.headings) if fold(text) == fold(heading)]
    if not positions:
        raise DataError(f'kunci "{heading}"', "judul itu tidak ada di tabel",
                        "Perbaiki key atau other_key pada [[data.join]]")  # fmt: skip
    return body[positions[0]].fillna("").astype("str").str.strip()
