"""A road file becomes a graph that no one would draw otherwise, whatever the file did to its lines."""

import itertools

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.ops import substring

from generator.accidents.places.road_file import read_roads
from generator.analysis.roads.lines import TOUCH_M, Heights
from generator.analysis.roads.noding import node_lines

STREET = [(0, 0), (100, 0), (200, 0), (300, 0)]
SIDE = [(100, 0), (100, 80)]


def shapes(*lines):
    return np.array([shapely.LineString(one) for one in lines], dtype=object)


def heights(*level, toll=()):
    return Heights(np.array(level), np.isin(np.arange(len(level)), toll), is_known=True)


def summary(edges):
    """Length in metres, arms of the junctions, number of separate parts: what a reader of the map would see."""
    arms = np.bincount(np.concatenate([edges.tail, edges.head]), minlength=len(edges.node_xy))
    return round(float(edges.length_m.sum()), 1), sorted(arms[arms != 2].tolist())


def as_lines(edges):
    return shapely.linestrings(edges.xy, indices=np.repeat(np.arange(edges.count), np.diff(edges.first)))


WRITTEN_OTHERWISE = {
    "drawn the other way": [STREET[::-1], SIDE[::-1]],
    "in another order": [SIDE, STREET],
    "given twice": [STREET, SIDE, STREET, SIDE[::-1]],
    "cut into pieces": [STREET[:2], STREET[1:3], STREET[2:], SIDE],
    "partly given twice": [STREET, SIDE, [(50, 0), (100, 0), (170, 0)]],
    "partly given twice, backwards and without the junction": [STREET, SIDE, [(270, 0), (20, 0)]],
    "given again with five decimals": [STREET, SIDE, [(0.3, 0.4), (99.8, -0.5), (200, 0.6), (300.4, 0.2)]],
    "with a point given three times": [[(0, 0), (100, 0), (100, 0), (100, 0), (300, 0)], SIDE],
    "with an end that misses by 0.8 m": [STREET, [(100, 0.8), (100, 80)]],
    "with an end that misses a bend by 0.7 m": [STREET, [(100.5, -0.5), (100, 80)]],
    "with an end that runs 0.6 m too far": [STREET, [(100, -0.6), (100, 80)]],
    "with an end that touches between two vertices": [[(0, 0), (300, 0)], SIDE],
    "with pieces that miss each other by 0.9 m": [[(0, 0), (100, 0)], [(100.9, 0), (300, 0)], SIDE],
    "with a spike that runs back on itself": [[(0, 0), (200, 0), (130, 0), (300, 0)], SIDE],
    "with an end that runs back on itself": [[(0, 0), (300, 0), (150, 0)], [(100, 0), (100, 80), (100, 20)]],
    "with a piece of 0.3 m between": [STREET[:2], [(100, 0), (100.3, 0)], [(100.3, 0), (300, 0)], SIDE],
}


@pytest.mark.parametrize("case", WRITTEN_OTHERWISE)
def test_the_same_roads_are_the_same_graph_however_they_are_written(case):
    length, arms = summary(node_lines(shapes(*WRITTEN_OTHERWISE[case])))
    assert arms == [1, 1, 1, 3]
    assert length == pytest.approx(380, abs=1.5)


def test_mixed_multi_part_high_and_empty_shapes_give_their_lines():
    mixed = np.array(
        [
            shapely.GeometryCollection(
                [
                    shapely.Point(5, 5),
                    shapely.MultiLineString([STREET[:2], STREET[1:]]),
                    shapely.GeometryCollection([shapely.LineString(SIDE), shapely.box(0, 0, 9, 9)]),
                ]
            ),
            None,
            shapely.LineString(),
            shapely.Point(1, 1),
            shapely.LineString([(7, 7, 1), (7, 7, 2)]),
            shapely.LinearRing([(500, 0, 3), (600, 0, 4), (600, 90, 5)]),
        ],
        dtype=object,
    )
    edges = node_lines(mixed)
    assert summary(edges)[1] == [1, 1, 1, 3]
    assert set(edges.row.tolist()) == {0, 5}
    assert edges.length_m.sum() == pytest.approx(380 + 190 + np.hypot(100, 90))


def test_coordinates_that_are_no_numbers_are_left_out():
    with np.errstate(invalid="ignore"):
        broken = shapely.LineString([(0, 0), (50, np.nan), (100, 0)])
    assert node_lines(np.array([broken], dtype=object)).length_m.tolist() == [100.0]


def test_both_halves_of_a_roundabout_stay():
    angle = np.linspace(0, 2 * np.pi, 33)
    ring = np.column_stack([20 * np.cos(angle), 20 * np.sin(angle)])
    edges = node_lines(shapes(ring, [(20, 0), (90, 0)], [(-20, 0), (-90, 0)]))
    assert edges.count == 4
    assert edges.length_m.sum() == pytest.approx(140 + shapely.LineString(ring).length)


def test_lines_that_cross_themselves_get_a_node_there():
    eight = [(0, 0), (100, 100), (100, 0), (0, 100)]
    assert summary(node_lines(shapes(eight)))[1] == [1, 1, 4]
    nine = [(0, 0), (100, 0), (100, 60), (40, 60), (40, 0.5)]  # its end touches its own begin
    assert summary(node_lines(shapes(nine)))[1] == [1, 3]


CROSS = ([(0, 0), (100, 0)], [(50, -50), (50, 50)])


@pytest.mark.parametrize(
    ("levels", "toll", "arms"),
    [
        ((0, 0), (), [1, 1, 1, 1, 4]),
        ((0, 1), (), [1, 1, 1, 1]),
        ((-1, 0), (), [1, 1, 1, 1]),
        ((1, 1), (), [1, 1, 1, 1, 4]),
        ((0, 0), (1,), [1, 1, 1, 1]),
        ((0, 0), (0, 1), [1, 1, 1, 1, 4]),
    ],
)
def test_roads_cross_at_one_level_only(levels, toll, arms):
    assert summary(node_lines(shapes(*CROSS), heights(*levels, toll=toll)))[1] == arms


def test_a_bridge_is_joined_where_it_ends_and_not_where_it_passes():
    ground = [(0, 0), (50, 0), (100, 0)]
    bridge, ramps = [(50, -30), (50, 0), (50, 30)], ([(50, -90), (50, -30)], [(50, 30), (50, 90)])
    edges = node_lines(shapes(ground, bridge, *ramps), heights(0, 1, 0, 0))
    assert summary(edges)[1] == [1, 1, 1, 1]  # a vertex in common with the road below is no junction
    landing = node_lines(shapes(ground, [(50, 0), (50, 30)], ramps[1]), heights(0, 1, 0))
    assert summary(landing)[1] == [1, 1, 1, 3]
    split = node_lines(shapes(ground[:2], ground[1:], [(50.4, -30), (50.4, 30)]), heights(0, 0, 1))
    assert summary(split)[1] == [1, 1, 1, 1]  # the road below begins anew just under the bridge


def test_a_ramp_that_misses_the_road_at_its_foot_is_joined():
    edges = node_lines(shapes([(0, 0), (100, 0)], [(50, 0.7), (50, 90)]), heights(0, 1))
    assert summary(edges)[1] == [1, 1, 1, 3]


def test_in_a_noded_file_without_levels_crossings_without_a_vertex_are_bridges():
    street = [[(x, 0), (x + 100, 0)] for x in range(0, 1000, 100)]
    side = [[(x, 0), (x, 100)] for x in range(0, 1000, 100)]
    plain, bridged = (node_lines(shapes(*street, *side, *more)) for more in ([], [[(50, -200), (50, 200)]]))
    assert bridged.count == plain.count + 1


POINT = st.tuples(st.integers(0, 400), st.integers(0, 400))
LINE = st.lists(POINT, min_size=2, max_size=5, unique=True)


def far_from_trouble(lines):
    """Vertices keep 3 m from other lines and from each other, so that no tolerance is at work."""
    vertices = shapely.points(
        np.unique(np.concatenate([shapely.get_coordinates(one) for one in lines]), axis=0)
    )
    segments = np.concatenate(
        [
            shapely.linestrings(list(itertools.pairwise(c)))
            for c in map(list, (shapely.get_coordinates(one) for one in lines))
        ]
    )
    crossings = shapely.get_parts(shapely.intersection(*np.meshgrid(segments, segments)).ravel())
    points = np.unique(np.round(shapely.get_coordinates(np.concatenate([vertices, crossings])), 6), axis=0)
    points = shapely.points(points)
    between = shapely.distance(points[:, None], points[None, :])
    to_lines = shapely.distance(vertices[:, None], segments[None, :])
    return between[between > 0].min(initial=9) > 3 and to_lines[to_lines > 1e-6].min(initial=9) > 3


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(LINE, min_size=1, max_size=5))
def test_a_file_without_nodes_gets_those_of_an_exact_overlay(drawn):
    lines = shapes(*drawn)
    if not far_from_trouble(lines):
        return
    edges = node_lines(lines, Heights(np.zeros(len(lines), int), np.zeros(len(lines), bool), is_known=True))
    overlay = shapely.get_parts(shapely.node(shapely.multilinestrings(lines)))
    ends = shapely.get_coordinates(shapely.get_point(np.repeat(overlay, 2), np.tile([0, -1], len(overlay))))
    _, arms = np.unique(np.round(ends, 4), axis=0, return_counts=True)
    assert edges.length_m.sum() == pytest.approx(shapely.length(overlay).sum(), abs=1e-6)
    assert summary(edges)[1] == sorted(arms[arms != 2].tolist())


TENS = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda xy: (10 * xy[0], 10 * xy[1]))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.lists(TENS, min_size=2, max_size=5, unique=True), min_size=1, max_size=5))
def test_no_road_is_lost_or_invented_whatever_is_drawn(drawn):
    lines = shapes(*drawn)
    edges = node_lines(lines)
    made, wanted = shapely.union_all(as_lines(edges)), shapely.union_all(lines)
    assert shapely.hausdorff_distance(made, wanted, densify=0.2) <= 2 * TOUCH_M
    again = node_lines(shapes(*drawn, *(one[::-1] for one in drawn)))
    assert shapely.hausdorff_distance(shapely.union_all(as_lines(again)), wanted, densify=0.2) <= 2 * TOUCH_M
    assert again.length_m.sum() <= edges.length_m.sum() + 0.01


def part(line, start, stop):
    return substring(line, start, stop, normalized=True)


def copies_of(lines):
    """A real network as other files would write it, with what it may differ in."""
    chance = np.random.RandomState(1)
    share = chance.rand(len(lines))
    moved = shapely.transform(lines, lambda xy: xy + chance.uniform(-0.25, 0.25, xy.shape))
    halves = [[part(one, 0, at), part(one, at, 1)] for one, at in zip(lines, share, strict=True)]
    some = [part(one, *np.sort(chance.rand(2))) for one in lines]
    groups = [shapely.MultiLineString(list(one)) for one in np.array_split(lines, 200)]
    return {
        "reversed": shapely.reverse(lines),
        "in another order": lines[chance.permutation(len(lines))],
        "twice": np.concatenate([lines, shapely.reverse(lines)]),
        "partly twice": np.concatenate([lines, some]),
        "cut anywhere": np.concatenate(halves),
        "with a vertex every 7 m": shapely.segmentize(lines, 7.0),
        "as multi-part lines": np.array(groups, dtype=object),
        "again, each vertex moved by up to 0.35 m": np.concatenate([lines, moved]),
        "with ends 0.4 m short": np.array(
            [part(one, 0.4 / one.length, 1 - 0.4 / one.length) for one in lines]
        ),
    }


def test_a_real_network_is_the_same_however_its_file_is_written(shared_data):
    roads = read_roads(shared_data / "net_yogyakarta" / "jalan.geojson")
    lines = np.asarray(roads.geometry.to_crs(32749).values, dtype=object)
    length, arms = summary(node_lines(lines))
    for name, copy in copies_of(lines).items():
        found_length, found_arms = summary(node_lines(copy))
        assert found_length == pytest.approx(length, rel=2e-3), name
        assert len(found_arms) == pytest.approx(len(arms), rel=8e-3), name
        assert sum(np.array(found_arms) >= 3) == pytest.approx(sum(np.array(arms) >= 3), rel=8e-3), name


def test_the_streets_of_chicago_keep_the_nodes_pieces_and_length_that_spatstat_prints(shared_data):
    lines = gpd.read_file(shared_data / "oracle_spatstat" / "chicago_network.gpkg").geometry
    edges = node_lines(np.asarray(lines, dtype=object))
    assert (len(edges.node_xy), edges.count) == (338, 503)
    assert edges.length_m.sum() == pytest.approx(31_150.21, abs=0.01)
