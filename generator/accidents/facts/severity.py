"""Severity: the columns are judged first, then the casualties decide before the label."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from generator.accidents.facts.code_words import code_words, codes_in
from generator.accidents.facts.people import COUNTS
from generator.accidents.sheets.gather import text_of, texts_of
from generator.accidents.texts import each, one_text, parted, plain
from generator.accidents.words import fold, is_nothing, one_by_unique
from generator.codes import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.accidents.notes import Notes

_RANK = {
    str(code): n
    for n, code in enumerate((Severity.DAMAGE, Severity.SLIGHT, Severity.SERIOUS, Severity.FATAL))
}
_FEW = 20  # deaths from which a column of serious injuries can be judged
_LEAST = 3  # rows that prove what a code means
_PURE = 0.95
_MOST_CODES = 9
_MARK = re.compile(r"-?\d{1,2}|[A-Za-z]\d?")
_LEAST_SHIFTED = 10


def read_labels(frame: pd.DataFrame, own: Mapping[str, str]) -> pd.Series:
    """Severity that the file says in words ("" without one). `own` are the campaign's codes.

    B, S, R and KB, KS, KR count only where at least two of them occur, K, A, B, C, O where three do: alone they may
    mean anything. Of several words the worst counts. A number means nothing without a list.
    """
    texts = _texts(frame)
    letters = _letters({fold(text) for text in parted(texts)[1]})
    mine = {fold(value): code for value, code in own.items()}

    def label(text: str) -> str:
        folded = fold(text)
        if folded in mine:
            return mine[folded]
        if folded in letters:
            return letters[folded]
        if is_nothing(text) or _MARK.fullmatch(text) or folded in code_words("severity_letters"):
            return ""
        return max(codes_in("severity", text), key=lambda code: _RANK.get(code, -1), default="")

    return one_by_unique(texts, label).astype("str")


def _texts(frame: pd.DataFrame) -> pd.Series:
    def bare(texts: pd.Series) -> pd.Series:
        return texts.str.strip().str.replace(r"^(\d+)\.0+$", r"\1", regex=True)

    return each(text_of(frame, "severity"), bare)


def _letters(said: set[str]) -> Mapping[str, str]:
    """The scale of letters that a column follows; empty when it follows none."""
    law, kabco = code_words("severity_letters"), code_words("severity_kabco")
    if len(said & set(law)) >= 2:
        return law
    is_kabco = len(said & set(kabco)) >= 3 and bool(said & {"k", "a"})
    return kabco if is_kabco and said <= set(kabco) | {"u", "n", "x", ""} else {}


def told_labels(frame: pd.DataFrame, own: Mapping[str, str], counts: pd.DataFrame, notes: Notes) -> pd.Series:
    """The labels, with codes without a list understood where the casualties of the same rows prove them."""
    if not texts_of(frame, "severity"):
        return plain(one_text("", frame.index))
    texts = _texts(frame)
    labels = _divided(read_labels(frame, own), texts, by_counts(counts), notes)
    mine = {fold(value) for value in own}
    is_code = (labels == "") & one_by_unique(
        texts, lambda text: bool(_MARK.fullmatch(text)) and not is_nothing(text) and fold(text) not in mine
    )
    codes = plain(texts).where(is_code, "")
    if not is_code.any() or codes.nunique() > _MOST_CODES + 1:
        return labels
    proved = _proved(codes, counts)
    labels = labels.where(~codes.isin(list(proved)), codes.map(proved).astype("object").fillna("")).astype(
        "str"
    )
    known = codes.isin(list(proved))
    detail = ", ".join(f"{code} = {severity}" for code, severity in sorted(proved.items()))
    notes.add("severity_scale_proved", "severity", int(known.sum()), detail=detail)
    rest = is_code & ~known
    listed = ", ".join(sorted(codes[rest].unique()))
    notes.add("severity_scale_unknown", "severity", int(rest.sum()), detail=listed)
    return labels


def _divided(labels: pd.Series, texts: pd.Series, by_count: pd.Series, notes: Notes) -> pd.Series:
    """The labels, with those that only say that somebody was hurt after the counts where these know how badly."""
    is_any = (labels == Severity.SLIGHT) & one_by_unique(
        texts, lambda text: fold(text) in code_words("severity_undivided")
    ).astype(bool)
    is_counted = is_any & by_count.isin([str(Severity.SLIGHT), str(Severity.SERIOUS)])
    notes.add("injured_not_divided", "severity", int((is_any & (by_count == "")).sum()))
    return labels.where(~is_counted, by_count).astype("str")


def _proved(codes: pd.Series, counts: pd.DataFrame) -> dict[str, str]:
    """What each code means: one stands in exactly the rows with a death, others in rows of one outcome alone."""
    outcome = by_counts(counts).where(
        lambda found: found != "", _nobody(counts).map({True: "damage", False: ""})
    )
    counted = codes[(codes != "") & counts["killed"].notna()]
    killed = counts.loc[counted.index, "killed"] > 0
    meant: dict[str, str] = {}
    for code in sorted(set(counted)):
        rows = counted == code
        if killed[rows].sum() >= _LEAST and killed[rows].mean() >= _PURE and rows[killed].mean() >= _PURE:
            meant[code] = str(Severity.FATAL)
    if len(meant) != 1:
        return {}
    for code in sorted(set(codes) - {"", *meant}):
        said = outcome[(codes == code) & (outcome != "")].value_counts(normalize=True)
        rows = int(((codes == code) & (outcome != "")).sum())
        if rows >= _LEAST and len(said) and said.iloc[0] >= _PURE and said.index[0] not in meant.values():
            meant[code] = str(said.index[0])
    return meant


def by_counts(counts: pd.DataFrame) -> pd.Series:
    """The worst outcome that somebody is counted with; "" where nobody is."""
    hurt = [counts[name].fillna(0).gt(0).to_numpy(dtype=bool) for name in COUNTS]
    worst = np.select(hurt, [3, 2, 1], 0)
    outcomes = pd.Series(["", str(Severity.SLIGHT), str(Severity.SERIOUS), str(Severity.FATAL)], dtype="str")
    return outcomes.take(worst).set_axis(counts.index)


def _nobody(counts: pd.DataFrame) -> pd.Series:
    """Rows whose counts say that nobody was hurt."""
    none = counts[list(COUNTS)].fillna(0).eq(0).all(axis=1)
    return none & counts["killed"].notna() & counts["slightly_injured"].notna()


def judge_severity(
    counts: pd.DataFrame, labels: pd.Series, notes: Notes, some_killed: pd.Series | None = None
) -> pd.Series:
    """Severity of every row; a column of casualties that is never filled is emptied in `counts`.

    Source: the IRSMS export, where some offices leave serious injuries 0 although the label says Berat. There the
    label decides whether it was worse than what is counted. Elsewhere counts above 0 decide, and the label where
    there are none. `some_killed` are deaths that only some columns count, where nobody counts all: a row with one is
    fatal, and a row without one and without a label stays unknown.
    """
    if some_killed is not None:
        labels = labels.mask(some_killed > 0, str(Severity.FATAL))
    for name in _never_recorded(counts, labels):
        notes.add(f"{name.removesuffix('ly_injured')}_not_recorded", name, len(counts))
        counts[name] = pd.Series(pd.NA, index=counts.index, dtype="Int16")
    by_count = by_counts(counts)
    for name, code in (("seriously_injured", Severity.SERIOUS), ("killed", Severity.FATAL)):
        if counts[name].isna().all():
            is_less = by_count.isin([one for one, rank in _RANK.items() if rank < _RANK[str(code)]])
            by_count = by_count.mask(is_less & (labels == code), str(code))
    notes.add_pairs(labels, by_count)
    _note_difference(labels, by_count, notes)
    severity = by_count.where(by_count != "", labels)
    severity = severity.mask((severity == "") & _nobody(counts), str(Severity.DAMAGE))
    if some_killed is not None:
        severity = severity.mask((some_killed == 0) & (labels == ""), "")
    severity = severity.where(severity != "", str(Severity.UNKNOWN))
    notes.add("severity_unknown", "severity", int((severity == Severity.UNKNOWN).sum()))
    return severity.astype("str")


def _note_difference(labels: pd.Series, by_count: pd.Series, notes: Notes) -> None:
    """Note rows whose label contradicts their casualties, and whether it does so always in the same direction."""
    both = (by_count != "") & labels.isin(list(_RANK))
    pairs = (
        pd.DataFrame({"label": labels[both], "count": by_count[both]}).value_counts().reset_index(name="rows")
    )
    shifts = [(_RANK[label] - _RANK[count], rows) for label, count, rows in pairs.to_numpy().tolist()
              if (label, count) != (Severity.SERIOUS, Severity.FATAL)]  # the law's "berat" holds both  # fmt: skip
    down, up = (sum(rows for shift, rows in shifts if shift * sign > 0) for sign in (-1, 1))
    notes.add("severity_differs", "severity", down + up)
    if down + up >= max(_LEAST_SHIFTED, 0.3 * both.sum()) and max(down, up) >= 0.9 * (down + up):
        notes.add("severity_shifted_down" if down > up else "severity_shifted_up", "severity", max(down, up))


def _never_recorded(counts: pd.DataFrame, labels: pd.Series) -> list[str]:
    """Columns of casualties that are 0 in every row although they must have happened."""
    killed, serious, slight = (counts[name] for name in COUNTS)
    no_death = killed.fillna(0) == 0
    found = []
    if _is_zero(serious) and (
        ((labels == Severity.SERIOUS) & no_death).any()
        # Many deaths and not one serious injury does not happen either.
        or int((~no_death).sum()) >= _FEW
    ):
        found.append("seriously_injured")
    if _is_zero(killed) and (labels == Severity.FATAL).sum() >= _LEAST:
        found.append("killed")
    nobody = no_death & (serious.fillna(0) == 0)
    if _is_zero(slight) and ((labels == Severity.SLIGHT) & nobody).sum() >= _LEAST:
        found.append("slightly_injured")
    return found


def _is_zero(values: pd.Series) -> bool:
    """Whether a column is there and says 0 throughout."""
    return bool(values.notna().any()) and not bool((values.fillna(0) > 0).any())
