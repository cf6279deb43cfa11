"""Rank under each weight set: how far an order depends on what a death is said to count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from generator.analysis.official.blackspot_rule import equivalent_accidents
from generator.analysis.official.records import Ranks
from generator.analysis.official.weight_sets import WEIGHT_SETS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


def ean_of_each_set(persons: ArrayLike, damage: ArrayLike) -> dict[str, Floats]:
    """EAN by name of the set; `persons` has three columns. Six decimals, so that equal sums are equal ranks."""
    killed, serious, slight = np.asarray(persons, float).reshape(-1, 3).T
    return {
        one.name: np.round(equivalent_accidents(one, killed, serious, slight, damage), 6)
        for one in WEIGHT_SETS
    }


def ranks_of(values: ArrayLike) -> Ints:
    """1 for the largest; equal values share the best of their ranks, as RANK in a spreadsheet does."""
    x = np.asarray(values, float)
    ordered = np.sort(x)
    return np.asarray(len(x) - np.searchsorted(ordered, x, side="right") + 1, np.int64)


def rank_each(ean: Mapping[str, Floats], top: int) -> list[Ranks]:
    """Ranks of each row under every set; robust where they never fall below `top`."""
    by_set = {name: ranks_of(values).tolist() for name, values in ean.items()}
    made = []
    for row in zip(*by_set.values(), strict=True):
        best, worst = min(row), max(row)
        made.append(Ranks(dict(zip(by_set, row, strict=True)), best, worst, worst <= top))
    return made
