"""Insurance for the young engine: Chromium draws the same pages, and the pictures agree."""

import itertools

import pytest
from PIL import Image, ImageChops, ImageStat

from generator.graphics.designs import load_designs
from generator.graphics.infographic import Order, Studio
from generator.graphics.plain_page import plain_page
from generator.graphics.sheet import sheet_of
from generator.home import Home
from generator.platforms import load_placements
from generator.themes import known_themes
from tests.graphics import samples

HOME = Home()
PLACEMENTS = load_placements(HOME)
SHOWN_ON = ("facebook/feed_portrait", "instagram/story", "x/post_landscape", "youtube/community_post")


def _pages():
    """One page of each design that a sample suits, in the first of its shapes, each in the next theme."""
    layers, themes = samples.layers(), itertools.cycle(known_themes(HOME))
    for name in load_designs(HOME):
        studio = Studio(HOME, next(themes), layers, None)
        design = studio.designs[name]
        pair = samples.pair_for(design)
        fitting = (PLACEMENTS[name] for name in SHOWN_ON if PLACEMENTS[name].shape in design.shapes)
        where = next(fitting, None)
        if pair and where:
            order = Order(*pair, where, sheet_of(where), is_alone=True)
            yield design.name, where, order, studio.page(design, design.grounds[0], order)


def test_chromium_agrees_with_the_engine_on_one_page_of_each_design(chromium, tmp_path):
    sync_api = pytest.importorskip("playwright.sync_api")
    seen = {}
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page()
        for name, where, order, page in _pages():
            tab.set_viewport_size({"width": where.width, "height": where.height})
            tab.set_content(plain_page(page.html, page.css, {}), wait_until="load")
            tab.evaluate("document.fonts.ready")
            tab.screenshot(path=tmp_path / f"{name}.png")
            ours = order.sheet.canvas.render(page.html, page.css).convert("RGB")
            with Image.open(tmp_path / f"{name}.png") as shot:
                seen[name] = _difference(shot.convert("RGB"), ours)
        browser.close()
    assert len(seen) >= 8
    assert {
        design: value for design, value in seen.items() if value > 0.08
    } == {}  # a line of text may lie two pixels lower


def _difference(first, second):
    """Share of pixels that differ visibly at half size, where a shift of a pixel counts little."""
    size = (first.width // 2, first.height // 2)
    change = (
        ImageChops.difference(first.resize(size), second.resize(size))
        .convert("L")
        .point([255 if n > 40 else 0 for n in range(256)])
    )
    return ImageStat.Stat(change).mean[0] / 255
