"""The network cut into stretches as long as the treated places, each with its counts: what the comparison works on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from generator.analysis.evaluation.comparison import Stretches
from generator.analysis.evaluation.rates_of_roads import FOLDS, Roads, class_expectation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from generator.analysis.evaluation.sites import Site
    from generator.analysis.roads.network import Network

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

APART_M = 500.0  # roads nearer to a treated one may feel the activity too
STRETCH_M = (200.0, 1000.0)  # shortest and longest stretch
SHIFTS = 4  # cuts of the whole network, each moved on by a quarter of a stretch
CLASS_SHARE = 0.05  # a class with less of the treated road is not what the places are


@dataclass(frozen=True, slots=True)
class Cut:
    """What each lixel is. `site` is the number of its treated place or -1."""

    site: Ints
    is_compared: Bools
    stretch: Ints
    stretch_m: float


def cut(network: Network, sites: Sequence[Site]) -> Cut:
    """Treated places as they are (long ones in parts), the rest of the network in stretches of their median length."""
    site = np.full(network.count, -1, np.int64)
    for n, one in enumerate(sites):
        site[one.lixels] = n
    is_compared = _compared(network, site)
    length = float(np.clip(np.median([one.length_m for one in sites]), *STRETCH_M))
    run = np.stack([network.street, network.road_class, site, is_compared.astype(np.int64)])
    first = np.concatenate([[True], (np.diff(run, axis=1) != 0).any(axis=0)])
    number = np.cumsum(first) - 1
    end = np.cumsum(network.length_m)
    start = (end - network.length_m)[first]
    parts = np.maximum(1, np.round(np.bincount(number, network.length_m) / length)).astype(np.int64)
    whole = np.bincount(number, network.length_m)
    along = (end - network.length_m / 2 - start[number]) / whole[number]
    part = np.minimum((along * parts[number]).astype(np.int64), parts[number] - 1)
    stretch = (np.cumsum(parts) - parts)[number] + part
    for n, one in enumerate(sites):  # a junction is one place, although streets cross in it
        if one.length_m <= 1.5 * length:
            stretch[site == n] = stretch[one.lixels].min()
    _, stretch = np.unique(stretch, return_inverse=True)
    return Cut(site, is_compared, stretch.ravel().astype(np.int64), length)


def _compared(network: Network, site: Ints) -> Bools:
    """Untreated lixels of the treated classes, farther than APART_M from every treated one."""
    from scipy.spatial import cKDTree

    treated = site >= 0
    by_class = np.bincount(
        network.road_class[treated], network.length_m[treated], minlength=network.road_class.max() + 1
    )
    same = (by_class >= CLASS_SHARE * by_class.sum())[network.road_class]
    distance, _ = cKDTree(network.xy[treated]).query(network.xy, distance_upper_bound=APART_M)
    compared: Bools = same & np.isinf(distance)
    return compared


def stretches(network: Network, made: Cut, years: Sequence[Ints], after: Ints) -> Stretches:
    """Counts of every stretch; `years` and `after` hold the lixel of each accident (-1: beside the roads)."""

    def on(lixels: Ints) -> Ints:
        return np.bincount(lixels[lixels >= 0], minlength=network.count)

    yearly = np.stack([on(one) for one in years], axis=1)
    per_lixel = class_expectation(yearly.sum(axis=1).astype(float), network.exposure, network.road_class)

    def total(values: Floats | Ints | Bools) -> Floats:
        summed = np.bincount(made.stretch, values.astype(float), minlength=int(made.stretch.max()) + 1)
        return summed.astype(float)

    return Stretches(
        typical=total(per_lixel),
        before=np.stack([total(one) for one in yearly.T], axis=1).round().astype(np.int64),
        after=total(on(after)).round().astype(np.int64),
        is_treated=total(made.site >= 0) > 0,
        is_compared=total(made.is_compared) > 0,
        roads=_roads(network, made.stretch_m, yearly.sum(axis=1).astype(float), per_lixel),
    )


def _roads(network: Network, stretch_m: float, counts: Floats, typical: Floats) -> Roads:
    """All streets in stretches of one length, at every shift; blocks of ten stretches share a fold."""
    end = np.cumsum(network.length_m)
    first = np.diff(network.street, prepend=-1) != 0
    along = end - network.length_m / 2 - (end - network.length_m)[first][np.cumsum(first) - 1]
    block = (end / (10 * stretch_m)).astype(np.int64)
    parts = []
    for shift in range(SHIFTS):
        number = ((along + stretch_m * shift / SHIFTS) / stretch_m).astype(np.int64)
        _, stretch = np.unique(np.stack([network.street, number]), axis=1, return_inverse=True)
        stretch = stretch.ravel()
        fold = np.zeros(int(stretch.max()) + 1, np.int64)
        fold[stretch] = block % FOLDS
        parts.append((np.bincount(stretch, counts), np.bincount(stretch, typical), fold))
    return Roads(*(np.concatenate(part) for part in zip(*parts, strict=True)))
