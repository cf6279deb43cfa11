"""Roads that do not fit end in a plain sentence and a lesser result, never in a made-up hotspot."""

import dataclasses
import tomllib

import geopandas as gpd
import numpy as np
import pytest
import shapely

from generator.analysis.survey import survey
from generator.home import Home
from tests.analysis.towns import (
    CORNER,
    UTM,
    bare_ground,
    grid_ground,
    planted,
    question,
    random_rows,
    table_of,
)

ROWS = random_rows(600, 11)
BOX = shapely.box(0, 0, 3600, 3600)


def degrees(shape):
    moved = shapely.transform(shape, lambda xy: xy + CORNER)
    return gpd.GeoSeries([moved], crs=UTM).to_crs(4326).iloc[0]


def moved_ground(lon=0.0, lat=0.0, **changes):
    ground = dataclasses.replace(grid_ground(), **changes)
    ground.roads["geometry"] = ground.roads.geometry.translate(lon, lat)
    return ground


def without_classes():
    ground = grid_ground()
    ground.roads["road_class"], ground.roads["has_class"] = "local", False
    return ground


def no_lines():
    ground = grid_ground()
    ground.roads["geometry"] = shapely.Point(107, -9)
    return ground


def on_an_island(share):
    """Some of the accidents lie 30 km away, where the file has no road."""
    rows = {**ROWS, "xy": ROWS["xy"].copy()}
    away = np.random.RandomState(0).rand(len(rows["xy"])) < share
    rows["xy"][away] += [30_000.0, 0.0]
    return rows


CASES = {
    "no roads": (ROWS, bare_ground, ("roads", "no_road_file"), "local_contrast"),
    "no line among the roads": (ROWS, no_lines, ("roads", "no_usable_roads"), "local_contrast"),
    "roads in another country": (ROWS, lambda: moved_ground(30.0, 20.0), ("roads", "roads_elsewhere"), "local_contrast"),
    "roads beside the district": (
        ROWS, lambda: moved_ground(0.036, 0.0, boundary=degrees(BOX)), ("roads", "roads_elsewhere"), "local_contrast",
    ),
    "a file that is 150 m off": (ROWS, lambda: moved_ground(0.0014, 0.0014), ("roads", "unsnapped"), "local_contrast"),
    "roads without classes": (ROWS, without_classes, ("road_classes", "roads_without_class"), "network_window"),
    "a few accidents on an island": (
        on_an_island(0.05), grid_ground, ("off_road", "points_without_road"), "network_window",
    ),
    "many accidents on an island": (on_an_island(0.3), grid_ground, ("roads", "unsnapped"), "local_contrast"),
    "all accidents on an island": (on_an_island(1.1), grid_ground, ("roads", "roads_elsewhere"), "local_contrast"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_roads_that_do_not_fit_are_said_and_make_no_hotspot(case):
    rows, ground, note, method = CASES[case]
    found = survey(table_of(rows), ground(), question())
    assert note in found.withheld
    assert found.method == method
    assert found.hotspots == ()
    for language in ("id", "en"):
        path = Home().templates / "languages" / language / "weekly.toml"
        texts = tomllib.loads(path.read_text(encoding="utf-8"))
        assert texts[f"kind_{note[0]}"]
        assert texts[f"withheld_{note[1]}"]


def test_roads_that_fit_leave_nothing_to_say():
    notes = survey(table_of(ROWS), grid_ground(), question()).withheld
    assert not {what for what, _ in notes} & {"roads", "road_classes", "off_road"}


def test_without_classes_a_planted_place_is_still_found():
    rows = planted(random_rows(600, 12), (1650.0, 1200.0), 40, 3)
    found = survey(table_of(rows), without_classes(), question())
    assert [spot.place.kind for spot in found.hotspots] == ["street"]
