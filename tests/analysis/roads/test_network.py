import geopandas as gpd
import numpy as np
import pytest
import shapely

from generator.accidents.places.geography import Ground
from generator.analysis.roads.network import LIXEL_M, build_network
from generator.analysis.roads.noding import node_lines
from generator.analysis.roads.snapping import SNAP_M, Snapper
from tests.analysis.towns import CORNER, UTM, bare_ground, grid_ground


def lines(*pairs):
    return np.array([shapely.LineString(one) for one in pairs], dtype=object)


def ground_of(shapes, names=None, classes="local"):
    moved = [shapely.transform(one, lambda xy: xy + CORNER) for one in shapes]
    table = {"name": names or "", "road_class": classes, "aadt": np.nan}
    roads = gpd.GeoDataFrame(table, geometry=moved, crs=UTM, index=range(len(moved))).to_crs(4326)
    return Ground(roads=roads, areas=None, boundary=None, utm_epsg=UTM, credit="")


CASES = {
    "roads that share a vertex": (lines([(0, 0), (50, 0), (100, 0)], [(50, 0), (50, 80)]), 3, 4),
    "an end that touches a road between its vertices": (
        lines([(0, 0), (100, 0)], [(50, 0.4), (50, 80)]),
        3,
        4,
    ),
    "ends that miss each other by half a metre": (lines([(0, 0), (100, 0)], [(100.5, 0), (200, 0)]), 2, 3),
    "a file that was never noded": (lines([(0, 0), (100, 0)], [(50, -50), (50, 50)]), 4, 5),
    "a road given twice, once backwards": (lines([(0, 0), (100, 0)], [(100, 0), (0, 0)]), 1, 2),
    "a piece without length": (lines([(0, 0), (100, 0)], [(5, 5), (5, 5)]), 1, 2),
    "a loop": (lines([(0, 0), (100, 0), (100, 100), (0, 0)]), 1, 1),
}


@pytest.mark.parametrize("case", CASES)
def test_a_road_file_becomes_a_clean_graph(case):
    shapes, edges, nodes = CASES[case]
    found = node_lines(shapes)
    assert (found.count, len(found.node_xy)) == (edges, nodes)


def test_a_bridge_stays_uncut_in_a_noded_file():
    street = [[(x, 0), (x + 100, 0)] for x in range(0, 1000, 100)]
    side = [[(x, 0), (x, 100)] for x in range(0, 1000, 100)]
    bridge = [[(50, -200), (50, 200)]]
    found = node_lines(lines(*street, *side, *bridge))
    assert found.count == len(street) + len(side) + 1


def test_missing_and_empty_roads_are_skipped():
    shapes = np.array([None, shapely.LineString(), shapely.LineString([(0, 0), (9, 0)])], dtype=object)
    assert node_lines(shapes).row.tolist() == [2]
    assert node_lines(np.array([None], dtype=object)).count == 0


def test_lixels_cover_every_street_in_equal_pieces():
    network = build_network(grid_ground(blocks=4))
    assert network.length_m.sum() == pytest.approx(10 * 1200, rel=2e-3)
    assert network.length_m.min() > LIXEL_M / 2
    assert network.length_m.max() < LIXEL_M * 1.5
    assert network.street.max() + 1 == 7  # the four outer streets go on around the corners


def test_junctions_know_the_names_that_meet():
    network = build_network(grid_ground(blocks=2))
    assert len(network.junction_names) == 5  # the middle and the four middles of the sides
    assert ("Jalan Mendatar 2", "Jalan Tegak 2") in [tuple(sorted(one)) for one in network.junction_names]


def test_a_street_goes_straight_on_through_a_junction_and_keeps_its_name():
    cross = [shapely.LineString([(x, 0), (x + 100, 0)]) for x in (0, 100)]
    cross += [shapely.LineString([(100, y), (100, y + 100)]) for y in (-100, 0)]
    network = build_network(ground_of(cross, ["Jalan A", "Jalan A", "Jalan B", "Jalan B"]))
    assert network.street.max() + 1 == 2
    assert sorted({tuple(set(network.name[network.street == one])) for one in (0, 1)}) == [
        ("Jalan A",),
        ("Jalan B",),
    ]


def test_snapping_gives_the_distance_of_an_exact_search():
    ground = grid_ground(blocks=5)
    network = build_network(ground)
    rng = np.random.default_rng(2)
    points = rng.uniform(-60, 1560, (3000, 2)) + CORNER
    lixel, distance = Snapper.of(network).snap(points)
    roads = ground.roads.geometry.to_crs(UTM).values
    _, exact = shapely.STRtree(roads).query_nearest(
        shapely.points(points), return_distance=True, all_matches=False
    )
    is_near = exact <= SNAP_M
    assert ((lixel >= 0) == is_near).mean() > 0.999
    both = is_near & (lixel >= 0)
    assert distance[both] == pytest.approx(exact[both], abs=0.02)
    assert np.isinf(distance[lixel < 0]).all()
    assert np.hypot(*(network.xy[lixel[both]] - points[both]).T).max() < SNAP_M + LIXEL_M


def test_traffic_raises_the_exposure_of_a_road():
    shapes = [shapely.LineString([(0, y), (500, y)]) for y in (0, 100, 200)]
    ground = ground_of(shapes)
    ground.roads["aadt"] = [1000.0, 2000.0, 4000.0]
    network = build_network(ground)
    exposure = np.bincount(network.row, network.exposure)
    assert exposure / exposure[0] == pytest.approx([1, 2, 4])


def test_without_roads_there_is_no_network():
    assert build_network(bare_ground()) is None


@pytest.mark.parametrize("name", ["net_yogyakarta/jalan.geojson", "net_jakarta_roads/jakarta_roads.shp"])
def test_real_networks_become_lixels_without_losing_length(shared_data, name):
    from generator.accidents.places.road_file import read_roads

    roads = read_roads(shared_data / name)
    epsg = 32749 if "yogya" in name else 32748
    network = build_network(Ground(roads=roads, areas=None, boundary=None, utm_epsg=epsg, credit=""))
    given = roads.geometry.to_crs(epsg).length.sum()
    assert network.length_m.sum() == pytest.approx(given, rel=0.01)
    middles = shapely.points(network.xy[::50])
    tree = shapely.STRtree(roads.geometry.to_crs(epsg).values)
    assert tree.query_nearest(middles, return_distance=True, all_matches=False)[1].max() < 2.0
