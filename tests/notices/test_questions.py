"""Questions are grouped by plain rules, stripped of personal data, and answered only by what the library has."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.home import Home
from generator.languages import load_library
from generator.messages.rules import lint
from generator.notices.questions import (
    ANSWERED,
    FOR_PERSON,
    NO_QUESTION,
    SPECIFIC,
    grouped,
    load_grouping,
    stripped,
)

LIBRARY = load_library(Home(), "id")
GROUPING = load_grouping(Home(), LIBRARY)
PRIVATE = ["0812-3456-7890", "+62 812 3456 7890", "AB 1234 CD", "ab 1234 cd", "3404012501900001", "budi@contoh.id",
           "LP/B/2003/VI/2021", "https://contoh.id/x", "bit.ly/abc", "@budi.santoso", "Sdr. Budi"]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "theme", "state"),
    [
        ("Helm SNI yang benar seperti apa?", "helm", ANSWERED),
        ("kalau boncengan bertiga kena apa ya", "bonceng", ANSWERED),
        ("Berapa batas kecepatan di kampung?", "kecepatan", ANSWERED),
        ("Bikin SIM umur berapa?", "sim", ANSWERED),
        ("SIMPANG mana yang rawan? Lampu merah mati", "simpang", ANSWERED),
        ("Kapan jalan desa kami diaspal?", "", FOR_PERSON),
        ("Mantap pak polisi", "", NO_QUESTION),
        ("Helm saya bagus", "", NO_QUESTION),
        ("Bagaimana kasus kecelakaan kemarin di pasar? helm korban?", "", SPECIFIC),
        ("STNK saya ditahan, bagaimana?", "", SPECIFIC),
        ("", "", NO_QUESTION),
    ],
)
def test_a_text_has_the_theme_with_most_of_its_words(text, theme, state):
    assert grouped(text, GROUPING) == (theme, state)


def test_words_count_only_when_they_stand_whole():
    assert grouped("Apakah rela menunggu?", GROUPING) == ("", FOR_PERSON)  # "rel" is no word of it
    assert grouped("Relnya kapan diperbaiki?", GROUPING) == ("perlintasan", ANSWERED)


@settings(max_examples=60)
@given(st.sampled_from(PRIVATE), st.text("abc ,.?", max_size=20), st.text("abc ,.?", max_size=20))
def test_no_personal_data_survive(private, before, after):
    left = stripped(f"{before} {private} {after}", LIBRARY.rules, GROUPING)
    assert private not in left
    assert not [one for one in lint(left, LIBRARY.rules) if one.instead == "hapus data pribadi"]


@pytest.mark.parametrize("text", ["di 50 km/jam boleh?", "KM 12 rawan?", "SIM C di mana?", "jam 8 pagi"])
def test_what_is_no_personal_datum_stays(text):
    assert stripped(text, LIBRARY.rules, GROUPING) == text


def asked(office, *rows, head="tanggal;kanal;komentar", week="2026-W48", encoding="utf-8"):
    content = "\n".join([head, *rows]).encode(encoding)
    return office.tell(questions=office.table("tanya.csv", content), week=week)


HELMETS = [f"1{n}/11/2026;Instagram;Helm nomor {n} boleh?" for n in range(6, 9)]


def test_three_questions_make_a_count_and_two_do_not(office):
    many = asked(office, *HELMETS).insights[0]
    few = asked(office, *HELMETS[:2]).insights[0]
    assert (many.kind, many.codes["case"], many.figures["n"].value) == ("answer", "many", 3)
    assert (few.codes["case"], dict(few.figures)) == ("few", {})


def test_only_the_seven_days_before_the_week_count_and_each_text_once(office):
    rows = [
        *HELMETS,
        HELMETS[0],
        "23/11/2026;X;Helm hari ini?",
        "15/11/2026;X;Helm lama?",
        ";X;Helm tanpa tanggal?",
    ]
    assert asked(office, *rows).insights[0].figures["n"].value == 4


def test_an_older_question_of_the_same_words_does_not_hide_a_new_one(office):
    rows = ["02/11/2026;X;Helm boleh?", "18/11/2026;X;Helm boleh?", "entah;X;Helm kapan?"]
    made = asked(office, *rows)
    assert [(row[0], row[4]) for row in made.questions[1:]] == [
        ("4", "perlu dijawab petugas"),  # its date cannot be read: not counted, not lost
        ("3", "dijawab lewat unggahan"),
    ]


def test_days_of_an_american_export_are_read_by_the_whole_column(office):
    rows = ["11/05/2026;X;Helm satu?", "11/16/2026;X;Helm dua?", "11/20/2026;X;Helm tiga?"]
    assert [row[1] for row in asked(office, *rows).questions[1:]] == ["2026-11-16", "2026-11-20"]


def test_the_two_themes_with_most_questions_are_answered(office):
    rows = [
        *HELMETS,
        "16/11/2026;X;Sabuk wajib?",
        "16/11/2026;X;Sabuk belakang?",
        "16/11/2026;X;Ban gundul boleh?",
    ]
    told = asked(office, *rows).insights
    assert [one.id for one in told] == ["answer-helm", "answer-sabuk"]
    assert told[0].strength > told[1].strength


def test_no_word_of_a_question_is_published(office):
    told = asked(office, "16/11/2026;Instagram;Helm rahasiaunik boleh?").insights[0]
    assert "rahasiaunik" not in repr(told)


def test_the_list_for_a_person_has_what_waits_on_top_and_the_fixed_reply(office):
    rows = asked(office, *HELMETS, "16/11/2026;X;Kapan jalan kami diaspal, 0812-3456-7890?",
                 "16/11/2026;X;Kasus kemarin bagaimana?").questions  # fmt: skip
    assert rows[0][-1] == "teks tanpa data pribadi"
    assert rows[1][4] == "perlu dijawab petugas"
    assert "0812" not in rows[1][6]
    assert rows[2][5] == "Hal itu masih dalam penanganan, keterangan resmi disampaikan Humas."
    assert [row[3] for row in rows[3:]] == ["helm"] * 3


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_comments_come_in_any_encoding(office, encoding, delimiter):
    rows = [row.replace("Helm", "“Helm” é").replace(";", delimiter) for row in HELMETS]
    made = asked(office, *rows, head=delimiter.join(["Tanggal", "Kanal", "Komentar"]), encoding=encoding)
    assert made.insights[0].figures["n"].value == 3
    assert made.questions[1][6].startswith("“Helm” é")


def test_english_has_rules_of_its_own(english_office):
    rows = [f"1{n}/11/2026;X;Which helmet number {n}?" for n in range(6, 9)]
    assert asked(english_office, *rows).insights[0].codes["notice_topic"] == "helmets"
