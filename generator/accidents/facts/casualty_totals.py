"""Columns that count casualties together: injured of every degree, casualties with the dead, deaths of some kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from generator.accidents.sheets.gather import text_of, texts_of
from generator.accidents.texts import each, stripped
from generator.accidents.values.codes import is_yes
from generator.accidents.values.numbers import MOST_PEOPLE, parse_count
from generator.accidents.words import one_by_unique

if TYPE_CHECKING:
    from generator.accidents.notes import Notes

_LEAST_HELD = 8  # deaths; one in two has nobody injured beside it


def living_injured(
    frame: pd.DataFrame, injured: pd.Series | None, counts: pd.DataFrame, notes: Notes
) -> pd.Series | None:
    """Persons hurt who lived (float64), from a count of the injured or of all casualties; None without one.

    `injured` is the count of the injured, None without a column of it; the killed are taken out where it holds them,
    and out of a number of casualties, which always does.
    """
    killed = counts["killed"].fillna(0).astype("float64")
    if injured is not None:
        return _without_killed(injured, killed, notes) if _holds_killed(injured, counts) else injured
    hurt = each(text_of(frame, "casualties"), _numbers)
    parts = killed + counts["seriously_injured"].fillna(0)
    is_sum = counts["killed"].notna().any() and not (hurt < parts).any() and bool((hurt > parts).any())
    return _without_killed(hurt, killed, notes) if is_sum and hurt.max() <= MOST_PEOPLE else None


def kinds_killed(frame: pd.DataFrame, counts: pd.DataFrame, notes: Notes) -> pd.Series | None:
    """Deaths among some kinds of persons (int64) where no column counts all; None when all are counted, or nobody is."""
    columns = texts_of(frame, "killed_of_kind")
    if not columns or counts["killed"].notna().any():
        return None
    numbers = [
        one_by_unique(stripped(texts), lambda text: 1 if is_yes(text) else parse_count(text).value or 0)
        for texts in columns
    ]
    notes.add("deaths_of_kind", "killed", len(frame))
    return pd.concat(numbers, axis=1).astype("int64").sum(axis=1)


def _numbers(texts: pd.Series) -> pd.Series:
    return pd.to_numeric(texts.str.strip(), errors="coerce").astype("float64")


def _holds_killed(injured: pd.Series, counts: pd.DataFrame) -> bool:
    """Whether the injured are never fewer than the killed, in so many rows that it is no chance."""
    parts = counts["killed"].fillna(0) + counts["seriously_injured"].fillna(0)
    died = counts["killed"].fillna(0) > 0
    return int(died.sum()) >= _LEAST_HELD and not bool((injured[died].fillna(0) < parts[died]).any())


def _without_killed(hurt: pd.Series, killed: pd.Series, notes: Notes) -> pd.Series:
    notes.add("injured_holds_killed", "slightly_injured", int(((killed > 0) & hurt.notna()).sum()))
    return pd.Series(np.asarray(hurt - killed, dtype="float64"), index=hurt.index)
