"""Distances to a few long roads, quickly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from shapely import LineString

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.sample.plane import Line, Point


class Trails:
    """Roads (or a river) as shapes: how far away, how far along."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.shapes = [LineString(line) for line in lines]
        for shape in self.shapes:
            shapely.prepare(shape)

    def distances(self, point: Point) -> list[float]:
        """Metres from a point to each road."""
        found: list[float] = shapely.distance(self.shapes, shapely.Point(point)).tolist()
        return found

    def nearest(self, point: Point) -> tuple[float, Point]:
        """(metres to the nearest road, the nearest point on it)."""
        away = self.distances(point)
        shape = self.shapes[away.index(min(away))]
        return min(away), self.on(shape, shape.project(shapely.Point(point)))

    @staticmethod
    def on(shape: LineString, along_m: float) -> Point:
        """The point that far along a road."""
        spot = shape.interpolate(along_m)
        return spot.x, spot.y
