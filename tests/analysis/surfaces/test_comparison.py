import numpy as np
import pytest
import shapely

from generator.analysis.detector.candidates import OnRoads
from generator.analysis.roads.network import build_network
from generator.analysis.roads.positions import Positions, to_degrees
from generator.analysis.roads.snapping import Snapper
from generator.analysis.surfaces.comparison import EPS_M, compare
from tests.analysis import towns


def positions_of(xy):
    return Positions(np.arange(len(xy)), np.asarray(xy, float), 0, towns.UTM)


def town(n=400, seed=1):
    random = np.random.RandomState(seed)
    even = random.uniform(0, 3600, (n, 2))
    heap = random.normal(1800, 20, (40, 2))
    return np.vstack([even, heap]) + towns.CORNER


def on_roads(xy):
    network = build_network(towns.grid_ground())
    return OnRoads(network, Snapper.of(network).snap(xy)[0], np.zeros(network.count), 0.2)


def test_without_positions_there_is_nothing_to_compare():
    assert compare(positions_of(np.zeros((0, 2))), None, None) is None


def test_rows_in_another_order_give_the_same_comparison():
    xy = town()
    order = np.random.RandomState(2).permutation(len(xy))
    assert compare(positions_of(xy), None, None) == compare(positions_of(xy[order]), None, None)


def test_cells_hold_every_accident_and_the_planted_heap_is_high():
    xy = town()
    found = compare(positions_of(xy), on_roads(xy), None)
    assert found.mask == "roads"
    assert sum(one.accidents for one in found.cells) + found.outside == len(xy)
    high = [one for one in found.cells if one.q_value <= 0.05]
    middle = np.array(towns.CORNER) + 1800
    assert high
    assert all(np.hypot(one.east + 125 - middle[0], one.north + 125 - middle[1]) <= 600 for one in high)
    assert found.clusters[0].accidents >= 40


def test_the_outline_is_the_mask_where_there_are_no_roads():
    xy = town()
    corner = to_degrees(np.array([towns.CORNER, np.array(towns.CORNER) + 3600]), towns.UTM)
    found = compare(positions_of(xy), None, shapely.box(*corner.ravel()))
    assert found.mask == "boundary"
    assert 13 * 13 <= len(found.cells) <= 16 * 16


def test_no_position_finer_than_a_cell_is_told_and_small_groups_are_no_clusters():
    xy = np.array([(1234.5, 877.1)] * 4 + [(90_000.0, 90_000.0)]) + towns.CORNER
    found = compare(positions_of(xy), None, None)
    assert found.clusters == ()
    for one in found.cells:
        assert one.east % found.cell_m == one.north % found.cell_m == 0
    found = compare(positions_of(town()), None, None)
    assert all(corner % EPS_M == 0 for one in found.clusters for cell in one.cells for corner in cell)
    assert all(one.accidents >= 5 for one in found.clusters)


def test_a_country_gets_larger_cells_and_not_more_memory():
    xy = np.array([(0.0, 0.0), (4_000_000.0, 3_000_000.0), (4_000_000.0, 3_000_100.0)])
    found = compare(positions_of(xy), None, None)
    assert found.cell_m > 250
    assert sum(one.accidents for one in found.cells) == 3


def test_density_can_be_made_again_from_the_counts_of_the_cells():
    found = compare(positions_of(town()), None, None)
    sigma = 2 * found.cell_m
    one = max(found.cells, key=lambda cell: cell.density_km2)
    total = sum(
        other.accidents
        * np.exp(-((other.east - one.east) ** 2 + (other.north - one.north) ** 2) / (2 * sigma**2))
        for other in found.cells
    )
    assert one.density_km2 == pytest.approx(total / (2 * np.pi * sigma**2) * 1e6, rel=0.01)


def test_an_outline_of_another_place_is_no_mask_and_one_accident_is_no_error():
    found = compare(positions_of(town()), None, shapely.box(0.0, 0.0, 0.1, 0.1))
    assert found.mask == "near"
    assert found.outside == 0
    alone = compare(positions_of(town()[:1]), on_roads(town()[:1]), None)
    assert sum(one.accidents for one in alone.cells) + alone.outside == 1
    assert all(one.q_value > 0.05 for one in alone.cells)
