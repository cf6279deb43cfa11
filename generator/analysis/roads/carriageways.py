"""Dual carriageways: which lixels lie beside each other on the two sides of one road."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from generator.analysis.roads.lines import leaders

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generator.analysis.roads.lixels import Lixels

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

DUAL_M = 40.0
"""Carriageways farther apart are two roads: the widest arterial cross-section of eight lanes with a median and
frontage lanes is about this, centre line to centre line."""
ABREAST_M = 15.0  # the lixel beside is not farther along the road than this
PARALLEL = 0.9  # cosine: at most 26 degrees apart
LEAST_BESIDE = 3  # lixels of two streets that must lie beside each other: about 75 m


@dataclass(frozen=True, slots=True)
class Signs:
    """What the file says of each lixel: its name ("" without), its class, and its direction of traffic.

    `one_way` is 1 along `Lixels.heading`, -1 against it, 0 for both; a file without any one-way road has names only.
    """

    name: NDArray[np.str_]
    road_class: Ints
    one_way: Ints


@dataclass(frozen=True, slots=True)
class Roads:
    """`road` numbers the streets so that both carriageways have one number; `twin` is the lixel beside, or -1."""

    road: Ints  # one per street
    twin: Ints  # one per lixel


def find_carriageways(lixels: Lixels, signs: Signs, streets: int) -> Roads:
    """Streets that run beside each other within DUAL_M and are one road.

    One road: both one-way (where the file knows one-way roads at all) with one name; or, one of them or both
    unnamed, of one class and with opposite traffic. At least LEAST_BESIDE lixels, or half of the shorter street.
    """
    alone = np.full(len(lixels.street), -1, np.int64)
    one, two = _beside(lixels, signs)
    if len(one) == 0:
        return Roads(np.arange(streets), alone)
    ends = np.sort(np.stack([lixels.street[one], lixels.street[two]], axis=1), axis=1)
    pair, which = np.unique(ends, axis=0, return_inverse=True)
    which = which.ravel()
    size = np.bincount(lixels.street, minlength=streets)
    beside = np.unique(np.stack([which, one], axis=1), axis=0)[:, 0]
    shared = np.bincount(beside, minlength=len(pair)) / np.where(pair[:, 0] == pair[:, 1], 2, 1)
    enough = shared >= np.minimum(LEAST_BESIDE, np.ceil(size[pair].min(axis=1) / 2))
    kept = enough[which]
    one, two = one[kept], two[kept]
    away = np.hypot(*(lixels.xy[one] - lixels.xy[two]).T)
    order = np.lexsort((two, np.round(away, 3), one))
    first = np.flatnonzero(np.diff(one[order], prepend=-1))
    alone[one[order][first]] = two[order][first]
    return Roads(leaders(streets, pair[enough], np.zeros(streets, np.int64)), alone)


def _beside(lixels: Lixels, signs: Signs) -> tuple[Ints, Ints]:
    """Lixels that lie beside each other and may be one road, each pair in both orders."""
    from scipy.spatial import cKDTree

    knows_ways = bool(signs.one_way.any())
    chosen = np.flatnonzero(signs.one_way != 0 if knows_ways else signs.name != "")
    if len(chosen) < 2:
        return chosen[:0], chosen[:0]
    pairs = cKDTree(lixels.xy[chosen]).query_pairs(np.hypot(DUAL_M, ABREAST_M), output_type="ndarray")
    one, two = chosen[pairs[:, 0]], chosen[pairs[:, 1]]
    gap, heading = lixels.xy[two] - lixels.xy[one], lixels.heading
    cosine = (heading[one] * heading[two]).sum(axis=1)
    ahead = np.abs((gap * heading[one]).sum(axis=1))
    across = np.abs(gap[:, 0] * heading[one, 1] - gap[:, 1] * heading[one, 0])
    fits = (np.abs(cosine) >= PARALLEL) & (ahead <= ABREAST_M) & (across <= DUAL_M)
    fits &= (lixels.street[one] != lixels.street[two]) | (np.abs(one - two) > 2 * LEAST_BESIDE)
    is_named = (signs.name[one] != "") & (signs.name[two] != "")
    is_opposite = signs.one_way[one] * signs.one_way[two] * cosine < 0
    same_class = signs.road_class[one] == signs.road_class[two]
    fits &= np.where(is_named, signs.name[one] == signs.name[two], is_opposite & same_class)
    one, two = one[fits], two[fits]
    return np.concatenate([one, two]), np.concatenate([two, one])
