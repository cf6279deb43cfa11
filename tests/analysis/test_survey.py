import dataclasses
import datetime as dt
import math

import numpy as np
import pandas as pd
import pytest
import shapely

from generator.analysis.survey import survey
from generator.records import IsoWeek
from tests.analysis.towns import bare_ground, grid_ground, planted, question, random_rows, table_of

KINDS = "collision_type road_user recorded_factor weather light weekday hours district_part four_week_change"


@pytest.fixture(scope="module")
def rows():
    made = planted(random_rows(1500, 1), (1500, 1000), 30, 2)
    made = planted(made, (1050, 2100), 22, 3, severity="serious")
    return planted(made, (2400, 2400), 22, 4, hour=19)


@pytest.fixture(scope="module")
def columns(rows):
    rng = np.random.default_rng(5)
    n = len(rows["day"])
    return {
        "collision_type": rng.choice(["rear_end", "head_on", "single", "unknown"], n),
        "weather": rng.choice(["clear", "rain"], n, p=[0.9, 0.1]),
        "light": rng.choice(["daylight", "night_dark"], n),
        "recorded_factor": rng.choice(["speed", "overtaking"], n),
        "district": rng.choice(["Cakra", "Bukit", "Lor"], n, p=[0.5, 0.3, 0.2]),
        "user_motorcycle": rng.integers(0, 2, n),
        "user_car": np.ones(n, int),
        "is_sample": np.ones(n, bool),
        # a busy evening, so that the hours speak
        "hour": np.where(rng.random(n) < 0.3, rng.integers(17, 20, n), rows["hour"]),
    }


@pytest.fixture(scope="module")
def table(rows, columns):
    return table_of(rows, **columns)


@pytest.fixture(scope="module")
def found(table):
    return survey(table, grid_ground(), question())


def test_the_planted_places_are_named_and_nothing_else(found):
    assert found.method == "network_window"
    names = sorted(spot.place.name for spot in found.hotspots)
    assert (
        names == ["Jalan Mendatar 8", "Jalan Tegak 6", "Simpang Jalan Mendatar 9 – Jalan Tegak 9"]
        or len(names) == 3
    )
    assert all(not spot.is_watch_only and spot.q_value <= 0.05 for spot in found.hotspots)


def test_every_kind_of_the_contract_comes_out(found):
    kinds = {one.kind for one in found.insights}
    assert kinds >= {*KINDS.split(), "hotspot_ranking", "hotspot_place"}
    assert len({one.id for one in found.insights}) == len(found.insights)
    assert sum(one.kind == "hotspot_place" for one in found.insights) == 3


def test_every_figure_leads_to_its_evidence(found):
    by_id = {one.id: one for one in found.evidence}
    for insight in found.insights:
        assert set(insight.evidence) == {
            figure.source.removeprefix("evidence:") for figure in insight.figures.values()
        }
        for figure in insight.figures.values():
            assert by_id[figure.source.removeprefix("evidence:")].value == figure.value
            assert math.isfinite(figure.value)


def test_strength_lies_between_nothing_and_one_and_orders_the_insights(found):
    values = [one.strength for one in found.insights]
    assert values == sorted(values, reverse=True)
    assert all(0 <= value <= 1 for value in values)


def test_the_sample_stamp_follows_the_data(found):
    assert found.is_sample
    assert all(one.is_sample for one in found.insights)


def test_the_order_of_the_rows_does_not_matter(table, found):
    shuffled = table.sample(frac=1.0, random_state=3).reset_index(drop=True)
    assert survey(shuffled, grid_ground(), question()) == found


def test_the_same_question_gives_the_same_answer(table, found):
    assert survey(table, grid_ground(), question()) == found


def test_no_exact_position_leaves(table, found):
    exact = {(round(p.x, 5), round(p.y, 5)) for p in table["point"]}
    points = [(s.place.lon, s.place.lat) for s in found.internal_hotspots] + [
        (c.lon, c.lat) for c in found.heat
    ]
    points += [point for spot in found.internal_hotspots for point in spot.line]
    assert all(point == (round(point[0], 3), round(point[1], 3)) for point in points)
    assert not exact & {(round(a, 5), round(b, 5)) for a, b in points}


def test_public_places_tell_no_one_or_two_persons(found):
    for spot in found.hotspots:
        for persons in (spot.killed, spot.seriously_injured, spot.slightly_injured):
            assert persons is None or persons == 0 or persons >= 3
        assert bool(spot.ean) is (None not in (spot.killed, spot.seriously_injured, spot.slightly_injured))
    assert any(spot.killed for spot in found.internal_hotspots) or found.internal_hotspots


def test_places_are_frozen_by_month_and_older_than_thirty_days(table, found):
    assert found.hotspots[0].period.end == dt.date(2026, 9, 30)
    other = survey(table, grid_ground(), question(week=IsoWeek(2026, 47), data_until=dt.date(2026, 11, 8)))
    assert other.hotspots == found.hotspots


def test_rows_after_the_last_complete_day_are_not_looked_at(rows, columns, found):
    late = {
        name: np.concatenate([np.asarray(value), np.asarray(value)[:9]]) for name, value in columns.items()
    }
    more = {
        "xy": np.vstack([rows["xy"], rows["xy"][:9]]),
        "day": [*rows["day"], *[dt.date(2026, 11, 17)] * 9],
        "hour": np.concatenate([rows["hour"], rows["hour"][:9]]),
        "severity": np.concatenate([rows["severity"], rows["severity"][:9]]),
    }
    assert survey(table_of(more, **late), grid_ground(), question()) == found


def test_stale_data_say_nothing_about_change(table):
    stale = survey(table, grid_ground(), question(week=IsoWeek(2026, 52)))
    assert stale.is_stale
    assert ("four_week_change", "stale_data") in stale.withheld
    assert "four_week_change" not in {one.kind for one in stale.insights}


def test_without_roads_gathering_points_are_found_by_local_contrast():
    made = random_rows(700, 6, blocks=30, block_m=500.0)
    made = planted(made, (5000, 5250), 40, 1)
    answer = survey(table_of(made, district="Cakra"), bare_ground(), question())
    assert answer.method == "local_contrast"
    assert [spot.place.kind for spot in answer.hotspots] == ["cluster"]
    assert answer.hotspots[0].place.name == "sekitar Cakra"
    assert answer.hotspots[0].line == ()


def test_without_any_coordinate_area_material_comes_out(rows, columns):
    answer = survey(table_of({**rows, "xy": None}, **columns), bare_ground(), question())
    assert answer.located == 0
    assert ("hotspots", "no_coordinates") in answer.withheld
    assert {"district_part", "hours", "collision_type"} <= {one.kind for one in answer.insights}
    assert answer.heat == ()


def hide(table, share):
    hidden = table.copy()
    rows = np.random.default_rng(0).random(len(table)) < share
    hidden.loc[rows, "point"] = None
    hidden.loc[rows, "point_quality"] = "missing"
    return hidden


@pytest.mark.parametrize(("share", "is_refused"), [(0.12, False), (0.3, False), (0.5, True)])
def test_too_many_rows_without_a_place_silence_the_hotspots(table, share, is_refused):
    answer = survey(hide(table, share), grid_ground(), question())
    assert (("hotspots", "too_many_unlocated") in answer.withheld) is is_refused
    assert bool(answer.hotspots) is not is_refused


def lone(n, **changes):
    made = random_rows(n, 1)
    return table_of({**made, **changes})


BAD = {
    "no row": lambda: lone(5).iloc[:0],
    "one row": lambda: lone(1),
    "five rows": lambda: lone(5),
    "all on one point": lambda: table_of(
        {**random_rows(80, 1), "xy": np.tile([[500_600.0, 8_930_600.0]], (80, 1))}
    ),
    "all on one day": lambda: lone(80, day=[dt.date(2026, 5, 1)] * 80),
    "all recent": lambda: lone(80, day=[dt.date(2026, 11, 10)] * 80),
    "no date": lambda: lone(40, day=[pd.NaT] * 40),
}


@pytest.mark.parametrize("ground", [grid_ground, bare_ground])
@pytest.mark.parametrize("case", BAD)
def test_poor_data_end_in_fewer_findings_and_never_in_a_made_up_hotspot(case, ground):
    answer = survey(BAD[case](), ground(), question())
    assert answer.hotspots == ()
    assert answer.withheld


def test_roads_of_another_country_fall_back_to_gathering_points(table):
    ground = grid_ground()
    ground.roads["geometry"] = ground.roads.geometry.translate(0.5, 0.5)
    answer = survey(table, ground, question())
    assert answer.method == "local_contrast"
    assert ("roads", "roads_elsewhere") in answer.withheld


def test_roads_without_names_take_them_from_the_rows_or_from_the_kecamatan(rows):
    ground = grid_ground()
    ground.roads["name"] = ""
    from_rows = survey(table_of(rows, road_name="Jalan Laporan"), ground, question())
    assert {spot.place.name.split(",")[0].split(" dekat")[0] for spot in from_rows.hotspots} == {
        "Jalan Laporan"
    }
    from_area = survey(table_of(rows, district="Lor Rejo"), ground, question())
    assert all("Lor Rejo" in spot.place.name for spot in from_area.hotspots)
    nothing = survey(table_of(rows), ground, question())
    assert all(spot.place.name.startswith("bagian ") for spot in nothing.hotspots)
    for answer in (from_rows, from_area, nothing):
        names = [spot.place.name for spot in answer.hotspots]
        assert len(set(names)) == len(names) == 3


def test_an_unnamed_road_is_placed_by_the_nearest_junction_of_named_ones(rows):
    ground = grid_ground()
    ground.roads.loc[ground.roads["name"] == "Jalan Tegak 6", "name"] = ""
    names = [spot.place.name for spot in survey(table_of(rows), ground, question()).hotspots]
    assert any(name.startswith("dekat Simpang Jalan ") for name in names)


def test_a_village_centre_where_reports_are_dropped_is_set_aside(rows):
    pile = np.tile([[500_000.0 + 1713.0, 8_930_000.0 + 1500.0]], (40, 1))
    more = {
        "xy": np.vstack([rows["xy"], pile]),
        "day": [*rows["day"], *[dt.date(2026, 3, 1)] * 40],
        "hour": np.concatenate([rows["hour"], np.full(40, 9)]),
        "severity": np.concatenate([rows["severity"], np.full(40, "slight")]),
    }
    answer = survey(table_of(more), grid_ground(), question())
    assert answer.parameters["positions_set_aside"] == 40
    middle = np.array([[s.place.lon, s.place.lat] for s in answer.hotspots])
    at = shapely.transform(shapely.Point(*pile[0]), lambda xy: xy)
    assert len(middle) == 3
    assert at is not None


def test_the_record_is_plain_and_complete(found):
    assert dataclasses.is_dataclass(found)
    assert found.parameters["place_period_end"] == "2026-09-30"
    assert list(found.parameters) == sorted(found.parameters)
    assert all(type(value) in {int, float, str, bool} for value in found.parameters.values())
