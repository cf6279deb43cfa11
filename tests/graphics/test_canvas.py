"""The engine behind its door: what is drawn, what is measured, what is refused."""

import pytest

from generator.errors import RenderingError
from generator.graphics import canvas, fonts
from tests.graphics import samples

CSS = "*{margin:0;padding:0}.page{width:400px;height:200px;background:#102030;color:#fff;font-family:'Plus Jakarta Sans';font-size:40px;line-height:1.2}"


def test_a_page_becomes_pixels_of_the_asked_size_and_colour():
    drawn = canvas.Canvas(400, 200, 2).render('<div class="page"></div>', CSS)
    assert drawn.size == (800, 400)
    assert drawn.getpixel((10, 10)) == (16, 32, 48, 255)


def test_the_same_page_gives_the_same_bytes():
    page = canvas.Canvas(400, 200)
    html = '<div class="page">Jalan Melati</div>'
    assert page.render(html, CSS).tobytes() == page.render(html, CSS).tobytes()


@pytest.mark.parametrize(
    "html",
    [
        '<div class="page"><img src="logo"></div>',
        '<div class="page"><img src="https://contoh.test/a.png"></div>',
        '<div class="page" style="background:url(hilang.png)"></div>',
    ],
)
def test_an_asset_that_is_not_there_stops_the_picture(html):
    with pytest.raises(RenderingError, match="tidak ada"):
        canvas.Canvas(400, 200).render(html, CSS)


def test_runs_stand_where_the_text_stands():
    html = '<div class="page"><div style="margin-left:50px">Satu</div><div>Dua <b>tiga</b></div></div>'
    runs = canvas.Canvas(400, 200).measure(html, CSS).runs
    assert [run.text.strip() for run in runs] == ["Satu", "Dua", "tiga"]
    assert runs[0].box.left == pytest.approx(50, abs=1)
    assert runs[0].font_px == pytest.approx(40, abs=0.5)
    assert runs[1].box.top > runs[0].box.top


def test_the_probe_tells_the_room_that_is_left():
    html = f'<div class="page" style="display:flex;flex-direction:column"><div style="height:60px">a</div><div style="flex:1">{canvas.PROBE}</div></div>'
    probe = canvas.Canvas(400, 200).measure(html, CSS).probe
    assert (probe.left, probe.top, probe.width, probe.height) == (0, 60, 400, 140)


def test_text_can_be_left_out_so_that_the_ground_is_seen():
    html = '<div class="page"><svg width="10" height="10"><rect width="10" height="10" fill="#f00"/></svg>Teks</div>'
    page = canvas.Canvas(400, 200)
    colours = page.render(html, CSS, with_text=False).getcolors()
    assert {colour for _, colour in colours} <= {(16, 32, 48, 255), (255, 0, 0, 255)}


def drawing(strokes):
    lines = "".join(f"M{n % 390} {n % 190}l9 {n % 7}" for n in range(strokes))
    return f'<svg style="position:absolute;left:9px;top:5px" xmlns="http://www.w3.org/2000/svg" width="390" height="190" viewBox="0 0 390 190"><path d="{lines}" stroke="#8ac" fill="none"/></svg>'


def test_a_long_drawing_is_handed_over_as_an_image_and_no_pixel_changes(monkeypatch):
    html = f'<div class="page">{drawing(9_000)}<div style="position:absolute">Jalan</div></div>'
    assert canvas.is_long(html)
    assert not canvas.is_long(f'<div class="page">{drawing(9)}</div>')
    assert len(canvas.lifted(html)[0]) < 400
    page = canvas.Canvas(400, 200)
    as_image = page.render(html, CSS)
    monkeypatch.setattr(canvas, "_LONG", 10**9)
    assert page.render(html, CSS).tobytes() == as_image.tobytes()


def test_memory_of_long_drawings_is_given_back():
    first = canvas._engine()
    canvas.forget_drawings()
    assert canvas._engine() is not first


@pytest.mark.parametrize(
    "data", ["data:image/png;base64,iVBORw0KGgo=", "data:image/png;base64,??", "data:text/plain,x"]
)
def test_an_image_in_the_page_that_is_broken_stops_the_picture(data):
    with pytest.raises(RenderingError, match="rusak"):
        canvas.Canvas(400, 200).render(f'<div class="page"><img src="{data}"></div>', CSS)


def test_a_font_that_is_not_ours_stops_the_picture():
    with pytest.raises(RenderingError, match='fon "Arial"'):
        canvas.Canvas(400, 200).render('<div class="page"></div>', CSS + ".x{font-family: Arial, sans-serif}")


def test_the_logo_tells_where_it_stands_while_it_is_measured():
    html = '<div class="page"><img class="mark" style="width:60px;height:40px;margin-left:30px" src="logo">Unit</div>'
    box = canvas.Canvas(400, 200).measure(canvas.hollow(html), CSS).logo
    assert (box.left, box.top, box.width, box.height) == (30, 0, 60, 40)


def test_roles_come_from_the_nearest_class_and_drawings_hold_no_text():
    html = '<div class="claim">Judul <b>besar</b></div><p>isi</p><svg><text>bukan</text></svg><i class="src">sumber</i>'
    found = [(one.text.strip(), one.role) for one in canvas.written_texts(html)]
    assert found == [("Judul", "claim"), ("besar", "claim"), ("isi", "body"), ("sumber", "src")]


def test_the_font_knows_indonesian_and_not_thai():
    assert fonts.missing_signs("Jalan Hayam Wuruk – 18.00–22.00 WIB “klik” é ₂") in {"", "₂"}
    assert fonts.missing_signs("ถนน") == "ถน"


def test_the_cmap_reader_agrees_with_fonttools():
    ttfont = pytest.importorskip("fontTools.ttLib").TTFont
    for family in (fonts.TEXT_FAMILY, fonts.ICON_FAMILY):
        with ttfont(fonts.font_file(family)) as font:
            assert fonts.signs_of(family) == set(font.getBestCmap())


def test_icons_are_found_by_name():
    assert ord(fonts.icon("motorbike")) in fonts.signs_of(fonts.ICON_FAMILY)
    with pytest.raises(RenderingError, match="tidak ada"):
        fonts.icon("tidak_ada_ikon_ini")


def test_markup_in_a_name_stays_text():
    from generator.graphics.typeset import as_lines

    assert "<img" not in as_lines([samples.EVIL])
