"""The road network of the district: links with name, class, status and limit, cut at junctions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapely import LineString

from generator.sample.chance import stream
from generator.sample.country import CountryRoads
from generator.sample.names import StreetNames
from generator.sample.noding import Link, degrees, node
from generator.sample.plane import distance
from generator.sample.streets import Streets

if TYPE_CHECKING:
    from generator.sample.land import Land
    from generator.sample.plane import Line
    from generator.sample.profile import Profile

SHORTEST_DEAD_END_M = 70.0
LIMITS = {"lokal": 40, "lingkungan": 30}
LOCAL_STREET_M = 750.0  # a street that goes on for longer is "lokal", the others are "lingkungan"


@dataclass(frozen=True, slots=True)
class Road:
    """A link between two junctions, in metres of the plane."""

    name: str
    kind: str  # arteri, kolektor, lokal, lingkungan
    status: str
    limit_kmh: int
    line: Line
    length_m: float
    arms: tuple[int, int]  # number of links that meet at the two ends
    settlement: int


@dataclass(frozen=True, slots=True)
class _Way:
    """A whole street before it is cut."""

    name: str
    kind: str
    status: str
    limit_kmh: int


def build_network(profile: Profile, land: Land, seed: int) -> tuple[Road, ...]:
    """Every link of the district; main roads first, then country roads, then streets."""
    country = CountryRoads(land, seed).drawn()
    drawn = [*land.mains, *(line for _, line in country)]
    streets = Streets(land, drawn, land.barrier(profile), seed).grow()
    links = node([*drawn, *streets], SHORTEST_DEAD_END_M)
    ways = [_Way(road.name, road.kind, road.status, road.limit_kmh) for road in profile.roads]
    ways += [_Way(name, "lokal", "kabupaten", 50) for name, _ in country]
    ways += _street_ways(profile, land, streets, links, len(drawn), seed)
    arms = degrees(links)
    return tuple(
        Road(
            name=ways[link.way].name,
            kind=ways[link.way].kind,
            status=ways[link.way].status,
            limit_kmh=ways[link.way].limit_kmh,
            line=link.line,
            length_m=link.length_m,
            arms=(arms[link.start], arms[link.end]),
            settlement=nearest_settlement(land, link.line),
        )
        for link in links
    )


def nearest_settlement(land: Land, line: Line) -> int:
    """Number of the settlement in whose reach the middle of a line lies, relative to its size."""
    middle = LineString(line).interpolate(0.5, normalized=True)
    return min(
        range(len(land.settlements)),
        key=lambda n: (
            distance(land.settlements[n].middle, (middle.x, middle.y)) / land.settlements[n].radius_m
        ),
    )


def _street_ways(
    profile: Profile, land: Land, streets: list[Line], links: list[Link], first: int, seed: int
) -> list[_Way]:
    """Names and classes of the grown streets, judged by what noding left of each."""
    left = [0.0] * len(streets)
    for link in links:
        if link.way >= first:
            left[link.way - first] += link.length_m
    names = StreetNames(profile.names["jalan"], profile.names["arah"], stream(seed, "names"))
    ways = []
    for street, metres in zip(streets, left, strict=True):
        if metres == 0:
            ways.append(_Way("", "lingkungan", "desa", LIMITS["lingkungan"]))
            continue
        at = nearest_settlement(land, street)
        kind = "lokal" if metres > LOCAL_STREET_M else "lingkungan"
        status = "desa" if land.settlements[at].is_village else "kabupaten"
        ways.append(_Way(names.next_for(at, kind), kind, status, LIMITS[kind]))
    return ways
