import dataclasses
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analysis import gate
from generator.analysis.detector.hotspots import publishable
from generator.codes import Pillar
from generator.records import Figure, Insight, Period, Place
from tests.pages.survey_maker import make_hotspot


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


PERIOD = Period(dt.date(2024, 10, 1), dt.date(2026, 9, 30))
PLACE = Place("street", "Jalan Pasar", 107.5, -7.0)


def finding(figures, place=None, codes=None, **series):
    """A finding with figures {name: (value, unit)}."""
    made = {name: Figure(value, unit, f"evidence:x.{name}") for name, (value, unit) in figures.items()}
    return Insight("x", "x", Pillar.EDUCATION, PERIOD, place, made, codes=codes or {}, series=series)


@pytest.mark.parametrize("unit", gate.COUNTED)
@pytest.mark.parametrize("place", [None, PLACE])
def test_a_count_of_one_or_two_leaves_no_figure_and_no_evidence(unit, place):
    told = gate.passed(finding({"a": (2, unit), "b": (3, unit), "p_value": (0.02, "probability")}, place))
    assert set(told.figures) == {"b", "p_value"}
    assert told.codes["a_note"] == "few"
    assert told.evidence == ("x.b", "x.p_value")


@pytest.mark.parametrize(("part", "is_told"), [(10, True), (9, False), (8, False), (7, True)])
def test_a_part_is_not_told_beside_its_whole_when_the_rest_is_one_or_two(part, is_told):
    figures = {"accidents": (10, "accidents"), "window_accidents": (part, "accidents")}
    assert ("window_accidents" in gate.passed(finding(figures, PLACE)).figures) is is_told


def test_a_kind_of_person_at_a_place_is_told_from_five():
    for count, is_told in ((4, False), (5, True)):
        made = finding({"count": (count, "accidents")}, PLACE, {"code": "pedestrian"})
        assert (gate.passed(made) is not None) is is_told
        assert gate.passed(finding({"count": (count, "accidents")}, None, {"code": "pedestrian"})) is not None


def test_a_rest_of_one_or_two_takes_the_smallest_label_along():
    made = finding(
        {"n": (40, "accidents")},
        None,
        {"labels": "a,b,c", "code": "c"},
        counts=(20.0, 12.0, 6.0),
        rates=(1.0, 2.0, 3.0),
    )
    told = gate.passed(made)
    assert told.codes["labels"] == "a,c"
    assert told.series == {"counts": (20.0, 6.0), "rates": (1.0, 3.0)}
    whole = gate.passed(dataclasses.replace(made, figures={"n": Figure(38, "accidents", "evidence:x.n")}))
    assert whole.codes["labels"] == "a,b,c"


def test_seven_weekdays_with_a_small_one_are_withheld_and_an_unknown_series_is_banded():
    assert gate.passed(finding({}, weekdays=(9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 2.0))) is None
    assert gate.passed(finding({}, months=(9.0, 2.0, 1.0, 7.0))).series["months"] == (9.0, 1.5, 1.5, 7.0)
    assert "months" not in gate.passed(finding({}, months=(90.0, 2.0, 80.0, 70.0))).series
    assert gate.passed(finding({}, model=(0.4, 1.7))).series["model"] == (0.4, 1.7)


@given(st.lists(st.integers(0, 9), min_size=168, max_size=168))
@settings(max_examples=15, deadline=None)
def test_hours_and_weekdays_never_leave_as_single_accidents(grid):
    made = finding(
        {"window_start": (17, "hour"), "window_end": (21, "hour")},
        hours=tuple(float(sum(grid[hour::24])) for hour in range(24)),
        week_hours=tuple(map(float, grid)),
    )
    passed = gate.passed(made)
    if passed is None:
        return  # the hours themselves would have told
    told = passed.series["week_hours"]
    assert len(told) == 168
    small = {shade for shade, count in zip(told, grid, strict=True) if 0 < count < 3}
    assert small <= {0.0}


def test_the_record_of_a_place_tells_all_persons_by_degree_or_none():
    spot = make_hotspot(1, "Jalan A")
    told = publishable(dataclasses.replace(spot, killed=3, ean={"12:3:3:1": 3 * 12 + 3 * 15 + 4}))
    assert (told.killed, told.seriously_injured, told.slightly_injured) == (3, 4, 11)
    assert told.ean
    damage = publishable(dataclasses.replace(spot, killed=3, ean={"12:3:3:1": 3 * 12 + 3 * 15 + 2}))
    assert damage.ean == {}  # two accidents with damage only could be had by subtraction
    assert damage.killed == 3
    hidden = publishable(dataclasses.replace(spot, killed=2))
    assert (hidden.killed, hidden.seriously_injured, hidden.slightly_injured, hidden.ean) == (
        None,
        None,
        None,
        {},
    )
