"""The PDF as another program reads it: size, bleed, resolution, 4:4:4, and no date."""

import io
import re

import pytest
from PIL import Image
from PIL.PdfParser import PdfParser

from generator.graphics.paper import DPI, PAPERS
from generator.graphics.pdf import PdfPage, pdf_of
from generator.graphics.strips import HEIGHT, jpeg_in_strips

HOSTILE = ") >> endobj ${7*7} <script> \u202e 😀 \\"


def page_of(name, *, is_grey=False):
    paper = PAPERS[name]
    mode, ink = ("L", 180) if is_grey else ("RGB", "#CC3A19")
    jpeg = jpeg_in_strips(lambda _, height: Image.new(mode, (paper.pixels[0], height), ink), paper.pixels)
    return PdfPage(paper, jpeg, is_grey, f"Pelan {HOSTILE}", f"Semua kata {HOSTILE}", "id")


@pytest.fixture(scope="module", params=["a4", "a3"])
def written(request):
    page = page_of(request.param)
    return page, pdf_of(page)


def opened(data):
    return PdfParser(buf=data)


def millimetres(box):
    return [round(float(side) / 72 * 25.4, 1) for side in box]


def test_the_sheet_is_cut_to_its_size_with_three_millimetres_around(written):
    page, data = written
    parser = opened(data)
    assert len(parser.pages) == 1
    leaf = parser.read_indirect(parser.pages[0])
    wide, high = {"a4": (210, 297), "a3": (297, 420)}[page.paper.name]
    assert millimetres(leaf[b"TrimBox"]) == [3, 3, wide + 3, high + 3]
    assert millimetres(leaf[b"BleedBox"]) == millimetres(leaf[b"MediaBox"]) == [0, 0, wide + 6, high + 6]


def test_the_picture_has_300_dots_an_inch_and_colours_at_full_resolution(written):
    page, data = written
    parser = opened(data)
    leaf = parser.read_indirect(parser.pages[0])
    picture = leaf[b"Resources"][b"XObject"][b"Im0"]
    stream = parser.read_indirect(picture)
    assert stream.dictionary[b"ColorSpace"] == b"DeviceRGB"
    with Image.open(io.BytesIO(stream.buf)) as image:
        assert [sampling[1:3] for sampling in image.layer] == [(1, 1)] * 3
        assert (stream.dictionary[b"Width"], stream.dictionary[b"Height"]) == image.size == page.paper.pixels
        inches = float(leaf[b"MediaBox"][2]) / 72
        assert image.width / inches == pytest.approx(DPI, abs=0.2)
        assert set(image.info) == {"jfif", "jfif_version", "jfif_density", "jfif_unit"}


def test_no_time_of_making_and_the_same_bytes(written):
    page, data = written
    assert not re.search(rb"CreationDate|ModDate|/ID|Producer|xmp", data)
    assert pdf_of(page) == data


def test_words_are_for_screen_readers_and_cannot_end_their_string(written):
    parser = opened(written[1])
    assert parser.info[b"Title"].decode("utf-16") == f"Pelan {HOSTILE}"
    figure = parser.read_indirect(parser.read_indirect(parser.root[b"StructTreeRoot"])[b"K"])
    assert figure[b"Alt"].decode("utf-16") == f"Semua kata {HOSTILE}"


def test_an_edition_without_colours_is_grey_all_the_way():
    data = pdf_of(page_of("a4", is_grey=True))
    assert b"/ColorSpace/DeviceGray" in data


def test_strips_join_to_the_picture_that_they_were_cut_from():
    """Every strip of other colours, the last one lower, a width that is no whole number of blocks."""
    whole = Image.radial_gradient("L").resize((203, 2 * HEIGHT + 75))
    whole = Image.merge("RGB", (whole, whole.rotate(180), whole.transpose(Image.Transpose.FLIP_TOP_BOTTOM)))
    cut = jpeg_in_strips(lambda top, height: whole.crop((0, top, 203, top + height)), whole.size)
    with Image.open(io.BytesIO(cut)) as joined:
        pairs = zip(joined.convert("RGB").tobytes(), whole.tobytes(), strict=True)
        assert max(abs(a - b) for a, b in pairs) < 16
