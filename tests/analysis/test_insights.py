import datetime as dt

import numpy as np
import pytest

from generator.analysis.insights import shares
from generator.analysis.survey import survey
from tests.analysis.towns import UNTIL, bare_ground, planted, question, random_rows, table_of


def answer_of(rows=None, ground=None, asked=None, **columns):
    rows = rows if rows is not None else {**random_rows(1200, 1), "xy": None}
    found = survey(table_of(rows, **columns), ground or bare_ground(), asked or question())
    return {one.id: one for one in found.insights}, found


def codes_with(n, seed, **share):
    return np.random.default_rng(seed).choice(list(share), n, p=list(share.values()))


def test_a_code_that_is_more_often_severe_is_said_with_its_ratio():
    rows = {**random_rows(1200, 1), "xy": None}
    kind = codes_with(1200, 2, head_on=0.3, rear_end=0.4, single=0.3)
    rng = np.random.default_rng(3)
    severe = rng.random(1200) < np.where(kind == "head_on", 0.55, 0.15)
    rows["severity"] = np.where(severe, "serious", "slight")
    one = answer_of(rows, collision_type=kind)[0]["collision_type"]
    assert (one.codes["code"], one.codes["baseline"]) == ("head_on", "severe")
    assert one.figures["ratio"].low > 1.5
    assert one.figures["severe_share"].value > one.figures["severe_share_rest"].value
    assert one.figures["p_value"].value < 1e-6


def test_a_code_that_grew_in_the_last_twelve_months_is_said():
    rows = {**random_rows(1200, 1), "xy": None}
    recent = np.array([day > UNTIL - dt.timedelta(days=365) for day in rows["day"]])
    rng = np.random.default_rng(3)
    kind = np.where(rng.random(1200) < np.where(recent, 0.45, 0.15), "single", "rear_end")
    one = answer_of(rows, collision_type=kind)[0]["collision_type"]
    assert (one.codes["code"], one.codes["baseline"]) == ("single", "recent")
    assert one.figures["ratio"].value > 1.5


def test_without_a_difference_the_largest_code_is_simply_the_largest():
    kinds = []
    for seed in range(20):
        kind = codes_with(1200, seed, head_on=0.3, rear_end=0.4, single=0.3)
        kinds.append(answer_of(collision_type=kind)[0]["collision_type"].codes)
    assert sum(one["baseline"] != "share" for one in kinds) <= 3
    assert all(one["code"] == "rear_end" for one in kinds if one["baseline"] == "share")


def test_labels_and_counts_go_together_and_hold_the_code_talked_about():
    weather = codes_with(1200, 4, clear=0.85, rain=0.1, unknown=0.05)
    one = answer_of(weather=weather)[0]["weather"]
    labels = one.codes["labels"].split(",")
    assert one.codes["code"] == "rain"
    assert labels == ["clear", "rain"]
    assert list(one.series["counts"]) == [
        one.figures["n"].value - one.figures["count"].value,
        one.figures["count"].value,
    ]


def test_a_column_that_is_mostly_empty_or_has_one_code_stays_silent():
    for kinds in ({"pedestrian": 0.3, "unknown": 0.7}, {"pedestrian": 1.0}):
        insights, found = answer_of(collision_type=codes_with(1200, 1, **kinds))
        assert "collision_type" not in insights
        assert ("collision_type", "too_few_recorded") in found.withheld


def test_fine_weather_is_never_the_finding():
    rows = {**random_rows(1200, 1), "xy": None}
    weather = codes_with(1200, 4, clear=0.5, rain=0.5)
    rows["severity"] = np.where(weather == "clear", "serious", "slight")
    assert answer_of(rows, weather=weather)[0]["weather"].codes["code"] == "rain"


def test_several_road_users_of_one_accident_count_each():
    ones = np.ones(1200, int)
    one = answer_of(user_motorcycle=ones, user_car=np.arange(1200) % 2)[0]["road_user"]
    assert one.figures["share"].value == 1.0
    assert one.codes["labels"] == "motorcycle,car"


@pytest.mark.parametrize("row", shares.TABLE, ids=lambda row: row.kind)
def test_every_row_of_the_table_stays_silent_without_recorded_codes(row):
    quality = np.full(1200, "missing")
    insights, found = answer_of(time_quality=quality)
    assert row.kind not in insights
    assert (row.kind, "too_few_recorded") in found.withheld


def test_hours_come_from_recorded_times_only():
    n = 1200
    hour = np.where(np.random.default_rng(1).random(n) < 0.4, 18, np.arange(n) % 24)
    quality = np.where(np.arange(n) % 10 == 0, "default", "recorded")
    one = answer_of(hour=hour, time_quality=quality)[0]["hours"]
    assert one.figures["recorded"].value < one.figures["total"].value
    assert sum(one.series["hours"]) == one.figures["recorded"].value
    assert len(one.series["week_hours"]) == 168
    assert one.figures["window_start"].value <= 18 < one.figures["window_end"].value


@pytest.mark.parametrize(("every", "reason"), [(2, "too_few_times"), (1, "too_few_accidents")])
def test_hours_stay_silent_when_too_few_times_were_recorded(every, reason):
    quality = np.where(np.arange(1200) % every == 0, "missing", "recorded")
    insights, found = answer_of(hour=np.full(1200, 18), time_quality=quality)
    assert "hours" not in insights
    assert ("hours", reason) in found.withheld


def test_an_even_day_has_no_busy_hours():
    insights, found = answer_of(hour=np.arange(1200) % 24)
    assert "hours" not in insights
    assert ("hours", "not_beyond_chance") in found.withheld


def weekly_rows(per_week):
    """One row on each day counted: {weeks before the last complete week: accidents}."""
    monday = dt.date(2026, 11, 9)
    days = [
        monday - dt.timedelta(weeks=back) + dt.timedelta(days=i % 7)
        for back, n in per_week.items()
        for i in range(n)
    ]
    n = len(days)
    return {"xy": None, "day": days, "hour": np.zeros(n, int), "severity": np.full(n, "slight")}


def test_a_week_of_one_or_two_is_printed_as_few():
    history = dict.fromkeys(range(3, 150), 10)
    one = answer_of(weekly_rows({0: 2, 1: 1, 2: 5, **history}))[0]["four_week_change"]
    assert "last_week" not in one.figures
    assert one.codes["last_week_note"] == "few"
    assert one.series["weeks"][-2:] == (1.5, 1.5)
    assert len(one.series["weeks"]) == 13


def test_the_weeks_are_not_told_where_the_four_week_total_would_give_the_small_one_away():
    one = answer_of(weekly_rows({0: 2, **dict.fromkeys(range(1, 150), 10)}))[0]["four_week_change"]
    assert one.figures["last_four"].value == 32
    assert "weeks" not in one.series


def test_a_change_is_up_only_beyond_chance_and_carries_its_test():
    history = dict.fromkeys(range(4, 150), 5)
    up = answer_of(weekly_rows({0: 12, 1: 12, 2: 12, 3: 12, **history}))[0]["four_week_change"]
    assert up.codes["direction"] == "up"
    assert up.codes["compared_with"] == "same_weeks"
    assert (up.figures["last_four"].value, up.figures["before"].value) == (48, 20)
    assert up.figures["p_value"].value < 0.05
    even = answer_of(weekly_rows({0: 6, 1: 5, 2: 6, 3: 5, **history}))[0]["four_week_change"]
    assert even.codes["direction"] == "stable"
    assert even.strength < up.strength


@pytest.mark.parametrize("is_announced", [True, False])
def test_deaths_of_the_running_month_are_told_only_when_announced(is_announced):
    rows = weekly_rows(dict.fromkeys(range(150), 5))
    rows["severity"] = np.full(len(rows["day"]), "fatal")
    one = answer_of(rows, asked=question(deaths_announced=is_announced))[0]["four_week_change"]
    assert ("killed" in one.figures) is is_announced
    assert is_announced or one.codes["killed_note"] == "not_announced"


@pytest.mark.parametrize(("weekend", "direction"), [(0.45, "weekend"), (0.15, "weekdays"), (None, "even")])
def test_the_weekend_is_said_only_beyond_chance(weekend, direction):
    rng = np.random.default_rng(2)
    days = [UNTIL - dt.timedelta(days=i) for i in range(700)]
    p = np.array(
        [1.0 if weekend is None else (weekend / 2 if d.weekday() >= 5 else (1 - weekend) / 5) for d in days]
    )
    rows = {**random_rows(1200, 1), "xy": None, "day": list(rng.choice(days, 1200, p=p / p.sum()))}
    one = answer_of(rows)[0]["weekday"]
    assert one.codes["direction"] == direction
    assert sum(one.series["weekdays"]) == one.figures["n"].value


def test_a_small_kecamatan_cannot_be_found_by_subtraction():
    names = np.array(["Cakra"] * 700 + ["Bukit"] * 300 + ["Lor"] * 198 + ["Kecil"] * 2)
    rows = {**random_rows(1200, 1, start=dt.date(2025, 1, 1), until=dt.date(2026, 9, 30)), "xy": None}
    one = answer_of(rows, district=names)[0]["district_part"]
    assert one.codes["labels"] == "Cakra|Bukit"
    assert one.figures["parts"].value == 4


def test_kecamatan_stay_silent_where_last_months_edition_would_give_the_small_one_away():
    names = np.array(["Cakra"] * 700 + ["Bukit"] * 300 + ["Lor"] * 198 + ["Kecil"] * 2)
    rows = {**random_rows(1200, 1, start=dt.date(2025, 1, 1), until=dt.date(2026, 8, 31)), "xy": None}
    rows["day"][-1] = dt.date(2026, 9, 5)  # all that September adds
    insights, found = answer_of(rows, district=names)
    assert "district_part" not in insights
    assert ("district_part", "few") in found.withheld


def test_a_place_tells_hours_only_from_ten_recorded_times_and_a_collision_only_from_five():
    rows = random_rows(900, 6, blocks=30, block_m=500.0)
    rows = planted(rows, (5000, 5250), 40, 1, hour=19)
    n = len(rows["day"])
    kind = np.where(np.arange(n) >= n - 40, "head_on", "rear_end")
    one = answer_of(rows, collision_type=kind)[0]["hotspot_place-1"]
    assert one.figures["window_start"].value <= 19 < one.figures["window_end"].value
    assert one.codes["top_collision"] == "head_on"
    few = {**rows, "hour": np.where(np.arange(n) >= n - 34, -1, rows["hour"])}
    hours = [None if hour < 0 else int(hour) for hour in few["hour"]]
    assert "window_start" not in answer_of(rows, hour=hours)[0]["hotspot_place-1"].figures


def test_the_analyst_sees_whether_hours_gather_and_which_stretch_of_the_week_stands_out():
    rows = random_rows(600, 5)
    rows["hour"] = np.where(np.arange(600) % 3 > 0, 17, rows["hour"])
    made = survey(table_of(rows), bare_ground(), question())
    values = {one.id: one.value for one in made.evidence}
    assert values["hours.gathering_p_value"] < 1e-6
    assert 14 < values["hours.mean_hour"] < 20
    assert not any(one.is_told for one in made.evidence if one.id.startswith("hours.mean"))
