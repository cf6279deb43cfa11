"""Reason and rule of a message: from the tip's own fact and article, every number with its way back."""

import dataclasses

import pytest

from generator import road_physics
from generator.home import Home
from generator.languages import load_library
from generator.messages.reasons import clause_words, reason_words
from generator.messages.wording import Speech
from generator.records import Figure

LIBRARIES = {code: load_library(Home(), code) for code in ("id", "en")}
PAIRS = [(code, tip) for code, one in LIBRARIES.items() for tip in one.tips.values()]


def _facts(library, tip):
    return [library.facts[one] for one in tip.evidence if one in library.facts]


def test_every_tip_with_a_fact_has_a_reason_and_its_source():
    for code, tip in PAIRS:
        library = LIBRARIES[code]
        words = reason_words(_facts(library, tip), library, Speech(library.words))
        assert bool(words) == bool(_facts(library, tip)), tip.id
        if words:
            assert words["reason_line"] in {one.sentence for one in library.facts.values()}
            assert words["reason_title"]
            assert words["reason_source"]


@pytest.mark.parametrize("code", list(LIBRARIES))
def test_every_drawing_has_all_its_labels_and_each_number_is_printed_again_from_its_source(code):
    library = LIBRARIES[code]
    drawn = {one.drawing: one for one in library.facts.values() if one.drawing}
    assert set(drawn) == set(road_physics.DRAWINGS)
    for drawing, fact in drawn.items():
        speech = Speech(library.words)
        words = reason_words([fact], library, speech)
        assert "{" not in "".join(words.values())
        for said in speech.numbers():
            kind, _, name = said.source.partition(":")
            again = Speech(library.words).number(Figure(road_physics.value(name), "", said.source))
            assert (kind, again) == ("physics", said.text)
        bars = road_physics.BARS.get(drawing, ())
        assert [key for key in words if key.startswith("reason_length_")] == [
            f"reason_length_{n}" for n in range(1, len(bars) + 1)
        ]


def test_a_fact_with_a_drawing_is_told_before_one_without():
    library = LIBRARIES["id"]
    facts = [library.facts["F-PEJALAN-30"], library.facts["F-HENTI-15"]]
    words = reason_words(facts, library, Speech(library.words))
    assert (words["reason_drawing"], words["reason_length_2"]) == ("henti", "40 meter")


def test_a_rule_is_one_plain_sentence_with_its_article_and_without_any_amount():
    library = LIBRARIES["id"]
    words = clause_words(library.tips["T-HELM-01"], library, ("Pasal 106 ayat (8) UU 22/2009",))
    assert words["clause_line"] == "Pengendara dan penumpang sepeda motor wajib memakai helm SNI."
    assert words["clause_source"] == "Pasal 106 ayat (8) UU 22/2009"
    for one in LIBRARIES.values():
        assert not [
            clause.id for clause in one.clauses.values() if "Rp" in clause.plain or len(clause.plain) > 110
        ]
        assert all(clause.plain.endswith(".") for clause in one.clauses.values() if clause.plain)


def test_a_tip_that_goes_further_than_its_article_has_no_rule():
    library = LIBRARIES["id"]
    assert clause_words(library.tips["T-HELM-03"], library, ()) == {}
    first = library.tips["T-HELM-01"].clauses[0]
    mute = dataclasses.replace(library.clauses[first], plain="")
    silent = dataclasses.replace(library, clauses={**library.clauses, first: mute})
    assert clause_words(library.tips["T-HELM-01"], silent, ("Pasal 106",)) == {}


def test_both_languages_tell_the_same_rules():
    told = [{one.id for one in library.clauses.values() if one.plain} for library in LIBRARIES.values()]
    assert told[0] == told[1]
