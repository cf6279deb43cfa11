import numpy as np
import pytest

from generator.analysis.measures import rates

COUNTS = [0, 1, 0, 2, 5, 1, 0, 3, 0, 0, 1, 8, 2, 1, 0, 0, 4, 1, 0, 1]


def test_moments_and_estimates_are_those_of_r():
    k = rates.moments_dispersion(COUNTS)
    assert k == pytest.approx(1.27485380117, abs=1e-9)
    expected = [0.515060240964, 1.17168674699, 1.82831325301, 2.48493975904, 3.14156626506, 3.79819277108]
    expected += [5.76807228916]
    values = [rates.empirical_bayes(y, 1.5, k).value for y in (0, 1, 2, 3, 4, 5, 8)]
    assert values == pytest.approx(expected, abs=1e-9)


def test_estimate_with_the_maximum_likelihood_dispersion_is_that_of_mass():
    k = 1 / 0.865174427712
    assert rates.empirical_bayes(0, 1.5, k).weight == pytest.approx(0.365797303393, abs=1e-9)
    assert rates.empirical_bayes(0, 1.5, k).value == pytest.approx(0.54869595509, abs=1e-9)
    assert rates.empirical_bayes(8, 1.5, k).value == pytest.approx(5.62231752794, abs=1e-9)


@pytest.mark.parametrize(
    ("years", "crashes", "estimate", "per_km_year", "error"),
    [(1, 12, 8.476, 4.71, 1.19), (3, 27, 23.908, 4.43, None)],
)
def test_hauers_tutorial_comes_out(years, crashes, estimate, per_km_year, error):
    length, phi = 1.8, 2.05
    mean = 0.0224 * 4000**0.564 * length * years
    found = rates.empirical_bayes(crashes, mean, 1 / (phi * length))
    assert found.value == pytest.approx(estimate, abs=2e-3)
    assert found.value / length / years == pytest.approx(per_km_year, abs=5e-3)
    if error is not None:
        assert found.variance**0.5 / length == pytest.approx(error, abs=5e-3)


def test_before_after_textbook_case_comes_out():
    predicted, k, count = 18.05023, 0.236 / 4, 56
    found = rates.empirical_bayes(count, predicted, k)
    assert found.weight == pytest.approx(0.484270, abs=1e-6)
    assert found.value == pytest.approx(37.62206, abs=2e-5)


def test_marshall_rates_are_those_of_spdep():
    n = [12, 3, 25, 7, 0, 9, 15, 2]
    population = np.array([41, 22, 63, 35, 9, 28, 40, 15]) * 1000
    expected = [2.89652286676e-4, 2.63453970858e-4, 3.27640304962e-4, 2.67380445682e-4]
    expected += [2.66981095866e-4, 2.95140901031e-4, 3.11370916186e-4, 2.70129062633e-4]
    assert rates.marshall(n, population) == pytest.approx(expected, abs=1e-12)


def test_the_chance_of_a_doubled_rate_grows_with_the_count():
    chances = [rates.chance_of_multiple(y, 2.0, 0.5) for y in range(12)]
    assert chances == sorted(chances)
    assert chances[0] < 0.2
    assert chances[-1] > 0.8
