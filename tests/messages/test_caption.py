"""Each placement's own text: its shape, its tone, its limit, never cut inside."""

import dataclasses
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.codes import Pillar
from generator.errors import TemplateError
from generator.home import Home
from generator.languages import load_library
from generator.messages.caption import own_caption, own_text, write_caption
from generator.messages.counting import count
from generator.messages.message import Writer
from generator.messages.shape import published
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


@pytest.mark.parametrize("language", ["library", "english"])
def test_before_the_fold_of_instagram_stands_a_whole_thought(language, campaign, placements, request):
    library, place = request.getfixturevalue(language), placements["instagram/feed_portrait"]
    long_name = dataclasses.replace(made.PLACES[0].place, name="Jalan " + "Panjang " * 10)
    found = [*made.every_kind(sample=True), dataclasses.replace(made.place(sample=True), place=long_name)]
    for insight in found:
        message = written(library, campaign, insight)
        stamp, hook, *_ = write_caption(message, place, campaign, library).text.split("\n\n")
        assert len(f"{stamp}\n\n{hook}") <= place.fold == 125
        assert hook.endswith((".", "?", "!")) or hook == message.headline


def test_facebook_opens_with_a_small_story_and_asks_one_question(library, campaign, placements):
    for tip in ("T-JARAK-01", "T-SEKOLAH-01", "T-SABUK-02", "T-HELM-01"):
        message = written(library, campaign, made.hours(), tip)
        story, *rest = write_caption(
            message, placements["facebook/feed_portrait"], campaign, library
        ).text.split("\n\n")
        assert story in library.scenes["story"][message.target_group]
        assert (
            sum(text.partition("?")[0] + "?" in library.calls["question"][message.theme] for text in rest)
            == 1
        )


def test_every_text_on_x_carries_the_districts_own_name_number_or_day(library, campaign, placements):
    for insight in [*made.every_card(library.calendar), *made.every_kind()]:
        message = written(library, campaign, insight)
        text = write_caption(message, placements["x/post_landscape"], campaign, library).text
        assert any(
            own in text for own in (campaign.polres.district, *(said.text for said in message.numbers))
        )


def test_a_sentence_that_could_stand_anywhere_is_addressed_to_the_district_on_x(
    library, campaign, placements
):
    place = placements["x/post_landscape"]
    message = written(library, campaign, made.hours())
    anywhere = {**message.phrases, "brief": ("Simpan ponsel sebelum berangkat.",)}
    lively = dataclasses.replace(message, phrases=anywhere)
    mourning = dataclasses.replace(message, phrases={**anywhere, "tone": ("duka",)})
    assert write_caption(lively, place, campaign, library).text.startswith(
        "Halo, Kabupaten Cakrasari! Simpan ponsel sebelum berangkat.\n"
    )
    assert write_caption(mourning, place, campaign, library).text.startswith(
        "Simpan ponsel sebelum berangkat. Salam hormat dari Kabupaten Cakrasari.\n"
    )


def test_a_mourning_post_has_no_script_no_story_and_no_question(library, campaign, placements):
    mourning = dataclasses.replace(made.hours(), codes={"event_tone": "duka"})
    message = written(library, campaign, mourning)
    names = {
        name: {text.name for text in write_caption(message, placements[name], campaign, library).texts}
        for name in USUAL
    }
    assert names["tiktok/photo"] == {"slides"}
    assert names["youtube/community_post"] == set()
    assert names["telegram/channel_photo"] == {"long_message"}
    telegram = write_caption(message, placements["telegram/channel_photo"], campaign, library)
    assert telegram.text.startswith(f"{message.headline}\n")
    assert campaign.polres.emergency_number not in telegram.texts[0].text
    facebook = write_caption(message, placements["facebook/feed_portrait"], campaign, library).text
    assert "?" not in facebook
    assert not any(story in facebook for texts in library.scenes["story"].values() for story in texts)


def test_a_quick_warning_has_its_caption_alone(library, campaign, placements):
    message = dataclasses.replace(written(library, campaign, made.hours()), pillar=Pillar.WARNING)
    for placement in placements.values():
        assert write_caption(message, placement, campaign, library).texts == ()


def test_the_long_message_says_more_than_the_caption_of_the_photo(library, campaign, placements):
    for insight in made.every_kind():
        caption = write_caption(
            written(library, campaign, insight), placements["telegram/channel_photo"], campaign, library
        )
        (text,) = caption.texts
        assert caption.count <= 1024
        assert len(caption.text) < text.count <= text.limit == 4096
        assert "110" in text.text


def test_one_hashtag_goes_before_the_link_does(library, campaign, placements):
    polres = dataclasses.replace(campaign.polres, link="https://s.id/cakra", hashtag="Cakrasari" * 4)
    linked = dataclasses.replace(campaign, polres=polres)
    place = placements["x/post_landscape"]
    message = written(library, linked, made.place(sample=True))
    full = write_caption(message, place, linked, library)
    tight = dataclasses.replace(place, caption_limit=full.count - 1)
    shorter = write_caption(message, tight, linked, library)
    assert len(full.hashtags) == 2
    assert len(shorter.hashtags) == 1
    assert "https://s.id/cakra" in shorter.text


def test_when_nothing_more_can_go_each_part_takes_its_shortest_wording(library, campaign, placements):
    place = placements["x/post_landscape"]
    message = written(library, campaign, made.ranking())
    briefs = sorted(message.phrases["brief"], key=len)
    least = len(f"{briefs[0]}\n{message.tip_short}")
    text = write_caption(message, dataclasses.replace(place, caption_limit=least), campaign, library).text
    assert text == f"{briefs[0]}\n{message.tip_short}"
    with pytest.raises(TemplateError, match="terpendek"):
        write_caption(message, dataclasses.replace(place, caption_limit=least - 1), campaign, library)


def test_a_placement_that_wants_a_text_without_a_shape_is_refused(library, campaign, placements):
    kind = dataclasses.replace(placements["telegram/channel_photo"].texts[0], name="poem")
    place = dataclasses.replace(placements["telegram/channel_photo"], texts=(kind,))
    with pytest.raises(TemplateError, match="poem"):
        write_caption(written(library, campaign, made.hours()), place, campaign, library)


def test_an_own_script_is_counted_checked_and_keeps_the_stamp(library, placements):
    tiktok, youtube = placements["tiktok/photo"], placements["youtube/community_post"]
    assert own_text("Adegan: helm.", "script", tiktok, library).file == "naskah.txt"
    assert own_text("Adegan.", "script", tiktok, library, is_sample=True).text.startswith("Data contoh")
    assert own_text("Judul", "video_title", youtube, library, is_sample=True).text == "Judul"
    assert own_text("a" * 100, "video_title", youtube, library).count == 100
    with pytest.raises(TemplateError, match="batasnya 100"):
        own_text("a" * 101, "video_title", youtube, library)
    with pytest.raises(TemplateError, match="slides, script"):
        own_text("a", "poem", tiktok, library)
    with pytest.raises(TemplateError, match="imbau"):
        own_text("Kami himbau.", "script", tiktok, library)


def test_an_own_caption_with_too_many_hashtags_is_refused(library, placements):
    assert own_caption("Pelan. #a #b", placements["x/post_landscape"], library).count == 12
    with pytest.raises(TemplateError, match="3 tagar, batasnya 2"):
        own_caption("Pelan. #a #b\n\n#c", placements["x/post_landscape"], library)
    with pytest.raises(TemplateError, match="1 tagar, batasnya 0"):
        own_caption("Pelan. #a", placements["whatsapp/channel_update"], library)


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


def test_a_district_that_writes_its_name_in_capitals_speaks_on_every_placement(library, campaign, placements):
    loud = dataclasses.replace(
        campaign.polres,
        name="POLRESTA PALANGKA RAYA",
        district="KOTA PALANGKA RAYA BARAT",
        unit="SATLANTAS POLRESTA PALANGKA RAYA",
    )
    theirs = dataclasses.replace(campaign, polres=loud)
    message = written(library, theirs, made.hours())
    for placement in placements.values():
        caption = write_caption(message, placement, theirs, library)
        assert caption.count <= caption.limit or not caption.limit
