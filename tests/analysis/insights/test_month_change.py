"""The first week of a month tells the month before: stable unless the exact test speaks."""

import datetime as dt

import numpy as np
import pytest

from generator.records import IsoWeek
from tests.analysis.insights.test_kinds_of_time import found_in, rows_of
from tests.analysis.towns import UNTIL, question

FIRST_WEEK = IsoWeek(2026, 45)  # its Monday is 2 November: it tells October


def month_of(rows, **changes):
    found, answer = found_in(rows, question(**{"week": FIRST_WEEK, "data_until": UNTIL, **changes}))
    return found.get("month_change"), answer


def in_october(day):
    return (day.year, day.month) == (2026, 10)


@pytest.mark.parametrize(("times", "direction"), [(2.5, "up"), (0.2, "down")])
def test_a_planted_month_is_called_up_or_down(times, direction):
    one, answer = month_of(rows_of(mean=3.0, times=lambda day: times if in_october(day) else 1.0))
    assert one.codes["direction"] == direction
    assert (one.period.start, one.period.end) == (dt.date(2026, 10, 1), dt.date(2026, 10, 31))
    assert (one.figures["ratio"].low > 1, one.figures["ratio"].high < 1) == (
        direction == "up",
        direction == "down",
    )
    assert one.figures["p_value"].value < 0.05
    told = {piece.id for piece in answer.evidence if piece.is_told}
    assert {f"month_change.{name}" for name in one.figures} <= told


def test_months_like_others_are_stable():
    made = [month_of(rows_of(seed, mean=3.0))[0] for seed in range(12)]
    assert sum(one.codes["direction"] != "stable" for one in made) <= 2
    assert all(one.strength == 0.3 for one in made if one.codes["direction"] == "stable")


def test_the_count_is_that_of_the_month_and_the_mean_that_of_the_same_month_before():
    rows = rows_of(mean=3.0)
    one, _ = month_of(rows)
    counts = [sum((d.year, d.month) == (year, 10) for d in rows["day"]) for year in (2024, 2025, 2026)]
    assert one.figures["n"].value == counts[2]
    assert one.figures["before"].value == pytest.approx(np.mean(counts[:2]))
    assert one.codes["compared_with"] == "same_months"
    assert len(one.series["months"]) == len(one.series["entered"]) == 12
    assert one.series["months"][-1] == counts[2]


def test_short_data_are_held_against_the_month_before():
    rows = rows_of(mean=3.0)
    keep = [n for n, day in enumerate(rows["day"]) if day >= dt.date(2026, 9, 1)]
    short = {key: value if value is None else [value[n] for n in keep] for key, value in rows.items()}
    one, _ = month_of({**short, "hour": np.zeros(len(keep), int), "severity": np.array(short["severity"])})
    assert one.codes["compared_with"] == "previous_month"
    assert one.figures["before"].value == sum(day.month == 9 for day in short["day"])


@pytest.mark.parametrize("week", [IsoWeek(2026, 44), IsoWeek(2026, 46), IsoWeek(2026, 48)])
def test_no_other_week_tells_it(week):
    assert month_of(rows_of(mean=3.0), week=week)[0] is None


def test_a_month_that_is_not_whole_in_the_data_is_not_told():
    one, answer = month_of(rows_of(mean=3.0), data_until=dt.date(2026, 10, 30))
    assert one is None
    assert ("month_change", "too_few_weeks") in answer.withheld


@pytest.mark.parametrize(("deaths", "told"), [(0, 0), (2, None), (3, 3)])
def test_one_or_two_deaths_are_not_counted(deaths, told):
    rows = rows_of(mean=3.0, fatal=0.0)
    october = [n for n, day in enumerate(rows["day"]) if in_october(day)][:deaths]
    killed = [int(n in october) for n in range(len(rows["day"]))]
    found, _ = found_in(rows, question(week=FIRST_WEEK), killed=killed)
    figure = found["month_change"].figures.get("killed")
    assert (None if figure is None else figure.value) == told
