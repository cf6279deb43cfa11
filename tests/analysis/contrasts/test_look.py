import datetime as dt

import numpy as np
import pandas as pd
import pytest

from generator.analysis.contrasts import moments
from generator.analysis.contrasts.look import Look, Sides, Subject, Verdicts
from generator.analysis.contrasts.telling import may_tell
from generator.analysis.insights import hours
from generator.analysis.measures.patterns import busiest_hours
from generator.records import Period, Place
from tests.analysis.towns import random_rows, table_of

PERIOD = Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
PLACE = Place("street", "Jalan A", 110.0, -7.0)


def look(kind="age", code="60+", sides=None, p=None, strength=0.1, **more):
    sides = sides or Sides(30, 60, 100, 900)
    subject = Subject(kind, kind, kind, code, 60, 960)
    return Look(subject, "severe", sides, sides.p_value() if p is None else p, strength, PERIOD, **more)


def test_everything_that_was_looked_at_counts():
    alone, crowd = Verdicts(), Verdicts()
    doubtful = look(p=0.01)
    alone.judge([doubtful])
    crowd.judge([doubtful, *(look(code=str(i), p=0.5) for i in range(40))])
    assert (alone.looks, crowd.looks) == (1, 41)
    assert [one.q_value for one in alone.said] == [pytest.approx(0.01)]
    assert crowd.said == []


def test_a_side_that_has_less_is_never_told_however_sure_it_is():
    verdicts = Verdicts()
    verdicts.judge([look(sides=Sides(5, 400, 300, 800))])
    assert verdicts.said == []


def test_the_strongest_of_a_kind_comes_first_whatever_the_order_of_the_looks():
    some = [look(code="a", strength=0.2), look(code="b", strength=0.4), look(kind="light", strength=0.9)]
    orders = []
    for order in (some, some[::-1]):
        verdicts = Verdicts()
        verdicts.judge(order)
        orders.append([one.subject.code for one in verdicts.of("age")])
    assert orders == [["b", "a"], ["b", "a"]]


class _District:
    minimum_per_place = 3


@pytest.mark.parametrize(
    ("ours", "of", "is_open"),
    [(5, 10, True), (4, 20, False), (16, 20, False), (20, 20, True), (15, 20, True)],
)
def test_what_is_told_about_persons_at_a_place_needs_five_of_them_and_five_others(ours, of, is_open):
    assert may_tell(_District(), look(sides=Sides(ours, of, 100, 900), place=PLACE)) is is_open
    assert may_tell(_District(), look(sides=Sides(ours, of, 100, 900)))


def test_a_rate_needs_the_minimum_on_both_sides():
    few, enough = Sides(2, 1.0, 90, 80.0, is_rate=True), Sides(9, 1.0, 90, 80.0, is_rate=True)
    assert not may_tell(_District(), look(sides=few, place=PLACE))
    assert may_tell(_District(), look(sides=enough, place=PLACE))


def test_a_night_belongs_to_the_evening_on_which_it_began():
    hour, weekday = np.array([22, 1, 3, 13]), np.array([4, 5, 6, 5])
    assert moments.night_of(hour, weekday).tolist() == [4, 4, 5, 5]
    assert moments.within(np.array([20, 21, 3, 4, -1]), moments.LATE).tolist() == [
        False,
        True,
        True,
        False,
        False,
    ]


def test_a_pair_needs_two_users_and_two_of_a_kind_count_as_one():
    rows = {**random_rows(4, 1), "xy": None}
    table = table_of(rows, user_motorcycle=[2, 1, 1, 1], user_car=[0, 1, 0, 1], user_truck=[0, 0, 0, 1])
    pairs, known = moments.pairs_of(moments.Recorded(pd.DataFrame(table)))
    assert known.tolist() == [True, True, False, True]
    assert {name: mask.tolist() for name, mask in pairs.items()} == {
        "car&motorcycle": [False, True, False, True],
        "car&truck": [False, False, False, True],
        "motorcycle&motorcycle": [True, False, False, False],
        "motorcycle&truck": [False, False, False, True],
    }


@pytest.mark.parametrize("evening", [0, 20, 40, 60])
def test_the_bound_of_the_busy_hours_is_never_below_the_simulated_chance(evening):
    counts = np.random.RandomState(1).multinomial(400, np.full(24, 1 / 24))
    counts[18:21] += evening // 3
    window = busiest_hours(counts)
    noise = 2.5 * np.sqrt(window.p_value / 2000) + 1 / 2000
    assert hours._chance(window) >= window.p_value - noise
    assert hours._chance(window) <= max(12 * window.p_value, 0.01)


def test_what_a_file_does_not_say_is_unknown_and_so_is_a_column_that_never_says_yes():
    rows = {**random_rows(3, 1), "xy": None}
    table = table_of(rows, hit_and_run=[True, None, False], user_bus=[0, 0, 0], user_car=[2, None, 0])
    recorded = moments.Recorded(pd.DataFrame(table))
    assert recorded.column("hit_and_run").tolist() == ["yes", "unknown", "no"]
    assert recorded.column("user_car").tolist() == ["yes", "unknown", "no"]
    assert recorded.column("user_bus").tolist() == ["unknown"] * 3
