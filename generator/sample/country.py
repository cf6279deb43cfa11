"""Roads between villages, and from villages to the main roads."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from shapely import LineString
from shapely import Point as ShapelyPoint

from generator.sample.chance import stream
from generator.sample.plane import Waves, distance, spline
from generator.sample.trails import Trails

if TYPE_CHECKING:
    import random

    from generator.sample.land import Land
    from generator.sample.plane import Line, Point

LONGEST_M = 8500
NARROWEST_FORK = math.radians(40)
BRIDGES = 0.3  # share of roads across the river that get their bridge


class CountryRoads:
    """Draws country roads shortest first, so that a place gets the near ones and no sharp forks."""

    def __init__(self, land: Land, seed: int) -> None:
        self.land, self.chance = land, stream(seed, "country")
        self.mains = Trails(land.mains)
        self.river = LineString(land.river)
        self.inner = land.outline.buffer(-250)
        self.places = land.settlements[1:]
        self.leaving = {place.middle: self._headings(place.middle) for place in self.places}
        self.roads: list[tuple[str, Line]] = []

    def drawn(self) -> list[tuple[str, Line]]:
        """(name, line) of every country road."""
        middles = [place.middle for place in self.places]
        pairs = [(a, b) for n, a in enumerate(self.places) for b in self.places[n + 1 :]]
        for a, b in sorted(pairs, key=lambda pair: distance(pair[0].middle, pair[1].middle)):
            if distance(a.middle, b.middle) > LONGEST_M:
                break
            if _are_neighbours(a.middle, b.middle, middles) and self._suits(a.middle, b.middle):
                self._draw(f"Jalan {a.name}–{b.name}", a.middle, b.middle)
        for place in self.places:
            end = self._across_main(place.middle)
            if end and len(self.leaving[place.middle]) < 2 and self._forks_wide(place.middle, end):
                self._draw(f"Jalan Desa {place.name}", place.middle, end)
        return self.roads

    def _draw(self, name: str, a: Point, b: Point) -> None:
        line = _winding(a, b, self.chance)
        if not self.inner.contains(LineString(line)):
            return
        self.roads.append((name, line))
        for here, there in ((a, b), (b, a)):
            if here in self.leaving:
                self.leaving[here].append(math.atan2(there[1] - here[1], there[0] - here[0]))

    def _suits(self, a: Point, b: Point) -> bool:
        if LineString([a, b]).crosses(self.river) and self.chance.random() > BRIDGES:
            return False
        return not self._runs_beside_main(a, b) and self._forks_wide(a, b)

    def _headings(self, point: Point) -> list[float]:
        """Directions (radians) in which main roads leave a place."""
        found = []
        for shape, away in zip(self.mains.shapes, self.mains.distances(point), strict=True):
            if away > 350:
                continue
            along = shape.project(ShapelyPoint(point))
            for step in (-700, 700):
                if 0 <= along + step <= shape.length:
                    x, y = Trails.on(shape, along + step)
                    found.append(math.atan2(y - point[1], x - point[0]))
        return found

    def _forks_wide(self, a: Point, b: Point) -> bool:
        """Whether a road a-b would leave both places well apart from every other road."""
        for here, there in ((a, b), (b, a)):
            heading = math.atan2(there[1] - here[1], there[0] - here[0])
            for other in self.leaving.get(here, ()):
                if abs(math.remainder(heading - other, math.tau)) < NARROWEST_FORK:
                    return False
        return True

    def _runs_beside_main(self, a: Point, b: Point) -> bool:
        """Whether a main road runs alongside most of the way."""
        steps = [(a[0] + (b[0] - a[0]) * t / 6, a[1] + (b[1] - a[1]) * t / 6) for t in range(7)]
        near = [[away < 750 for away in self.mains.distances(step)] for step in steps]
        return any(sum(road) > 3 for road in zip(*near, strict=True))

    def _across_main(self, middle: Point) -> Point | None:
        """A point just across the nearest main road, when that is near but not in the village."""
        away, end = self.mains.nearest(middle)
        if not 20 < away < 4500:
            return None
        over = 10 / away
        return end[0] + (end[0] - middle[0]) * over, end[1] + (end[1] - middle[1]) * over


def _are_neighbours(a: Point, b: Point, others: list[Point]) -> bool:
    """Gabriel rule: nobody lives inside the circle over a-b."""
    middle, radius = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), distance(a, b) / 2
    return all(distance(middle, p) > radius * 0.93 for p in others if p not in (a, b))


def _winding(a: Point, b: Point, chance: random.Random) -> Line:
    """A country road: no straight line, no wild one."""
    far = distance(a, b)
    across = ((a[1] - b[1]) / far, (b[0] - a[0]) / far)
    knots = max(0, round(far / 900) - 1)
    points, off = [a], 0.0
    for n in range(1, knots + 1):
        t = n / (knots + 1)
        off = 0.45 * off + chance.gauss(0, min(170.0, far * 0.055))
        points.append(
            (a[0] + t * (b[0] - a[0]) + off * across[0], a[1] + t * (b[1] - a[1]) + off * across[1])
        )
    points.append(b)
    waves = Waves.drawn(chance, 800.0, 4)
    line = spline(points, 70.0)
    fades = [22 * math.sin(math.pi * n / (len(line) - 1)) for n in range(len(line))]
    return [
        (x + fade * waves.at(x, y), y + fade * waves.at(y, x))
        for fade, (x, y) in zip(fades, line, strict=True)
    ]
