"""How long a sentence takes to say, and that every scene of a script has time for what is said in it."""

import re

import pytest

from generator.messages.spoken import PACE, fits_seconds, spoken_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Kurangi laju, ya.", 3),
        ("depan-samping", 2),
        ("11", 1),
        ("12", 2),
        ("20", 2),
        ("21", 3),
        ("100", 1),
        ("101", 2),
        ("298", 5),
        ("1.000", 1),
        ("1.164", 5),
        ("12.500", 5),
        ("2.000.000", 2),
        ("3,2%", 4),
        ("16%", 3),
        ("06.00–11.00 WIB", 4),
        ("batas 30 km/jam", 6),
        ("“Klik”, ✅ lalu jalan.", 3),
    ],
)
def test_numbers_and_signs_count_as_they_are_said(text, words):
    assert spoken_words(text) == words


def test_exactly_the_pace_fits_and_one_word_more_does_not():
    assert fits_seconds("ya " * int(PACE * 4), 4)
    assert not fits_seconds("ya " * (int(PACE * 4) + 1), 4)


def scenes(script):
    """(first second, last second, spoken words) of each scene."""
    found = re.findall(r"\w+ \d \((\d+)–(\d+) \w+\)\n.*\n\w+: “(.*)”\n[^:]+: (.+)", script)
    return [(int(start), int(end), said, shown) for start, end, said, shown in found]


@pytest.mark.parametrize("language", ["library", "english"])
def test_every_scene_has_time_for_its_words_and_the_video_lasts_15_to_30_seconds(
    language, campaign, placements, request
):
    from generator.messages.caption import write_caption
    from tests import patterns_of_words
    from tests.messages import survey_of_words
    from tests.messages.test_caption import written

    library = request.getfixturevalue(language)
    for insight in [*survey_of_words.every_kind(), *patterns_of_words.every_pattern()]:
        message = written(library, campaign, insight)
        caption = write_caption(message, placements["tiktok/photo"], campaign, library)
        script = next(text.text for text in caption.texts if text.name == "script")
        told = scenes(script)
        assert len(told) == 4
        assert told[0][:2] == (0, 2)
        assert 15 <= told[-1][1] <= 30
        assert [start for start, *_ in told[1:]] == [end for _, end, *_ in told[:-1]]
        assert all(fits_seconds(said, end - start) for start, end, said, _ in told), script
        assert told[0][3] == message.headline
