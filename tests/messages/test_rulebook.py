"""rules.toml is read whole or not at all: every fault is told with its rule and key, and a new rule needs no Python."""

import copy

import pytest

from generator.errors import TemplateError
from generator.messages.rules import About, lint
from generator.messages.rules.rulebook import rulebook

READING = {"weight": 12, "usual": 2.0, "least_words": 20, "syllable": "[aeiou]", "not_read": "^#"}
RULE = {"id": "zig", "name": "zigzag", "level": "minta", "instead": "lurus", "words": "zigzag|zig zag"}


def rules(*further, **tables):
    return {"language": "id", "reading": READING, "rule": [RULE, *further], **copy.deepcopy(tables)}


def rule(**changes):
    return {key: value for key, value in (RULE | changes).items() if value is not None}


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ({"reading": READING}, "tidak ada satu pun [[rule]]"),
        ({"reading": READING, "rule": 5}, "[rule]"),
        ({"reading": READING, "rule": [RULE], "lists": "a"}, "[lists]"),
        ({"rule": [RULE]}, "reading.weight"),
        (rules(rule(wrods="a")), '"wrods" tidak dikenal'),
        (rules(rule(level="keras")), 'level = "keras"'),
        (rules(rule(level=["blok"])), '"level" bukan jenis'),
        (rules(rule(instead=None)), '"instead" wajib'),
        (rules(rule(words=None)), "tepat satu"),
        (rules(rule(pattern="a")), "tepat satu"),
        (rules(rule(words=None, pattern="(a")), "tidak sah"),
        (rules(rule(words=None, pattern="{{ kota }}")), "lists.kota"),
        (rules(rule(words=None, measure="panjang")), 'measure = "panjang"'),
        (rules(rule(words=None, replaces="salah")), 'replaces = "salah"'),
        (rules(rule(needs="sumber")), 'needs = "sumber"'),
        (rules(rule(scope="pos")), 'scope = "pos"'),
        (rules(rule(mourning="duka")), 'mourning = "duka"'),
        (rules(rule(at_most="dua")), '"at_most" bukan jenis'),
        (rules(marks={"source": "[a"}), "marks.source"),
        (rules(text={"link": "*"}), "text.link"),
    ],
)
def test_a_fault_is_told_with_file_and_key(raw, found):
    with pytest.raises(TemplateError) as caught:
        lint("Satu teks.", raw)
    assert caught.value.where.endswith("rules.toml")
    assert found in caught.value.found


def test_all_faults_of_the_file_are_told_together():
    with pytest.raises(TemplateError) as caught:
        lint("Satu teks.", rules(rule(id="a", level="keras"), rule(id="b", scope="pos")))
    assert '"a"' in caught.value.found
    assert '"b"' in caught.value.found


def test_a_new_rule_is_one_entry():
    assert [one.found for one in lint("Jangan Zig  Zag di jalan.", rules())] == ["Zig Zag"]
    assert lint("Jangan berzigzag.", rules()) == []


def test_a_list_may_be_named_in_a_pattern():
    raw = rules(rule(words=None, pattern=r"\b{{ number }} ekor\b"), lists={"number": r"\d+|dua"})
    assert [one.found for one in lint("Ada dua ekor, 12 ekor, tiga ekor.", raw)] == ["dua ekor", "12 ekor"]


def test_exceptions_of_a_rule_hold_for_its_own_sentence():
    raw = rules(
        rule(
            words=None, pattern=r"\bcepat\b", not_after=r"\btidak $", beside=r"\bjalan\b", unless=r"\bangin\b"
        ),
        text={"sentence_end": r"[.!?\n]+"},
    )
    assert len(lint("Lari cepat di jalan.", raw)) == 1
    assert lint("Lari tidak cepat di jalan. Lari cepat. Angin cepat, jalan: angin.", raw) == []


def test_so_many_are_no_finding_and_more_are_one():
    raw = rules(rule(words=None, pattern="x", at_most=2))
    assert lint("xx", raw) == []
    assert [one.found for one in lint("xxx", raw)] == ["x x x"]


def test_what_a_post_bears_or_is_known_to_bear_is_not_missing():
    raw = rules(marks={"source": "Sumber"}) | {"rule": [rule(needs="source", scope="post")]}
    assert lint("zigzag", raw) == []
    assert len(lint("zigzag", raw, About(is_post=True))) == 1
    for about in (About(is_post=True, beside="Sumber: A"), About(is_post=True, given=frozenset({"source"}))):
        assert lint("zigzag", raw, about) == []
    assert lint("zigzag, Sumber: A", raw, About(is_post=True)) == []


def test_a_language_is_compiled_once():
    raw = rules()
    assert rulebook(raw) is rulebook(raw)
    assert rulebook(raw) is not rulebook(copy.deepcopy(raw))
