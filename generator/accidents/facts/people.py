"""Casualties, their ages, and the material loss of every accident."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from generator.accidents.facts.casualty_totals import living_injured
from generator.accidents.sheets.gather import text_of, texts_of
from generator.accidents.texts import each, parted, plain, stripped
from generator.accidents.values.ages import age_band
from generator.accidents.values.money import parse_money
from generator.accidents.values.numbers import names_outcomes, parse_casualties, parse_count
from generator.accidents.words import by_unique, decimals_in, one_by_unique
from generator.codes import AgeBand

if TYPE_CHECKING:
    from generator.accidents.notes import Notes

COUNTS = ("killed", "seriously_injured", "slightly_injured")
_TICKS = ("v", "V", "√", "✓", "✔", "ü")
_LEAST_SENTINELS = 5


def read_casualties(frame: pd.DataFrame, notes: Notes) -> pd.DataFrame:
    """Killed, seriously and slightly injured (Int16) of every row; missing where the file does not say."""
    counts = pd.DataFrame({name: _count(frame, name, notes) for name in COUNTS}, index=frame.index)
    _from_one_cell(frame, counts, notes)
    some = counts.notna().any(axis=1)
    for name in COUNTS:  # "-" means none, and so does an empty cell beside a number
        if not texts_of(frame, name):
            continue
        texts = stripped(text_of(frame, name))
        is_none = texts.isin(["-", "--"]) | (texts.eq("") & some)
        counts[name] = counts[name].mask(counts[name].isna() & is_none, 0)
    if texts_of(frame, "possibly_injured"):  # complaint of pain is slight, like C in KABCO
        possibly = _count(frame, "possibly_injured", notes)
        counts["slightly_injured"] = counts["slightly_injured"].add(possibly, fill_value=0)
    else:
        _from_total(frame, counts, notes)
    return pd.DataFrame({name: whole(counts[name]) for name in COUNTS}, index=frame.index)


def whole(numbers: pd.Series) -> pd.Series:
    """Small numbers (float64) as Int16, rounded; NaN is missing."""
    missing = numbers.isna().to_numpy()
    figures = np.where(missing, 0.0, numbers).round().astype("int16")
    return pd.Series(pd.arrays.IntegerArray(figures, missing), index=numbers.index)


def nobody_said(index: pd.Index) -> pd.Series:
    """A count (Int16) that is missing in every row."""
    return pd.Series(pd.NA, index=index, dtype="Int16")


def _count(frame: pd.DataFrame, name: str, notes: Notes) -> pd.Series:
    """Sum of the columns of one count (float64, NaN when missing)."""
    total = pd.Series(np.nan, index=frame.index)
    for texts in texts_of(frame, name):
        read = _counts_in(stripped(texts))
        values = read["value"].astype("float64")
        total = values if total.isna().all() else total.add(values, fill_value=0)
        for flag, rows in read["flag"].value_counts().items():
            notes.add(str(flag), name, int(rows)) if flag else None
    return total


def _counts_in(texts: pd.Series) -> pd.DataFrame:
    """Value and flag of every cell; in a column of nothing but ticks each is one, elsewhere a V is a Roman five."""
    is_ticked = parted(texts)[1].isin([*_TICKS, "", "-"]).all()
    ticks = _TICKS if is_ticked else ()
    return by_unique(
        texts, lambda text: tuple(parse_count("1" if text in ticks else text)), ("value", "flag")
    )


def _from_one_cell(frame: pd.DataFrame, counts: pd.DataFrame, notes: Notes) -> None:
    """Counts of a cell like "MD 1, LB 0, LR 2"; an outcome that is not named there happened to nobody."""
    if not texts_of(frame, "casualties"):
        return
    texts = text_of(frame, "casualties")
    rows = one_by_unique(texts, names_outcomes).astype(bool)
    if not rows.any():
        return
    read = one_by_unique(texts[rows], parse_casualties)
    notes.add("count_unreadable", "casualties", int(read.map(lambda found: None in found.values()).sum()))
    for name, short in zip(COUNTS, ("md", "lb", "lr"), strict=True):
        values = read.map(lambda found, short=short: found.get(short, 0)).astype("float64")
        counts[name] = counts[name].fillna(values.reindex(counts.index))


def _from_total(frame: pd.DataFrame, counts: pd.DataFrame, notes: Notes) -> None:
    """A count of injured persons that is not divided by degree counts as slightly injured."""
    if texts_of(frame, "slightly_injured"):
        return
    told = _count(frame, "injured", notes) if texts_of(frame, "injured") else None
    injured = living_injured(frame, told, counts, notes)
    if injured is None:
        return
    serious = counts["seriously_injured"].fillna(0)
    counts["slightly_injured"] = (injured - serious).clip(lower=0)
    notes.add("injured_not_divided", "slightly_injured", int((injured > 0).sum()))


def read_money(frame: pd.DataFrame, notes: Notes) -> pd.Series:
    """Material loss in rupiah: the total column, else vehicles and other things together."""

    def one(field: str) -> pd.Series:
        if not texts_of(frame, field):
            return pd.Series(pd.NA, index=frame.index, dtype="Float64")
        texts = stripped(text_of(frame, field))
        read = by_unique(texts, lambda text: tuple(parse_money(text)), ("value", "flag"))
        for flag, rows in read["flag"].value_counts().items():
            notes.add(str(flag), "loss_rp", int(rows)) if flag else None
        return read["value"].astype("Float64")

    parts = [one(name) for name in ("loss_vehicle_rp", "loss_other_rp")]
    both = parts[0].add(parts[1], fill_value=0)
    return one("loss_rp").fillna(both).round().astype("Int64")


def read_ages(frame: pd.DataFrame, notes: Notes | None = None) -> pd.DataFrame:
    """Casualties a band (Int16, columns age_<band>); missing in rows without an age."""
    names = [f"age_{band}" for band in AgeBand]
    if not texts_of(frame, "age"):
        return pd.DataFrame(dict.fromkeys(names, nobody_said(frame.index)))
    total = pd.DataFrame(np.nan, index=frame.index, columns=names)
    for texts in texts_of(frame, "age"):
        bare = stripped(texts)
        is_unknown = _is_sentinel(bare)
        if notes is not None:
            notes.add("age_sentinel", "age", int(is_unknown.sum()))
        read = by_unique(plain(bare).mask(is_unknown, ""), age_band, names).astype("float64")
        total = total.add(read, fill_value=0).where(total.notna() | read.notna())
    return pd.DataFrame({name: whole(total[name]) for name in names}, index=frame.index)


def _is_sentinel(texts: pd.Series) -> pd.Series:
    """Rows with an age of 99 where that is commoner than all other ages of ninety and more together."""
    numbers = each(texts, decimals_in)
    is_99 = numbers.eq(99)
    return is_99 & bool(is_99.sum() >= _LEAST_SENTINELS and is_99.sum() > numbers.between(90, 98).sum())
