"""Everything that is discovered has what is promised: words for every code, kind and placement, in every language."""

import enum

import pytest

from generator import codes
from generator.accidents.columns import COLUMNS
from generator.analysis.contrasts.rows import TABLE
from generator.discovery import modules_in
from generator.graphics.designs import SHAPES, designs_for, load_designs
from generator.home import Home
from generator.languages import known_languages, load_library
from generator.messages import fit
from generator.notices import kinds as notice_kinds
from generator.notices.kinds.quiz import load_quiz
from generator.notices.questions import load_grouping
from generator.platforms import load_placements
from tests import patterns_of_words as made

LANGUAGES = known_languages(Home())
CODES = {
    "severity": codes.Severity,
    "collision_type": codes.CollisionType,
    "road_user": codes.RoadUser,
    "age": codes.AgeBand,
    "light": codes.Light,
    "weather": codes.Weather,
    "recorded_factor": codes.Factor,
    "road_class": codes.RoadClass,
    "pillar": codes.Pillar,
    "emerging": codes.Emerging,
}
CASES = {
    "four_week_change": ("stable", "up", "down", "incomplete"),
    "holiday_period": ("up", "down"),
    "fatal_months": ("up", "down"),
    "emerging_places": ("new", "persistent", "vanished"),
    "weekday": ("weekend", "weekdays", "even"),
    "month_change": ("stable", "up", "down", "incomplete"),
    "event": ("coming", "past"),
    "community": ("coming", "past"),
    "answer": ("many", "few"),
    **made.cases(),
}
NOTICES = tuple(module.KIND for module in modules_in(notice_kinds))
KINDS = ("hotspot_ranking", "hotspot_place", "hours", "four_week_change", "weekday", "district_part", "season",
          "holiday_period", "peak_months", "fatal_months", "emerging_places",
          "week_peak", "month_change", *NOTICES, *made.cases(), "general")  # fmt: skip


@pytest.fixture(scope="module", params=LANGUAGES)
def library(request):
    return load_library(Home(), request.param)


def test_every_code_of_the_records_has_a_label(library):
    wanted = {f"label.{name}.{code}" for name, codes in CODES.items() for code in codes}
    assert wanted - library.words.keys() == set()


def test_every_set_of_codes_in_the_records_is_in_this_test():
    found = {
        value
        for value in vars(codes).values()
        if isinstance(value, type) and issubclass(value, enum.StrEnum) and value is not enum.StrEnum
    }
    assert found == set(CODES.values())


def test_every_column_and_its_codes_have_a_label(library):
    wanted = {f"label.column.{column.name}" for column in COLUMNS}
    wanted |= {f"label.{column.name}.{code}" for column in COLUMNS for code in column.codes}
    assert wanted - library.words.keys() == set()


def test_every_code_that_a_sentence_names_has_a_phrase(library):
    wanted = {
        f"{form}.{row.section}.{code}"
        for row in TABLE
        for form in ("label", "phrase")
        for code in made.codes_of_row(row)
    }
    assert wanted - library.words.keys() == set()


def test_every_kind_and_case_has_sentences(library):
    from generator.messages.frames import labels, variants

    for kind in KINDS:
        for case in CASES.get(kind, ("",)):
            for key in ("headline", "finding", "hook", "lead", "brief", "title", "tag", "slug"):
                assert variants(library.frames, kind, case, key), f"{kind}.{case}.{key}"
            assert "alt" in labels(library.frames, kind, case)


def test_every_kind_has_a_name_and_a_hashtag(library):
    for kind in KINDS[:-1]:
        assert f"label.kind.{kind}" in library.words
        assert library.hashtags["kind"][kind]


def test_every_theme_of_a_tip_has_a_name_a_hashtag_and_a_question(library):
    for theme in {tip.theme for tip in library.tips.values()}:
        assert f"label.theme.{theme}" in library.words
        assert library.hashtags["theme"][theme]
        assert library.calls["question"][theme]
    assert {f"label.target.{tip.target}" for tip in library.tips.values()} <= library.words.keys()


def test_every_placement_with_a_caption_has_a_shape_whose_parts_exist(library):
    for placement in load_placements(Home()).values():
        if placement.caption_limit:
            layout = library.captions.get(placement.id) or library.captions[placement.platform]
            assert set(layout["drop"]) <= set(layout["parts"]) <= layout.keys()
            assert "stamp" in layout["parts"]
            assert "stamp" not in layout["drop"]
            assert "tip" in set(layout["parts"]) - set(
                layout["drop"]
            )  # the rules count on a step in each caption


def test_every_code_that_can_be_a_finding_is_answered_by_a_tip_that_needs_no_review(library):
    answered = {key for tip in library.tips.values() if not tip.needs_review for key in tip.answers}
    for insight in made.every_pattern():
        wanted = {key for key, weight in fit.topics(insight).items() if weight == 1.0}
        assert wanted & answered, insight.id
    wanted = {f"hour:{start:02d}-{start + 3:02d}" for start in range(0, 24, 3)}
    wanted |= {
        "weekday:weekend",
        "weekday:weekdays",
        "weekday:even",
        "recap:any",
        "district:any",
        "place:any",
    }
    assert wanted - answered == set()


def test_every_pattern_has_a_design_of_its_own_in_every_shape():
    designs = load_designs(Home())
    for kind in (*made.cases(), "week_peak"):
        for shape in SHAPES:
            assert kind in designs_for(designs, kind, shape, "")[0].kinds


def test_every_kind_of_notice_has_a_design_of_its_own_in_every_shape():
    designs = load_designs(Home())
    for kind in (*NOTICES, "month_change"):
        for shape in SHAPES:
            assert kind in designs_for(designs, kind, shape, "")[0].kinds


def test_every_language_has_the_same_quiz_and_knows_its_themes():
    first, *others = (
        {one.id: one for one in load_quiz(Home(), load_library(Home(), code))} for code in LANGUAGES
    )
    assert len(first) >= 12
    for other in others:
        assert other.keys() == first.keys()
        for key, one in other.items():
            assert (one.theme, one.right, one.source) == (
                first[key].theme,
                first[key].right,
                first[key].source,
            )


def test_every_language_groups_questions(library):
    grouping = load_grouping(Home(), library)
    assert len(grouping.themes) >= 12
    assert all(theme.words for theme in grouping.themes)


def test_every_theme_of_the_calendar_with_a_card_leads_to_a_tip(library):
    from generator.calendar_of_year import read_events

    ready = [tip for tip in library.tips.values() if not tip.needs_review]
    reached = {theme for tip in ready for theme in (tip.theme, *tip.occasions)}
    for event in read_events(library.calendar):
        if event.texts:
            assert set(event.themes) & reached, event.id


def test_both_languages_have_the_same_keys():
    first, *others = (load_library(Home(), code) for code in LANGUAGES)
    for other in others:
        assert other.words.keys() == first.words.keys()
        assert other.interface.keys() == first.interface.keys()
        assert other.tips.keys() == first.tips.keys()
        assert other.captions.keys() == first.captions.keys()
        assert other.frames.keys() == first.frames.keys()
