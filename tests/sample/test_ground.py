import json

import pytest
import shapely
from shapely.geometry import shape


def _features(folder, name):
    return json.loads((folder / name).read_text(encoding="utf-8"))["features"]


@pytest.fixture(params=["default_district", "small_district"])
def folder(request):
    return request.getfixturevalue(request.param)[0]


def test_everything_lies_in_the_open_sea_box(folder, profile):
    box = shapely.box(*profile.box)
    for name in ("jalan.geojson", "batas.geojson", "kecamatan.geojson"):
        assert all(box.contains(shape(one["geometry"])) for one in _features(folder, name)), name


def test_the_seven_kecamatan_share_out_the_district(folder):
    whole = shape(_features(folder, "batas.geojson")[0]["geometry"])
    parts = _features(folder, "kecamatan.geojson")
    shapes = [shape(one["geometry"]) for one in parts]
    assert len(parts) == 7
    assert all(one.is_valid for one in shapes)
    assert sum(one["properties"]["penduduk"] for one in parts) == 900_000
    # slivers come from rounding to six decimals only
    assert shapely.union_all(shapes).symmetric_difference(whole).area < 1e-5 * whole.area
    assert abs(sum(one.area for one in shapes) - whole.area) < 1e-5 * whole.area


def test_roads_lie_inside_the_district_and_carry_their_fields(folder):
    whole = shape(_features(folder, "batas.geojson")[0]["geometry"])
    shapely.prepare(whole)
    for one in _features(folder, "jalan.geojson"):
        assert whole.contains(shape(one["geometry"]))
        assert set(one["properties"]) == {"nama", "kelas", "fungsi", "status", "batas"}
        assert one["properties"]["kelas"] in {"arteri", "kolektor", "lokal", "lingkungan"}
        assert one["properties"]["batas"] in {30, 40, 50, 60, 80}


def test_the_road_file_stays_small(folder):
    assert (folder / "jalan.geojson").stat().st_size < 1_500_000


def test_the_files_carry_the_stamp(folder, profile):
    for name in ("jalan.geojson", "batas.geojson", "kecamatan.geojson"):
        content = json.loads((folder / name).read_text(encoding="utf-8"))
        assert content["catatan"] == profile.stamp
