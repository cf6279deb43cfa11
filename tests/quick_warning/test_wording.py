"""Every kind is complete in every language, and its words fit every placement and picture at their longest."""

import dataclasses
import datetime as dt
import itertools

import pytest

from generator.graphics.fonts import icon
from generator.graphics.infographic import Studio
from generator.home import Home
from generator.languages import known_languages, load_library
from generator.messages.caption import write_caption
from generator.messages.counting import count
from generator.messages.rules import check
from generator.platforms import load_placements
from generator.posting.post import published_text
from generator.quick_warning.asked import LONGEST, Typed, checked
from generator.quick_warning.kinds import load_words
from generator.quick_warning.wording import Voice, caption_library, insight_of, message_of
from generator.settings import load_campaign

HOME = Home()
LANGUAGES = known_languages(HOME)
NOW = dt.datetime(2026, 11, 29, 5, 0, tzinfo=dt.UTC)
LONG_TEXT = "Banjir setinggi lutut menutup beberapa ruas, kendaraan kecil tidak bisa lewat, petugas memasang rambu pengalihan arus"
LONG_AREA = "Kecamatan Karangwangkal dan sekitarnya"
LONG_SOURCE = "Badan Penanggulangan Bencana"


@pytest.fixture(scope="module", params=LANGUAGES)
def voice(request):
    code = request.param
    return Voice(
        load_campaign(HOME, "contoh"), load_library(HOME, code), load_words(HOME, code), is_sample=True
    )


def kinds():
    return tuple(load_words(HOME, "id").kinds)


def message(voice, kind, *, text="Pohon tumbang di tepi jalan", area="Jalan Raya Barat", until="18.00", number=1,
            source="BMKG"):  # fmt: skip
    typed = Typed(text, kind, area, until, source)
    warning = checked(typed, voice.campaign, voice.words, voice.library.rules, NOW)
    return warning, message_of(warning, voice, number)


def test_both_languages_have_the_same_kinds_keys_and_layouts():
    first, *others = (load_words(HOME, code) for code in LANGUAGES)
    for other in others:
        assert other.kinds.keys() == first.kinds.keys()
        assert other.lines.keys() == first.lines.keys()
        assert other.seen.keys() == first.seen.keys()
        assert other.captions.keys() == first.captions.keys()
        for name, kind in first.kinds.items():
            twin = other.kinds[name]
            assert (twin.sign, twin.icon, twin.theme, twin.needs) == (
                kind.sign,
                kind.icon,
                kind.theme,
                kind.needs,
            )
            assert len(twin.steps) == len(kind.steps)


def test_every_kind_has_an_icon_a_known_theme_and_sentences_that_keep_the_rules(voice):
    for kind in voice.words.kinds.values():
        assert icon(kind.icon)
        assert f"label.theme.{kind.theme}" in voice.library.words
        assert len(kind.tag.split()) <= 3
        for text in (*kind.steps, *kind.steps_short, kind.action, kind.until_open, kind.tag, kind.label):
            check(text, voice.library.rules, kind.name)


def test_every_placement_with_a_caption_keeps_the_typed_words_the_place_and_the_end(voice):
    for placement in load_placements(HOME).values():
        if placement.caption_limit:
            layout = voice.words.captions.get(placement.id) or voice.words.captions[placement.platform]
            assert set(layout["drop"]) <= set(layout["parts"]) <= layout.keys()
            assert {"stamp", "headline", "typed", "where", "until"} <= set(layout["parts"]) - set(
                layout["drop"]
            )


@pytest.mark.parametrize("kind", kinds())
def test_the_longest_words_fit_every_placement_whole(voice, kind):
    assert len(LONG_TEXT) >= LONGEST["text"] - 5
    long = {"text": LONG_TEXT, "area": LONG_AREA, "until": "2026-12-30 06.30", "source": LONG_SOURCE}
    for number in (1, 2, 3):
        warning, made = message(voice, kind, number=number, **long)
        assert len(made.alt_text) <= 900
        for placement in load_placements(HOME).values():
            caption = write_caption(made, placement, voice.campaign, caption_library(voice))
            said = published_text(caption)
            assert count(said, placement.counting) <= placement.caption_limit or not placement.caption_limit
            if placement.caption_limit:
                assert warning.text in said
                assert warning.area in said
                assert f"06{voice.library.words['number.clock']}30 WIB" in said
                assert said.startswith(voice.library.frames["common"]["caption_stamp"])


@pytest.mark.parametrize("kind", kinds())
def test_every_picture_passes_its_checks_with_short_and_with_the_longest_words(kind):
    voice = Voice(
        load_campaign(HOME, "contoh"), load_library(HOME, "id"), load_words(HOME, "id"), is_sample=True
    )
    shapes = {}
    for placement in load_placements(HOME).values():
        one = dataclasses.replace(placement, slides=1)
        if not any(known.draws_like(one) for known in shapes.values()):
            shapes[placement.id] = one
    long = {"text": LONG_TEXT, "area": LONG_AREA, "until": "2026-12-30 06.30", "source": LONG_SOURCE}
    studio = Studio(HOME, "cakra", None, None)
    for placement, words in itertools.product(shapes.values(), (long, {"until": ""})):
        warning, made = message(voice, kind, **words)
        (picture,) = studio.draw(made, insight_of(warning, voice), placement)
        assert all(result.is_passed for result in picture.checks)
        shown = " ".join(" ".join(picture.texts).split())
        assert warning.area in shown
        assert "DATA CONTOH" in shown
        assert all(word in shown for word in warning.text.split())


@pytest.mark.parametrize("theme", ["formal", "operasi"])
def test_it_is_readable_in_the_other_themes(theme):
    voice = Voice(
        load_campaign(HOME, "contoh"), load_library(HOME, "id"), load_words(HOME, "id"), is_sample=False
    )
    studio = Studio(HOME, theme, None, None)
    for kind in ("cuaca", "penutupan", "acara"):
        warning, made = message(voice, kind)
        for name in ("instagram/feed_portrait", "x/post_landscape", "tiktok/photo"):
            placement = dataclasses.replace(load_placements(HOME)[name], slides=1)
            (picture,) = studio.draw(made, insight_of(warning, voice), placement)
            assert "DATA CONTOH" not in " ".join(picture.texts)


def test_the_place_is_said_once_in_the_headline_or_below_it(voice):
    _, short = message(voice, "cuaca", area="Sukamaju")
    assert "Sukamaju" in short.headline
    assert "where" not in short.words
    _, long = message(voice, "operasi", area="Simpang Jalan Raya Barat dan Jalan Pasar")
    assert "Simpang" not in long.headline
    assert long.words["where"] == "Simpang Jalan Raya Barat dan Jalan Pasar"


def test_the_next_warning_of_a_week_takes_the_next_step(voice):
    steps = [message(voice, "cuaca", number=number)[1].tip for number in (1, 2, 3, 4)]
    assert len(set(steps)) == 3
    assert steps[3] == steps[0]


def test_every_digit_of_a_warning_leads_to_a_person_a_day_or_the_campaign(voice):
    from generator.languages import DIGITS

    _, made = message(
        voice, "cuaca", text="Hujan 3 jam, genangan 40 cm", area="Jalan Raya KM 12", until="2026-12-02 06.30"
    )
    origins = {digits for said in made.numbers for digits in DIGITS.findall(said.text)}
    caption_texts = [
        made.headline,
        made.body,
        made.source_line,
        made.alt_text,
        *itertools.chain(*made.phrases.values()),
    ]
    known = origins | {voice.campaign.polres.emergency_number}
    for text in (*caption_texts, *made.words.values()):
        assert set(DIGITS.findall(text)) <= known, text
    sources = {said.source for said in made.numbers}
    assert {"campaign:now.text", "campaign:now.area", "campaign:now.until", "date:2026-12-02"} <= sources


def test_a_typed_frame_is_never_filled(voice, monkeypatch):
    """Were braces let through by the rules one day, they would still be text."""
    from generator.quick_warning import asked

    monkeypatch.setattr(asked, "_MARKUP", "")
    _, made = message(voice, "cuaca", text="Awas {{ unit }} banjir")
    assert "{{ unit }}" in made.body
    placement = load_placements(HOME)["facebook/feed_portrait"]
    assert "{{ unit }}" in write_caption(made, placement, voice.campaign, caption_library(voice)).text
