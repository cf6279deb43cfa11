"""Which rows of the files are rows of the table, and which are repetitions, further victims or no accidents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.accidents.matching.duplicates import (
    Rows,
    is_usable,
    report_keys,
    same_in_everything,
    superseded,
)
from generator.accidents.matching.persons import person_keys
from generator.accidents.matching.victims import collapse, completed, is_victim_list
from generator.accidents.sheets.not_road import not_on_roads

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from generator.accidents.notes import Notes


@dataclass(frozen=True, slots=True)
class Chosen:
    """One reason per row ("" for a row of the table, "victim" for a further victim of one), and their text.

    `sums` holds the victims of each row of the table that heads a list of them, by the row's index.
    """

    reasons: pd.Series
    frame: pd.DataFrame
    sums: pd.DataFrame | None


def choose_rows(
    frame: pd.DataFrame, when: pd.DataFrame, own: Mapping[str, Mapping[str, str]], notes: Notes
) -> Chosen:
    """The rows of the table. `frame` and `when` have one row per row of the files, `own` the campaign's codes."""
    reasons = _unusable(frame, when, notes)
    reasons = reasons.mask((reasons == "") & not_on_roads(frame[reasons == ""], notes).reindex(
        reasons.index, fill_value=False), "not_road")  # fmt: skip
    good = reasons == ""
    rows = Rows(frame[good], when[good])
    keys = person_keys(rows, report_keys(rows, notes))
    are_victims = is_victim_list(rows.frame, keys, rows.when["day"])
    if not are_victims and not is_usable(keys, rows.frame, notes):
        keys = keys.mask(keys != "", "")
    again = superseded(keys, rows.frame["file_"], notes, are_victims=are_victims)
    if not are_victims:
        rest = Rows(rows.frame[~again], rows.when[~again])
        again |= _everywhere(same_in_everything(rest, keys[~again], own, notes), again)
    reasons = reasons.mask(_everywhere(again, reasons), "duplicate")
    if not are_victims:
        return Chosen(reasons, frame, None)
    listed, keys = rows.frame[~again], keys[~again]
    further, sums = collapse(listed, keys, own, notes)
    heads = keys[~further & (keys != "")]
    sums = sums.loc[heads].set_axis(heads.index)
    return Chosen(reasons.mask(_everywhere(further, reasons), "victim"), completed(listed, keys), sums)


def _unusable(frame: pd.DataFrame, when: pd.DataFrame, notes: Notes) -> pd.Series:
    """Why a row cannot be used: its cells are shifted, or it has no day ("" for the others)."""
    reasons = when["flag"].where(when["day"].isna() | when["flag"].isin(["date_future", "date_too_old"]), "")
    if "fault_" in frame:
        reasons = reasons.mask(frame["fault_"] != "", frame["fault_"])
    for reason, count in reasons[reasons != ""].value_counts().items():
        notes.add(str(reason), "occurred_on", int(count), is_set_aside=True)
    return reasons


def _everywhere(some: pd.Series, like: pd.Series) -> pd.Series:
    """The same booleans on a longer index, False where nothing was said."""
    return some.reindex(like.index, fill_value=False)
