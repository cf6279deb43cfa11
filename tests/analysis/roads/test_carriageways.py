"""Two carriageways of one road are one road: for names, for places, and where they cross another."""

import numpy as np
import pytest

from generator.analysis.roads.network import build_network
from tests.analysis.roads.grounds import at, ground_of

EAST, WEST = [(0, 0), (500, 0), (1000, 0)], [(1000, 24), (500, 24), (0, 24)]
NORTH, SOUTH = [(480, -300), (480, 0), (480, 24), (480, 300)], [(510, 300), (510, 24), (510, 0), (510, -300)]


def is_one_road(lines, **columns):
    network = build_network(ground_of(lines, **columns))
    first, second = (network.road[network.row == row] for row in (0, 1))
    return len(set(first) | set(second)) == 1, network


PAIRS = {
    "one name, opposite ways": ([EAST, WEST], {"names": "Jalan A", "one_way": 1}, True),
    "one name, one of them drawn against its traffic": (
        [EAST, WEST[::-1]], {"names": "Jalan A", "one_way": [1, -1]}, True,
    ),
    "one name, a frontage lane of the same way": ([EAST, WEST[::-1]], {"names": "Jalan A", "one_way": 1}, True),
    "one name in a file without directions": ([EAST, WEST], {"names": "Jalan A"}, True),
    "no name, opposite ways": ([EAST, WEST], {"one_way": 1}, True),
    "one of them without a name": ([EAST, WEST], {"names": ["Jalan A", ""], "one_way": 1}, True),
    "other names": ([EAST, WEST], {"names": ["Jalan A", "Jalan B"], "one_way": 1}, False),
    "no name, other classes": ([EAST, WEST], {"classes": ["arterial", "local"], "one_way": 1}, False),
    "no name, the same way": ([EAST, WEST[::-1]], {"one_way": 1}, False),
    "no name in a file without directions": ([EAST, WEST], {}, False),
    "one name, both two-way beside one-way roads": (
        [EAST, WEST, [(0, 500), (900, 500)]], {"names": "Jalan A", "one_way": [0, 0, 1]}, False,
    ),
    "one name, 41 m apart": ([EAST, [(1000, 41), (0, 41)]], {"names": "Jalan A", "one_way": 1}, False),
    "one name, one behind the other": (
        [[(0, 0), (480, 0)], [(520, 1), (1000, 1)]], {"names": "Jalan A", "one_way": 1}, False,
    ),
    "one name, across each other": (
        [[(0, 0), (200, 0)], [(220, -100), (220, 100)]], {"names": "Jalan A", "one_way": 1}, False,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", PAIRS)
def test_carriageways_are_told_from_neighbouring_roads(case):
    lines, columns, expected = PAIRS[case]
    found, network = is_one_road(lines, **columns)
    assert found is expected
    assert (network.twin >= 0).any() == expected


def test_every_lixel_knows_the_one_beside_it():
    _, network = is_one_road([EAST, WEST], names="Jalan A", one_way=1)
    assert (network.twin >= 0).all()
    assert (network.row[network.twin] != network.row).all()
    assert np.hypot(*(network.xy[network.twin] - network.xy).T) == pytest.approx(24, abs=1.0)


def test_the_carriageway_without_a_name_takes_that_of_the_other():
    _, network = is_one_road([EAST, WEST], names=["Jalan A", ""], one_way=1)
    assert set(network.name) == {"Jalan A"}


def junctions_of(lines, **columns):
    network = build_network(ground_of(lines, **columns))
    return len(network.junction_xy), [set(one) for one in network.junction_names], network


def test_where_two_dual_carriageways_cross_is_one_junction():
    names = ["Jalan A", "Jalan A", "Jalan B", "Jalan B"]
    crossing = [
        [(0, 0), (480, 0), (510, 0), (1000, 0)], [(1000, 24), (510, 24), (480, 24), (0, 24)], NORTH, SOUTH,
    ]  # fmt: skip
    count, met, network = junctions_of(crossing, names=names, one_way=1)
    assert (count, met) == (1, [{"Jalan A", "Jalan B"}])
    assert len(network.junctions.node_xy) == 4
    assert network.junction_xy[0] == pytest.approx(at((495, 12))[0], abs=0.5)


def test_slip_roads_belong_to_the_crossing():
    crossing = [
        [(0, 0), (450, 0), (480, 0), (510, 0), (1000, 0)], [(1000, 24), (540, 24), (510, 24), (480, 24), (0, 24)],
        [(480, -300), (480, -30), (480, 0), (480, 24), (480, 300)],
        [(510, 300), (510, 54), (510, 24), (510, 0), (510, -300)],
        [(450, 0), (480, -30)], [(510, 54), (540, 24)],
    ]  # fmt: skip
    names = ["Jalan A", "Jalan A", "Jalan B", "Jalan B", "", ""]
    count, _, network = junctions_of(crossing, names=names, one_way=1)
    assert len(network.junctions.node_xy) == 8
    assert count == 1


def test_a_street_across_a_dual_carriageway_is_one_junction_also_when_the_median_is_wide():
    wide = [(1000, 38), (500, 38), (0, 38)]
    across = [[(500, -300), (500, 0)], [(500, 0), (500, 38)], [(500, 38), (500, 300)]]
    names = ["Jalan A", "Jalan A", *["Jalan B"] * 3]
    count, met, _ = junctions_of([EAST, wide, *across], names=names, one_way=[1, 1, 0, 0, 0])
    assert (count, met) == (1, [{"Jalan A", "Jalan B"}])


def test_the_begin_of_a_median_and_a_gap_in_it_are_no_junctions():
    fork = [[(-300, 12), (0, 12)], [(0, 12), (60, 0), (1000, 0)], [(1000, 24), (60, 24), (0, 12)]]
    assert junctions_of(fork, names="Jalan A", one_way=[0, 1, 1])[0] == 0
    gap = [EAST, WEST, [(500, 0), (500, 24)]]
    assert junctions_of(gap, names=["Jalan A", "Jalan A", ""], one_way=[1, 1, 0])[0] == 0


def test_a_side_street_at_one_carriageway_is_a_junction():
    lines = [EAST, WEST, [(500, -200), (500, 0)]]
    count, met, _ = junctions_of(lines, names=["Jalan A", "Jalan A", "Gang 1"], one_way=[1, 1, 0])
    assert (count, met) == (1, [{"Jalan A", "Gang 1"}])
