"""Where roads meet without a common vertex: ends that touch a road, and crossings at one level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from generator.analysis.roads.lines import SAME_M, TOUCH_M, Heights, Lines, keys_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

OVERLAP_M = 0.05  # a vertex this near to another road lies on it: the two run together from here
UNNODED_SHARE = 0.3  # more crossings without a common vertex than this: the file was never noded


@dataclass(frozen=True, slots=True)
class Cuts:
    """New vertices: on the segment that begins at vertex `after`, at share `along` (0-1), at `xy`."""

    after: Ints
    along: Floats
    xy: Floats

    @classmethod
    def joined(cls, *parts: Cuts) -> Cuts:
        """All of them."""
        return cls(
            np.concatenate([one.after for one in parts]),
            np.concatenate([one.along for one in parts]),
            np.vstack([one.xy for one in parts]),
        )


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Segments that come within TOUCH_M of each other: `one` < `two` are their first vertices."""

    lines: Lines
    one: Ints
    two: Ints
    same_level: Bools


def with_meeting_points(lines: Lines, heights: Heights) -> Lines:
    """The lines with a vertex wherever they meet.

    Ends touch within TOUCH_M, vertices on another road within OVERLAP_M, both at one level; a loose end, on which
    nothing else ends, may touch another level, since a bridge comes down somewhere. Crossings at one level count
    when the file tells levels, or else when so many lack a vertex that the file was never noded; in a noded file
    without levels they are bridges.
    """
    pairs = _near_segments(lines, heights)
    touching = _touches(pairs)
    crossing, unnoded = _crossings(pairs)
    noded = _common_vertices(lines)
    if heights.is_known or unnoded > UNNODED_SHARE * (unnoded + noded):
        return _inserted(lines, Cuts.joined(touching, crossing))
    return _inserted(lines, touching)


def _near_segments(lines: Lines, heights: Heights) -> _Pairs:
    """Every two segments whose boxes come within TOUCH_M."""
    start = np.flatnonzero(np.diff(lines.owner) == 0)
    a, b = lines.xy[start], lines.xy[start + 1]
    low, high = np.minimum(a, b), np.maximum(a, b)
    boxes = shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1])
    wide = shapely.box(low[:, 0] - TOUCH_M, low[:, 1] - TOUCH_M, high[:, 0] + TOUCH_M, high[:, 1] + TOUCH_M)
    one, two = shapely.STRtree(boxes).query(wide)
    half = one < two
    one, two = start[one[half]], start[two[half]]
    row_one, row_two = lines.row[lines.owner[one]], lines.row[lines.owner[two]]
    level, toll = heights.level, heights.is_toll
    same = (level[row_one] == level[row_two]) & (toll[row_one] == toll[row_two])
    return _Pairs(lines, one, two, same)


def _touches(pairs: _Pairs) -> Cuts:
    """Vertices of one segment on the other."""
    lines = pairs.lines
    is_end = lines.is_end
    loose = _loose(lines)
    found: list[tuple[Ints, Ints, Floats]] = []
    for segment, other in ((pairs.one, pairs.two), (pairs.two, pairs.one)):
        for vertex in (other, other + 1):
            along, away = _foot(lines.xy[vertex], lines.xy[segment], lines.xy[segment + 1])
            near = np.where(is_end[vertex], TOUCH_M, OVERLAP_M)
            fits = (away <= near) & (pairs.same_level | loose[vertex])
            fits &= ~_is_own_neighbour(lines, vertex, segment)
            found.append((vertex[fits], segment[fits], along[fits]))
    vertex, segment, along = (np.concatenate(part) for part in zip(*found, strict=True))
    to_ends = [np.hypot(*(lines.xy[vertex] - lines.xy[segment + side]).T) for side in (0, 1)]
    new = np.minimum(*to_ends) > SAME_M
    vertex, segment, along = vertex[new], segment[new], along[new]
    # near a bend both segments there have a foot: one cut is enough, rather inside a segment than at the bend
    order = np.argsort((along == 0) | (along == 1), kind="stable")
    vertex, segment, along = vertex[order], segment[order], along[order]
    length = np.hypot(*(lines.xy[segment + 1] - lines.xy[segment]).T)
    at_begin, at_end = along * length <= TOUCH_M, (1 - along) * length <= TOUCH_M
    place = np.where(at_begin | at_end, 2 * (segment + ~at_begin), 2 * segment + 1)
    _, once = np.unique(np.stack([keys_of(lines.xy)[vertex], place]), axis=1, return_index=True)
    return Cuts(segment[once], along[once], lines.xy[vertex[once]])


def _loose(lines: Lines) -> Bools:
    """Ends of lines where no other line has a vertex."""
    _, group, uses = np.unique(keys_of(lines.xy), return_inverse=True, return_counts=True)
    loose: Bools = lines.is_end & (uses[group] == 1)
    return loose


def _is_own_neighbour(lines: Lines, vertex: Ints, segment: Ints) -> Bools:
    """The segment is the vertex's own line, so little further on that being near means nothing."""
    step = np.hypot(*np.diff(lines.xy, axis=0, prepend=lines.xy[:1]).T)
    along = np.cumsum(step)
    gap = np.minimum(np.abs(along[vertex] - along[segment]), np.abs(along[vertex] - along[segment + 1]))
    own: Bools = (lines.owner[vertex] == lines.owner[segment]) & (gap < 5 * TOUCH_M)
    return own


def _foot(point: Floats, a: Floats, b: Floats) -> tuple[Floats, Floats]:
    """Share along a-b and distance of the foot of each point."""
    d = b - a
    along = np.clip(((point - a) * d).sum(axis=1) / np.maximum((d * d).sum(axis=1), 1e-12), 0.0, 1.0)
    return along, np.hypot(*(point - (a + along[:, None] * d)).T)


def _crossings(pairs: _Pairs) -> tuple[Cuts, int]:
    """Cuts of both segments where they cross at one level, and how many crossings that are.

    A crossing nearer than SAME_M to a vertex of either gets that vertex's position.
    """
    lines = pairs.lines
    one, two = pairs.one[pairs.same_level], pairs.two[pairs.same_level]
    a, b, c = lines.xy[one], lines.xy[one + 1], lines.xy[two]
    r, s = b - a, lines.xy[two + 1] - c
    across = _cross(r, s)
    is_flat = np.abs(across) < 1e-9 * np.maximum(1.0, np.hypot(*r.T) * np.hypot(*s.T))
    across = np.where(is_flat, 1.0, across)
    t, u = _cross(c - a, s) / across, _cross(c - a, r) / across
    slack_t, slack_u = SAME_M / np.hypot(*r.T), SAME_M / np.hypot(*s.T)
    inside = ~is_flat & (t > slack_t) & (t < 1 - slack_t) & (u > slack_u) & (u < 1 - slack_u)
    one, two, t, u = one[inside], two[inside], t[inside], u[inside]
    xy = lines.xy[one] + t[:, None] * (lines.xy[one + 1] - lines.xy[one])
    return Cuts(np.concatenate([one, two]), np.concatenate([t, u]), np.vstack([xy, xy])), len(one)


def _cross(a: Floats, b: Floats) -> Floats:
    return a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]


def _common_vertices(lines: Lines) -> int:
    """How many vertices have three arms or more."""
    _, vertex = np.unique(keys_of(lines.xy), return_inverse=True)
    return int((np.bincount(vertex, np.where(lines.is_end, 1, 2)) >= 3).sum())


def _inserted(lines: Lines, cuts: Cuts) -> Lines:
    """The lines with the cuts put in at their places."""
    if len(cuts.after) == 0:
        return lines
    place = np.concatenate(
        [np.arange(len(lines.xy), dtype=float), cuts.after + np.clip(cuts.along, 1e-9, 1 - 1e-9)]
    )
    order = np.argsort(place, kind="stable")
    xy = np.vstack([lines.xy, cuts.xy])[order]
    owner = np.concatenate([lines.owner, lines.owner[cuts.after]])[order]
    again = np.zeros(len(xy), bool)
    again[1:] = (np.hypot(*np.diff(xy, axis=0).T) <= 1e-9) & (np.diff(owner) == 0)
    return Lines(xy[~again], owner[~again], lines.row)
