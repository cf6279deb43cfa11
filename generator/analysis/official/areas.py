"""Accidents per kecamatan, with rates where the population is known; needs no road and no position."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from generator.analysis.measures import exact, rates
from generator.analysis.official.records import AreaRow, Casualties

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generator.accidents.places.geography import Ground
    from generator.analysis.official.counts import People

    Floats = NDArray[np.float64]


def area_rows(
    rows: pd.DataFrame, people: People, ean: Floats, ground: Ground, years: float
) -> tuple[AreaRow, ...]:
    """One row per kecamatan, those with a population first, largest smoothed rate first.

    Kecamatan of the area file without an accident have a row as well; accidents without a kecamatan are one row
    without a name. No rate is made up where the population is missing.
    """
    known = _population(ground)
    names = rows["district"].fillna("").astype(str)
    number, found = pd.factorize(names)
    labels = [str(one) for one in found]
    labels += [name for key, (name, _) in known.items() if key not in {one.casefold() for one in labels}]
    people_of = np.array([known.get(one.casefold(), ("", np.nan))[1] if one else np.nan for one in labels])
    count = np.bincount(number, minlength=len(labels))
    persons = np.column_stack([np.bincount(number, people.persons[:, i], len(labels)) for i in range(3)])
    damage, weight = (np.bincount(number, one, len(labels)) for one in (people.damage, ean))
    rate = np.divide(count, people_of, out=np.full(len(labels), np.nan), where=people_of > 0) / years * 1e5
    smoothed = rates.marshall(count, people_of) / years * 1e5
    low, high = exact.garwood(count)
    made = [
        AreaRow(
            name=labels[i],
            accidents=int(count[i]),
            low=float(low[i]),
            high=float(high[i]),
            casualties=Casualties.of(persons[i], damage[i]),
            ean=float(round(weight[i], 6)),
            population=int(people_of[i]) if people_of[i] > 0 else None,
            rate=float(rate[i]) if people_of[i] > 0 else None,
            smoothed=float(smoothed[i]) if people_of[i] > 0 else None,
        )
        for i in range(len(labels))
    ]
    return tuple(sorted(made, key=_order))


def _order(one: AreaRow) -> tuple[bool, bool, float, int, str]:
    return one.name == "", one.population is None, -(one.smoothed or 0.0), -one.accidents, one.name


def _population(ground: Ground) -> dict[str, tuple[str, float]]:
    """Name in small letters -> (name, inhabitants or NaN) of every kecamatan of the area file.

    Villages count for their kecamatan, which is unknown as soon as one of them is; a kecamatan that stands in the file
    twice with different numbers is unknown.
    """
    areas = ground.areas
    if areas is None or len(areas) == 0:
        return {}
    table = pd.DataFrame(areas[["name", "level", "parent", "population"]])
    has_villages_only = bool((table["level"] == "desa").all())
    if has_villages_only:
        table = table.assign(name=table["parent"], level="kecamatan")
    table = table[~table["level"].isin(["desa", "kabupaten"]) & (table["name"] != "")]
    by_name: dict[str, tuple[str, list[float]]] = {}
    for name, people in zip(table["name"].astype(str), table["population"].astype(float), strict=True):
        by_name.setdefault(name.casefold(), (name, []))[1].append(people)
    return {
        key: (name, math.fsum(people) if has_villages_only else _single(people))
        for key, (name, people) in by_name.items()
    }


def _single(values: list[float]) -> float:
    return values[0] if len(set(values)) == 1 else math.nan
