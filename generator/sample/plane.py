"""A flat plane in metres around the district's centre, and the curves that are drawn on it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Sequence

Point: TypeAlias = tuple[float, float]
Line: TypeAlias = list[Point]

METRES_PER_DEGREE = 110_650.0  # of latitude near 9.6 degrees south


def added(numbers: Iterable[float]) -> float:
    """The sum from left to right, one rounding a step.

    Since Python 3.12 `sum` keeps what rounding loses; a district must have the same bytes on every Python.
    """
    total = 0.0
    for number in numbers:
        total += number
    return total


@dataclass(frozen=True, slots=True)
class Plane:
    """Equirectangular plane: x east, y north, metres; good to a few metres over the district."""

    lon: float
    lat: float

    @property
    def _metres_per_lon(self) -> float:
        return 111_320.0 * math.cos(math.radians(self.lat))

    def to_plane(self, lon: float, lat: float) -> Point:
        """Degrees to metres."""
        return (lon - self.lon) * self._metres_per_lon, (lat - self.lat) * METRES_PER_DEGREE

    def to_exact_degrees(self, x: float, y: float) -> Point:
        """Metres to (lon, lat)."""
        return self.lon + x / self._metres_per_lon, self.lat + y / METRES_PER_DEGREE

    def to_degrees(self, x: float, y: float) -> Point:
        """Metres to (lon, lat), six decimals (about 0.1 m)."""
        lon, lat = self.to_exact_degrees(x, y)
        return round(lon, 6), round(lat, 6)


@dataclass(frozen=True, slots=True)
class Waves:
    """A smooth random surface: a sum of plane waves with values of about -1 to 1."""

    terms: tuple[tuple[float, float, float], ...]

    @classmethod
    def drawn(cls, chance: random.Random, length_m: float, number: int = 7) -> Waves:
        """Waves of about `length_m`, in random directions."""
        terms = []
        for _ in range(number):
            turn = chance.uniform(0, math.tau)
            size = math.tau / (length_m * chance.uniform(0.7, 1.6))
            terms.append((size * math.cos(turn), size * math.sin(turn), chance.uniform(0, math.tau)))
        return cls(tuple(terms))

    def at(self, x: float, y: float) -> float:
        """Height at a point."""
        return added(math.sin(a * x + b * y + c) for a, b, c in self.terms) / math.sqrt(len(self.terms))


class Warp:
    """Bends the whole plane gently, so that drawn roads get curves and still meet; keeps `fixed` points in place."""

    def __init__(
        self, chance: random.Random, fixed: Sequence[Point], sizes: Iterable[tuple[float, float]]
    ) -> None:
        self.fixed = tuple(fixed)
        self.layers = [
            (size, Waves.drawn(chance, length), Waves.drawn(chance, length)) for length, size in sizes
        ]

    def bend(self, point: Point) -> Point:
        """Where a point comes to lie."""
        x, y = point
        calm = 1.0
        for fx, fy in self.fixed:
            calm *= 1 - math.exp(-((x - fx) ** 2 + (y - fy) ** 2) / (2 * 700.0**2))
        dx = added(size * east.at(x, y) for size, east, _ in self.layers)
        dy = added(size * north.at(x, y) for size, _, north in self.layers)
        return x + calm * dx, y + calm * dy


def distance(a: Point, b: Point) -> float:
    """Metres between two points."""
    return math.hypot(b[0] - a[0], b[1] - a[1])


def length(line: Sequence[Point]) -> float:
    """Metres along a line."""
    return added(distance(a, b) for a, b in pairwise(line))


def spline(points: Sequence[Point], step_m: float, *, is_closed: bool = False) -> Line:
    """A smooth curve (Catmull-Rom, Hermite form) through all points, with a vertex about every `step_m`."""
    pts = [points[-1], *points, points[0], points[1]] if is_closed else [points[0], *points, points[-1]]
    curve: Line = []
    for p0, p1, p2, p3 in zip(pts, pts[1:], pts[2:], pts[3:], strict=False):
        pieces = max(1, round(distance(p1, p2) / step_m))
        for n in range(pieces):
            curve.append(_hermite(p0, p1, p2, p3, n / pieces))
    return [*curve, points[0] if is_closed else points[-1]]


def _hermite(p0: Point, p1: Point, p2: Point, p3: Point, t: float) -> Point:
    """The point at `t` between p1 and p2; tangents are scaled to the chord so that short pieces do not loop."""
    chord = distance(p1, p2)
    before, after = distance(p0, p1) + chord or 1.0, chord + distance(p2, p3) or 1.0
    out: list[float] = []
    for k in (0, 1):
        m1, m2 = (p2[k] - p0[k]) * chord / before, (p3[k] - p1[k]) * chord / after
        h1, h2 = 2 * t**3 - 3 * t**2 + 1, t**3 - 2 * t**2 + t
        h3, h4 = -2 * t**3 + 3 * t**2, t**3 - t**2
        out.append(h1 * p1[k] + h2 * m1 + h3 * p2[k] + h4 * m2)
    return out[0], out[1]


def point_at(line: Sequence[Point], metres: float) -> Point:
    """The point that far along a line; its ends beyond them."""
    for a, b in pairwise(line):
        piece = distance(a, b)
        if metres <= piece and piece > 0:
            t = max(metres, 0.0) / piece
            return a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])
        metres -= piece
    return line[-1]


def nearest_on(line: Sequence[Point], point: Point) -> tuple[float, float]:
    """(distance to the line, metres along it) of the nearest point of a line."""
    best, at, done = math.inf, 0.0, 0.0
    for a, b in pairwise(line):
        piece = distance(a, b)
        if piece == 0:
            continue
        t = ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / piece**2
        t = min(1.0, max(0.0, t))
        away = distance(point, (a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))
        if away < best:
            best, at = away, done + t * piece
        done += piece
    return best, at


def thin(line: Line, tolerance_m: float) -> Line:
    """The same line with fewer vertices (Douglas-Peucker)."""
    if len(line) < 3:
        return line
    (ax, ay), (bx, by) = line[0], line[-1]
    chord = math.hypot(bx - ax, by - ay)
    worst, where = 0.0, 0
    for n, (x, y) in enumerate(line[1:-1], 1):
        off = (
            abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / chord if chord else math.hypot(x - ax, y - ay)
        )
        if off > worst:
            worst, where = off, n
    if worst <= tolerance_m:
        return [line[0], line[-1]]
    return thin(line[: where + 1], tolerance_m)[:-1] + thin(line[where:], tolerance_m)
