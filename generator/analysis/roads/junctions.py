"""Junctions: near nodes and those of a dual carriageway joined, their names, and the accidents that they own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from generator.analysis.roads.streets import directions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generator.analysis.roads.noding import Edges

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

JUNCTION_M = 25.0  # nodes nearer than this are one junction
SPAN_M = 50.0  # but no chain of them is longer than this
DUAL_SPAN_M = (
    140.0  # where dual carriageways cross: 40 m of road and 30 m of slip roads to each side, diagonally
)
CROSSOVER_M = 50.0  # longest piece of road between two carriageways, or along a slip road, inside a junction
ISLAND_M2 = 700.0  # largest triangle of a slip road; a block of houses with sides of 50 m is 1,080
ONE_ARM = 0.7  # cosine: carriageways that leave within 45 degrees are one arm
REACH_M = 20.0
MAIN_REACH_M = 30.0
"""A junction owns the accidents within 20 m of it, 30 m where a main road meets it (reference study, card 4.3)."""


@dataclass(frozen=True, slots=True)
class Arms:
    """What is known of each edge: its street, its road (both carriageways), its name and its kind."""

    street: Ints
    road: Ints
    name: NDArray[np.str_]
    is_main: Bools  # arterial or motorway
    is_path: Bools  # no arm of a junction: nothing turns into a footpath


@dataclass(frozen=True, slots=True)
class Junctions:
    """Centres and names of junctions, the nodes that make them, and which streets they lie on."""

    xy: Floats
    names: tuple[tuple[str, ...], ...]  # distinct names of the arms, longest road first
    reach_m: Floats
    node_xy: Floats
    node_junction: Ints
    streets: Ints  # (n, 2): junction and street, sorted


def find_junctions(edges: Edges, arms: Arms) -> Junctions:
    """Places where three arms or more meet; the carriageways of one road are one arm.

    Nodes are joined within JUNCTION_M, up to SPAN_M in all; and, up to DUAL_SPAN_M, where a piece of at most
    CROSSOVER_M leads from one carriageway to the other, and around the island of a slip road. A bend, the begin of a
    median and a gap in it are no junctions.
    """
    is_path = arms.is_path & ~arms.is_path.all()
    ends = np.stack([edges.tail, edges.head], axis=1)
    degree = np.bincount(ends[~is_path].ravel(), minlength=len(edges.node_xy))
    crossing = np.flatnonzero(degree >= 3)
    where = np.full(len(edges.node_xy), -1)
    where[crossing] = np.arange(len(crossing))
    pairs = _links(edges, arms, crossing, where)
    where[crossing] = _clusters(edges.node_xy[crossing], *pairs)
    where = _with_three_arms(edges, arms, is_path, where)
    return _described(edges, arms, is_path, where)


def _links(edges: Edges, arms: Arms, crossing: Ints, where: Ints) -> tuple[Ints, Bools]:
    """Pairs of crossing nodes to join, nearest first: crossovers and islands (True) before near ones."""
    from scipy.spatial import cKDTree

    xy = edges.node_xy[crossing]
    if len(xy) == 0:
        return np.zeros((0, 2), np.int64), np.zeros(0, bool)
    near = cKDTree(xy).query_pairs(JUNCTION_M, output_type="ndarray")
    dual = np.sort(where[np.concatenate([_crossovers(edges, arms, where), _islands(edges, where)])], axis=1)
    pairs = np.concatenate([near, dual]).astype(np.int64)
    is_dual = np.arange(len(pairs)) >= len(near)
    away = np.hypot(*(xy[pairs[:, 0]] - xy[pairs[:, 1]]).T)
    order = np.lexsort((pairs[:, 1], pairs[:, 0], np.round(away, 2), ~is_dual))
    return pairs[order], is_dual[order]


def _crossovers(edges: Edges, arms: Arms, where: Ints) -> Ints:
    """Both nodes of each short edge that leads from one carriageway of a road to the other."""
    ends = np.stack([edges.tail, edges.head], axis=1)
    streets = np.unique(np.column_stack([arms.road, arms.street]), axis=0)
    is_dual = (np.bincount(streets[:, 0]) >= 2)[arms.road]
    touched = np.isin(ends, ends[is_dual]) & (where[ends] >= 0)
    found = np.flatnonzero(touched.all(axis=1) & (ends[:, 0] != ends[:, 1]) & (edges.length_m <= CROSSOVER_M))
    on: dict[int, set[tuple[int, int]]] = {node: set() for node in ends[found].ravel().tolist()}
    for edge in np.flatnonzero(is_dual & np.isin(ends, ends[found]).any(axis=1)).tolist():
        for node in ends[edge].tolist():
            if node in on:
                on[node].add((int(arms.road[edge]), int(arms.street[edge])))
    joins = [
        any(r == q != own and s != t for r, s in on[tail] for q, t in on[head])
        for (tail, head), own in zip(ends[found].tolist(), arms.road[found].tolist(), strict=True)
    ]
    crossovers: Ints = ends[found[np.array(joins, bool)]]
    return crossovers


def _islands(edges: Edges, where: Ints) -> Ints:
    """Pairs of nodes along the sides of small triangles of short edges."""
    ends = np.sort(np.stack([edges.tail, edges.head], axis=1), axis=1)
    short = (edges.length_m <= CROSSOVER_M) & (where[ends] >= 0).all(axis=1) & (ends[:, 0] != ends[:, 1])
    beside: dict[int, set[int]] = {}
    for low, high in ends[short].tolist():
        beside.setdefault(low, set()).add(high)
    corners = [
        (a, b, c) for a, others in beside.items() for b in others for c in others & beside.get(b, set())
    ]
    found = np.array(corners, np.int64).reshape(-1, 3)
    xy = edges.node_xy[found]
    one, two = xy[:, 1] - xy[:, 0], xy[:, 2] - xy[:, 0]
    small = found[np.abs(one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0]) / 2 <= ISLAND_M2]
    return np.concatenate([small[:, [0, 1]], small[:, [0, 2]], small[:, [1, 2]]])


def _clusters(xy: Floats, pairs: Ints, is_dual: Bools) -> Ints:
    """A number per node: pairs joined one after another as long as the whole keeps within its span."""
    members = [[i] for i in range(len(xy))]
    of = list(range(len(xy)))
    for (a, b), dual in zip(pairs.tolist(), is_dual.tolist(), strict=True):
        one, two = sorted((of[a], of[b]))
        if one == two:
            continue
        together = members[one] + members[two]
        if np.hypot(*np.ptp(xy[together], axis=0)) <= (DUAL_SPAN_M if dual else SPAN_M):
            members[one], members[two] = together, []
            for i in together:
                of[i] = one
    _, number = np.unique(np.array(of, np.int64), return_inverse=True)
    return np.asarray(number, np.int64)


def _with_three_arms(edges: Edges, arms: Arms, is_path: Bools, where: Ints) -> Ints:
    """The cluster of each node, numbered anew; -1 where fewer than three arms leave it."""
    end = _leaving(edges, where, ~is_path)
    cluster, road = where[np.stack([edges.tail, edges.head], axis=1).ravel()[end]], arms.road[end // 2]
    away = directions(edges)[end]
    order = np.lexsort((end, road, cluster))
    group, away = np.stack([cluster, road], axis=1)[order], away[order]
    again = np.zeros(len(end), bool)
    for step in range(1, len(end)):
        later = step + np.flatnonzero((group[step:] == group[:-step]).all(axis=1))
        if len(later) == 0:
            break
        again[later[(away[later] * away[later - step]).sum(axis=1) > ONE_ARM]] = True
    count = np.bincount(group[~again, 0], minlength=int(where.max(initial=-1)) + 1)
    number = np.where(count >= 3, np.cumsum(count >= 3) - 1, -1)
    renumbered: Ints = np.append(number, -1)[where]
    return renumbered


def _leaving(edges: Edges, where: Ints, keep: Bools) -> Ints:
    """Edge ends (2e tail, 2e + 1 head) that lead out of a cluster."""
    here = where[np.stack([edges.tail, edges.head], axis=1)]
    is_inside = (here[:, 0] == here[:, 1]) & (edges.length_m <= DUAL_SPAN_M)
    return np.flatnonzero(((here >= 0) & (keep & ~is_inside)[:, None]).ravel())


def _described(edges: Edges, arms: Arms, is_path: Bools, where: Ints) -> Junctions:
    """Centres, names, reach and streets of the clusters."""
    node = np.flatnonzero(where >= 0)
    junction, count = where[node], int(where.max(initial=-1)) + 1
    size = np.bincount(junction, minlength=count)
    xy = np.column_stack([np.bincount(junction, edges.node_xy[node, axis], count) / size for axis in (0, 1)])
    end = np.stack([edges.tail, edges.head], axis=1).ravel()
    arm = np.flatnonzero(where[end] >= 0)
    at, edge = where[end[arm]], arm // 2
    is_main = np.zeros(count, bool)
    is_main[at[arms.is_main[edge]]] = True
    return Junctions(
        xy=xy,
        names=_names(edges, arms.name, at[~is_path[edge]], edge[~is_path[edge]], count),
        reach_m=np.where(is_main, MAIN_REACH_M, REACH_M),
        node_xy=edges.node_xy[node],
        node_junction=junction,
        streets=np.unique(np.column_stack([at, arms.street[edge]]), axis=0),
    )


def _names(
    edges: Edges, names: NDArray[np.str_], at: Ints, edge: Ints, count: int
) -> tuple[tuple[str, ...], ...]:
    """Distinct names that meet at each junction, that of most road in the whole network first."""
    unique, which = np.unique(names, return_inverse=True)
    length = np.round(np.bincount(which, edges.length_m, len(unique)), 1)
    met = np.unique(np.column_stack([at, which[edge]]), axis=0)
    met = met[unique[met[:, 1]] != ""]
    met = met[np.lexsort((met[:, 1], -length[met[:, 1]], met[:, 0]))]
    stops = np.searchsorted(met[:, 0], np.arange(count + 1))
    texts = unique[met[:, 1]].tolist()
    return tuple(tuple(texts[a:b]) for a, b in zip(stops[:-1].tolist(), stops[1:].tolist(), strict=True))


def owner_of(junctions: Junctions, xy: Floats, street: Ints) -> Ints:
    """The junction that owns each accident, or -1: the nearest one within its reach on whose streets it lies.

    `street` is that of the accident's lixel, -1 for none; distance is to the nearest node of the junction, as the
    crow flies. An accident on a bridge above a junction is not the junction's.
    """
    from scipy.spatial import cKDTree

    owner = np.full(len(xy), -1, np.int64)
    if len(junctions.node_xy) == 0:
        return owner
    tree = cKDTree(junctions.node_xy)
    rows = np.flatnonzero(street >= 0)
    width = int(street.max(initial=0)) + int(junctions.streets[:, 1].max()) + 1
    known = junctions.streets[:, 0] * width + junctions.streets[:, 1]
    k = 0
    while len(rows) and k < len(junctions.node_xy):
        k = min(max(8, 4 * k), len(junctions.node_xy))
        away, node = tree.query(
            xy[rows], k=range(1, k + 1), distance_upper_bound=MAIN_REACH_M + 1e-6, workers=-1
        )
        junction = np.append(junctions.node_junction, 0)[node]
        is_own = away <= junctions.reach_m[junction] + 1e-6
        is_own &= np.isin(junction * width + street[rows][:, None], known)
        found = is_own.any(axis=1)
        owner[rows[found]] = junction[found, is_own.argmax(axis=1)[found]]
        rows = rows[~found & np.isfinite(away[:, -1])]
    return owner
