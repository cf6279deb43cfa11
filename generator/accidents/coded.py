"""Columns of codes and of public names, out of words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from generator.accidents.code_words import code_of
from generator.accidents.columns import BY_NAME
from generator.accidents.gather import text_of, texts_of
from generator.accidents.privacy import is_personal
from generator.accidents.road_names import tidy_road_name
from generator.accidents.values.codes import collision_type
from generator.accidents.words import fold, is_nothing, one_by_unique

if TYPE_CHECKING:
    from collections.abc import Mapping

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
_LEAST = 3  # accidents that a name must occur on when no map knows it


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

    found = pd.Series("unknown", index=frame.index, dtype="object")
    for texts in texts_of(frame, name):
        coded = one_by_unique(texts.str.strip(), code)
        found = found.where(~found.isin(["unknown", "other"]) | (coded == "unknown"), coded)
    said = text_of(frame, name)
    is_strange = one_by_unique(said, lambda text: not is_nothing(text) and fold(text) not in mine)
    strange = (found == "unknown") & is_strange
    notes.add("code_unknown", name, int(strange.sum()))
    assert set(found.unique()) <= set(BY_NAME[name].codes), name
    return found.astype("str")


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


def read_road_names(frame: pd.DataFrame, known: frozenset[str], notes: Notes) -> pd.Series:
    """Names of roads that may be spoken: known to the road file, or on three accidents and nobody's address."""
    names = one_by_unique(text_of(frame, "road_name"), _road).astype("str")
    if texts_of(frame, "place_text"):
        names = names.where(
            names != "", one_by_unique(text_of(frame, "place_text"), _road_in_place).astype("str")
        )
    return _public(names, known, "road_name", notes)


def read_area_names(frame: pd.DataFrame, field: str, known: frozenset[str], notes: Notes) -> pd.Series:
    """Names of kecamatan or villages, by the same rule."""
    return _public(one_by_unique(text_of(frame, field), _area).astype("str"), known, field, notes)


def read_districts_in_places(frame: pd.DataFrame, known: frozenset[str]) -> pd.Series:
    """Kecamatan that an address names ("Kec. Lor Rejo"), only such as the area file knows."""
    spelt = {fold(name): name for name in known}
    found = pd.Series("", index=frame.index, dtype="object")
    for field in ("place_text", "road_name") if spelt else ():
        for texts in texts_of(frame, field):
            said = one_by_unique(texts, lambda text: _district_in(text, spelt))
            found = found.where(found != "", said)
    return found.astype("str")


def _district_in(text: str, spelt: Mapping[str, str]) -> str:
    named = re.search(r"\bkec(?:amatan)?\b\.?\s*([^,;]+)", text, re.IGNORECASE)
    words = fold(named[1]).split() if named else []
    return next((spelt[k] for n in range(len(words), 0, -1) if (k := " ".join(words[:n])) in spelt), "")


def _public(names: pd.Series, known: frozenset[str], column: str, notes: Notes) -> pd.Series:
    counts = names.value_counts()
    allowed = {name for name in counts.index if name and (name in known or counts[name] >= _LEAST)}
    hidden = (names != "") & ~names.isin(allowed)
    notes.add("name_hidden", column, int(hidden.sum()))
    return names.mask(hidden, "").astype("str")


def _road(text: str) -> str:
    name = "" if is_nothing(text) else tidy_road_name(text)
    return "" if is_personal(text.split(",", maxsplit=1)[0]) or is_personal(name) or len(name) > 60 else name


def _road_in_place(text: str) -> str:
    """A road in a free description of the place; only what follows Jl. counts as one."""
    name = _road(text)
    return name if name.startswith("Jalan ") else ""


def _area(text: str) -> str:
    plain = " ".join(text.split())
    if re.match(r"(?i)(?:jalan|jln|jl)\b", plain):
        return ""  # an address in the wrong column
    if re.match(r"(?i)(?:hj?|drs?|ir)\.\s", plain):
        return ""  # a person with a title
    for prefix in ("kecamatan ", "kec. ", "kec.", "kec ", "kelurahan ", "kel. ", "kel.", "desa ", "ds. "):
        if plain.lower().startswith(prefix):
            plain = plain[len(prefix):].strip()  # fmt: skip
            break
    if is_nothing(plain) or is_personal(plain) or len(plain) > 40 or any(c.isdigit() for c in plain):
        return ""
    return plain.title() if plain.isupper() or plain.islower() else plain
