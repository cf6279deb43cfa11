"""Each kind about time fires on what was planted and stays silent where there is nothing."""

import datetime as dt

import numpy as np
import pytest

from generator.analysis.survey import survey
from generator.calendar_of_year import read_events
from generator.home import Home
from generator.languages import load_library
from generator.records import IsoWeek
from tests.analysis.towns import UNTIL, bare_ground, question, table_of

FIRST = dt.date(2023, 11, 16)
EVERY = [FIRST + dt.timedelta(days=i) for i in range((UNTIL - FIRST).days + 1)]


@pytest.fixture(scope="module")
def events():
    return read_events(load_library(Home(), "id").calendar)


def rows_of(seed=1, mean=1.5, fatal=0.1, times=lambda day: 1.0, fatal_times=lambda day: 1.0):
    """Accidents of three years; `times` and `fatal_times` multiply a day's rate and its share of deaths."""
    random = np.random.RandomState(seed)
    counts = random.poisson([mean * times(day) for day in EVERY])
    days = [day for day, n in zip(EVERY, counts, strict=True) for _ in range(n)]
    is_fatal = random.random_sample(len(days)) < [fatal * fatal_times(day) for day in days]
    severity = np.where(is_fatal, "fatal", "slight")
    return {"xy": None, "day": days, "hour": np.zeros(len(days), int), "severity": severity}


def found_in(rows, asked=None, **columns):
    answer = survey(table_of(rows, **columns), bare_ground(), asked or question())
    return {one.id: one for one in answer.insights}, answer


def spans(events, name):
    return [one.period for one in events if one.id == name and one.certainty != "estimated"]


def within(day, periods):
    return any(one.start <= day <= one.end for one in periods)


@pytest.mark.parametrize(
    ("event", "name", "times", "direction"),
    [
        ("MUDIK-LEBARAN", "lebaran", 2.2, "up"),
        ("NATARU", "year_end", 2.2, "up"),
        ("RAMADAN", "ramadan", 0.35, "down"),
    ],
)
def test_a_special_time_is_told_by_its_dates_of_each_year(events, event, name, times, direction):
    planted = spans(events, event)
    made = rows_of(times=lambda day: times if within(day, planted) else 1.0)
    one = found_in(made, question(events=events))[0][f"holiday_period-{name}"]
    assert one.codes["direction"] == direction
    assert (one.figures["ratio"].low > 1, one.figures["ratio"].high < 1) == (
        direction == "up",
        direction == "down",
    )
    assert one.figures["times"].value == 3
    assert one.codes["themes"]
    assert one.series["counts"] == (one.figures["n"].value, one.figures["expected"].value)


def test_a_special_time_is_a_topic_when_the_next_one_is_near(events):
    planted = spans(events, "NATARU")
    made = rows_of(times=lambda day: 2.2 if within(day, planted) else 1.0)
    near = found_in(made, question(events=events, week=IsoWeek(2026, 49)))[0]["holiday_period-year_end"]
    far = found_in(made, question(events=events, week=IsoWeek(2026, 46)))[0]["holiday_period-year_end"]
    assert near.strength > 3 * far.strength


def test_years_without_anything_special_tell_of_none(events):
    loud = [
        one
        for seed in range(6)
        for one in found_in(rows_of(seed), question(events=events))[0]
        if one.startswith("holiday_period")
    ]
    assert len(loud) <= 1
    assert not any(
        one.startswith("holiday_period") for one in found_in(rows_of())[0]
    )  # no calendar, no claim


def test_months_that_every_year_repeats_are_told():
    one, answer = found_in(rows_of(times=lambda day: 1.9 if day.month in {1, 12} else 1.0))
    peak = one["peak_months"]
    assert (peak.figures["first_month"].value, peak.figures["last_month"].value) == (12, 1)
    assert peak.figures["ratio"].low > 1.3
    months = peak.series["months"]
    assert sum(months) == peak.figures["n"].value
    assert {sorted(range(12), key=months.__getitem__)[-n] for n in (1, 2)} == {0, 11}
    assert months[0] + months[11] == peak.figures["accidents"].value
    assert {"long_trend.yearly_ratio", "long_trend.p_value"} <= {e.id for e in answer.evidence}


def test_a_district_without_a_season_tells_of_none():
    loud = sum("peak_months" in found_in(rows_of(seed))[0] for seed in range(20, 26))
    assert loud <= 1


def test_under_two_years_there_is_no_season():
    made = rows_of(times=lambda day: (1.9 if day.month in {1, 12} else 1.0) * (day >= dt.date(2025, 1, 1)))
    assert "peak_months" not in found_in(made)[0]


@pytest.mark.parametrize(("times", "direction"), [(3.5, "up"), (0.2, "down")])
def test_months_with_more_or_fewer_deaths_than_in_earlier_years_are_told(times, direction):
    recent = (dt.date(2026, 8, 1), dt.date(2026, 10, 31))
    made = rows_of(mean=4.0, fatal_times=lambda day: times if recent[0] <= day <= recent[1] else 1.0)
    one = found_in(made)[0]["fatal_months"]
    assert one.codes["direction"] == direction
    assert (one.period.start, one.period.end) == recent
    assert one.figures["p_value"].value < 0.05
    assert one.figures["killed"].value >= one.figures["n"].value >= 3


def test_years_of_equal_deaths_tell_of_none():
    loud = sum("fatal_months" in found_in(rows_of(seed, mean=4.0))[0] for seed in range(6))
    assert loud <= 1


def test_deaths_of_the_running_month_wait_until_they_are_announced():
    last = dt.date(2026, 11, 30)
    days = [FIRST + dt.timedelta(days=i) for i in range((last - FIRST).days + 1)]
    random = np.random.RandomState(1)
    counts = random.poisson([12.0 if day >= dt.date(2026, 9, 1) else 1.0 for day in days])
    made = [day for day, n in zip(days, counts, strict=True) for _ in range(n)]
    rows = {
        "xy": None,
        "day": made,
        "hour": np.zeros(len(made), int),
        "severity": np.full(len(made), "fatal"),
    }
    asked = {"week": IsoWeek(2026, 49), "data_until": last}
    before = found_in(rows, question(**asked))[0]["fatal_months"]
    announced = found_in(rows, question(**asked, deaths_announced=True))[0]["fatal_months"]
    # the week begins on 30 November, so November runs
    assert before.period.end == dt.date(2026, 10, 31)
    assert announced.period.end == last


def late(rows, mean_days, seed=3):
    """The file as it looks on the last day: rows with geometric delays that were entered by then."""
    random = np.random.RandomState(seed)
    entered = [
        day + dt.timedelta(days=int(d) - 1) for day, d in zip(rows["day"], random.geometric(1 / mean_days, len(rows["day"])), strict=True)
    ]  # fmt: skip
    kept = [i for i, day in enumerate(entered) if day <= UNTIL]
    seen = {"xy": None, "day": [rows["day"][i] for i in kept]}
    seen |= {key: rows[key][kept] for key in ("hour", "severity")}
    return seen, [entered[i] for i in kept]


def test_a_fall_that_is_only_late_reporting_is_never_called_a_fall():
    told = set()
    for seed in range(3):
        seen, entered = late(rows_of(seed, mean=4.0), 16)
        blind = found_in(seen)[0]["four_week_change"]
        knowing = found_in(seen, reported_on=np.array(entered, "datetime64[ns]"))[0]["four_week_change"]
        told.add(blind.codes["direction"])
        assert knowing.codes["direction"] == "incomplete"
        assert knowing.codes["reports"] == "incomplete"
        assert knowing.figures["complete"].value < 0.9
        assert (
            knowing.figures["estimate"].low
            < knowing.figures["before"].value
            < knowing.figures["estimate"].high
        )
        assert knowing.series["entered"][-1] < knowing.series["entered"][0]
    assert "down" in told


def test_without_days_of_entry_the_recap_says_that_nothing_was_corrected():
    one, answer = found_in(rows_of(mean=4.0), reported_on=np.datetime64("NaT", "D"))
    assert one["four_week_change"].codes["reports"] == "unknown"
    assert "complete" not in one["four_week_change"].figures
    assert answer.parameters["reports_as_of"] == "unknown"


def test_a_real_rise_is_told_although_reports_are_late():
    rise = rows_of(mean=4.0, times=lambda day: 2.5 if day > UNTIL - dt.timedelta(days=28) else 1.0)
    seen, entered = late(rise, 8)
    one = found_in(seen, reported_on=np.array(entered, "datetime64[ns]"))[0]["four_week_change"]
    assert one.codes["direction"] == "up"
