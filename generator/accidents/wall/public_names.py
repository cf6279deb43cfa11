"""Names of roads and areas that may be spoken: known to the campaign's maps, or common and nobody's."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from generator.accidents.sheets.gather import text_of, texts_of
from generator.accidents.texts import first_said, parted
from generator.accidents.wall.privacy import holds_a_name, is_bare_name, is_personal
from generator.accidents.wall.road_names import tidy_road_name
from generator.accidents.wall.road_words import (
    from_its_road_word,
    is_road,
    is_road_abbreviated,
    without_the_house,
)
from generator.accidents.words import fold, is_nothing, one_by_unique, renamed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import NDArray

    from generator.accidents.notes import Notes

_LEAST = 3  # accidents, each on another day, that a name must occur on when no map knows it
_MANY_ROADS = 10  # roads that a column names alike before an abbreviation counts as the word for a road
# A column of bare names ("Balmes", "Aragó") is one of roads when it has many and each is common; a person who was
# typed there again and again is not among them.
_BARE_NAMES, _BARE_DAYS, _BARE_SHARE = 30, 20, 0.1
_LONGEST = 60
_AREA_WORDS = ("kecamatan ", "kec. ", "kec.", "kec ", "kelurahan ", "kel. ", "kel.", "desa ", "ds. ")


@dataclass(frozen=True, slots=True)
class PublicNames:
    """The gate for names: what the maps know, and the day of every row of the frame."""

    roads: frozenset[str]
    areas: frozenset[str]
    days: pd.Series
    notes: Notes

    def road_names(self, frame: pd.DataFrame) -> pd.Series:
        """Road of every row of the frame, "" where none may be spoken."""
        known = _spelt(self.roads)
        names = renamed(text_of(frame, "road_name"), lambda text: _road(text, known))
        if texts_of(frame, "place_text"):
            told = renamed(text_of(frame, "place_text"), lambda text: _road_in_place(text, known))
            names = first_said(names, told)
        return self._public(names, self.roads, "road_name", self._common_roads)

    def area_names(self, frame: pd.DataFrame, field: str) -> pd.Series:
        """Kecamatan ("district") or village of every row, "" where none may be spoken."""
        if not texts_of(frame, field):
            return pd.Series("", index=frame.index, dtype="str")
        spelt = {fold(name): name for name in self.areas}
        names = renamed(renamed(text_of(frame, field), _area), lambda name: spelt.get(fold(name), name))
        return self._public(names, self.areas, field, _common_areas)

    def _public(
        self,
        names: pd.Series,
        known: frozenset[str],
        column: str,
        common: Callable[[Mapping[str, int]], Iterable[str]],
    ) -> pd.Series:
        """The names that pass; the others are emptied and counted."""
        names = _spelt_alike(names)
        places, different = parted(names)
        days = self._days_of(places, different)
        new = {name: n for name, n in days.items() if name and name not in known}
        allowed = known | {name for name in common(new) if new[name] >= _LEAST}
        is_hidden = np.array([name not in allowed and name in new for name in different.tolist()], dtype=bool)
        self.notes.add("name_hidden", column, int(is_hidden[places].sum()))
        shown = different.where(different.isin(allowed), "")
        return pd.Series(shown.array.take(places), index=names.index, dtype="str")

    def _days_of(self, places: NDArray[np.intp], different: pd.Series) -> dict[str, int]:
        """On how many days each name occurs; `places` tells which name each row holds."""
        day, _ = pd.factorize(self.days)
        with_day = day >= 0
        pairs = pd.unique(places[with_day].astype(np.int64) * len(self.days) + day[with_day])
        number = np.bincount(pairs // max(len(self.days), 1), minlength=len(different))
        return dict(zip(different.tolist(), number.tolist(), strict=True))

    def _common_roads(self, days: Mapping[str, int]) -> list[str]:
        """Names that are roads by their words, by their abbreviation, or by the company they are in."""
        told = {name for name in days if is_road(name)}
        short = [name for name in days if name not in told and is_road_abbreviated(name)]
        is_indonesian = any(name.startswith("Jalan ") for name in [*told, *self.roads])
        if is_indonesian or len([name for name in short if days[name] >= _LEAST]) < _MANY_ROADS:
            short = []
        most = _BARE_SHARE * sum(days.values())
        bare = [name for name, n in days.items() if _BARE_DAYS <= n <= most and not holds_a_name(name)]
        rest = Counter(bare) - Counter(told) - Counter(short)
        return [*told, *short, *(rest if len(rest) >= _BARE_NAMES else ())]


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


def _spelt_alike(names: pd.Series) -> pd.Series:
    """Names that differ in capitals, accents or points only, in their commonest spelling."""
    counts = sorted(names.value_counts().items(), key=lambda item: (-item[1], str(item[0])))
    first: dict[str, str] = {}
    for name, _ in counts:
        first.setdefault(fold(str(name)), str(name))
    return renamed(names, lambda name: first[fold(name)])


def _common_areas(days: Mapping[str, int]) -> list[str]:
    return [name for name in days if not is_bare_name(name)]


def _spelt(roads: frozenset[str]) -> dict[str, str]:
    """Folded road, with and without "jalan" -> the road as the map spells it."""
    bare = {fold(name).removeprefix("jalan "): name for name in sorted(roads)}
    return {**bare, **{fold(name): name for name in sorted(roads)}}


def _road(text: str, known: Mapping[str, str]) -> str:
    """The road that a cell names, as the map spells it or cut down to what is a road; "" for anything personal."""
    if is_nothing(text):
        return ""
    told = from_its_road_word(text) or text
    for part in dict.fromkeys((text, told)) if known else ():
        name = tidy_road_name(part)
        for one in (name, without_the_house(name)):
            if fold(one) in known:
                return known[fold(one)]
    name = without_the_house(tidy_road_name(told))
    return "" if len(name) > _LONGEST or is_bare_name(name) or is_personal(name) else name


def _road_in_place(text: str, known: Mapping[str, str]) -> str:
    """A road in a free description of the place; only what follows Jl. counts as one."""
    within = re.search(r"\b(?:jalan|jln|jl)\b.*", text, re.IGNORECASE | re.DOTALL)
    name = _road(within[0], known) if within else ""
    return name if name.startswith("Jalan ") else ""


def _area(text: str) -> str:
    """The area that a cell names without the word for its level; "" for an address, a title, anything personal."""
    plain = " ".join(text.split())
    if re.match(r"(?i)(?:(?:jalan|jln|jl)\b|(?:hj?|drs?|ir)\.\s)", plain):
        return ""
    for prefix in _AREA_WORDS:
        if plain.lower().startswith(prefix):
            plain = plain[len(prefix) :].strip()
            break
    if is_nothing(plain) or is_personal(plain) or len(plain) > 40 or any(c.isdigit() for c in plain):
        return ""
    return plain.title() if plain.isupper() or plain.islower() else plain
