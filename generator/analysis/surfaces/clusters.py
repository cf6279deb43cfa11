"""DBSCAN labels: where accidents lie close together, as QGIS and scikit-learn cluster them. In dense towns one big heap.

The same core points, the same partition of them and the same noise as scikit-learn; a point at the edge goes to its
nearest core point (there: to the cluster that reaches it first), and the order of the rows changes nothing.

Points that share a cell of eps / sqrt(2) are neighbours by construction, so only sparse cells are searched, and
clusters are joined cell by cell. Source: Ester et al. 1996; cells after Gunawan 2013.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

NOISE = -1
_STEPS = tuple(
    (x, y) for x in range(3) for y in range(-2, 3) if (x, y) > (0, 0)
)  # half of the cells within reach
_CHUNK = 4_000_000


@dataclass(frozen=True, slots=True)
class Clusters:
    """`label` of each point (-1 noise; 0 is the cluster with most points) and whether it is a core point."""

    label: Ints
    is_core: Bools

    @property
    def count(self) -> int:
        """Number of clusters."""
        return int(self.label.max(initial=NOISE)) + 1


@dataclass(frozen=True, slots=True)
class _Cells:
    """Distinct points sorted by cell; cell c owns the points `first[c]:first[c + 1]`."""

    xy: Floats
    weight: Ints  # points that share the place
    cell: Ints
    first: Ints
    at: Ints  # column and row of each cell

    @property
    def count(self) -> int:
        return len(self.at)


def dbscan(xy: Floats, eps_m: float = 100.0, least: int = 5) -> Clusters:
    """Clusters of points of which at least `least` (itself counted) lie within `eps_m`; points in metres."""
    if len(xy) == 0:
        return Clusters(np.zeros(0, np.int64), np.zeros(0, bool))
    cells, place = _sort(xy, eps_m)
    is_core, nearest = _cores(cells, eps_m, least)
    label = _join(cells, is_core, eps_m)
    label = np.where(is_core, label[cells.cell], np.where(nearest >= 0, label[cells.cell[nearest]], NOISE))
    return Clusters(_renumbered(label, cells)[place], is_core[place])


def _sort(xy: Floats, eps_m: float) -> tuple[_Cells, Ints]:
    """Distinct points in cells, and the place of each given point among them."""
    at = np.floor((xy - xy.min(axis=0)) / (eps_m / 2**0.5 * (1 - 1e-12))).astype(np.int64)
    key = at[:, 0] * (at[:, 1].max() + 1) + at[:, 1]
    order = np.lexsort((xy[:, 1], xy[:, 0], key))
    x, y, key = xy[order, 0], xy[order, 1], key[order]
    is_new = np.concatenate([[True], (np.diff(x) != 0) | (np.diff(y) != 0) | (np.diff(key) != 0)])
    start = np.flatnonzero(is_new)
    place = np.empty(len(xy), np.int64)
    place[order] = np.cumsum(is_new) - 1
    key = key[start]
    is_first = np.concatenate([[True], np.diff(key) != 0])
    first = np.append(np.flatnonzero(is_first), len(start))
    weight = np.diff(np.append(start, len(xy)))
    cell = np.cumsum(is_first) - 1
    return _Cells(
        np.column_stack([x[start], y[start]]), weight, cell, first, at[order[start[first[:-1]]]]
    ), place


def _cores(cells: _Cells, eps_m: float, least: int) -> tuple[Bools, Ints]:
    """Which points are core, and for the others their nearest core point within reach, or -1."""
    from scipy.spatial import cKDTree

    in_cell = np.add.reduceat(cells.weight, cells.first[:-1])
    is_core = (in_cell >= least)[cells.cell]
    nearest = np.full(len(is_core), -1)
    open_ = np.flatnonzero(~is_core)
    if len(open_) == 0:
        return is_core, nearest
    tree = cKDTree(cells.xy, balanced_tree=False, compact_nodes=False)
    # of `least` distinct places the farthest decides, and whoever is no core has all neighbours among them
    k = min(least, len(is_core))
    away, other = tree.query(cells.xy[open_], k=[*range(1, k + 1)])
    within = away <= eps_m
    seen = np.where(within, cells.weight[other], 0).sum(axis=1)
    is_core[open_[seen >= least]] = True
    reached = within & is_core[other]
    rank = np.argmax(reached, axis=1)
    found = reached.any(axis=1) & ~is_core[open_]
    nearest[open_[found]] = _first_of_ties(cells, away, other, reached, rank)[found]
    return is_core, nearest


def _first_of_ties(cells: _Cells, away: Floats, other: Ints, reached: Bools, rank: Ints) -> Ints:
    """The nearest core point; of several at one distance the first in the order of the cells."""
    rows = np.arange(len(rank))
    level = away[rows, rank][:, None]
    tied = np.where(reached & (away <= level), other, len(cells.xy))
    first: Ints = np.minimum(tied.min(axis=1), len(cells.xy) - 1)
    return first


def _join(cells: _Cells, is_core: Bools, eps_m: float) -> Ints:
    """Cluster of each cell's core points; the number is a number only."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    core = np.flatnonzero(is_core)
    owner = cells.cell[core]
    group, start = np.unique(owner, return_index=True)
    bounds = np.append(start, len(core))
    one, two = _adjacent(cells, group)
    extremes = _extremes(cells.xy[core], start)
    linked = _is_near(cells.xy[core], extremes, one, two, eps_m)

    def components(a: Ints, b: Ints) -> Ints:
        links = coo_array((np.ones(len(a), bool), (a, b)), shape=(len(group),) * 2)
        label: Ints = connected_components(links, directed=False)[1].astype(np.int64)
        return label

    label = components(one[linked], two[linked])
    doubtful = label[one] != label[two]
    a, b = one[doubtful], two[doubtful]
    near = _touch(cells.xy[core], bounds, a, b, eps_m)
    label = components(np.concatenate([one[linked], a[near]]), np.concatenate([two[linked], b[near]]))
    of_cell = np.full(cells.count, NOISE)
    of_cell[group] = label
    return of_cell


def _adjacent(cells: _Cells, group: Ints) -> tuple[Ints, Ints]:
    """Pairs of cells with core points near enough that some of these may be neighbours; places in `group`."""
    at = cells.at[group]
    width = cells.at[:, 1].max() + 5
    key = at[:, 0] * width + at[:, 1]  # sorted, as the cells are
    one, two = [], []
    for x, y in _STEPS:
        place = np.searchsorted(key, key + x * width + y)
        place = np.minimum(place, len(key) - 1)
        hit = np.flatnonzero(key[place] == key + x * width + y)
        one.append(hit)
        two.append(place[hit])
    return np.concatenate(one), np.concatenate(two)


def _extremes(xy: Floats, start: Ints) -> Ints:
    """The most western, eastern, southern and northern core point of each group (groups x 4)."""
    size = np.diff(np.append(start, len(xy)))
    found = []
    for axis in (0, 1):
        for pick in (np.minimum, np.maximum):
            value = xy[:, axis]
            hits = np.flatnonzero(value == np.repeat(pick.reduceat(value, start), size))
            found.append(hits[np.searchsorted(hits, start)])
    return np.column_stack(found)


def _is_near(xy: Floats, extremes: Ints, one: Ints, two: Ints, eps_m: float) -> Bools:
    """Whether two groups have extreme points within reach of each other: enough to join, not to tell apart."""
    near = np.zeros(len(one), bool)
    for a in range(4):
        for b in range(4):
            rest = np.flatnonzero(~near)
            gap = xy[extremes[one[rest], a]] - xy[extremes[two[rest], b]]
            near[rest] = (gap**2).sum(axis=1) <= eps_m**2
    return near


def _touch(xy: Floats, bounds: Ints, one: Ints, two: Ints, eps_m: float) -> Bools:
    """Whether any core points of two groups lie within reach: all of them are compared, in chunks."""
    size_one, size_two = np.diff(bounds)[one], np.diff(bounds)[two]
    product = size_one * size_two
    near = np.zeros(len(one), bool)
    small = np.flatnonzero(product <= _CHUNK)
    chunk = np.cumsum(product[small]) // _CHUNK
    for number in np.unique(chunk):
        members = small[chunk == number]
        total = product[members]
        pair = np.repeat(np.arange(len(members)), total)
        step = np.arange(len(pair)) - np.repeat(np.cumsum(total) - total, total)
        columns = size_two[members][pair]
        a = bounds[one[members]][pair] + step // columns
        b = bounds[two[members]][pair] + step % columns
        gap = xy[a] - xy[b]
        near[members] = np.bincount(pair, (gap**2).sum(axis=1) <= eps_m**2, len(members)) > 0
    for member in np.flatnonzero(product > _CHUNK).tolist():
        near[member] = _heaps_touch(xy, bounds, (int(one[member]), int(two[member])), eps_m)
    return near


def _heaps_touch(xy: Floats, bounds: Ints, pair: tuple[int, int], eps_m: float) -> bool:
    """The same for two cells of thousands of points, with a tree."""
    from scipy.spatial import cKDTree

    first, second = (xy[bounds[one] : bounds[one + 1]] for one in pair)
    return bool((cKDTree(first).query(second)[0] <= eps_m).any())


def _renumbered(label: Ints, cells: _Cells) -> Ints:
    """Labels by size, the largest first; of equal ones the most western (then southern) cell first."""
    is_in = label != NOISE
    if not is_in.any():
        return label
    unique, first, which = np.unique(label[is_in], return_index=True, return_inverse=True)
    size = np.bincount(which, cells.weight[is_in])
    rank = np.empty(len(unique), np.int64)
    rank[np.lexsort((first, -size))] = np.arange(len(unique))
    numbered = np.full(len(label), NOISE)
    numbered[is_in] = rank[which]
    return numbered
