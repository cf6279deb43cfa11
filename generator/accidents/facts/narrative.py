"""What a narrative adds to the columns of an accident, before it is gone: codes of a closed list of words."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from generator.accidents.facts.users import NAMES
from generator.accidents.sheets.gather import texts_of
from generator.accidents.texts import says
from generator.accidents.values.narrative import all_told
from generator.accidents.words import by_unique

if TYPE_CHECKING:
    import pandas as pd

    from generator.accidents.notes import Notes

_SECTIONS = {
    "collision_type": "narrative_collision",
    "recorded_factor": "narrative_factor",
    "weather": "narrative_weather",
    "junction_form": "narrative_place",
}
"""Column -> section of codes.toml."""
_TOLD = (*NAMES, "hit_and_run", *_SECTIONS)


def fill_from_narrative(facts: pd.DataFrame, frame: pd.DataFrame, notes: Notes) -> None:
    """Fill in `facts` what its columns leave unknown, and note how much of each.

    `facts` holds the coded columns, user_..., and hit_and_run, one row per row of `frame`. Silence of a narrative
    means nothing.
    """
    parse = functools.partial(all_told, sections=tuple(_SECTIONS.values()))
    for texts in texts_of(frame, "narrative"):
        said = texts[says(texts)]
        if said.empty:
            continue
        told = by_unique(said, parse, _TOLD)
        _fill_users(facts, told, notes)
        for column in ("hit_and_run", *_SECTIONS):
            now = facts.loc[told.index, column]
            is_new = told[column].astype(bool) & (
                now.isna() if column == "hit_and_run" else now.eq("unknown")
            )
            facts.loc[told.index[is_new], column] = told.loc[is_new, column]
            notes.add("told_by_narrative", column, int(is_new.sum()))


def _fill_users(facts: pd.DataFrame, told: pd.DataFrame, notes: Notes) -> None:
    """Road users of rows of which no column names one."""
    names = list(NAMES)
    is_new = told[names].sum(axis=1).gt(0) & facts.loc[told.index, names].fillna(0).sum(axis=1).eq(0)
    facts.loc[told.index[is_new], names] = told.loc[is_new, names].astype("Int16")
    notes.add("told_by_narrative", "user", int(is_new.sum()))
