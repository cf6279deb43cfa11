"""Related tables (vehicles, casualties, causes) summed per accident before they are joined: no row is multiplied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.accidents.coded import read_codes
from generator.accidents.gather import Request, gather, texts_of
from generator.accidents.people import COUNTS, read_casualties
from generator.accidents.users import NAMES, read_users
from generator.accidents.victims import count_victims
from generator.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from generator.accidents.files import SourceFile
    from generator.accidents.notes import Notes
    from generator.accidents.raw import ReadSettings
    from generator.settings import Join


def read_related(
    join: Join, sources: Sequence[SourceFile], settings: ReadSettings, missing: frozenset[str], notes: Notes
) -> pd.DataFrame:
    """One row per key of the accident table (index: the key's parts joined), with sums for table columns."""
    keys = join.other_key or join.key
    if len(keys) != len(join.key) or not keys:
        raise DataError(
            "[[data.join]]", "key dan other_key tidak sama banyak", "Sebut kunci yang berpasangan"
        )
    frame = gather(sources, Request(join.columns, keys, settings, needs_date=False), notes).frame
    frame = without_missing(frame, missing)
    key = join_key(frame, len(keys))
    if join.role == "causes":
        codes = read_codes(frame, join.codes, notes)["recorded_factor"]
        said = codes.mask(codes == "unknown").groupby(key).first()
        return said.fillna("unknown").to_frame("recorded_factor")
    if join.role == "casualties":
        sums = count_victims(frame, join.codes)
        counted = read_casualties(frame, notes)
        for name in [one for one in COUNTS if texts_of(frame, one)]:
            sums[name] = counted[name].astype("Int64")
    else:
        sums = read_users(frame, join.codes.get("vehicles", {})).fillna(0)[list(NAMES)]
    return sums.groupby(key).sum(min_count=1)


def attach(accidents: pd.DataFrame, related: pd.DataFrame, key: pd.Series) -> None:
    """Put the sums into the accident rows with that key; rows without related rows keep what they have."""
    matched = key.isin(related.index)
    for name in related.columns:
        values = key.map(related[name])
        if name == "recorded_factor":
            accidents[name] = values.where(matched & (values != "unknown"), accidents[name]).astype("str")
        else:
            summed = accidents[name].astype("Float64").where(~matched, values.astype("Float64"))
            accidents[name] = summed.round().astype("Int16")


def note_keys(related: pd.DataFrame, key: pd.Series, notes: Notes) -> None:
    """Note keys that repeat, accidents without related rows, and related rows without an accident."""
    notes.add("join_key_repeats", "", int(key.duplicated().sum()))
    notes.add("join_unmatched", "", int((~key.isin(related.index)).sum()))
    notes.add("join_orphans", "", int((~related.index.isin(key)).sum()))


def join_key(frame: pd.DataFrame, parts: int) -> pd.Series:
    """The parts of a key (columns key0_, key1_ ...) as one text."""
    key = frame["key0_"]
    for number in range(1, parts):
        key = key + "\x1f" + frame[f"key{number}_"]
    return key


def without_missing(frame: pd.DataFrame, missing: frozenset[str]) -> pd.DataFrame:
    """The frame with the campaign's own spellings of "not recorded" emptied."""
    if not missing:
        return frame
    made = frame.copy()
    for name in [column for column in frame.columns if not column.endswith("_")]:
        made[name] = frame[name].mask(frame[name].str.strip().isin(missing), "")
    return made
