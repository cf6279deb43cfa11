"""Kecamatan shaded on the interactive map: counts and rates that passed the gate, as a table that is also the legend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.accidents.places.geography import Ground
    from generator.records import Survey
    from generator.webpage import Words

STEPS = 5  # shades, from light to dark
MEASURES = ("count", "rate")
_KIND = "district_part"
_SERIES = {"count": "counts", "rate": "rates"}


@dataclass(frozen=True, slots=True)
class AreaShade:
    """One kecamatan: its name, and by measure the printed value and its shade (1 to STEPS)."""

    name: str
    values: Mapping[str, str]
    steps: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Shades:
    """The kecamatan that may be told and lie on the map; empty when there are none."""

    rows: tuple[AreaShade, ...]
    measures: tuple[str, ...]
    period: str  # in words

    def steps_of(self, name: str) -> dict[str, str]:
        """Shade by measure of a kecamatan of the map; empty when nothing may be told of it."""
        row = next((one for one in self.rows if one.name.casefold() == name.casefold()), None)
        return {} if row is None else {f"step_{measure}": str(step) for measure, step in row.steps.items()}

    def by(self, measure: str) -> list[AreaShade]:
        """The rows, darkest first."""
        return sorted(self.rows, key=lambda row: -row.steps[measure])


def shades_of(survey: Survey, ground: Ground, words: Words) -> Shades:
    """What the survey tells of its kecamatan, for those whose outlines are known."""
    told = next((one for one in survey.insights if one.kind == _KIND), None)
    if told is None or ground.areas is None:
        return Shades((), (), "")
    drawn = {str(name).casefold() for name in ground.areas["name"]}
    names = told.codes.get("labels", "").split("|")
    measures = tuple(one for one in MEASURES if len(told.series.get(_SERIES[one], ())) == len(names))
    series = {one: told.series[_SERIES[one]] for one in measures}
    most = {one: max(values) for one, values in series.items()}
    rows = []
    for n, name in enumerate(names):
        if name.casefold() not in drawn:
            continue
        values = {one: series[one][n] for one in measures}
        rows.append(
            AreaShade(
                name,
                {one: words.number(value) for one, value in values.items()},
                {one: _step(value, most[one]) for one, value in values.items()},
            )
        )
    is_map = len(rows) > 1 and bool(measures)
    return Shades(tuple(rows), measures, words.span(told.period)) if is_map else Shades((), (), "")


def _step(value: float, most: float) -> int:
    """Equal steps from zero to the largest value: twice the shade is twice the number."""
    return max(1, min(STEPS, -int(-value * STEPS // most))) if most > 0 else 1
