"""Lengths by each platform's own rule, against the official vectors of X and cases of our own."""

import ast
import re

import pytest

from generator.errors import TemplateError
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
        ("a🇮🇩", "emoji_as_utf8_bytes", 9),
        ("👨‍👩‍👧‍👦", "emoji_as_utf8_bytes", 25),
        ("a✅", "emoji_double", 3),
        ("a🚦", "utf16", 3),
        ("a🚦", "after_entities", 3),
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
