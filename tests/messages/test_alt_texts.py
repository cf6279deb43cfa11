"""Alt texts as a reader hears them who does not see the picture: what it is, its numbers, the advice, nothing open."""

import re

import pytest

from generator.home import Home
from generator.languages import known_languages, load_library
from generator.messages.message import ALT_AT_MOST, Writer
from generator.records import IsoWeek
from generator.settings import load_campaign
from tests import patterns_of_words as patterns
from tests.messages import survey_of_words as made

FINDINGS = [*made.every_kind(), *patterns.every_case()]
SEEN = {
    "id": "Peta|Diagram|Angka|Kartu",
    "en": "Map|Bar chart|Diagram|One large number|Card|Illustrated card",
}


@pytest.fixture(scope="module", params=known_languages(Home()))
def messages(request):
    """A message about each kind of finding in each of its cases, of eight weeks, so that every variant speaks."""
    library, campaign = load_library(Home(), request.param), load_campaign(Home(), "contoh")
    writers = [Writer(campaign, library, IsoWeek.parse("2026-W40").plus(n)) for n in range(8)]
    tip = library.tips["T-HELM-01"]
    return [
        one.write(finding, tip, {}, "x") for one in writers for finding in FINDINGS if one.can_tell(finding)
    ]


def test_every_kind_of_finding_can_be_told(messages):
    assert len(messages) == 8 * len(FINDINGS)


def test_no_text_of_a_message_has_an_open_field(messages):
    for message in messages:
        texts = [
            message.alt_text,
            message.headline,
            message.body,
            message.source_line,
            *message.words.values(),
        ]
        texts += [text for told in message.phrases.values() for text in told]
        assert not [text for text in texts if re.search(r"\{\{|\}\}|\{%", text)], message.insight_id


def test_an_alt_text_says_what_it_is_and_whose_numbers_before_the_advice(messages):
    for message in messages:
        what, _, _ = message.alt_text.partition(". ")
        assert re.match(SEEN[message.language], what), message.alt_text
        told = message.alt_text.partition(message.tip)[0]
        assert re.search(r"\d", told), message.alt_text
        assert message.tip in message.alt_text
        assert message.alt_text.endswith(f"{message.source_line}.")
        assert len(message.alt_text) <= ALT_AT_MOST


def test_a_list_of_numbers_says_what_was_counted(messages):
    """ "Depan-belakang 412; Tunggal 120" alone leaves a listener guessing."""
    for message in messages:
        listed = re.search(r"[^.:;]+ [\d.,]+; ", message.alt_text)
        if listed:
            assert re.search(r"(kecelakaan|ccidents)[^.]*: [^:]*$", message.alt_text[: listed.end()]), (
                message.alt_text
            )
