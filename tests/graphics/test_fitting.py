"""Words that have no room are shortened in a fixed order, the alt text with them, and what was taken is told."""

import dataclasses

import pytest

from generator.graphics.fitting import wordings
from generator.graphics.infographic import Studio
from generator.home import Home
from generator.platforms import load_placements
from generator.weekly_words import shortened, week_texts
from tests.graphics import samples

HOME = Home()
WIDE = load_placements(HOME)["x/post_landscape"]


@pytest.fixture(scope="module")
def message():
    found, _ = samples.hours("m-a")
    return dataclasses.replace(
        found,
        alt_text=f"Diagram. {found.headline}. Anjuran: {found.tip}",
        phrases={"title": ("Jam paling rawan", "Empat jam sepulang kerja yang paling rawan di jalan")},
    )


def test_first_the_tip_then_the_headline_is_shortened(message):
    found = list(wordings(message))
    assert [one.shortened for one in found] == [(), ("tip",), ("tip", "headline")]
    last = found[-1].message
    assert (last.tip, last.headline, last.highlight) == (
        message.tip_short,
        "Jam paling rawan",
        "paling rawan",
    )
    assert last.alt_text == f"Diagram. Jam paling rawan. Anjuran: {message.tip_short}"


def test_what_is_short_already_stays(message):
    brief = dataclasses.replace(message, tip=message.tip_short, headline="Pelan")
    assert [one.shortened for one in wordings(brief)] == [()]


def test_a_picture_takes_the_shorter_headline_only_when_it_must_and_says_so(message):
    studio = Studio(HOME, "cakra", samples.layers(), None)
    _, insight = samples.hours("m-a")
    huge = dataclasses.replace(message, headline="Kecelakaan" * 9, highlight="")
    for one, told in ((message, ""), (huge, "tip; headline")):
        (picture,) = studio.draw(one, insight, WIDE)
        checks = {check.name: check for check in picture.checks}
        assert checks["wording"].detail == told
        assert checks["type_step"].value >= checks["type_step"].limit
    assert "Jam paling rawan" in " ".join(picture.texts)
    assert huge.headline not in " ".join(picture.texts)


@pytest.mark.parametrize(("language", "word"), [("id", "anjuran, judul"), ("en", "tip, headline")])
def test_the_planner_hears_of_shortened_words_once_for_each_message(language, word, message):
    from tests.graphics.stretched import post_with

    posts = [
        post_with("jam", "x/post_landscape", "tip; headline"),
        post_with("jam", "x/post", "tip; headline"),
    ]
    (sentence,) = shortened(week_texts(HOME, language), [*posts, post_with("peta", "x/post", "")])
    assert f"({word})" in sentence
    assert "x/post_landscape, x/post" in sentence
