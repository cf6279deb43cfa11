"""The art direction of a week: messages that come together do not look alike."""

import dataclasses
from collections import Counter

import pytest

from generator.graphics.designs import SHAPES, load_designs
from generator.graphics.direction import direct
from generator.graphics.infographic import Studio
from generator.home import Home
from generator.platforms import load_placements
from tests.graphics import samples

HOME = Home()
DESIGNS = load_designs(HOME)
FEED = load_placements(HOME)["instagram/feed_portrait"]


def _week(*names):
    """Messages of these kinds, each with an id of its own."""
    pairs = samples.everything()
    return [dataclasses.replace(pairs[name][0], id=f"m-{n}") for n, name in enumerate(names)]


def _first(looks, role):
    return [look.choices[role][0] for look in looks.values()]


def test_two_messages_about_hours_get_different_compositions():
    looks = direct(DESIGNS, _week("jam", "jam"))
    assert len({choice.design for choice in _first(looks, "finding")}) == 2


def test_two_messages_with_the_same_tip_do_not_share_composition_and_drawing():
    same = [dataclasses.replace(one, theme="kecepatan") for one in _week("jam", "peta")]
    actions = _first(direct(DESIGNS, same), "action")
    assert len({(choice.design, choice.ground) for choice in actions}) == 2


def test_the_grounds_of_a_week_are_spread():
    looks = direct(DESIGNS, _week("jam", "peta", "tabrakan", "rekap", "lokasi"))
    grounds = Counter(choice.ground for choice in _first(looks, "finding"))
    assert max(grounds.values()) <= 2


def test_the_direction_depends_on_nothing_but_designs_and_messages():
    week = _week("jam", "peta", "tabrakan")
    assert direct(DESIGNS, week) == direct(load_designs(HOME), week)


@pytest.mark.parametrize("shape", SHAPES)
def test_every_message_has_a_finding_and_an_action_in_every_shape(shape):
    for look in direct(DESIGNS, _week(*samples.everything())).values():
        assert look.of("finding", shape, DESIGNS)
        assert look.of("action", shape, DESIGNS)


def test_a_carousel_begins_with_the_finding_ends_with_the_action_and_says_nothing_twice():
    message, insight = samples.hours()
    titled = dataclasses.replace(message, phrases={"title": ("Kapan jalan kita paling ramai kejadian",)})
    pictures = Studio(HOME, "cakra", samples.layers(), None).draw(titled, insight, FEED)
    assert len(pictures) >= 3
    assert pictures[0].says[0] == message.headline
    assert pictures[-1].says == (message.tip_title, message.tip)
    assert pictures[1].says[0] == "Kapan jalan kita paling ramai kejadian"
    assert len({picture.alt_text for picture in pictures}) == len(pictures)
    assert len({picture.design for picture in pictures}) == len(pictures)


def test_a_placement_for_one_picture_gets_one():
    place = dataclasses.replace(FEED, slides=1)
    (picture,) = Studio(HOME, "cakra", samples.layers(), None).draw(*samples.hours(), place)
    assert picture.alt_text == samples.hours()[0].alt_text
