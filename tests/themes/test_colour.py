"""Colours: contrast as WCAG counts it, shades that are read, steps that the eye sees."""

import itertools

import pytest

from generator.themes import colour

GROUNDS = ("#0B1739", "#FBF5E8", "#FFC629", "#E9EEFC", "#777777", "#00FF00", "#8A2B62", "#000000", "#FFFFFF")


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [((0, 0, 0), (255, 255, 255), 21), ((9, 9, 9), (9, 9, 9), 1), ((119, 119, 119), (255, 255, 255), 4.48)],
)
def test_contrast_follows_wcag(first, second, ratio):
    assert colour.contrast(first, second) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize(
    ("ink", "ground"), list(itertools.product(("#CC3A19", "#5DF0B8", "#808080"), GROUNDS))
)
def test_a_shade_is_moved_until_it_is_read_and_not_further_than_needed(ink, ground):
    shade = colour.readable(ink, (ground,), 4.5)
    reached = colour.worst_contrast(shade, (ground,))
    assert reached >= 4.5 or ground == "#777777"
    assert shade == ink or reached < 5.2


def test_some_ink_is_read_on_every_ground():
    for ground in GROUNDS:
        assert colour.worst_contrast(colour.best_on(ground, ("#FFFFFF", "#0A0A0A")), (ground,)) >= 4.5


def test_a_faded_ink_keeps_its_contrast_on_both_ends_of_a_ground():
    faded = colour.faded("#FFFFFF", ("#0B1739", "#15296B"), 8.0)
    assert 8.0 <= colour.worst_contrast(faded, ("#0B1739", "#15296B")) < 8.8


def test_mixing_ends_at_both_colours_and_goes_evenly_in_between():
    assert colour.mix("#0B1739", "#FFC629", 0) == "#0B1739"
    assert colour.mix("#0B1739", "#FFC629", 1) == "#FFC629"
    levels = [colour.lightness_of(colour.mix("#0B1739", "#FFC629", n / 4)) for n in range(5)]
    steps = [b - a for a, b in itertools.pairwise(levels)]
    assert max(steps) - min(steps) < 0.02


def test_a_colour_that_no_screen_shows_keeps_its_hue_and_loses_chroma():
    shown = colour.shade("#2140D6", 0.9, 0.25)
    assert colour.lightness_of(shown) == pytest.approx(0.9, abs=0.01)
    assert colour.chroma_of(shown) < 0.1
    red, green, blue = colour.rgb(shown)
    assert blue > red
    assert blue > green


def test_a_grey_stays_grey():
    assert colour.chroma_of(colour.shade("#808080", 0.4, 0.1)) < 0.01
