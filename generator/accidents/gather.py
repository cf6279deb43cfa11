"""All files of one role as one table of text, one column a field, with the rows that are no records left out."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from generator.accidents.files import SourceFile, read_file
from generator.accidents.headings import Headed, find_headings, year_in
from generator.accidents.mapping import ColumnMap, map_columns
from generator.accidents.privacy import is_personal
from generator.accidents.sheet_rows import (
    continue_victims,
    is_recap_name,
    tells_single_accidents,
    victim_rows,
    with_month,
)
from generator.accidents.words import fold, is_nothing
from generator.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from generator.accidents.notes import Notes
    from generator.accidents.raw import ReadSettings

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
_LEAST_COPIED = 5  # rows; shorter tables may be alike by chance
_WHEN = ("occurred_on", "date_time")
# Personal columns that are looked at while reading; nothing else that is personal enters the frame.
_READ_PERSONAL = frozenset({"report_number", "narrative", "place_text"})


@dataclass(frozen=True, slots=True)
class Request:
    """What is wanted from the files: the campaign's own map, the headings of keys, how to read."""

    columns: Mapping[str, str]
    keys: tuple[str, ...]
    settings: ReadSettings
    needs_date: bool = True


@dataclass(frozen=True, slots=True)
class Gathered:
    """Text of all rows. Columns: fields ("vehicles~2" for a second one), file_, sheet_, row_, year_, key_0 ..."""

    frame: pd.DataFrame
    mapping: tuple[tuple[str, str, str], ...]
    unplaced: tuple[str, ...]


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
    seen: set[str] = set()
    for number, source in enumerate(sources):
        if progress:
            progress(source.record.name)
        tables = _tables(source, request, notes)
        for sheet, (headed, columns) in enumerate(tables):
            frame = _frame(headed, columns, request, notes)
            if request.needs_date and _is_repeated(frame, seen):
                notes.add("table_repeated", "", len(frame))
                continue
            frames.append(frame.assign(file_=number, sheet_=sheet))
            mapping |= {(m.heading.strip(), m.field, m.found): None for m in columns.columns}
            unplaced |= dict.fromkeys(_speakable(columns.unplaced))
    frame = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
    if frame.empty:
        raise DataError(
            ", ".join(source.record.name for source in sources),
            "di bawah judul kolomnya tidak ada satu baris pun",
            "Ekspor ulang datanya, lalu taruh di tempat yang sama",
        )
    texts = [name for name in frame.columns if not name.endswith("_")]
    frame[texts] = frame[texts].fillna("")
    return Gathered(frame, _speakable_mapping(mapping), tuple(unplaced))


def _is_repeated(frame: pd.DataFrame, seen: set[str]) -> bool:
    """Whether the same rows were read before: a copy of the file or of the sheet."""
    told = frame.drop(columns="row_")
    if len(frame) < _LEAST_COPIED:
        return False
    content = hashlib.sha256(pd.util.hash_pandas_object(told, index=False).to_numpy().tobytes())
    content.update(repr(list(told.columns)).encode())
    is_repeated = content.hexdigest() in seen
    seen.add(content.hexdigest())
    return is_repeated


def texts_of(frame: pd.DataFrame, field: str) -> list[pd.Series]:
    """All text columns of one field, in the order of the file; an empty list when the files have none."""
    return [frame[name] for name in frame.columns if name == field or name.startswith(f"{field}~")]


def text_of(frame: pd.DataFrame, field: str) -> pd.Series:
    """The texts of one field, the first column that says something; "" where none does."""
    columns = texts_of(frame, field)
    if not columns:
        return pd.Series("", index=frame.index, dtype="str")
    found = columns[0]
    for other in columns[1:]:
        found = found.where(found.str.strip() != "", other)
    return found


def _tables(source: SourceFile, request: Request, notes: Notes) -> list[tuple[Headed, ColumnMap]]:
    """The headed tables of a file that hold accidents; recaps and notes on other sheets are left out."""
    wanted = frozenset(fold(part) for spec in request.columns.values() for part in spec.split(" + "))
    usable: list[tuple[Headed, ColumnMap]] = []
    skipped = 0
    raws = [raw for raw in read_file(source, request.settings) if raw.cells.size]
    for raw in raws:
        headed = find_headings(raw, wanted | {fold(key) for key in request.keys})
        if headed is None:
            skipped += 1
            continue
        columns = map_columns(headed.headings, headed.body, request.columns)
        if request.needs_date and not _has_date(columns):
            skipped += 1
            continue
        notes.add("numbering_row", "", headed.skipped)
        usable.append((headed, columns))
    if request.needs_date and len(usable) > 1:
        single = [one for one in usable if _is_list(*one)]
        skipped += len(usable) - len(single) if single else 0
        usable = single or usable
    if not usable:
        _refuse(source, raws_found=bool(raws))
    notes.add("sheet_skipped", "", skipped)
    return usable


def _is_list(headed: Headed, columns: ColumnMap) -> bool:
    """Whether a table of a workbook lists single accidents and is not called a recap."""
    return not is_recap_name(headed.sheet) and tells_single_accidents(one.field for one in columns.columns)


def _refuse(source: SourceFile, *, raws_found: bool) -> None:
    name = source.record.name
    if not raws_found:
        raise DataError(
            name, "tidak berisi satu baris pun", "Ekspor ulang datanya, lalu taruh di tempat yang sama"
        )
    raise DataError(
        name, "tidak ada kolom tanggal kejadian",
        'Beri judul "Tanggal Kejadian" pada kolomnya, atau sebut judulnya di [data.columns]: occurred_on = "..."',
    )  # fmt: skip


def _has_date(columns: ColumnMap) -> bool:
    fields = {one.field for one in columns.columns}
    return bool(fields & set(_WHEN)) or {"year", "month", "day"} <= fields


def _frame(headed: Headed, columns: ColumnMap, request: Request, notes: Notes) -> pd.DataFrame:
    """Rows of one table, one text column a field."""
    body = headed.body
    rows = pd.Series(range(headed.first_row, headed.first_row + len(body)), index=body.index)
    victims = victim_rows(body, {m.field: m.position for m in columns.columns if m.position < body.shape[1]})
    keep = pd.Series(data=True, index=body.index)
    if request.needs_date:
        keep[~victims] = _records(body[~victims], columns, notes)
    made: dict[str, pd.Series] = {}
    for one in columns.columns:
        is_wanted = one.privacy not in {"personal", "skip"} or one.field in _READ_PERSONAL
        if is_wanted and one.position < body.shape[1]:
            made[_free_name(made, one.field)] = body[one.position].fillna("").astype("str")
    for number, key in enumerate(request.keys):
        made[f"key{number}_"] = _key(headed, body, key)
    frame = pd.DataFrame(made, index=body.index)
    frame["row_"] = rows
    frame["year_"] = year_in(headed.title) or 0
    if request.needs_date and "occurred_on" in frame:
        frame["occurred_on"] = with_month(frame["occurred_on"], headed.title, year_in(headed.title))
    return continue_victims(frame[keep], victims[keep]) if request.needs_date else frame[keep]


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


def _records(body: pd.DataFrame, columns: ColumnMap, notes: Notes) -> pd.Series:
    """Whether a row is an accident: rows without a digit in the date are looked at one by one."""
    when = columns.of("occurred_on") + columns.of("date_time") + columns.of("year")
    dates = body[when[0].position].fillna("").astype("str")
    keep = dates.str.contains(r"\d", regex=True)
    position = when[0].position
    for index in body.index[~keep]:
        cells = [str(cell).strip() for cell in body.loc[index].tolist()]
        kind = _kind_of(cells, position)
        if kind == "record":
            keep[index] = True
        else:
            notes.add(kind, "", 1)
    keep &= ~_is_nihil(body, columns, keep, notes)
    return keep


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
    telling = [m.position for m in columns.columns
               if m.field in {"time", "collision_type", "road_name", "place_text", "severity", "lat", "lat_lon",
                              "vehicles", "report_number", "narrative"}]  # fmt: skip
    if not telling:
        return pd.Series(data=False, index=body.index)
    first = pd.Series(data=False, index=body.index)
    for position in telling:
        first |= body[position].fillna("").astype("str").str.strip().str.lower().eq("nihil")
    nihil = [index for index in body.index[first & keep]
             if all(is_nothing(str(body.loc[index, position])) for position in telling)]  # fmt: skip
    is_nihil = pd.Series(body.index.isin(nihil), index=body.index)
    notes.add("row_nihil", "", int(is_nihil.sum()))
    return is_nihil


def _speakable(headings: Sequence[str]) -> list[str]:
    """Headings that may stand in a report: no long text, no number of somebody."""
    return [h.strip() for h in headings if h.strip() and len(h) <= 60 and not is_personal(h)
            and not re.search(r"\d{5}", h)]  # fmt: skip


def _speakable_mapping(mapping: Mapping[tuple[str, str, str], None]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (heading, field, found) for heading, field, found in mapping
        if _speakable([heading]) and field != "replaced"
    )  # fmt: skip
