"""Parquet and map files: types told as text, layers, instants, positions in any system."""

import datetime as dt
import decimal
import json

import geopandas as gpd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from generator.errors import DataError, OtherFileError
from tests.accidents.makers import load, note_rows
from tests.accidents.reading import raw, told

UTC = dt.datetime(2026, 3, 1, 20, 30, tzinfo=dt.UTC)


def test_every_kind_of_column_is_told_as_a_person_would(tmp_path):
    table = pa.table(
        {
            "word": pa.array(["Ringan", None]).dictionary_encode(),
            "instant": pa.array([UTC, None], pa.timestamp("us", tz="UTC")),
            "own zone": pa.array([UTC, None], pa.timestamp("us", tz="Asia/Makassar")),
            "day": pa.array([dt.datetime.fromisoformat("2026-03-01"), None], pa.timestamp("ns")),
            "moment": pa.array([dt.datetime.fromisoformat("2026-03-01 08:30"), dt.datetime.fromisoformat("2026-03-02")], pa.timestamp("ms")),
            "time": pa.array([dt.time(8, 30), None]),
            "money": pa.array([decimal.Decimal("1500000.00"), None]),
            "count": pa.array([3.0, None]), "part": pa.array([2.5, float("nan")]), "yes": pa.array([True, False]),
            "where": pa.array([{"lat": -7.5, "deep": {"lon": 110.25}}, None]),
            "list": pa.array([[1, 2], []]), "raw": pa.array([b"x", b"y"]),
        }
    )  # fmt: skip
    pq.write_table(table, tmp_path / "a.parquet")
    [read] = raw(tmp_path / "a.parquet", zone="Asia/Jakarta")
    assert dict(zip(read.headings, read.cells.iloc[0], strict=True)) == {
        "word": "Ringan", "instant": "2026-03-02 03:30:00", "own zone": "2026-03-02 04:30:00", "day": "2026-03-01",
        "moment": "2026-03-01 08:30:00", "time": "08:30:00.000000", "money": "1500000.00", "count": "3", "part": "2.5",
        "yes": "ya", "where.lat": "-7.5", "where.deep.lon": "110.25",
    }  # fmt: skip
    assert set(read.cells.iloc[1]) == {"", "2026-03-02 00:00:00", "tidak"}
    assert told(tmp_path / "a.parquet", zone="Asia/Jakarta") == {
        "columns_left_out": 2,
        "instants_told_here": 2,
    }


def points(count=3, crs=4326, **columns):
    x, y = (
        ([500000 + n for n in range(count)], [9000000] * count)
        if crs != 4326
        else ([110.3] * count, [-7.8] * count)
    )
    fields = {
        "Tanggal": [f"2026-03-{n + 1:02d}" for n in range(count)],
        "Jalan": ["Jl. A"] * count,
        **columns,
    }
    return gpd.GeoDataFrame(fields, geometry=gpd.points_from_xy(x, y), crs=crs)


def place(path, **settings):
    """Latitude and longitude of the first row."""
    [table] = raw(path, **settings)
    lat, lon = (
        float(table.cells[table.headings.index(f"geometry {name}")][0]) for name in ("latitude", "longitude")
    )
    return round(lat, 2), round(lon, 2)


def test_points_in_metres_become_degrees_where_the_file_says_the_system(tmp_path):
    points(crs=32749).to_parquet(tmp_path / "a.parquet")
    points(crs=32749).to_file(tmp_path / "a.gpkg")
    points(crs=32749).to_file(tmp_path / "a.shp")
    features = json.loads(points(crs=32749).to_json())
    features["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32749"}}
    (tmp_path / "a.geojson").write_text(json.dumps(features), encoding="utf-8")
    for name in ("a.parquet", "a.gpkg", "a.shp", "a.geojson"):
        assert place(tmp_path / name) == (-9.05, 111.0), name


def test_a_shapefile_without_a_system_gives_its_numbers_as_they_are(tmp_path):
    points(crs=32749).to_file(tmp_path / "a.shp")
    (tmp_path / "a.prj").unlink()
    assert place(tmp_path / "a.shp") == (9000000.0, 500000.0)


def test_letters_of_a_shapefile_follow_its_own_word_about_them(tmp_path):
    points(Nama=["Łódź", "Gdańsk", "x"]).to_file(tmp_path / "a.shp", encoding="cp1250")
    [table] = raw(tmp_path / "a.shp")
    assert table.cells[table.headings.index("Nama")].tolist() == ["Łódź", "Gdańsk", "x"]


def test_every_layer_of_points_is_read_and_lines_are_not(tmp_path):
    path = tmp_path / "a.gpkg"
    points(3).to_file(path, layer="2025")
    points(2).to_file(path, layer="2026")
    gpd.GeoDataFrame({"n": [1]}, geometry=[shapely.LineString([(0, 0), (1, 1)])], crs=4326).to_file(
        path, layer="jalan"
    )
    assert [(table.sheet, len(table.cells)) for table in raw(path)] == [("2025", 3), ("2026", 2)]
    assert [len(table.cells) for table in raw(path, sheet="2026")] == [2]
    with pytest.raises(DataError, match='"2027"'):
        raw(path, sheet="2027")


def test_a_multipoint_of_one_point_is_a_point_and_of_several_is_none(tmp_path):
    frame = points(2)
    frame = frame.set_geometry(
        [shapely.MultiPoint([(110.3, -7.8)]), shapely.MultiPoint([(110.3, -7.8), (110.4, -7.8)])], crs=4326
    )
    frame.to_file(tmp_path / "a.geojson")
    assert place(tmp_path / "a.geojson") == (-7.8, 110.3)
    assert told(tmp_path / "a.geojson") == {"point_multi": 1}
    loaded = load(tmp_path, tmp_path / "a.geojson")
    assert (loaded.intake.located_rows, note_rows(loaded)["point_multi"]) == (1, 1)


def test_a_placemark_file_is_read_without_a_network(tmp_path):
    text = """<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>1</name>
    <ExtendedData><Data name="Tanggal"><value>2026-03-01</value></Data></ExtendedData><Point><coordinates>110.3,-7.8,0</coordinates></Point>
    </Placemark></Document></kml>"""
    (tmp_path / "a.kml").write_text(text, encoding="utf-8")
    assert place(tmp_path / "a.kml") == (-7.8, 110.3)
    [table] = raw(tmp_path / "a.kml")
    assert table.cells[table.headings.index("Tanggal")][0] == "2026-03-01"


def test_areas_and_other_json_are_no_accidents(tmp_path):
    gpd.GeoDataFrame({"n": [1]}, geometry=[shapely.box(0, 0, 1, 1)], crs=4326).to_file(tmp_path / "a.geojson")
    (tmp_path / "b.json").write_text('{"setelan": [1, 2]}', encoding="utf-8")
    for name in ("a.geojson", "b.json"):
        with pytest.raises(OtherFileError):
            raw(tmp_path / name)


def test_a_cut_map_file_is_damaged_not_something_else(tmp_path):
    points(3).to_file(tmp_path / "a.geojson")
    (tmp_path / "a.json").write_text(
        (tmp_path / "a.geojson").read_text(encoding="utf-8")[:150], encoding="utf-8"
    )
    with pytest.raises(DataError) as caught:
        raw(tmp_path / "a.json")
    assert not isinstance(caught.value, OtherFileError)


def test_a_text_with_a_flipped_bit_is_refused_before_it_is_used(tmp_path):
    path = tmp_path / "laka.parquet"
    table = pa.table({"Tanggal": ["01/02/2026"] * 3, "Jenis": ["PENANDA", "Tunggal", "Tunggal"]})
    pq.write_table(table, path, compression="none", use_dictionary=False, write_statistics=False)
    path.write_bytes(path.read_bytes().replace(b"PENANDA", b"PENA\xffDA"))
    with pytest.raises(DataError, match="bukan berkas Parquet yang utuh"):
        load(tmp_path, path)
