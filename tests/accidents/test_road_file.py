"""Road files as offices and OpenStreetMap give them: every format, packed or not, and what they say of each road."""

import zipfile

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from generator.accidents.places.road_file import read_roads, road_names
from generator.codes import RoadClass
from generator.errors import DataError
from tests.accidents.osm_pbf import write_pbf

LINE = shapely.LineString([(107.5, -9.6), (107.51, -9.6), (107.52, -9.61)])
NODES = {1: (107.5, -9.6), 2: (107.51, -9.61), 3: (107.52, -9.6)}
WAYS = [
    (10, [1, 2, 3], {"highway": "trunk", "name": "Jl. Raya", "oneway": "yes"}),
    (11, [2, 1], {"waterway": "river", "name": "Kali"}),
    (12, [1, 3], {"highway": "primary_link", "bridge": "viaduct", "layer": "2"}),
    (13, [3, 1], {"highway": "footway", "tunnel": "yes"}),
    (14, [1, 2], {"highway": "proposed", "name": "Jalan Rencana"}),
    (15, [1, 2, 3, 1], {"highway": "tertiary", "junction": "roundabout"}),
    (16, [3, 2], {"highway": "residential", "oneway": "-1", "bridge": "no", "layer": "0"}),
]
AS_ROADS = {
    "name": ["Jalan Raya", "", "", "", ""],
    "road_class": ["arterial", "arterial", "path", "collector", "residential"],
    "level": [0, 2, -1, 0, 0],
    "one_way": [1, 0, 0, 1, -1],
    "has_class": [True] * 5,
}


def write(path, shapes, crs="EPSG:4326", into=None, **fields):
    options = {"layer": into} if into else {}
    gpd.GeoDataFrame(fields, geometry=shapes, crs=crs).to_file(path, **options)
    return path


def write_osm(path):
    nodes = "".join(f'<node id="{n}" lon="{x}" lat="{y}" version="1"/>' for n, (x, y) in NODES.items())
    ways = "".join(
        f'<way id="{n}" version="1">'
        + "".join(f'<nd ref="{ref}"/>' for ref in refs)
        + "".join(f'<tag k="{key}" v="{value}"/>' for key, value in tags.items())
        + "</way>"
        for n, refs, tags in WAYS
    )
    path.write_text(f'<?xml version="1.0"?><osm version="0.6">{nodes}{ways}</osm>', encoding="utf-8")
    return path


def packed(path, *members, folder=""):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            archive.write(member, f"{folder}{member.name}")
    return path


@pytest.mark.parametrize("suffix", [".osm", ".osm.pbf", ".osm.zip", ".pbf.zip"])
def test_an_openstreetmap_extract_tells_class_level_and_direction(tmp_path, suffix):
    inner = tmp_path / f"a{suffix.removesuffix('.zip')}"
    path = write_pbf(inner, NODES, WAYS) if "pbf" in suffix else write_osm(inner)
    if suffix.endswith(".zip"):
        path = packed(tmp_path / "a.zip", path)
    roads = read_roads(path)
    assert {name: roads[name].tolist() for name in AS_ROADS} == AS_ROADS
    assert (shapely.length(roads.geometry.array) > 0).all()
    assert road_names(path) == {"Jalan Raya"}


def test_a_packed_shapefile_is_found_among_its_parts_in_a_folder(tmp_path):
    write(tmp_path / "batas.shp", [shapely.box(107, -10, 108, -9)], nama=["x"])
    write(tmp_path / "jalan.shp", [LINE], nama=["Jl. Melati"], fungsi=["Kolektor"])
    parts = [one for one in tmp_path.iterdir() if one.suffix in {".shp", ".shx", ".dbf", ".prj", ".cpg"}]
    roads = read_roads(packed(tmp_path / "peta.zip", *parts, folder="Peta 2026/"))
    assert roads[["name", "road_class"]].to_numpy().tolist() == [["Jalan Melati", "collector"]]


def test_bad_archives_are_said_to_be_such(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(DataError, match="tidak berisi berkas peta"):
        read_roads(packed(tmp_path / "a.zip", tmp_path / "a.txt"))
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04" + bytes(50))
    with pytest.raises(DataError, match="arsipnya rusak"):
        read_roads(tmp_path / "b.zip")
    with pytest.raises(DataError, match="berkas tidak ada"):
        read_roads(tmp_path / "c.zip")


def test_of_several_layers_the_one_named_like_roads_is_taken(tmp_path):
    path = tmp_path / "rbi.gpkg"
    write(path, [shapely.box(107, -10, 108, -9)], into="ADMINISTRASI_AR_DESA", NAMOBJ=["x"])
    write(path, [LINE, LINE], into="SUNGAI_LN_25K", NAMOBJ=["Kali", "Kali"])
    write(path, [LINE], into="JALAN_LN_25K", NAMRJL=["Jl. Melati"], REMARK=["Jalan Kolektor"])
    assert read_roads(path)[["name", "road_class"]].to_numpy().tolist() == [["Jalan Melati", "collector"]]


def test_points_areas_and_nested_collections_between_the_lines_are_left_out(tmp_path):
    nested = shapely.GeometryCollection([LINE, shapely.MultiLineString([LINE, LINE]), shapely.Point(107, -9)])
    path = write(
        tmp_path / "a.geojson",
        [shapely.Point(107.5, -9.6), nested, shapely.box(0, 0, 1, 1), None],
        n=range(4),
    )
    assert list(read_roads(path).geom_type) == ["LineString"] * 3


@pytest.mark.parametrize("epsg", [32748, 23834, 9487, 3857, 4238])
def test_the_system_of_the_file_is_used(tmp_path, epsg):
    there = gpd.GeoSeries([LINE], crs=4326).to_crs(epsg)
    roads = read_roads(write(tmp_path / "a.gpkg", list(there), crs=epsg, nama=["A"]))
    assert roads.total_bounds.tolist() == pytest.approx(list(LINE.bounds), abs=1e-6)


@pytest.mark.parametrize(
    ("lon", "lat", "epsg"), [(107.5, -9.6, 32748), (95.4, 5.5, 32646), (120.0, 0.4, 32650)]
)
def test_metres_without_a_system_are_read_where_the_district_lies(tmp_path, lon, lat, epsg):
    line = shapely.LineString([(lon, lat), (lon + 0.01, lat)])
    metres = gpd.GeoSeries([line], crs=4326).to_crs(epsg)
    path = write(tmp_path / "a.shp", list(metres), crs=epsg, nama=["A"])
    path.with_suffix(".prj").unlink()
    assert read_roads(path, (lon + 0.2, lat - 0.1)).total_bounds.tolist() == pytest.approx(
        list(line.bounds), abs=1e-6
    )
    with pytest.raises(DataError, match="bukan derajat"):
        read_roads(path, (lon + 20, lat))
    with pytest.raises(DataError, match="bukan derajat"):
        read_roads(path)


def test_degrees_without_a_system_are_degrees(tmp_path):
    path = write(tmp_path / "a.shp", [LINE], nama=["A"])
    path.with_suffix(".prj").unlink()
    assert read_roads(path).total_bounds.tolist() == pytest.approx(list(LINE.bounds))


CLASSES = {
    "motorway": {"highway": ("motorway", "motorway_link"), "FUNGSI": ("Jalan Tol", "Bebas Hambatan")},
    "arterial": {
        "highway": ("trunk", "trunk_link", "primary", "primary_link"),
        "fungsi_jln": ("Arteri", "ARTERI PRIMER", "Jalan Arteri Sekunder"),
        "REMARK": ("Jalan Arteri",), "JLNKLS": ("Arteri",), "FGSRJL": ("Arteri",), "status": ("Nasional", "Jalan Negara"),
        "KLS_JLN": ("I", "Kelas I", "Arteri"),
    },
    "collector": {
        "highway": ("secondary", "secondary_link", "tertiary", "tertiary_link"),
        "FUNGSI": ("Kolektor", "Kolektor Primer 2"), "REMARK": ("Jalan Kolektor",), "STATUS_JLN": ("Provinsi", "Jalan Propinsi"),
        "kelas_jalan": ("II", "Kelas II"),
    },
    "local": {
        "highway": ("unclassified", "road"), "fungsi": ("Lokal", "Lokal Sekunder"), "REMARK": ("Jalan Lokal", "Jalan Lain"),
        "status": ("Kabupaten", "Kota", "Desa"), "kelas jalan": ("III", "III A", "Kelas III C"),
    },
    "residential": {
        "highway": ("residential", "living_street", "service", "track"), "FUNGSI": ("Lingkungan", "Jalan Lingkungan Sekunder"),
    },
    "path": {"highway": ("footway", "steps", "cycleway", "pedestrian", "path", "bridleway"), "REMARK": ("Jalan Setapak",)},
}  # fmt: skip


@pytest.mark.parametrize("road_class", CLASSES)
def test_the_class_comes_from_the_words_of_offices_and_of_openstreetmap(tmp_path, road_class):
    for number, (field, words) in enumerate(CLASSES[road_class].items()):
        path = write(tmp_path / f"{number}.gpkg", [LINE] * len(words), **{field: list(words)})
        roads = read_roads(path)
        assert roads["road_class"].tolist() == [road_class] * len(words), field
        assert roads["has_class"].all()


def test_function_is_more_than_status_and_status_more_than_load(tmp_path):
    fields = {
        "status": ["Nasional", "Provinsi", "Desa"],
        "fungsi": ["Lokal", "", None],
        "kelas": ["I", "I", ""],
    }
    roads = read_roads(write(tmp_path / "a.gpkg", [LINE] * 3, **fields))
    assert roads["road_class"].tolist() == ["local", "collector", "local"]


@pytest.mark.parametrize(
    "fields", [{"nama": ["A"]}, {"jenis": ["Aspal"]}, {"FCODE": ["CA0080"]}, {"kelas": [None]}]
)
def test_a_file_that_tells_no_class_says_so(tmp_path, fields):
    roads = read_roads(write(tmp_path / "a.gpkg", [LINE], **fields))
    assert (roads["road_class"].item(), roads["has_class"].item()) == (str(RoadClass.LOCAL), False)


WAYS_SAID = {
    "F": 1,
    "T": -1,
    "B": 0,
    "yes": 1,
    "no": 0,
    "-1": -1,
    "1": 1,
    "Satu Arah": 1,
    "Dua Arah": 0,
    "2 arah": 0,
    "": 0,
}


@pytest.mark.parametrize("field", ["oneway", "ONEWAY", "arah", "ARHRJL"])
def test_the_direction_of_traffic_is_read(tmp_path, field):
    roads = read_roads(write(tmp_path / "a.gpkg", [LINE] * len(WAYS_SAID), **{field: list(WAYS_SAID)}))
    assert roads["one_way"].tolist() == list(WAYS_SAID.values())


def test_bridges_of_a_geofabrik_file_lie_above(tmp_path):
    fields = {
        "fclass": ["primary"] * 4,
        "layer": [0, 1, 0, -2],
        "bridge": ["F", "T", "T", "F"],
        "tunnel": ["F", "F", "F", "T"],
    }
    roads = read_roads(write(tmp_path / "a.shp", [LINE] * 4, **fields))
    assert roads["level"].tolist() == [0, 1, 1, -2]


def test_the_national_base_map_gives_its_traffic_counts(tmp_path):
    roads = read_roads(write(tmp_path / "a.gpkg", [LINE] * 2, NAMRJL=["A", "B"], LLHRRT=[1200.0, None]))
    assert pd.isna(roads["aadt"]).tolist() == [False, True]
