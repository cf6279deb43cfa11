"""A small form of benchmarks/evaluation_truth.py with a fixed seed: bias, coverage, false verdicts."""

import numpy as np
import pytest

from benchmarks.evaluation_truth import World, measure, town

WORLDS = 80


@pytest.mark.parametrize("kind", [(1.5, 1.0), (4.0, 0.7)])
def test_places_chosen_at_their_peak_seem_to_improve_and_do_not(kind):
    row = measure(World(*kind), WORLDS, 11)
    assert row.naive < -0.08
    assert abs(row.bias) < 0.02 + 1.96 * row.bias_error
    assert row.coverage >= 0.90
    assert row.fewer + row.more <= 0.08


def test_a_planted_reduction_is_found_and_its_size_is_right():
    row = measure(World(4.0, 0.7, theta=0.6), WORLDS, 12)
    assert abs(row.bias) < 0.02 + 1.96 * row.bias_error
    assert row.coverage >= 0.90
    assert row.fewer > 0.8
    assert row.more == 0.0


def test_hotspots_of_a_network_chosen_with_the_accidents_in_sight_get_no_false_verdict():
    network = town()
    row = measure(World(2.0, 0.5, 0, 6.0, is_sliding=True), 12, 13, network)
    assert row.coverage >= 0.85
    assert row.fewer + row.more <= 0.08
    assert row.gamma > 0.5  # what Hauer's weight alone would have said: an increase that is none
    assert np.isfinite(row.bias)
