"""The unit's logo: any honest picture, nothing that runs, seen on every ground."""

import io
import zlib

import pytest
from PIL import Image

from generator.errors import RenderingError
from generator.graphics.logo import SHORTER_PX, load_logo

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 30 10">{}</svg>'
BOX = '<rect width="30" height="10" fill="#00ff00"/>'
NAVY, PAPER = "#0B1739", "#FBF5E8"


def _opened(logo):
    return Image.open(io.BytesIO(logo.png)).convert("RGBA")


def _disc(colour, size=(400, 400)):
    """A disc of one colour on nothing."""
    from PIL import ImageDraw

    picture = Image.new("RGBA", size, (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((40, 40, size[0] - 40, size[1] - 40), fill=colour)
    return picture


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("l.png", "RGBA"),
        ("l.jpg", "RGB"),
        ("l.jpg", "CMYK"),
        ("l.png", "P"),
        ("l.png", "1"),
        ("l.webp", "RGBA"),
    ],
)
def test_a_picture_of_any_kind_becomes_a_small_png(tmp_path, name, mode):
    picture = Image.new("RGB", (900, 900), (250, 250, 250))
    picture.paste((200, 10, 10), (200, 200, 700, 700))
    picture.convert(mode).save(tmp_path / name)
    logo = load_logo(tmp_path / name)
    assert _opened(logo).size == (SHORTER_PX, SHORTER_PX)
    assert (logo.width, logo.height) == (68, 68)


def test_sixteen_bits_keep_their_greys(tmp_path):
    ramp = bytes(value for level in range(0, 65536, 256) for value in level.to_bytes(2, "little"))
    Image.frombytes("I;16", (256, 100), ramp * 100).save(tmp_path / "l.png")
    picture = _opened(load_logo(tmp_path / "l.png"))
    middle = picture.getpixel((picture.width // 2, picture.height // 2))
    assert middle[0] == pytest.approx(128, abs=4)


def test_a_huge_logo_and_an_animated_one_are_drawn(tmp_path):
    Image.new("L", (8000, 5000), 90).save(tmp_path / "besar.png", compress_level=1)
    assert _opened(load_logo(tmp_path / "besar.png")).height == SHORTER_PX
    first, second = _disc("navy"), _disc("red")
    first.save(tmp_path / "gerak.gif", save_all=True, append_images=[second])
    picture = _opened(load_logo(tmp_path / "gerak.gif"))
    assert picture.getpixel((picture.width // 2, picture.height // 2))[2] > 100


def test_a_wide_logo_is_wide_on_the_page_and_its_empty_margin_is_cut_off(tmp_path):
    _disc("navy", (1240, 440)).save(tmp_path / "l.png")
    logo = load_logo(tmp_path / "l.png")
    assert logo.width == pytest.approx(129, abs=4)
    assert logo.height == pytest.approx(40, abs=4)
    picture = _opened(logo)
    assert picture.getpixel((2, picture.height // 2))[3] > 0


@pytest.mark.parametrize(
    ("colour", "on_dark", "on_light"),
    [("#0F1B3D", True, False), ("#FAFAFA", False, True), ("#D5232B", False, False)],
)
def test_a_logo_gets_a_plate_where_it_would_not_be_seen(tmp_path, colour, on_dark, on_light):
    _disc(colour).save(tmp_path / "l.png")
    logo = load_logo(tmp_path / "l.png")
    assert (bool(logo.plate(NAVY)), bool(logo.plate(PAPER))) == (on_dark, on_light)


@pytest.mark.parametrize(
    "inside",
    [
        BOX,
        f'<style>.a{{fill:#00ff00}}</style><g class="a">{BOX.replace(" fill=", " data-fill=")}</g>',
        '<defs><path id="p" d="M0 0h30v10H0z" fill="#00ff00"/></defs><use xlink:href="#p"/>',
    ],
)
def test_an_svg_is_drawn_by_our_engine_in_its_own_shape(tmp_path, inside):
    (tmp_path / "l.svg").write_text(SVG.format(inside))
    picture = _opened(load_logo(tmp_path / "l.svg"))
    assert picture.width / picture.height == pytest.approx(3, abs=0.05)
    assert picture.getpixel((100, 50)) == (0, 255, 0, 255)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (SVG.format("<script>alert(1)</script>"), "skrip"),
        (SVG.format('<rect onload="a()" width="9" height="9"/>'), "skrip"),
        (SVG.format('<use xlink:href="http://contoh.test/a.svg#a"/>'), "tautan"),
        (SVG.format('<image href="data:image/png;base64,AAAA"/>'), "gambar di dalamnya"),
        (SVG.format("<foreignObject/>"), "isi dari luar"),
        (SVG.format("<style>@import 'http://contoh.test/a.css';</style>"), "mengambil dari luar"),
        (SVG.format('<rect width="9" height="9" fill="url(http://contoh.test/a)"/>'), "rujukan ke luar"),
        (SVG.format("<text>Polres</text>"), "tulisan"),
        (SVG.format("<filter/>"), "<filter>"),
        ('<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + SVG.format(BOX), "entitas"),
        ('<?xml-stylesheet href="a.css"?>' + SVG.format(BOX), "perintah"),
        (SVG.format("<g>" * 200 + "</g>" * 200), "terlalu banyak"),
        (SVG.format('<use href="#a"/>' * 40), "terlalu banyak"),
        (SVG.format(""), "tembus pandang|tidak dapat digambar"),
        ("<html></html>", "bukan SVG"),
        ("bukan svg", "bukan SVG"),
    ],
)
def test_an_svg_that_runs_fetches_or_multiplies_is_refused_by_name(tmp_path, content, sentence):
    for name, encoding in (
        ("l.svg", "utf-8"),
        ("m.svg", "utf-16"),
    ):  # a search for bytes would miss the second
        (tmp_path / name).write_text(content, encoding=encoding)
        with pytest.raises(RenderingError, match=rf"logo {name}.*({sentence})"):
            load_logo(tmp_path / name)


def _png_of(width, height):
    """The head of a PNG that claims this size."""
    head = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x06\x00\x00\x00"
    body = b"\x00\x00\x00\x0d" + head + zlib.crc32(head).to_bytes(4, "big") + b"\x00\x00\x00\x00IDAT"
    return b"\x89PNG\r\n\x1a\n" + body + zlib.crc32(b"IDAT").to_bytes(4, "big")


def _saved(picture, kind="PNG"):
    buffer = io.BytesIO()
    picture.save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"bukan png", "bukan gambar yang terbaca"),
        (b"", "bukan gambar yang terbaca"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "bukan gambar yang terbaca"),
        (_saved(_disc("navy"))[:900], "tidak utuh"),
        (_saved(_disc("navy").convert("RGB"), "JPEG")[:900], "tidak utuh"),
        (_png_of(9_000, 8_000), "9000x8000 piksel, terlalu besar"),
        (_png_of(30_000, 30_000), "terlalu besar"),
        (_saved(Image.new("RGB", (1, 1))), "hanya 1x1 piksel"),
        (_saved(Image.new("RGBA", (300, 300), (9, 9, 9, 0))), "tembus pandang"),
    ],
    ids=["text", "empty", "eps", "cut png", "cut jpeg", "huge", "bomb", "dot", "glass"],
)
def test_a_logo_that_is_no_honest_picture_is_refused_by_name(tmp_path, content, sentence):
    (tmp_path / "l.png").write_bytes(content)
    with pytest.raises(RenderingError, match=rf"logo l\.png.*({sentence})"):
        load_logo(tmp_path / "l.png")


def test_a_missing_logo_is_said(tmp_path):
    with pytest.raises(RenderingError, match=r"look\.logo"):
        load_logo(tmp_path / "tidak-ada.png")
