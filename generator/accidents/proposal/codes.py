"""Values of coded columns that no list knows, and the published lists that such a column follows."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from generator.accidents.facts.coded import CODED, read_codes
from generator.accidents.facts.severity import read_labels
from generator.accidents.facts.users import read_users
from generator.accidents.matching.victims import count_victims
from generator.accidents.notes import Notes
from generator.accidents.proposal.records import Gap, Scale
from generator.accidents.wall.speakable import spoken_value
from generator.accidents.words import fold, is_nothing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.accidents.proposal.look import Looked

FREE_TEXT = frozenset({"recorded_factor", "reference_place"})
"""Coded fields that offices fill with sentences: an unknown value there is no gap in a list."""
_MOST_VALUES = 60  # different ones; more is free text
_ROLE_FIELDS = {"accidents": (*CODED, "severity", "vehicles", "person_injury"),
                "casualties": ("person_injury", "person_role"),
                "vehicles": ("vehicles",), "causes": ("recorded_factor",)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Coded:
    """One coded column of one role over all files: how often each value stands in it."""

    role: str
    field: str
    heading: str
    counts: Mapping[str, int]


def code_lists(
    files: Sequence[Looked], role: str, own: Mapping[str, Mapping[str, str]]
) -> tuple[tuple[Scale, ...], tuple[Gap, ...]]:
    """Published lists that fit, and the values that remain without a code; `own` are codes already given."""
    scales: list[Scale] = []
    gaps: list[Gap] = []
    for column in _coded_columns(files, role):
        unknown = _unknown(column, own.get(column.field, {}))
        if not unknown:
            continue
        scale = _scale_of(column)
        if scale is not None and column.field not in own:
            scales.append(scale)
        elif len(column.counts) <= _MOST_VALUES:
            gaps += [Gap(role, column.field, column.heading, value, column.counts[value]) for value in unknown
                     if spoken_value(value, column.counts[value]) == value]  # fmt: skip
    return tuple(scales), tuple(gaps)


def sentinels(files: Sequence[Looked]) -> tuple[str, ...]:
    """The text "-1" where a negative number can mean nothing else: beside whole numbers that are all 0 or more."""
    for table in (table for one in files for table in one.tables):
        for column in table.columns.columns:
            if (
                column.privacy in {"personal", "skip", "inside"}
                or column.position >= table.headed.body.shape[1]
            ):
                continue
            texts = table.headed.body[column.position].astype("str").str.strip()
            if texts.eq("-1").any() and texts[texts != ""].str.fullmatch(r"\d+|-1").all():
                return ("-1",)
    return ()


def _coded_columns(files: Sequence[Looked], role: str) -> list[_Coded]:
    """The coded columns that the intake will read, values counted over all files."""
    counts: dict[tuple[str, str], pd.Series] = {}
    for table in (table for one in files for table in one.tables):
        for column in table.columns.columns:
            if column.field in _ROLE_FIELDS[role] and column.position < table.headed.body.shape[1]:
                texts = table.headed.body[column.position].fillna("").astype("str").str.strip().value_counts()
                key = (column.field, column.heading.strip())
                counts[key] = texts.add(counts[key], fill_value=0) if key in counts else texts
    return [
        _Coded(
            role, field, heading, {str(v): int(n) for v, n in sorted(c.items(), key=lambda i: (-i[1], i[0]))}
        )
        for (field, heading), c in counts.items()
    ]


def _unknown(column: _Coded, own: Mapping[str, str]) -> list[str]:
    """Values without a code, the commonest first, as the intake itself reads them."""
    mine = {fold(value) for value in own}
    said = [
        value
        for value in column.counts
        if not is_nothing(value) and value != "-1" and fold(value) not in mine
    ]
    if not said or (column.field in FREE_TEXT and len(said) > _MOST_VALUES):
        return []
    frame = pd.DataFrame({column.field: pd.Series(said, dtype="str")})
    known = _is_known(frame, column.field)
    return [value for value, is_known in zip(said, known, strict=True) if not is_known]


def _is_known(frame: pd.DataFrame, field: str) -> list[bool]:
    """Whether the intake has a code for each row of a frame with this one column."""
    if field == "severity":
        return [bool(label) for label in read_labels(frame, {})]
    if field == "vehicles":
        return [bool(total) for total in read_users(frame, {}).sum(axis=1)]
    if field == "person_injury":
        counts = count_victims(frame, {})
        return [bool(n) for n in counts[["killed", "seriously_injured", "slightly_injured"]].sum(axis=1)]
    if field == "person_role":
        return [not value.isdigit() for value in frame[field]]  # words: on foot, or not
    return [code != "unknown" for code in read_codes(frame, {}, Notes())[field]]


@functools.cache
def _scales() -> tuple[dict[str, object], ...]:
    text = (Path(__file__).parent / "scales.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["scale"])


def _scale_of(column: _Coded) -> Scale | None:
    """The published list of this heading that knows every value; an injury scale must also be plausible."""
    said = {value for value in column.counts if not is_nothing(value) and value != "-1"}
    for one in _scales():
        codes = one["codes"]
        assert isinstance(codes, dict)
        headings = one["headings"]
        assert isinstance(headings, list)
        fits = one["field"] == column.field and fold(column.heading) in headings and said <= set(codes)
        if fits and _is_plausible(column, codes):
            used = {value: codes[value] for value in codes if value in column.counts}
            return Scale(column.role, column.field, column.heading, str(one["source"]), used)
    return None


def _is_plausible(column: _Coded, codes: Mapping[str, str]) -> bool:
    """Whether no more people die than are hurt: a list read the wrong way round would say so."""
    if column.field not in {"severity", "person_injury"}:
        return True
    total: dict[str, int] = {}
    for value, rows in column.counts.items():
        code = codes.get(value, "unknown")
        total[code] = total.get(code, 0) + rows
    return total.get("fatal", 0) <= total.get("slight", 0) + total.get("serious", 0)
