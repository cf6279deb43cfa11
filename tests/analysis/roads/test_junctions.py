"""Which places are junctions, and which accidents are theirs."""

import numpy as np
import pytest

from generator.analysis.roads.junctions import MAIN_REACH_M, REACH_M, SPAN_M
from generator.analysis.roads.network import build_network
from generator.analysis.roads.snapping import Snapper
from tests.analysis.roads.grounds import at, ground_of
from tests.analysis.towns import grid_ground

ALONG = [[(0, 0), (200, 0)], [(200, 0), (400, 0)]]
UP, DOWN = [(200, 0), (200, 150)], [(200, -150), (200, 0)]


def owner(network, *points):
    xy = at(*points)
    return network.junction_of(xy, Snapper.of(network).snap(xy)[0]).tolist()


def test_a_junction_owns_what_happens_within_its_reach_on_its_streets():
    network = build_network(ground_of([*ALONG, UP]))
    assert owner(network, (200, 0), (181, 3), (219.5, 0), (200, 19), (203, 12)) == [0] * 5
    assert owner(network, (179, 0), (222, 0), (200, 21), (0, 0), (200, 149), (200, 900)) == [-1] * 6


@pytest.mark.parametrize(
    ("kind", "reach"), [("local", 20), ("collector", 20), ("arterial", 30), ("motorway", 30)]
)
def test_a_main_road_reaches_farther(kind, reach):
    network = build_network(ground_of([*ALONG, UP], classes=[kind, kind, "local"]))
    assert network.junctions.reach_m.tolist() == [reach]
    assert owner(network, (200 - reach + 0.5, 0), (200 - reach - 0.5, 0)) == [0, -1]


def test_an_accident_on_a_bridge_above_a_junction_is_not_the_junctions():
    bridge = [(120, -80), (280, 80)]
    network = build_network(ground_of([*ALONG, UP, DOWN, bridge], level=[0, 0, 0, 0, 1]))
    assert len(network.junction_xy) == 1
    lixel = np.flatnonzero(network.row == 4)
    nearest = lixel[np.argmin(np.hypot(*(network.xy[lixel] - at((200, 0))[0]).T))]
    assert network.junction_of(at((200, 2)), np.array([nearest])).tolist() == [-1]
    assert owner(network, (212, 0)) == [0]


def test_an_accident_without_a_road_has_no_junction():
    network = build_network(ground_of([*ALONG, UP]))
    assert network.junction_of(at((200, 0)), np.array([-1])).tolist() == [-1]
    assert network.junction_of(np.zeros((0, 2)), np.zeros(0, int)).tolist() == []
    alone = build_network(ground_of(ALONG))
    assert len(alone.junction_xy) == 0
    assert owner(alone, (200, 0)) == [-1]


def test_owners_are_those_of_a_plain_search():
    network = build_network(grid_ground(blocks=6, block_m=45.0))
    xy = np.random.RandomState(3).uniform(-20, 290, (4000, 2)) + at((0, 0))
    lixel, _ = Snapper.of(network).snap(xy)
    junctions = network.junctions
    on = set(map(tuple, junctions.streets.tolist()))
    for point, place, found in zip(xy, lixel, network.junction_of(xy, lixel), strict=True):
        away = np.hypot(*(junctions.node_xy - point).T)
        street = network.street[place] if place >= 0 else -1
        own = [
            (d, j)
            for d, j in zip(away, junctions.node_junction, strict=True)
            if d <= junctions.reach_m[j] and (j, street) in on
        ]
        assert found == (min(own)[1] if own else -1)
    assert (lixel >= 0).any()


def test_offset_side_streets_are_one_junction_and_a_row_of_them_is_not():
    offset = [[(0, 0), (400, 0)], [(200, 0), (200, 150)], [(215, 0), (215, -150)]]
    assert len(build_network(ground_of(offset)).junction_xy) == 1
    row = [[(0, 0), (1000, 0)], *([(x, 0), (x, 90)] for x in range(100, 900, 20))]
    junctions = build_network(ground_of(row)).junctions
    for number in range(len(junctions.xy)):
        own = junctions.node_xy[junctions.node_junction == number]
        assert np.hypot(*np.ptp(own, axis=0)) <= SPAN_M
    assert len(junctions.xy) > 10


def test_a_footpath_is_no_arm_and_no_road_beside_a_road():
    path = [(100, 0), (100, 90)]
    network = build_network(ground_of([*ALONG, path], classes=["local", "local", "path"]))
    assert len(network.junction_xy) == 0
    sidewalk = [(0, 6), (400, 7)]
    beside = build_network(ground_of([*ALONG, sidewalk, path], classes=["local", "local", "path", "path"]))
    assert set(beside.row.tolist()) == {0, 1, 3}
    alone = build_network(ground_of([sidewalk, path], classes="path"))
    assert alone.length_m.sum() == pytest.approx(400 + 90, rel=0.01)


def test_the_reach_is_that_of_the_reference_study():
    assert (REACH_M, MAIN_REACH_M) == (20.0, 30.0)
