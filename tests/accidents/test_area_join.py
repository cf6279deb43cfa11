"""One area per accident: gaps, overlaps, empty and broken polygons, metres that are metres."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely

from generator.accidents.notes import Notes
from generator.accidents.places.area_join import area_names, join_areas
from generator.accidents.places.geography import read_areas
from generator.errors import DataError
from tests.accidents.makers import load, note_rows, rows, write_csv


def areas(*shapes, level="kecamatan"):
    """Areas called A, B, C ... of these shapes."""
    names = [chr(65 + n) for n in range(len(shapes))]
    table = {"name": names, "level": level, "parent": "", "population": 0.0}
    return gpd.GeoDataFrame(table, geometry=list(shapes), crs="EPSG:4326")


def names(table, *spots):
    """Name of the area of each spot (lon, lat), "" for none, and the notes."""
    lon, lat = np.array(spots, dtype=float).T
    places, empty, notes = (
        pd.DataFrame({"lon": lon, "lat": lat}),
        pd.Series("", index=range(len(lon)), dtype="str"),
        Notes(),
    )
    district, _ = area_names(table, places, empty, empty.copy(), notes)
    return list(district), {note.code: note.rows for note in notes.listed()}


LARGE, SMALL = shapely.box(110, -8, 111, -7), shapely.box(110.4, -7.6, 110.6, -7.4)


@pytest.mark.parametrize("shapes", [(LARGE, SMALL), (SMALL, LARGE)])
def test_of_overlapping_areas_the_smaller_one_is_taken_whatever_their_order(shapes):
    found, notes = names(areas(*shapes), (110.5, -7.5), (110.1, -7.1))
    assert found == (["B", "A"] if shapes[0] is LARGE else ["A", "B"])
    assert notes["area_overlap"] == 1


@pytest.mark.parametrize("lat", [0.0, -7.8, 53.8, 64.0])
@pytest.mark.parametrize(("metres", "is_found"), [(490, True), (510, False)])
@pytest.mark.parametrize("azimuth", [90, 180])
def test_a_gap_is_bridged_for_500_real_metres(lat, metres, is_found, azimuth):
    table = areas(shapely.box(9.9, lat, 10, lat + 0.1))
    lon, south, _ = pyproj.Geod(ellps="WGS84").fwd(
        10 if azimuth == 90 else 9.95, lat + (azimuth == 90) * 0.05, azimuth, metres
    )
    found, notes = names(table, (lon, south))
    assert found == (["A"] if is_found else [""])
    assert notes[("area_none", "area_nearest")[is_found]] == 1


def test_between_two_areas_the_nearer_one_in_metres_is_taken():
    north = shapely.box(10, 60.01, 10.02, 60.05)
    east = shapely.box(10.012, 59.9, 10.05, 60.0)
    found, _ = names(areas(north, east), (10.0055, 60.0065 - 0.0004))
    assert found == ["A"]
    found, _ = names(areas(north, east), (10.0055, 59.99))
    assert found == ["B"]  # 0.0065 degrees of longitude are 363 m there, as many of latitude 724 m


BOW_TIE = shapely.Polygon([(107, -9), (108, -10), (108, -9), (107, -10)])
MIXED = shapely.GeometryCollection([shapely.box(107, -10, 108, -9), shapely.LineString([(90, 0), (91, 0)])])


@pytest.mark.parametrize("shape", [BOW_TIE, MIXED, shapely.MultiPolygon([BOW_TIE, SMALL])])
def test_empty_missing_and_broken_areas_do_not_disturb_the_others(shape):
    table = areas(shapely.Polygon(), None, shape, shapely.LineString([(110, -7), (111, -7)]), LARGE)
    assert names(table, (107.9, -9.5), (110.5, -7.2), (90, 0))[0] == ["C", "E", ""]


def test_no_area_at_all_gives_no_name():
    assert names(areas(shapely.Polygon()), (110, -7)) == ([""], {"area_none": 1})


@pytest.mark.parametrize("crs", ["EPSG:32748", "EPSG:3857", "EPSG:23834"])
def test_areas_in_metres_are_turned_into_degrees_when_they_say_so(tmp_path, crs):
    shapes = gpd.GeoSeries(
        [shapely.box(107.3, -9.8, 107.53, -9.4), shapely.box(107.53, -9.8, 107.7, -9.4)], crs="EPSG:4326"
    )
    path = tmp_path / "kec.gpkg"
    gpd.GeoDataFrame({"kecamatan": ["Barat", "Timur"]}, geometry=shapes.to_crs(crs)).to_file(path)
    table = rows(40, Lintang=lambda n: f"-9.6{n:02d}123", Bujur=lambda n: f"107.{500 + n}4321", Kecamatan="")
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table), areas=path.as_posix())
    assert loaded.table["district"].value_counts().to_dict() == {"Barat": 30, "Timur": 10}
    assert note_rows(loaded)["area_from_point"] == 40


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
@pytest.mark.parametrize("suffix", [".shp", ".geojson"])
def test_areas_in_metres_that_do_not_say_so_are_refused(tmp_path, suffix):
    shape = gpd.GeoSeries([shapely.box(107.3, -9.8, 107.53, -9.4)], crs="EPSG:4326").to_crs("EPSG:32748")
    path = tmp_path / f"kec{suffix}"
    gpd.GeoDataFrame({"kecamatan": ["Barat"]}, geometry=list(shape)).to_file(path)
    with pytest.raises(DataError, match="bukan derajat"):
        read_areas(path)


@pytest.mark.parametrize(
    "file", ["adm_id_kab_kec_mit/kec.gpkg", "adm_id_hdx_desa/id3578_kota_surabaya.geojson"]
)
def test_real_areas_give_each_place_one_area_and_the_same_one_in_any_order(shared_data, file):
    table = read_areas(shared_data / file)
    west, south, east, north = table.total_bounds
    chance = np.random.default_rng(5)
    lon, lat = chance.uniform(west, east, 5000), chance.uniform(south, north, 5000)
    joined = join_areas(table, lon, lat)
    turned = join_areas(table.iloc[::-1].reset_index(drop=True), lon, lat)
    inside = joined.area >= 0
    assert inside.sum() > 300
    assert (inside == (turned.area >= 0)).all()
    assert (joined.area[inside] == len(table) - 1 - turned.area[inside]).mean() > 0.999
    held = inside & ~joined.is_nearest
    assert shapely.intersects_xy(table.geometry.array[joined.area[held]], lon[held], lat[held]).all()
