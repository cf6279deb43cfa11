"""Every check finds its planted fault and passes the clean page."""

import dataclasses
import io

import pytest
import segno
from PIL import Image

from generator.errors import RenderingError
from generator.graphics import checks
from generator.graphics.canvas import Box, Canvas, hollow, written_texts
from generator.graphics.sheet import sheet_of
from generator.home import Home
from generator.platforms import load_placements
from tests.graphics import samples

PLACEMENTS = load_placements(Home())

PAGE = Box(0, 0, 600, 400)
ZONE = Box(20, 20, 580, 380)
BASE = "*{{margin:0;padding:0;box-sizing:border-box}}.page{{position:relative;width:600px;height:400px;background:{ground};color:{ink};font-family:'Plus Jakarta Sans';font-size:36px;line-height:1.3}}.a{{position:absolute;left:40px;top:60px}}"


def css(ground="#FFFFFF", ink="#111111", more=""):
    return BASE.format(ground=ground, ink=ink) + more


def results(html, style):
    page = Canvas(600, 400)
    measured = page.measure(hollow(html), style)
    runs, lost = checks.with_roles(html, measured.runs)
    found = checks.check_layout(runs, lost, PAGE, ZONE, measured.logo)
    contrast = checks.check_contrast(
        runs,
        page.render(html, style, images=LOGO),
        page.render(html, style, images=LOGO, with_text=False, scale=0.5),
        1.0,
    )
    return {result.name: result for result in (*found, contrast)}


def png_of(picture):
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


LOGO = {"logo": png_of(Image.new("RGBA", (60, 60), (9, 90, 200, 255)))}
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
    "logo_zone": (
        '<div class="page"><div class="a">Logo</div><img class="mark" src="logo"></div>',
        css(more=".mark{position:absolute;left:500px;top:4px;width:60px;height:60px}"),
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


def test_the_floors_are_those_of_a_phone():
    """22, 12, 10 and 8.5 phone pixels on a canvas 1080 wide."""
    for role, px in (("claim", 60.9), ("", 33.2), ("lbl", 27.7), ("src", 23.5)):
        for size, is_passed in ((px + 0.1, True), (px - 0.9, False)):
            html = f'<div class="page"><div class="a {role}" style="font-size:{size}px">Kata</div></div>'
            assert results(html, css())["phone_size"].is_passed is is_passed, (role, size)


def test_a_text_that_something_covers_is_found():
    html = '<div class="page"><div class="a">Tertutup</div><div style="position:absolute;left:0;top:0;width:600px;height:400px;background:#fff"></div></div>'
    assert not results(html, css())["contrast"].is_passed


def test_a_logo_within_the_zone_passes():
    style = css(more=".mark{position:absolute;left:500px;top:30px;width:60px;height:60px}")
    found = results(FAULTS["logo_zone"][0], style)
    assert all(result.is_passed for result in found.values())
    assert "logo_zone" in found


# ------------------------------------------------------------------------------------------------ zones


def test_a_shared_picture_keeps_to_the_strictest_zone_of_its_placements():
    story, photo = PLACEMENTS["instagram/story"], PLACEMENTS["tiktok/photo"]
    zone = sheet_of(story, photo).zone
    for one in (sheet_of(story).zone, sheet_of(photo).zone):
        assert (zone.left >= one.left, zone.top >= one.top) == (True, True)
        assert (zone.right <= one.right, zone.bottom <= one.bottom) == (True, True)
    assert zone.bottom == 1920 - 420
    assert zone.top == 270


# ------------------------------------------------------------------------------------------------ figures


def figures(html, message, insight, literals=()):
    return checks.check_figures(written_texts(html), message, insight, literals)


@pytest.mark.parametrize(
    "html",
    [
        "<b>4 dari 10</b>",
        "<b>4</b> <i>dari 10</i>",
        "<p>kecelakaan terjadi pukul 18.00–22.00 WIB</p>",
        "<p>24 bulan s.d. 15 November 2026, n = 1.128 kecelakaan. 4 dari 10</p>",
        "<p>tanpa angka</p>",
        '<p class="map">Jalan 17 Agustus</p>',
    ],
)
def test_numbers_of_the_message_are_known(html):
    assert figures(html, *samples.hours("m-a")).is_passed


@pytest.mark.parametrize("text", ["5", "8.00", "1", "128", "4 dari 100", "Jalan 17 Agustus", "42%"])
def test_a_number_that_nobody_said_is_found_by_its_text(text):
    result = figures(f"<p>4 dari 10</p><b>{text}</b>", *samples.hours("m-a"))
    assert not result.is_passed
    assert result.detail == text


def test_a_map_may_number_as_many_places_as_it_has_and_tell_its_scale():
    pair = samples.ranking(3)
    assert figures("<b>3</b><i>500 m</i>", *pair).is_passed
    assert figures("<b>4</b>", *pair).detail == "4"
    assert figures("<i>500 m</i>", *samples.who("weather")).detail == "500 m"


def test_a_design_may_write_the_numbers_that_it_declares():
    assert figures("<b>31</b><b>24</b>", *samples.who("weather"), ("1-31",)).is_passed
    assert figures("<b>32</b>", *samples.who("weather"), ("1-31",)).detail == "32"


# ------------------------------------------------------------------------------------------------ alt, file, QR


def test_an_alt_text_must_be_there_and_within_the_smallest_limit():
    whole = PLACEMENTS["instagram/feed_portrait"]
    short = dataclasses.replace(whole, alt_text_limit=10)
    deaf = dataclasses.replace(whole, alt_text_limit=5, takes_alt_text=False)
    assert checks.check_alt_text("Sebuah peta", (whole, deaf)).is_passed
    assert not checks.check_alt_text("Sebuah peta", (whole, short)).is_passed
    assert not checks.check_alt_text("  ", (deaf,)).is_passed


def test_a_file_over_its_limit_is_found():
    small = dataclasses.replace(PLACEMENTS["instagram/feed_portrait"], max_bytes=1_000)
    assert checks.check_size(1_000, small, 92).is_passed
    assert not checks.check_size(1_001, small, 92).is_passed


def printed_code(text):
    buffer = io.BytesIO()
    segno.make(text, error="m").save(buffer, kind="png", scale=6)
    page = Image.new("RGB", (1240, 700), "white")
    page.paste(Image.open(buffer).convert("RGB"), (800, 300))
    return page


def test_a_printed_code_reads_what_it_should():
    page = printed_code("https://contoh.test/a")
    assert checks.check_qr(page, "https://contoh.test/a").is_passed
    assert not checks.check_qr(page, "https://contoh.test/b").is_passed


def test_a_code_that_is_covered_or_too_small_does_not_read():
    page = printed_code("https://contoh.test/a")
    page.paste("white", (810, 310, 900, 400))
    assert not checks.check_qr(page, "https://contoh.test/a").is_passed
    small = printed_code("https://contoh.test/a").resize((310, 175))
    assert checks.check_qr(small, "https://contoh.test/a").value < 3


# ------------------------------------------------------------------------------------------------ the sentence


def test_a_failed_check_names_design_placement_and_text():
    with pytest.raises(RenderingError) as caught:
        checks.refuse_failed(results(*FAULTS["phone_size"]).values(), "peta", "instagram/story")
    assert "peta untuk instagram/story" in str(caught.value)
    assert "kecil" in str(caught.value)


@pytest.mark.parametrize(
    ("html", "field"),
    [
        ('<div class="a" style="font-size:20px">kecelakaan terjadi</div>', "words.big_caption"),
        ('<div class="a" style="font-size:20px">Jaga jarak tiga detik</div>', "tip_title"),
        ('<div class="a" style="left:2px">@satlantascakrasari</div>', "words.handle"),
        ('<div class="a">Ada</div><div class="a" style="display:none">Empat jam sepulang</div>', "headline"),
    ],
)
def test_a_failed_check_names_the_message_and_its_field(html, field):
    message, _ = samples.hours("m-a")
    with pytest.raises(RenderingError, match=rf"pesan m-a, {field}"):
        checks.refuse_failed(results(f'<div class="page">{html}</div>', css()).values(), "jam", "x", message)


def test_two_texts_on_each_other_are_both_named():
    message, _ = samples.hours("m-a")
    html = '<div class="page"><div class="a">4 dari 10</div><div class="a" style="left:60px;top:66px">Jam rawan</div></div>'
    with pytest.raises(RenderingError, match=r"words\.big dan words\.tag"):
        checks.refuse_failed(results(html, css()).values(), "jam", "x", message)
