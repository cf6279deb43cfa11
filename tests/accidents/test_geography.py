"""Roads, areas and outlines in the formats and fields that offices have."""

import geopandas as gpd
import pytest
import shapely

from generator.accidents.cells.gdal import close_the_network
from generator.accidents.places.geography import (
    load_ground,
    read_areas,
    read_boundary,
)
from generator.accidents.places.road_file import read_roads, road_names
from generator.errors import DataError, SettingsError
from generator.home import PROJECT
from tests.accidents.makers import campaign, home_in, load, rows, write_csv

LINE = shapely.LineString([(107.5, -9.6), (107.51, -9.6), (107.52, -9.61)])
BOX = shapely.box(107.3, -9.8, 107.7, -9.4)


def write(path, shapes, crs="EPSG:4326", **fields):
    gpd.GeoDataFrame(fields, geometry=shapes, crs=crs).to_file(path)
    return path


CLASSES = [
    ("highway", "primary", "arterial"), ("highway", "motorway_link", "motorway"), ("highway", "footway", "path"),
    ("TYPE", "living_street", "residential"), ("REMARK", "Jalan Lokal", "local"), ("REMARK", "Jalan Setapak", "path"),
    ("fungsi", "Kolektor", "collector"), ("kelas", "Arteri Primer", "arterial"), ("status", "Nasional", "arterial"),
    ("fclass", "tertiary", "collector"), ("catatan", "?", "local"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value", "road_class"), CLASSES)
def test_the_class_of_a_road_comes_from_the_field_that_says_it(tmp_path, field, value, road_class):
    roads = read_roads(write(tmp_path / "a.geojson", [LINE], **{field: [value]}))
    assert list(roads["road_class"]) == [road_class]


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".shp"])
def test_roads_are_the_same_in_every_format(tmp_path, suffix):
    path = write(
        tmp_path / f"a{suffix}",
        [LINE, LINE],
        nama=["Jl. Melati", ""],
        fungsi=["Arteri", "Lokal"],
        lhr=[900, 0],
    )
    roads = read_roads(path)
    assert list(roads.columns) == [
        *("name", "road_class", "aadt", "level", "one_way", "has_class"),
        "geometry",
    ]
    assert list(roads["name"]) == ["Jalan Melati", ""]
    assert roads["aadt"].tolist() == [900.0, 0.0]
    assert roads.crs == "EPSG:4326"
    assert road_names(path) == {"Jalan Melati"}


def test_multi_part_lines_with_heights_become_plain_lines(tmp_path):
    high = shapely.MultiLineString(
        [[(107.5, -9.6, 3), (107.51, -9.6, 4)], [(107.6, -9.6, 3), (107.61, -9.6, 4)]]
    )
    roads = read_roads(write(tmp_path / "a.gpkg", [high], name=["A"]))
    assert list(roads.geom_type) == ["LineString", "LineString"]
    assert not roads.geometry.has_z.any()
    assert roads["aadt"].isna().all()


def test_an_openstreetmap_extract_gives_its_roads_and_not_its_rivers(tmp_path):
    (tmp_path / "a.osm").write_text(
        """<?xml version="1.0"?><osm version="0.6">
        <node id="1" lat="-9.6" lon="107.5" version="1"/><node id="2" lat="-9.61" lon="107.51" version="1"/>
        <way id="10" version="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="trunk"/><tag k="name" v="Jl. Raya"/></way>
        <way id="11" version="1"><nd ref="2"/><nd ref="1"/><tag k="waterway" v="river"/><tag k="name" v="Kali"/></way>
        </osm>""",
        encoding="utf-8",
    )
    roads = read_roads(tmp_path / "a.osm")
    assert list(zip(roads["name"], roads["road_class"], strict=True)) == [("Jalan Raya", "arterial")]


def test_another_coordinate_system_is_turned_into_degrees(tmp_path):
    metres = gpd.GeoSeries([LINE], crs="EPSG:4326").to_crs("EPSG:32748")
    roads = read_roads(write(tmp_path / "a.gpkg", list(metres), crs="EPSG:32748", name=["A"]))
    assert roads.total_bounds.tolist() == pytest.approx(list(LINE.bounds), abs=1e-6)


def test_metres_without_a_declared_system_are_refused(tmp_path):
    metres = [shapely.LineString([(431234, 9137890), (431300, 9137900)])]
    path = write(tmp_path / "a.shp", metres, crs="EPSG:32748", name=["A"])
    path.with_suffix(".prj").unlink()
    with pytest.raises(DataError, match="WGS 84"):
        read_roads(path)


def test_areas_give_name_level_parent_and_population(tmp_path):
    kecamatan = read_areas(write(tmp_path / "a.geojson", [BOX], kecamatan=["Cakra Kota"], penduduk=[12000]))
    assert kecamatan.drop(columns="geometry").to_dict("records") == [
        {"name": "Cakra Kota", "level": "kecamatan", "parent": "", "population": 12000.0}
    ]
    village = write(
        tmp_path / "b.geojson", [BOX], NAMOBJ=["Melati"], WADMKC=["Timur"], REMARK=["Kelurahan/Desa"]
    )
    assert read_areas(village).drop(columns=["geometry", "population"]).to_dict("records") == [
        {"name": "Melati", "level": "desa", "parent": "Timur"}
    ]


def test_an_outline_may_be_areas_a_broken_polygon_or_a_closed_line(tmp_path):
    bow_tie = shapely.Polygon([(107, -9), (108, -10), (108, -9), (107, -10)])
    for name, shapes in (("a", [BOX]), ("b", [bow_tie]), ("c", [BOX.exterior])):
        outline = read_boundary(write(tmp_path / f"{name}.geojson", shapes, nama=["x"] * len(shapes)))
        assert outline.area > 0
        assert outline.is_valid


def test_lines_are_no_areas_and_areas_are_no_roads(tmp_path):
    lines, areas = write(tmp_path / "a.geojson", [LINE], n=[1]), write(tmp_path / "b.geojson", [BOX], n=[1])
    with pytest.raises(DataError, match="tidak berisi bidang"):
        read_areas(lines)
    with pytest.raises(DataError, match="tidak berisi garis"):
        read_roads(areas)
    with pytest.raises(DataError, match="bukan titik"):
        load(tmp_path, areas)


@pytest.mark.parametrize(
    ("lon", "lat", "epsg"), [(107.5, -9.6, 32748), (-1.8, 53.7, 32630), (-51.2, -30, 32722)]
)
def test_the_zone_of_metres_comes_from_the_district_and_not_from_indonesia(tmp_path, lon, lat, epsg):
    table = rows(20, Lintang=lambda n: f"{lat + n / 1000:.6f}", Bujur=lambda n: f"{lon + n / 1000:.6f}")
    path = write_csv(tmp_path / "a.csv", table)
    wanted = campaign(path, road_credit="Sumber")
    ground = load_ground(wanted, home_in(tmp_path), load(tmp_path, path).table)
    assert (ground.utm_epsg, ground.roads, ground.areas, ground.boundary) == (epsg, None, None, None)
    assert ground.credit == "Sumber"


def test_the_outline_decides_before_areas_and_roads(tmp_path):
    far = write(tmp_path / "b.geojson", [shapely.box(119, -6, 120, -5)], nama=["x"])
    roads = write(tmp_path / "r.geojson", [LINE], nama=["Jl. A"])
    path = write_csv(tmp_path / "a.csv", rows(20))
    wanted = campaign(path, roads=roads.as_posix(), boundary=far.as_posix(), road_credit="Rekaan")
    ground = load_ground(wanted, home_in(tmp_path), load(tmp_path, path).table)
    assert ground.utm_epsg == 32750
    assert len(ground.roads) == 1


@pytest.mark.parametrize("layer", ["roads", "boundary", "areas"])
def test_a_layer_without_source_and_licence_is_refused_with_what_to_write(tmp_path, layer):
    shape = LINE if layer == "roads" else BOX
    path = write(tmp_path / "peta.geojson", [shape], nama=["x"])
    accidents = write_csv(tmp_path / "a.csv", rows(20))
    table = load(tmp_path, accidents).table
    for credit in ("", "  "):
        wanted = campaign(accidents, **{layer: path.as_posix()}, road_credit=credit)
        with pytest.raises(SettingsError, match=layer) as refused:
            load_ground(wanted, home_in(tmp_path), table)
        assert str(refused.value).startswith('campaigns/uji.toml, kunci "data.road_credit": kosong')
        assert 'road_credit = "© Kontributor OpenStreetMap, ODbL"' in str(refused.value)
    wanted = campaign(
        accidents, **{layer: path.as_posix()}, road_credit=" © Kontributor OpenStreetMap, ODbL "
    )
    assert load_ground(wanted, home_in(tmp_path), table).credit == "© Kontributor OpenStreetMap, ODbL"


@pytest.mark.parametrize("credit", ["© Kontributor OpenStreetMap, ODbL", "peta: OSM", "Open Street Map"])
def test_an_invented_map_gives_no_credit_to_openstreetmap(tmp_path, credit):
    accidents = write_csv(tmp_path / "a.csv", rows(20))
    sample = (PROJECT / "accident_data/contoh/batas.geojson").as_posix()
    wanted = campaign(accidents, boundary=sample, road_credit=credit)
    with pytest.raises(SettingsError, match="rekaan"):
        load_ground(wanted, home_in(tmp_path), load(tmp_path, accidents).table)


def test_no_driver_that_fetches_is_left_after_closing_the_network():
    import os

    import pyproj

    close_the_network()
    assert "WFS" in os.environ["GDAL_SKIP"]
    assert not pyproj.network.is_network_enabled()
