"""Road file -> graph: pieces of road that meet only at nodes, in projected metres."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from generator.analysis.roads.lines import TOUCH_M, Heights, Lines, join_near_ends, keys_of, leaders, lines_of
from generator.analysis.roads.meeting import with_meeting_points

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Edges:
    """Pieces of road between nodes, drawn in the direction of the road file.

    `xy` holds the vertices of all edges one after another; edge e owns `xy[first[e]:first[e + 1]]`.
    `tail` and `head` are node numbers, `row` the row of the road file.
    """

    xy: Floats
    first: Ints
    tail: Ints
    head: Ints
    row: Ints
    node_xy: Floats

    @property
    def count(self) -> int:
        """Number of edges."""
        return len(self.row)

    @property
    def length_m(self) -> Floats:
        """Length of each edge."""
        if self.count == 0:
            return np.zeros(0)
        step = np.hypot(*np.diff(self.xy, axis=0).T)
        step[self.first[1:-1] - 1] = 0.0
        length: Floats = np.add.reduceat(np.append(step, 0.0), self.first[:-1])
        return length

    def where(self, keep: Bools) -> Edges:
        """Some of the edges, with the nodes that they use, numbered anew."""
        chosen = np.flatnonzero(keep)
        counts = np.diff(self.first)[chosen]
        first = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        pick = np.repeat(self.first[:-1][chosen] - first[:-1], counts) + np.arange(first[-1])
        ends = np.concatenate([self.tail[chosen], self.head[chosen]])
        used, number = np.unique(ends, return_inverse=True)
        tail, head = number[: len(chosen)].astype(np.int64), number[len(chosen) :].astype(np.int64)
        return Edges(self.xy[pick], first, tail, head, self.row[chosen], self.node_xy[used])


def node_lines(shapes: NDArray[np.object_], heights: Heights | None = None) -> Edges:
    """The graph of these projected shapes, one per row of the road file (None and empty ones are skipped).

    Roads are cut where they share a vertex and where they meet (`with_meeting_points`). Lines of two levels that
    merely pass through one vertex stay apart. Pieces shorter than TOUCH_M shrink to a node; of pieces between the
    same two nodes that lie within TOUCH_M of each other the first counts.
    """
    heights = heights or Heights.unknown(len(shapes))
    lines = lines_of(shapes)
    if len(lines.row):
        lines = join_near_ends(lines)
    if len(lines.row) == 0:
        empty = np.zeros(0, np.int64)
        return Edges(np.zeros((0, 2)), np.zeros(1, np.int64), empty, empty, empty, np.zeros((0, 2)))
    lines = with_meeting_points(lines, heights)
    edges = _without_stubs(_cut(lines, heights.level))
    return _without_needless_nodes(edges.where(~_is_repeated(edges)))


def _cut(lines: Lines, level: Ints) -> Edges:
    """Edges between vertices that are ends or shared, or where a line turns back on itself."""
    is_end = lines.is_end
    vertex = _vertices(lines, level[lines.row[lines.owner]], is_end)
    _, index, vertex, uses = np.unique(vertex, return_index=True, return_inverse=True, return_counts=True)
    turns = np.zeros(len(vertex), bool)
    turns[1:-1] = (vertex[2:] == vertex[:-2]) & ~is_end[1:-1]
    at = np.flatnonzero(is_end | (uses[vertex] > 1) | turns)
    start, stop = at[:-1], at[1:]
    within = lines.owner[start] == lines.owner[stop]
    start, stop = start[within], stop[within]
    counts = stop - start + 1
    first = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    pick = np.repeat(start - first[:-1], counts) + np.arange(first[-1])
    row = lines.row[lines.owner[start]]
    edges = Edges(lines.xy[pick], first, vertex[start], vertex[stop], row, lines.xy[index])
    return edges.where(np.ones(len(row), bool))


def _vertices(lines: Lines, level: Ints, is_end: Bools) -> Ints:
    """A number per vertex; passing through one place at different levels is no meeting, an end there is."""
    _, place = np.unique(keys_of(lines.xy), return_inverse=True)
    lowest, highest = np.full(place.max() + 1, level.max()), np.full(place.max() + 1, level.min())
    np.minimum.at(lowest, place, level)
    np.maximum.at(highest, place, level)
    is_passed = (lowest != highest) & (np.bincount(place, is_end) == 0)
    storeys = int(level.max() - level.min()) + 1
    number: Ints = place * storeys + np.where(is_passed[place], level - level.min(), 0)
    return number


def _without_stubs(edges: Edges) -> Edges:
    """Edges shorter than TOUCH_M shrunk to the node of theirs that has most arms."""
    short = edges.length_m < TOUCH_M
    if not short.any():
        return edges
    arms = np.bincount(np.concatenate([edges.tail, edges.head]), minlength=len(edges.node_xy))
    to = leaders(len(edges.node_xy), np.column_stack([edges.tail[short], edges.head[short]]), arms)
    xy, tail, head = edges.xy.copy(), to[edges.tail], to[edges.head]
    xy[edges.first[:-1]] = edges.node_xy[tail]
    xy[edges.first[1:] - 1] = edges.node_xy[head]
    moved = replace(edges, xy=xy, tail=tail, head=head)
    return moved.where(~short & (moved.length_m > 0))


def _is_repeated(edges: Edges) -> Bools:
    """Edges that an earlier one between the same nodes follows within TOUCH_M at each of three quarters."""
    points = _quarters(edges)
    turned = edges.tail > edges.head
    points[turned] = points[turned, ::-1]
    ends = np.sort(np.stack([edges.tail, edges.head], axis=1), axis=1)
    order = np.lexsort((np.arange(edges.count), ends[:, 1], ends[:, 0]))
    ends, points = ends[order], points[order]
    is_loop = ends[:, 0] == ends[:, 1]
    repeated = np.zeros(edges.count, bool)
    for step in range(1, edges.count):
        later = step + np.flatnonzero((ends[step:] == ends[:-step]).all(axis=1))
        if len(later) == 0:
            break
        near = np.hypot(*(points[later] - points[later - step]).transpose(2, 0, 1)).max(axis=1) <= TOUCH_M
        back = (
            np.hypot(*(points[later] - points[later - step, ::-1]).transpose(2, 0, 1)).max(axis=1) <= TOUCH_M
        )
        repeated[order[later[near | (back & is_loop[later])]]] = True
    return repeated


def _without_needless_nodes(edges: Edges) -> Edges:
    """Consecutive pieces of one row joined where nothing else meets them, as copies of a road leave them."""
    arms = np.bincount(np.concatenate([edges.tail, edges.head]), minlength=len(edges.node_xy))
    begins = np.ones(edges.count, bool)
    begins[1:] = (edges.head[:-1] != edges.tail[1:]) | (edges.row[:-1] != edges.row[1:])
    begins[1:] |= arms[edges.tail[1:]] != 2
    keep = np.ones(len(edges.xy), bool)
    keep[edges.first[:-1][~begins]] = False
    at = np.flatnonzero(begins)
    first = np.concatenate([[0], np.cumsum(keep)])[np.append(edges.first[:-1][at], len(keep))]
    last = np.append(at[1:], edges.count) - 1
    joined = Edges(edges.xy[keep], first, edges.tail[at], edges.head[last], edges.row[at], edges.node_xy)
    return joined.where(np.ones(len(at), bool))


def _quarters(edges: Edges) -> Floats:
    """Points at a quarter, a half and three quarters of each edge, shape (edges, 3, 2)."""
    step = np.hypot(*np.diff(edges.xy, axis=0, prepend=edges.xy[:1]).T)
    along = np.cumsum(step)
    start, stop = along[edges.first[:-1]], along[edges.first[1:] - 1]
    at = start[:, None] + (stop - start)[:, None] * np.array([0.25, 0.5, 0.75])
    return np.stack([np.interp(at, along, edges.xy[:, axis]) for axis in (0, 1)], axis=-1)
