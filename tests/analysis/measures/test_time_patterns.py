import numpy as np
import pytest

from generator.analysis.measures import time_patterns

HOURS = [4, 2, 1, 1, 0, 2, 6, 9, 7, 5, 4, 6, 7, 6, 5, 8, 10, 14, 13, 9, 8, 7, 6, 5]


def week(seed=1, mean=3.0):
    """A week whose days and hours do not know of each other."""
    day = np.array([1.0, 0.9, 1.0, 1.0, 1.2, 1.4, 1.1])
    hour = 1 + np.sin(2 * np.pi * (np.arange(24) - 12) / 24) * 0.6
    return np.random.RandomState(seed).poisson(mean * np.outer(day, hour)).astype(float)


def test_hours_that_gather_have_the_printed_values():
    found = time_patterns.rayleigh(HOURS)
    assert found.mean_hour == pytest.approx(16.60534, abs=5e-6)
    assert (found.concentration, found.z) == pytest.approx((0.300002045, 13.05017793), abs=5e-9)
    assert 1e-6 < found.p_value < 5e-6
    assert time_patterns.uneven(HOURS) == pytest.approx((47.4965517, 0.00193949849), abs=5e-8)


def test_an_even_day_does_not_gather():
    assert time_patterns.rayleigh([5] * 24).p_value == pytest.approx(1, abs=1e-9)
    assert time_patterns.uneven([5] * 24) == (0.0, 1.0)
    assert time_patterns.uneven([0] * 24) == (0.0, 1.0)
    assert time_patterns.rayleigh([0] * 24).p_value == 1.0


def test_one_time_in_twenty_even_hours_seem_to_gather():
    random = np.random.RandomState(4)
    p = [time_patterns.rayleigh(random.multinomial(60, np.full(24, 1 / 24))).p_value for _ in range(1000)]
    assert 0.03 <= np.mean(np.array(p) < 0.05) <= 0.075


def test_the_margins_of_the_expected_grid_are_those_of_the_counts():
    grid = week()
    expected = time_patterns.expected_grid(grid)
    assert expected.sum(axis=0) == pytest.approx(grid.sum(axis=0))
    assert expected.sum(axis=1) == pytest.approx(grid.sum(axis=1))


def test_shrinkage_pulls_every_cell_towards_its_day_and_hour():
    grid = week(2)
    grid[5, 22] += 40
    expected, shrunken = time_patterns.expected_grid(grid), time_patterns.shrunken_grid(grid)
    between = (shrunken - expected) * (grid - shrunken)
    assert (between >= -1e-9).all()
    assert expected[5, 22] < shrunken[5, 22] < grid[5, 22]
    flat = np.outer(np.arange(1, 8), np.arange(1, 25)).astype(float)
    assert time_patterns.shrunken_grid(flat) == pytest.approx(flat)


def test_a_planted_night_is_found_also_over_the_end_of_the_week():
    grid = week(3)
    grid[6, 23] += 20
    grid[0, :2] += 20
    first = time_patterns.peaks_of_week(grid)[0]
    assert (first.weekday, first.start, first.end) == (6, 23, 2)
    assert first.p_value <= 0.002
    assert 1 < first.ratio < first.accidents / first.expected


def test_a_week_without_a_peak_of_its_own_is_silent_nineteen_times_of_twenty():
    loud = sum(bool(time_patterns.peaks_of_week(week(seed, 1.5))) for seed in range(50))
    assert loud <= 7
    assert time_patterns.peaks_of_week(np.zeros((7, 24))) == ()


def test_peaks_do_not_overlap_and_are_three_at_most():
    grid = week(5)
    for day in (0, 2, 4, 5):
        grid[day, 3:6] += 40
    found = time_patterns.peaks_of_week(grid)
    assert 1 <= len(found) <= 3
    assert len({(one.weekday, one.start) for one in found}) == len(found)
