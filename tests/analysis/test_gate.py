import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis import gate


@pytest.mark.parametrize(
    ("rule", "minimum"),
    [("district_week", 3), ("place", 3), ("heat_cell", 3), ("person_at_place", 5), ("hours_at_place", 10)],
)
def test_the_table_of_promise_four_holds(rule, minimum):
    assert not gate.may_tell(rule, minimum - 1)
    assert gate.may_tell(rule, minimum)
    assert gate.may_tell(rule, 0)


def test_a_campaign_can_raise_the_minimum_of_places_but_not_lower_it():
    assert not gate.may_tell("place", 4, minimum=5)
    assert not gate.may_tell("place", 2, minimum=1)


def test_places_speak_of_accidents_older_than_thirty_days():
    assert gate.last_day("place", dt.date(2026, 11, 23)) == dt.date(2026, 10, 24)


@given(st.lists(st.integers(0, 12), min_size=1, max_size=12), st.integers(3, 5))
def test_no_cell_under_the_minimum_is_told_and_none_can_be_found_by_subtraction(counts, minimum):
    shown = gate.visible(counts, "place", minimum)
    assert all(
        count == 0 or count >= minimum for count, is_shown in zip(counts, shown, strict=True) if is_shown
    )
    hidden = [count for count, is_shown in zip(counts, shown, strict=True) if not is_shown]
    left = sum(counts) - sum(count for count, is_shown in zip(counts, shown, strict=True) if is_shown)
    if hidden and any(shown):
        assert len(hidden) > 1
        assert left >= minimum


@given(st.lists(st.integers(3, 50), min_size=1, max_size=9))
def test_nothing_is_hidden_when_every_cell_is_large_enough(counts):
    assert all(gate.visible(counts))


def test_a_rounded_point_has_three_decimals_and_no_minus_zero():
    assert gate.round_point(107.50249, -0.0001) == (107.502, 0.0)
    assert str(gate.round_point(0.0, -0.0001)[1]) == "0.0"
