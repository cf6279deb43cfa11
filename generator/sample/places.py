"""Points for accidents: on the network by class and length, or at a planted hotspot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely
from shapely import LineString

from generator.sample.chance import Weighted
from generator.sample.plane import distance, nearest_on, point_at

if TYPE_CHECKING:
    import random

    from generator.sample.land import Land
    from generator.sample.network import Road
    from generator.sample.plane import Point
    from generator.sample.profile import Profile, Trait

ARM_M = 25.0  # nearer to a junction than this counts as at the junction


@dataclass(frozen=True, slots=True)
class Site:
    """Where an accident happened and what the place is like."""

    point: Point  # metres of the plane, with the error of the phone's position
    road: Road
    part: int  # kecamatan, in the order of the profile
    village: str
    form: str  # lurus, tikungan, simpang_tiga, simpang_empat, multi, jembatan
    is_slope: bool


@dataclass(frozen=True, slots=True)
class PlantedSpot:
    """A hotspot as it lies on the built network."""

    trait: Trait
    centre: Point
    links: tuple[Road, ...]  # of the named road
    home: Road  # the link with the centre
    along_m: float  # of the centre on that link


class Sites:
    """Draws places; background places follow class rate times length, as the detector assumes."""

    def __init__(self, profile: Profile, land: Land, roads: tuple[Road, ...]) -> None:
        self.profile, self.land, self.roads = profile, land, roads
        rates = profile.shares["laju_kelas"]
        self.choice = Weighted(roads, [rates[road.kind] * road.length_m for road in roads])
        self.river = LineString(land.river).buffer(profile.river_width_m * 0.8)
        shapely.prepare(self.river)
        self.wards = [[ward for ward in land.wards if ward.part == n] for n in range(len(land.parts))]
        self.hilly = next(n for n, part in enumerate(profile.parts) if part.name.startswith("Bukit"))
        self.spots = {trait.id: self._spot(trait) for trait in profile.hotspots}

    def _spot(self, trait: Trait) -> PlantedSpot:
        wanted = self.land.plane.to_plane(*trait.centre)
        links = tuple(road for road in self.roads if road.name == trait.road)
        best = min(links, key=lambda road: nearest_on(road.line, wanted)[0])
        along = nearest_on(best.line, wanted)[1]
        return PlantedSpot(trait, point_at(best.line, along), links, best, along)

    def background(self, chance: random.Random) -> Site:
        """Anywhere on the network."""
        road = self.choice.draw(chance)
        return self._site(road, chance.uniform(0, road.length_m), chance)

    def planted(self, trait: Trait, chance: random.Random) -> Site:
        """Along the named road, denser towards the centre, never farther than the radius."""
        spot = self.spots[trait.id]
        off = chance.gauss(0, trait.radius_m / 2)
        while abs(off) > trait.radius_m:
            off = chance.gauss(0, trait.radius_m / 2)
        road, along = self._walk(spot, off)
        return self._site(road, along, chance)

    def _walk(self, spot: PlantedSpot, off_m: float) -> tuple[Road, float]:
        """The place `off_m` along the named road from the centre: signs tell the two directions."""
        road, at = spot.home, spot.along_m + off_m
        for _ in range(20):
            if 0 <= at <= road.length_m:
                break
            end = road.line[0] if at < 0 else road.line[-1]
            left = -at if at < 0 else at - road.length_m
            following = [one for one in spot.links if one is not road and end in (one.line[0], one.line[-1])]
            if not following:
                at = min(max(at, 0.0), road.length_m)
                break
            road = following[0]
            at = left if road.line[0] == end else road.length_m - left
        return road, at

    def _site(self, road: Road, along: float, chance: random.Random) -> Site:
        x, y = point_at(road.line, along)
        noise = self.profile.gps_error_m
        part = self.land.part_at(x, y)
        ward = min(self.wards[part], key=lambda one: distance(one.middle, (x, y)))
        return Site(
            point=(x + chance.gauss(0, noise), y + chance.gauss(0, noise)),
            road=road,
            part=part,
            village=ward.name,
            form=self._form(road, along, (x, y), chance),
            is_slope=chance.random() < (0.45 if part == self.hilly else 0.04),
        )

    def _form(self, road: Road, along: float, point: Point, chance: random.Random) -> str:
        arms = 0
        if along < ARM_M:
            arms = road.arms[0]
        elif road.length_m - along < ARM_M:
            arms = road.arms[1]
        if arms > 2:
            return {3: "simpang_tiga", 4: "simpang_empat"}.get(arms, "multi")
        if road.kind != "lingkungan" and shapely.contains_xy(self.river, *point):
            return "jembatan"
        return "tikungan" if chance.random() < 0.08 else "lurus"
