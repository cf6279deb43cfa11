"""Every kind fires on a planted pattern, and a district without patterns claims nothing more often than it may."""

import datetime as dt

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from generator.analysis import insights
from generator.analysis.contrasts.rows import TABLE
from generator.analysis.insights import shares
from generator.analysis.measures import exact
from generator.analysis.survey import survey
from generator.discovery import modules_in
from tests.analysis.towns import (
    CORNER,
    UTM,
    bare_ground,
    claims_of,
    grid_ground,
    planted,
    question,
    quiet_district,
    random_rows,
    recorded_columns,
    table_of,
)

N = 1200
FURTHER = {
    "hours",
    "weekday",
    "week_peak",
    "road_per_km",
    "district_expected",
}  # tested in modules of their own


def asked(rows, columns, ground=None):
    return survey(table_of(rows, **columns), ground or bare_ground(), question())


def severe_where(rows, mask, seed=5):
    """Half of these accidents end severely, one in seven of the others."""
    draw = np.random.default_rng(seed).random(len(mask))
    return {**rows, "severity": np.where(draw < np.where(mask, 0.5, 0.14), "serious", "slight")}


def evening_where(rows, mask, seed=6):
    """Two thirds of these accidents happen from 18 to 24, the others at any hour."""
    rng = np.random.default_rng(seed)
    is_moved = mask & (rng.random(len(mask)) < 0.6)
    return {**rows, "hour": np.where(is_moved, rng.integers(18, 24, len(mask)), rows["hour"])}


CODE = {
    "collision_type": ("collision_type", "head_on"),
    "recorded_factor": ("recorded_factor", "speed"),
    "weather": ("weather", "rain"),
    "light": ("light", "night_dark"),
    "place_type": ("reference_place", "shop"),
    "junction_form": ("junction_form", "bend"),
    "road_class": ("road_function", "arterial"),
    "speed_limit": ("speed_limit_kmh", 80),
    "head_on": ("collision_type", "head_on"),
    "rear_end": ("collision_type", "rear_end"),
    "overtaking": ("recorded_factor", "overtaking"),
    "hit_and_run": ("hit_and_run", True),
    "road_user": ("user_truck", 1),
    "motorcycles": ("user_motorcycle", 1),
    "age": ("age_60+", 1),
}


def plant(kind, rows, columns):  # noqa: PLR0911 - one return a pattern
    """The rows and columns of a quiet district with the pattern of this kind in them."""
    hour = np.asarray(rows["hour"])
    weekday = np.array([day.weekday() for day in rows["day"]])
    if kind in CODE:
        name, code = CODE[kind]
        mask = np.asarray(columns[name]) == code
        # two patterns: the wider kind (type of collision, road user) tells one, this kind the other
        return evening_where(severe_where(rows, mask), mask), columns
    if kind in {"cyclists", "heavy_vehicles", "vehicle_pair"}:
        columns = {**columns, "user_non_motorised": columns["user_bus"]}
        one = {"cyclists": "user_bicycle", "heavy_vehicles": "user_truck", "vehicle_pair": "user_truck"}[kind]
        other = {"cyclists": "user_non_motorised", "heavy_vehicles": "user_bus"}.get(kind, "user_motorcycle")
        join = np.logical_and if kind == "vehicle_pair" else np.logical_or
        return severe_where(rows, join(columns[one] > 0, columns[other] > 0)), columns
    if kind in {"leaving_road", "turning"}:
        codes = {"leaving_road": ("single", "object"), "turning": ("turning_same", "turning_opposite")}[kind]
        type_ = np.where(np.arange(N) % 12 == 0, "turning_same", columns["collision_type"])
        return severe_where(rows, np.isin(type_, codes)), {**columns, "collision_type": type_}
    if kind == "level_crossing":
        form = np.where(np.arange(N) % 30 == 0, "level_crossing", columns["junction_form"])
        mask = (form == "level_crossing") | (columns["collision_type"] == "train")
        return severe_where(rows, mask), {**columns, "junction_form": form}
    if kind == "users_hurt":
        spared = (columns["user_bicycle"] == 0) & (np.arange(N) % 2 == 0)
        return {**rows, "severity": np.where(spared, "damage", "slight")}, columns
    if kind == "case_fatality":
        is_fatal = (columns["collision_type"] == "head_on") & (np.arange(N) % 3 == 0)
        return {**rows, "severity": np.where(is_fatal | (np.arange(N) % 20 == 0), "fatal", "slight")}, columns
    if kind == "pedestrian_junction":
        is_walking = (columns["user_pedestrian"] > 0) & (np.arange(N) % 4 > 0)
        return rows, {**columns, "junction_form": np.where(is_walking, "four_arm", columns["junction_form"])}
    if kind == "night_severity":
        return severe_where(rows, (hour >= 18) | (hour < 6)), columns
    if kind == "weekend_night":
        is_moved = ((hour >= 21) | (hour < 4)) & (np.arange(N) % 3 == 0)
        shift = np.where(is_moved, (4 + (hour < 12) - weekday) % 7, 0)
        days = [
            day - dt.timedelta(days=int(7 - s if s else 0)) for day, s in zip(rows["day"], shift, strict=True)
        ]
        return {**rows, "day": days}, columns
    is_school = np.isin(hour, (6, 7, 12, 13, 14)) & (weekday < 5)
    return rows, {**columns, "age_0-14": np.where(is_school, 1, columns["age_0-14"] * (np.arange(N) % 2))}


@pytest.mark.parametrize("kind", shares.KINDS)
def test_every_row_of_the_table_fires_on_a_planted_pattern(kind):
    found = asked(*plant(kind, *quiet_district(N, 1)))
    assert kind in claims_of(found)
    one = next(one for one in found.insights if one.kind == kind)
    assert one.figures["ratio"].low > 1
    assert one.figures["q_value"].value <= 0.05
    assert one.figures["looks"].value == found.parameters["looks"]
    assert "penyebab" not in str(found.evidence)


def test_pedestrians_at_junctions_are_told_by_the_road_map_when_no_column_says_where():
    rows = random_rows(N, 3)
    block = 300.0
    within = (rows["xy"] - CORNER) % block
    is_at_corner = np.all(np.minimum(within, block - within) <= 25.0, axis=1)
    walks = np.where(is_at_corner, np.arange(N) % 2 == 0, np.arange(N) % 12 == 0).astype(int)
    found = asked(rows, {"user_pedestrian": walks, "user_motorcycle": 1 - walks}, grid_ground())
    (told,) = [one for one in found.insights if one.kind == "pedestrian_junction"]
    assert told.figures["ratio"].low > 1
    queries = [one.query for one in found.evidence if one.id.startswith("pedestrian_junction.")]
    assert any("menurut peta jalan" in query for query in queries)
    silent = asked(rows, {"user_pedestrian": walks, "user_motorcycle": 1 - walks})
    assert not [one for one in silent.insights if one.kind == "pedestrian_junction"]


def test_no_kind_of_the_package_is_left_out_of_these_tests():
    offering = {
        module.KIND for module in modules_in(insights) if hasattr(module, "looks") and hasattr(module, "KIND")
    }
    assert offering == FURTHER
    assert {row.kind for row in TABLE} == set(shares.KINDS)


def quiet_districts(n, districts):
    """Tables of districts without any pattern; only the columns are drawn anew."""
    table = table_of(quiet_district(n, 0)[0], **recorded_columns(n, 0))
    for seed in range(districts):
        rows, columns = quiet_district(n, seed)
        drawn = {"hour": rows["hour"], "severity": rows["severity"], **columns}
        drawn |= {"occurred_on": pd.to_datetime(rows["day"])}
        drawn |= {
            name: (rows["severity"] == code).astype(int)
            for name, code in (
                ("killed", "fatal"),
                ("seriously_injured", "serious"),
                ("slightly_injured", "slight"),
            )
        }
        yield table.assign(**{k: pd.Series(v).astype(table[k].dtype) for k, v in drawn.items()})


# A thousand such districts are asked by benchmarks/insights_truth.py: 26 of them claimed something.
def test_districts_without_any_pattern_claim_something_in_at_most_a_twentieth():
    claimed = sum(
        bool(claims_of(survey(table, bare_ground(), question()))) for table in quiet_districts(600, 70)
    )
    assert exact.share_interval(claimed, 70)[0] <= 0.05


def test_a_busy_part_of_the_week_is_told_only_beyond_its_day_and_hour():
    rows, columns = quiet_district(N, 3)
    is_busy = np.arange(N) % 3 == 0
    saturday = [day - dt.timedelta(days=(day.weekday() - 5) % 7) for day in rows["day"]]
    both = np.arange(N) % 12 == 0
    day = [new if moved else old for new, old, moved in zip(saturday, rows["day"], both, strict=True)]
    peak = asked({**rows, "day": day, "hour": np.where(both, 19, rows["hour"])}, columns)
    one = next(one for one in peak.insights if one.kind == "week_peak")
    assert (one.figures["weekday"].value, one.figures["window_start"].value) == (5, 18)
    assert 1 < one.figures["ratio"].low < one.figures["ratio"].value
    # shrunken: less than the bare ratio
    assert one.figures["ratio"].value < one.figures["inside"].value / one.figures["expected"].value
    evening = {**rows, "hour": np.where(is_busy, 19, rows["hour"])}
    assert "week_peak" not in claims_of(asked(evening, columns))


def test_a_road_with_more_accidents_than_its_class_is_told_per_km():
    ground = grid_ground()
    rows = random_rows(900, 4)
    for at in range(200, 3500, 300):
        rows = planted(rows, (at, 600.0), 8, at, length_m=250.0)
    found = survey(table_of(rows), ground, question())
    one = next(one for one in found.insights if one.kind == "road_per_km")
    assert one.place.name == "Jalan Mendatar 3"
    assert one.figures["ratio"].low > 1
    assert one.figures["ours"].value > one.figures["rest"].value
    assert (one.place.lon, one.place.lat) == (round(one.place.lon, 3), round(one.place.lat, 3))


def test_a_class_of_road_with_more_accidents_is_told_per_km():
    ground = grid_ground()
    rows = random_rows(600, 4)
    for street in range(0, 13, 4):
        for at in range(150, 3600, 300):
            rows = planted(rows, (at, street * 300.0), 6, at + street, length_m=280.0)
    one = next(one for one in survey(table_of(rows), ground, question()).insights if one.kind == "road_class")
    assert (one.codes["code"], one.codes["baseline"]) == ("arterial", "per_km")


def halves(people=(100_000.0, 100_000.0)):
    """Two kecamatan, west and east of the town's middle."""
    x, y = CORNER
    boxes = [
        shapely.box(x - 50, y - 50, x + 1800, y + 3650),
        shapely.box(x + 1800, y - 50, x + 3650, y + 3650),
    ]
    return gpd.GeoDataFrame(
        {"name": ["Barat", "Timur"], "level": "kecamatan", "parent": "", "population": people},
        geometry=boxes,
        crs=UTM,
    ).to_crs(4326)


@pytest.mark.parametrize(("people", "baseline"), [((1e5, 1e5), "per_head"), ((np.nan, 1e5), "per_km")])
def test_a_kecamatan_above_its_people_or_roads_is_told(people, baseline):
    rows = random_rows(900, 4)
    district = np.where(np.arange(900) % 3 > 0, "Timur", "Barat")
    one = next(
        one
        for one in survey(
            table_of(rows, district=district), grid_ground(areas=halves(people)), question()
        ).insights
        if one.kind == "district_expected"
    )
    assert (one.place.name, one.codes["baseline"]) == ("Timur", baseline)
    assert one.figures["ratio"].value == pytest.approx(2, abs=0.3)
    even = np.where(np.arange(900) % 2 > 0, "Timur", "Barat")
    quiet = survey(table_of(rows, district=even), grid_ground(areas=halves(people)), question())
    assert "district_expected" not in claims_of(quiet)


@pytest.mark.parametrize(("ours", "is_told"), [(30, True), (40, False)])
def test_what_a_place_has_is_told_only_when_it_and_the_others_are_five_or_none(ours, is_told):
    rows = planted(random_rows(900, 6, blocks=30, block_m=500.0), (5000, 5250), 40, 1)
    number = np.arange(940)
    kind = np.where((number >= 900) & (number < 900 + ours), "head_on", "rear_end")
    kind = np.where(number % 20 == 1, "head_on", kind)
    # 41 accidents make the place: 30 head-on leave eleven others, 40 leave a single one
    found = survey(table_of(rows, collision_type=kind), bare_ground(), question())
    told = {one.kind: one for one in found.insights if one.codes.get("baseline") == "place"}
    assert ("collision_type" in told) is is_told
    assert (("collision_type", "few") in found.withheld) is not is_told
    if is_told:
        one = told["collision_type"]
        assert 5 <= one.figures["inside"].value <= one.figures["inside_n"].value - 5
        assert one.place == found.hotspots[0].place


def test_hours_are_not_held_against_anything_when_too_few_times_were_recorded():
    rows, columns = quiet_district(N, 1)
    rows = evening_where(rows, columns["collision_type"] == "head_on")
    quality = np.where(np.arange(N) % 3 > 0, "recorded", "default")
    hours = [one.codes.get("baseline") for one in asked(rows, {**columns, "time_quality": quality}).insights]
    assert "hours" not in hours
    assert "hours" in [one.codes.get("baseline") for one in asked(rows, columns).insights]


def test_a_light_insight_prints_only_accidents_with_a_recorded_time():
    rows, columns = quiet_district(N, 1)
    quality = np.where(np.arange(N) % 5 > 0, "recorded", "default")
    one = next(
        one for one in asked(rows, {**columns, "time_quality": quality}).insights if one.kind == "light"
    )
    recent = sum(
        day >= dt.date(2024, 11, 16) for day, q in zip(rows["day"], quality, strict=True) if q == "recorded"
    )
    assert one.figures["n"].value == recent


def test_a_finding_that_another_kind_tells_is_not_told_twice():
    rows, columns = quiet_district(N, 1)
    found = asked(severe_where(rows, columns["collision_type"] == "head_on"), columns)
    told = {one.kind: one for one in found.insights}
    assert told["collision_type"].codes["code"] == "head_on"
    assert (
        "head_on" not in told or told["head_on"].codes["baseline"] != told["collision_type"].codes["baseline"]
    )
    assert ("head_on", "said_by_another_kind") in found.withheld or "head_on" in told


def test_what_is_simply_the_largest_says_that_nothing_was_tested():
    found = asked(*quiet_district(N, 1))
    largest = [one for one in found.insights if one.codes.get("baseline") == "share"]
    assert {one.kind for one in largest} == {row.kind for row in TABLE if row.is_largest_told}
    assert not any({"ratio", "p_value", "looks"} & one.figures.keys() for one in largest)


def test_the_order_of_the_rows_changes_nothing():
    rows, columns = quiet_district(N, 1)
    table = table_of(severe_where(rows, columns["user_truck"] == 1), **columns)
    shuffled = table.sample(frac=1.0, random_state=3).reset_index(drop=True)
    first, second = (survey(one, bare_ground(), question()) for one in (table, shuffled))
    assert first == second
    assert "road_user" in claims_of(first)
