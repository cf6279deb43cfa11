import datetime as dt

import numpy as np
import pytest

from generator.analysis.measures import patterns
from generator.records import Period

HOURS = [4, 2, 1, 1, 0, 2, 6, 9, 7, 5, 4, 6, 7, 6, 5, 8, 10, 14, 13, 9, 8, 7, 6, 5]


def test_the_circular_mean_and_rayleighs_z_come_out():
    mean, concentration, z = patterns.circular_mean(HOURS)
    assert (mean, concentration, z) == pytest.approx((16.60534, 0.300002045, 13.05017793), abs=1e-5)


def test_a_planted_window_is_found_also_when_it_wraps_past_midnight():
    counts = np.full(24, 5)
    counts[[22, 23, 0, 1]] = 25
    found = patterns.busiest_hours(counts)
    assert (found.start, found.end, found.accidents) == (22, 2, 100)
    assert found.p_value < 0.001
    assert found.hours == 4


def test_an_even_day_has_no_busy_hours_in_nineteen_of_twenty_cases():
    rng = np.random.default_rng(3)
    p = [patterns.busiest_hours(rng.multinomial(200, np.full(24, 1 / 24)), 199).p_value for _ in range(100)]
    assert np.mean(np.array(p) <= 0.05) <= 0.12
    assert 0.3 < np.median(p) < 0.7


def test_a_day_without_accidents_has_no_pattern():
    assert patterns.busiest_hours(np.zeros(24)).p_value == 1.0


@pytest.mark.parametrize(
    ("counts", "direction"),
    [([10, 10, 10, 10, 10, 40, 40], "weekend"), ([30, 30, 30, 30, 30, 5, 5], "weekdays"), ([14] * 7, "even")],
)
def test_the_weekend_has_a_direction_only_beyond_chance(counts, direction):
    year = Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    assert patterns.weekend(counts, year).direction == direction


def test_days_of_the_week_are_counted_by_the_calendar():
    assert patterns.days_by_weekday(Period(dt.date(2026, 11, 16), dt.date(2026, 11, 29))).tolist() == [2] * 7
    assert (
        patterns.days_by_weekday(Period(dt.date(2026, 11, 21), dt.date(2026, 11, 22))).tolist()
        == [0] * 5 + [1] * 2
    )


def test_a_peak_day_is_named_only_beyond_chance():
    month = Period(dt.date(2026, 1, 5), dt.date(2026, 11, 15))
    assert patterns.peak_weekday([5, 5, 5, 5, 30, 5, 5], month) == 4
    assert patterns.peak_weekday([9, 8, 7, 8, 10, 9, 8], month) is None
    assert patterns.peak_weekday([0] * 7, month) is None
