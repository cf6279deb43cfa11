"""Each kind of notice makes a whole message, a caption on every placement that it suits, and pictures that pass."""

import re

import pytest

from generator.graphics.infographic import Studio
from generator.home import PROJECT, Home
from generator.messages.caption import write_caption
from generator.messages.counting import count
from generator.messages.message import Writer
from generator.messages.shape import published
from generator.notices.kinds.quiz import insight_of, load_quiz
from generator.platforms import load_placements
from generator.posting.agenda import book, suits
from generator.records import IsoWeek
from tests.notices.office import COMMUNITY, CORRECTION, EVENT

PLACEMENTS = load_placements(Home())
LONG = {
    "title": "Pelatihan pertolongan pertama bagi pengemudi ojek pangkalan",
    "text": "Kita belajar menolong dengan benar bersama petugas kesehatan, mulai dari mengamankan lokasi, menelepon "
    "ambulans, sampai menghentikan pendarahan. Semua alat dan buku panduan disediakan gratis oleh panitia.",
    "place": "Gedung Serbaguna Kelurahan Tirtasari Utara dan sekitarnya",
    "contact": "Kepala Unit Keamanan dan Keselamatan Satuan Lalu Lintas",
}
ALL = [
    EVENT,
    {**EVENT, **LONG},
    {**EVENT, "title": f"{'W' * 12} {'m' * 14} {'H' * 17} {'e' * 13}", "place": f"{'m' * 20} {'H' * 25}"},
    {**EVENT, "thanks": "Terima kasih sudah datang dan ikut memeriksa lampu kendaraan."},
    COMMUNITY,
    {**COMMUNITY, **LONG},
    CORRECTION,
    {**CORRECTION, "label": "INFORMASI MENYESATKAN", "title": "Polisi tidak mengirim surat tilang lewat pesan WhatsApp",
     "claim": "surat tilang elektronik sekarang dikirim sebagai berkas lewat pesan WhatsApp",
     "fact": "Surat konfirmasi dikirim ke alamat pemilik kendaraan, dan statusnya diperiksa di kanal resmi kepolisian "
     "setempat. Petugas tidak mengirim berkas untuk dipasang di ponsel warga."},
]  # fmt: skip
WEEKS = ["2026-W47", "2026-W48", "2026-W49"]


def everything(office):
    """Every notice in every week in which it is told, answers in both cases, and every quiz question."""
    rows = [
        "teks",
        *(f"Helm nomor {n} boleh? A helmet?" for n in range(4)),
        "Palang pintu kereta kapan dibuka? The level crossing?",
    ]
    name = office.table("tanya.csv", "\n".join(rows))
    told = [(office.desk(week=week), office.tell(one, week=week)) for one in ALL for week in WEEKS]
    found = [(desk, insight) for desk, notices in told for insight in notices.insights]
    desk = office.desk()
    found += [(desk, one) for one in office.tell(questions=name).insights]
    return found + [(desk, insight_of(quiz, desk)) for quiz in load_quiz(office.home, office.library)]


def written(desk, insight):
    """The message with each of the tips that the finding's themes allow, at most three."""
    themes = set(insight.codes["themes"].split(","))
    tips = [
        one
        for one in desk.library.tips.values()
        if themes & {one.theme, *one.occasions} and not one.needs_review
    ]
    writer = Writer(desk.campaign, desk.library, desk.week)
    assert writer.can_tell(insight)
    for tip in tips[:3]:
        yield writer.write(insight, tip, {}, writer.name(insight, frozenset()))


@pytest.mark.parametrize("language", ["office", "english_office"])
@pytest.mark.parametrize("is_sample", [False, True])
def test_every_kind_has_a_caption_within_the_limit_of_every_placement(language, is_sample, request):
    office = request.getfixturevalue(language)
    kinds = set()
    for desk, told in everything(office):
        import dataclasses

        insight = dataclasses.replace(told, is_sample=is_sample)
        kinds.add((insight.kind, insight.codes.get("case", "")))
        for message in written(desk, insight):
            assert len(message.headline) <= 60
            for placement in PLACEMENTS.values():
                caption = write_caption(message, placement, desk.campaign, desk.library)
                whole = published(caption.text, caption.hashtags)
                assert (
                    count(whole, placement.counting) <= placement.caption_limit or not placement.caption_limit
                )
                assert "{{" not in whole
                if insight.kind == "correction" and placement.caption_limit:
                    assert_fact_claim_fact(caption.text, insight)
                if insight.kind == "quiz" and placement.caption_limit and placement.platform != "whatsapp":
                    assert insight.codes["notice_right"] in caption.text, placement.id
    assert {kind for kind, _ in kinds} == {"event", "community", "correction", "answer", "quiz"}
    assert {
        ("event", "visit"),
        ("community", "past"),
        ("community", "thanks"),
        ("answer", "many"),
        ("answer", "few"),
    } <= kinds


def assert_fact_claim_fact(text, insight):
    """The claim stands once at most, behind the fact, and never in a headline."""
    claim, fact = insight.codes["notice_claim"], insight.codes["notice_fact"].rstrip(".")
    title = insight.codes["notice_title"].rstrip(".")
    assert text.count(claim) <= 1
    if claim in text:
        before, after = text.split(claim)
        assert fact in before or title in before
        assert insight.codes["notice_label"] in after.partition("\n")[0]
    for person in (CORRECTION["checked_by"], CORRECTION["approved_by"]):
        assert person not in text


def test_a_correction_says_its_fact_first_and_its_claim_once(office):
    desk, insight = next(pair for pair in everything(office) if pair[1].kind == "correction")
    message = next(written(desk, insight))
    claim, fact = insight.codes["notice_claim"], insight.codes["notice_fact"]
    assert claim not in message.headline
    assert sum(claim in text for text in message.words.values()) == message.alt_text.count(claim) == 1
    assert (
        message.alt_text.index(message.headline)
        < message.alt_text.index(fact)
        < message.alt_text.index(claim)
    )
    picture = Studio(Home(root=PROJECT), "cakra", None, None).draw(
        message, insight, PLACEMENTS["facebook/feed_portrait"]
    )[0]
    shown = " ".join(picture.texts)
    assert shown.count(claim) == 1
    assert shown.index(fact[:30]) < shown.index(claim)
    assert insight.codes["notice_label"] in shown
    assert "WIB" in message.words["row_checked"]
    assert message.pillar == "klarifikasi"


def test_long_captions_say_the_fact_again_behind_the_claim(office):
    desk, insight = next(pair for pair in everything(office) if pair[1].kind == "correction")
    message = next(written(desk, insight))
    for name in ("instagram/feed_portrait", "facebook/feed_portrait", "telegram/channel_photo"):
        text = write_caption(message, PLACEMENTS[name], desk.campaign, desk.library).text
        before, after = text.split(insight.codes["notice_claim"])
        assert insight.codes["notice_fact"] in before
        assert insight.codes["notice_title"] in after
        assert "Diperiksa 20 November 2026, pukul 14.30 WIB" in after


def test_every_kind_is_drawn_on_every_shape_that_it_suits(office):
    studio = Studio(Home(root=PROJECT), "cakra", None, None)
    shapes = ("instagram/feed_portrait", "instagram/feed_square", "instagram/story", "x/post_landscape")
    quizzes, designs = 0, {"event": "acara", "community": "terima_kasih", "correction": "klarifikasi",
                           "answer": "tanya_jawab", "quiz": "kuis"}  # fmt: skip
    for desk, insight in everything(office):
        quizzes += insight.kind == "quiz"
        if quizzes > 2 and insight.kind == "quiz":
            continue
        message = next(written(desk, insight))
        for name in shapes:
            if suits(message, PLACEMENTS[name]):
                pictures = studio.draw(message, insight, PLACEMENTS[name])
                assert pictures[0].design == designs[insight.kind]
                if insight.kind == "quiz":
                    assert_the_key_is_told_in_its_place(pictures, insight, name)


def assert_the_key_is_told_in_its_place(pictures, insight, name):
    """The last of several slides tells it, a story without a caption below the question, nothing else."""
    right = insight.codes["notice_right"]
    tells = [right in re.sub(r"\s+", " ", " ".join(one.texts)) for one in pictures]
    assert tells == [False] * (len(pictures) - 1) + [len(pictures) > 1 or name == "instagram/story"]
    assert [insight.codes["notice_explanation"] in one.alt_text for one in pictures] == tells
    if len(pictures) > 1:
        assert pictures[-1].design == "kuis_jawaban"
        assert right in pictures[-1].alt_text
        assert insight.codes["notice_credit"] in pictures[-1].alt_text


def test_an_invitation_is_never_booked_after_its_event_has_begun(office):
    desk = office.desk()
    insight = office.tell({**EVENT, "date": EVENT["date"].replace(day=25)}).insights[0]  # Wednesday, 07.00
    message = next(written(desk, insight))
    usual = tuple(one for one in PLACEMENTS.values() if one.is_usual)
    slots = [one.slot.wall for one in book((message,), usual, desk.campaign, IsoWeek.parse("2026-W48"))]
    assert slots
    assert all((wall.weekday(), wall.hour) < (2, 7) for wall in slots)
