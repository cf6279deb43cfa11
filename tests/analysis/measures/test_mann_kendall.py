import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.measures import mann_kendall as mk


@pytest.mark.parametrize(
    ("series", "s", "variance", "z", "p", "slope"),
    [
        ("3 5 4 6 8 7 9 12 10 11 13 15", 58, 212.6666666667, 3.90863524355, 9.28189813368e-05, 1),
        ("4 4 3 5 4 2 3 3 4 1 2 2", -30, 196.6666666667, -2.06791469516, 0.0386480453, -0.2),
        ("0 0 1 0 2 0 0 1 3 1 2 4", 34, 191.3333333333, 2.38571532892, 0.0170459401, 0.25),
    ],
)
def test_the_test_is_that_of_r(series, s, variance, z, p, slope):
    found = mk.mann_kendall([int(one) for one in series.split()], corrected=False)
    assert (found.s[0], found.variance[0]) == pytest.approx((s, variance), abs=1e-9)
    assert (found.z[0], found.p_value[0]) == pytest.approx((z, p), abs=1e-9)
    assert found.slope[0] == pytest.approx(slope, abs=1e-12)
    assert found.tau[0] == pytest.approx(s / 66, abs=1e-12)


def test_the_exact_p_without_ties_is_that_of_r():
    assert mk.exact_p_value(58, (1,) * 12) == pytest.approx(5.31939768e-06, abs=1e-14)


def score(order):
    return sum((b > a) - (b < a) for a, b in itertools.combinations(order, 2))


@given(st.lists(st.integers(0, 3), min_size=2, max_size=6))
def test_below_ten_bins_p_counts_all_orders(series):
    every = np.abs([score(order) for order in itertools.permutations(series)])
    found = mk.mann_kendall(series)
    assert found.s[0] == score(series)
    assert found.p_value[0] == pytest.approx(np.mean(every >= abs(score(series))), abs=1e-12)


def test_many_series_at_once_are_the_same_as_one_at_a_time():
    table = np.random.RandomState(2).poisson(1.5, (300, 24))
    together = mk.mann_kendall(table)
    for row in (0, 7, 299):
        alone = mk.mann_kendall(table[row])
        assert all(getattr(alone, f)[0] == getattr(together, f)[row] for f in mk.Trends.__slots__)


def test_the_correction_is_that_of_hamed_and_rao():
    """Against their formula written out with loops, for a series that remembers."""
    rng = np.random.RandomState(9)
    x = np.zeros(30)
    for t in range(1, 30):
        x[t] = 0.8 * x[t - 1] + rng.normal()
    n = len(x)
    slope = np.median([(x[j] - x[i]) / (j - i) for i in range(n) for j in range(i + 1, n)])
    around = np.round(x - slope * np.arange(n), 9)
    ranks = np.array([(around < one).sum() + ((around == one).sum() + 1) / 2 for one in around])
    ranks -= ranks.mean()
    summed, lag = 0.0, 1
    while abs(r := (ranks[lag:] * ranks[:-lag]).sum() / (ranks**2).sum()) > 1.959964 / n**0.5:
        summed += (n - lag) * (n - lag - 1) * (n - lag - 2) * r
        lag += 1
    factor = 1 + 2 / (n * (n - 1) * (n - 2)) * summed
    plain, corrected = mk.mann_kendall(x, corrected=False), mk.mann_kendall(x)
    assert factor > 1
    assert corrected.variance[0] == pytest.approx(plain.variance[0] * factor, abs=1e-9)


def test_series_that_remember_are_called_a_trend_less_often():
    rng = np.random.RandomState(4)
    x = np.zeros((2000, 24))
    for t in range(1, 24):
        x[:, t] = 0.7 * x[:, t - 1] + rng.normal(size=2000)
    plain, corrected = (mk.mann_kendall(x, corrected=is_so).directions() for is_so in (False, True))
    assert np.mean(corrected != 0) < 0.75 * np.mean(plain != 0)


def test_without_a_trend_one_in_twenty_is_called_one():
    x = np.random.RandomState(3).poisson(2.0, (4000, 24))
    assert 0.03 < np.mean(mk.mann_kendall(x).directions() != 0) < 0.06


@pytest.mark.parametrize("series", [[1.0], [1.0, np.nan, 2.0]])
def test_what_is_no_series_is_refused(series):
    with pytest.raises(ValueError, match="1"):
        mk.mann_kendall(series)


def test_a_season_is_no_trend_and_a_trend_is_seen_through_a_season():
    months = np.arange(48)
    season = 40 + 20 * np.sin(2 * np.pi * months / 12)
    even = mk.seasonal_mann_kendall(np.round(season + np.random.RandomState(1).normal(0, 3, 48)))
    rising = mk.seasonal_mann_kendall(np.round(season + 0.5 * months))
    assert even.p_value[0] > 0.05
    assert rising.p_value[0] < 1e-6
    assert rising.slope[0] == pytest.approx(6, abs=1)
    with pytest.raises(ValueError, match="23"):
        mk.seasonal_mann_kendall(np.zeros(23))
