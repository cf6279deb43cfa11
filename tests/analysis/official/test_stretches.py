import numpy as np
import pytest

from tests.analysis.official.sheets import sheet_of, town_rows
from tests.analysis.towns import grid_ground


def names_of(sheet, kind):
    return [one.stretch.place.name for one in sheet.segments if one.stretch.kind == kind]


@pytest.fixture(scope="module")
def half_named():
    ground = grid_ground()
    ground.roads["name"] = [name if "Mendatar" in name else "" for name in ground.roads["name"]]
    return sheet_of(town_rows(), ground)


def test_a_piece_is_named_after_its_road_and_its_number(half_named):
    sheet = sheet_of(town_rows(), grid_ground())
    assert all(name.startswith("Jalan ") and ", ruas " in name for name in names_of(sheet, "street"))
    assert all(name.count(" – ") == 1 for name in names_of(sheet, "junction"))


def test_an_unnamed_road_is_told_by_its_number_and_a_road_nearby(half_named):
    unnamed = [name for name in names_of(half_named, "street") if name.startswith("jalan tanpa nama")]
    assert len(unnamed) > 20
    assert all("dekat Jalan Mendatar" in name and " no. " in name for name in unnamed)
    assert len(set(names_of(half_named, "street"))) == len(names_of(half_named, "street"))


def test_where_the_road_file_has_no_names_those_of_the_accidents_are_taken():
    ground = grid_ground()
    ground.roads["name"] = ""
    rows = town_rows()
    sheet = sheet_of(rows, ground, road_name=np.where(np.arange(len(rows["day"])) % 9, "Jalan Laporan", ""))
    busy = max((one for one in sheet.segments if one.stretch.kind == "street"), key=lambda one: one.accidents)
    assert busy.stretch.place.name.startswith("Jalan Laporan, ruas ")
    assert any(name.startswith("jalan tanpa nama no. ") for name in names_of(sheet, "street"))
    assert "simpang jalan tanpa nama" in names_of(sheet, "junction")
