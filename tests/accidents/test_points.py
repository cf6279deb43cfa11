"""Positions: what is repaired, what is only counted, and that the district is the measure."""

import geopandas as gpd
import pytest
import shapely

from tests.accidents.makers import load, note_rows, rows, write_csv

BOX = shapely.box(107.3, -9.8, 107.7, -9.4)


def table(count=60, *, lat=None, lon=None, **more):
    """Rows spread over the middle of BOX; `lat` and `lon` may change single rows."""
    return rows(
        count,
        Lintang=lambda n: (lat or {}).get(n, f"-9.{600 + n}1234"),
        Bujur=lambda n: (lon or {}).get(n, f"107.{500 + n}4321"),
        **more,
    )


def boundary(folder):
    path = folder / "batas.geojson"
    gpd.GeoDataFrame({"nama": ["Uji"]}, geometry=[BOX], crs="EPSG:4326").to_file(path)
    return path.as_posix()


SLIPS = [
    ("9.600123", "107.500432", "repaired_sign"), ("107.500432", "-9.600123", "repaired_swap"),
    ("107.500432", "9.600123", "repaired_swap"), ("-9,600123", "107,500432", "repaired_form"),
    ("-9600123", "107500432", "repaired_form"), ("-9.600.123", "107.500.432", "repaired_form"),
    ("9°36'0.44\" LS", "107°30'1.55\" BT", "repaired_form"), ("-9.6", "107.5", "coarse"),
    ("0", "0", "missing"), ("-6.2", "106.8", "outside"), ("Depan SDN 1", "", "missing"), ("", "", "missing"),
]  # fmt: skip


@pytest.mark.parametrize(("lat", "lon", "quality"), SLIPS)
@pytest.mark.parametrize("is_bounded", [True, False])
def test_one_slip_is_put_right_and_more_is_not(tmp_path, lat, lon, quality, is_bounded):
    path = write_csv(tmp_path / "a.csv", table(lat={7: lat}, lon={7: lon}))
    more = {"boundary": boundary(tmp_path)} if is_bounded else {}
    loaded = load(tmp_path, path, **more)
    odd = loaded.table[loaded.table["point_quality"] != "recorded"]
    assert list(odd["point_quality"]) == [quality]
    if quality.startswith("repaired"):
        point = odd.geometry.iloc[0]
        assert (point.x, point.y) == (pytest.approx(107.500432, abs=1e-5), pytest.approx(-9.600123, abs=1e-5))
    if quality in {"outside", "missing"}:
        assert odd.geometry.iloc[0] is None
        assert loaded.intake.located_rows == 59


def test_a_pair_in_one_cell_is_taken_apart(tmp_path):
    headings = ["Tanggal Kejadian", "Koordinat"]
    body = [[f"{n % 28 + 1:02d}-03-2026", f"-9,6{n:02d}123, 107,5{n:02d}432"] for n in range(30)]
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", body, headings))
    assert loaded.intake.located_rows == 30
    assert loaded.table.geometry.y.between(-9.64, -9.59).all()


def test_columns_that_are_exchanged_throughout_follow_the_district(tmp_path):
    swapped = [[*row[:3], row[4], row[3], *row[5:]] for row in table()]
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", swapped), boundary=boundary(tmp_path))
    assert set(loaded.table["point_quality"]) == {"repaired_swap"}
    assert loaded.intake.located_rows == 60


def test_many_rows_of_different_roads_on_one_point_are_no_position(tmp_path):
    where = dict.fromkeys(range(10), "-9.7001234"), dict.fromkeys(range(10), "107.4004321")
    path = write_csv(
        tmp_path / "a.csv", table(200, lat=where[0], lon=where[1], Nama_Jalan=lambda n: f"Jl. Mawar {n}")
    )
    loaded = load(tmp_path, path)
    assert note_rows(loaded)["point_pile"] == 10
    assert loaded.intake.located_rows == 190


def test_a_junction_that_many_rows_of_one_road_share_stays_a_position(tmp_path):
    where = dict.fromkeys(range(10), "-9.7001234"), dict.fromkeys(range(10), "107.4004321")
    path = write_csv(tmp_path / "a.csv", table(250, lat=where[0], lon=where[1], Nama_Jalan="Jl. Mawar"))
    assert "point_pile" not in note_rows(load(tmp_path, path))


def test_another_coordinate_system_is_turned_into_degrees(tmp_path):
    import pyproj

    to_utm = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:32748", always_xy=True)
    x, y = to_utm.transform(107.5004321, -9.6001234)
    body = [[f"{n + 1:02d}-03-2026", f"{x + n:.2f}", f"{y:.2f}"] for n in range(20)]
    path = write_csv(tmp_path / "a.csv", body, ["Tanggal Kejadian", "X", "Y"])
    point = load(tmp_path, path, crs="EPSG:32748").table.geometry.iloc[0]
    assert (point.x, point.y) == (pytest.approx(107.5004321, abs=1e-6), pytest.approx(-9.6001234, abs=1e-6))


def test_kecamatan_come_from_the_areas_and_from_the_address(tmp_path):
    west, east = shapely.box(107.3, -9.8, 107.53, -9.4), shapely.box(107.52, -9.8, 107.7, -9.4)
    areas = tmp_path / "kec.geojson"
    gpd.GeoDataFrame({"kecamatan": ["Barat", "Timur"]}, geometry=[west, east], crs="EPSG:4326").to_file(areas)
    path = write_csv(
        tmp_path / "a.csv",
        table(40, lat={39: ""}, lon={39: ""}, Kecamatan="", Nama_Jalan="Jl. Melati, Kec. Timur, Kab. Uji"),
    )
    loaded = load(tmp_path, path, areas=areas.as_posix())
    assert loaded.table["district"].value_counts().to_dict() == {"Barat": 20, "Timur": 20}
    assert note_rows(loaded)["area_overlap"] == 10  # the smaller one, Timur, has them
    assert note_rows(loaded)["area_from_point"] == 39
