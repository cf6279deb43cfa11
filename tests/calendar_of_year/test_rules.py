"""A rule names the days of an entry in every year."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.calendar_of_year.rules import WEEKDAYS, Rule


@pytest.mark.parametrize(
    ("rule", "year", "start", "end"),
    [
        (Rule(month=9, day=22), 2031, "2031-09-22", "2031-09-22"),
        (Rule(month=12, day=20, days=14), 2026, "2026-12-20", "2027-01-02"),
        (Rule(month=11, weekday="sun", nth=3), 2026, "2026-11-15", "2026-11-15"),
        (Rule(month=11, weekday="sun", nth=3), 2027, "2027-11-21", "2027-11-21"),
        (Rule(month=7, weekday="mon", nth=2, days=14), 2025, "2025-07-14", "2025-07-27"),
    ],
)
def test_days_of_a_year(rule, year, start, end):
    (found,) = rule.in_year(year)
    assert (found.start.isoformat(), found.end.isoformat()) == (start, end)


def test_an_entry_of_odd_years_has_its_turn():
    rule = Rule(month=5, weekday="mon", nth=2, every=2, first=2027)
    assert [year for year in range(2020, 2036) if list(rule.in_year(year))] == [2027, 2029, 2031, 2033, 2035]


def test_days_around_a_feast_may_begin_on_a_weekday():
    feast = dt.date(2026, 3, 21)
    assert Rule(feast="X", shift=-8, days=13).around(feast).start == dt.date(2026, 3, 13)
    monday = Rule(feast="X", shift=-44, weekday="mon", days=14).around(feast)
    assert (monday.start, monday.end) == (dt.date(2026, 2, 2), dt.date(2026, 2, 15))


@given(
    st.integers(1990, 2090),
    st.integers(1, 12),
    st.sampled_from(WEEKDAYS),
    st.integers(1, 4),
    st.integers(1, 40),
)
def test_the_nth_weekday_is_one_and_lies_in_its_week_of_the_month(year, month, weekday, nth, days):
    (found,) = Rule(month=month, weekday=weekday, nth=nth, days=days).in_year(year)
    assert WEEKDAYS[found.start.weekday()] == weekday
    assert (found.start.year, found.start.month, (found.start.day - 1) // 7 + 1) == (year, month, nth)
    assert found.days == days


@pytest.mark.parametrize(
    "wrong",
    [
        {"month": 2, "day": 30},
        {"month": 2, "day": 29},
        {"month": 13, "day": 1},
        {"month": 11, "weekday": "sunday", "nth": 3},
        {"month": 11, "weekday": "sun", "nth": 5},
        {"month": 11, "nth": 3},
        {"month": 9, "day": 22, "days": 0},
        {},
    ],
)
def test_a_rule_without_a_day_is_refused(wrong):
    with pytest.raises(ValueError):  # noqa: PT011 - the reader turns whatever it says into a sentence
        Rule(**wrong)
