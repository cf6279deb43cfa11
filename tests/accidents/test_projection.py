"""Coordinate systems: told by the values where they tell, refused where two would do, never silently elsewhere."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from generator.accidents.load import load_accidents
from generator.accidents.places.district import District
from generator.errors import DataError
from tests.accidents.makers import campaign, home_in, load, note_rows, rows, write_csv
from tests.accidents.positions import columns, places, read

TOLD = [
    ("Asia/Jakarta", 110.37, -7.8, "EPSG:32749"), ("Asia/Jakarta", 110.37, -7.8, "EPSG:23835"),
    ("Asia/Makassar", 119.4, -5.1, "EPSG:23838"), ("Asia/Jayapura", 140.7, -2.5, "EPSG:32754"),
    ("Asia/Pontianak", 109.3, 0.02, "EPSG:32649"), ("Asia/Jakarta", 98.7, 3.6, "EPSG:3857"),
    ("Europe/London", -1.5, 53.8, "EPSG:27700"), ("Europe/Dublin", -6.3, 53.3, "EPSG:2157"),
    ("Europe/Paris", 2.35, 48.85, "EPSG:2154"), ("Europe/Amsterdam", 5.1, 52.1, "EPSG:28992"),
    ("Europe/Zurich", 8.5, 47.4, "EPSG:2056"), ("Europe/Berlin", 11.5, 48.1, "EPSG:31468"),
    ("America/Chicago", -89.4, 43.1, "EPSG:2289"), ("Asia/Singapore", 103.85, 1.33, "EPSG:3414"),
]  # fmt: skip


@pytest.mark.parametrize(("zone", "lon", "lat", "code"), TOLD)
def test_a_district_tells_the_system_of_metres(zone, lon, lat, code):
    true = places(lon, lat)
    x, y = true.in_system(code)
    found, far, notes = read(columns(x_m=x, y_m=y), true, district=true.district, zone=zone)
    assert found["lon"].notna().all()
    assert far < 2
    assert notes["crs_guessed"].startswith(code)


@pytest.mark.parametrize(("zone", "lon", "lat", "code"), [TOLD[6], TOLD[7], TOLD[8], TOLD[9], TOLD[11]])
def test_a_national_grid_needs_no_district(zone, lon, lat, code):
    true = places(lon, lat)
    x, y = true.in_system(code)
    _, far, notes = read(columns(x_m=x, y_m=y), true, zone=zone)
    assert far < 2
    assert notes["crs_guessed"].startswith(code)


def test_metres_under_the_name_of_degrees_and_exchanged_are_still_metres():
    true = places(110.37, -7.8)
    x, y = true.in_system("EPSG:32749")
    for table in (columns(lon=x, lat=y), columns(lon=y, lat=x), columns(x_m=y, y_m=x)):
        found, far, _ = read(table, true, district=true.district, zone="Asia/Jakarta")
        assert far < 2
        assert found["lon"].notna().all()


def test_metres_with_thousand_points_and_decimal_commas_are_read():
    true = places(110.37, -7.8)
    x, y = true.in_system("EPSG:32749")
    dotted = [[f"{v:,.2f}".translate(str.maketrans(",.", ".,")) for v in axis] for axis in (x, y)]
    whole = [[f"{v:,.0f}".replace(",", ".") for v in axis] for axis in (x, y)]
    for east, north in (dotted, whole):
        _, far, _ = read(columns(x_m=east, y_m=north), true, district=true.district, zone="Asia/Jakarta")
        assert far < 2


def test_the_nearest_other_system_is_named_with_its_distance():
    true = places(110.37, -7.8)
    x, y = true.in_system("EPSG:32749")
    _, _, notes = read(columns(x_m=x, y_m=y), true, district=true.district, zone="Asia/Jakarta")
    assert notes["crs_guessed"] == "EPSG:32749; EPSG:32748 662 km"


TIED = [
    ("Europe/Madrid", -3.7, 40.4, "EPSG:25830", "EPSG:23030", "234 m"),
    ("America/Sao_Paulo", -51.2, -30.0, "EPSG:31982", "EPSG:5858", "66 m"),
    ("America/Chicago", -89.4, 43.1, "EPSG:26916", "EPSG:26716", "216 m"),
    ("Asia/Kuala_Lumpur", 101.7, 3.1, "EPSG:3375", "EPSG:3168", "194 m"),
]  # fmt: skip


@pytest.mark.parametrize(("zone", "lon", "lat", "code", "other", "gap"), TIED)
def test_two_datums_that_fit_equally_are_refused_with_both_codes(zone, lon, lat, code, other, gap):
    true = places(lon, lat)
    x, y = true.in_system(code)
    with pytest.raises(DataError, match=r'isi data\.crs, misalnya crs = "EPSG') as refused:
        read(columns(x_m=x, y_m=y), district=true.district, zone=zone)
    assert other in str(refused.value)
    assert gap in str(refused.value)


def test_zones_that_only_a_district_would_tell_are_refused_without_one():
    x, y = places(110.37, -7.8).in_system("EPSG:32749")
    with pytest.raises(DataError, match=r"EPSG:32748.*EPSG:32749.*662 km"):
        read(columns(x_m=x, y_m=y), zone="Asia/Jakarta")
    with pytest.raises(DataError, match="sistemnya tidak disebut"):
        read(columns(x_m=x, y_m=y), zone="UTC")


@pytest.mark.parametrize("code", ["EPSG:23030", "EPSG:25830"])
def test_degrees_beside_metres_in_some_rows_prove_the_system_of_all(code):
    true = places(-3.7, 40.4)
    x, y = true.in_system(code)
    table = columns(x_m=x, y_m=y)
    table["lat"] = [f"{v:.6f}" if n < 30 else "" for n, v in enumerate(true.lat)]
    table["lon"] = [f"{v:.6f}" if n < 30 else "" for n, v in enumerate(true.lon)]
    found, far, notes = read(table, true, zone="Europe/Madrid")
    assert found["lon"].notna().all()
    assert far < 2
    assert notes["crs_guessed"].startswith(code)


@pytest.mark.parametrize("code", ["EPSG:23030", "EPSG:25830"])
def test_degrees_ruined_by_thousand_marks_still_prove_the_system(code):
    true = places(-3.7, 40.4)
    x, y = true.in_system(code)
    ruined = [[f"{round(v * 1e6):,}".replace(",", ".") for v in axis] for axis in (true.lon, true.lat)]
    found, far, notes = read(columns(x_m=x, y_m=y, lon=ruined[0], lat=ruined[1]), true, zone="Europe/Madrid")
    assert found["lon"].notna().all()
    assert far < 2
    assert notes["crs_guessed"].startswith(code)


def test_degrees_elsewhere_than_the_metres_prove_nothing():
    true = places(-3.7, 40.4)
    x, y = true.in_system("EPSG:23030")
    table = columns(x_m=x, y_m=y)
    table["lat"] = [f"{v + 0.01:.6f}" if n < 30 else "" for n, v in enumerate(true.lat)]
    table["lon"] = [f"{v:.6f}" if n < 30 else "" for n, v in enumerate(true.lon)]
    with pytest.raises(DataError, match="sama baiknya"):
        read(table, zone="Europe/Madrid")


@pytest.mark.parametrize("code", ["EPSG:23030", "EPSG:25830"])
def test_roads_tell_two_datums_apart(tmp_path, code):
    box = places(-3.7, 40.4).box
    lines = [
        shapely.LineString([(box[0] + n * 0.003, box[1]), (box[0] + n * 0.003, box[3])]) for n in range(100)
    ]
    path = tmp_path / "jalan.geojson"
    gpd.GeoDataFrame({"name": ["A"] * 100}, geometry=lines, crs="EPSG:4326").to_file(path)
    true = places(-3.7, 40.4)
    true.lon[:] = box[0] + np.round((true.lon - box[0]) / 0.003) * 0.003
    x, y = true.in_system(code)
    district = District(box, shapely.box(*box), None, frozenset(), path)
    _, far, notes = read(columns(x_m=x, y_m=y), true, district=district, zone="Europe/Madrid")
    assert far < 2
    assert notes["crs_guessed"].startswith(code)


def test_a_named_system_wins_and_is_held_against_the_district():
    true = places(-3.7, 40.4)
    x, y = true.in_system("EPSG:23030")
    for crs, least, most in (("EPSG:23030", 0, 2), ("EPSG:25830", 200, 260)):
        _, far, notes = read(columns(x_m=x, y_m=y), true, crs=crs, district=true.district)
        assert least <= far < most
        assert "crs_guessed" not in notes
    with pytest.raises(DataError, match=r'data\.crs = "EPSG:25831".*150 dari 150 titik di luar wilayah'):
        read(columns(x_m=x, y_m=y), crs="EPSG:25831", district=true.district)
    with pytest.raises(DataError, match="tidak dikenal"):
        read(columns(x_m=x, y_m=y), crs="UTM Madrid", district=true.district)


def test_a_named_system_that_contradicts_the_degrees_of_the_file_is_said():
    true = places(-3.7, 40.4)
    x, y = true.in_system("EPSG:23030")
    table = columns(x_m=x, y_m=y).assign(lat=true.lat.astype(str), lon=true.lon.astype(str))
    _, _, notes = read(table, crs="EPSG:25830")
    assert notes["crs_differs"] == "234 m"


def test_files_in_different_systems_are_not_read_as_one():
    true = places(-3.7, 40.4)
    old, new = true.in_system("EPSG:23030"), true.in_system("EPSG:25830")
    first, second = columns(x_m=old[0], y_m=old[1]), columns(x_m=new[0], y_m=new[1])
    ruined = [[f"{round(v * 1e6):,}".replace(",", ".") for v in axis] for axis in (true.lon, true.lat)]
    both = [
        one.iloc[: 150 - 90 * n].assign(lon=ruined[0][: 150 - 90 * n], lat=ruined[1][: 150 - 90 * n], file_=n)
        for n, one in enumerate((first, second))
    ]
    with pytest.raises(DataError, match="memakai sistem lain"):
        read(pd.concat(both, ignore_index=True), zone="Europe/Madrid")


def test_a_few_metres_that_cannot_be_told_are_left_out_and_counted():
    true = places(-3.7, 40.4)
    x, y = true.in_system("EPSG:23030")
    table = columns(x_m=x, y_m=y).assign(lat=true.lat.astype(str), lon=true.lon.astype(str))
    table.loc[5:, ["x_m", "y_m"]] = ""
    table.loc[:3, ["lat", "lon"]] = ""
    found, far, notes = read(table, true, zone="Europe/Madrid")
    assert found["lon"].isna().sum() == 4
    assert far < 2
    assert "point_unreadable" in notes


def scattered(count=300, seed=3):
    """Places all over mainland France."""
    chance = np.random.default_rng(seed)
    return chance.uniform(43.5, 50, count), chance.uniform(-1.2, 6.8, count)


def test_degrees_without_their_point_are_read_where_one_power_of_ten_fits():
    lat, lon = scattered()
    table = columns(lat=[f"{v * 1e5:.0f}" for v in lat], lon=[f"{v * 1e5:07.0f}" for v in lon])
    table.loc[5:40, "lat"], table.loc[20:60, "lon"] = "", "0"
    found, _, notes = read(table, zone="Europe/Paris")
    assert notes["point_scaled"] == "100000"
    good = found["lon"].notna()
    assert good.sum() == 300 - 56
    assert np.allclose(found["lat"][good], lat[good], atol=1e-5)
    assert np.allclose(found["lon"][good], lon[good], atol=1e-5)


def test_overseas_rows_of_a_file_of_the_mainland_are_outside_and_never_moved():
    lat, lon = scattered()
    overseas = [(16.25, -61.55), (14.6, -61.0), (-21.1, 55.5), (4.9, -52.3), (-12.8, 45.2)] * 4
    lat, lon = np.r_[lat, [a for a, _ in overseas]], np.r_[lon, [b for _, b in overseas]]
    table = columns(lat=[f"{v * 1e5:.0f}" for v in lat], lon=[f"{v * 1e5:.0f}" for v in lon])
    found, _, _ = read(table, zone="Europe/Paris")
    assert set(found["quality"][300:]) == {"outside"}
    assert found["lon"][:300].notna().all()


def test_degrees_without_their_point_are_refused_where_they_may_be_metres():
    true = places(3.06, 50.63, half=0.05)
    table = columns(lat=[f"{v * 1e5:.0f}" for v in true.lat], lon=[f"{v * 1e5:.0f}" for v in true.lon])
    with pytest.raises(DataError, match="EPSG:4326 × 100000"):
        read(table, zone="Europe/Paris")
    for told in ({"crs": "EPSG:4326", "zone": "Europe/Paris"}, {"district": true.district}):
        _, far, _ = read(table, true, **told)
        assert far < 2


def test_a_boundary_in_another_part_of_the_world_is_said():
    true = places(110.37, -7.8)
    table = columns(lat=true.lat.astype(str), lon=true.lon.astype(str))
    with pytest.raises(DataError, match=r"lintang -5, bujur 119.5.*lintang -8, bujur 110.5.*dari 150 titik"):
        read(table, district=places(119.4, -5.1).district)


def test_a_district_that_holds_a_tenth_of_the_file_is_no_fault():
    here, there = places(110.37, -7.8, count=20), places(111.37, -7.3)
    lat, lon = np.r_[here.lat, there.lat], np.r_[here.lon, there.lon]
    found, _, _ = read(columns(lat=lat.astype(str), lon=lon.astype(str)), district=here.district)
    assert found["lon"].notna().sum() == 20


@pytest.mark.parametrize("filler", ["-1", "0", "99", "9999", "999999.99", "Nihil"])
def test_placeholders_in_both_columns_are_no_position(filler):
    true = places(110.37, -7.8)
    x, y = true.in_system("EPSG:32749")
    table = columns(x_m=x, y_m=y)
    table.loc[:9, ["x_m", "y_m"]] = filler
    found, far, _ = read(table, true, district=true.district)
    assert found["lon"].isna().sum() == 10
    assert far < 2


def test_metres_are_read_from_a_file_with_a_boundary_and_the_report_says_how(tmp_path):
    true = places(107.5, -9.6)
    outline = tmp_path / "batas.geojson"
    gpd.GeoDataFrame({"nama": ["Uji"]}, geometry=[shapely.box(*true.box)], crs="EPSG:4326").to_file(outline)
    x, y = true.in_system("EPSG:32748")
    table = rows(60, Lintang=lambda n: f"{y[n]:.1f}", Bujur=lambda n: f"{x[n]:.1f}")
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table), boundary=outline.as_posix())
    assert loaded.intake.located_rows == note_rows(loaded)["crs_guessed"] == 60


def test_one_year_of_barcelona_is_refused_since_two_systems_fit(tmp_path, shared_data):
    one_year = shared_data / "es_barcelona" / "2014_accidents_gu_bcn.csv"
    with pytest.raises(DataError, match=r"EPSG:25831.*EPSG:23031.*225 m"):
        load_accidents(campaign(one_year, zone="Europe/Madrid"), home_in(tmp_path))


def test_west_yorkshire_is_on_the_british_grid_also_without_its_degrees(tmp_path, shared_data):
    path = shared_data / "uk_stats19_west_yorkshire" / "accidents.csv"
    table = pd.read_csv(path, dtype=str)
    table.drop(columns=["longitude", "latitude"]).to_csv(tmp_path / "a.csv", index=False)
    loaded = load_accidents(
        campaign(tmp_path / "a.csv", zone="Europe/London", missing=("-1",)), home_in(tmp_path)
    )
    assert loaded.intake.located_rows == 4_060
    truth = shapely.points(table["longitude"].astype(float), table["latitude"].astype(float))
    _, gaps = shapely.STRtree(truth).query_nearest(
        loaded.table.geometry.array, return_distance=True, all_matches=False
    )
    assert gaps.max() < 0.00003
