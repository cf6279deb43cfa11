"""Columns of codes, out of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.accidents.columns import BY_NAME
from generator.accidents.facts.code_words import code_of
from generator.accidents.sheets.gather import text_of, texts_of
from generator.accidents.texts import one_text, plain, stripped
from generator.accidents.values.codes import collision_type
from generator.accidents.words import fold, is_nothing, one_by_unique

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from generator.accidents.notes import Notes

CODED = ("collision_type", "light", "weather", "surface", "slope", "junction_form", "road_function", "road_class",
         "road_status", "reference_place", "recorded_factor")  # fmt: skip
_USERS = tuple(
    column.name.removeprefix("user_") for column in BY_NAME.values() if column.name.startswith("user_")
)
_READING_CODES = {
    "vehicles": _USERS,
    "person_injury": ("fatal", "serious", "slight", "damage", "unknown"),
    "person_role": ("pedestrian", "other"),
}


def read_codes(
    frame: pd.DataFrame, own: Mapping[str, Mapping[str, str]], notes: Notes
) -> dict[str, pd.Series]:
    """Series of codes for every coded column; "unknown" where the file says nothing known."""
    return {name: _coded(frame, name, own.get(name, {}), notes) for name in CODED}


def _coded(frame: pd.DataFrame, name: str, own: Mapping[str, str], notes: Notes) -> pd.Series:
    mine = {fold(value): code for value, code in own.items()}

    def code(text: str) -> str:
        if fold(text) in mine:
            return mine[fold(text)]
        if name == "collision_type":
            return collision_type(text)
        return "unknown" if is_nothing(text) else code_of(name, text) or "unknown"

    columns = texts_of(frame, name)
    if not columns:
        return plain(one_text("unknown", frame.index))
    found = one_by_unique(stripped(columns[0]), code).astype("str")
    for texts in columns[1:]:
        coded = one_by_unique(stripped(texts), code)
        found = found.where(~found.isin(["unknown", "other"]) | (coded == "unknown"), coded)
    said = text_of(frame, name)[found == "unknown"]
    is_strange = one_by_unique(said, lambda text: not is_nothing(text) and fold(text) not in mine)
    notes.add("code_unknown", name, int(is_strange.sum()))
    assert set(found.unique()) <= set(BY_NAME[name].codes), name
    return found


def check_own_codes(own: Mapping[str, Mapping[str, str]]) -> list[str]:
    """What is wrong with the codes of a campaign file, in Indonesian; empty when nothing is."""
    faults = []
    for name, values in own.items():
        known = BY_NAME[name].codes if name in BY_NAME else _READING_CODES.get(name)
        if known is None:
            faults.append(f'data.codes: "{name}" bukan kolom berkode')
            continue
        faults += [f'data.codes.{name}: "{code}" bukan kode (yang ada: {", ".join(known)})'
                   for code in values.values() if code not in known]  # fmt: skip
    return faults
