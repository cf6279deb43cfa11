"""Streets of towns and villages, grown along a field of directions that follows the roads already there.

Method: evenly spaced streamlines (Jobard and Lefer 1997) through a cross field, four directions a point, as in
street modelling by tensor fields (Chen and others 2008); written anew, with stops that make blocks uneven.
"""

from __future__ import annotations

import math
from collections import deque
from itertools import pairwise
from typing import TYPE_CHECKING

import shapely

from generator.sample.chance import stream
from generator.sample.plane import Waves, distance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

    from generator.sample.land import Land
    from generator.sample.plane import Line, Point

STEP_M = 24.0
CELL_M = 120.0
MESH_M = 150.0
JOINED = 0.85  # share of loose ends that are drawn on to the next street
Sample = tuple[float, float, float, int]  # x, y, heading, street


def _turn(a: float, b: float) -> float:
    """Angle between two undirected lines, 0 to a right angle."""
    away = abs(a - b) % math.pi
    return min(away, math.pi - away)


class Occupied:
    """Where streets run already, in a hash of cells."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], list[Sample]] = {}

    def add(self, line: Line, street: int) -> None:
        """Note a street by samples about every STEP_M."""
        for a, b in pairwise(line):
            heading = math.atan2(b[1] - a[1], b[0] - a[0])
            pieces = max(1, math.ceil(distance(a, b) / STEP_M))
            for n in range(pieces):
                x, y = a[0] + (b[0] - a[0]) * n / pieces, a[1] + (b[1] - a[1]) * n / pieces
                cell = (math.floor(x / CELL_M), math.floor(y / CELL_M))
                self.cells.setdefault(cell, []).append((x, y, heading, street))

    def near(self, x: float, y: float, radius_m: float) -> Iterator[tuple[float, Sample]]:
        """(distance, sample) of everything within a radius."""
        reach = math.ceil(radius_m / CELL_M)
        i, j = math.floor(x / CELL_M), math.floor(y / CELL_M)
        for di in range(-reach, reach + 1):
            for dj in range(-reach, reach + 1):
                for sample in self.cells.get((i + di, j + dj), ()):
                    away = math.hypot(sample[0] - x, sample[1] - y)
                    if away <= radius_m:
                        yield away, sample


class CrossField:
    """Four right-angled directions at every point: along the roads near by, turning slowly elsewhere."""

    def __init__(self, roads: Occupied, waves: Waves) -> None:
        self.roads, self.waves = roads, waves
        self.nodes: dict[tuple[int, int], tuple[float, float]] = {}

    def _node(self, i: int, j: int) -> tuple[float, float]:
        if (i, j) not in self.nodes:
            x, y = i * MESH_M, j * MESH_M
            turn = 1.1 * self.waves.at(x, y)
            weight = 1 / 420.0**2
            c, s = weight * math.cos(4 * turn), weight * math.sin(4 * turn)
            for away, (_, _, heading, _) in self.roads.near(x, y, 900.0):
                weight = 0.16 / (away**2 + 130.0**2)
                c += weight * math.cos(4 * heading)
                s += weight * math.sin(4 * heading)
            size = math.hypot(c, s) or 1.0
            self.nodes[i, j] = (c / size, s / size)
        return self.nodes[i, j]

    def heading(self, x: float, y: float, towards: float) -> float:
        """The one of the four directions that is nearest to `towards` (radians)."""
        i, j = math.floor(x / MESH_M), math.floor(y / MESH_M)
        u, v = x / MESH_M - i, y / MESH_M - j
        c = s = 0.0
        for di, dj, weight in (
            (0, 0, (1 - u) * (1 - v)),
            (1, 0, u * (1 - v)),
            (0, 1, (1 - u) * v),
            (1, 1, u * v),
        ):
            nc, ns = self._node(i + di, j + dj)
            c, s = c + weight * nc, s + weight * ns
        angle = math.atan2(s, c) / 4
        return angle + round((towards - angle) / (math.pi / 2)) * (math.pi / 2)


class Streets:
    """Grows the streets of all settlements."""

    def __init__(self, land: Land, roads: list[Line], barrier: BaseGeometry, seed: int) -> None:
        self.land, self.barrier, self.roads = land, barrier, roads
        self.inner = land.outline.buffer(-200)
        shapely.prepare(self.barrier)
        shapely.prepare(self.inner)
        self.chance = stream(seed, "streets")
        self.taken, self.main = Occupied(), Occupied()
        for n, line in enumerate(roads):
            self.taken.add(line, -1 - n)
            self.main.add(line, -1 - n)
        self.field = CrossField(self.main, Waves.drawn(stream(seed, "field"), 2600.0))
        self.lines: list[Line] = []
        self.todo: deque[tuple[Point, float, bool]] = deque()

    def grow(self) -> list[Line]:
        """Every street, as a line with its ends still loose (noding trims them)."""
        for line in self.roads:
            self._sow(line)
        while self.todo:
            point, heading, is_branch = self.todo.popleft()
            line = self._street(point, heading, is_branch=is_branch)
            if line:
                self.lines.append(line)
                self.taken.add(line, len(self.lines))
                self._sow(line)
        return self._joined()

    def _joined(self) -> list[Line]:
        """The streets with most of their loose ends drawn on to the next street ahead: T junctions."""
        shapes = [shapely.LineString(line) for line in (*self.roads, *self.lines)]
        tree = shapely.STRtree(shapes)
        found = []
        for n, line in enumerate(self.lines, len(self.roads)):
            for _ in range(2):
                line = [*reversed(line), *self._reach(line[1], line[0], tree, n)]  # noqa: PLW2901 - both ends in turn
            found.append(line)
        return found

    def _reach(self, before: Point, end: Point, tree: shapely.STRtree, street: int) -> Line:
        """Just across the first street ahead of an end; nothing where none is near, or chance says no."""
        if self.chance.random() > JOINED:
            return []
        turn = math.atan2(end[1] - before[1], end[0] - before[0])
        reach = 0.9 * self.land.spacing(*end)
        ahead = (end[0] + reach * math.cos(turn), end[1] + reach * math.sin(turn))
        ray = shapely.LineString([end, ahead])
        if ray.intersects(self.barrier):
            return []
        hits = [n for n in tree.query(ray, predicate="intersects").tolist() if n != street]
        away = min(
            (shapely.Point(end).distance(ray.intersection(tree.geometries[n])) for n in hits), default=0.0
        )
        if away < 1:
            return []
        return [(end[0] + (away + 6) * math.cos(turn), end[1] + (away + 6) * math.sin(turn))]

    def _sow(self, line: Line) -> None:
        """Places where further streets may begin: branches on this one, and neighbours beside it."""
        wait = 0.0
        for a, b in pairwise(line):
            piece = distance(a, b)
            wait -= piece
            if wait > 0 or piece == 0:
                continue
            wide = self.land.spacing(*a)
            if wide == 0:
                wait = STEP_M
                continue
            wait = wide * self.chance.uniform(0.75, 1.3)
            along = math.atan2(b[1] - a[1], b[0] - a[0])
            for side in self.chance.sample((math.pi / 2, -math.pi / 2), 2):
                self.todo.append((a, along + side, True))
                off = wide * self.chance.uniform(0.95, 1.45)
                beside = (a[0] + off * math.cos(along + side), a[1] + off * math.sin(along + side))
                self.todo.append((beside, along, False))

    def _is_free(self, x: float, y: float, heading: float, clear_m: float) -> bool:
        """Whether no street runs alongside within `clear_m`."""
        return all(_turn(heading, other[2]) > 0.7 for _, other in self.taken.near(x, y, clear_m))

    def _is_open(self, x: float, y: float) -> bool:
        return bool(shapely.contains_xy(self.inner, x, y)) and not bool(
            shapely.contains_xy(self.barrier, x, y)
        )

    def _street(self, start: Point, heading: float, *, is_branch: bool) -> Line:
        """One street, or an empty line where none fits."""
        wide = self.land.spacing(*start)
        if wide == 0 or not self._is_open(*start):
            return []
        heading = self.field.heading(*start, heading)
        if not self._is_free(*start, heading, wide * 0.88):
            return []
        limit = min(2600.0, wide * (1.2 + self.chance.expovariate(1 / 3.2)))
        ahead = self._trace(start, heading, limit)
        behind: Line = []
        if is_branch:  # begin a little behind the road that it leaves, so that the two surely meet
            behind = [(start[0] - 9 * math.cos(heading), start[1] - 9 * math.sin(heading))]
        else:
            behind = self._trace(start, heading + math.pi, limit)
        line = [*reversed(behind), start, *ahead]
        return line if len(line) > 2 and (len(line) - 1) * STEP_M > 0.85 * wide else []

    def _trace(self, start: Point, heading: float, limit_m: float) -> Line:
        """Follow the field until something ends the street."""
        (x, y), line = start, []
        done, stop_in = 0.0, math.inf
        while done < limit_m and stop_in > 0:
            heading = self.field.heading(x, y, heading)
            x, y = x + STEP_M * math.cos(heading), y + STEP_M * math.sin(heading)
            done, stop_in = done + STEP_M, stop_in - STEP_M
            wide = self.land.spacing(x, y)
            if wide == 0 or not self._is_open(x, y) or not self._is_free(x, y, heading, wide * 0.6):
                break
            line.append((x, y))
            if stop_in == math.inf and done > 50:
                stop_in = self._stop_at_crossing(x, y, heading)
        return line

    def _stop_at_crossing(self, x: float, y: float, heading: float) -> float:
        """Metres after which to end because a street is crossed here; infinite when it goes on."""
        for away, (_, _, other, street) in self.taken.near(x, y, 16.0):
            if away <= 16 and _turn(heading, other) > 0.7:
                ends = 0.5 if street < 0 else 0.28
                return STEP_M if self.chance.random() < ends else math.inf
        return math.inf
