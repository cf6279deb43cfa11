"""Insurance for the young engine: Chromium draws the same pages, and the pictures agree."""

import itertools

import pytest
from PIL import Image, ImageChops, ImageStat

from generator.graphics.infographic import Order, Studio
from generator.graphics.plain_page import plain_page
from generator.graphics.sheet import sheet_of
from generator.home import Home
from generator.platforms import load_placements
from generator.themes import known_themes
from tests.graphics import samples

HOME = Home()
PLACEMENTS = load_placements(HOME)
PAIRS = {
    **{
        name: pair for name, pair in samples.everything().items() if name not in {"faktor", "cahaya", "cuaca"}
    },
    "tip": samples.tip_message("helm"),
}


def test_chromium_agrees_with_the_engine_on_one_page_of_each_design(chromium, tmp_path):
    sync_api = pytest.importorskip("playwright.sync_api")
    layers = samples.layers()
    themes = itertools.cycle(known_themes(HOME))  # each draws forms and patterns of its own
    where = PLACEMENTS["facebook/feed_portrait"]
    seen = {}
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page(viewport={"width": where.width, "height": where.height})
        for name, (message, insight) in PAIRS.items():
            studio = Studio(HOME, next(themes), layers, None)
            order = Order(message, insight, where, sheet_of(where), is_alone=True)
            design = studio.designs[studio.draw(message, insight, where)[0].design]
            picture = studio.picture(design, design.grounds[0], order)
            page = studio.page(design, design.grounds[0], order)
            tab.set_content(plain_page(page.html, page.css, {}), wait_until="load")
            tab.evaluate("document.fonts.ready")
            tab.screenshot(path=tmp_path / f"{name}.png")
            with Image.open(tmp_path / f"{name}.png") as shot:
                seen[design.name] = _difference(shot.convert("RGB"), picture.image)
        browser.close()
    assert len(seen) >= 8
    assert {design: value for design, value in seen.items() if value > 0.06} == {}


def _difference(first, second):
    """Share of pixels that differ visibly at half size, where a shift of a pixel counts little."""
    size = (first.width // 2, first.height // 2)
    change = (
        ImageChops.difference(first.resize(size), second.resize(size))
        .convert("L")
        .point([255 if n > 40 else 0 for n in range(256)])
    )
    return ImageStat.Stat(change).mean[0] / 255
