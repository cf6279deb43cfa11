"""A post's words on disk, and the identity that an approval is bound to."""

import dataclasses
import datetime as dt

import pytest

from generator.home import Home
from generator.messages.caption import write_caption
from generator.messages.link import link_of
from generator.platforms import load_placements
from generator.posting.agenda import make_slot
from generator.posting.post import Shown, folder_of, make_post, write_texts
from generator.records import Asset, IsoWeek
from tests.messages import survey_of_words
from tests.messages.test_caption import CAMPAIGN, LIBRARY, written

WEEK = IsoWeek.parse("2026-W48")


@pytest.fixture
def post():
    placement = load_placements(Home())["telegram/channel_photo"]
    slot = make_slot(placement, WEEK, dt.datetime.combine(WEEK.monday, dt.time(7, 30)), CAMPAIGN.zone)
    message = written(LIBRARY, CAMPAIGN, survey_of_words.hours())
    caption = write_caption(message, placement, CAMPAIGN, LIBRARY, slot)
    link = link_of(CAMPAIGN, placement, slot)
    return lambda words=caption, clip=(): make_post(
        slot, message, words, Shown((), clip), folder=folder_of(slot, message), link=link
    )


def test_a_changed_word_of_a_further_text_is_another_content(post):
    first = post()
    (text,) = first.caption.texts
    changed = dataclasses.replace(
        first.caption, texts=(dataclasses.replace(text, text=text.text.replace("110", "112")),)
    )
    assert post().content_id == first.content_id
    assert post(changed).content_id != first.content_id


def test_a_clip_belongs_to_what_is_approved(post):
    films = [(Asset("klip/clip.mp4", 1080, 1920, "", digest, 1, "jam"),) for digest in ("a" * 64, "b" * 64)]
    assert len({post().content_id, *(post(clip=film).content_id for film in films)}) == 3
    assert post(clip=films[0]).clip == films[0]


def test_every_text_lies_in_the_folder_of_the_post(post, tmp_path):
    one = post()
    write_texts(one, tmp_path, {"no_caption": "tanpa caption"})
    assert {path.name for path in (tmp_path / one.folder).iterdir()} == {"caption.txt", "pesan_panjang.txt"}
    lying = (tmp_path / one.folder / "pesan_panjang.txt").read_text(encoding="utf-8")
    assert lying == f"{one.caption.texts[0].text}\n"


def test_a_placement_without_caption_says_so_in_a_line_that_begins_with_a_hash(post, tmp_path):
    one = post(dataclasses.replace(post().caption, text="", hashtags=(), limit=0, texts=()))
    write_texts(one, tmp_path, {"no_caption": "tanpa caption"})
    assert (tmp_path / one.folder / "caption.txt").read_text(encoding="utf-8") == "# tanpa caption\n"
