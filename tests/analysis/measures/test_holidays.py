import datetime as dt

import numpy as np
import pytest

from generator.analysis.measures import holidays
from generator.records import Period

FIRST, LAST = dt.date(2023, 11, 16), dt.date(2026, 11, 15)
LEBARAN = [dt.date(2024, 4, 10), dt.date(2025, 3, 31), dt.date(2026, 3, 21)]
SPANS = [Period(day - dt.timedelta(days=7), day + dt.timedelta(days=7)) for day in LEBARAN]
RAMADAN = [Period(day - dt.timedelta(days=30), day - dt.timedelta(days=1)) for day in LEBARAN]


def calendar(times=1.0, seed=1, mean=2.0, k=0.0, special=(), weekend=1.5):
    """Three years of days; weekends are busier, the days of SPANS `times` as busy, blocks of ten days scatter by k."""
    random = np.random.RandomState(seed)
    every = [FIRST + dt.timedelta(days=i) for i in range((LAST - FIRST).days + 1)]
    blocks = random.gamma(1 / k, k, len(every) // 10 + 1) if k else np.ones(len(every) // 10 + 1)
    rates = [
        mean
        * blocks[i // 10]
        * (weekend if day.weekday() >= 5 else 1.0)
        * (times if any(one.start <= day <= one.end for one in SPANS) else 1.0)
        for i, day in enumerate(every)
    ]
    days = np.repeat(np.array(every, "datetime64[D]"), random.poisson(rates))
    return holidays.make_calendar(days, FIRST, LAST, [*SPANS, *special])


@pytest.mark.parametrize("times", [1.8, 0.5])
def test_what_a_moving_feast_does_is_found_by_its_dates_of_each_year(times):
    found = holidays.factor(calendar(times, special=RAMADAN), SPANS)
    assert found.low < times < found.high
    assert found.p_value < 0.01
    assert (found.times, found.days) == (3, 45)
    assert (found.low > 1) is (times > 1)


def test_days_that_are_special_themselves_are_not_compared_with():
    feast = calendar(1.0)
    counts = feast.counts.copy()
    for one in RAMADAN:  # the fast is quiet, up to the week before the feast
        counts[feast.at(Period(one.start, one.end - dt.timedelta(days=7)))] = 0
    blind = holidays.Calendar(FIRST, counts, feast.is_special)
    days = np.repeat(np.datetime64(FIRST) + np.arange(len(counts)), counts.astype(int))
    knowing = holidays.make_calendar(days, FIRST, LAST, [*SPANS, *RAMADAN])
    assert holidays.factor(blind, SPANS).ratio > 1.5
    assert holidays.factor(knowing, SPANS).ratio == pytest.approx(1.0, abs=0.25)


@pytest.mark.parametrize("k", [0.0, 0.3])
def test_years_without_anything_special_are_silent_nineteen_times_of_twenty(k):
    p = np.array([holidays.factor(calendar(seed=seed, k=k), SPANS).p_value for seed in range(40)])
    assert (p < 0.05).mean() <= 0.15


def test_once_is_no_habit():
    assert holidays.factor(calendar(3.0), SPANS[:1]) is None
    before = [Period(dt.date(2023, 4, 15), dt.date(2023, 4, 29))]
    assert holidays.factor(calendar(3.0), [*before, SPANS[0]]) is None


def test_a_feast_whose_reports_may_still_come_in_is_not_looked_at():
    late = Period(LAST - dt.timedelta(days=20), LAST - dt.timedelta(days=6))
    assert holidays.factor(calendar(), [*SPANS, late]).times == 3


def test_weekends_are_compared_with_weekends():
    found = holidays.factor(calendar(weekend=6.0, mean=3.0), [Period(one.start, one.start) for one in SPANS])
    assert 0.3 < found.ratio < 2.5
    assert found.p_value > 0.05


def test_without_accidents_nothing_is_found():
    nothing = holidays.make_calendar(np.array([], "datetime64[D]"), FIRST, LAST, SPANS)
    assert holidays.factor(nothing, SPANS) is None
