"""Every kind of finding becomes a message whose words are complete, short enough, and traceable."""

import re

import pytest

from generator.messages.context import context_of
from generator.messages.frames import about, case_of, labels, variants
from generator.messages.message import ALT_AT_MOST, HEADLINE_AT_MOST, Writer
from generator.messages.wording import Speech, sayable
from tests.messages import survey_of_words as made

EVERY = {f"{one.id}-{case_of(one)}-{one.codes.get('compared_with', '')}": one for one in made.every_kind()}
EVERYWHERE = {"tag", "action_label", "data_note", "unit", "unit_line"}
OF_KIND = {
    "hotspot_ranking": {"place_1", "place_note_1", "place_count_1", "place_5", "count_unit", "credit"},
    "hotspot_place": {"place_name", "place_area", "big", "big_caption", "fact_1", "fact_2", "fact_3", "credit"},
    "hours": {"window", "big", "big_caption", "weekday_1", "weekday_7", "hour_0", "hour_6", "hour_12", "hour_18",
              "legend_low", "legend_high"},
    **{kind: {"big", "big_caption", "label_1", "value_1", "chart_title"} for kind in made.PATTERN_KINDS},
    "four_week_change": {"big", "big_caption", "verdict", "before_value", "before_caption", "level_caption", "chart_title", "week_first",
                         "week_last"},
    **{kind: {"big", "big_caption", "label_1", "value_1", "label_2", "value_2", "chart_title"}
       for kind in ("holiday_period", "peak_months", "fatal_months", "month_change")},
    "emerging_places": {"place_name", "place_area", "big", "big_caption", "credit"},
    "weekday": {"big", "big_caption", "weekday_1", "weekday_7", "value_1", "value_7", "chart_title"},
    "district_part": {"label_1", "value_1", "big", "big_caption", "chart_title"},
}  # fmt: skip


def written(insight, library, campaign, week, tip="T-HELM-01", told=0):
    return Writer(campaign, library, week, {about(insight): told}).write(
        insight, library.tips[tip], {}, "pesan"
    )


@pytest.mark.parametrize("insight", EVERY.values(), ids=EVERY)
@pytest.mark.parametrize("language", ["library", "english"])
def test_a_message_has_every_word_that_its_picture_prints(insight, language, campaign, week, request):
    message = written(insight, request.getfixturevalue(language), campaign, week)
    missing = (EVERYWHERE | OF_KIND[insight.kind]) - message.words.keys()
    assert missing == set()
    assert all(text for text in message.words.values())
    assert len(message.headline) <= HEADLINE_AT_MOST
    assert message.highlight in message.headline
    assert "*" not in message.headline
    assert len(message.alt_text) <= ALT_AT_MOST
    assert len(message.tip) <= 160
    assert len(message.tip_title) <= 42
    assert len(message.tip_short) <= 60
    assert re.search(r"\bn = \d", message.source_line)


@pytest.mark.parametrize("insight", EVERY.values(), ids=EVERY)
def test_every_headline_and_sentence_carries_only_digits_that_a_figure_or_the_literals_gave(
    insight, library, campaign, week
):
    literals = set(library.frames["literals"])
    for key in ("headline", "finding", "brief", "lead", "hook", "title"):
        for frame in variants(library.frames, insight.kind, case_of(insight), key):
            speech = Speech(library.words)
            context = context_of(insight, campaign, library, week, speech)
            for text in sayable([frame], context):
                said = {digits for spoken in speech.spoken for digits in re.findall(r"\d+", spoken.text)}
                loose = (
                    set(re.findall(r"\d+", text))
                    - said
                    - {d for one in literals for d in re.findall(r"\d+", one)}
                )
                assert loose == set(), text


@pytest.mark.parametrize("insight", EVERY.values(), ids=EVERY)
def test_no_sentence_of_ours_begins_with_digits(insight, library, campaign, week):
    message = written(insight, library, campaign, week)
    assert not any(text[0].isdigit() for key in ("finding", "lead", "brief") for text in message.phrases[key])


@pytest.mark.parametrize("insight", EVERY.values(), ids=EVERY)
def test_every_finding_can_be_told_in_several_ways(insight, library, campaign, week):
    message = written(insight, library, campaign, week)
    assert len(set(message.phrases["finding"])) >= 3
    assert len(set(message.phrases["hook"])) >= 3


def test_up_and_down_are_said_only_when_the_test_says_so(library, campaign, week):
    loud = re.compile(r"\b(naik|turun|lebih banyak|lebih sedikit|meningkat|menurun)\b")
    for direction in ("stable", "up", "down", "incomplete"):
        message = written(made.change(direction), library, campaign, week)
        told = " ".join(
            [message.headline, message.body, *message.phrases["finding"], *message.phrases["brief"]]
        )
        told = told.replace("naik turun yang wajar", "")
        assert bool(loud.search(told)) is (direction in {"up", "down"})
        assert "data sementara" in message.source_line


def test_sample_data_carry_the_stamp_in_words_and_alt_text(library, campaign, week):
    stamp = "DATA CONTOH – BUKAN DATA ASLI"
    for insight in made.every_kind(sample=True):
        message = written(insight, library, campaign, week)
        assert message.words["stamp"] == stamp
        assert message.alt_text.endswith("Data contoh, bukan data asli.")
        assert "data rekaan" in message.source_line
    assert "stamp" not in written(made.hours(), library, campaign, week).words


def test_what_the_gate_withheld_is_not_missed(library, campaign, week):
    import dataclasses

    bare = dataclasses.replace(
        made.place(),
        figures={key: made.place().figures[key] for key in ("accidents", "ratio", "p_double", "expected")},
        codes={},
    )
    message = written(bare, library, campaign, week)
    assert "fact_3" not in message.words
    assert "None" not in " ".join(message.phrases["finding"])


def test_without_a_road_file_a_place_is_compared_with_its_surroundings(library, campaign, week):
    import dataclasses

    bare = dataclasses.replace(made.place(), codes={"top_collision": "rear_end"})
    for insight in (bare, made.ranking()):
        message = written(insight, library, campaign, week)
        told = " ".join([*message.words.values(), *message.phrases["finding"], message.alt_text])
        assert "sejenis" not in told
        assert "dibandingkan dengan sekitarnya" in told
    assert "jalan sejenis" in " ".join(written(made.place(), library, campaign, week).words.values())


def test_a_small_share_makes_no_headline_by_its_size(library, campaign):
    import dataclasses

    from generator.records import IsoWeek

    small = made.figures("E", share_of_all=0.0093)
    insight = dataclasses.replace(made.ranking(), figures=dict(made.ranking().figures) | small)
    for number in range(8):
        headline = written(insight, library, campaign, IsoWeek(2026, 40).plus(number)).headline
        assert "%" not in headline
        assert " dari " not in headline


@pytest.mark.parametrize("insight", EVERY.values(), ids=EVERY)
def test_a_finding_is_never_told_twice_in_a_row_in_the_same_words(insight, library, campaign, week):
    first, again = (written(insight, library, campaign, week, told=times) for times in (3, 4))
    assert first.body != again.body
    assert first.phrases["hook"][0] != again.phrases["hook"][0]


def test_an_alt_text_says_what_is_seen_then_the_numbers_then_the_advice(library, campaign, week):
    for insight in made.every_kind():
        alt = written(insight, library, campaign, week).alt_text
        assert alt.startswith(("Peta", "Diagram", "Angka", "Kartu"))
        assert alt.index("Anjuran:") > 20
        assert "Infografik" not in alt


def test_a_kind_without_sentences_is_told_in_general(library, campaign, week):
    strange = made.insight("surface", n=412)
    message = written(strange, library, campaign, week)
    assert "412" in f"{message.body} {message.alt_text}"
    assert labels(library.frames, "surface", "")["big"]


def test_a_blurred_week_is_never_printed_as_a_number(library, campaign, week):
    import dataclasses

    insight = dataclasses.replace(made.change(), series={"weeks": (1.5, 9.0, 8.0)})
    assert "kurang dari 3" in written(insight, library, campaign, week).alt_text


def test_the_same_inputs_give_the_same_message_and_another_district_says_it_differently(
    library, campaign, week
):
    import dataclasses

    other = dataclasses.replace(campaign, id="lain")
    mine = [written(one, library, campaign, week) for one in made.every_kind()]
    assert mine == [written(one, library, campaign, week) for one in made.every_kind()]
    theirs = [written(one, library, other, week) for one in made.every_kind()]
    assert sum(a.body != b.body for a, b in zip(mine, theirs, strict=True)) > len(mine) / 3
