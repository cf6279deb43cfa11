import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.measures import emerging
from generator.codes import Emerging
from generator.records import Period

YEAR = Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31))


@pytest.mark.parametrize(
    ("bins", "trend", "expected"),
    [
        ([0] * 11 + [1], 0, "new"),
        ([0] * 9 + [1] * 3, 0, "consecutive"),
        ([0, 0] + [1] * 10, 0, "consecutive"),
        ([1] * 12, 1, "intensifying"),
        ([1] * 12, 0, "persistent"),
        ([1] * 12, -1, "diminishing"),
        ([0] + [1] * 11, 0, "persistent"),
        ([1] * 11 + [0], 0, "historical"),
        ([1] * 10 + [0, 0], 0, "none"),
        ([0, 1] * 6, 0, "sporadic"),
        ([0, 1, 0] + [1] * 9, 0, "sporadic"),
        ([-1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 1], 0, "oscillating"),
        ([0] * 12, 1, "none"),
        ([-1] * 12, -1, "none"),
        ([1] * 9 + [0], 0, "historical"),
        ([1] * 17 + [0, 1, 1], 0, "persistent"),
        ([1] * 17 + [0, 0, 1], 0, "persistent"),
        ([1] * 16 + [0, 0, 0, 1], 0, "sporadic"),
    ],
)
def test_a_sequence_has_the_class_of_the_definitions(bins, trend, expected):
    assert emerging.classify_bins(bins, trend) == Emerging(expected)


@given(st.lists(st.sampled_from([-1, 0, 1]), min_size=12, max_size=24), st.sampled_from([-1, 0, 1]))
def test_every_sequence_has_one_class_that_fits_its_last_bin(bins, trend):
    found = emerging.classify_bins(bins, trend)
    not_now = {Emerging.HISTORICAL, Emerging.NONE}
    assert (found in not_now) is (bins[-1] != 1)
    assert found is not Emerging.TOO_FEW
    if found in {Emerging.INTENSIFYING, Emerging.DIMINISHING, Emerging.HISTORICAL}:
        assert bins.count(1) * 10 >= 9 * len(bins)
    if found is Emerging.OSCILLATING:
        assert -1 in bins


def days_in(per_month):
    """That many accidents on the first days of each month of 2025."""
    made = [dt.date(2025, month, 1 + i % 28) for month, n in enumerate(per_month, 1) for i in range(n)]
    return np.array(made, dtype="datetime64[D]")


@pytest.mark.parametrize(
    ("per_month", "expected"),
    [
        ([0] * 10 + [5, 7], "consecutive"),
        ([1] * 11 + [9], "new"),
        ([6, 0, 0, 6, 0, 0, 6, 0, 0, 0, 0, 6], "sporadic"),
        ([6] * 12, "persistent"),
        ([4, 5, 5, 6, 7, 8, 9, 9, 10, 11, 12, 14], "intensifying"),
        ([6] * 11 + [0], "historical"),
        ([1] * 12, "none"),
        ([0] * 10 + [4, 7], "too_few"),
    ],
)
def test_a_place_is_classed_by_its_months_against_roads_of_its_kind(per_month, expected):
    assert emerging.classify_place(days_in(per_month), 0.5, YEAR) == Emerging(expected)


def test_under_a_year_nothing_is_classed():
    half = Period(dt.date(2025, 1, 1), dt.date(2025, 6, 30))
    assert emerging.classify_place(days_in([9] * 6), 0.5, half) is Emerging.TOO_FEW


def test_cold_months_before_make_it_oscillate():
    counts = [[0, 0, 30, 8, 8, 8, 8, 30, 8, 8, 8, 30]]
    assert emerging.classify_counts(counts, 10.0) == (Emerging.OSCILLATING,)


def test_months_that_only_scatter_are_almost_never_hot():
    rng = np.random.RandomState(5)
    found = emerging.classify_counts(rng.poisson(1.0, (400, 24)), 1.0)
    assert sum(one is not Emerging.NONE for one in found) <= 4


def test_mid_p_is_halfway_between_the_tails():
    high, low = emerging.mid_p([0, 3], [1.5, 1.5])
    assert high + low == pytest.approx([1, 1], abs=1e-12)
    assert high[0] == pytest.approx(1 - np.exp(-1.5) / 2, abs=1e-12)
