"""Windows that stand out -> clusters: greedy, best first, each refined to the stretch that carries it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from generator.analysis.detector.expectation import LEAST, LEAST_MEAN
from generator.analysis.measures import exact

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from generator.analysis.detector.expectation import Expectation
    from generator.analysis.detector.windows import Windows

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

UNREMARKABLE = 0.01
RANKED_WITH = 0.25  # of the dispersion: below twice the usual rate, which is no false alarm, noise is thin


@dataclass(frozen=True, slots=True)
class Tested:
    """Windows with three accidents or more, one entry each, and how surprising their counts are."""

    window: Ints  # number of the window
    inside: csr_array  # windows x lixels
    seen: Floats
    mean: Floats
    spread: Floats
    weight: Floats
    per_lixel: Floats  # expectation of each lixel, for parts of windows
    rank: Floats  # lower is more surprising: a tail with part of the dispersion, over the family's weight

    def of_parts(self, at: Ints, seen: Floats, mean: Floats) -> Floats:
        """Rank of what is left of windows `at`: so many accidents where so many are expected."""
        tail = exact.tail(seen, np.maximum(mean, LEAST_MEAN), RANKED_WITH * self.spread[at])
        return np.asarray(np.where(seen >= LEAST, np.minimum(1.0, tail / self.weight[at]), 1.0))


@dataclass(frozen=True, slots=True)
class Cluster:
    """A window that stands out: p of the window, the refined window, and whether other windows agree."""

    window: int
    p_value: float  # of all its accidents under the whole dispersion, over the family's weight
    refined: int
    is_stable: bool


def test_windows(counts: Floats, expected: Expectation, windows: Windows) -> Tested:
    """Every window with enough accidents under the expectation that leaves it out."""
    all_seen = windows.inside @ counts
    at = np.flatnonzero(all_seen >= LEAST)
    inside = windows.inside[at]
    mean, spread = expected.of_windows(inside, windows.span_m[at], windows.length_m[at])
    weight = windows.weight[at]
    rank = np.minimum(1.0, exact.tail(all_seen[at], mean, RANKED_WITH * spread) / weight)
    return Tested(at, inside, all_seen[at], mean, spread, weight, expected.per_lixel, rank)


def pick(tested: Tested, counts: Floats, cut: float) -> list[tuple[int, float]]:
    """(place in `tested`, rank) of the clusters with a rank of at most `cut`, best first.

    A later window is tested on the accidents and the expectation that the earlier ones left over.
    """
    at = np.flatnonzero(tested.rank <= cut)
    inside = tested.inside[at]
    left, free = counts.copy(), tested.per_lixel.copy()
    whole = np.maximum(inside @ free, LEAST_MEAN)
    y, part, p = tested.seen[at], whole.copy(), tested.rank[at].copy()
    picked: list[tuple[int, float]] = []
    columns = inside.tocsc()
    while len(p) and p.min() <= cut:
        ties = np.flatnonzero(p == p.min())
        best = int(ties[np.argmax(y[ties])])
        picked.append((int(at[best]), float(p[best])))
        taken = inside.indices[inside.indptr[best] : inside.indptr[best + 1]]
        left[taken], free[taken] = 0.0, 0.0
        touched = np.unique(np.concatenate([_column(columns, one) for one in taken.tolist()]))
        y[touched], part[touched] = inside[touched] @ left, inside[touched] @ free
        here = at[touched]
        p[touched] = tested.of_parts(here, y[touched], tested.mean[here] * part[touched] / whole[touched])
    return picked


def _column(columns: csr_array, lixel: int) -> Ints:
    """Windows that hold a lixel."""
    return np.asarray(columns.indices[columns.indptr[lixel] : columns.indptr[lixel + 1]], np.int64)


def refine(tested: Tested, picked: tuple[int, float], counts: Floats, family: Ints) -> Cluster:
    """The shortest window inside after whose removal the rest is unremarkable, and whether other windows agree.

    Stable: windows of two sizes or more, and one that is shifted, also stand out here. `family` has one entry per
    window of the network.
    """
    best, rank = picked
    own = tested.inside.indices[tested.inside.indptr[best] : tested.inside.indptr[best + 1]]
    mask = np.zeros(tested.inside.shape[1])
    mask[own] = 1.0
    size = np.diff(tested.inside.indptr)
    shared = tested.inside @ mask
    within = np.flatnonzero(shared >= 0.75 * size)
    y = tested.inside[within] @ (counts * mask)
    parts = tested.inside[within] @ (tested.per_lixel * mask)
    ratio = float(tested.mean[best]) / max(float(tested.per_lixel[own].sum()), LEAST_MEAN)
    e = np.maximum(parts * ratio, LEAST_MEAN)
    rest = exact.tail(
        float(counts[own].sum()) - y, np.maximum(tested.mean[best] - e, LEAST_MEAN), tested.spread[best]
    )
    enough = rest > UNREMARKABLE
    order = np.lexsort((tested.of_parts(within, y, e), e, ~enough))
    refined = int(within[order[0]]) if enough.any() else best
    touching = shared >= 0.5 * np.minimum(size, len(own))
    agree = np.flatnonzero(touching & (tested.rank <= max(rank * 100, 1e-4)))
    kinds = family[tested.window[agree]]
    is_stable = len(set(kinds.tolist())) >= 2 and len(agree) >= 3
    tail = exact.tail(tested.seen[best], tested.mean[best], tested.spread[best])
    p_value = min(1.0, float(tail) / float(tested.weight[best]))
    return Cluster(int(tested.window[best]), p_value, int(tested.window[refined]), is_stable)
