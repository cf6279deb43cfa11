"""Snapping gives what an exact search over every line gives, however the points and the lines lie."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.accidents.places.geography import Ground
from generator.accidents.places.road_file import read_roads
from generator.analysis.roads.network import build_network
from generator.analysis.roads.snapping import CHUNK, SNAP_M, Snapper
from tests.analysis.roads.grounds import at, ground_of
from tests.analysis.towns import grid_ground

METRES = st.floats(0, 300, allow_subnormal=False).map(lambda one: round(one, 2))
PIECE = st.tuples(METRES, METRES, METRES, METRES)


def exact(pieces, xy):
    """Distance to the nearest piece, by the search tree of GEOS."""
    tree = shapely.STRtree(shapely.linestrings(np.reshape(pieces, (-1, 2, 2))))
    return tree.query_nearest(shapely.points(xy), return_distance=True, all_matches=False)[1]


@settings(max_examples=120, deadline=None, derandomize=True)
@given(st.lists(PIECE, min_size=1, max_size=60), st.lists(st.tuples(METRES, METRES), min_size=1, max_size=40))
def test_the_distance_is_that_of_an_exact_search(pieces, points):
    pieces, xy = np.array(pieces), np.array(points)
    owner, distance = Snapper.along(pieces, np.arange(len(pieces))).snap(xy)
    wanted = exact(pieces, xy)
    assert (owner >= 0).tolist() == (wanted <= SNAP_M).tolist()
    assert distance[owner >= 0] == pytest.approx(wanted[wanted <= SNAP_M], abs=1e-9)
    own = shapely.linestrings(pieces[owner[owner >= 0]].reshape(-1, 2, 2))
    assert shapely.distance(own, shapely.points(xy[owner >= 0])) == pytest.approx(
        distance[owner >= 0], abs=1e-6
    )


def test_among_many_short_pieces_no_farther_long_one_is_missed():
    knot = np.random.RandomState(0).uniform(0, 3, (400, 4)) + np.array([0, 30, 0, 30])
    long = np.array([[-500.0, -20.0, 500.0, -20.0]])
    owner, distance = Snapper.along(np.vstack([knot, long]), np.arange(401)).snap(
        np.array([[1.0, 0.0], [1.0, 28.0]])
    )
    assert owner[0] == 400
    assert distance[0] == pytest.approx(20.0)
    assert owner[1] < 400


def test_equally_near_roads_give_the_first_whatever_the_order_of_the_points():
    network = build_network(grid_ground(blocks=3, block_m=100.0))
    xy = np.repeat(at((100, 100), (150, 150), (200, 103), (100, 160)), 3, axis=0)
    lixel, distance = Snapper.of(network).snap(xy)
    back = Snapper.of(network).snap(xy[::-1])
    assert (back[0][::-1].tolist(), back[1][::-1].tolist()) == (lixel.tolist(), distance.tolist())
    assert len(set(lixel[:3])) == len(set(lixel[3:6])) == 1


def test_many_points_on_few_places_are_the_same_in_pieces_and_at_once():
    network = build_network(grid_ground(blocks=3))
    places = np.random.RandomState(4).uniform(-100, 1000, (50, 2)) + at((0, 0))
    xy = places[np.random.RandomState(5).randint(0, 50, CHUNK + 9)]
    few = Snapper.of(network).snap(places)
    many = Snapper.of(network).snap(xy + np.arange(len(xy))[:, None] * 1e-9)  # no two alike, so two chunks
    which = np.random.RandomState(5).randint(0, 50, CHUNK + 9)
    assert (many[0] == few[0][which]).mean() > 0.999
    near = np.isfinite(many[1]) & np.isfinite(few[1][which])
    assert np.abs(many[1][near] - few[1][which][near]).max() < 1e-3


def test_points_beyond_fifty_metres_and_no_points_at_all():
    snapper = Snapper.of(build_network(ground_of([[(0, 0), (500, 0)]])))
    lixel, distance = snapper.snap(at((250, 49.9), (250, 50.2), (250, 9000)))
    assert (lixel >= 0).tolist() == [True, False, False]
    assert np.isinf(distance[1:]).all()
    assert [len(part) for part in snapper.snap(np.zeros((0, 2)))] == [0, 0]


def test_on_a_real_network_every_answer_is_the_exact_one(shared_data):
    roads = read_roads(shared_data / "net_yogyakarta" / "jalan.geojson")
    network = build_network(Ground(roads, None, None, 32749, ""))
    xy = np.random.RandomState(6).uniform(network.xy.min(axis=0), network.xy.max(axis=0), (20_000, 2))
    lixel, distance = Snapper.of(network).snap(xy)
    wanted = exact(network.piece_xy, xy)
    assert ((lixel >= 0) == (wanted <= SNAP_M)).all()
    near = lixel >= 0
    assert np.abs(distance[near] - wanted[near]).max() < 1e-8  # the last digit of a northing is 2e-9
