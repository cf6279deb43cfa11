"""Casualties and severity: the column is judged first, then the counts decide before the label."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from generator.accidents.code_words import code_of, code_words
from generator.accidents.gather import text_of, texts_of
from generator.accidents.values.numbers import parse_casualties, parse_count
from generator.accidents.words import by_unique, fold, one_by_unique
from generator.codes import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.accidents.notes import Notes

COUNTS = ("killed", "seriously_injured", "slightly_injured")
_TICKS = ("v", "V", "√", "✓", "✔", "ü")
_FEW = 20  # rows from which a column can be judged


def read_casualties(frame: pd.DataFrame, notes: Notes) -> pd.DataFrame:
    """Killed, seriously and slightly injured (Int16) of every row; missing where the file does not say."""
    counts = pd.DataFrame({name: _count(frame, name, notes) for name in COUNTS}, index=frame.index)
    _from_one_cell(frame, counts)
    some = counts.notna().any(axis=1)
    for name in COUNTS:  # "-" means none, and so does an empty cell beside a number
        texts = text_of(frame, name).str.strip()
        is_none = texts.isin(["-", "--"]) | (texts.eq("") & some & bool(texts_of(frame, name)))
        counts[name] = counts[name].mask(counts[name].isna() & is_none, 0)
    _from_total(frame, counts, notes)
    return counts.astype("Int16")


def _count(frame: pd.DataFrame, name: str, notes: Notes) -> pd.Series:
    """Sum of the columns of one count."""
    total = pd.Series(pd.NA, index=frame.index, dtype="Float64")
    for texts in texts_of(frame, name):
        plain = texts.str.strip()
        read = by_unique(
            plain.mask(_is_ticked(plain), "1"), lambda text: tuple(parse_count(text)), ("value", "flag")
        )
        values = read["value"].astype("Float64")
        total = total.add(values, fill_value=0)
        for flag, rows in read["flag"].value_counts().items():
            notes.add(str(flag), name, int(rows)) if flag else None
    return total


def _is_ticked(texts: pd.Series) -> pd.Series:
    """Rows with a tick mark, in a column that holds nothing else; a V among numbers is a Roman five."""
    is_tick = texts.isin(_TICKS)
    return is_tick & bool((is_tick | texts.isin(["", "-"])).all())


def _from_one_cell(frame: pd.DataFrame, counts: pd.DataFrame) -> None:
    """Counts of a cell like "MD 1, LB 0, LR 2"."""
    texts = text_of(frame, "casualties")
    rows = texts.str.contains(r"(?i)\b(?:md|lb|lr)\b", regex=True)
    if not rows.any():
        return
    read = one_by_unique(texts[rows], parse_casualties)
    for name, short in zip(COUNTS, ("md", "lb", "lr"), strict=True):
        values = read.map(lambda found, short=short: found.get(short, 0)).astype("Float64")
        counts[name] = counts[name].fillna(values.reindex(counts.index))


def _from_total(frame: pd.DataFrame, counts: pd.DataFrame, notes: Notes) -> None:
    """A count of injured persons that is not divided by degree counts as slightly injured."""
    if texts_of(frame, "slightly_injured") or not texts_of(frame, "injured"):
        return
    injured = _count(frame, "injured", notes)
    serious = counts["seriously_injured"].fillna(0)
    counts["slightly_injured"] = (injured - serious).clip(lower=0)
    notes.add("injured_not_divided", "slightly_injured", int((injured > 0).sum()))


def read_labels(frame: pd.DataFrame, own: Mapping[str, str]) -> pd.Series:
    """Severity that the file says in words ("" without one). `own` are the campaign's codes.

    B, S, R and KB, KS, KR count only where at least two of them occur: alone they may mean anything.
    """
    texts = text_of(frame, "severity").str.strip()
    letters = code_words("severity_letters")
    are_letters = len({fold(t) for t in texts.unique()} & set(letters)) >= 2
    mine = {fold(value): code for value, code in own.items()}

    def label(text: str) -> str:
        folded = fold(text)
        if folded in mine:
            return mine[folded]
        if folded in letters:
            return letters[folded] if are_letters else ""
        return (code_of("severity", text) or "") if text else ""

    return one_by_unique(texts, label).astype("str")


def judge_severity(counts: pd.DataFrame, labels: pd.Series, notes: Notes) -> pd.Series:
    """Severity of every row; a column of serious injuries that is never filled is emptied in `counts`.

    Source: the IRSMS export, where some offices leave serious injuries 0 although the label says Berat. Then
    the label decides between serious and slight. Elsewhere counts above 0 decide, and the label where there are
    none.
    """
    if _is_never_recorded(counts, labels):
        notes.add("serious_not_recorded", "seriously_injured", len(counts))
        counts["seriously_injured"] = pd.array([pd.NA] * len(counts), dtype="Int16")
    killed, serious, slight = (counts[name].fillna(0) for name in COUNTS)
    by_count = pd.Series("", index=counts.index, dtype="object")
    by_count = by_count.mask(slight > 0, str(Severity.SLIGHT)).mask(serious > 0, str(Severity.SERIOUS))
    if counts["seriously_injured"].isna().all():
        by_count = by_count.mask(
            (by_count == Severity.SLIGHT) & (labels == Severity.SERIOUS), str(Severity.SERIOUS)
        )
    by_count = by_count.mask(killed > 0, str(Severity.FATAL))
    differs = (by_count != "") & (labels != "") & (by_count != labels) & ~(
        (labels == Severity.SERIOUS) & (by_count == Severity.FATAL)  # the law's "berat" holds both
    )  # fmt: skip
    notes.add("severity_differs", "severity", int(differs.sum()))
    nobody = counts[list(COUNTS)].fillna(0).eq(0).all(axis=1) & counts["killed"].notna() & (
        counts["slightly_injured"].notna()
    )  # fmt: skip
    severity = by_count.where(by_count != "", labels)
    severity = severity.mask((severity == "") & nobody, str(Severity.DAMAGE))
    severity = severity.where(severity != "", str(Severity.UNKNOWN))
    notes.add("severity_unknown", "severity", int((severity == Severity.UNKNOWN).sum()))
    return severity.astype("str")


def _is_never_recorded(counts: pd.DataFrame, labels: pd.Series) -> bool:
    """Whether serious injuries are 0 in every row although they must have happened."""
    serious = counts["seriously_injured"]
    if serious.isna().all() or (serious.fillna(0) > 0).any():
        return False
    said = (labels == Severity.SERIOUS) & (counts["killed"].fillna(0) == 0)
    # Many deaths and not one serious injury does not happen either.
    return bool(said.any()) or int((counts["killed"].fillna(0) > 0).sum()) >= _FEW


def read_money(frame: pd.DataFrame, notes: Notes) -> pd.Series:
    """Material loss in rupiah: the total column, else vehicles and other things together."""
    from generator.accidents.values.numbers import parse_money

    def one(field: str) -> pd.Series:
        texts = text_of(frame, field).str.strip()
        read = by_unique(texts, lambda text: tuple(parse_money(text)), ("value", "flag"))
        for flag, rows in read["flag"].value_counts().items():
            notes.add(str(flag), "loss_rp", int(rows)) if flag else None
        return read["value"].astype("Float64")

    parts = [one(name) for name in ("loss_vehicle_rp", "loss_other_rp")]
    both = parts[0].add(parts[1], fill_value=0)
    return one("loss_rp").fillna(both).round().astype("Int64")


def read_ages(frame: pd.DataFrame) -> pd.DataFrame:
    """Casualties a band (Int16, columns age_<band>); missing in rows without an age."""
    from generator.accidents.values.codes import age_band
    from generator.codes import AgeBand

    names = [f"age_{band}" for band in AgeBand]
    total = pd.DataFrame(np.nan, index=frame.index, columns=names)
    for texts in texts_of(frame, "age"):
        read = by_unique(texts.str.strip(), age_band, names).astype("float64")
        total = total.add(read, fill_value=0).where(total.notna() | read.notna())
    return total.astype("Int16")
