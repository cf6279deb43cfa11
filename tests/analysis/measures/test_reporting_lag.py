import datetime as dt

import numpy as np
import pytest

from generator.analysis.measures import reporting_lag
from generator.records import Period

AS_OF = dt.date(2026, 11, 15)
TODAY = np.datetime64(AS_OF)


def entered(mean_days, n=6000, seed=1, span=700):
    """Accidents even over `span` days with geometric delays; those entered after AS_OF are not in the file."""
    random = np.random.RandomState(seed)
    occurred = TODAY - random.randint(0, span, n)
    delay = random.geometric(1 / (mean_days + 1), n) - 1
    reported = occurred + delay
    is_seen = reported <= TODAY
    return occurred[is_seen], reported[is_seen]


def week_back(n):
    end = AS_OF - dt.timedelta(days=7 * n)
    return Period(end - dt.timedelta(days=6), end)


def test_the_share_that_is_in_by_age_is_found_from_what_came_in_so_far():
    found = reporting_lag.completeness(*entered(20), AS_OF)
    for days in (0, 7, 14, 28, 60):
        truth = 1 - (1 - 1 / 21) ** (days + 1)
        assert found.share[days] == pytest.approx(truth, abs=0.02)
        assert found.low[days] - 0.01 <= truth <= found.high[days] + 0.01


def test_the_naive_share_would_be_too_high():
    occurred, reported = entered(20, span=120)
    found = reporting_lag.completeness(occurred, reported, AS_OF)
    naive = np.mean((reported - occurred).astype(int) <= 14)
    assert found.share[14] < naive - 0.02


def test_recent_weeks_are_less_complete_than_older_ones():
    found = reporting_lag.completeness(*entered(10), AS_OF)
    shares = [found.of(week_back(n))[0] for n in range(13)]
    assert shares == sorted(shares)
    assert shares[0] < 0.4
    assert shares[-1] > 0.99
    assert found.of(Period(dt.date(2020, 1, 1), dt.date(2020, 1, 7))) == (1.0, 1.0, 1.0)
    tomorrow = AS_OF + dt.timedelta(days=1)
    assert found.of(Period(tomorrow, tomorrow))[0] == 0.0


def test_a_corrected_week_covers_the_truth_nine_times_of_ten():
    hits = 0
    for seed in range(40):
        random = np.random.RandomState(seed)
        occurred = TODAY - random.randint(0, 700, 7000)
        reported = occurred + (random.geometric(1 / 11, 7000) - 1).astype("timedelta64[D]")
        is_seen = reported <= TODAY
        found = reporting_lag.completeness(occurred[is_seen], reported[is_seen], AS_OF)
        is_last = occurred > TODAY - np.timedelta64(7, "D")
        _, low, high = reporting_lag.corrected(int((is_last & is_seen).sum()), found.of(week_back(0)))
        hits += low <= is_last.sum() <= high
    assert hits >= 36


def test_reports_of_the_same_day_are_complete_at_once():
    occurred, _ = entered(5)
    found = reporting_lag.completeness(occurred, occurred, AS_OF)
    assert found.of(week_back(0)) == (1.0, 1.0, 1.0)


def test_without_days_of_entry_nothing_is_claimed():
    occurred, reported = entered(5)
    never = np.full(len(occurred), np.datetime64("NaT", "D"))
    assert reporting_lag.completeness(occurred, never, AS_OF) is None
    some = np.where(np.arange(len(occurred)) % 3 == 0, reported, never)
    assert reporting_lag.completeness(occurred, some, AS_OF) is None
    assert reporting_lag.completeness(occurred[:90], reported[:90], AS_OF) is None


def test_a_file_that_was_transferred_on_one_day_says_nothing_about_delays():
    occurred, _ = entered(5)
    assert reporting_lag.completeness(occurred, np.full(len(occurred), TODAY), AS_OF) is None


def test_entries_before_the_accident_are_no_entries():
    occurred, reported = entered(5)
    wrong = np.where(np.arange(len(occurred)) % 10 == 0, occurred - np.timedelta64(40, "D"), reported)
    found = reporting_lag.completeness(occurred, wrong, AS_OF)
    assert found.reports == int((wrong >= occurred).sum())
