"""Every theme on real pixels: each design by turns, the unit's own colour, one mode, mourning."""

import dataclasses
import functools
import itertools

import pytest

from generator import themes
from generator.graphics.designs import load_designs, suited
from generator.graphics.direction import Choice, Look
from generator.graphics.infographic import Studio
from generator.home import Home
from generator.platforms import SafeZone, load_placements
from tests.graphics import samples

HOME = Home()
FEED = load_placements(HOME)["facebook/feed_portrait"]
HALF = dataclasses.replace(FEED, width=540, height=675, slides=1, safe=SafeZone(32, 32, 32, 32))
KINDS = {**samples.everything(), "tip": samples.tip_message("kecepatan")}
DRESSES = [themes.Style(name) for name in themes.known_themes(HOME) if name != "cakra"] + [
    themes.Style("cakra", mode="terang"),
    themes.Style("cakra", colour="#00695C", mode="gelap"),
    themes.Style("cakra", colour="#C2185B"),
]


@functools.cache
def _studio(style):
    return Studio(HOME, style, samples.layers(), None)


def _turns():
    """Every design that the samples fill, on each of its grounds, in one of the dresses by turns."""
    dresses = itertools.cycle(DRESSES)
    seen = set()
    for name, pair in KINDS.items():
        role = "action" if name == "tip" else "finding"
        for design in suited(load_designs(HOME), role, pair[0].kind, "4x5"):
            for ground in design.grounds:
                if (design.name, ground) not in seen:
                    seen.add((design.name, ground))
                    style = next(dresses)
                    used = themes.grounds_in(style.mode, (ground,))[0]
                    label = f"{design.name}-{used}-{style.theme}{style.colour}"
                    yield pytest.param(pair, Choice(design.name, used), style, id=label)


@pytest.mark.parametrize(("pair", "choice", "style"), list(_turns()))
def test_every_design_is_readable_in_every_dress_by_turns(pair, choice, style):
    look = Look({"finding": (choice,)})
    (picture,) = _studio(style).draw(*pair, HALF, look)
    assert picture.design == choice.design
    assert all(result.is_passed for result in picture.checks)


def test_two_themes_of_one_picture_differ_in_more_than_colour():
    pair = KINDS["hari"]
    look = Look({"finding": (Choice("hari", "dark"),)})
    greys = [
        _studio(themes.Style(name)).draw(*pair, HALF, look)[0].image.convert("1")
        for name in ("ramah", "formal")
    ]
    first, second = (one.tobytes() for one in greys)
    changed = sum((a ^ b).bit_count() for a, b in zip(first, second, strict=True))
    assert changed > 0.04 * 540 * 675


def test_a_message_of_mourning_is_drawn_quietly_whatever_the_theme():
    message, insight = KINDS["tip"]
    quiet = dataclasses.replace(message, phrases={**message.phrases, "tone": ("duka",)})
    where = dataclasses.replace(HALF, slides=1)
    drawn = _studio(themes.Style("operasi")).draw(quiet, insight, where)[0].image
    loud = _studio(themes.Style("operasi")).draw(message, insight, where)[0].image
    assert _colourful(drawn) < 0.12 < _colourful(loud)


def _colourful(picture):
    """Mean saturation 0-1."""
    from PIL import ImageStat

    return ImageStat.Stat(picture.convert("HSV").getchannel("S")).mean[0] / 255
