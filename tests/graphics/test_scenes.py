"""Scenes and the slides of the step, the reason and the rule: found by name, drawn in every theme, with any words."""

import dataclasses

import pytest

from generator.graphics import filling, scenes
from generator.graphics.canvas import Canvas
from generator.graphics.infographic import Order, Studio
from generator.graphics.page_context import PageTools, context_of
from generator.graphics.sheet import sheet_of
from generator.home import Home
from generator.languages import load_library
from generator.platforms import load_placements
from generator.themes import known_themes, load_theme
from tests.graphics import samples

HOME = Home()
PLACEMENTS = load_placements(HOME)
SHAPES = (
    "instagram/feed_portrait",
    "youtube/community_post",
    "instagram/story",
    "tiktok/photo",
    "x/post_landscape",
)
TIPS = load_library(HOME, "id").tips
FILES = sorted(path.name for path in (HOME.templates / "infographics/_parts/scenes").glob("*.j2"))
PAGE = (
    '{% import "_parts/drawings.html.j2" as drawings with context %}'
    '{% from "_parts/scene_colours.html.j2" import c with context %}'
    "<div>{{ drawings.window(m.theme, c, 0, 0, 1080, 640, (0, 0, 1080, 640)) }}</div>"
)


def _drawn(file, theme_name, ground="light"):
    """The scene alone, small."""
    theme = load_theme(HOME, theme_name)
    tools = PageTools(*samples.tip_message("helm"), theme.palette(ground), None, scene=file)
    context = context_of(tools, sheet_of(PLACEMENTS[SHAPES[0]]), theme, is_alone=True, logo=None)
    html = filling._environment(HOME.templates / "infographics").from_string(PAGE).render(context)
    return Canvas(1080, 640).render(html, ".abs{position:absolute}", scale=0.1).convert("RGB")


def test_every_theme_of_tips_has_a_scene_of_its_own():
    themes = {tip.theme for tip in TIPS.values()}
    message, _ = samples.tip_message("helm")
    found = {theme: scenes.scene_of(HOME, dataclasses.replace(message, theme=theme)) for theme in themes}
    assert len(set(found.values())) == len(themes)
    assert not any(file.startswith("_") for file in found.values())


def test_every_scene_belongs_to_a_theme_or_a_tip():
    names = {file.split(".")[0] for file in FILES if not file.startswith("_")}
    assert names <= {tip.theme for tip in TIPS.values()} | set(TIPS)


def test_a_tip_with_a_scene_of_its_own_shows_it_and_an_unknown_theme_an_orderly_street():
    message, _ = samples.tip_message("helm")
    assert scenes.scene_of(HOME, dataclasses.replace(message, tip_id="T-MOGOK-01", theme="darurat")) == (
        "T-MOGOK-01.html.j2"
    )
    for theme in ("tema-baru", "../../tip/page", ""):
        assert scenes.scene_of(HOME, dataclasses.replace(message, tip_id="", theme=theme)) == "_lain.html.j2"


def test_all_scenes_differ_and_none_is_empty():
    pictures = {file: _drawn(file, "cakra") for file in FILES}
    assert len({picture.tobytes() for picture in pictures.values()}) == len(FILES)
    assert not [file for file, picture in pictures.items() if len(picture.getcolors(7000)) < 60]


@pytest.mark.parametrize("theme", known_themes(HOME))
def test_a_scene_takes_the_colours_of_the_theme_and_the_night_is_dark(theme):
    by_day, by_night = _drawn("kecepatan.html.j2", theme), _drawn("lampu.night.html.j2", theme)
    scene = load_theme(HOME, theme).scene(load_theme(HOME, theme).palette("light"), is_night=False)
    sky = tuple(int(scene.sky[n : n + 2], 16) for n in (1, 3, 5))
    assert max(abs(a - b) for a, b in zip(by_day.getpixel((2, 1)), sky, strict=True)) <= 3
    assert sum(by_night.resize((1, 1)).getpixel((0, 0))) < sum(by_day.resize((1, 1)).getpixel((0, 0)))


# ------------------------------------------------------------------------------------------------ slides

LONG = {
    "unit": "Satlantas Polres Kepulauan Siau Tagulandang Biaro",
    "data_note": "24 bulan s.d. 15 November 2026, n = 11.128 kecelakaan",
}
LONGEST_STEP = {
    "tip_title": "Bergantian mengemudi sebelum kelelahan itu",
    "tip": (
        "Beri jalan kepada pejalan kaki yang menyeberang, pastikan mata bertemu, dan turunkan laju. " * 2
    )[:160],
    "tip_short": "Beri jalan, pastikan mata bertemu, turunkan laju sedini ini.",
}
SHORTEST_STEP = {"tip_title": "Pelan", "tip": "Pelan saja.", "tip_short": "Pelan.", "call_to_action": ""}
BARE = ("stamp", "handle", "unit_line", "tag", "data_note", "action_label")


@pytest.fixture(scope="module")
def studio():
    return Studio(HOME, "cakra", None, None)


def _stands(studio, name, message, placement):
    design = studio.designs[name]
    where = PLACEMENTS[placement]
    order = Order(message, samples.insight("season"), where, sheet_of(where), is_alone=False)
    page = studio.page(design, design.grounds[0], order)
    assert page.is_passed, [one for one in page.results if not one.is_passed]


@pytest.mark.parametrize("placement", SHAPES)
@pytest.mark.parametrize("name", ["tip", "tip_kartu", "tip_bawah"])
def test_a_step_stands_with_the_longest_and_the_shortest_words(studio, name, placement):
    message, _ = samples.tip_message("kecepatan")
    long = dataclasses.replace(message, **LONGEST_STEP, words={**message.words, **LONG})
    short = dataclasses.replace(
        message, **SHORTEST_STEP, words={k: v for k, v in message.words.items() if k not in BARE}
    )
    for one in (long, short):
        _stands(studio, name, one, placement)


@pytest.mark.parametrize("placement", SHAPES)
@pytest.mark.parametrize("tip", ["T-HUJAN-01", "T-BUTA-01", "T-CEPAT-04"])
def test_the_fullest_drawing_and_the_longest_facts_stand_as_a_reason(studio, tip, placement):
    _stands(studio, "jelas", samples.reason_of(tip)[0], placement)


def test_every_other_drawing_stands_where_it_is_lowest(studio):
    for tip in ("T-CEPAT-02", "T-PONSEL-01", "T-JARAK-01", "T-DAHULUI-01"):
        _stands(studio, "jelas", samples.reason_of(tip)[0], "x/post_landscape")


@pytest.mark.parametrize("placement", SHAPES)
def test_the_longest_and_the_shortest_rule_stand(studio, placement):
    message, _ = samples.reason_of("T-HUJAN-01")
    fine = (
        "Pasal 106 ayat (8) UU 22/2009; denda paling banyak Rp250.000 menurut Pasal 291 ayat (1) UU 22/2009"
    )
    for line, source in ((message.words["clause_line"], fine), ("Pelan.", "Pasal 1")):
        words = {**message.words, **LONG, "clause_line": line, "clause_source": source}
        _stands(studio, "aturan", dataclasses.replace(message, words=words), placement)


def test_a_carousel_tells_the_reason_only_where_there_is_one(studio):
    message, insight = samples.reason_of("T-CEPAT-02")
    told = dataclasses.replace(
        samples.hours("m-a")[0], words={**samples.hours("m-a")[0].words, **message.words}
    )
    where = PLACEMENTS["instagram/feed_portrait"]
    with_reason = [one.design for one in studio.draw(told, samples.hours("m-a")[1], where)]
    without = [one.design for one in studio.draw(*samples.hours("m-a"), where)]
    assert {"jelas", "aturan"} & set(with_reason)
    assert not {"jelas", "aturan"} & set(without)
    assert insight.kind == "season"
