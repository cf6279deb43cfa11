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


@pytest.mark.parametrize(
    ("series", "s", "variance", "z", "p", "slope"),
    [
        ("3 5 4 6 8 7 9 12 10 11 13 15", 58, 212.6666666667, 3.90863524355, 9.28189813368e-05, 1),
        ("4 4 3 5 4 2 3 3 4 1 2 2", -30, 196.6666666667, -2.06791469516, 0.0386480453, -0.2),
        ("0 0 1 0 2 0 0 1 3 1 2 4", 34, 191.3333333333, 2.38571532892, 0.0170459401, 0.25),
    ],
)
def test_mann_kendall_is_that_of_r(series, s, variance, z, p, slope):
    found = trends.mann_kendall([int(one) for one in series.split()])
    assert (found.s, found.variance) == pytest.approx((s, variance), abs=1e-9)
    assert found.z == pytest.approx(z, abs=1e-10)
    assert found.p_value == pytest.approx(p, abs=1e-10)
    assert found.slope == pytest.approx(slope)


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
