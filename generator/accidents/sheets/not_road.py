"""Rows of a list of all transport accidents that are no road traffic accidents: ships, aircraft, derailments."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import pandas as pd

from generator.accidents.facts.code_words import code_of, code_words, word_pattern
from generator.accidents.sheets.gather import texts_of
from generator.accidents.words import fold, one_by_unique

if TYPE_CHECKING:
    from generator.accidents.notes import Notes

_KINDS = ("transport_kind", "collision_type", "vehicles")
_PLACES = ("place_text", "road_name")


def not_on_roads(frame: pd.DataFrame, notes: Notes) -> pd.Series:
    """Rows that are ships, aircraft or trains alone (boolean), by closed lists of words.

    A column of the kind decides. In a list where it sets rows apart, so does a place that begins with a water or
    an airport, where the kind names no road vehicle. A train that met a road vehicle stays.
    """
    said = pd.Series("none", index=frame.index)
    for field in _KINDS:
        for texts in texts_of(frame, field):
            found = one_by_unique(texts, functools.partial(_kind, field=field))
            said = said.where((said == "road") | (found == "none"), found)
    apart = said == "elsewhere"
    if apart.any() and texts_of(frame, "transport_kind"):
        for texts in [text for field in _PLACES for text in texts_of(frame, field)]:
            apart |= (said == "none") & one_by_unique(texts, _is_off_road).astype(bool)
    notes.add("not_road", "", int(apart.sum()), is_set_aside=True)
    return apart


def _kind(text: str, field: str) -> str:
    """road, elsewhere or none: what the words of a kind say; a boat with a motor is no motorcycle."""
    folded, words = fold(text), code_words("transport_kind")
    pattern = word_pattern("transport_kind")
    found = {words[spelling] for spelling in pattern.findall(folded)} - {"elsewhere_alone"}
    rest = code_of("vehicles", pattern.sub(" ", folded))
    if "road" in found or rest not in {None, "other", "train"}:
        return "road"
    is_alone = field == "transport_kind" and words.get(folded) == "elsewhere_alone"
    return "elsewhere" if "elsewhere" in found or is_alone else "none"


def _is_off_road(text: str) -> bool:
    """Whether a place begins with a water, a harbour or an airport."""
    found = word_pattern("off_road_place").match(fold(text))
    return found is not None
