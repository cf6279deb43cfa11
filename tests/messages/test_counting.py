"""Lengths by each platform's own rule, against the official vectors of X and cases of our own."""

import ast
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import TemplateError
from generator.messages.caption import own_caption
from generator.messages.counting import RULES, count

# These two expect version 2 of the configuration, where an emoji sequence weighs more than 2.
OLDER = {
    "Count a mix of single byte single word, and double word unicode characters",
    "Count unicode emoji chars outside the basic multilingual plane with skin tone modifiers",
}


def vectors(text):
    """(section, description, text, weighted length) of the counter tests in validate.yml, read without YAML."""
    section = ""
    for block in re.split(r"\n(?=  [A-Z]\w+:|    - description:)", text):
        named = re.match(r"  ([A-Z]\w+):", block)
        section = named[1] if named else section
        found = re.search(
            r'description: "(.*)"\n\s+text: ("(?:[^"\\]|\\.)*")\n\s+expected:\n\s+weightedLength: (\d+)',
            block,
        )
        if found:
            yield section, found[1], ast.literal_eval(found[2].replace("\n", "")), int(found[3])


def test_x_weighs_as_the_official_vectors_say(shared_data):
    known = list(vectors((shared_data / "twitter_text" / "validate.yml").read_text(encoding="utf-8")))
    assert len(known) >= 40
    wrong = [
        (section, description)
        for section, description, text, expected in known
        if count(text, "x_weighted") != expected
        and not (section == "WeightedTweetsCounterTest" and description in OLDER)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        ("", "x_weighted", 0),
        ("Rp250.000", "x_weighted", 9),
        ("06.00-08.00", "x_weighted", 11),
        ("pukul 18.00–22.00 WIB", "x_weighted", 21),
        ("“klik”", "x_weighted", 6),
        ("…", "x_weighted", 2),
        ("cek korlantas.polri.go.id ya", "x_weighted", 4 + 23 + 3),
        ("https://www.polri.go.id/a/b?c=d", "x_weighted", 23),
        ("#JagaJarak", "x_weighted", 10),
        ("🚦🇮🇩", "x_weighted", 4),
        ("👨‍👩‍👧‍👦", "x_weighted", 2),
        ("👍🏽", "x_weighted", 2),
        ("1️⃣", "x_weighted", 2),
        ("cafe\u0301", "x_weighted", 4),
        ("日本", "x_weighted", 4),
        ("polri.go.id", "x_weighted", 23),
        ("Pasal 106.8", "x_weighted", 11),
        ("a🇮🇩", "emoji_as_utf8_bytes", 9),
        ("👨‍👩‍👧‍👦", "emoji_as_utf8_bytes", 25),
        ("🇮🇩", "emoji_as_utf8_bytes", 8),
        ("✅ Sabuk dulu", "emoji_as_utf8_bytes", 3 + 11),
        ("café “klik”", "emoji_as_utf8_bytes", 11),
        ("a✅", "emoji_double", 3),
        ("a🚦", "utf16", 3),
        ("a🚦", "after_entities", 3),
        ("👨‍👩‍👧‍👦", "after_entities", 11),
        ("<b>Pelan</b> di <i>simpang</i>", "after_entities", 16),
        ('<a href="https://polri.go.id/lantas">baca</a>', "after_entities", 4),
        ("helm &amp; sabuk &lt;3", "after_entities", 15),
        ("Tom &copy; 1 < 2 & 3 > 2", "after_entities", 24),
        ("https://polri.go.id/lantas", "after_entities", 26),
        ("x" * 100, "chars", 102),
        ("x" * 99, "title_chars", 99),
        ("x" * 99, "description_chars", 99),
        ("apa saja", "none", 0),
    ],
)
def test_each_rule_counts_as_its_platform_does(text, rule, expected):
    assert count(text, rule) == expected


def test_a_rule_that_nobody_wrote_is_refused_with_the_known_ones():
    with pytest.raises(TemplateError, match="x_weighted"):
        count("a", "furlongs")


def test_every_placement_names_a_rule_that_exists(placements):
    assert {placement.counting for placement in placements.values()} <= RULES.keys()


# What fills each rule to the brim: a piece, and what one more of it weighs.
PIECES = {
    "x_weighted": (("a", 1), ("🚦", 2), ("字", 2), ("polri.go.id ", 24)),
    "emoji_as_utf8_bytes": (("a", 1), ("🇮🇩 ", 9), ("👨‍👩‍👧‍👦 ", 26)),
    "emoji_double": (("a", 1), ("🚦", 2)),
    "utf16": (("a", 1), ("🚦", 2)),
    "after_entities": (("a", 1), ("<b>a</b>", 1), ("&amp;", 1), ("🚦", 2)),
    "chars": (("a", 1.02), ("🚦", 2.04)),
    "title_chars": (("a", 1), ("🚦", 1)),
    "description_chars": (("a", 1), ("🚦", 1)),
}


def test_every_rule_that_a_placement_uses_has_its_pieces(placements):
    used = {p.counting for p in placements.values()} | {
        t.counting for p in placements.values() for t in p.texts
    }
    assert used - {"none"} <= PIECES.keys()


@pytest.mark.parametrize("rule", PIECES)
def test_exactly_the_limit_passes_and_one_more_does_not(rule, placements):
    limits = {p.caption_limit for p in placements.values() if p.counting == rule}
    limits |= {t.limit for p in placements.values() for t in p.texts if t.counting == rule}
    for limit in limits - {63206}:
        for piece, weight in PIECES[rule]:
            many = int(limit / weight)
            full = piece * many
            full += "a" * int((limit - count(full, rule)) / (1.02 if rule == "chars" else 1))
            assert count(full, rule) == limit, (rule, limit, piece)
            assert count(full + "a", rule) > limit


def test_an_own_caption_at_the_limit_passes_and_one_letter_more_is_refused(library, placements):
    for placement in placements.values():
        if placement.counting in {"none", "chars"}:
            continue
        full = "a" * placement.caption_limit
        assert own_caption(full, placement, library).count == placement.caption_limit
        with pytest.raises(TemplateError, match=f"batasnya {placement.caption_limit}"):
            own_caption(full + "a", placement, library)


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Z"]), max_size=300))
def test_a_precomposed_and_a_decomposed_text_weigh_the_same_on_x(text):
    assert count(unicodedata.normalize("NFD", text), "x_weighted") == count(
        unicodedata.normalize("NFC", text), "x_weighted"
    )
