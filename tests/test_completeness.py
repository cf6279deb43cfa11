"""Everything that is discovered has what is promised: words for every code, kind and placement, in every language."""

import enum
import re
import tomllib

import pytest

from generator import codes
from generator.accidents.columns import COLUMNS
from generator.analysis.contrasts.rows import TABLE
from generator.discovery import modules_in
from generator.graphics.designs import SHAPES, load_designs, suited
from generator.home import PROJECT, Home
from generator.language_checks import TAGS
from generator.languages import flat, known_languages, load_library
from generator.messages import fit
from generator.messages.spoken import fits_seconds
from generator.notices import kinds as notice_kinds
from generator.notices.kinds.quiz import load_quiz
from generator.notices.questions import load_grouping
from generator.platforms import load_placements
from generator.posting.pages import page_texts
from tests import patterns_of_words as made
from tests.messages import survey_of_words

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
    "event": ("coming", "visit"),
    "community": ("past", "thanks"),
    "operation": ("coming", "running", "undated"),
    "answer": ("many", "few"),
    **made.cases(),
}
CARD = {"headline", "body", "hook", "lead", "brief", "title", "plain", "tag"}
ENTRIES = {"tips", "facts", "clauses", "amounts", "calendar"}
FILES = sorted(path.stem for path in (PROJECT / "templates" / "languages" / "id").glob("*.toml"))
SENTENCES = [name for name in FILES if name not in {*ENTRIES, "rules"}]
# Tips for every trip: no moment triggers them, so no if-then sentence fits.
WITHOUT_TRIGGER = {
    "T-LAMPU-01": "the lamp is always on",
    "T-MUATAN-01": "how a load is tied",
    "T-KNALPOT-01": "what a motorcycle is fitted with",
    "T-CEPAT-09": "a distance to know",
}
TRIGGER = re.compile(r"(^|[.?!,] )(Jika|jika|Begitu|Sebelum) [^.?!]+, ")
NOTICES = tuple(module.KIND for module in modules_in(notice_kinds))
KINDS = ("hotspot_ranking", "hotspot_place", "hours", "four_week_change", "weekday", "district_part", "season", "operation",
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
            layouts = [
                layout,
                *(layout.get(text.name, library.captions.get(text.name)) for text in placement.texts),
            ]
            # the rules count on a step in each caption
            assert "tip" in set(layout["parts"]) - set(layout["drop"])
            for one in layouts:
                assert set(one["drop"]) - {"hashtag"} <= set(one["parts"]) <= one.keys()
                assert "stamp" not in one["drop"]
                assert "stamp" in one["parts"] or one["parts"] == ["title"]
                assert set(one.get("spoken", ())) <= set(
                    re.findall(r"say_\w+", str({k: v for k, v in one.items() if k != "spoken"}))
                )


def test_every_slide_of_a_placement_has_its_own_text_and_every_further_text_a_name_on_the_page(library):
    words = page_texts(Home(), library.code)
    for placement in load_placements(Home()).values():
        names = {text.name for text in placement.texts}
        assert ("slides" in names) == (placement.slides > 1)
        assert {f"text_{name}" for name in names} <= words.keys()
        assert placement.slides <= placement.max_pictures


def test_every_theme_has_a_shot_every_target_a_story_and_every_opening_is_said_in_two_seconds(library):
    scenes = library.scenes
    assert {tip.theme for tip in library.tips.values()} <= scenes["shot"].keys()
    assert {tip.target for tip in library.tips.values()} <= scenes["story"].keys()
    openings = [text for texts in scenes["opening"].values() for text in texts]
    assert [text for text in openings if not fits_seconds(text, 2)] == []
    assert all(texts for section in ("story", "opening", "shot") for texts in scenes[section].values())


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
            assert kind in suited(designs, "finding", kind, shape)[0].kinds


def test_every_kind_of_notice_has_a_design_of_its_own_in_every_shape():
    designs = load_designs(Home())
    for kind in (*NOTICES, "month_change"):
        for shape in SHAPES:
            assert kind in suited(designs, "finding", kind, shape)[0].kinds


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


# ------------------------------------------------------------------------------------ both languages alike


def raw(code, name):
    path = PROJECT / "templates" / "languages" / code / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def fields_named(text):
    """Names that a frame or a label fills in."""
    return set(re.findall(r"\{\{-?\s*(\w+)", text)) or set(re.findall(r"(?<!\{)\{(\w+)[^{}]*\}(?!\})", text))


def test_every_file_of_one_language_is_there_in_the_other():
    named = [
        {path.stem for path in (PROJECT / "templates" / "languages" / code).glob("*.toml")}
        for code in LANGUAGES
    ]
    assert named[0] == named[1]


@pytest.mark.parametrize("name", SENTENCES)
def test_every_key_of_one_language_is_there_in_the_other(name):
    english, indonesian = (dict(flat(raw(code, name))) for code in ("en", "id"))
    assert english.keys() ^ indonesian.keys() == set()


@pytest.mark.parametrize("name", SENTENCES)
def test_both_languages_fill_in_the_same_names(name):
    """A label names what its translation names; variants may name less, so a file's are held against each other."""
    english, indonesian = (raw(code, name) for code in ("en", "id"))
    labels = dict(plain_texts(english)), dict(plain_texts(indonesian))
    assert {
        key for key, text in labels[0].items() if fields_named(text) != fields_named(labels[1][key])
    } == set()
    assert fields_named(str(english)) - fields_named(str(indonesian)) == set()


def plain_texts(table, above=""):
    """Every text that stands alone, with its dotted key; lists of variants are left out."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from plain_texts(value, f"{above}{key}.")
        elif isinstance(value, str):
            yield f"{above}{key}", value


@pytest.mark.parametrize(
    ("name", "block", "alike"),
    [
        ("tips", "tip", ("family", "theme", "target", "answers", "occasions", "evidence", "clauses", "mark", "relation", "needs_review")),
        ("facts", "fact", ("topic", "source", "year", "mark", "show")),
        ("clauses", "clause", ("topic", "source", "mark", "is_sanction")),
        ("amounts", "amount", ("clause", "fine_rp", "basis", "custody_2009", "source", "mark", "is_sanction")),
    ],
)  # fmt: skip
def test_entries_of_both_languages_differ_in_words_only(name, block, alike):
    english, indonesian = ({one["id"]: one for one in raw(code, name)[block]} for code in ("en", "id"))
    assert list(english) == list(indonesian)
    for key, ours in indonesian.items():
        for one in alike:
            assert english[key].get(one) == ours.get(one), f"{key}.{one}"


def test_a_fact_says_the_same_numbers_in_both_languages():
    english, indonesian = (
        {one["id"]: one["sentence"] for one in raw(code, "facts")["fact"]} for code in ("en", "id")
    )
    for key, ours in indonesian.items():
        said = [
            sorted(re.sub(r"[.,]", "", n) for n in re.findall(r"\d[\d.,]*\d|\d", text))
            for text in (ours, english[key])
        ]
        assert said[0] == said[1], key
        assert bool(ours) == bool(english[key]), key


def test_the_cards_of_the_calendar_have_the_same_texts_in_both_languages():
    for part in ("event", "evergreen"):
        english, indonesian = (
            [(one["id"], sorted(one.keys() & CARD)) for one in raw(code, "calendar")[part]]
            for code in ("en", "id")
        )
        assert english == indonesian


def test_both_languages_ban_words_and_hide_the_same_personal_data():
    english, indonesian = (raw(code, "rules") for code in ("en", "id"))
    blocking = [
        {one["id"] for one in rules["rule"] if one["level"] == "blok"} for rules in (english, indonesian)
    ]
    assert "amount" in blocking[0] & blocking[1]


# ------------------------------------------------------------------------------------ tips and what they answer


def every_question():
    """What findings can ask of a tip, out of every pattern, place and hour that the analysis can make."""
    hours = (
        survey_of_words.insight("hours", window_start=start, window_end=(start + 3) % 24)
        for start in range(24)
    )
    spots = (
        survey_of_words.hotspot(1, "Jalan A", "", 9, str(code), "junction")
        for code in set(codes.CollisionType) - {"other", "unknown"}
    )
    findings = [
        *made.every_pattern(),
        *survey_of_words.every_kind(),
        *hours,
        *map(survey_of_words.place, spots),
    ]
    return {key for finding in findings for key in fit.topics(finding)}


def test_a_tip_may_answer_exactly_what_the_analysis_can_ask():
    known = {f"{section}:{code}" for section, codes in TAGS.items() for code in codes}
    assert every_question() == known


def test_every_question_is_answered_by_three_families_that_need_no_review(library):
    for key in every_question():
        families = {
            tip.family for tip in library.tips.values() if key in tip.answers and not tip.needs_review
        }
        assert len(families) >= 3, (key, families)


def test_every_tip_has_a_title_and_its_tones(library):
    for tip in library.tips.values():
        assert tip.title
        assert tip.formal
        assert tip.santai
        assert tip.singkat


def test_a_tip_sentence_is_short_and_begins_with_what_to_do():
    for tip in load_library(Home(), "id").tips.values():
        for text in (tip.formal, tip.santai, tip.singkat):
            sentences = re.split(r"(?<=[.?!])\s+", text)
            assert max(len(one.split()) for one in sentences) <= 18, (tip.id, text)
        assert not re.match(r"(Jangan|Hindari|Tidak|Dilarang)\b", tip.formal), tip.id


def test_every_tip_that_a_moment_triggers_says_it_as_if_then():
    tips = load_library(Home(), "id").tips
    without = {tip.id for tip in tips.values() if not TRIGGER.search(tip.formal)}
    assert without == set(WITHOUT_TRIGGER)


def test_every_source_of_a_tip_is_there_and_marked(library):
    for tip in library.tips.values():
        assert tip.needs_review == (tip.mark == "umum"), tip.id
        assert tip.needs_review or tip.evidence or tip.clauses or tip.mark == "pedoman", tip.id


def test_every_fact_that_may_be_shown_has_its_source(library):
    for fact in library.facts.values():
        assert fact.sentence.endswith("."), fact.id
        assert fact.credit
        assert fact.source
        assert fact.mark in {"teks", "sekunder"}
