import numpy as np
import pytest

from generator.analysis.detector.dispersion import block_dispersion, log_mass


def test_hotspots_do_not_hide_themselves_in_the_dispersion():
    rng = np.random.default_rng(4)
    mean = rng.uniform(0.5, 3.0, 800)
    counts = rng.poisson(mean).astype(float)
    counts[:8] += 15
    assert block_dispersion(counts, mean) <= 0.1
    patchy = rng.poisson(mean * rng.gamma(1 / 0.5, 0.5, 800)).astype(float)
    assert 0.3 <= block_dispersion(patchy, mean) <= 1.0


def test_the_doubt_about_a_mean_is_no_dispersion_of_the_road():
    rng = np.random.default_rng(5)
    mean = rng.uniform(1.0, 4.0, 2000)
    counts = rng.poisson(mean * rng.gamma(1 / 0.2, 0.2, 2000)).astype(float)
    assert block_dispersion(counts, mean, 0.2) < block_dispersion(counts, mean) - 0.05


def test_few_blocks_say_nothing():
    assert block_dispersion(np.ones(5), np.ones(5)) == 0.3


@pytest.mark.parametrize("largest", [3, 60])
def test_the_likelihood_is_that_of_the_negative_binomial(largest):
    from scipy import special, stats

    rng = np.random.default_rng(6)
    counts, mean = rng.integers(0, largest + 1, 200).astype(float), rng.uniform(0.1, 9.0, 200)
    k = rng.uniform(0.05, 2.0, 200)
    exact = stats.nbinom.logpmf(counts, 1 / k, 1 / (1 + k * mean))
    factorial = special.gammaln(counts + 1)  # the term that depends on the count alone
    assert log_mass(counts, mean, k) - factorial == pytest.approx(exact, abs=1e-9)
