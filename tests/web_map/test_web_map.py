"""The interactive map as text: what each edition holds, what is escaped, how large it is."""

import json
import re

import pytest

from generator.codes import Pillar
from generator.graphics.web_map import write_map
from generator.graphics.web_map_shapes import road_shapes, safe
from generator.home import Home
from generator.posting.pages import page_texts
from generator.records import Insight
from generator.settings import load_campaign
from tests.pages.pack_maker import changed
from tests.pages.survey_maker import PERIOD, make_survey
from tests.web_map.ground_maker import make_ground

EVIL = "<img src=x onerror=alert(1)> ${alert(1)} ` </script>"


def drawn(folder, survey=None, ground=None, edition="public"):
    path = folder / f"map-{edition}.html"
    write_map(
        survey or make_survey(),
        ground or make_ground(),
        load_campaign(Home(), "contoh"),
        path,
        edition=edition,
        texts=page_texts(Home(), "id"),
    )
    return path.read_text(encoding="utf-8")


def script_of(page):
    """What folium and we wrote, without the libraries."""
    return page[page.index("L.map(") :]


@pytest.fixture(scope="module")
def public(tmp_path_factory):
    return drawn(tmp_path_factory.mktemp("peta"))


@pytest.mark.parametrize(
    "words",
    [
        "Titik rawan kecelakaan Kabupaten Cakrasari",
        "DATA CONTOH – BUKAN DATA ASLI",
        "16 November 2024–15 November 2026 · n\u00a0=\u00a01.128 kecelakaan",
        "Jalan Pasar Lama",
        "21 kecelakaan",
        "paling sering pukul 17.00–20.00 WIB",
        "paling sering tabrak depan-belakang",
        "Sumber peta: Jaringan jalan rekaan",
        "Perbesar",
        "Sebaran kecelakaan, WIB",
    ],
)
def test_the_public_map_says(public, words):
    assert words in public or json.dumps(words)[1:-1] in public


def test_the_watch_list_and_the_statistics_stand_only_in_the_internal_edition(public, tmp_path):
    internal = drawn(tmp_path, edition="internal")
    for words in ("Jalan Pantau Satu", "INTERNAL", "EB 16,3", "q 0,120"):
        assert words in internal
        assert words not in public


def test_the_same_input_gives_the_same_bytes(public, tmp_path):
    assert drawn(tmp_path) == public
    assert not re.search(r"_[0-9a-f]{32}", public)


def test_names_from_data_are_escaped_where_leaflet_makes_html_of_them(tmp_path):
    page = drawn(tmp_path, make_survey(EVIL), make_ground(EVIL), edition="internal")
    assert "<img src=x" not in page
    assert "${alert(1)}" not in script_of(page)
    assert "\\u0026lt;img src=x onerror=alert(1)\\u0026gt;" in page


@pytest.mark.parametrize("text", ["<b>", "`", "${1}", '"', "'", "&"])
def test_safe_text_holds_no_sign_that_could_run(text):
    assert not set(safe(text).replace("&", "")) & set("<>`\"'")
    assert "${" not in safe(text)


def test_places_and_heat_have_three_decimals_at_most(tmp_path):
    survey = make_survey()
    sharp = changed(
        survey.hotspots[0], place=changed(survey.hotspots[0].place, lon=112.4234567, lat=-5.0912345)
    )
    page = drawn(
        tmp_path, changed(survey, hotspots=(sharp,)), make_ground(roads=False, areas=False, boundary=False)
    )
    assert "112.423" in script_of(page)
    assert not re.search(r"(112|-5)\.\d{4,}", script_of(page))


def test_no_layer_of_folium_that_would_run_text_is_used(public):
    script = script_of(public)
    assert not re.search(r"L\.(marker|popup|tooltip|divIcon|icon)\(", script)
    assert "jquery" not in public.lower()
    assert "$(" not in script


def test_the_policy_lets_only_this_script_run(public):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', public)[1]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert policy.count("sha256-") == 4
    assert "file:" not in policy


@pytest.mark.parametrize("missing", ["roads", "areas", "boundary"])
def test_any_part_of_the_ground_may_be_missing(tmp_path, missing):
    assert "Jalan Pasar Lama" in drawn(tmp_path, ground=make_ground(**{missing: False}))


def test_without_hotspots_the_map_says_so_and_keeps_roads_and_heat(tmp_path):
    page = drawn(tmp_path, make_survey(hotspots=0))
    assert "Tidak ada tempat yang angkanya jelas melebihi jalan sejenis" in page
    assert "heat_all" in page
    assert "road_arterial" in page


def test_paths_are_left_out_and_wide_roads_are_drawn_last():
    assert list(road_shapes(make_ground())) == ["residential", "local", "collector", "arterial", "motorway"]


def with_areas(survey, names=("Bandar", "Cakra Tengah"), counts=(30.0, 11.0), rates=(60.5, 28.6)):
    """The survey with told kecamatan."""
    series = {"counts": counts} | ({"rates": rates} if rates else {})
    told = Insight(
        "district_part", "district_part", Pillar.TRANSPARENCY, PERIOD, None, {}, {"labels": "|".join(names)}, series
    )  # fmt: skip
    return changed(survey, insights=(*survey.insights, told))


def test_kecamatan_that_may_be_told_are_shaded_and_listed_and_no_other(tmp_path):
    page = drawn(
        tmp_path,
        with_areas(make_survey(), ("BANDAR", "Tidak Di Peta", "Cakra Tengah"), (30.0, 29.0, 11.0), ()),
    )
    shades = re.findall(r'"name": "([^"]+)", "step_count": "(\d)"', script_of(page))
    assert shades == [("Bandar", "5"), ("Cakra Tengah", "2")]
    rows = re.findall(r'swatch shade-(\d)".*?<bdi>([^<]+)</bdi></th><td class="number">([^<]+)<', page)
    assert rows == [("5", "BANDAR", "30"), ("2", "Cakra Tengah", "11")]
    assert "Tidak Di Peta" not in page
    assert 'value="rate"' not in page


def test_without_told_kecamatan_there_is_nothing_to_shade(public, tmp_path):
    assert 'type="radio" name="shade"' not in public
    assert "step_count" not in script_of(public)
    told = with_areas(make_survey())
    assert 'type="radio" name="shade"' not in drawn(tmp_path, told, make_ground(areas=False))


def test_the_search_lists_each_place_once_and_nothing_finer_than_the_map(public, tmp_path):
    def listed(page):
        return json.loads(re.search(r'id="places">(.*?)</script>', page)[1])

    found = listed(public)
    assert [row[1] for row in found if row[0] == 0] == [spot.place.name for spot in make_survey().hotspots]
    assert [row[1] for row in found if row[0] == 2] == ["Bandar", "Cakra Tengah"]
    roads = [row[1] for row in found if row[0] == 3]
    assert len(roads) == len(set(roads)) == 15
    assert all(round(row[2], 4) == row[2] and round(row[3], 4) == row[3] for row in found)
    assert not [row for row in found if row[0] == 1]
    assert [row for row in listed(drawn(tmp_path, edition="internal")) if row[0] == 1]


def test_a_map_without_roads_says_so(public, tmp_path):
    assert "tanpa jaringan jalan" not in public
    assert "Peta ini tanpa jaringan jalan" in drawn(tmp_path, ground=make_ground(roads=False))


def test_a_city_of_18_thousand_roads_stays_below_three_megabytes(shared_data, tmp_path):
    from generator.accidents.places.geography import Ground
    from generator.accidents.places.road_file import read_roads

    roads = read_roads(shared_data / "net_jakarta_roads" / "jakarta_roads.shp")
    page = drawn(tmp_path, make_survey(), Ground(roads, None, None, 32748, "uji"))
    assert len(page.encode()) < 3_000_000
