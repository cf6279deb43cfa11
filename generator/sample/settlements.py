"""Where people live: the district town, the seats of the kecamatan, villages, and the wards that addresses name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from generator.sample.plane import distance

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from shapely import Polygon

    from generator.sample.plane import Plane, Point
    from generator.sample.profile import Profile, Settling
    from generator.sample.trails import Trails

CANDIDATES = 5  # the best of so many places is taken: even, but not like a lattice


@dataclass(frozen=True, slots=True)
class Settlement:
    """A town or village: streets grow where it is."""

    name: str
    middle: Point
    radius_m: float
    build: Settling
    is_village: bool


@dataclass(frozen=True, slots=True)
class Ward:
    """A kelurahan or desa by one point; addresses take the nearest one of their kecamatan."""

    name: str
    middle: Point
    part: int


def towns(profile: Profile, plane: Plane, bend: Callable[[Point], Point]) -> list[Settlement]:
    """The district town and the seats of the other kecamatan, in the order of the profile."""
    found = []
    for n, part in enumerate(profile.parts):
        radius, build = (profile.seat_radius_m, profile.seat) if n else (profile.town_radius_m, profile.town)
        found.append(Settlement(part.name, bend(plane.to_plane(*part.seat)), radius, build, is_village=False))
    return found


def village_names(profile: Profile, chance: random.Random) -> list[str]:
    """Every invented name once, in random order."""
    names = [a + b for a in profile.names["awal_desa"] for b in profile.names["akhir_desa"] if a.lower() != b]
    chance.shuffle(names)
    return names


@dataclass(frozen=True, slots=True)
class Countryside:
    """What decides where a village can be."""

    profile: Profile
    outline: Polygon
    roads: Trails
    river: Trails
    towns: list[Settlement]

    def villages(self, chance: random.Random, names: list[str]) -> list[Settlement]:
        """Villages apart from each other, on a main road where one is near; takes their names off the list."""
        inner = self.outline.buffer(-800)
        shapely.prepare(inner)
        places: list[Settlement] = []
        for _ in range(40 * self.profile.villages):
            if len(places) == self.profile.villages:
                break
            fitting = [p for p in self._candidates(chance) if self._fits(p, places, inner)]
            if fitting:
                best = max(
                    fitting, key=lambda p: min((distance(p, one.middle) for one in places), default=0.0)
                )
                radius = chance.uniform(*self.profile.village_radius_m)
                places.append(Settlement(names.pop(), best, radius, self.profile.village, is_village=True))
        return places

    def _candidates(self, chance: random.Random) -> list[Point]:
        west, south, east, north = self.outline.bounds
        return [
            self._towards_road((chance.uniform(west, east), chance.uniform(south, north)))
            for _ in range(CANDIDATES)
        ]

    def _towards_road(self, point: Point) -> Point:
        """Villages string along roads: a point within 1.5 km of one moves to about 150 m beside it."""
        away, (x, y) = self.roads.nearest(point)
        if not 150 < away < 1500:
            return point
        keep = 150 / away
        return x + (point[0] - x) * keep, y + (point[1] - y) * keep

    def _fits(self, point: Point, places: list[Settlement], inner: Polygon) -> bool:
        for n, town in enumerate(self.towns):
            if distance(point, town.middle) < town.radius_m + (1300 if n else 700):
                return False
        if any(distance(point, one.middle) < self.profile.village_spacing_m for one in places):
            return False
        return self.river.nearest(point)[0] > 450 and bool(shapely.contains_xy(inner, *point))


def wards(
    profile: Profile,
    parts: tuple[Polygon, ...],
    settlements: tuple[Settlement, ...],
    chance: random.Random,
    names: list[str],
) -> tuple[Ward, ...]:
    """Every village is a desa; the towns have several kelurahan each, with further invented names."""
    found = []
    for n, place in enumerate(settlements):
        number = 1 if place.is_village else int(profile.wards["ibu_kota_kecamatan" if n else "kota"])
        for _ in range(number):
            spread = 0.0 if place.is_village else place.radius_m * 0.55
            x, y = place.middle[0] + chance.gauss(0, spread), place.middle[1] + chance.gauss(0, spread)
            part = next((k for k, shape in enumerate(parts) if shapely.contains_xy(shape, x, y)), -1)
            if part >= 0:
                found.append(Ward(place.name if place.is_village else names.pop(), (x, y), part))
    return tuple(found)
