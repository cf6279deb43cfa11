"""Shapes of a road file -> plain lines in one flat table of vertices, near ends joined."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

TOUCH_M = 1.0
"""An end this near to another road was meant to touch it.

Coordinates with five decimals are right to 0.8 m, and the grid of hand digitising at 1 : 5,000 (0.2 mm on paper)
is 1 m; the narrowest gap that keeps two real roads apart (a wall between two lanes of a kampung) is wider.
"""
SAME_M = 0.01  # vertices this near are one


@dataclass(frozen=True, slots=True)
class Heights:
    """At which level each road of the file runs.

    `level` is 0 on the ground, 1 and up on bridges, -1 and down in tunnels; `is_toll` marks roads that cross no
    other road at grade whatever the file says of their level. `is_known`: the file has levels at all.
    """

    level: Ints
    is_toll: Bools
    is_known: bool

    @classmethod
    def unknown(cls, number: int) -> Heights:
        """The heights of a file that tells none."""
        return cls(np.zeros(number, np.int64), np.zeros(number, bool), is_known=False)


@dataclass(frozen=True, slots=True)
class Lines:
    """Vertices of all lines one after another; `owner` is the line of each vertex, `row` the row of each line."""

    xy: Floats
    owner: Ints
    row: Ints

    @property
    def is_first(self) -> Bools:
        """Vertices that begin a line."""
        firsts: Bools = np.diff(self.owner, prepend=-1) != 0
        return firsts

    @property
    def is_end(self) -> Bools:
        """Vertices that begin or end a line."""
        ends: Bools = self.is_first | (np.diff(self.owner, append=len(self.row)) != 0)
        return ends


def lines_of(shapes: NDArray[np.object_]) -> Lines:
    """The lines among these projected shapes: flat, apart, of positive length, each once.

    None, empty shapes, points and areas are skipped, as are coordinates that are no numbers; parts of multi-part
    lines and collections become lines of their own.
    """
    usable = shapely.is_geometry(shapes) & ~shapely.is_empty(shapes)
    parts, row = shapes[usable], np.flatnonzero(usable)
    while np.isin(shapely.get_type_id(parts), (4, 5, 6, 7)).any():  # collections may lie inside collections
        parts, index = shapely.get_parts(parts, return_index=True)
        row = row[index]
    is_line = np.isin(shapely.get_type_id(parts), (1, 2))
    parts, row = parts[is_line], row[is_line]
    xy, owner = shapely.get_coordinates(shapely.force_2d(parts), return_index=True)
    finite = np.isfinite(xy).all(axis=1)
    return _tidy(Lines(xy[finite], owner[finite].astype(np.int64), row.astype(np.int64)))


def _tidy(lines: Lines) -> Lines:
    """Without repeated vertices and without lines of no length; owners counted anew."""
    away = np.hypot(*np.diff(lines.xy, axis=0, prepend=lines.xy[:1]).T)
    keep = lines.is_first | (away > SAME_M)
    xy, owner = lines.xy[keep], lines.owner[keep]
    many = np.bincount(owner, minlength=len(lines.row)) >= 2
    number = np.cumsum(many) - 1
    inside = many[owner]
    return Lines(xy[inside], number[owner[inside]], lines.row[many])


def keys_of(xy: Floats) -> Ints:
    """One number per position; positions in the same centimetre share it."""
    if len(xy) == 0:
        return np.zeros(0, np.int64)
    cm = np.round(xy / SAME_M).astype(np.int64)
    cm -= cm.min(axis=0)
    keys: Ints = cm[:, 0] * (cm[:, 1].max() + 1) + cm[:, 1]
    return keys


def join_near_ends(lines: Lines) -> Lines:
    """Ends of lines within TOUCH_M of each other get one position, that of the first among them."""
    from scipy.spatial import cKDTree

    at = np.flatnonzero(lines.is_end)
    _, index, group = np.unique(keys_of(lines.xy[at]), return_index=True, return_inverse=True)
    unique = lines.xy[at][index]
    pairs = cKDTree(unique).query_pairs(TOUCH_M, output_type="ndarray")
    leader = leaders(len(unique), pairs, -index)
    xy = lines.xy.copy()
    xy[at] = unique[leader][group]
    return _tidy(replace(lines, xy=xy))


def leaders(number: int, pairs: Ints, rank: Ints) -> Ints:
    """For each of `number` things the one of highest rank (the lowest number among equals) that pairs link it to."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if len(pairs) == 0:
        return np.arange(number)
    links = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(number, number))
    count, label = connected_components(links, directed=False)
    order = np.lexsort((np.arange(number), -rank))
    first = np.full(count, -1)
    first[label[order[::-1]]] = order[::-1]
    chosen: Ints = first[label]
    return chosen
