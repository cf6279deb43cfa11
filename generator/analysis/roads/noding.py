"""Road file -> graph: pieces of road that meet only at nodes, in projected metres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

TOUCH_M = 1.0  # an end this near to another road was meant to touch it
UNNODED_SHARE = 0.3  # more crossings without a common vertex than this: the file was never noded


@dataclass(frozen=True, slots=True)
class Edges:
    """Pieces of road between nodes.

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


def node_lines(lines: NDArray[np.object_]) -> Edges:
    """The graph of these projected lines (one per row of the road file; None and empty ones are skipped).

    Roads are cut where they share a vertex, where an end touches another road, and, in a file that was
    never noded, where they cross. Bridges stay uncut in a noded file. Pieces given twice count once.
    """
    parts, row = _single_lines(lines)
    if len(parts) == 0:
        empty = np.zeros(0, np.int64)
        return Edges(np.zeros((0, 2)), np.zeros(1, np.int64), empty, empty, empty, np.zeros((0, 2)))
    parts = _join_near_ends(parts)
    noded = _common_vertices(parts)
    parts = _with_vertices(parts, *_touching_ends(parts))
    parts = _with_vertices(parts, *_crossings(parts, noded))
    return _cut(parts, row)


def _single_lines(lines: NDArray[np.object_]) -> tuple[NDArray[np.object_], Ints]:
    """Simple lines of positive length without repeats, and the row that each came from."""
    usable = shapely.is_geometry(lines) & ~shapely.is_empty(lines)
    rows = np.flatnonzero(usable)
    parts, index = shapely.get_parts(shapely.force_2d(lines[rows]), return_index=True)
    keep = (shapely.get_dimensions(parts) == 1) & (shapely.length(parts) > 0.01)
    parts, row = parts[keep], rows[index[keep]].astype(np.int64)
    parts = shapely.remove_repeated_points(parts, 0.01)
    _, once = np.unique(shapely.to_wkb(shapely.normalize(parts)), return_index=True)
    once.sort()
    return parts[once], row[once]


def _keys(xy: Floats) -> Ints:
    """One number per position; positions in the same centimetre share it."""
    cm = np.round(xy * 100).astype(np.int64)
    cm -= cm.min(axis=0)
    keys: Ints = cm[:, 0] * (cm[:, 1].max() + 1) + cm[:, 1]
    return keys


def _ends(parts: NDArray[np.object_]) -> Floats:
    """First and last point of each line, two rows a line."""
    both = np.stack([shapely.get_point(parts, 0), shapely.get_point(parts, -1)], axis=1).ravel()
    ends: Floats = shapely.get_coordinates(both)
    return ends


def _join_near_ends(parts: NDArray[np.object_]) -> NDArray[np.object_]:
    """Lines whose ends lie within TOUCH_M of each other get a common end."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components
    from scipy.spatial import cKDTree

    ends = _ends(parts)
    _, index, group = np.unique(_keys(ends), return_index=True, return_inverse=True)
    unique = ends[index]
    pairs = cKDTree(unique).query_pairs(TOUCH_M, output_type="ndarray")
    if len(pairs) == 0:
        return parts
    links = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(len(unique),) * 2)
    _, label = connected_components(links, directed=False)
    leader = np.full(label.max() + 1, len(unique))
    np.minimum.at(leader, label, np.arange(len(unique)))
    xy, owner = shapely.get_coordinates(parts, return_index=True)
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    stops = np.append(starts[1:], len(xy)) - 1
    moved = unique[leader[label]][group].reshape(-1, 2, 2)
    longer = shapely.length(parts) > 3 * TOUCH_M
    xy[starts[longer]], xy[stops[longer]] = moved[longer, 0], moved[longer, 1]
    joined: NDArray[np.object_] = shapely.linestrings(xy, indices=owner)
    return joined


def _touching_ends(parts: NDArray[np.object_]) -> tuple[Ints, Floats]:
    """(line, point) where an end of another line touches the line between its vertices."""
    ends = _ends(parts)
    owner = np.repeat(np.arange(len(parts)), 2)
    tree = shapely.STRtree(parts)
    end, line = tree.query(shapely.points(ends), predicate="dwithin", distance=TOUCH_M)
    keep = owner[end] != line
    end, line = end[keep], line[keep]
    points = shapely.points(ends[end])
    along = shapely.line_locate_point(parts[line], points)
    inside = (along > TOUCH_M) & (along < shapely.length(parts[line]) - TOUCH_M)
    return line[inside].astype(np.int64), ends[end[inside]]


def _common_vertices(parts: NDArray[np.object_]) -> int:
    """How many vertices have three arms or more."""
    xy, owner = shapely.get_coordinates(parts, return_index=True)
    is_end = (np.diff(owner, prepend=-1) != 0) | (np.diff(owner, append=len(parts)) != 0)
    _, vertex = np.unique(_keys(xy), return_inverse=True)
    return int((np.bincount(vertex, np.where(is_end, 1, 2)) >= 3).sum())


def _crossings(parts: NDArray[np.object_], noded: int) -> tuple[Ints, Floats]:
    """(line, point) where lines cross without a common vertex, when the file was never noded.

    `noded` is the number of junctions that the file itself gives as common vertices.
    """
    one, two = shapely.STRtree(parts).query(parts, predicate="crosses")
    half = one < two
    one, two = one[half], two[half]
    nothing = np.zeros(0, np.int64), np.zeros((0, 2))
    if len(one) == 0:
        return nothing
    met = shapely.intersection(parts[one], parts[two])
    points, pair = shapely.get_parts(met, return_index=True)
    is_point = shapely.get_dimensions(points) == 0
    points, pair = points[is_point], pair[is_point]
    if len(points) == 0:
        return nothing
    from scipy.spatial import cKDTree

    xy = shapely.get_coordinates(points)
    to_vertex, _ = cKDTree(shapely.get_coordinates(parts)).query(xy)
    new = to_vertex > 0.05
    if new.sum() <= UNNODED_SHARE * (new.sum() + noded):
        return nothing
    pair, xy = pair[new], xy[new]
    return np.concatenate([one[pair], two[pair]]).astype(np.int64), np.concatenate([xy, xy])


def _with_vertices(parts: NDArray[np.object_], line: Ints, points: Floats) -> NDArray[np.object_]:
    """The lines with these points put in at their places along the line."""
    if len(line) == 0:
        return parts
    changed = parts.copy()
    order = np.argsort(line, kind="stable")
    line, points = line[order], points[order]
    for one, start in zip(*np.unique(line, return_index=True), strict=True):
        stop = int(np.searchsorted(line, one, side="right"))
        old = shapely.get_coordinates(parts[one])
        step = np.hypot(*np.diff(old, axis=0).T)
        along_old = np.concatenate([[0.0], np.cumsum(step)])
        along_new = shapely.line_locate_point(parts[one], shapely.points(points[start:stop]))
        near = np.abs(along_old[:, None] - along_new[None, :]).min(axis=0) < 0.02
        at = np.concatenate([along_old, along_new[~near]])
        xy = np.concatenate([old, points[start:stop][~near]])
        changed[one] = shapely.linestrings(xy[np.argsort(at, kind="stable")])
    cleaned: NDArray[np.object_] = shapely.remove_repeated_points(changed, 0.01)
    return cleaned


def _cut(parts: NDArray[np.object_], row: Ints) -> Edges:
    """Edges between vertices that are ends or shared."""
    xy, owner = shapely.get_coordinates(parts, return_index=True)
    _, index, vertex, uses = np.unique(_keys(xy), return_index=True, return_inverse=True, return_counts=True)
    is_end = (np.diff(owner, prepend=-1) != 0) | (np.diff(owner, append=len(parts)) != 0)
    at = np.flatnonzero(is_end | (uses[vertex] > 1))
    start, stop = at[:-1], at[1:]
    within = owner[start] == owner[stop]
    start, stop = start[within], stop[within]
    length = np.hypot(*np.diff(xy, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(length)])
    size = along[stop] - along[start]
    ends = np.sort(np.stack([vertex[start], vertex[stop]], axis=1), axis=1)
    _, once = np.unique(np.column_stack([ends, np.round(size * 2)]), axis=0, return_index=True)
    once.sort()
    once = once[size[once] > 0.01]
    start, stop = start[once], stop[once]
    used, number = np.unique(np.concatenate([vertex[start], vertex[stop]]), return_inverse=True)
    counts = stop - start + 1
    first = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    pick = np.repeat(start - first[:-1], counts) + np.arange(first[-1])
    tail, head = number[: len(start)], number[len(start) :]
    return Edges(
        xy[pick], first, tail.astype(np.int64), head.astype(np.int64), row[owner[start]], xy[index[used]]
    )
