"""Tables that a planner may put in by mistake: sums, traffic counts, lists of fines, rosters; each is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from generator.accidents.sheets.gather import text_of, texts_of
from generator.accidents.texts import plain
from generator.accidents.words import fold
from generator.errors import DataError

if TYPE_CHECKING:
    from generator.accidents.sheets.gather import Gathered

# Columns that only a list of accidents has, beside the day, the hour and the place.
_OF_ACCIDENTS = frozenset({
    "severity", "killed", "seriously_injured", "slightly_injured", "injured", "casualties", "collision_type",
    "person_injury", "hit_and_run", "transport_kind", "is_pedestrian", "is_bicycle",
})  # fmt: skip
# Columns that a list of accidents has, and a list of fines may have.
_MAYBE = frozenset({
    "recorded_factor", "report_number", "narrative", "loss_rp", "loss_vehicle_rp", "loss_other_rp", "light",
    "junction_form",
})  # fmt: skip
_SAYS_ACCIDENT = re.compile(r"\b(?:laka|laka lantas|kecelakaan|korban|tkp|accident|crash|collision)\b")
_SUMMED = ("killed", "seriously_injured", "slightly_injured", "injured", "casualties")
_PLACES = frozenset({"lat", "lon", "lat_lon", "x_m", "y_m", "road_name", "place_text"})
_NAMES = frozenset({"collision_type", "severity", "vehicles", "narrative", "person_injury", "report_number"})
_FINES = re.compile(r"\b(?:pelanggaran|pelanggar|tilang|etle|denda|barang bukti|putusan)\b")
_ROSTER = re.compile(r"\b(?:piket|petugas|regu|shift|jadwal|kegiatan|narasumber|peserta)\b")
_MOST_IN_ONE = 30  # vehicles in one accident; only hourly counts have more in most of their rows
_LEAST = 0.5
_LOOKED_AT = 300  # rows from the whole length of a table
_FEW = 5
_ADVICE = (
    "Taruh daftar kejadian (satu baris satu kecelakaan, atau satu baris satu korban) dan keluarkan tabel ini; bila "
    "berkasnya berisi beberapa lembar, sebut lembar kejadiannya di data.sheet"
)


@dataclass(frozen=True, slots=True)
class _Look:
    """One table as it was read: its rows, its fields, its folded headings."""

    rows: pd.DataFrame
    fields: frozenset[str]
    headings: str
    has_related: bool  # what happened may stand in a related table


def refuse_other_tables(gathered: Gathered, *, has_related: bool = False) -> None:
    """Raise DataError for a table whose rows are no accidents.

    The campaign's own map of columns does not help: the rows themselves are judged. `has_related` says that the
    campaign joins further tables, so that days and keys may be all that stands here.
    """
    samples = _samples(gathered.frame)
    for sheet, read in gathered.sheets.items():
        rows = samples.get(sheet, gathered.frame.iloc[:0])
        found = [(heading, field) for heading, field, _ in read.columns]
        look = _Look(rows, frozenset(field for _, field in found),
                     " | ".join(fold(h) for h in [*(h for h, _ in found), *read.unplaced]), has_related)  # fmt: skip
        said = _fault(look) if len(rows) else ""
        if said:
            where = f'{read.file}, lembar "{read.sheet}"' if read.sheet else read.file
            raise DataError(where, said, _ADVICE)


def _samples(frame: pd.DataFrame) -> dict[Any, pd.DataFrame]:
    """Some rows from the whole length of each table, as plain text, by file_ and sheet_."""
    sheets = ["file_", "sheet_"]
    tables = frame.groupby(sheets, sort=False).indices.values()
    some = [rows[:: max(1, len(rows) // _LOOKED_AT)] for rows in tables]
    looked_at = frame.iloc[np.concatenate(some)]
    looked_at = pd.DataFrame({name: plain(looked_at[name]) for name in looked_at.columns})
    return dict(iter(looked_at.groupby(sheets, sort=False)))


def _fault(look: _Look) -> str:
    """What the table is instead of a list of accidents; "" for a list."""
    if _is_counting(look.rows):
        return "berisi hitungan lalu lintas (puluhan kendaraan pada setiap baris), bukan kecelakaan"
    if _is_summing(look):
        return "berisi jumlah kecelakaan per hari, bulan, atau ruas, bukan satu baris satu kejadian"
    if look.fields & _OF_ACCIDENTS or _SAYS_ACCIDENT.search(look.headings):
        return ""
    return _fault_of_headings(look)


def _fault_of_headings(look: _Look) -> str:
    if _FINES.search(look.headings):
        return "berisi daftar pelanggaran atau tilang, bukan kecelakaan"
    if look.fields & _MAYBE or any(name.startswith("user_") for name in look.fields):
        return ""
    if _ROSTER.search(look.headings):
        return "berisi jadwal atau kegiatan petugas, bukan kecelakaan"
    if not look.has_related and not look.fields & (_PLACES | {"vehicles", "district", "village"}):
        return "tidak punya satu kolom pun tentang kecelakaan: tingkat, korban, kendaraan, atau tempat"
    return ""


def _is_counting(rows: pd.DataFrame) -> bool:
    """Whether most rows count more vehicles than any accident has."""
    counts = [rows[name] for name in rows.columns if name.startswith("user_")]
    counts += [texts for field in ("vehicle_count", "vehicles") for texts in texts_of(rows, field)]
    large = [_numbers(texts) for texts in counts if texts.str.contains(r"\d\d", regex=True).any()]
    if not large or len(rows) < _FEW:
        return False
    most = pd.concat(large, axis=1).max(axis=1)
    return bool((most > _MOST_IN_ONE).mean() > _LEAST)


def _is_summing(look: _Look) -> bool:
    """Whether rows say how many accidents there were, or each is a whole period with all its casualties."""
    events = _numbers(text_of(look.rows, "event_count")) if texts_of(look.rows, "event_count") else None
    if events is not None and events.notna().mean() > _LEAST:
        return bool((events != 1).mean() > 0.1) or not look.fields & (_PLACES | _NAMES)
    if look.fields & (_PLACES | _NAMES | {"time", "date_time", "hour_only", "district", "village"}):
        return False
    return _is_calendar(look.rows) and any(texts_of(look.rows, name) for name in _SUMMED)


def _is_calendar(rows: pd.DataFrame) -> bool:
    """Whether every day occurs once and the days follow each other at one distance, as in a table of sums."""
    days = pd.to_datetime(
        plain(text_of(rows, "occurred_on")).str.strip(), errors="coerce", dayfirst=True, format="mixed"
    )
    steps = days.dropna().diff().dropna().dt.days
    regular = steps.between(28, 31).all() or steps.eq(steps.iloc[0]).all() if len(steps) >= _FEW else False
    return bool(regular) and not days.duplicated().any()


def _numbers(texts: pd.Series) -> pd.Series:
    """Whole numbers of a column, with or without thousand marks; NaN for other texts."""
    bare = texts.str.strip().str.replace(r"(?<=\d)[.,](?=\d{3}\b)", "", regex=True)
    return pd.to_numeric(bare.where(bare.str.fullmatch(r"\d+(?:\.0+)?")), errors="coerce")
