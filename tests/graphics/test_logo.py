"""The unit's logo: any honest picture, nothing that runs."""

import io

import pytest
from PIL import Image

from generator.errors import RenderingError
from generator.graphics.logo import SIDE_PX, logo_png

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{}</svg>'


@pytest.mark.parametrize(
    ("name", "mode"), [("l.png", "RGBA"), ("l.jpg", "RGB"), ("l.jpg", "CMYK"), ("l.png", "P")]
)
def test_a_picture_becomes_a_small_square(tmp_path, name, mode):
    Image.new("RGB", (600, 300), (200, 10, 10)).convert(mode).save(tmp_path / name)
    with Image.open(io.BytesIO(logo_png(tmp_path / name))) as logo:
        assert logo.size == (SIDE_PX, SIDE_PX)
        assert logo.getpixel((128, 128))[0] > 150
        assert logo.getpixel((128, 5))[3] == 0


def test_an_svg_is_drawn_by_our_engine(tmp_path):
    (tmp_path / "l.svg").write_text(SVG.format('<rect width="10" height="10" fill="#00ff00"/>'))
    with Image.open(io.BytesIO(logo_png(tmp_path / "l.svg"))) as logo:
        assert logo.getpixel((128, 128)) == (0, 255, 0, 255)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("l.svg", SVG.format("<script>alert(1)</script>")),
        ("l.svg", SVG.format('<image href="http://contoh.test/a.png"/>')),
        ("l.svg", SVG.format("<foreignObject/>")),
        ("l.svg", SVG.format("")),
        ("l.svg", "bukan svg"),
        ("l.png", "bukan png"),
    ],
)
def test_a_logo_that_is_no_honest_picture_is_refused(tmp_path, name, content):
    (tmp_path / name).write_text(content)
    with pytest.raises(RenderingError, match="logo l"):
        logo_png(tmp_path / name)


def test_a_missing_logo_is_said(tmp_path):
    with pytest.raises(RenderingError, match=r"look\.logo"):
        logo_png(tmp_path / "tidak-ada.png")
