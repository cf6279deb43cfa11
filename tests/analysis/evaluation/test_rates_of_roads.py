"""How different roads are: known answers for the gamma, and what the free form does better."""

import numpy as np
import pytest

from generator.analysis.evaluation.before_after import shrunken
from generator.analysis.evaluation.rates_of_roads import (
    FOLDS,
    Rates,
    Roads,
    class_expectation,
    dispersion,
    highest_multiple,
)

TWENTY = np.array([0, 1, 0, 2, 5, 1, 0, 3, 0, 0, 1, 8, 2, 1, 0, 0, 4, 1, 0, 1], float)


def roads_of(counts, typical):
    return Roads(np.asarray(counts, float), np.asarray(typical, float), np.arange(len(counts)) % FOLDS)


def test_dispersion_by_maximum_likelihood_is_that_of_glm_nb():
    k = dispersion(TWENTY, np.full(20, 1.5))
    assert 1 / k == pytest.approx(0.865174427712, abs=1e-7)
    assert shrunken(0, 1.5, k)[0] == pytest.approx(0.54869595509, abs=1e-7)
    assert shrunken(8, 1.5, k)[0] == pytest.approx(5.62231752794, abs=1e-7)


def test_every_class_is_expected_to_have_what_it_has():
    expected = class_expectation(np.array([1.0, 3, 0, 8]), np.array([1.0, 1, 2, 2]), np.array([0, 0, 1, 1]))
    assert expected == pytest.approx([2, 2, 4, 4])


def test_roads_that_are_all_alike_are_pulled_to_their_class():
    counts = np.random.RandomState(3).poisson(4.0, 500).astype(float)
    value, variance, _ = Rates.of(roads_of(counts, np.full(500, 4.0))).long_run(counts, np.full(500, 4.0))
    assert np.abs(value - 4.0).max() < 1.0
    assert variance.max() < 1.0


def test_real_hotspots_keep_their_accidents_where_a_gamma_would_take_them_away():
    chance = np.random.RandomState(5)
    rate = np.full(2000, 0.6)
    rate[:10] = 12.0
    counts = chance.poisson(rate).astype(float)
    typical = np.full(2000, counts.mean())
    value = Rates.of(roads_of(counts, typical)).long_run(counts, typical)[0]
    gamma = shrunken(counts, typical, dispersion(counts, typical))[0]
    assert value[:10].sum() == pytest.approx(120, rel=0.12)
    assert gamma[:10].sum() < 80


def test_a_place_like_no_other_is_estimated_near_its_own_count():
    counts = np.concatenate([np.random.RandomState(1).poisson(0.5, 999), [60.0]])
    typical = np.full(1000, counts.mean())
    rates = Rates.of(roads_of(counts, typical), highest_multiple(counts, typical))
    value, _, others = rates.long_run(counts, typical)
    assert value[-1] == pytest.approx(60, rel=0.05)
    assert others[:, -1].min() > 50  # also when the jackknife leaves it out


def test_the_order_of_the_roads_does_not_matter():
    counts = np.random.RandomState(2).poisson(2.0, 300).astype(float)
    order = np.random.RandomState(7).permutation(300)
    roads = roads_of(counts, np.full(300, 2.0))
    mixed = Roads(roads.counts[order], roads.typical[order], roads.fold[order])
    one, two = Rates.of(roads), Rates.of(mixed)
    assert np.array_equal(one.share, two.share)
