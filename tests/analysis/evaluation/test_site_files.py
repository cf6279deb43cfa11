"""Files of places: CSV as an office writes it, GeoJSON with points and lines, and what is refused with a sentence."""

import json

import pytest

from generator.analysis.evaluation.site_files import read_sites
from generator.analysis.evaluation.sites import find_sites
from generator.analysis.roads.network import build_network
from generator.errors import DataError
from tests.analysis.evaluation.activity import degrees
from tests.analysis.towns import grid_ground


@pytest.mark.parametrize(
    "text",
    [
        "lon,lat,nama\n110.3695,-7.7956,Pasar\n",
        "Nama;Bujur;Lintang\nPasar;110,3695;-7,7956\n",
        "\ufeffnama\tlongitude\tlatitude\nPasar\t110.3695\t-7.7956\n",
    ],
)
def test_a_table_of_points_is_read_as_offices_write_it(tmp_path, text):
    path = tmp_path / "tempat.csv"
    path.write_text(text, encoding="utf-8")
    (one,) = read_sites(path)
    assert one.name == "Pasar"
    assert (one.shape.x, one.shape.y) == pytest.approx((110.3695, -7.7956))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("x1,y1\n1,2\n", "kolom lon dan lat"),
        ("lon,lat\nabc,2\n", "baris 2"),
        ("lon,lat\n424000,9137000\n", "bukan derajat"),
        ("lon,lat\n110,nan\n", "bukan derajat"),
        ("", "kolom lon dan lat"),
    ],
)
def test_a_table_that_is_none_is_one_sentence(tmp_path, text, part):
    path = tmp_path / "tempat.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=part):
        read_sites(path)


def test_lines_and_points_of_a_map_file_become_lixels(tmp_path):
    network = build_network(grid_ground(4))
    line = [degrees(50, 300), degrees(350, 300)]
    shapes = [("LineString", line), ("Point", degrees(600, 900))]
    features = [
        {"type": "Feature", "properties": {"nama": kind}, "geometry": {"type": kind, "coordinates": xy}}
        for kind, xy in shapes
    ]
    path = tmp_path / "tempat.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    sites = find_sites(read_sites(path), network, {})
    assert [one.name for one in sites] == ["LineString", "Point"]
    assert sites[0].length_m == pytest.approx(
        350, abs=80
    )  # with the first metres of the street that it crosses
    assert sites[1].length_m == pytest.approx(400, abs=60)  # four arms of a junction, 100 m each
