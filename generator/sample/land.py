"""The ground plan: outline, river, railway, main roads, kecamatan, and where people live."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely
from shapely import LineString, MultiPoint, Polygon

from generator.sample.chance import stream
from generator.sample.plane import Plane, Warp, Waves, distance, spline
from generator.sample.settlements import Countryside, towns, village_names, wards
from generator.sample.trails import Trails

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from generator.sample.plane import Line, Point
    from generator.sample.profile import Profile
    from generator.sample.settlements import Settlement, Ward

BENDS = ((5200.0, 260.0), (1900.0, 85.0), (700.0, 20.0))  # (length, size) of the curves of roads, metres
SHORES = ((9000.0, 500.0), (2600.0, 190.0), (900.0, 60.0))  # the same for outline and kecamatan


@dataclass(frozen=True, slots=True)
class Land:
    """The plan in metres, before streets."""

    plane: Plane
    outline: Polygon
    river: Line
    railway: Line
    parts: tuple[Polygon, ...]  # in the order of the profile
    mains: tuple[Line, ...]  # in the order of the profile
    settlements: tuple[Settlement, ...]  # the town first
    wards: tuple[Ward, ...]
    edges: Waves

    def spacing(self, x: float, y: float) -> float:
        """Distance between streets at a point in metres, 0 where nobody lives."""
        best = 0.0
        ragged = 1 + 0.28 * self.edges.at(x, y)
        for place in self.settlements:
            reach = distance(place.middle, (x, y)) / (place.radius_m * ragged)
            if reach < 1:
                wide = place.build.core_m + (place.build.edge_m - place.build.core_m) * reach**1.2
                best = wide if best == 0 else min(best, wide)
        return best

    def barrier(self, profile: Profile) -> BaseGeometry:
        """Where small streets cannot go: the river and the railway."""
        water = LineString(self.river).buffer(profile.river_width_m)
        rails = LineString(self.railway).buffer(profile.railway_width_m)
        return water.union(rails)

    def part_at(self, x: float, y: float) -> int:
        """Number of the kecamatan at a point; the nearest one on a border or just outside."""
        for n, part in enumerate(self.parts):
            if shapely.contains_xy(part, x, y):
                return n
        spot = shapely.Point(x, y)
        return min(range(len(self.parts)), key=lambda n: self.parts[n].distance(spot))


def lay_out(profile: Profile, seed: int) -> Land:
    """The ground plan for one seed; hotspot centres stay where the profile has them."""
    plane = Plane(*profile.centre)
    fixed = [plane.to_plane(*one.centre) for one in profile.hotspots]
    roads = Warp(stream(seed, "bend"), fixed, BENDS)
    shores = Warp(stream(seed, "shore"), (), SHORES)

    def curve(points: tuple[Point, ...]) -> Line:
        return [roads.bend(p) for p in spline([plane.to_plane(*p) for p in points], 60.0)]

    ring = spline([plane.to_plane(*p) for p in profile.outline], 150.0, is_closed=True)
    outline = _inside_box(Polygon([shores.bend(p) for p in ring]), profile, plane)
    parts = _partition(outline, profile, plane, shores)
    mains = tuple(_within(curve(road.points), outline) for road in profile.roads)
    river = curve(profile.river)
    chance = stream(seed, "villages")
    names = village_names(profile, chance)
    seats = towns(profile, plane, roads.bend)
    country = Countryside(profile, outline, Trails(mains), Trails([river]), seats)
    settlements = (*seats, *country.villages(chance, names))
    return Land(
        plane=plane,
        outline=outline,
        river=river,
        railway=curve(profile.railway),
        parts=parts,
        mains=mains,
        settlements=settlements,
        wards=wards(profile, parts, settlements, chance, names),
        edges=Waves.drawn(stream(seed, "edges"), 1500.0),
    )


def _inside_box(outline: Polygon, profile: Profile, plane: Plane) -> Polygon:
    west, south, east, north = profile.box
    low, high = plane.to_plane(west, south), plane.to_plane(east, north)
    kept = outline.buffer(0).intersection(shapely.box(*low, *high).buffer(-100))
    return max(shapely.get_parts(kept), key=lambda part: part.area)


def _partition(outline: Polygon, profile: Profile, plane: Plane, warp: Warp) -> tuple[Polygon, ...]:
    """One polygon per kecamatan: cells around the seats, bent with the plane so that borders stay shared."""
    seats = [plane.to_plane(*part.seat) for part in profile.parts]
    cells = shapely.get_parts(
        shapely.voronoi_polygons(MultiPoint(seats), extend_to=outline.buffer(9000).envelope, ordered=True)
    )
    bent: list[Polygon] = []
    for cell in cells:
        fine = shapely.segmentize(cell, 140.0)
        shape = Polygon([warp.bend((x, y)) for x, y in fine.exterior.coords]).buffer(0)
        shape = shape.difference(shapely.union_all(bent))  # a strong bend may fold a border over itself
        bent.append(max(shapely.get_parts(shape.intersection(outline)), key=lambda part: part.area))
    for shape in bent:
        shapely.prepare(shape)
    return tuple(bent)


def _within(line: Line, outline: Polygon) -> Line:
    """The longest part of a road inside the district, 120 m short of the border."""
    inside = LineString(line).intersection(outline.buffer(-120))
    longest = max(shapely.get_parts(inside), key=lambda part: part.length)
    return [(x, y) for x, y in longest.coords]
