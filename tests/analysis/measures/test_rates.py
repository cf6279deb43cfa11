import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.measures import rates

COUNTS = [0, 1, 0, 2, 5, 1, 0, 3, 0, 0, 1, 8, 2, 1, 0, 0, 4, 1, 0, 1]


def test_moments_and_estimates_are_those_of_r():
    k = rates.moments_dispersion(COUNTS)
    assert k == pytest.approx(1.27485380117, abs=1e-9)
    expected = [0.515060240964, 1.17168674699, 1.82831325301, 2.48493975904, 3.14156626506, 3.79819277108]
    expected += [5.76807228916]
    values = [rates.empirical_bayes(y, 1.5, k).value for y in (0, 1, 2, 3, 4, 5, 8)]
    assert values == pytest.approx(expected, abs=1e-9)


MASS_THETA = 0.865174427712


def test_estimates_with_the_dispersion_of_mass_are_those_of_mass():
    k = 1 / MASS_THETA
    assert rates.empirical_bayes(0, 1.5, k).weight == pytest.approx(0.365797303393, abs=1e-9)
    assert rates.empirical_bayes(0, 1.5, k).value == pytest.approx(0.54869595509, abs=1e-9)
    assert rates.empirical_bayes(8, 1.5, k).value == pytest.approx(5.62231752794, abs=1e-9)


def test_maximum_likelihood_dispersion_is_that_of_mass_after_one_more_step():
    # glm.nb ends its Newton iteration at a step of 1e-4, two billionths from the maximum; one more step is exact
    from scipy.special import digamma, polygamma

    y, t, mean = np.array(COUNTS, float), MASS_THETA, 1.5
    score = (digamma(y + t) - digamma(t) + np.log(t) + 1 - np.log(t + mean) - (y + t) / (mean + t)).sum()
    information = (
        polygamma(1, t) - polygamma(1, y + t) - 1 / t + 2 / (mean + t) - (y + t) / (mean + t) ** 2
    ).sum()
    found = 1 / rates.likelihood_dispersion(COUNTS)
    assert found == pytest.approx(MASS_THETA, abs=3e-9)
    assert found == pytest.approx(t + score / information, abs=1e-12)


def test_counts_that_scatter_like_poisson_counts_have_no_dispersion():
    assert rates.likelihood_dispersion([2, 2, 2, 2]) == 0.0
    assert rates.likelihood_dispersion([0, 0, 0]) == 0.0
    assert rates.likelihood_dispersion([1, 3, 2, 2], [1.0, 3.0, 2.0, 2.0]) == 0.0


def test_the_likelihood_is_largest_at_the_dispersion_that_is_found():
    from scipy.stats import nbinom

    expected = np.array([0.5, 1.0, 4.0, 2.0, 2.0, 0.5, 6.0, 1.0])
    counts = np.array([0, 4, 9, 0, 2, 2, 3, 0])
    found = rates.likelihood_dispersion(counts, expected)

    def fit(k):
        return nbinom.logpmf(counts, 1 / k, 1 / (1 + k * expected)).sum()

    assert fit(found) > max(fit(found * 1.001), fit(found / 1.001))


@pytest.mark.parametrize(
    ("years", "crashes", "weight", "estimate", "per_km_year", "error_per_year"),
    [(1, 12, 0.4598, 8.476, 4.71, 1.19 * 1.8), (3, 27, 0.2210, 23.908, 4.43, 1.44)],
)
def test_hauers_tutorial_comes_out(years, crashes, weight, estimate, per_km_year, error_per_year):
    length, phi = 1.8, 2.05
    per_km = 0.0224 * 4000**0.564
    assert per_km == pytest.approx(2.4089, abs=5e-5)
    found = rates.empirical_bayes(crashes, per_km * length * years, 1 / (phi * length))
    assert found.weight == pytest.approx(weight, abs=6e-5)
    assert found.value == pytest.approx(estimate, abs=5e-4)
    assert found.value / length / years == pytest.approx(per_km_year, abs=5e-3)
    assert found.variance**0.5 / years == pytest.approx(error_per_year, abs=1e-2)


def test_hauers_three_years_are_almost_eight_accidents_a_year():
    found = rates.empirical_bayes(27, 0.0224 * 4000**0.564 * 1.8 * 3, 1 / (2.05 * 1.8))
    assert found.value / 3 == pytest.approx(7.97, abs=5e-3)


def test_before_after_textbook_case_comes_out():
    miles, before, after = 4, 5630, 6240
    predicted = before * miles * 365e-6 * np.exp(-0.312)
    assert predicted == pytest.approx(6.01674, abs=5e-6)
    found = rates.empirical_bayes(14 + 19 + 23, 3 * predicted, 0.236 / miles)
    assert 3 * predicted == pytest.approx(18.05023, abs=5e-6)
    assert found.weight == pytest.approx(0.484270, abs=5e-7)
    assert found.value == pytest.approx(37.62206, abs=5e-6)
    assert found.value / 3 == pytest.approx(12.54069, abs=5e-6)
    assert found.value / 3 * after / before == pytest.approx(13.89945, abs=5e-6)


@given(st.integers(0, 80), st.floats(0.01, 40), st.floats(0.05, 8))
def test_the_posterior_is_the_gamma_distribution_of_scipy(count, expected, dispersion):
    from scipy.stats import gamma

    posterior = gamma(1 / dispersion + count, scale=1 / (1 / (dispersion * expected) + 1))
    low, high = rates.posterior_interval(count, expected, dispersion)
    assert (low, high) == pytest.approx(posterior.ppf([0.025, 0.975]), rel=1e-9, abs=1e-300)
    assert low <= rates.empirical_bayes(count, expected, dispersion).value
    chance = rates.chance_of_multiple(count, expected, dispersion)
    assert chance == pytest.approx(posterior.sf(2 * expected), rel=1e-9, abs=1e-12)


def test_without_dispersion_only_the_expectation_is_possible():
    assert rates.posterior_interval(9, 2.0, 0.0) == (2.0, 2.0)


def test_marshall_rates_are_those_of_spdep():
    n = [12, 3, 25, 7, 0, 9, 15, 2]
    population = np.array([41, 22, 63, 35, 9, 28, 40, 15]) * 1000
    expected = [2.89652286676e-4, 2.63453970858e-4, 3.27640304962e-4, 2.67380445682e-4]
    expected += [2.66981095866e-4, 2.95140901031e-4, 3.11370916186e-4, 2.70129062633e-4]
    assert rates.marshall(n, population) == pytest.approx(expected, rel=1e-9)


def test_an_area_without_population_has_no_rate_and_leaves_the_others_alone():
    n, population = [12, 3, 25, 7], [41_000.0, 22_000.0, 63_000.0, 35_000.0]
    found = rates.marshall([*n, 40, 6, 1], [*population, float("nan"), 0.0, -5.0])
    assert found[:4].tolist() == rates.marshall(n, population).tolist()
    assert np.isnan(found[4:]).all()
    assert np.isnan(rates.marshall([3, 4], [float("nan")] * 2)).all()
    assert rates.marshall([0, 0], [100.0, 200.0]).tolist() == [0.0, 0.0]


def test_the_accident_rate_per_traffic_comes_out():
    assert float(rates.accident_rate(24, 2, 15_000, 3.5)) == pytest.approx(62.6223092, abs=5e-8)


def test_the_textbook_critical_rate_comes_out():
    exposure = float(rates.traffic_exposure(5, 11_350, 2))
    assert exposure == pytest.approx(0.414275, abs=1e-9)
    average = 8 * 2 + 3 * 130 + 1 * 300
    assert float(rates.critical_rate(average, exposure)) == pytest.approx(788.1191, abs=5e-5)
    actual = (8 * 5 + 3 * 55 + 100) / exposure
    assert actual == pytest.approx(736.2259, abs=5e-5)
    assert actual / rates.critical_rate(average, exposure) == pytest.approx(0.93416, abs=5e-6)


def test_the_published_score_of_a_high_injury_network_comes_out():
    assert float(rates.injury_network_score(1, 1, 2)) == 7


def test_the_chance_of_a_doubled_rate_grows_with_the_count():
    chances = [rates.chance_of_multiple(y, 2.0, 0.5) for y in range(12)]
    assert chances == sorted(chances)
    assert chances[0] < 0.2
    assert chances[-1] > 0.8
