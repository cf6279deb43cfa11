"""Which days stand for "before": whole years, so that every season counts as often as the others."""

from __future__ import annotations

import datetime as dt
import itertools

from generator.records import Period

LEAST_YEARS = 2
MOST_YEARS = 5  # older years are other roads (HSM 2010, 9.4.1: three to five)


def years_before(day: dt.date, years: int) -> dt.date:
    """The same day so many years earlier; 28 February stands in for the 29th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def before(first_day: dt.date, start: dt.date) -> tuple[Period, ...]:
    """The years up to the day before `start` that the data cover whole, oldest first; at most MOST_YEARS."""
    edges = [start]
    while len(edges) <= MOST_YEARS and years_before(start, len(edges)) >= first_day:
        edges.append(years_before(start, len(edges)))
    edges.reverse()
    day = dt.timedelta(days=1)
    return tuple(Period(one, two - day) for one, two in itertools.pairwise(edges))
