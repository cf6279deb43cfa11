"""A week with a notice of each kind, run as a planner runs it: whole, audited, without personal data, or refused."""

import csv
import json
import re

import pytest
from PIL import Image

from tests.numbers_of_a_week import audit
from tests.planner import CAMPAIGN, District, refused, table

NOTICES = """
messages = 6
placements = ["instagram/feed_portrait", "instagram/story", "x/post_landscape", "whatsapp/channel_update"]
[material]
questions = "{questions}"
[[notice]]
kind = "acara"
title = "Pagi Tertib: <b>servis</b> lampu"
text = "Bawa motor kita, lampu dan rem diperiksa tanpa biaya."
date = 2026-11-28
hour = "07.30-10.00"
place = "Alun-alun Uji"
contact = "Kanit Kamsel Satlantas"
[[notice]]
kind = "komunitas"
title = "Belajar menyeberang bersama murid SD"
text = "Murid kelas tiga berlatih menyeberang, didampingi guru dan petugas."
date = 2026-11-19
photos = ["{photo} (kiri atas)"]
consent = "Map Humas nomor tujuh"
[[notice]]
kind = "klarifikasi"
label = "HOAKS"
title = "Yang wajib tetap helm SNI"
claim = "mulai Desember semua pemotor wajib membeli helm seri baru"
fact = "Tidak ada aturan tentang helm seri baru; yang diwajibkan tetap helm SNI."
source = "Satlantas Polres Uji"
checked_by = "Kasi Humas"
checked_on = 2026-11-20
checked_at = "14.30"
approved_by = "Kasat Lantas"
[[calendar]]
id = "OPS-ZEBRA"
start = 2026-11-30
end = 2026-12-13
status = "confirmed"
source = "ST 1"
"""
QUESTIONS = [
    *(f"1{n}/11/2026;Helm nomor {n} boleh? Hubungi 0812-3456-789{n}, AB 123{n} CD" for n in range(6, 9)),
    '16/11/2026;=HYPERLINK("http://jahat.id";"klik") kapan?',
    "17/11/2026;Kasus kemarin bagaimana?",
]


@pytest.fixture(scope="module")
def district(tmp_path_factory):
    """A district with few accidents, so that the week has room for what people declared."""
    made = District(tmp_path_factory.mktemp("kabar"))
    made.data.write_text(table(rows=40, when=lambda n: f"{1 + n % 14:02d}/1{n % 2}/2026"), encoding="utf-8")
    questions = made.folder / "tanya.csv"
    questions.write_bytes("\r\n".join(["tanggal;komentar", *QUESTIONS]).encode("cp1252"))
    photo = made.folder / "budi santoso.jpg"
    Image.new("RGB", (1500, 1100), "teal").save(photo)
    written = NOTICES.replace("{questions}", questions.as_posix()).replace("{photo}", photo.as_posix())
    made.write(CAMPAIGN + written)
    done = made.run()
    assert done.returncode == 0, done.stdout + done.stderr
    return made


@pytest.fixture(scope="module")
def week(district):
    return json.loads((district.output / "uji/2026-W48/week.json").read_text(encoding="utf-8"))


def test_what_people_declared_stands_in_the_week(week):
    kinds = {message["kind"] for message in week["messages"]}
    assert {"correction", "event", "community", "answer", "operation"} <= kinds
    assert [one["role"] for one in week["inputs"]][-1] == "questions"


def test_every_number_leads_to_what_it_was_declared_as(district):
    output = district.output / "uji"
    campaign = district.folder / "campaigns/uji.toml"
    assert audit(output / "2026-W48", output / "internal/2026-W48", campaign) == []


def test_no_personal_datum_of_a_question_leaves(district):
    for path in district.output.rglob("*"):
        if path.suffix in {".txt", ".json", ".html", ".csv", ".ics"}:
            text = path.read_text(encoding="utf-8-sig")
            assert not re.search(r"0812[ -]?3456", text), path
            assert "AB 123" not in text, path
            assert "jahat" not in text, path
    for path in (district.output / "uji/2026-W48").rglob("*.*"):
        content = path.read_bytes()
        assert b"budi santoso" not in content, path  # the photo's file
        assert b"Map Humas" not in content, path  # where the consent is recorded


def test_the_list_for_a_person_is_internal_and_safe_in_a_spreadsheet(district):
    path = district.output / "uji/internal/2026-W48/pertanyaan.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert len(rows) == 1 + len(QUESTIONS)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert not list((district.output / "uji/2026-W48").rglob("pertanyaan*"))


def test_markup_of_a_title_stays_text(district):
    page = (district.output / "uji/2026-W48/index.html").read_text(encoding="utf-8")
    assert "<b>servis" not in page
    assert "servis" in page


def test_no_invitation_is_posted_after_its_event(week):
    event = next(one["id"] for one in week["messages"] if one["kind"] == "event")
    hours = [one["slot"]["wall"] for one in week["posts"] if one["message_id"] == event]
    assert hours
    assert max(hours) < "2026-11-28T07:30"


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ("date = 2026-11-28\n", "", ('notice[1]: "date" wajib diisi', "campaigns/contoh.toml")),
        ('checked_by = "Kasi Humas"\n', "", ('notice[3]: "checked_by" wajib diisi untuk klarifikasi',)),
        ("tanya.csv", "hilang.csv", ("hilang.csv", "berkas tidak ada", "[material]")),
    ],
)
def test_what_is_incomplete_is_refused_and_the_good_pack_stays(district, old, new, parts):
    path = district.folder / "campaigns/uji.toml"
    good, before = path.read_text(encoding="utf-8"), district.files()
    assert old in good
    path.write_text(good.replace(old, new), encoding="utf-8")
    try:
        refused(district.run(), *parts)
    finally:
        path.write_text(good, encoding="utf-8")
    assert district.files() == before
