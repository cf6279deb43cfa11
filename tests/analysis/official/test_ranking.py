import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.official.ranking import ean_of_each_set, rank_each, ranks_of
from generator.analysis.official.weight_sets import WEIGHT_SETS, weights_named
from generator.errors import SettingsError

PEOPLE = [(1, 2, 5), (0, 0, 1), (3, 4, 12), (0, 1, 2), (2, 1, 6), (0, 0, 0), (1, 0, 3), (0, 2, 4)]
DAMAGE = [4, 1, 10, 3, 5, 1, 2, 4]


@given(st.lists(st.integers(0, 9), min_size=1, max_size=30))
def test_a_rank_counts_what_is_larger(values):
    assert ranks_of(values).tolist() == [1 + sum(other > one for other in values) for one in values]


def test_a_row_is_robust_when_no_set_ranks_it_below_the_top():
    ranks = rank_each(ean_of_each_set(PEOPLE, DAMAGE), 2)
    assert [one.is_robust for one in ranks] == [False, False, True, False, True, False, False, False]
    for one in ranks:
        assert (one.best, one.worst) == (min(one.by_set.values()), max(one.by_set.values()))
    assert ranks[2].by_set == dict.fromkeys((one.name for one in WEIGHT_SETS), 1)


def test_the_weights_alone_can_change_the_order():
    ean = ean_of_each_set([(1, 0, 0), (0, 0, 5)], [0, 0])
    assert [one.by_set["12:3:3:1"] for one in rank_each(ean, 1)] == [2, 1]
    assert [one.by_set["125.7:5.25:1"] for one in rank_each(ean, 1)] == [1, 2]
    assert not any(one.is_robust for one in rank_each(ean, 1))


def test_accidents_with_damage_only_count_nothing_where_the_source_has_no_weight_for_them():
    costs = weights_named("125.7:5.25:1")
    assert not costs.counts_damage
    assert ean_of_each_set([(0, 0, 0)], [9])[costs.name].tolist() == [0.0]


def test_every_set_is_named_after_its_weights_and_has_a_source():
    for one in WEIGHT_SETS:
        numbers = [one.killed, one.serious, one.slight, *([one.damage] if one.counts_damage else [])]
        assert one.name == ":".join(f"{number:g}" for number in numbers)
        assert one.source


def test_the_default_set_comes_for_no_name_and_an_unknown_name_is_answered_with_the_known_ones():
    assert weights_named("").name == "12:3:3:1"
    with pytest.raises(SettingsError, match=r"10:4\.25:2\.33:1"):
        weights_named("1:2:3")
