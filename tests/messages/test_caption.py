"""Each placement's own text: its shape, its tone, its limit, never cut inside."""

import dataclasses
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import TemplateError
from generator.home import Home
from generator.languages import load_library
from generator.messages.caption import own_caption, published, write_caption
from generator.messages.counting import count
from generator.messages.message import Writer
from generator.platforms import load_placements
from generator.records import IsoWeek
from generator.settings import load_campaign
from tests.messages import survey_of_words as made

USUAL = (
    "instagram/feed_portrait", "instagram/story", "facebook/feed_portrait", "x/post_landscape", "tiktok/photo",
    "whatsapp/status", "whatsapp/channel_update", "telegram/channel_photo", "youtube/community_post",
)  # fmt: skip


def written(library, campaign, insight, tip="T-JARAK-01", week="2026-W48"):
    return Writer(campaign, library, IsoWeek.parse(week)).write(insight, library.tips[tip], {}, "pesan")


@pytest.mark.parametrize("language", ["library", "english"])
def test_every_finding_fits_every_placement(language, campaign, placements, request):
    library = request.getfixturevalue(language)
    for insight in [*made.every_kind(), *made.every_kind(sample=True)]:
        message = written(library, campaign, insight)
        for placement in placements.values():
            caption = write_caption(message, placement, campaign, library)
            assert caption.count == count(published(caption.text, caption.hashtags), placement.counting)
            assert caption.count <= placement.caption_limit
            assert len(caption.hashtags) <= placement.hashtag_limit
            assert len(caption.title) <= placement.title_limit
            assert bool(caption.text) == bool(placement.caption_limit)
            assert bool(caption.title) == bool(placement.title_limit)
            assert all(re.fullmatch(r"#\w+", tag) for tag in caption.hashtags)
            assert "{{" not in caption.text


def test_every_placement_says_it_in_its_own_words(library, campaign, placements):
    for insight in made.every_kind():
        message = written(library, campaign, insight)
        texts = [write_caption(message, placements[name], campaign, library).text for name in USUAL]
        texts = [text for text in texts if text]
        assert len(set(texts)) == len(texts) == 8
        sentences = [
            set(re.split(r"(?<=[.?!])\s+|\n+", text.replace(message.source_line, ""))) for text in texts
        ]
        for n, mine in enumerate(sentences):
            for theirs in sentences[n + 1 :]:
                assert len(mine & theirs) / min(len(mine), len(theirs)) < 0.85


def test_forms_follow_the_platform(library, campaign, placements):
    message = written(library, campaign, made.hours())
    texts = {name: write_caption(message, placements[name], campaign, library) for name in USUAL}
    assert texts["instagram/story"].text == ""
    assert texts["whatsapp/status"].text.count("\n") == 2
    assert texts["whatsapp/status"].hashtags == texts["whatsapp/channel_update"].hashtags == ()
    assert len(texts["x/post_landscape"].hashtags) <= 2
    assert len(texts["instagram/feed_portrait"].hashtags) == 5
    assert texts["tiktok/photo"].title
    assert texts["facebook/feed_portrait"].text.count("?") >= 1
    assert message.tone_texts["formal"] in texts["facebook/feed_portrait"].text
    assert message.tone_texts["santai"] in texts["instagram/feed_portrait"].text
    assert message.tone_texts["singkat"] in texts["x/post_landscape"].text


def test_sample_captions_begin_with_the_stamp_and_say_it_once(library, campaign, placements):
    message = written(library, campaign, made.hours(sample=True))
    for placement in placements.values():
        if placement.caption_limit:
            text = write_caption(message, placement, campaign, library).text
            assert text.startswith("Data contoh, bukan data asli.")
            assert text.lower().count("data contoh") == 1


def test_a_link_appears_only_when_the_campaign_has_one(library, campaign, placements):
    linked = dataclasses.replace(
        campaign, polres=dataclasses.replace(campaign.polres, link="https://s.id/cakra")
    )
    message = written(library, linked, made.hours())
    place = placements["x/post_landscape"]
    assert "https://s.id/cakra" in write_caption(message, place, linked, library).text
    assert "http" not in write_caption(message, place, campaign, library).text


def test_whole_parts_are_dropped_until_it_fits(library, campaign, placements):
    message = written(library, campaign, made.hours())
    full = write_caption(message, placements["instagram/feed_portrait"], campaign, library)
    pieces = set(full.text.split("\n\n"))
    for limit in range(430, 295, -15):
        small = dataclasses.replace(
            placements["instagram/feed_portrait"], caption_limit=limit, counting="title_chars"
        )
        caption = write_caption(message, small, campaign, library)
        assert caption.count <= limit
        assert set(caption.text.split("\n\n")) <= pieces
        assert message.tone_texts["santai"] in caption.text


def test_a_placement_too_small_for_the_shortest_text_is_refused(library, campaign, placements):
    message = written(library, campaign, made.hours())
    tiny = dataclasses.replace(placements["x/post_landscape"], caption_limit=30)
    with pytest.raises(TemplateError, match="terpendek"):
        write_caption(message, tiny, campaign, library)


def test_a_placement_without_a_shape_is_refused(library, campaign, placements):
    message = written(library, campaign, made.hours())
    strange = dataclasses.replace(placements["x/post_landscape"], platform="mastodon")
    with pytest.raises(TemplateError, match="mastodon"):
        write_caption(message, strange, campaign, library)


def test_a_name_that_breaks_a_rule_does_not_leave(library, campaign, placements):
    bad = dataclasses.replace(
        campaign, polres=dataclasses.replace(campaign.polres, district="Bu. Sdr. Budi 081234567890")
    )
    with pytest.raises(TemplateError, match=r"nama orang|nomor ponsel"):
        written(library, bad, made.hours())


def test_an_own_caption_is_counted_and_keeps_the_stamp(library, placements):
    place = placements["x/post_landscape"]
    mine = own_caption("Pelan-pelan di Jalan Pasar.\n\n#JagaJarak #X", place, library)
    assert (mine.text, mine.hashtags) == ("Pelan-pelan di Jalan Pasar.", ("#JagaJarak", "#X"))
    assert mine.count == count("Pelan-pelan di Jalan Pasar.\n\n#JagaJarak #X", "x_weighted")
    sample = own_caption("Pelan-pelan.", place, library, is_sample=True)
    assert sample.text.startswith("Data contoh, bukan data asli.")
    with pytest.raises(TemplateError, match="batasnya 280"):
        own_caption("a" * 281, place, library)
    with pytest.raises(TemplateError, match="tidak punya caption"):
        own_caption("a", placements["instagram/story"], library)
    with pytest.raises(TemplateError, match="imbau"):
        own_caption("Kami himbau.", place, library)


names = st.text(
    st.characters(categories=["Lu", "Ll", "Nd"], include_characters=" -'"), min_size=3, max_size=60
).map(lambda text: f"Jalan {text.strip() or 'A'}")
HOME = Home()
LIBRARY, CAMPAIGN, PLACEMENTS = load_library(HOME, "id"), load_campaign(HOME, "contoh"), load_placements(HOME)


@settings(max_examples=30, deadline=None)
@given(
    names,
    st.integers(3, 10**6),
    st.floats(1.0, 40.0),
    st.sampled_from(["", "rear_end", "pedestrian", "other"]),
)
def test_no_random_place_breaks_a_caption(name, accidents, ratio, top):
    from generator.messages.rules import lint

    insight = made.place()
    spot = dataclasses.replace(made.PLACES[0], accidents=accidents, top_collision=top)
    figures = dict(insight.figures) | made.figures("E", accidents=accidents, ratio=ratio)
    insight = dataclasses.replace(
        insight,
        figures=figures,
        place=dataclasses.replace(spot.place, name=name),
        hotspots=(spot,),
        codes={"top_collision": top} if top else {},
    )
    if any(one.level == "blok" for one in lint(name, LIBRARY.rules)):
        return
    message = written(LIBRARY, CAMPAIGN, insight)
    assert len(message.headline) <= 60
    for placement in PLACEMENTS.values():
        caption = write_caption(message, placement, CAMPAIGN, LIBRARY)
        assert caption.count <= placement.caption_limit
