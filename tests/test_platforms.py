"""Platform files say what each placement takes, or are refused with the file and the reason."""

import shutil

import pytest

from generator.errors import TemplateError
from generator.home import PROJECT, Home
from generator.platforms import load_placements


@pytest.fixture
def telegram(tmp_path):
    """Write templates/platforms/telegram.toml with one thing changed; gives the home that has it."""
    folder = tmp_path / "templates/platforms"
    shutil.copytree(PROJECT / "templates/platforms", folder)

    def write(old, new):
        path = folder / "telegram.toml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        return Home(root=tmp_path)

    return write


def test_the_further_texts_of_a_placement_are_read(telegram):
    (text,) = load_placements(telegram("4096", "4000"))["telegram/channel_photo"].texts
    assert (text.name, text.file, text.limit, text.counting) == (
        "long_message", "pesan_panjang.txt", 4000, "after_entities"
    )  # fmt: skip


@pytest.mark.parametrize(
    "file", ["caption.txt", "title.txt", "../naskah.txt", "1.alt.txt", "naskah.html", ""]
)
def test_a_text_may_not_take_the_name_of_another_file_or_leave_the_folder(telegram, file):
    with pytest.raises(TemplateError, match=r"telegram\.toml"):
        load_placements(telegram("pesan_panjang.txt", file))


def test_an_unknown_key_of_a_text_is_refused_with_the_file(telegram):
    with pytest.raises(TemplateError, match=r"telegram\.toml.*maximum"):
        load_placements(telegram("limit = 4096", "maximum = 4096"))


def test_only_placements_where_a_link_can_be_tapped_carry_one():
    placements = load_placements(Home()).values()
    assert {p.platform for p in placements if p.shows_link} == {
        "facebook", "x", "threads", "telegram", "whatsapp", "youtube"
    }  # fmt: skip
    assert all(p.caption_limit for p in placements if p.shows_link)


def test_what_a_clip_may_be_is_read_with_its_source():
    takes = {p.id: p.clip for p in load_placements(Home()).values() if p.clip}
    assert set(takes) == {
        "tiktok/photo", "instagram/story", "instagram/reel", "facebook/story", "whatsapp/status", "youtube/short"
    }  # fmt: skip
    assert all(clip.seconds == (6, 15) and clip.format == "mp4" and clip.source for clip in takes.values())


@pytest.mark.parametrize(
    "clip",
    [
        'seconds = [15, 6], max_bytes = 5, format = "mp4"',
        'seconds = [6, 15], max_bytes = 5, format = "gif"',
        'seconds = 6, max_bytes = 5, format = "mp4"',
        'seconds = [6, 15], max_bytes = 5, format = "mp4", loud = true',
    ],
)
def test_a_clip_that_cannot_be_is_refused_with_the_file(telegram, clip):
    whole = f'clip = {{ {clip}, as_of = 2026-11-22, source = "x" }}\nslides = 1'
    with pytest.raises(TemplateError, match=r"telegram\.toml"):
        load_placements(telegram("takes_alt_text = false", f"takes_alt_text = false\n{whole}"))


def test_placements_of_one_size_with_almost_the_same_zone_share_a_drawing():
    known = load_placements(Home())
    story, status, photo = known["instagram/story"], known["whatsapp/status"], known["tiktok/photo"]
    assert story.draws_like(status)
    assert status.draws_like(story)
    assert not story.draws_like(photo)
    assert not known["facebook/feed_portrait"].draws_like(known["instagram/feed_portrait"])  # more slides
