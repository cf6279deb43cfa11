import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from generator.analysis.measures import exact, two_shares

TABLES = [
    (30, 100, 20, 200),
    (3, 40, 0, 60),
    (7, 7, 12, 80),
    (0, 20, 5, 300),
    (450, 900, 400, 1000),
    (1, 2, 1, 3),
]


@pytest.mark.parametrize("table", TABLES)
def test_the_interval_of_the_odds_ratio_is_that_of_the_conditional_exact_test(table):
    a, n_a, b, n_b = table
    oracle = stats.contingency.odds_ratio([[a, b], [n_a - a, n_b - b]]).confidence_interval(0.95)
    low, high = two_shares.odds_interval(*table)
    assert low == pytest.approx(oracle.low, rel=1e-9)
    assert high == pytest.approx(oracle.high, rel=1e-9)


@pytest.mark.parametrize("table", TABLES)
def test_fisher_is_that_of_scipy(table):
    a, n_a, b, n_b = table
    oracle = stats.fisher_exact([[a, b], [n_a - a, n_b - b]]).pvalue
    assert exact.fisher(*table) == pytest.approx(oracle, rel=1e-9)


@pytest.mark.parametrize("shift", [0, 300, -300, 4000])
def test_fisher_of_a_large_file_is_the_same_to_nine_digits(shift):
    table = 12_000 + shift, 100_000, 24_000, 200_000
    a, n_a, b, n_b = table
    law = stats.hypergeom(n_a + n_b, a + b, n_a)
    k = np.arange(0, min(a + b, n_a) + 1)
    chance = law.pmf(k)
    oracle = chance[chance <= law.pmf(a) * (1 + 1e-7)].sum()
    assert exact.fisher(*table) == pytest.approx(oracle, rel=1e-6, abs=1e-300)


@given(st.integers(1, 40), st.integers(1, 60), st.data())
def test_the_interval_holds_the_ratio_and_lies_above_one_only_with_the_one_sided_test(n_a, n_b, data):
    a, b = data.draw(st.integers(0, n_a)), data.draw(st.integers(1, n_b))
    ratio, low, high = two_shares.ratio_of_shares(a, n_a, b, n_b)
    assert low <= ratio * (1 + 1e-9)
    assert ratio <= high * (1 + 1e-9)
    one_sided = stats.hypergeom(n_a + n_b, a + b, n_a).sf(a - 1)
    if abs(one_sided - 0.025) > 1e-9:
        assert (low > 1 + 1e-12) == (one_sided < 0.025)
