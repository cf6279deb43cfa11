"""Hauer's formulas: published and textbook answers, and what an interval must do."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from generator.analysis.evaluation.before_after import (
    VERDICT_LEVEL,
    Amount,
    comparison_ratio,
    detectable,
    effect,
    expected_without,
    interval,
    odds_ratios,
    odds_variance,
    same_trend,
    shrunken,
)


def test_one_year_of_the_tutorial():
    """Hauer et al. 2002: 12 accidents on 1.8 km, SPF 0.0224 ADT^0.564, phi 2.05 per km: 4.71 +- 1.19 per km and year."""
    mean = 0.0224 * 4000**0.564 * 1.8
    value, variance, weight = shrunken(12, mean, 1 / (2.05 * 1.8))
    assert mean / 1.8 == pytest.approx(2.4089, abs=5e-5)
    assert weight == pytest.approx(0.4598, abs=5e-5)
    assert value == pytest.approx(8.476, abs=5e-4)
    assert value / 1.8 == pytest.approx(4.71, abs=5e-3)
    assert math.sqrt(variance) / 1.8 == pytest.approx(1.19, abs=5e-3)


def test_three_years_of_the_tutorial():
    """12, 7 and 8 accidents: 7.97 +- 1.44 a year, 4.43 per km and year."""
    mean = 3 * 0.0224 * 4000**0.564 * 1.8
    value, variance, weight = shrunken(12 + 7 + 8, mean, 1 / (2.05 * 1.8))
    assert weight == pytest.approx(0.2210, abs=5e-5)
    assert value == pytest.approx(23.908, abs=5e-4)
    assert value / 3 == pytest.approx(7.97, abs=5e-3)
    assert math.sqrt(variance) / 3 == pytest.approx(1.44, abs=5e-3)
    assert value / 3 / 1.8 == pytest.approx(4.43, abs=5e-3)


def test_the_textbook_road_without_treatment():
    """4 miles, 14 + 19 + 23 accidents, traffic 5,630 before and 6,240 after, k = 0.236 per mile."""
    per_year = [aadt * 4 * 365e-6 * math.exp(-0.312) for aadt in (5630, 6240)]
    value, variance, weight = shrunken(14 + 19 + 23, 3 * per_year[0], 0.236 / 4)
    assert 3 * per_year[0] == pytest.approx(18.05023, abs=5e-6)
    assert weight == pytest.approx(0.484270, abs=5e-7)
    assert value == pytest.approx(37.62206, abs=5e-6)
    ratio = Amount(per_year[1] / (3 * per_year[0]), 0.0)
    assert expected_without(Amount(float(value), float(variance)), ratio).value == pytest.approx(
        13.89945, abs=5e-6
    )


@pytest.mark.parametrize(
    ("count", "by_moments"),
    [(0, 0.515060240964), (1, 1.17168674699), (3, 2.48493975904), (8, 5.76807228916)],
)
def test_counts_of_twenty_places_by_moments(count, by_moments):
    assert shrunken(count, 1.5, 1.27485380117)[0] == pytest.approx(by_moments, abs=1e-9)


def test_theta_and_its_error_are_those_of_the_formula():
    expected = Amount(100.0, 150.0)
    made = effect(80, expected)
    relative = 150 / 100**2
    theta = 0.8 / (1 + relative)
    assert made.theta == pytest.approx(theta, abs=1e-12)
    plain = math.sqrt(theta**2 * (1 / 80 + relative) / (1 + relative) ** 2)
    assert made.error == pytest.approx(plain, abs=1e-12)


def test_the_variance_of_the_comparison_enters():
    ratio = comparison_ratio(897.0, 870, 0.0055)
    assert ratio.value == pytest.approx(870 / 897 / (1 + 1 / 897), abs=1e-12)
    assert ratio.variance / ratio.value**2 == pytest.approx(1 / 897 + 1 / 870 + 0.0055, abs=1e-12)
    whole = expected_without(Amount(173.0, 173.0), ratio)
    assert whole.relative_variance == pytest.approx(1 / 173 + 1 / 897 + 1 / 870 + 0.0055, abs=1e-12)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 300), st.floats(2, 400), st.floats(1e-4, 0.2))
def test_the_interval_leaves_two_and_a_half_percent_on_each_side(after, value, relative):
    expected = Amount(value, relative * value**2)
    low, high = interval(after, expected)

    def chances(theta):
        shape = 1 / relative
        return stats.nbinom(shape, shape / (shape + theta * value))

    assert low < high
    assert chances(high).cdf(after) == pytest.approx(0.025, abs=1e-6)
    if after:
        assert chances(low).sf(after - 1) == pytest.approx(0.025, abs=1e-6)


def test_a_known_expectation_gives_the_exact_poisson_interval():
    low, high = interval(10, Amount(10.0, 0.0))
    assert (low * 10, high * 10) == pytest.approx((4.795389, 18.390356), abs=1e-6)


@pytest.mark.parametrize("value", [15.0, 40.0, 200.0])
def test_the_detectable_reduction_has_a_verdict_eight_times_of_ten(value):
    expected = Amount(value, 0.01 * value**2)
    share = detectable(expected)
    theta, shape = 1 - share, 100.0
    counts = np.arange(0, int(3 * value))
    found = [interval(int(n), expected, VERDICT_LEVEL)[1] < 1 for n in counts]
    chance = stats.nbinom(shape, shape / (shape + theta * value)).pmf(counts)
    assert chance[found].sum() == pytest.approx(0.8, abs=1e-6)


def test_three_expected_accidents_can_never_have_a_verdict():
    assert detectable(Amount(3.0, 0.5)) == 1.0


def test_no_accident_after_still_has_an_interval():
    made = effect(0, Amount(20.0, 30.0))
    assert made.theta == made.low == 0.0
    assert 0 < made.high < 1
    assert made.error > 0


def test_sample_odds_ratios_are_hauers():
    """(K_t N_t+1) / (K_t+1 N_t) / (1 + 1/K_t+1 + 1/N_t) of treated K and comparison N."""
    one = odds_ratios([30, 28], [897, 870])
    assert one[0] == pytest.approx(30 * 870 / (28 * 897) / (1 + 1 / 28 + 1 / 897), abs=1e-12)


def test_groups_that_drift_apart_are_seen_and_parallel_ones_are_not():
    assert same_trend([100, 100, 100], [1000, 900, 1100]) > 0.3
    assert same_trend([100, 160, 60], [1000, 1000, 1000]) < 1e-6
    assert odds_variance([100, 100, 100, 100], [1000, 1000, 1000, 1000]) == 0.0
    assert odds_variance([100, 200, 80, 190, 90], [1000, 1000, 1000, 1000, 1000]) > 0.2
    assert odds_variance([100, 200, 80], [1000, 1000, 1000]) == 0.0  # two ratios cannot tell
