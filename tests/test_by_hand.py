"""A person's words: what never leaves is refused, everything else that the rules say is shown with who wrote it."""

import datetime as dt

import pytest

from generator import by_hand
from generator.changes import Change
from generator.errors import TemplateError
from generator.home import Home
from generator.languages import load_library
from generator.messages.caption import write_caption
from generator.messages.message import Writer
from generator.platforms import load_placements
from generator.posting.agenda import make_slot
from generator.posting.post import Shown, make_post
from generator.records import Asset, IsoWeek
from generator.settings import load_campaign
from generator.weekly_words import week_texts
from tests.messages import survey_of_words as made

HOME = Home()
LIBRARY = load_library(HOME, "id")
CAMPAIGN = load_campaign(HOME, "contoh")
WEEK = IsoWeek.parse("2026-W48")
PLACEMENT = load_placements(HOME)["telegram/channel_photo"]
MESSAGE = Writer(CAMPAIGN, LIBRARY, WEEK).write(made.hours(), LIBRARY.tips["T-JARAK-01"], {}, "pesan")
OURS = write_caption(MESSAGE, PLACEMENT, CAMPAIGN, LIBRARY)


def change(**words):
    return Change(post="pos", by="Rina", why="lebih hangat", **words)


def remarks_on(one, alt_text="Diagram."):
    caption = by_hand.reworded(OURS, (one,), PLACEMENT, LIBRARY, MESSAGE)
    slot = make_slot(PLACEMENT, WEEK, dt.datetime(2026, 11, 23, 7), CAMPAIGN.zone)  # noqa: DTZ001 - a wall time
    picture = Asset("1.jpg", 1080, 1350, one.alt or alt_text, "", 1, "tip")
    post = make_post(slot, MESSAGE, caption, Shown((picture,)), folder="posts")
    texts = week_texts(HOME, "id")
    return by_hand.remarks((post,), {post.id: (one,)}, {MESSAGE.id: MESSAGE}, LIBRARY, texts)


@pytest.mark.parametrize(
    "words",
    [
        {"caption": "Tanya Sdr. Budi di 0812-3456-7890."},
        {"caption": "Jalan tengkorak lagi. Dua orang tewas."},
        {"alt": "Foto motor AB 1234 CD di tepi jalan."},
        {"alt": "Gambar korban tewas."},
    ],
)
def test_what_never_leaves_is_refused_in_captions_and_alt_texts(words):
    with pytest.raises(TemplateError, match="melanggar aturan"):
        by_hand.reworded(OURS, (change(**words),), PLACEMENT, LIBRARY, MESSAGE)


def test_the_rest_is_shown_with_the_post_and_who_wrote_it():
    said = remarks_on(change(caption="Kalian siap? Mulai 08:30 WIB, ada 12 kecelakaan.\n\n#Helm #helm"))
    assert len(said) == 4
    assert all("Rina" in one and "minta" in one and "telegram" in one for one in said)
    for part in ('"Kalian"', '"08:30"', '"12 kecelakaan"', '"#helm"'):
        assert sum(part in one for one in said) == 1


def test_a_source_on_the_picture_of_the_post_counts():
    one = change(caption="Tercatat 12 kecelakaan. Jaga jarak.")
    assert len(remarks_on(one)) == 1
    assert remarks_on(one, "Diagram. Sumber: data kecelakaan Polres Cakrasari, n = 12.") == ()


def test_advice_on_an_alt_text_is_shown_too():
    said = remarks_on(change(alt="Gambar yang sedang viral."))
    assert len(said) == 1
    assert "saran" in said[0]


def test_our_own_words_leave_no_remark():
    assert remarks_on(change(note="Unggah dari ponsel kantor")) == ()
