"""A week whose only finding is of one of the newer kinds has a picture for it, in a design made for it."""

import dataclasses

import pytest

from generator.graphics.infographic import Studio
from generator.home import Home
from generator.languages import load_library
from generator.messages.message import Writer
from generator.platforms import load_placements
from generator.records import IsoWeek
from generator.settings import load_campaign
from tests import patterns_of_words as patterns
from tests.graphics import samples
from tests.messages.test_patterns import WEEK_PEAK

HOME = Home()
PLACEMENTS = load_placements(HOME)
MADE_FOR_THEM = {"siapa", "batang", "bulat", "jam_pekan", "sepekan", "bulan", "rekap_bulanan", "lereng"}
SHAPES = ("instagram/feed_portrait", "x/post_landscape", "instagram/story", "youtube/community_post")
# one case a kind, the cases taking turns, so that each case and each kind is drawn
CASES = {}
for one in patterns.every_case():
    CASES.setdefault(one.kind, []).append(one)
EVERY = [*(cases[number % len(cases)] for number, cases in enumerate(CASES.values())), WEEK_PEAK]


@pytest.fixture(scope="module")
def writer():
    return Writer(load_campaign(HOME, "contoh"), load_library(HOME, "id"), IsoWeek(2026, 48))


@pytest.fixture(scope="module")
def studio():
    return Studio(HOME, "cakra", samples.layers(), None)


@pytest.mark.parametrize(("number", "insight"), list(enumerate(EVERY)), ids=[one.id for one in EVERY])
def test_every_case_of_every_kind_is_drawn(writer, studio, number, insight):
    message = writer.write(insight, writer.library.tips["T-HELM-01"], {}, "pesan")
    picture = studio.draw(message, insight, PLACEMENTS[SHAPES[number % len(SHAPES)]])[0]
    assert picture.design in MADE_FOR_THEM
    assert all(result.is_passed for result in picture.checks)


@pytest.mark.parametrize(("kind", "baseline"), [("collision_type", "hours"), ("users_hurt", "hurt")])
def test_two_bars_with_the_longest_words_fit_the_flattest_picture(writer, studio, kind, baseline):
    polres = dataclasses.replace(writer.campaign.polres, zone="America/Sao_Paulo")  # UTC−3 is longer than WIB
    far = dataclasses.replace(writer, campaign=dataclasses.replace(writer.campaign, polres=polres))
    row = next(row for row in patterns.TABLE if row.kind == kind)
    for code in patterns.codes_of_row(row):
        insight = patterns.pattern(row, baseline, code)
        message = far.write(insight, writer.library.tips["T-HELM-01"], {}, "pesan")
        (picture,) = studio.draw(message, insight, PLACEMENTS["x/post_landscape"])
        assert all(result.is_passed for result in picture.checks), insight.id
