import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.measures import exact

P_1995 = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719]
P_1995 += [0.6528, 0.7590, 1.0]
Q_1995 = [0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.0638571429, 0.0638571429, 0.0645, 0.0765, 0.486]
Q_1995 += [0.5811818182, 0.714875, 0.7532307692, 0.8132142857, 1.0]


def test_adjusted_p_values_are_those_of_the_paper_of_1995():
    assert exact.benjamini_hochberg(P_1995) == pytest.approx(Q_1995, abs=1e-9)
    assert (exact.benjamini_hochberg(P_1995) <= 0.05).sum() == 4


@given(st.lists(st.floats(1e-12, 1.0), min_size=1, max_size=40), st.randoms())
def test_q_grows_with_p_and_does_not_depend_on_the_order(values, random):
    q = exact.benjamini_hochberg(values)
    order = np.argsort(values, kind="stable")
    assert (np.diff(q[order]) >= -1e-15).all()
    assert (q >= np.asarray(values) - 1e-15).all()
    shuffled = list(range(len(values)))
    random.shuffle(shuffled)
    assert exact.benjamini_hochberg(np.asarray(values)[shuffled]) == pytest.approx(q[shuffled], abs=1e-15)


@given(st.lists(st.tuples(st.floats(1e-9, 1.0), st.integers(1, 5)), min_size=1, max_size=20))
def test_a_weight_counts_an_entry_that_many_times(pairs):
    p, weight = (np.array(one) for one in zip(*pairs, strict=True))
    repeated = exact.benjamini_hochberg(np.repeat(p, weight))
    first = np.concatenate([[0], np.cumsum(weight)[:-1]])
    assert exact.benjamini_hochberg(p, weight) == pytest.approx(repeated[first], rel=1e-12)


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [
        (0, 0, 3.68887945411),
        (1, 0.0253178079843, 5.57164339094),
        (2, 0.242209278544, 7.22468766772),
        (3, 0.618672122896, 8.76727306974),
        (5, 1.62348639012, 11.6683320793),
        (10, 4.79538869613, 18.390356042),
        (20, 12.2165195854, 30.8883779027),
        (50, 37.1109637375, 65.9187666643),
    ],
)
def test_garwood_intervals_are_those_of_r(count, low, high):
    assert [float(one) for one in exact.garwood(count)] == pytest.approx([low, high], abs=1e-9)


@pytest.mark.parametrize(
    ("first", "second", "ratio", "low", "high", "p"),
    [
        (12, 25, 0.48, 0.219718428761, 0.991449843577, 0.0470310274395),
        (7, 3, 7 / 3, 0.532677801788, 13.9836278743, 0.34375),
    ],
)
def test_rate_ratios_are_those_of_poisson_test_in_r(first, second, ratio, low, high, p):
    assert exact.rate_ratio(first, second) == pytest.approx((ratio, low, high, p), rel=1e-9)


def test_rate_ratio_uses_the_exposure_of_both_periods():
    ratio, low, high, p = exact.rate_ratio(10, 30, 1.0, 3.0)
    assert ratio == pytest.approx(1.0)
    assert low < 1 < high
    assert p > 0.9


def test_a_ratio_to_nothing_is_infinite_and_two_nothings_are_even():
    assert exact.rate_ratio(3, 0)[0] == float("inf")
    assert exact.rate_ratio(0, 0)[3] == 1.0


def test_poisson_tail_is_that_of_r():
    assert float(exact.tail(9, 4.2)) == pytest.approx(0.027932190958, abs=1e-11)
    assert float(exact.tail(0, 4.2, 0.5)) == 1.0


def test_negative_binomial_tail_sums_its_masses():
    from scipy.stats import nbinom

    mean, k = 3.0, 0.4
    expected = nbinom.sf(6, 1 / k, (1 / k) / (1 / k + mean))
    assert float(exact.tail(7, mean, k)) == pytest.approx(expected, rel=1e-10)


def test_fisher_is_that_of_scipy():
    from scipy.stats import fisher_exact

    for a, n_a, b, n_b in [(8, 20, 3, 25), (0, 5, 4, 30), (12, 12, 1, 9)]:
        table = [[a, n_a - a], [b, n_b - b]]
        assert exact.fisher(a, n_a, b, n_b) == pytest.approx(fisher_exact(table)[1], rel=1e-7)


@given(st.integers(0, 60), st.integers(1, 60))
def test_a_share_lies_in_its_interval(count, more):
    n = count + more
    low, high = exact.share_interval(count, n)
    assert 0 <= low <= count / n <= high <= 1
