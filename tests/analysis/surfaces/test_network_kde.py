"""Oracles: spNetwork 0.4.4.6 and spatstat.linnet on a cross of four arms; every path one by one on small networks."""

import numpy as np
import pandas as pd
import pytest

from generator.accidents.places.geography import read_roads
from generator.analysis.roads.noding import node_lines
from generator.analysis.surfaces.edge_graph import Graph, Spots, distances, edge_lines, snap
from generator.analysis.surfaces.k_function import network_k
from generator.analysis.surfaces.network_kde import density_at, lixels, quartic

CROSS = Graph(np.zeros(4, np.int64), np.array([1, 2, 3, 4]), np.full(4, 1000.0))  # arms from the middle
WEST, EAST, NORTH, SOUTH = range(4)
ONE = Spots.at([WEST], [100.0])
THREE = Spots(np.array([WEST, NORTH, EAST]), np.array([100.0, 250.0, 600.0]), np.array([1.0, 1.0, 10.0]))
PLACES = Spots.at([WEST, WEST, EAST, NORTH, SOUTH, NORTH, EAST, EAST], [100, 50, 50, 50, 50, 150, 600, 450])
KEEPING = ("discontinuous", "continuous")
WHOLE_METRES = 300  # ticks of a bandwidth of 300 m: every length of the cross is a whole number of them


def by_paths(graph, event, place, bandwidth, kind):
    """Density of one event at one place by walking every path to its end."""
    count = len(graph.length)
    start, stop = np.concatenate([graph.tail, graph.head]), np.concatenate([graph.head, graph.tail])
    length = np.tile(graph.length, 2)
    edge, along = event
    total = float(quartic(along - place[1], bandwidth)) if edge == place[0] else 0.0
    open_ = [
        (edge, graph.length[edge] - along, 1.0),
        (edge + count, along, 1.0),
    ]  # way, distance at its end, share
    while open_:
        way, away, share = open_.pop()
        leaving = np.flatnonzero(start == stop[way])
        for other in leaving.tolist():
            is_back = abs(other - way) == count
            n = len(leaving)
            if kind == "continuous":
                part = 2 / n - 1 if is_back else 2 / n
            else:
                part = float(is_back) if n == 1 else (0.0 if is_back else 1 / (n - 1))
            if part == 0 or away >= bandwidth:
                continue
            if other % count == place[0]:
                offset = place[1] if other < count else graph.length[place[0]] - place[1]
                total += share * part * float(quartic(away + offset, bandwidth))
            open_.append((other, away + length[other], share * part))
    return total


def little_network(seed):
    """A ring with chords, dead ends, a loop on one node and two roads between the same nodes."""
    random = np.random.RandomState(seed)
    tail = np.array([0, 1, 2, 3, 4, 0, 1, 5, 6, 2])
    head = np.array([1, 2, 3, 4, 0, 2, 5, 6, 6, 3])
    return Graph(tail, head, random.uniform(20, 90, len(tail)))


def test_beyond_a_junction_the_three_kernels_are_those_of_spnetwork():
    places = Spots.at([EAST, WEST], [50.0, 50.0])
    wanted = {"simple": 0.0017578125, "discontinuous": 0.0005859375, "continuous": 0.00087890625}
    for kind, beyond in wanted.items():
        assert density_at(CROSS, ONE, places, 300.0, kind, WHOLE_METRES)[0] == pytest.approx(
            beyond, abs=1e-12
        )
    behind = density_at(CROSS, ONE, places, 300.0, ticks=WHOLE_METRES)[1]
    assert behind == pytest.approx(0.00207489390432, abs=1e-12)
    assert float(quartic(np.array(0.0), 300.0)) == 0.003125


def test_three_accidents_have_the_densities_of_spnetwork():
    simple = [0.003125, 0.00295380015432, 0.0017578125, 0.00272231867284, 0.0017578125]
    simple += [0.00276089891975, 0.03125, 0.017578125]
    continuous = [0.00264274691358, 0.00207489390432, 0.00087890625, 0.00184341242284, 0.00087890625]
    continuous += [0.00261501736111, 0.03125, 0.017578125]
    assert density_at(CROSS, THREE, PLACES, 300.0, "simple") == pytest.approx(simple, abs=1e-12)
    assert density_at(CROSS, THREE, PLACES, 300.0, "continuous", WHOLE_METRES) == pytest.approx(
        continuous, abs=1e-12
    )
    assert density_at(CROSS, THREE, PLACES, 300.0, "continuous") == pytest.approx(continuous, abs=1e-8)


def test_two_kernels_keep_the_accident_and_the_simple_one_makes_more_of_it():
    for kind in KEEPING:
        assert lixels(CROSS, ONE, 300.0, kind).mass.sum() == pytest.approx(1.0, abs=1e-12)
    # spNetwork's printed 1.419650 is a sum over its samples; the integral is 2 - 2 F(100), F from 0
    u = 100 / 300
    within = 15 / 16 * (u - 2 * u**3 / 3 + u**5 / 5)
    found = lixels(CROSS, ONE, 300.0, "simple", lixel=1.0).mass.sum()
    assert found == pytest.approx(2 - 2 * within, abs=2e-6)
    assert found == pytest.approx(1.419650, abs=2e-4)


@pytest.mark.parametrize("kind", KEEPING)
def test_on_small_networks_every_path_is_counted(kind):
    for seed in range(4):
        graph = little_network(seed)
        random = np.random.RandomState(seed + 50)
        events = [(int(e), float(random.uniform(0, graph.length[e]))) for e in random.choice(10, 3)]
        places = [(e, float(graph.length[e] * share)) for e in range(10) for share in (0.2, 0.7)]
        wanted = [sum(by_paths(graph, event, place, 150.0, kind) for event in events) for place in places]
        found = density_at(
            graph, Spots.at(*zip(*events, strict=True)), Spots.at(*zip(*places, strict=True)), 150.0, kind
        )
        assert found == pytest.approx(wanted, abs=0.005 * max(wanted))
        finer = density_at(
            graph,
            Spots.at(*zip(*events, strict=True)),
            Spots.at(*zip(*places, strict=True)),
            150.0,
            kind,
            ticks=3200,
        )
        assert finer == pytest.approx(wanted, abs=0.0002 * max(wanted))


@pytest.mark.parametrize("kind", KEEPING)
def test_nothing_is_lost_at_dead_ends_loops_and_roads_of_any_length(kind):
    for seed in range(4):
        graph = little_network(seed)
        graph = Graph(
            graph.tail, graph.head, graph.length * np.random.RandomState(seed).choice([0.01, 1, 3], 10)
        )
        events = Spots.at(np.arange(10), graph.length * 0.3)
        found = lixels(graph, events, 100.0, kind, lixel=7.0, ticks=130)
        assert found.mass.sum() == pytest.approx(10.0, abs=1e-9)
        assert found.mass.min() >= -1e-9


@pytest.mark.parametrize("name", ["chicago", "dendrite", "spiders"])
def test_nothing_is_lost_on_the_networks_of_spatstat(shared_data, name):
    import pyogrio

    folder = shared_data / "oracle_spatstat"
    roads = pyogrio.read_dataframe(folder / f"{name}_network.gpkg")
    tail, head = (roads[end].to_numpy(np.int64) - 1 for end in ("from", "to"))
    graph = Graph(tail, head, roads.geometry.length.to_numpy())
    events = pd.read_csv(folder / f"{name}_events.csv")
    edge = events["seg"].to_numpy(np.int64) - 1
    spots = Spots.at(edge, events["tp"].to_numpy() * graph.length[edge])
    bandwidth = graph.length.sum() / 100
    for kind in KEEPING:
        found = lixels(graph, spots, bandwidth, kind, lixel=bandwidth / 10, ticks=100)
        assert found.mass.sum() / len(spots) == pytest.approx(1.0, abs=1e-6)
    if name == "chicago":
        assert graph.length.sum() == pytest.approx(31_150.21, abs=0.01)


def test_nothing_is_lost_in_yogyakarta_and_rows_in_another_order_change_nothing(shared_data):
    roads = read_roads(shared_data / "net_yogyakarta" / "jalan.geojson")
    edges = node_lines(np.asarray(roads.geometry.to_crs(epsg=32749).values, dtype=object))
    graph = Graph.of(edges)
    random = np.random.RandomState(1)
    xy = edges.xy[random.choice(len(edges.xy), 500)] + random.normal(0, 8, (500, 2))
    spots, rows = snap(edges, xy, 50.0)
    assert len(rows) == 500
    order = random.permutation(500)
    for kind in KEEPING:
        found = lixels(graph, spots, 300.0, kind, ticks=200)
        assert found.mass.sum() / 500 == pytest.approx(1.0, abs=1e-6)
        mixed = Spots.at(spots.edge[order], spots.along[order])
        assert lixels(graph, mixed, 300.0, kind, ticks=200).mass == pytest.approx(found.mass, abs=1e-12)


def test_distances_are_along_the_road_by_the_shortest_way():
    ((_, columns, away),) = distances(CROSS, THREE, THREE)
    assert columns.tolist() == [0, 1, 2]
    assert away.tolist() == [[0, 350, 700], [350, 0, 850], [700, 850, 0]]
    two_ways = Graph(np.array([0, 0]), np.array([1, 1]), np.array([100.0, 30.0]))
    ((_, _, away),) = distances(two_ways, Spots.at([0], [10.0]), Spots.at([0], [95.0]))
    assert away.tolist() == [[45.0]]


def test_network_k_is_that_of_spatstat():
    spots = Spots.at(THREE.edge, THREE.along)
    plain = network_k(CROSS, spots, [500, 750, 1000], is_corrected=False)
    assert plain == pytest.approx([1333.3333333, 2666.6666667, 4000.0], abs=1e-6)
    assert network_k(CROSS, spots, [500, 750, 1000]) == pytest.approx(
        [333.333333, 722.222222, 1166.666667], abs=1e-6
    )


def test_snapping_takes_the_nearest_road_and_leaves_out_who_has_none():
    import shapely

    lines = np.array(
        [shapely.LineString([(0, 0), (100, 0)]), shapely.LineString([(0, 30), (100, 30)])], dtype=object
    )
    edges = node_lines(lines)
    spots, rows = snap(edges, np.array([(40.0, 2.0), (500.0, 0.0), (60.0, 29.0)]), 50.0)
    assert rows.tolist() == [0, 2]
    placed = shapely.line_interpolate_point(edge_lines(edges)[spots.edge], spots.along)
    assert shapely.get_coordinates(placed).tolist() == [[40.0, 0.0], [60.0, 30.0]]
