"""The detector on roads: windows -> clusters, with the error rate measured on simulated quiet maps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from generator.analysis.detector.expectation import Expectation, expect, window_dispersion
from generator.analysis.measures import exact

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from generator.analysis.detector.windows import Windows
    from generator.analysis.roads.network import Network

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

LEAST = 3  # accidents that a cluster needs
QUIET_MAPS = 100
UNREMARKABLE = 0.01
CAUTION = 1.5  # the simulated maps know the expectation better than anybody can: their error rate is raised


@dataclass(frozen=True, slots=True)
class Cluster:
    """A window that stands out: p of the window, q of the list down to it, and the refined window."""

    window: int
    p_value: float  # divided by the family's weight
    q_value: float
    refined: int
    is_stable: bool  # windows of two sizes or more find it


@dataclass(frozen=True, slots=True)
class Scan:
    """What the detector found, best first, and what it measured on quiet maps."""

    clusters: tuple[Cluster, ...]
    expectation: Expectation
    window_expected: Floats
    window_dispersion: Floats
    quiet_share: float  # share of quiet maps with any flag at q <= 0.05


@dataclass(frozen=True, slots=True)
class _Test:
    """Windows with what they expect; the p-value of any count in them."""

    inside: csr_array
    per_lixel: Floats
    dispersion: Floats
    weight: Floats

    def p(self, rows: Ints, counts: Floats, mean: Floats) -> Floats:
        value: Floats = np.minimum(1.0, exact.tail(counts, mean, self.dispersion[rows]) / self.weight[rows])
        return value


def scan(counts: Floats, network: Network, windows: Windows, seed: int) -> Scan:
    """Clusters of a map. `counts` has one number per lixel; the seed is for the quiet maps."""
    found = expect(counts, network, windows)
    mean = windows.inside @ found.per_lixel
    spread = window_dispersion(found, windows, mean)
    test = _Test(windows.inside, found.per_lixel, spread, windows.weight)
    cut = min(2e-3, 100.0 / max(windows.count, 1))
    quiet = _quiet_maps(found, network, test, mean, cut, (float(counts.sum()), seed))
    picked = _clusters(counts, test, mean, cut)
    p = np.array([value for _, value in picked])
    q = _false_share(p, quiet, cut)
    clusters = tuple(
        _refine(window, float(value), float(share), counts, test, mean)
        for (window, value), share in zip(picked, q, strict=True)
        if share <= 0.5
    )
    flagged = np.mean([_false_share(np.sort(one), quiet, cut)[:1].min(initial=1.0) <= 0.05 for one in quiet])
    return Scan(clusters, found, mean, spread, float(flagged))


def _clusters(counts: Floats, test: _Test, mean: Floats, cut: float) -> list[tuple[int, float]]:
    """Greedy, best window first; a later window is tested on what the earlier ones left over."""
    y = test.inside @ counts
    busy = np.flatnonzero(y >= LEAST)
    rows = busy[test.p(busy, y[busy], mean[busy]) <= cut]
    return _greedy(rows, test.inside[rows], counts, test, cut)


def _greedy(
    rows: Ints, inside: csr_array, counts: Floats, test: _Test, cut: float
) -> list[tuple[int, float]]:
    left, free = counts.copy(), test.per_lixel.copy()
    y, mean = inside @ left, inside @ free
    p = np.where(y >= LEAST, test.p(rows, y, mean), 1.0)
    picked: list[tuple[int, float]] = []
    while len(p) and p.min() <= cut:
        best = int(np.flatnonzero(p == p.min())[np.argmax(y[p == p.min()])])
        picked.append((int(rows[best]), float(p[best])))
        taken = inside.indices[inside.indptr[best] : inside.indptr[best + 1]]
        mask = np.zeros(len(left))
        mask[taken] = 1.0
        touched = np.flatnonzero(inside @ mask > 0)
        left[taken], free[taken] = 0.0, 0.0
        part = inside[touched]
        y[touched], mean[touched] = part @ left, part @ free
        p[touched] = np.where(
            y[touched] >= LEAST, test.p(rows[touched], y[touched], np.maximum(mean[touched], 1e-9)), 1.0
        )
    return picked


def _quiet_maps(
    found: Expectation, network: Network, test: _Test, mean: Floats, cut: float, total_seed: tuple[float, int]
) -> list[Floats]:
    """p-values of the false clusters of maps without any hotspot, simulated on this very network.

    Gamma noise per block, gamma noise per street for the error of the expectation, then as many accidents
    as were seen, Poisson. The legacy generator's stream is frozen by NumPy, so other versions draw the same.
    """
    from scipy.sparse import csr_array

    total, seed = total_seed
    random = np.random.RandomState(seed % 2**32)  # the one stream that NumPy froze
    lixel, drawn = [], []
    doubt = np.bincount(network.street, found.per_lixel * found.uncertainty) / np.maximum(
        np.bincount(network.street, found.per_lixel), 1e-12
    )
    patchy = np.full(found.block.max() + 1, found.dispersion)
    for number in range(QUIET_MAPS):
        rate = found.per_lixel * _gamma(random, found.block, patchy)
        rate = rate * _gamma(random, network.street, doubt)
        sums = np.cumsum(rate)
        draws = random.random_sample(random.poisson(total)) * sums[-1]
        at = np.minimum(np.searchsorted(sums, draws, side="right"), len(sums) - 1)
        lixel.append(at)
        drawn.append(np.full(len(at), number))
    where, which = np.concatenate(lixel), np.concatenate(drawn)
    maps = csr_array((np.ones(len(where)), (where, which)), shape=(network.count, QUIET_MAPS))
    counted = (test.inside @ maps).tocsc()
    false = []
    for number in range(QUIET_MAPS):
        part = slice(counted.indptr[number], counted.indptr[number + 1])
        rows, y = counted.indices[part], counted.data[part]
        busy = y >= LEAST
        rows, y = rows[busy].astype(np.int64), y[busy]
        near = np.sort(rows[test.p(rows, y, mean[rows]) <= cut])
        counts = np.bincount(where[which == number], minlength=network.count).astype(float)
        false.append(np.array([p for _, p in _greedy(near, test.inside[near], counts, test, cut)]))
    return false


def _gamma(random: np.random.RandomState, group: Ints, dispersion: Floats) -> Floats:
    """Noise with mean 1 and this variance, one draw a group."""
    shape = 1.0 / np.clip(dispersion, 1e-6, None)
    drawn = np.where(dispersion > 1e-6, random.standard_gamma(shape) / shape, 1.0)
    noise: Floats = drawn[group]
    return noise


def _false_share(p: Floats, quiet: list[Floats], cut: float) -> Floats:
    """The q of each cluster (p ascending): expected number of false clusters at least as extreme, over its rank."""
    if len(p) == 0:
        return np.zeros(0)
    expected = false_clusters(p, np.sort(np.concatenate(quiet)), len(quiet), cut)
    q = np.minimum(1.0, CAUTION * expected / np.arange(1, len(p) + 1))
    return np.asarray(np.minimum.accumulate(q[::-1])[::-1])


def false_clusters(p: Floats, quiet: Floats, maps: int, cut: float) -> Floats:
    """Expected number of false clusters per map with a p-value at most this, from pooled quiet maps (ascending).

    Counted where ten or more were seen; below that the tail is continued as a power of p whose exponent is
    Hill's estimate from the hundred smallest, held between 0.5 and 1.
    """
    few = 10
    if len(quiet) <= few:
        return (
            np.maximum(np.searchsorted(quiet, p, side="right"), 1 + 0 * p) / maps * np.maximum(p / cut, 1e-12)
        )
    tail = quiet[: min(100, len(quiet))]
    hill = 1.0 / max(float(np.mean(np.log(tail[-1] / np.maximum(tail[:-1], 1e-300)))), 1e-9)
    exponent = float(np.clip(hill, 0.5, 1.0))
    anchor = tail[few - 1]
    counted = np.searchsorted(quiet, p, side="right") / maps
    continued = few / maps * (np.maximum(p, 1e-300) / anchor) ** exponent
    expected: Floats = np.where(p > anchor, np.maximum(counted, few / maps), continued)
    return expected


def _refine(window: int, p: float, q: float, counts: Floats, test: _Test, mean: Floats) -> Cluster:
    """The shortest window inside after whose removal the rest is unremarkable, and whether two sizes agree."""
    inside = test.inside
    own = inside.indices[inside.indptr[window] : inside.indptr[window + 1]]
    mask = np.zeros(inside.shape[1])
    mask[own] = 1.0
    size = np.diff(inside.indptr)
    shared = inside @ mask
    within = np.flatnonzero((shared >= 0.75 * size) & (shared > 0))
    y_all, e_all = float(counts[own].sum()), float(mean[window])
    y, e = inside[within] @ (counts * mask), inside[within] @ (test.per_lixel * mask)
    rest = exact.tail(y_all - y, np.maximum(e_all - e, 1e-9), test.dispersion[window])
    enough = (rest > UNREMARKABLE) & (inside[within] @ counts >= LEAST)
    order = np.lexsort((test.p(within, y, np.maximum(e, 1e-9)), e, ~enough))
    refined = int(within[order[0]]) if enough.any() else window
    touching = np.flatnonzero(shared >= 0.5 * np.minimum(size, len(own)))
    seen = inside[touching] @ counts
    hits = touching[test.p(touching, seen, mean[touching]) <= max(p * 100, 1e-4)]
    sizes = {round(float(one), 6) for one in size[hits] // 4}
    return Cluster(window, p, q, refined, len(sizes) >= 2)
