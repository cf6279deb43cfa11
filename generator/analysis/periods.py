"""Which days a survey looks at, counted back from the last complete day in the data, never from today."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import TYPE_CHECKING

from generator.analysis import gate
from generator.records import IsoWeek, Period

if TYPE_CHECKING:
    import pandas as pd

STALE_AFTER_DAYS = 21
EDITIONS_BACK = 3


def observation(first_day: dt.date, data_until: dt.date, months: int) -> Period:
    """The last `months` months up to the last complete day, not before the first day in the data."""
    return Period(max(first_day, _months_back(data_until, months)), data_until)


def for_places(first_day: dt.date, data_until: dt.date, months: int, week: IsoWeek) -> Period | None:
    """Whole months for figures of places: frozen from one month to the next, all old enough for the gate.

    Ends at the last month end that lies in the data and is old enough on the first of the month of the week's
    Monday, so that all weeks of a month tell the same edition; None when the data begin later than that.
    """
    limit = min(gate.last_day("place", week.monday.replace(day=1)), data_until)
    end = limit if _is_month_end(limit) else limit.replace(day=1) - dt.timedelta(days=1)
    if end < first_day:
        return None
    return Period(max(first_day, _months_back(end, months)), end)


def editions(place_period: Period, first_day: dt.date, months: int) -> tuple[Period, ...]:
    """The place period and those of the monthly editions before it, oldest first.

    Three months back; editions that end before the data begin are left out.
    """
    ends = [
        _months_back(place_period.end, number) - dt.timedelta(days=1)
        for number in range(EDITIONS_BACK, 0, -1)
    ]
    return (*(_edition(end, first_day, months) for end in ends if end > first_day), place_period)


def january_of(period: Period, first_day: dt.date, months: int) -> Period | None:
    """The first edition of the year that a place period ends in; None when the data do not reach back to it."""
    end = dt.date(period.end.year, 1, 31)
    return _edition(end, first_day, months) if first_day <= _months_back(end, months) else None


def _edition(end: dt.date, first_day: dt.date, months: int) -> Period:
    return Period(max(first_day, _months_back(end, months)), end)


def within(rows: pd.DataFrame, period: Period | None) -> pd.DataFrame:
    """Rows of a period, index from 0; none without a period."""
    if period is None:
        return rows.iloc[:0]
    on = rows["occurred_on"]
    return rows[(on >= str(period.start)) & (on <= str(period.end))].reset_index(drop=True)


def grown_from(period: Period, first_day: dt.date, months: int) -> dt.date | None:
    """Last day of the month's edition before, when this edition contains all of it; None when the window slid on.

    Where the data are shorter than the observation period, each edition is the one before and a month more.
    """
    end = period.end.replace(day=1) - dt.timedelta(days=1)
    start = max(first_day, _months_back(end, months))
    return end if start == period.start and end >= start else None


def last_complete_week(data_until: dt.date) -> IsoWeek:
    """The last ISO week whose Sunday is in the data."""
    week = IsoWeek.of(data_until)
    return week if week.sunday <= data_until else week.plus(-1)


def is_stale(data_until: dt.date, week: IsoWeek) -> bool:
    """Whether the data end so long before the week that nothing is said about change."""
    return (week.monday - data_until).days > STALE_AFTER_DAYS


def months_in(period: Period) -> float:
    """Length of a period in months of the calendar, one decimal."""
    return round(period.days / 30.436875, 1)


def a_year_ago(period: Period, first_day: dt.date) -> Period | None:
    """A period of places that ended a year earlier, as long as the data allow; None when that is under a year."""
    (before,) = years_before(period, 1)
    start = max(before.start, first_day)
    return Period(start, before.end) if (before.end - start).days >= 364 else None


def whole_months(period: Period) -> tuple[Period, ...]:
    """The whole calendar months inside a period, oldest first."""
    months: list[Period] = []
    end = period.end if _is_month_end(period.end) else period.end.replace(day=1) - dt.timedelta(days=1)
    while end.replace(day=1) >= period.start:
        months.append(Period(end.replace(day=1), end))
        end = end.replace(day=1) - dt.timedelta(days=1)
    return tuple(reversed(months))


def years_before(period: Period, years: int) -> tuple[Period, ...]:
    """The same whole months one year earlier, two years earlier, and so on."""
    return tuple(
        Period(_months_back(period.start - dt.timedelta(days=1), 12 * back), _months_back(period.end, 12 * back) - dt.timedelta(days=1))
        for back in range(1, years + 1)
    )  # fmt: skip


def _is_month_end(day: dt.date) -> bool:
    return (day + dt.timedelta(days=1)).day == 1


def _months_back(end: dt.date, months: int) -> dt.date:
    """The day after `end` moved back by months (month ends stay month ends)."""
    month = end.year * 12 + end.month - 1 - months
    year, month = month // 12, month % 12 + 1
    last = calendar.monthrange(year, month)[1]
    day = last if _is_month_end(end) else min(end.day, last)
    return dt.date(year, month, day) + dt.timedelta(days=1)
