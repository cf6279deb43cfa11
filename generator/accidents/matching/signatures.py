"""What an accident says in codes and counts, as one comparable number: words and spellings do not matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from generator.accidents.facts.coded import CODED, read_codes
from generator.accidents.facts.people import read_ages, read_casualties
from generator.accidents.facts.severity import read_labels
from generator.accidents.facts.users import read_hit_and_run, read_users
from generator.accidents.notes import Notes
from generator.accidents.sheets.gather import text_of
from generator.accidents.texts import stripped
from generator.accidents.words import fold, one_by_unique

if TYPE_CHECKING:
    from collections.abc import Mapping


def signatures(frame: pd.DataFrame, own: Mapping[str, Mapping[str, str]]) -> pd.Series:
    """One number per row: two rows have the same one when every code and every count agrees.

    Where a code is not known, the folded word stands for it, so that two unknown words still differ.
    """
    silent = Notes()
    codes = pd.DataFrame(read_codes(frame, own, silent), index=frame.index)
    for name in CODED:
        codes[name] = codes[name].where(codes[name] != "unknown", _folded(frame, name))
    users = read_users(frame, own.get("vehicles", {}))
    parts = [
        codes, users, read_casualties(frame, silent), read_ages(frame),
        read_labels(frame, own.get("severity", {})).rename("severity"),
        read_hit_and_run(frame).rename("hit_and_run"),
        _folded(frame, "vehicles").where(users.isna().all(axis=1), "").rename("vehicles"),
        _folded(frame, "person_injury").rename("person_injury"), _folded(frame, "sex").rename("sex"),
        _folded(frame, "district").rename("district"), _folded(frame, "speed_limit_kmh").rename("speed"),
        # A car and a taxi are both cars in the table, and yet not the same vehicle.
        *(stripped(frame[name]) for name in frame.columns if name.startswith("user_")),
    ]  # fmt: skip
    whole = pd.concat(parts, axis=1).astype("str")
    return pd.util.hash_pandas_object(whole, index=False)


def _folded(frame: pd.DataFrame, field: str) -> pd.Series:
    return one_by_unique(text_of(frame, field), fold).astype("str")
