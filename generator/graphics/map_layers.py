"""What a static map is drawn from: plain tuples of projected metres that travel to a worker process."""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]
Line = tuple[Point, ...]
Grain = tuple[tuple[float, float, int], ...]  # centre of a heat cell in metres, its accidents

# From wide to thin; the order is also the order of drawing, last on top.
CLASS_ORDER = ("path", "residential", "local", "collector", "arterial", "motorway")


@dataclass(frozen=True, slots=True)
class RoadLine:
    """One road or a piece of it; metres in the district's UTM zone, north upwards."""

    road_class: str
    name: str
    points: Line
    bounds: tuple[float, float, float, float]  # min x, min y, max x, max y


@dataclass(frozen=True, slots=True)
class Area:
    """A kecamatan: its name, its rings and a point inside."""

    name: str
    rings: tuple[Line, ...]
    middle: Point


@dataclass(frozen=True, slots=True)
class Mark:
    """A public hotspot: the place rounded to three decimals, its stretch, what its size stands for."""

    key: tuple[float, float]  # longitude and latitude as in Place, to find it again
    rank: int
    name: str
    accidents: int
    at: Point
    line: Line  # rounded to three decimals: true to about 100 m
    stretch: tuple[
        Line, ...
    ] = ()  # pieces of the named roads within that reach; empty when none bears the name


@dataclass(frozen=True, slots=True)
class MapLayers:
    """All layers of one district. `wide` leaves out small roads, `near` has every road around the marks."""

    outline: tuple[Line, ...]
    areas: tuple[Area, ...]
    wide: tuple[RoadLine, ...]
    near: tuple[RoadLine, ...]
    marks: tuple[Mark, ...]
    bounds: tuple[float, float, float, float]
    credit: str
    has_roads: bool
    grain: Grain = ()

    @property
    def has_ground(self) -> bool:
        """Whether marks would stand on anything: roads, an outline or kecamatan."""
        return self.has_roads or bool(self.outline or self.areas)

    @property
    def corners(self) -> Line:
        """Lower left and upper right corner of the district's own outline; empty when no outline is known."""
        return (self.bounds[:2], self.bounds[2:]) if self.outline or self.areas else ()

    @property
    def district(self) -> tuple[float, float, float, float] | None:
        """Bounds of the district in metres where an outline or kecamatan tell them."""
        return self.bounds if self.outline or self.areas else None

    def mark(self, lon: float, lat: float) -> Mark | None:
        """The mark of a hotspot's place."""
        key = (round(lon, 3), round(lat, 3))
        return next((mark for mark in self.marks if mark.key == key), None)
