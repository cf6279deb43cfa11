"""Maps: layers once, views many; names stay text, nothing exact leaves."""

import dataclasses
import itertools
import math
import pickle

import pytest
import shapely

from generator.graphics import map_areas, map_drawing, map_labels, map_marks, map_view, static_map
from generator.graphics.canvas import Box
from generator.graphics.typeset import text_width
from generator.home import Home
from generator.themes import load_theme
from tests.graphics import samples

PAGE = Box(0, 0, 1080, 1350)
WINDOW = Box(72, 400, 1008, 900)
FRAME = map_drawing.Frame(PAGE, WINDOW)


@pytest.fixture(scope="module")
def layers():
    return samples.layers()


@pytest.fixture(scope="module")
def palette():
    return load_theme(Home(), "cakra").palette("dark")


def drawn(layers, palette, marks=None, least=3.0):
    shown = marks if marks is not None else layers.marks[:3]
    return map_drawing.draw_map(layers, view_of(shown, least), FRAME, palette, shown)


def view_of(shown, least=3.0):
    return map_view.fit([mark.at for mark in shown], WINDOW, least_m_per_px=least)


def far_apart(marks, *accidents):
    """The same marks with these counts."""
    return [dataclasses.replace(mark, accidents=n) for mark, n in zip(marks, accidents, strict=False)]


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
    assert all(math.dist((a.x, a.y), (b.x, b.y)) >= map_marks.PIN_APART - 2 for a, b in pairs)


@pytest.mark.parametrize("counts", [(31, 24, 19), (80, 20, 5), (400, 3, 3), (3, 3, 3)])
def test_the_area_of_a_disc_is_its_number_of_accidents_and_no_pin_hides_it(layers, palette, counts):
    marks = drawn(layers, palette, far_apart(layers.marks, *counts)).marks
    for (mark, n), (other, m) in itertools.combinations(zip(marks, counts, strict=True), 2):
        assert (mark.halo / other.halo) ** 2 == pytest.approx(n / m, rel=0.01)
    for mark in marks:
        reach = math.dist(mark.place, (mark.x, mark.y)) - map_marks.PIN_RADIUS
        assert mark.halo > map_marks.PIN_RADIUS + 3 or reach > mark.halo


def test_names_keep_inside_the_window_and_clear_of_each_other_and_of_marks_and_scale(layers, palette):
    shown, kinds = layers.marks[:3], set()
    for least in (3.0, 14.0):
        picture = drawn(layers, palette, shown, least)
        boxes = [_corners(label) for label in picture.labels]
        assert boxes
        kinds |= {label.kind for label in picture.labels}
        assert len({label.text for label in picture.labels}) == len(boxes)
        assert all(-90 <= label.angle <= 90 for label in picture.labels)
        assert all(WINDOW.left - 6 < x < WINDOW.right + 6 for box in boxes for x, _ in box)
        assert all(WINDOW.top - 6 < y < WINDOW.bottom + 6 for box in boxes for _, y in box)
        shapes = [shapely.Polygon(box) for box in boxes]
        shapes += [shapely.box(*dataclasses.astuple(picture.scale.box))]
        shapes += [shapely.Point(mark.x, mark.y).buffer(map_marks.PIN_RADIUS) for mark in picture.marks]
        own = len(picture.labels)
        pairs = itertools.combinations(shapes[: own + 1], 2)
        assert not any(one.intersects(other) for one, other in pairs)
        assert not any(name.intersects(pin) for name in shapes[:own] for pin in shapes[own + 1 :])
    assert kinds >= {"area", "main"}


def _corners(label):
    """The letters' own box of a label, turned: as wide as the text in its font, as high as its capitals."""
    wide, high = text_width(label.text, map_labels.LABEL_PX, 600) / 2, 11
    turn = math.radians(label.angle)
    return [
        (label.x + x * math.cos(turn) - y * math.sin(turn), label.y + x * math.sin(turn) + y * math.cos(turn))
        for x, y in ((-wide, -high), (wide, -high), (wide, high), (-wide, high))
    ]


def test_a_road_whose_name_the_font_lacks_or_that_is_endless_stays_without_its_name(palette):
    names = {0: "ถนนสุขุมวิท", 6: "Jalan \u202eataD", -5: "Jalan " + "Panjang " * 25}
    labels = drawn(samples.layers(names=names), palette).labels
    assert labels
    assert not {label.text for label in labels} & set(names.values())


def test_the_stretch_of_a_place_lies_on_the_road_that_it_is_named_after(layers, palette):
    near, far = layers.marks[0], layers.marks[2]
    assert near.name == "Jalan Pasar Lama"
    road = shapely.union_all([shapely.LineString(r.points) for r in layers.near if r.name == near.name])
    assert near.stretch
    assert all(road.buffer(6).contains(shapely.LineString(line)) for line in near.stretch)
    assert far.name == "Jalan Lingkar Timur"  # another road runs there: near by the place stays a disc
    assert far.stretch == ()
    assert 'stroke-opacity="0.25"' not in drawn(layers, palette, [far], 2.0).svg


def test_a_piece_of_the_district_says_where_it_lies_and_the_whole_does_not(layers, palette):
    piece, whole = drawn(layers, palette, layers.marks[:1]), drawn(layers, palette, layers.marks[:5], 16.0)
    assert piece.locator is not None
    assert WINDOW.left <= piece.locator.left < piece.locator.right <= WINDOW.right
    assert min(piece.locator.overlap(piece.scale.box)) < 0
    assert whole.locator is None
    box = Box(0, 0, 148, 148)
    small = map_drawing.draw_locator(layers, layers.marks[:1], box, palette)
    assert small.count("<circle") == 1
    bare = samples.layers(is_bare=True)
    assert map_drawing.draw_locator(bare, bare.marks[:1], box, palette) == ""


def test_the_scale_is_true(layers, palette):
    scale = drawn(layers, palette).scale
    number, unit = scale.label.split()
    assert scale.px * view_of(layers.marks[:3]).metres_per_px == pytest.approx(
        float(number) * (1000 if unit == "km" else 1)
    )
    assert 60 <= scale.px <= 190


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
    assert picture.svg.count("<circle") >= 6
    assert {label.kind for label in picture.labels} <= {"area"}
    assert "stroke-dasharray" in picture.svg


def test_without_any_position_there_are_no_layers():
    nothing = samples.FakeGround(None, None, None, None, "")
    assert static_map.layers(nothing, samples.FakeSurvey((), ())) is None


def test_kecamatan_are_darker_the_more_they_have(layers, palette):
    areas = map_areas.draw_areas(
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
    assert drawn(layers, palette, layers.marks).svg
