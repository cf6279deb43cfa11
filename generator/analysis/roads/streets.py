"""Edges -> streets: chains of edges that a driver would call one road, straight through junctions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generator.analysis.roads.noding import Edges

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

LOOK_M = 20.0  # direction of an arm is taken this far from the junction


def chain(edges: Edges, names: NDArray[np.str_], classes: Ints) -> list[list[tuple[int, bool]]]:
    """Streets as lists of (edge, is_reversed), every edge in exactly one.

    At each node the arms are paired, best pair first: one name before one class before straightness
    (at most 45 degrees off, 70 with one name; a node with two arms always continues).
    """
    partner = _pair_arms(edges, names, classes)
    streets: list[list[tuple[int, bool]]] = []
    done = np.zeros(edges.count, bool)
    ends = np.arange(2 * edges.count)
    for start in [*ends[partner < 0].tolist(), *ends.tolist()]:
        if done[start // 2]:
            continue
        street, end = [], start
        while end >= 0 and not done[end // 2]:
            done[end // 2] = True
            street.append((int(end // 2), bool(end % 2)))
            end = int(partner[end ^ 1])
        streets.append(street)
    return streets


def _pair_arms(edges: Edges, names: NDArray[np.str_], classes: Ints) -> Ints:
    """For each edge end (2e tail, 2e + 1 head) the end on which its street goes on, or -1."""
    node = np.stack([edges.tail, edges.head], axis=1).ravel()
    away = directions(edges)
    order = np.argsort(node, kind="stable")
    ordered = node[order]
    degree = np.bincount(node, minlength=len(edges.node_xy))
    one, two = [], []
    for step in range(1, int(degree.max(initial=0))):
        same = np.flatnonzero(ordered[:-step] == ordered[step:])
        one.append(order[same])
        two.append(order[same + step])
    partner = np.full(2 * edges.count, -1, np.int64)
    if not one:
        return partner
    a, b = np.concatenate(one), np.concatenate(two)
    cosine = (away[a] * away[b]).sum(axis=1)  # -1 is straight on
    name = names[a // 2]
    is_named = (name == names[b // 2]) & (name != "")
    is_class = classes[a // 2] == classes[b // 2]
    fits = (cosine < -0.7) | (is_named & (cosine < -0.34)) | (degree[node[a]] == 2)
    score = cosine - 0.6 * is_named - 0.2 * is_class
    best = np.lexsort((b, a, score))
    for i in best[fits[best]].tolist():
        x, y = a[i], b[i]
        if partner[x] < 0 and partner[y] < 0 and x // 2 != y // 2:
            partner[x], partner[y] = y, x
    return partner


def directions(edges: Edges) -> Floats:
    """Unit vector out of the node for each edge end, toward the point LOOK_M along the edge."""
    step = np.hypot(*np.diff(edges.xy, axis=0).T)
    step[edges.first[1:-1] - 1] = 0.0
    along = np.concatenate([[0.0], np.cumsum(step)])
    along += np.repeat(np.arange(edges.count), np.diff(edges.first))  # a gap of 1 m keeps edges apart
    start, stop = along[edges.first[:-1]], along[edges.first[1:] - 1]
    look = np.minimum(LOOK_M, stop - start)
    directions = np.empty((2 * edges.count, 2))
    for side, (at, base) in enumerate(((start + look, edges.first[:-1]), (stop - look, edges.first[1:] - 1))):
        there = np.column_stack([np.interp(at, along, edges.xy[:, axis]) for axis in (0, 1)])
        directions[side::2] = there - edges.xy[base]
    length = np.hypot(directions[:, 0], directions[:, 1])
    return directions / np.maximum(length, 1e-9)[:, None]
