"""Lines that cross become links that meet: junctions, trimmed ends, one connected network."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import shapely
import shapely.ops
from shapely import LineString
from shapely import Point as ShapelyPoint

from generator.sample.plane import distance, length, thin

if TYPE_CHECKING:
    from generator.sample.plane import Line, Point

MERGE_M = 16.0  # crossings nearer than this are one junction
CELL_M = 32.0
TOLERANCE_M = 3.5  # vertices that matter less than this are left out


@dataclass(slots=True)
class Link:
    """A road between two junctions; `way` is the index of the line that it was cut from."""

    way: int
    start: int
    end: int
    line: Line
    length_m: float = 0.0


@dataclass(slots=True)
class Junctions:
    """Points that are merged when they lie close together; earlier ones keep their place."""

    points: list[Point] = field(default_factory=list)
    cells: dict[tuple[int, int], list[int]] = field(default_factory=dict)

    def at(self, point: Point) -> int:
        """Number of the junction at a point; a new one when none is near."""
        i, j = math.floor(point[0] / CELL_M), math.floor(point[1] / CELL_M)
        near = [n for di in (-1, 0, 1) for dj in (-1, 0, 1) for n in self.cells.get((i + di, j + dj), ())]
        near = [n for n in near if distance(self.points[n], point) < MERGE_M]
        if near:
            return min(near, key=lambda n: distance(self.points[n], point))
        self.points.append(point)
        self.cells.setdefault((i, j), []).append(len(self.points) - 1)
        return len(self.points) - 1


def node(ways: list[Line], keep_ends_m: float) -> list[Link]:
    """Links between junctions; loose ends shorter than `keep_ends_m` and what hangs on nothing are dropped.

    Earlier ways are the more important ones: their junctions stay where they are.
    """
    links = _without_crossers(_cut(ways))
    links = _drop_loose_ends(links, keep_ends_m)
    links = _largest_component(links)
    return _join_through(links)


def _cut(ways: list[Line]) -> list[Link]:
    shapes = [LineString(way) for way in ways]
    tree = shapely.STRtree(shapes)
    firsts, seconds = tree.query(shapes, predicate="intersects")
    pairs = sorted(
        {(min(a, b), max(a, b)) for a, b in zip(firsts.tolist(), seconds.tolist(), strict=True) if a != b}
    )
    junctions = Junctions()
    cuts: list[dict[int, float]] = [{} for _ in ways]  # junction -> metres along the way

    def mark(way: int, point: Point) -> None:
        at = junctions.at(point)
        cuts[way].setdefault(at, shapes[way].project(ShapelyPoint(point)))

    for a, b in pairs:
        for one in _points(shapes[a].intersection(shapes[b])):
            mark(a, one)
            mark(b, one)
    links: list[Link] = []
    for n, shape in enumerate(shapes):
        for end, metres in ((ways[n][0], 0.0), (ways[n][-1], shape.length)):
            cuts[n].setdefault(junctions.at(end), metres)
        links += _pieces(n, shape, cuts[n], junctions)
    return _without_twins(links)


def _points(shape: shapely.Geometry) -> list[Point]:
    """Crossing points of an intersection; where lines overlap, the two ends of the overlap."""
    found: list[Point] = []
    for part in shapely.get_parts(shape):
        coords = list(part.coords)
        found += [coords[0], coords[-1]] if len(coords) > 1 else coords
    return found


def _pieces(way: int, shape: LineString, cuts: dict[int, float], junctions: Junctions) -> list[Link]:
    ordered = sorted(cuts.items(), key=lambda cut: cut[1])
    links = []
    for (start, a), (end, b) in pairwise(ordered):
        if b - a < 3 or start == end:
            continue
        inner = list(shapely.ops.substring(shape, a, b).coords)[1:-1]
        first, last = junctions.points[start], junctions.points[end]
        inner = [p for p in inner if distance(p, first) > 8 and distance(p, last) > 8]
        links.append(Link(way, start, end, thin([first, *inner, last], TOLERANCE_M)))
    return links


def _without_twins(links: list[Link]) -> list[Link]:
    """Two links between the same junctions that are about as long are one road drawn twice."""
    seen: dict[tuple[int, int], list[float]] = {}
    kept = []
    for link in links:
        link.length_m = length(link.line)
        ends = (min(link.start, link.end), max(link.start, link.end))
        if any(abs(link.length_m - other) < 0.25 * other + 10 for other in seen.get(ends, ())):
            continue
        seen.setdefault(ends, []).append(link.length_m)
        kept.append(link)
    return kept


def _without_crossers(links: list[Link]) -> list[Link]:
    """Merged junctions can pull two links across each other; the less important one goes."""
    shapes = [LineString(link.line) for link in links]
    firsts, seconds = shapely.STRtree(shapes).query(shapes, predicate="crosses")
    gone = {max(a, b) for a, b in zip(firsts.tolist(), seconds.tolist(), strict=True)}
    return [link for n, link in enumerate(links) if n not in gone]


def degrees(links: list[Link]) -> dict[int, int]:
    """Junction -> number of links that end there."""
    counts: dict[int, int] = {}
    for link in links:
        for end in (link.start, link.end):
            counts[end] = counts.get(end, 0) + 1
    return counts


def _drop_loose_ends(links: list[Link], shorter_m: float) -> list[Link]:
    while True:
        counts = degrees(links)
        kept = [
            link
            for link in links
            if link.length_m >= shorter_m or min(counts[link.start], counts[link.end]) > 1
        ]
        if len(kept) == len(links):
            return kept
        links = kept


def _largest_component(links: list[Link]) -> list[Link]:
    parent: dict[int, int] = {}

    def root(n: int) -> int:
        while parent.setdefault(n, n) != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for link in links:
        a, b = root(link.start), root(link.end)
        parent[max(a, b)] = min(a, b)
    sizes: dict[int, float] = {}
    for link in links:
        at = root(link.start)
        sizes[at] = sizes.get(at, 0.0) + link.length_m
    biggest = max(sizes, key=lambda n: (sizes[n], -n))
    return [link for link in links if root(link.start) == biggest]


def _join_through(links: list[Link]) -> list[Link]:
    """A junction that only one way passes is none: its two links become one."""
    at: dict[int, list[Link]] = {}
    for link in links:
        at.setdefault(link.start, []).append(link)
        at.setdefault(link.end, []).append(link)
    gone: set[int] = set()
    for junction, pair in sorted(at.items()):
        if len(pair) != 2 or pair[0] is pair[1] or pair[0].way != pair[1].way:
            continue
        a, b = pair if pair[0].end == junction else (pair[1], pair[0])
        if a.end != junction or b.start != junction or a.start == b.end:
            continue
        a.line = [*a.line, *b.line[1:]]
        a.length_m += b.length_m
        a.end = b.end
        gone.add(id(b))
        at[b.end] = [a if link is b else link for link in at[b.end]]
    return [link for link in links if id(link) not in gone]
