import datetime as dt
import sys

import numpy as np
import pytest

from generator.analysis.measures import exact, trends
from generator.analysis.measures.dispersion import Scatter, scatter
from generator.analysis.measures.reporting_lag import Completeness
from generator.home import PROJECT
from generator.records import IsoWeek

LAST = IsoWeek(2026, 46)
CHANCE = Scatter(1.0, 50.0)


def days_of(per_week):
    """Accidents spread over the days of a week: {weeks back: n}."""
    return np.array(
        [
            LAST.plus(-back).monday + dt.timedelta(days=i % 7)
            for back, n in per_week.items()
            for i in range(n)
        ],
        dtype="datetime64[D]",
    )


def noisy(mean, weeks, seed, k=0.0, **changed):
    """A history of weeks; `changed` = w0=..., w1=... overrides weeks back."""
    random = np.random.RandomState(seed)
    rates = mean * (random.gamma(1 / k, k, weeks) if k else np.ones(weeks))
    counts = {back: int(n) for back, n in enumerate(random.poisson(rates))}
    return days_of(counts | {int(key[1:]): n for key, n in changed.items()})


def test_the_last_four_weeks_are_held_against_the_same_weeks_of_earlier_years():
    days = days_of({0: 5, 1: 5, 52: 3, 53: 3, 104: 3})
    found = trends.four_weeks(days, dt.date(2024, 1, 1), LAST)
    assert (found.last_four, found.last_week, found.compared_with) == (10, 5, "same_weeks")
    assert found.before_periods == 2
    assert len(found.weekly) == len(found.weekly_complete) == 13
    assert found.weekly[-1] == 5


def test_without_an_earlier_year_the_four_weeks_before_are_taken():
    days = days_of({0: 5, 4: 2, 5: 2})
    found = trends.four_weeks(days, LAST.plus(-10).monday, LAST)
    assert (found.compared_with, found.before_total, found.before_periods) == ("previous_weeks", 4, 1)
    assert trends.four_weeks(days, LAST.plus(-6).monday, LAST) is None


@pytest.mark.parametrize(("more", "fewer"), [(10, 2), (50, 31), (200, 161), (500, 438)])
def test_the_smallest_fall_that_the_exact_test_sees(more, fewer):
    assert exact.rate_ratio(fewer, more)[3] < 0.05
    assert exact.rate_ratio(fewer + 1, more)[3] >= 0.05
    seen = trends.compare(fewer, more, [(1.0, 1.0)], CHANCE)
    assert (seen.ratio, seen.low, seen.high, seen.p_value) == exact.rate_ratio(fewer, more)


@pytest.mark.parametrize(
    ("now", "direction"), [({"w0": 30, "w1": 30, "w2": 30, "w3": 30}, "up"), ({}, "stable"), ({"w0": 4, "w1": 4, "w2": 4, "w3": 4}, "down")]
)  # fmt: skip
def test_a_change_is_called_up_or_down_against_years_that_only_scatter(now, direction):
    found = trends.four_weeks(noisy(15, 170, 1, **now), LAST.plus(-169).monday, LAST)
    assert found.direction == direction
    assert (found.result.low > 1, found.result.high < 1) == (direction == "up", direction == "down")


def test_a_small_fall_of_a_large_city_is_no_fall_when_its_weeks_scatter():
    """About 430 a week and 5 % fewer than in earlier years: chance alone would call it a fall."""
    first = LAST.plus(-169).monday
    before = trends.four_weeks(noisy(430, 170, 3, 0.01), first, LAST).before
    now = dict.fromkeys(("w0", "w1", "w2", "w3"), round(before * 0.94 / 4))
    found = trends.four_weeks(noisy(430, 170, 3, 0.01, **now), first, LAST)
    assert exact.rate_ratio(found.last_four, found.before_total, 1.0, found.before_periods)[3] < 0.05
    assert found.scatter.factor > 3
    assert found.direction == "stable"


def test_slow_drift_from_year_to_year_is_scatter_too():
    weeks = np.repeat([300.0, 330.0, 270.0, 315.0], 41)
    assert scatter(weeks, 52).factor > 3
    assert scatter(np.full(160, 300.0), 52).factor == 1.0


@pytest.mark.parametrize("k", [0.0, 0.02, 0.1])
def test_the_scatter_that_was_put_in_is_estimated(k):
    random = np.random.RandomState(8)
    made = [
        scatter(random.poisson(100 * (random.gamma(1 / k, k, 160) if k else np.ones(160))).astype(float), 4)
        for _ in range(60)
    ]
    assert 1 + 100 * k <= np.mean([one.factor for one in made]) <= 1.35 * (1 + 100 * k)


def test_districts_where_nothing_changes_are_rarely_called_up_or_down():
    """The benchmark, small: at most 5 % (here 400 districts a cell; docs/statistics.md has the whole table)."""
    sys.path.insert(0, str(PROJECT))
    from benchmarks.four_weeks_truth import districts, said

    for mean, k in ((5, 0.1), (60, 0.02), (300, 0.1)):
        for history in (164, 60):
            rows = districts(mean, k, history, 400, 11)
            assert np.mean([said(row) for row in rows]) <= 0.075
    assert np.mean([said(row, plain=True) for row in districts(300, 0.1, 164, 100, 11)]) > 0.5
    assert np.mean([said(row) for row in districts(60, 0.02, 164, 100, 11, 1.4)]) > 0.7


def reports_with(per_day, as_of):
    share = np.array([*per_day], dtype=float)
    return Completeness(as_of, share, share * 0.95, np.minimum(share * 1.05, 1), 500)


def test_a_fall_that_is_only_late_reporting_is_never_called_a_fall():
    thin = {"w0": 4, "w1": 9, "w2": 12, "w3": 14}  # of 15 a week, the rest is still on paper
    days = noisy(15, 170, 1, **thin)
    first = LAST.plus(-169).monday
    assert trends.four_weeks(days, first, LAST).direction == "down"
    slow = np.concatenate([np.repeat([0.25, 0.6, 0.8, 0.93], 7), [1.0]])
    found = trends.four_weeks(days, first, LAST, reports_with(slow, LAST.sunday))
    assert found.direction == "incomplete"
    assert found.weekly_complete[-1] == pytest.approx(0.25)
    assert found.weekly_complete[0] == 1.0
    assert found.result.ratio == pytest.approx(found.last_four / found.before / 0.645, abs=1e-6)


def test_what_is_still_missing_never_hides_a_rise():
    days = noisy(15, 170, 1, w0=30, w1=30, w2=30, w3=30)
    slow = np.concatenate([np.repeat([0.5, 0.8], 7), [1.0]])
    found = trends.four_weeks(days, LAST.plus(-169).monday, LAST, reports_with(slow, LAST.sunday))
    assert found.direction == "up"


def test_week_53_is_held_against_week_52():
    last = IsoWeek(2026, 53)
    found = trends.four_weeks(np.array([], "datetime64[D]"), dt.date(2020, 1, 1), last)
    assert found.before_periods == 3
    assert found.direction == "stable"
