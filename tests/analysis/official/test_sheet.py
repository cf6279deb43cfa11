import datetime as dt

import numpy as np
import pytest

from generator.analysis.measures import rates
from generator.analysis.official import blackspot_rule as rule
from generator.analysis.official.comparison import LEAST_DAYS
from generator.analysis.official.weight_sets import WEIGHT_SETS
from generator.analysis.survey import survey
from generator.errors import SettingsError
from tests.analysis.official.sheets import areas_of, sheet_of, town_rows
from tests.analysis.towns import (
    bare_ground,
    grid_ground,
    planted,
    question,
    random_rows,
    table_of,
)

DEFAULT = WEIGHT_SETS[0].name
UNITS = {"km_years", "vehicle_km", "junction_years"}


@pytest.fixture(scope="module")
def sheet():
    return sheet_of(town_rows(), grid_ground(areas=areas_of([90_000.0, np.nan])))


def column(sheet, *path):
    values = []
    for one in sheet.segments:
        for name in path:
            one = one[name] if isinstance(one, dict) else getattr(one, name)  # noqa: PLW2901
        values.append(one)
    return values


def test_every_accident_on_a_road_is_on_one_segment(sheet):
    assert sum(one.accidents for one in sheet.segments) == sheet.on_segments
    assert 0.97 * sheet.accidents < sheet.on_segments <= sheet.accidents
    assert sum(one.accidents for one in sheet.groups) == sheet.on_segments
    assert sum(one.sites for one in sheet.groups) == sheet.all_pieces + sheet.all_junctions


def test_segments_come_by_ean_and_each_set_has_its_own_ean_and_rank(sheet):
    persons = np.array(
        [[getattr(one.casualties, k) for k in ("killed", "serious", "slight")] for one in sheet.segments]
    )
    for weights in WEIGHT_SETS:
        expected = rule.equivalent_accidents(weights, *persons.T, column(sheet, "casualties", "damage"))
        ean = np.array(column(sheet, "ean", weights.name))
        assert ean == pytest.approx(expected, abs=1e-6)
        ranks = column(sheet, "ranks", "by_set", weights.name)
        assert ranks == [1 + int((ean > one).sum()) for one in ean]
    ean = column(sheet, "ean", DEFAULT)
    assert ean == sorted(ean, reverse=True)


def test_control_figures_are_those_of_the_rules(sheet):
    ean = np.array(column(sheet, "ean", DEFAULT))
    assert sheet.limits[DEFAULT].bka == pytest.approx(rule.upper_control_limit(ean), rel=1e-12)
    assert column(sheet, "control", "is_over_bka") == (ean > sheet.limits[DEFAULT].bka).tolist()
    assert sheet.limits[DEFAULT].over == sum(column(sheet, "control", "is_over_bka"))
    assert column(sheet, "control", "z_score") == pytest.approx(rule.z_scores(ean).tolist(), rel=1e-12)
    assert column(sheet, "control", "legacy_ucl") == pytest.approx(rule.legacy_limit(ean).tolist(), rel=1e-12)


def test_the_limit_over_all_segments_is_lower_than_over_those_with_accidents(sheet):
    for limit in sheet.limits.values():
        assert limit.bka_all < limit.bka
        assert limit.over_all >= limit.over


def test_nordens_limit_compares_rates_of_one_unit(sheet):
    for group in sheet.groups:
        assert group.unit in UNITS
        own = [one for one in sheet.segments if one.control.exposure_unit == group.unit]
        assert sum(one.accidents for one in own) == group.accidents
        average = group.accidents / group.exposure
        for one in own:
            m = one.control.exposure
            expected = average + 2.576 * (average / m) ** 0.5 + 2.576**2 / (8 * m) + 1 / (2 * m)
            assert one.control.ucl == pytest.approx(expected, rel=1e-12)
            assert one.control.rate == pytest.approx(one.accidents / m, rel=1e-12)


def test_the_cusum_of_a_street_is_that_of_all_its_pieces(sheet):
    streets = {one.stretch.street for one in sheet.segments if one.stretch.street >= 0}
    assert len(streets) > 10
    for street in streets:
        own = [one for one in sheet.segments if one.stretch.street == street]
        counts = np.zeros(own[0].stretch.pieces)
        for one in own:
            counts[one.stretch.order - 1] = one.accidents
        for one in own:
            assert one.control.cusum == pytest.approx(rule.cusum(counts)[one.stretch.order - 1], abs=1e-9)
            rises = counts > counts.mean()
            before = one.stretch.order > 1 and rises[one.stretch.order - 2]
            here = rises[one.stretch.order - 1]
            assert one.control.cusum_slope == ("down" if not here else "up" if before else "turns_up")


def test_a_planted_street_is_on_both_lists_and_a_single_fatal_crash_on_the_official_one_only():
    rows = town_rows()
    killed = (np.asarray(rows["severity"]) == "fatal").astype(int)
    killed[-1] = 4
    sheet = sheet_of(rows, grid_ground(), killed=killed)
    both = [one for one in sheet.segments if one.why == "both"]
    assert any(one.accidents >= 10 and one.tested == "hotspot" for one in both)
    deadly = next(one for one in sheet.segments if one.casualties.killed >= 4)
    assert (deadly.why, deadly.tested, deadly.control.is_over_bka) == ("death_lifts", "none", True)
    assert deadly.estimate.p_double < 0.9
    assert all(one.hotspot_rank == 0 for one in sheet.segments if one.tested == "none")


def test_estimates_lie_between_expectation_and_count(sheet):
    for one in sheet.segments:
        estimate = one.estimate
        assert (
            min(estimate.expected, one.accidents) <= estimate.value <= max(estimate.expected, one.accidents)
        )
        assert estimate.low <= estimate.value <= estimate.high
        assert one.low <= one.accidents <= one.high


def test_a_kecamatan_without_population_is_counted_but_has_no_rate(sheet):
    by_name = {one.name: one for one in sheet.areas}
    assert by_name["Timur"].accidents > 100
    assert (by_name["Timur"].population, by_name["Timur"].rate, by_name["Timur"].smoothed) == (
        None,
        None,
        None,
    )
    west = by_name["Barat"]
    assert west.rate == pytest.approx(west.accidents / 90_000 * 1e5 / sheet.years, rel=1e-12)
    assert west.smoothed == pytest.approx(west.rate)
    assert sum(one.accidents for one in sheet.areas) == sheet.accidents


def test_rates_of_kecamatan_are_marshalls():
    sheet = sheet_of(town_rows(), grid_ground(areas=areas_of([90_000.0, 30_000.0])))
    counts, people = [one.accidents for one in sheet.areas], [one.population for one in sheet.areas]
    expected = rates.marshall(counts, people) * 1e5 / sheet.years
    assert [one.smoothed for one in sheet.areas] == pytest.approx(expected.tolist(), rel=1e-12)


def test_traffic_of_the_road_file_gives_rates_per_vehicle_km_and_junctions_keep_theirs():
    ground = grid_ground()
    ground.roads["aadt"] = np.where(ground.roads["road_class"] == "arterial", 9000.0, np.nan)
    sheet = sheet_of(town_rows(), ground)
    assert {one.unit for one in sheet.groups} == UNITS
    for one in sheet.segments:
        has_traffic = one.stretch.kind == "street" and one.stretch.road_class == "arterial"
        assert (one.control.traffic_rate is not None) == has_traffic
        if has_traffic:
            expected = rates.accident_rate(one.accidents, sheet.years, 9000.0, one.stretch.length_m / 1000)
            assert one.control.traffic_rate == pytest.approx(float(expected), rel=1e-9)


def test_without_roads_the_sheet_says_so_and_still_counts_the_kecamatan():
    sheet = sheet_of(town_rows(), bare_ground())
    assert sheet.notes[0] == "needs_roads"
    assert sheet.segments == ()
    assert [one.name for one in sheet.areas]
    assert sum(one.accidents for one in sheet.areas) == sheet.accidents


def test_with_five_accidents_no_segment_is_judged():
    rows = {name: values[:5] for name, values in town_rows().items()}
    sheet = sheet_of(rows, grid_ground())
    assert sheet is None or (sheet.notes[0], sheet.segments) == ("no_search", ())


def test_data_that_are_too_fresh_have_no_sheet():
    rows = random_rows(60, 3, start=dt.date(2026, 11, 1))
    assert sheet_of(rows, grid_ground()) is None


def test_less_than_two_years_is_said():
    rows = random_rows(300, 2, start=dt.date(2026, 1, 1))
    sheet = sheet_of(rows, grid_ground())
    assert sheet.period.days < LEAST_DAYS
    assert "short_observation" in sheet.notes


def test_the_order_of_the_rows_does_not_matter(sheet):
    rows = town_rows()
    order = np.random.default_rng(1).permutation(len(rows["day"]))
    shuffled = {
        name: np.asarray(values, dtype=object if name == "day" else None)[order]
        for name, values in rows.items()
    }
    shuffled["day"] = list(shuffled["day"])
    assert sheet_of(shuffled, grid_ground(areas=areas_of([90_000.0, np.nan]))) == sheet


def test_an_unknown_weight_set_of_the_campaign_is_a_plain_sentence():
    with pytest.raises(SettingsError, match="weight_set"):
        survey(table_of(random_rows(60, 1)), grid_ground(), question(weight_set="9:9:9"))


def test_the_indian_rule_counts_500_m_of_the_same_road_in_three_years():
    rows = planted(random_rows(400, 5), (1650.0, 900.0), 6, 3, 20.0, severity="serious")
    sheet = sheet_of(rows, grid_ground())
    near = [one for one in sheet.segments if one.rules.is_india]
    assert near
    assert all(one.rules.severe_500m >= 5 or one.rules.killed_500m >= 10 for one in near)
    assert max(one.rules.severe_500m for one in near) >= 6
    names = {one.stretch.place.name.split(",")[0] for one in near if one.stretch.kind == "street"}
    assert "Jalan Mendatar 4" in names


def test_a_file_that_never_counts_the_killed_is_named():
    import pandas as pd

    rows = random_rows(200, 5)
    sheet = sheet_of(rows, grid_ground(), killed=[pd.NA] * 200)
    assert "no_killed" in sheet.notes
