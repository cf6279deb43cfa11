import datetime as dt

import numpy as np
import pytest

from generator.analysis.measures import seasons
from generator.analysis.periods import whole_months
from generator.records import Period

END = dt.date(2026, 10, 31)


def months(years):
    return whole_months(Period(dt.date(2026 - years, 11, 1), END))


def counts(years, seed=1, mean=40.0, k=0.02, growth=0.0, **times):
    """Monthly counts with scatter; `times` = jan=1.6 multiplies a month."""
    random = np.random.RandomState(seed)
    names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    rates = [
        mean * one.days / 30.4 * (1 + growth) ** (i / 12) * times.get(names[one.start.month - 1], 1.0)
        for i, one in enumerate(months(years))
    ]
    return random.poisson(np.array(rates) * (random.gamma(1 / k, k, len(rates)) if k else 1.0))


def test_months_that_every_year_repeats_are_found():
    found = seasons.busiest_months(counts(3, dec=1.8, jan=1.8), months(3))
    assert (found.first, found.length, found.last, found.years) == (12, 2, 1, 3)
    assert found.p_value <= 0.01
    assert found.against_rest.low > 1.3
    assert found.against_rest.ratio == pytest.approx(1.8, abs=0.25)


@pytest.mark.parametrize(
    ("years", "k", "growth"), [(2, 0.0, 0.0), (2, 0.1, 0.0), (3, 0.05, 0.4), (4, 0.0, -0.3)]
)
def test_years_without_a_season_are_silent_nineteen_times_of_twenty(years, k, growth):
    made = [counts(years, seed, k=k, growth=growth) for seed in range(60)]
    loud = [seasons.busiest_months(one, months(years)).p_value <= 0.05 for one in made]
    assert np.mean(loud) <= 0.13


def test_under_two_years_there_is_no_season_and_no_trend():
    short = months(2)[1:]
    assert seasons.busiest_months(counts(2)[1:], short) is None
    assert seasons.yearly_trend(counts(2)[1:], short) is None


def test_a_growth_is_seen_through_season_and_scatter():
    found = seasons.yearly_trend(counts(4, growth=0.25, k=0.01, dec=1.8), months(4))
    assert found.direction == "up"
    assert found.low < 1.25 < found.high
    assert seasons.yearly_trend(counts(4, growth=-0.25, k=0.01), months(4)).direction == "down"


def test_even_years_have_no_trend_nineteen_times_of_twenty():
    made = [seasons.yearly_trend(counts(3, seed, k=0.05, dec=1.5), months(3)) for seed in range(80)]
    assert sum(one.direction != "stable" for one in made) <= 8


def test_years_without_accidents_have_no_trend():
    assert seasons.yearly_trend(np.zeros(24), months(2)) is None
    assert seasons.busiest_months(np.zeros(24), months(2)) is None
