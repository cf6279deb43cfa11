"""Maps: layers once, views many; names stay text, nothing exact leaves."""

import math
import pickle
import time

import pytest

from generator.graphics import map_drawing, static_map
from generator.graphics.canvas import Box
from generator.home import Home
from generator.themes import load_theme
from tests.graphics import samples

PAGE = Box(0, 0, 1080, 1350)
WINDOW = Box(72, 400, 1008, 900)


@pytest.fixture(scope="module")
def layers():
    return samples.layers()


@pytest.fixture(scope="module")
def palette():
    return load_theme(Home(), "cakra").palette("dark")


def drawn(layers, palette, marks=None, least=3.0):
    shown = marks if marks is not None else layers.marks[:3]
    view = map_drawing.fit([mark.at for mark in shown], WINDOW, least_m_per_px=least)
    return map_drawing.draw_map(layers, view, PAGE, palette, shown=shown, window=WINDOW)


def test_layers_are_plain_values_that_travel(layers):
    assert pickle.loads(pickle.dumps(layers)) == layers
    assert len(pickle.dumps(layers)) < 2_000_000
    assert layers.has_roads
    assert layers.credit == "Jaringan jalan rekaan"


def test_a_hotspot_is_found_by_its_rounded_place(layers):
    spot = samples.hotspot(2)
    assert layers.mark(spot.place.lon, spot.place.lat).rank == 2
    assert layers.mark(0.0, 0.0) is None


def test_marks_stand_inside_the_window_and_apart(layers, palette):
    picture = drawn(layers, palette, layers.marks)
    assert all(
        WINDOW.left < mark.x < WINDOW.right and WINDOW.top < mark.y < WINDOW.bottom for mark in picture.marks
    )
    pairs = [(a, b) for n, a in enumerate(picture.marks) for b in picture.marks[n + 1 :]]
    assert all(math.dist((a.x, a.y), (b.x, b.y)) >= map_drawing.PIN_APART - 2 for a, b in pairs)


def test_the_area_of_a_halo_grows_with_the_accidents(layers, palette):
    one, two, _ = drawn(layers, palette).marks
    assert (one.halo / two.halo) ** 2 == pytest.approx(31 / 24, rel=0.01)


def test_names_of_roads_keep_inside_the_window_and_apart(layers, palette):
    labels = drawn(layers, palette).labels
    assert labels
    assert len({label.text for label in labels}) == len(labels)
    assert all(-90 <= label.angle <= 90 for label in labels)
    for label in labels:
        reach = label.width / 2 * abs(math.cos(math.radians(label.angle)))
        assert WINDOW.left - 12 <= label.x - reach <= label.x + reach <= WINDOW.right + 12


def test_the_scale_is_true(layers, palette):
    picture = drawn(layers, palette)
    view = map_drawing.fit([mark.at for mark in layers.marks[:3]], WINDOW, least_m_per_px=3.0)
    number, unit = picture.scale_label.split()
    assert picture.scale_px * view.metres_per_px == pytest.approx(
        float(number) * (1000 if unit == "km" else 1)
    )
    assert 60 <= picture.scale_px <= 190


def test_no_name_of_the_data_gets_into_the_drawing(palette):
    evil = samples.layers(names={0: samples.EVIL, 6: '"><script>', -5: "`${x}`"})
    picture = drawn(evil, palette)
    assert "onerror" not in picture.svg
    assert "script" not in picture.svg
    assert "<text" not in picture.svg


def test_without_roads_the_outline_the_kecamatan_and_the_marks_remain(palette):
    bare = samples.layers(with_roads=False)
    picture = drawn(bare, palette)
    assert not bare.has_roads
    assert not picture.labels
    assert picture.svg.count("<circle") >= 6
    assert "stroke-dasharray" in picture.svg


def test_without_any_position_there_are_no_layers():
    nothing = samples.FakeGround(None, None, None, None, "")
    assert static_map.layers(nothing, samples.FakeSurvey((), ())) is None


def test_kecamatan_are_darker_the_more_they_have(layers, palette):
    areas = map_drawing.draw_areas(
        layers, {"Cakra Tengah": 9.0, "Muara Kencana": 3.0}, Box(0, 0, 400, 300), palette
    )
    assert {name for name, _, _ in areas.middles} == {"Cakra Tengah", "Muara Kencana"}
    assert palette.highlight.upper() in areas.svg.upper()


def test_a_city_with_many_roads_is_thinned_until_it_can_be_drawn_quickly(shared_data, palette):
    import geopandas

    roads = geopandas.read_file(shared_data / "net_jakarta_roads" / "jakarta_roads.shp")
    classes = {
        "motorway": "motorway",
        "trunk": "arterial",
        "primary": "arterial",
        "secondary": "collector",
        "tertiary": "local",
    }
    roads["road_class"] = roads["TYPE"].map(classes).fillna("residential")
    roads["name"] = roads["NAME"]
    lon, lat = 106.82, -6.2
    spots = [
        samples.hotspot(n, at=(lon - samples.LON + dx, lat - samples.LAT + dx / 2))
        for n, dx in ((1, 0.0), (2, 0.03))
    ]
    ground = samples.FakeGround(roads[["name", "road_class", "geometry"]], None, None, 32748, "Data contoh")
    layers = static_map.layers(ground, samples.FakeSurvey(tuple(spots), ()))
    assert sum(len(road.points) for road in layers.wide) <= static_map.WIDE_POINTS
    assert sum(len(road.points) for road in layers.near) <= static_map.NEAR_POINTS
    start = time.perf_counter()
    assert drawn(layers, palette, layers.marks).svg
    assert time.perf_counter() - start < 1.5
