import datetime as dt
import itertools

import pytest

from generator.analysis import periods
from generator.records import IsoWeek, Period

D = dt.date
LONG_AGO = D(2015, 1, 1)


@pytest.mark.parametrize(
    ("until", "months", "start"),
    [
        (D(2026, 11, 15), 24, D(2024, 11, 16)),
        (D(2026, 10, 31), 24, D(2024, 11, 1)),
        (D(2026, 2, 28), 24, D(2024, 3, 1)),
        (D(2026, 3, 30), 1, D(2026, 3, 1)),
        (D(2026, 12, 31), 12, D(2026, 1, 1)),
    ],
)
def test_the_observation_period_has_whole_months(until, months, start):
    assert periods.observation(LONG_AGO, until, months) == Period(start, until)


def test_the_observation_period_does_not_begin_before_the_data():
    assert periods.observation(D(2026, 1, 5), D(2026, 11, 15), 24).start == D(2026, 1, 5)


@pytest.mark.parametrize(
    ("week", "end"),
    [
        (IsoWeek(2026, 48), D(2026, 9, 30)),  # 23 November
        (IsoWeek(2026, 49), D(2026, 9, 30)),  # 30 November: still the edition of November
        (IsoWeek(2026, 50), D(2026, 10, 31)),
        (IsoWeek(2026, 53), D(2026, 10, 31)),  # the November data are not complete
    ],
)
def test_place_figures_stand_still_within_a_month(week, end):
    found = periods.for_places(LONG_AGO, D(2026, 11, 15), 24, week)
    assert found.end == end
    assert (week.monday - found.end).days >= 30


def test_data_that_begin_too_late_have_no_place_period():
    assert periods.for_places(D(2026, 10, 20), D(2026, 11, 15), 24, IsoWeek(2026, 48)) is None


@pytest.mark.parametrize(
    ("until", "week"), [(D(2026, 11, 15), 46), (D(2026, 11, 14), 45), (D(2026, 11, 16), 46)]
)
def test_the_last_complete_week_ends_in_the_data(until, week):
    assert periods.last_complete_week(until) == IsoWeek(2026, week)


@pytest.mark.parametrize(("until", "is_stale"), [(D(2026, 11, 2), False), (D(2026, 11, 1), True)])
def test_data_are_stale_when_they_end_more_than_21_days_before_the_week(until, is_stale):
    assert periods.is_stale(until, IsoWeek(2026, 48)) is is_stale


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_all_weeks_of_a_month_tell_the_same_edition_of_places(year, month):
    weeks = {IsoWeek.of(D(year, month, day)) for day in range(1, 29)}
    weeks = [week for week in weeks if (week.monday.year, week.monday.month) == (year, month)]
    ends = {periods.for_places(LONG_AGO, D(2029, 1, 31), 24, week) for week in weeks}
    assert len(ends) == 1
    assert all((week.monday - one.end).days >= 30 for week in weeks for one in ends)


@pytest.mark.parametrize(
    ("first", "grown"), [(D(2025, 6, 10), D(2026, 8, 31)), (LONG_AGO, None), (D(2026, 9, 3), None)]
)
def test_an_edition_contains_the_one_before_only_while_the_data_are_short(first, grown):
    period = periods.for_places(first, D(2026, 11, 15), 24, IsoWeek(2026, 48))
    assert periods.grown_from(period, first, 24) == grown


def test_months_are_whole_and_end_where_the_period_does():
    months = periods.whole_months(Period(dt.date(2023, 11, 16), dt.date(2026, 2, 28)))
    assert len(months) == 27
    assert months[-1] == Period(dt.date(2026, 2, 1), dt.date(2026, 2, 28))
    assert all(b.start == a.end + dt.timedelta(days=1) for a, b in itertools.pairwise(months))
    part = periods.whole_months(Period(dt.date(2025, 12, 10), dt.date(2026, 2, 20)))
    assert part == (Period(dt.date(2026, 1, 1), dt.date(2026, 1, 31)),)
    assert periods.whole_months(Period(dt.date(2026, 2, 5), dt.date(2026, 2, 20))) == ()


def test_the_same_months_of_earlier_years_are_whole_too():
    autumn = Period(dt.date(2024, 12, 1), dt.date(2025, 2, 28))
    assert periods.years_before(autumn, 2) == (
        Period(dt.date(2023, 12, 1), dt.date(2024, 2, 29)),
        Period(dt.date(2022, 12, 1), dt.date(2023, 2, 28)),
    )
