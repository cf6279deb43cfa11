"""Related tables (vehicles, casualties, causes, places) summed per accident before they are joined: no fan-out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from generator.accidents.days.date_files import date_texts
from generator.accidents.days.when import read_days
from generator.accidents.facts.coded import read_codes
from generator.accidents.facts.people import COUNTS, read_casualties
from generator.accidents.facts.users import NAMES, read_users
from generator.accidents.matching.join_keys import Keyed, key_name, match_keys
from generator.accidents.matching.victims import count_victims
from generator.accidents.sheets.gather import Request, gather, text_of, texts_of
from generator.accidents.sheets.headings import year_in
from generator.accidents.texts import each, first_said, one_text, plain, stripped
from generator.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.accidents.cells.files import SourceFile
    from generator.accidents.cells.raw import ReadSettings
    from generator.accidents.notes import Notes
    from generator.settings import Join

ROLES = ("vehicles", "casualties", "causes", "places")
_MOST_ROWS = 1000  # related rows of one accident; more are the rows of a key that says "unknown"
_FACTOR = "recorded_factor"


@dataclass(frozen=True, slots=True)
class Reading:
    """How related tables are read: settings, the campaign's spellings of "not recorded", order of dates."""

    settings: ReadSettings
    missing: frozenset[str]
    date_order: str
    notes: Notes


@dataclass(frozen=True, slots=True)
class Related:
    """A related table: its rows, and for each the index of its accident (missing for an orphan)."""

    join: Join
    frame: pd.DataFrame
    accident: pd.Series


def read_related(join: Join, sources: Sequence[SourceFile], accidents: Keyed, reading: Reading) -> Related:
    """The rows of a related table and their accidents. Raises DataError for a key that is none."""
    keys = join.other_key or join.key
    if len(keys) != len(join.key) or not keys:
        raise DataError(
            "[[data.join]]", "key dan other_key tidak sama banyak", "Sebut kunci yang berpasangan"
        )
    request = Request(join.columns, keys, reading.settings, needs_date=False)
    frame = without_missing(gather(sources, request, reading.notes).frame, reading.missing)
    theirs = _keyed(frame, len(keys), sources, reading.date_order)
    name = key_name(join.key)
    ours, theirs_text = match_keys(accidents, theirs, name, reading.notes)
    known = ours[ours != ""]
    rows = theirs_text.map(pd.Series(known.index, index=known.to_numpy()))
    most = int(rows.value_counts().max())
    if most > _MOST_ROWS:
        raise DataError(f"kunci {name}", f"satu kecelakaan mendapat {most} baris tabel tambahan",
                        "Isi kunci itu tampaknya berarti tidak diketahui; sebut dalam missing")  # fmt: skip
    reading.notes.add("join_unmatched", "", int((~ours.index.isin(rows)).sum()), detail=join.role)
    reading.notes.add("join_orphans", "", int(rows.isna().sum()), detail=join.role)
    return Related(join, frame, rows)


def _keyed(frame: pd.DataFrame, parts: int, sources: Sequence[SourceFile], order: str) -> Keyed:
    """The related table's side of the key; a file whose name holds a year tells the year of its rows."""
    days = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[us]")
    if texts_of(frame, "occurred_on") or texts_of(frame, "date_time") or texts_of(frame, "day"):
        days = read_days(stripped(date_texts(frame)), order)
    years = days.dt.year.astype("Int64")
    said = (
        pd.to_numeric(plain(text_of(frame, "year")).str.strip(), errors="coerce")
        .astype("Float64")
        .round()
        .astype("Int64")
    )
    named = {number: year_in(source.record.name) for number, source in enumerate(sources)}
    files = frame["file_"].map(named).astype("Int64")
    return Keyed(frame[[f"key{n}_" for n in range(parts)]], days, years.fillna(said).fillna(files))


def fill_places(frame: pd.DataFrame, related: Related, notes: Notes) -> pd.DataFrame:
    """The accidents' text with what a table of places says (one row per accident) where they say nothing.

    Raises DataError when the table has several rows for an accident: then it is no table of places.
    """
    own = related.accident.dropna()
    if own.duplicated().any():
        raise DataError(
            f"tabel tambahan dengan kunci {key_name(related.join.key)}",
            f'punya beberapa baris untuk satu kecelakaan ({int(own.duplicated().sum())} baris), padahal role = "places"',
            'Pakai role "vehicles", "casualties", atau "causes", atau hapus baris gandanya',
        )
    made = frame.copy()
    fields = [name for name in related.frame.columns if not name.endswith("_")]
    for name in fields:
        said = plain(related.frame.loc[own.index, name]).set_axis(own.to_numpy()).reindex(frame.index)
        mine = made[name] if name in made else one_text("", frame.index)
        made[name] = first_said(mine, said.fillna(""))
    notes.add("join_filled", "", len(own), detail=related.join.role)
    return made


def own_codes(own: Mapping[str, Mapping[str, str]], joins: Sequence[Join]) -> Mapping[str, Mapping[str, str]]:
    """The campaign's codes together with those of its tables of places."""
    made = {name: dict(values) for name, values in own.items()}
    for join in joins:
        if join.role == "places":
            for name, values in join.codes.items():
                made[name] = {**values, **made.get(name, {})}
    return made


def sums_of(related: Related, notes: Notes) -> pd.DataFrame:
    """One row per accident that has related rows (its index), one column per column of the table, summed."""
    frame, codes = related.frame, related.join.codes
    if related.join.role == "causes":
        return _causes(related, notes)
    if related.join.role == "casualties":
        sums = count_victims(frame, codes)
        counted = read_casualties(frame, notes)
        for name in [one for one in COUNTS if texts_of(frame, one)]:
            sums[name] = counted[name].astype("Int64")
    else:
        sums = read_users(frame, codes.get("vehicles", {})).fillna(0)[list(NAMES)]
    return sums.groupby(related.accident).sum(min_count=1)


def _causes(related: Related, notes: Notes) -> pd.DataFrame:
    """The first known cause of each accident; accidents with several are counted."""
    codes = read_codes(related.frame, related.join.codes, notes)[_FACTOR]
    known = codes.mask(codes == "unknown").groupby(related.accident)
    notes.add("causes_several", _FACTOR, int(known.nunique().ge(2).sum()))
    return known.first().dropna().to_frame(_FACTOR)


def attach(accidents: pd.DataFrame, sums: pd.DataFrame, notes: Notes) -> None:
    """Put the sums into the accident rows of their index; what they do not say stays as it was."""
    both = [name for name in COUNTS if name in sums]
    own = accidents.loc[sums.index, both].astype("Float64")
    differs = (own != sums[both].astype("Float64")).fillna(value=False).any(axis=1)
    notes.add("join_differs", "", int(differs.sum()))
    for name in sums.columns:
        values = sums[name].reindex(accidents.index)
        if name == _FACTOR:
            accidents[name] = values.where(values.notna(), accidents[name]).astype("str")
            continue
        mine, theirs = accidents[name].astype("Float64"), values.astype("Float64")
        if name == "user_pedestrian":  # persons on foot stand in the list of victims, or among the vehicles
            theirs = theirs.where(~(mine > theirs).fillna(value=False), mine)
        accidents[name] = theirs.fillna(mine).round().astype("Int16")


def without_missing(frame: pd.DataFrame, missing: frozenset[str]) -> pd.DataFrame:
    """The frame with the campaign's own spellings of "not recorded" emptied."""
    if not missing:
        return frame
    made = frame.copy()
    for name in [column for column in frame.columns if not column.endswith("_")]:
        made[name] = each(frame[name], lambda texts: texts.mask(texts.str.strip().isin(missing), ""))
    return made
