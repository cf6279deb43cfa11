"""A whole evaluation: a planted effect is found, nothing is found where nothing is, and every refusal is true."""

import dataclasses
import datetime as dt
import itertools

import numpy as np
import pandas as pd
import pytest

from generator.analysis.evaluation import periods
from generator.analysis.evaluation.sites import Asked
from generator.analysis.evaluation.study import study
from generator.errors import SettingsError
from generator.records import Period
from tests.analysis.evaluation.activity import BLOCK_M, BLOCKS, DAYS, UNTIL, activity, rows
from tests.analysis.towns import bare_ground, grid_ground, random_rows, table_of


@pytest.fixture(scope="module")
def ground():
    return grid_ground(BLOCKS, BLOCK_M)


@pytest.fixture(scope="module")
def plain(ground):
    """Rows without any effect."""
    return rows()


def codes(made):
    return [one.code for one in made.refusals]


def test_a_planted_reduction_is_found_with_its_size(ground):
    made = study(table_of(rows(effect=0.3)), ground, activity())
    assert (codes(made), made.verdict) == ([], "fewer")
    assert made.comparison.effect.low < 0.4 < made.comparison.effect.high < 1
    assert made.before == Period(dt.date(2023, 1, 1), dt.date(2025, 12, 31))
    assert len(made.sites) == 10


def test_without_an_effect_nothing_is_claimed(ground, plain):
    made = study(table_of(plain), ground, activity())
    assert (codes(made), made.verdict) == ([], "undecided")
    assert made.comparison.effect.low < 1 < made.comparison.effect.high


def test_an_increase_is_said_as_well(ground):
    assert study(table_of(rows(effect=2.5)), ground, activity()).verdict == "more"


def test_the_order_of_rows_does_not_matter(ground, plain):
    order = np.random.RandomState(1).permutation(len(plain["day"]))
    mixed = {
        "xy": plain["xy"][order],
        "day": [plain["day"][i] for i in order],
        "hour": plain["hour"][order],
        "severity": plain["severity"][order],
    }
    one, two = (study(table_of(each), ground, activity()) for each in (plain, mixed))
    assert one.comparison == two.comparison


def test_comparison_roads_are_of_the_same_class_and_apart(ground, plain):
    made = study(table_of(plain), ground, activity())
    assert made.compared_m < made.network_m * 18 / 26  # local streets only
    assert made.compared_m > 0.2 * made.network_m


def test_no_roads_no_answer(plain):
    made = study(table_of(plain), bare_ground(), activity())
    assert made.verdict is None
    assert "no_roads" in codes(made)


def test_an_activity_beyond_the_data_is_refused(ground, plain):
    made = study(table_of(plain), ground, activity(data_until=dt.date(2026, 5, 31)))
    assert made.verdict is None
    assert codes(made) == ["after_open"]


def test_late_reports_are_waited_for(ground, plain):
    table = table_of(plain)
    table["reported_on"] = table["occurred_on"] + pd.to_timedelta(np.arange(len(table)) % 90, unit="D")
    made = study(table, ground, activity())
    assert codes(made) == ["after_late"]
    assert made.refusals[0].facts["share"] < 0.8


def test_less_than_two_years_before_are_refused(ground, plain):
    made = study(table_of(plain), ground, activity(days=Period(dt.date(2024, 10, 1), dt.date(2025, 6, 30))))
    assert made.verdict is None
    assert "before_short" in codes(made)
    assert next(one for one in made.refusals if one.code == "before_short").facts["months"] == 21


def test_a_gap_in_the_data_is_seen(ground, plain):
    table = table_of(plain)
    inside = (table["occurred_on"] >= "2024-03-01") & (table["occurred_on"] <= "2024-04-15")
    made = study(table[~inside], ground, activity())
    assert "gap" in codes(made)
    assert made.refusals[codes(made).index("gap")].facts == {"days": 46, "first": dt.date(2024, 3, 1)}


def test_another_way_of_recording_is_seen(ground, plain):
    table = table_of(plain, collision_type="rear_end")
    during = table["occurred_on"] >= "2026-01-01"
    table.loc[during, "collision_type"] = "unknown"
    assert codes(study(table, ground, activity())) == ["recorded"]
    fewer = table_of(plain)
    keep = ~((fewer["occurred_on"] >= "2026-01-01") & fewer["severity"].isin(["damage", "slight"])) | (
        np.arange(len(fewer)) % 5 == 0
    )
    fewer.loc[fewer["occurred_on"] < "2026-01-01", "severity"] = fewer["severity"].where(
        fewer["severity"] != "slight", "damage"
    )
    assert "damage" in codes(study(fewer[keep], ground, activity()))


def test_positions_lost_in_one_period_are_seen(ground, plain):
    table = table_of(plain)
    during = (table["occurred_on"] >= "2026-01-01").to_numpy() & (np.arange(len(table)) % 5 == 0)
    table.loc[during, "point"] = None
    table.loc[during, "point_quality"] = "missing"
    assert "unlocated_changed" in codes(study(table, ground, activity()))


def test_a_district_whose_accidents_lie_elsewhere_is_refused(ground, plain):
    moved = {**plain, "xy": plain["xy"] + np.where(np.arange(len(plain["day"]))[:, None] % 2, 40_000.0, 0.0)}
    made = study(table_of(moved), ground, activity())
    assert made.verdict is None
    assert "unlocated" in codes(made)


def test_places_that_are_most_of_the_network_are_refused(ground, plain):
    names = [f"Jalan Mendatar {n}" for n in range(1, 14)] + ["Jalan Tegak 2", "Jalan Tegak 3"]
    made = study(table_of(plain), ground, activity(asked=tuple(map(Asked, (f"ruas:{n}" for n in names)))))
    assert made.verdict is None
    assert "sites_half" in codes(made)


def test_a_few_accidents_carry_no_answer(ground):
    made = study(table_of(rows(per_year=10)), ground, activity(asked=activity().asked[:1]))
    assert made.verdict is None
    assert codes(made) == ["too_few"]
    assert made.refusals[0].facts["detectable"] > 0.6


def test_a_thin_comparison_is_refused(ground):
    made = study(table_of(rows(background=200)), ground, activity())
    assert "few_compared" in codes(made)


def test_places_that_already_went_their_own_way_are_refused(ground, plain):
    table = table_of(plain)
    at = np.arange(len(table)) >= 3600  # the planted ones
    keep = ~(at & (table["occurred_on"] < "2024-07-01").to_numpy())
    made = study(table[keep], ground, activity())
    assert "trend_differs" in codes(made)


def test_an_unknown_place_is_named():
    few = table_of(random_rows(29, 1, blocks=4, until=UNTIL))
    with pytest.raises(SettingsError, match="Jalan Khayal"):
        study(few, grid_ground(4), activity(asked=(Asked("Jalan Khayal"), Asked("ruas:Jalan Tegak 2"))))


def test_a_road_is_known_by_its_name(ground, plain):
    whole = study(table_of(plain), ground, activity(asked=(Asked("ruas:jalan mendatar 4"),)))
    assert [(one.name, one.kind, round(one.length_m, -2)) for one in whole.sites] == [
        ("Jalan Mendatar 4", "road", 7200)
    ]


def test_a_hotspot_is_known_by_its_name_in_the_list_before_the_activity():
    """What happens during the activity moves none of its edges."""
    table = table_of(rows(per_year=16))
    named = dataclasses.replace(activity(), asked=(Asked("jalan mendatar 2"),))
    thinned = table[(table["occurred_on"] < str(DAYS.start)) | (np.arange(len(table)) % 2 == 0)]
    ground = grid_ground(BLOCKS, BLOCK_M)
    one, two = (study(each, ground, named).sites[0] for each in (table, thinned))
    assert one.kind == "hotspot"
    assert one.length_m < 500
    assert np.array_equal(one.lixels, two.lixels)


@pytest.mark.parametrize(
    ("first", "start", "years"),
    [
        (dt.date(2023, 1, 1), dt.date(2026, 1, 1), 3),
        (dt.date(2023, 1, 2), dt.date(2026, 1, 1), 2),
        (dt.date(2010, 1, 1), dt.date(2026, 1, 1), 5),
        (dt.date(2022, 2, 28), dt.date(2024, 2, 29), 2),
        (UNTIL, UNTIL, 0),
    ],
)
def test_before_is_whole_years_without_gap_or_overlap(first, start, years):
    made = periods.before(first, start)
    assert len(made) == years
    for one, two in itertools.pairwise(made):
        assert two.start - one.end == dt.timedelta(days=1)
    if made:
        assert start - made[-1].end == dt.timedelta(days=1)
        assert made[0].start >= first
