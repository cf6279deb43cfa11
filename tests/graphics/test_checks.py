"""Every check finds its planted fault and passes the clean page."""

import pytest

from generator.errors import RenderingError
from generator.graphics import checks
from generator.graphics.canvas import Box, Canvas

PAGE = Box(0, 0, 600, 400)
ZONE = Box(20, 20, 580, 380)
BASE = "*{{margin:0;padding:0;box-sizing:border-box}}.page{{position:relative;width:600px;height:400px;background:{ground};color:{ink};font-family:'Plus Jakarta Sans';font-size:36px;line-height:1.3}}.a{{position:absolute;left:40px;top:60px}}"


def css(ground="#FFFFFF", ink="#111111", more=""):
    return BASE.format(ground=ground, ink=ink) + more


def results(html, style):
    page = Canvas(600, 400)
    runs, lost = checks.with_roles(html, page.measure(html, style).runs)
    found = checks.check_layout(runs, lost, PAGE, ZONE)
    contrast = checks.check_contrast(
        runs, page.render(html, style), page.render(html, style, with_text=False, scale=0.5), 1.0
    )
    return {result.name: result for result in (*found, contrast)}


CLEAN = '<div class="page"><div class="a">Pelan di sini</div></div>'
FAULTS = {
    "phone_size": ('<div class="page"><div class="a" style="font-size:20px">kecil</div></div>', css()),
    "safe_zone": ('<div class="page"><div class="a" style="left:2px">di tepi</div></div>', css()),
    "inside_page": (
        '<div class="page"><div class="a" style="left:560px;white-space:nowrap">keluar</div></div>',
        css(),
    ),
    "inside_box": (
        '<div class="page"><div class="a" style="width:60px;white-space:nowrap">1.234.567</div></div>',
        css(),
    ),
    "no_overlap": (
        '<div class="page"><div class="a">Satu</div><div class="a" style="left:60px;top:66px">Dua</div></div>',
        css(),
    ),
    "signs_known": ('<div class="page"><div class="a">ถนน</div></div>', css()),
    "contrast": (CLEAN, css(ground="#777777", ink="#999999")),
}


def test_the_clean_page_passes_every_check():
    assert all(result.is_passed for result in results(CLEAN, css()).values())


@pytest.mark.parametrize("name", list(FAULTS))
def test_each_check_finds_its_planted_fault(name):
    assert not results(*FAULTS[name])[name].is_passed


def test_lost_text_is_found_by_name():
    html = '<div class="page"><div class="a">Ada</div><div class="a" style="display:none">Hilang</div></div>'
    result = results(html, css())["text_complete"]
    assert not result.is_passed
    assert result.detail == "Hilang"


def test_contrast_is_taken_from_what_really_stands_behind():
    striped = css(ground="#FFFFFF", ink="#FFFFFF") + ".a{color:#FFFFFF}"
    html = '<div class="page"><svg width="600" height="400"><rect width="600" height="400" fill="#0B1739"/></svg><div class="a">Terbaca</div></div>'
    assert results(html, striped)["contrast"].is_passed
    assert not results('<div class="page"><div class="a">Putih</div></div>', striped)["contrast"].is_passed


def test_large_letters_need_less_contrast():
    style = css(ground="#FFFFFF", ink="#7F7F7F")
    assert not results(CLEAN, style)["contrast"].is_passed
    large = '<div class="page"><div class="a" style="font-size:64px;font-weight:800">Pelan</div></div>'
    assert results(large, style)["contrast"].is_passed


def test_the_floor_depends_on_the_role():
    small_source = '<div class="page"><div class="a src" style="font-size:24px">Sumber</div></div>'
    assert results(small_source, css())["phone_size"].is_passed
    small_claim = '<div class="page"><div class="a claim" style="font-size:40px">Judul</div></div>'
    assert not results(small_claim, css())["phone_size"].is_passed


def test_a_failed_check_names_design_placement_and_text():
    with pytest.raises(RenderingError) as caught:
        checks.refuse_failed(results(*FAULTS["phone_size"]).values(), "peta", "instagram/story")
    assert "peta untuk instagram/story" in str(caught.value)
    assert "kecil" in str(caught.value)
