import numpy as np
import pytest

from generator.analysis.official.segments import cut, town_lixels
from generator.analysis.roads.network import build_network
from tests.analysis.towns import grid_ground


@pytest.fixture(scope="module", params=[(12, 300.0), (5, 1130.0), (8, 90.0)])
def network(request):
    return build_network(grid_ground(*request.param))


@pytest.fixture(scope="module")
def segments(network):
    return cut(network)


def test_every_lixel_is_in_one_segment_and_no_metre_is_lost(network, segments):
    assert sorted(set(segments.of_lixel.tolist())) == list(range(segments.count))
    assert segments.length_m.sum() == pytest.approx(network.length_m.sum(), rel=1e-12)


def test_pieces_are_short_in_a_town_and_about_500_m_outside():
    town, outside = (cut(build_network(grid_ground(*one))) for one in ((12, 300.0), (5, 1130.0)))
    longest = town.length_m[(town.street >= 0) & town.is_town].max()
    assert 200 < longest <= 300
    lengths = outside.length_m[outside.street >= 0]
    assert not outside.is_town.any()
    assert 400 < np.median(lengths) < 560
    assert lengths.max() < 751


def test_a_dense_grid_is_a_town_and_a_wide_one_is_not():
    assert town_lixels(build_network(grid_ground(8, 90.0))).mean() > 0.95
    assert not town_lixels(build_network(grid_ground(5, 1130.0))).any()


def test_pieces_of_a_street_are_numbered_along_it(segments):
    for street in np.unique(segments.street[segments.street >= 0]).tolist():
        own = segments.street == street
        assert segments.order[own].tolist() == list(range(1, own.sum() + 1))
        assert set(segments.pieces[own].tolist()) == {own.sum()}


def test_a_junction_owns_the_road_within_its_reach_and_nothing_else(network, segments):
    owner = segments.junction[segments.of_lixel]
    away = np.hypot(*(network.xy[:, None, :] - network.junction_xy[None, :, :]).transpose(2, 0, 1))
    is_main = network.road_class <= 1
    for junction in range(len(network.junction_xy)):
        near = away[:, junction]
        reach = 30.0 if is_main[near <= 30.0].any() else 20.0
        nearest = away.argmin(axis=1) == junction
        assert (owner == junction).tolist() == ((near <= reach) & nearest).tolist()
