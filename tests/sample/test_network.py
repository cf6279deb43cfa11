from collections import Counter

import pytest
import shapely
from shapely import LineString

from generator.sample.plane import nearest_on


def _ends(road):
    return road.line[0], road.line[-1]


def test_roads_meet_only_at_their_ends(roads):
    shapes = [LineString(road.line) for road in roads]
    assert all(shapely.is_simple(shapes))
    firsts, seconds = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    for a, b in zip(firsts.tolist(), seconds.tolist(), strict=True):
        if a < b:
            for part in shapely.get_parts(shapes[a].intersection(shapes[b])):
                assert part.geom_type == "Point"
                assert part.coords[0] in _ends(roads[a])
                assert part.coords[0] in _ends(roads[b])


def test_every_place_can_be_reached_from_every_other(roads):
    neighbours = {}
    for road in roads:
        a, b = _ends(road)
        neighbours.setdefault(a, []).append(b)
        neighbours.setdefault(b, []).append(a)
    seen, todo = set(), [roads[0].line[0]]
    while todo:
        here = todo.pop()
        if here not in seen:
            seen.add(here)
            todo += neighbours[here]
    assert len(seen) == len(neighbours)


def test_the_network_looks_like_a_town_and_not_like_a_chess_board(roads):
    arms = Counter(end for road in roads for end in _ends(road))
    kinds = Counter(arms.values())
    assert kinds[3] > kinds[4]  # T junctions are the rule
    assert 0.1 < kinds[1] / len(arms) < 0.4  # dead ends exist, but are not the rule
    assert 3000 < len(roads) < 5500


def test_classes_have_believable_lengths(roads):
    km = Counter()
    for road in roads:
        km[road.kind] += road.length_m / 1000
    assert km["arteri"] < km["kolektor"] < km["lokal"]
    assert km["arteri"] > 50
    assert km["lingkungan"] > 200


def test_most_streets_have_a_name_and_some_have_none(roads):
    unnamed = sum(road.name == "" for road in roads) / len(roads)
    assert 0.1 < unnamed < 0.4
    assert all(road.name for road in roads if road.kind in {"arteri", "kolektor"})


def test_every_main_road_of_the_profile_is_there(profile, roads):
    assert {road.name for road in profile.roads} <= {road.name for road in roads}


def test_a_planted_hotspot_lies_on_its_named_road(profile, land, sites):
    for trait in profile.hotspots:
        spot = sites.spots[trait.id]
        wanted = land.plane.to_plane(*trait.centre)
        assert spot.home.name == trait.road
        assert nearest_on(spot.home.line, wanted)[0] < 15


def test_planted_accidents_stay_within_their_radius(profile, sites):
    import random

    chance = random.Random(1)
    for trait in profile.hotspots:
        spot = sites.spots[trait.id]
        drawn = [sites.planted(trait, chance) for _ in range(200)]
        away = [shapely.Point(site.point).distance(shapely.Point(spot.centre)) for site in drawn]
        assert max(away) < trait.radius_m + 6 * profile.gps_error_m
        assert {site.road.name for site in drawn} == {trait.road}


@pytest.mark.parametrize("kinds", [("arteri", "kolektor"), ("kolektor", "lokal"), ("lokal", "lingkungan")])
def test_a_kilometre_of_a_bigger_road_has_more_accidents(kinds, sites, roads):
    import random

    chance = random.Random(2)
    hits = Counter(sites.background(chance).road.kind for _ in range(4000))
    km = Counter()
    for road in roads:
        km[road.kind] += road.length_m / 1000
    bigger, smaller = kinds
    assert hits[bigger] / km[bigger] > 1.5 * hits[smaller] / km[smaller]
