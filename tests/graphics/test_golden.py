"""Golden pictures, small: a design changes only when somebody means it.

SELAMAT_GOLDEN=write writes them anew; look at each one before it is committed.
"""

import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from generator.graphics.designs import load_designs
from generator.graphics.infographic import Order, Studio
from generator.graphics.sheet import sheet_of
from generator.home import Home
from generator.platforms import load_placements
from tests.graphics import samples

FOLDER = Path(__file__).parent.parent / "golden" / "pictures"
HOME = Home()
PLACEMENTS = load_placements(HOME)
DESIGNS = load_designs(HOME)
SHAPES = {"4x5": "facebook/feed_portrait", "16x9": "x/post_landscape"}


@pytest.fixture(scope="module")
def studio():
    return Studio(HOME, "cakra", samples.layers(), None)


@pytest.mark.parametrize("shape", list(SHAPES))
@pytest.mark.parametrize("name", [name for name in DESIGNS if samples.pair_for(DESIGNS[name])])
def test_the_picture_looks_as_it_was_approved(studio, name, shape):
    design, where = DESIGNS[name], PLACEMENTS[SHAPES[shape]]
    if shape not in design.shapes:
        pytest.skip("the design is not made for this shape")
    order = Order(*samples.pair_for(design), where, sheet_of(where), is_alone=True)
    picture = studio.picture(design, design.grounds[0], order).image
    assert_as_approved(picture, f"{name}-{shape}")


def assert_as_approved(picture, name):
    """At a quarter of its size hardly a pixel differs from the golden picture of that name."""
    small = picture.resize((270, round(picture.height * 270 / picture.width)), Image.Resampling.LANCZOS)
    path = FOLDER / f"{name}.png"
    if os.environ.get("SELAMAT_GOLDEN") == "write":
        small.quantize(64).save(path, optimize=True)
    with Image.open(path) as golden:
        change = ImageChops.difference(golden.convert("RGB"), small).convert("L")
    differing = change.point([255 if level > 48 else 0 for level in range(256)])
    assert ImageStat.Stat(differing).mean[0] / 255 < 0.02
