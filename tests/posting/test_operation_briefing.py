"""The briefing of an operation: its days, its messages, and what may not be said."""

import dataclasses
import datetime as dt
import re

import pytest

from generator.calendar_of_year import with_own_dates
from generator.home import Home
from generator.languages import known_languages, load_library
from generator.own_dates import OwnDate
from generator.posting.operation_briefing import NAME, briefing_words, write_briefing
from generator.records import IsoWeek
from generator.weekly_words import week_texts
from tests.posting.queue_maker import make_week, message

OWN = OwnDate("OPS-ZEBRA", dt.date(2026, 11, 16), dt.date(2026, 11, 29), "confirmed", "ST Kapolda 11/2026")


def briefing(folder, week="2026-W48", own=(), suffix="", code="id", headline="Pelan di simpang"):
    library = load_library(Home(), code)
    library = dataclasses.replace(library, calendar=with_own_dates(library.calendar, own, suffix))
    manifest = make_week(folder, week=IsoWeek.parse(week))
    fitting = dataclasses.replace(message(headline=headline), theme="kecepatan")
    other = dataclasses.replace(message("lain", headline="Pesan lain"), theme="kabut")
    manifest = dataclasses.replace(manifest, messages=(fitting, other))
    words = briefing_words(Home(), code, week_texts(Home(), code))
    path = write_briefing(manifest, library, folder, words)
    return path and path.read_text(encoding="utf-8")


def test_an_estimated_operation_is_briefed_without_leave_to_name_its_days(tmp_path):
    text = briefing(tmp_path)
    assert "OPERASI ZEBRA\n" in text
    assert "16–29 November 2026 (perkiraan; dari pola tahun sebelumnya)" in text
    assert "Senin, 23 November 2026 sampai Minggu, 29 November 2026 (7 hari)" in text
    forbidden = text[text.index("Yang tidak boleh disebut") :]
    assert "masih perkiraan" in forbidden
    assert "campaigns/contoh.toml" in forbidden
    assert "Besaran denda" in forbidden
    assert "Tanggalnya" not in text


def test_a_confirmed_operation_may_be_dated_and_carries_its_full_name(tmp_path):
    text = briefing(tmp_path, own=[OWN], suffix="Progo")
    assert "OPERASI ZEBRA PROGO\n" in text
    assert "(pasti; ST Kapolda 11/2026)" in text
    assert "Hitung mundur tampil sendiri" in text
    assert "masih perkiraan" not in text


def test_what_is_only_reported_must_be_held_against_the_order(tmp_path):
    text = briefing(tmp_path, own=[dataclasses.replace(OWN, status="reported")])
    assert "sesudah dicocokkan dengan surat" in text
    assert "Hitung mundur" not in text


def test_the_messages_of_its_themes_are_named_with_their_posts(tmp_path):
    text = briefing(tmp_path)
    assert "Pesan pekan ini yang sejalan: 1 dari 2" in text
    assert "- Pelan di simpang (tema kecepatan, 4 unggahan, mulai Senin, 23 November 2026 07.00 WIB)" in text
    assert "Pesan lain" not in text
    assert "belum disentuh pekan ini: helm, ponsel" in text


def test_the_week_before_is_briefed_too_and_a_quiet_day_is_named(tmp_path):
    text = briefing(tmp_path, week="2026-W46")
    assert "Belum berlangsung pada pekan ini" in text
    assert "Hari hening pada pekan ini: Minggu, 15 November 2026" in text


def test_a_week_without_an_operation_has_no_briefing(tmp_path):
    assert briefing(tmp_path, week="2026-W21") is None
    assert not (tmp_path / NAME).exists()


@pytest.mark.parametrize("code", known_languages(Home()))
def test_every_theme_of_an_operation_has_a_word_and_no_code_is_left(tmp_path, code):
    library = load_library(Home(), code)
    words = briefing_words(Home(), code, week_texts(Home(), code))
    for event in library.calendar["event"]:
        for theme in event["themes"]:
            assert f"label.theme.{theme}" in library.words or f"theme.{theme}" in words.texts, theme
    for week in ("2026-W05", "2026-W11", "2026-W28", "2026-W53"):
        assert not re.search(r"[a-z]_[a-z]|\{|\}", briefing(tmp_path, week=week, code=code))


def test_no_briefing_speaks_of_money(tmp_path):
    for week in ("2026-W06", "2026-W12", "2026-W29", "2026-W48", "2026-W53"):
        assert not re.search(r"Rp\s?\d|\d\s*(?:ribu|juta)", briefing(tmp_path, week=week))
