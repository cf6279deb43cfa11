"""Every kind of the table of contrasts becomes a message in each language; one without words is told in general."""

import dataclasses
import re

import pytest

from generator.messages import fit
from generator.messages.frames import about
from generator.messages.message import HEADLINE_AT_MOST, Writer
from generator.messages.selection import choose
from tests import patterns_of_words as patterns
from tests.messages import survey_of_words as made

EVERY = {one.id: one for one in patterns.every_case()}
WEEK_PEAK = made.insight(
    "week_peak", weekday=5, window_start=18, window_end=21, inside=61, expected=33.4, ratio=1.62, recorded=1144,
    series={"week_hours": (1.0,) * 168}, codes={"baseline": "week"},
)  # fmt: skip
EVERY["week_peak"] = WEEK_PEAK
ONE_A_KIND = {one.kind: one for one in EVERY.values()}


def written(insight, library, campaign, week, told=0):
    return Writer(campaign, library, week, {about(insight): told}).write(
        insight, library.tips["T-HELM-01"], {}, "pesan"
    )


@pytest.mark.parametrize("insight", EVERY.values(), ids=EVERY)
@pytest.mark.parametrize("language", ["library", "english"])
def test_every_case_of_every_kind_is_told_in_full(insight, language, campaign, week, request):
    library = request.getfixturevalue(language)
    assert Writer(campaign, library, week).can_tell(insight)
    message = written(insight, library, campaign, week)
    assert len(message.headline) <= HEADLINE_AT_MOST
    assert {"big", "big_caption", "chart_title"} - message.words.keys() <= {"chart_title"}
    assert insight.kind == "week_peak" or "chart_title" in message.words
    assert len(message.phrases["hook"]) >= 2
    told = " ".join(
        [message.alt_text, *message.phrases["finding"], *message.phrases["brief"], *message.words.values()]
    )
    assert not re.search(r"\b(penyebab|menyebabkan|disebabkan|akibat dari|because of|causes?|caused)\b", told)
    assert "None" not in told
    assert not any(text[0].isdigit() for text in message.phrases["finding"] if language == "library")


@pytest.mark.parametrize("insight", EVERY.values(), ids=EVERY)
def test_no_telling_repeats_the_one_before(insight, library, campaign, week):
    mine, later = (written(insight, library, campaign, week, told=times) for times in (0, 1))
    assert mine.body != later.body
    assert mine.phrases["hook"][0] != later.phrases["hook"][0]
    assert len(set(mine.phrases["finding"])) >= 3


@pytest.mark.parametrize("insight", list(patterns.every_pattern()), ids=lambda one: one.id)
def test_every_code_of_every_kind_finds_a_headline(insight, library, campaign, week):
    assert Writer(campaign, library, week).can_tell(insight)


@pytest.mark.parametrize("insight", ONE_A_KIND.values(), ids=ONE_A_KIND)
def test_a_week_with_this_finding_alone_tells_it(insight, library, campaign, week):
    plan = choose(
        made.survey(dataclasses.replace(insight, strength=0.5)), (), made.brief(library, campaign, week)
    )
    assert insight.kind in {message.kind for message in plan.messages}


def test_a_row_whose_words_are_still_missing_is_told_in_general(library, campaign, week):
    strange = made.insight(
        "surface", n=412, codes={"code": "slippery", "baseline": "severe", "labels": "slippery,good"},
        series={"counts": (40.0, 372.0)},
    )  # fmt: skip
    assert "412" in written(strange, library, campaign, week).body
    assert fit.topics(strange)["district:any"] > 0
    plan = choose(made.survey(strange), (), made.brief(library, campaign, week))
    assert "surface" in {message.kind for message in plan.messages}


def test_two_findings_about_the_same_thing_do_not_share_a_week(library, campaign, week):
    rows = {row.kind: row for row in patterns.TABLE}
    same = (
        patterns.pattern(rows["collision_type"], "severe", "head_on", strength=0.6),
        patterns.pattern(rows["head_on"], "hours", "head_on", strength=0.6),
        patterns.pattern(rows["weather"], "severe", "rain", strength=0.35),
        patterns.pattern(rows["age"], "severe", "60+", strength=0.35),
    )
    asked = dataclasses.replace(campaign, week=dataclasses.replace(campaign.week, messages=3))
    plan = choose(made.survey(*same), (), made.brief(library, asked, week))
    assert len({"collision_type", "head_on"} & {message.kind for message in plan.messages}) == 1
