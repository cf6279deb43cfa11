"""The key that ties a related table to the accidents: one spelling, complete, and really a key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow.compute as pc

from generator.accidents.matching.ids import is_destroyed, report_number, tidy_id
from generator.accidents.texts import arrow_texts
from generator.accidents.words import one_by_unique
from generator.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.accidents.notes import Notes

_LEAST_DATED = 0.95
_MOST_OTHER_DAYS = 0.2
_FEW = 10  # matched rows from which days can contradict a key
_ADVICE = 'Sebut judul lain pada key, atau beberapa sekaligus, misalnya key = ["Nomor", "Tahun"]'


@dataclass(frozen=True, slots=True)
class Keyed:
    """One table's side of a join, one row per row: the texts of its key columns, days and years where it has them."""

    texts: pd.DataFrame
    days: pd.Series  # NaT where the table does not say
    years: pd.Series  # Int64


def match_keys(accidents: Keyed, related: Keyed, name: str, notes: Notes) -> tuple[pd.Series, pd.Series]:
    """The same id on both sides, one per row; "" where there is none or a spreadsheet program has destroyed it.

    Every id occurs once among the accidents: a key that repeats there is completed by year or day, when the
    related table tells them. Raises DataError for one that repeats nevertheless, one that meets nothing, and one
    that meets rows of other days. `name` is what the key is called in a message.
    """
    ours, theirs = (_joined(side.texts, str) for side in (accidents, related))
    destroyed = int((ours == _DESTROYED).sum()), int((theirs == _DESTROYED).sum())
    notes.add("join_key_destroyed", "", sum(destroyed))
    ours, theirs = (one.replace(_DESTROYED, "") for one in (ours, theirs))
    ours, theirs = _loosened((ours, theirs), accidents, related, notes)
    ours, theirs = _unique((ours, theirs), accidents, related, name, notes)
    if not _rows_that_meet(theirs, ours):
        said = f" ({sum(destroyed)} isi kunci sudah rusak menjadi seperti 1,23E+12)" if any(destroyed) else ""
        raise DataError(f"kunci {name}", f"tidak satu pun isinya sama di kedua tabel{said}", _ADVICE)
    _refuse_other_days(ours, theirs, accidents, related, name)
    return ours, theirs


_DESTROYED = "\x1fdestroyed"


def _joined(texts: pd.DataFrame, spell: Callable[[str], str]) -> pd.Series:
    """The parts of every key as one text; "" when a part is empty."""

    def spelt(text: str) -> str:
        tidy = tidy_id(text)
        return _DESTROYED if is_destroyed(tidy) else spell(tidy)

    parts = [one_by_unique(texts[name], spelt).astype("str") for name in texts]
    key = parts[0]
    for part in parts[1:]:
        key = key + "\x1f" + part
    empty = pd.concat([part == "" for part in parts], axis=1).any(axis=1)
    broken = pd.concat([part == _DESTROYED for part in parts], axis=1).any(axis=1)
    joined: pd.Series = key.mask(empty, "").mask(broken, _DESTROYED).astype("str")
    return joined


def _rows_that_meet(theirs: pd.Series, ours: pd.Series) -> int:
    among = pc.is_in(arrow_texts(theirs), arrow_texts(ours).combine_chunks())  # pandas does it one by one
    return int((among.to_numpy() & (theirs != "").to_numpy()).sum())


def _loosened(
    keys: tuple[pd.Series, pd.Series], accidents: Keyed, related: Keyed, notes: Notes
) -> tuple[pd.Series, pd.Series]:
    """The keys without leading zeros and signs, where more rows meet so and no two accidents become one."""
    ours, theirs = keys
    met = _rows_that_meet(theirs, ours)
    if met == int((theirs != "").sum()):
        return keys
    loose = tuple(_joined(side.texts, report_number).replace(_DESTROYED, "") for side in (accidents, related))
    gained = _rows_that_meet(loose[1], loose[0]) - met
    if gained <= 0 or loose[0].nunique() < ours.nunique():
        return keys
    notes.add("join_key_spelling", "", gained)
    return loose[0], loose[1]


def _unique(
    keys: tuple[pd.Series, pd.Series], accidents: Keyed, related: Keyed, name: str, notes: Notes
) -> tuple[pd.Series, pd.Series]:
    """The keys, completed by year or day where they repeat among the accidents."""
    ours, theirs = keys
    repeats = _repeats(ours)
    if not repeats:
        return keys
    for mine, other in ((accidents.years, related.years), (accidents.days, related.days)):
        if other.notna().mean() < _LEAST_DATED:
            continue
        completed = _with(ours, mine)
        if not _repeats(completed):
            notes.add("join_key_completed", "", repeats)
            return completed, _with(theirs, other)
    raise DataError(
        f"kunci {name}",
        f"tidak tunggal di tabel kecelakaan: {repeats} baris memakai isi yang sudah dipakai baris lain, jadi "
        "tabel tambahan tidak dapat dipasang tanpa menggandakan korban atau kendaraan",
        _ADVICE,
    )


def _repeats(keys: pd.Series) -> int:
    return int(keys[keys != ""].duplicated().sum())


def _with(keys: pd.Series, part: pd.Series) -> pd.Series:
    made: pd.Series = (
        (keys + "\x1f" + part.astype("str")).where((keys != "") & part.notna(), "").astype("str")
    )
    return made


def _refuse_other_days(
    ours: pd.Series, theirs: pd.Series, accidents: Keyed, related: Keyed, name: str
) -> None:
    """Stop when the days of matched rows contradict the key, as those of two running numbers do."""
    known = ours[ours != ""]
    day_of = pd.Series(accidents.days.loc[known.index].to_numpy(), index=known.to_numpy())
    meant = theirs.map(day_of)
    both = meant.notna() & related.days.notna()
    other = float((meant[both] != related.days[both]).mean()) if both.sum() >= _FEW else 0.0
    if other > _MOST_OTHER_DAYS:
        raise DataError(
            f"kunci {name}", f"memasangkan baris yang tanggalnya berbeda ({other:.0%} barisnya)",
            "Kolom itu tampaknya hanya nomor urut. " + _ADVICE,
        )  # fmt: skip


def key_name(headings: Sequence[str]) -> str:
    """The headings of a key, for a message."""
    return " + ".join(f'"{heading}"' for heading in headings)
