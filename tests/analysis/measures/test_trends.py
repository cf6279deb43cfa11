import datetime as dt

import numpy as np
import pytest

from generator.analysis.measures import trends
from generator.records import IsoWeek

LAST = IsoWeek(2026, 46)


def days_of(per_week):
    """One accident on each of the first n days of a week: {weeks back: n}."""
    return np.array(
        [
            LAST.plus(-back).monday + dt.timedelta(days=i % 7)
            for back, n in per_week.items()
            for i in range(n)
        ],
        dtype="datetime64[D]",
    )


def test_the_last_four_weeks_are_held_against_the_same_weeks_of_earlier_years():
    days = days_of({0: 5, 1: 5, 52: 3, 53: 3, 104: 3})
    found = trends.four_weeks(days, dt.date(2024, 1, 1), LAST)
    assert (found.last_four, found.last_week, found.compared_with) == (10, 5, "same_weeks")
    assert found.before_periods == 2
    assert len(found.weekly) == 13
    assert found.weekly[-1] == 5


def test_without_an_earlier_year_the_four_weeks_before_are_taken():
    days = days_of({0: 5, 4: 2, 5: 2})
    found = trends.four_weeks(days, LAST.plus(-10).monday, LAST)
    assert (found.compared_with, found.before_total, found.before_periods) == ("previous_weeks", 4, 1)
    assert trends.four_weeks(days, LAST.plus(-6).monday, LAST) is None


@pytest.mark.parametrize(
    ("now", "before", "direction"),
    [
        (10, 2, "up"),
        (2, 10, "down"),
        (13, 10, "stable"),
        (10, 13, "stable"),
        (50, 31, "up"),
        (50, 33, "stable"),
    ],
)
def test_up_and_down_are_said_only_when_the_exact_test_says_so(now, before, direction):
    days = days_of({0: now, 4: before})
    found = trends.four_weeks(days, LAST.plus(-12).monday, LAST)
    assert found.direction == direction


def test_week_53_is_held_against_week_52():
    last = IsoWeek(2026, 53)
    found = trends.four_weeks(np.array([], "datetime64[D]"), dt.date(2020, 1, 1), last)
    assert found.before_periods == 3
