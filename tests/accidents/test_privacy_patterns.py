"""Patterns of personal text: what they stop, and what they must let pass."""

from pathlib import Path

import pytest

from generator.accidents.wall.privacy import is_bare_name, is_personal, masked
from generator.accidents.wall.speakable import is_speakable, spoken_file_name, spoken_headings, spoken_value

STOPPED = [
    "Sdr. BUDI (34 th), alamat Dsn. X RT 02/RW 01", "An. Siti A", "an. siti", "Ny. Suminten", "Ahmad bin Salim",
    "AB 1234 CD", "AB1234CD", "B-1234-XYZ", "B1234XYZ", "ab 1234 cd", "ab.1234.cd", "AB - 1234 - CD", "B 1 ABC",
    "1234-05", "12345-VII", "RI 1", "CD 12 34", "AB-123-CD", "ABC1D23",
    "3404012501900001", "3404 0125 0190 0001", "3404.0125.0190.0001", "340401.250190.0001", "34.04.01.250190.0001",
    "3404012501900001.0", "3.404012501900001E+15", "3,17401E+15", "SIM C 9405 1234 000123", "SIM 940512340001",
    "0812-3456-7890", "+62 812 3456 7890", "(021) 5551234", "021-555 1234", "0274 512345", "+44 20 7946 0958",
    "LP/B/2003/VI/2021/SPKT.SATLANTAS/POLRES CONTOH", "LP.A/123/IV", "LP 123/IV/2026", "123/IV/2026",
    "AIPTU CONTOH NRP 12345678", "BRIPKA ANDI", "Praka Budi", "AS (17)", "B (34 tahun)", "S, 34 th", "AN 17 tahun",
    "RT 02 RW 01", "Rt.02/03", "RT/RW 02/03", "rumah Budi", "depan Warung Bu Tini", "a@b.co", "-7.797068, 110.370529",
]  # fmt: skip


@pytest.mark.parametrize("text", STOPPED)
def test_personal_text_is_recognised(text):
    assert is_personal(text)


PASSED = [
    "MD 3 LB 2", "H-7 WIB", "W48 A", "Jl. Ny. Ageng Serang", "SIM C", "KM 12", "KM 12 A", "KM 12+300", "50 km/jam",
    "Pasal 106 ayat (8)", "UU 22 tahun 2009", "Rp1.500.000", "110", "anak", "sebelum An", "Jalan Diponegoro",
    "Simpang Lima", "UU (22)", "R 2 VS R 4", "R4 X R2", "2023-24", "2024-05", "2026-01-01 2026-12-31", "16-20 tahun",
    "Jalan Ibu Sud", "Jalan Warung Buncit", "Jl. H. Agus Salim", "Jl. KH. Ahmad Dahlan", "Jalan Kapten Tendean",
    "A61", "I-39", "BR-116", "SR-7 NOBLE ST", "C4Q4+32", "rumah sakit", "export_20260312083000",
]  # fmt: skip


@pytest.mark.parametrize("text", PASSED)
def test_ordinary_text_passes(text):
    assert not is_personal(text)


@pytest.mark.parametrize("text", ["Budi Santoso", "SITI", "H. Slamet, S.H.", "joko susilo"])
def test_a_bare_name_is_somebody(text):
    assert is_bare_name(text)


@pytest.mark.parametrize(
    "text", ["Cakra Kota", "Sari Indah", "Slamet Riyadi", "Jalan Slamet", "", "Sumber Agung"]
)
def test_a_name_of_a_place_is_nobody(text):
    assert not is_bare_name(text)


def test_an_example_in_a_message_shows_the_shape_and_not_the_value():
    assert masked("Budi Santoso") == "aaaa aaaaaaa"
    assert masked("0812-3456-7890") == "9999-9999-9999"
    assert masked("0812-345") == "9999-999"
    assert masked("1234-05") == "9999-99"
    assert masked("31/02/2026") == "31/02/2026"
    assert masked("2026-03-12 08:30") == "2026-03-12 08:30"


HEADED = [
    ("Tanggal Kejadian", "Tanggal Kejadian"), ("Keterangan lain-lain", "Keterangan lain-lain"),
    ("Budi Santoso", "kolom ke-1"), ("Sdr. Qqwarsa", "kolom ke-1"), ("Nama Qqwarsa", "kolom ke-1"), ("AB 1234 CD", "kolom ke-1"),
    ("3404012501900001", "kolom ke-1"), ("TglKejadian", "TglKejadian"), ("", ""), ("No. LP ", "No. LP"),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "spoken"), HEADED)
def test_a_heading_is_said_only_when_all_its_words_are_headings(heading, spoken):
    assert spoken_headings([heading]) == (spoken,)


def test_in_a_table_that_a_program_wrote_its_abbreviations_are_headings():
    headings = ["ST_CASE", "HARM_EV", "MAN_COLL", "Budi Santoso", "budi_santoso", "QQ_1234567890123456"]
    assert spoken_headings(headings) == (
        "ST_CASE",
        "HARM_EV",
        "MAN_COLL",
        "kolom ke-4",
        "kolom ke-5",
        "kolom ke-6",
    )
    assert spoken_headings(["Tanggal", "Jam", "Jalan", "HARM_EV"])[3] == "kolom ke-4"


FILES = [
    ("laka_2026.csv", "laka_2026.csv"), ("caracteristiques-2022.csv.gz", "caracteristiques-2022.csv.gz"),
    ("Budi Santoso.xlsx", "berkas-1a2b.xlsx"), ("AB 1234 CD.csv", "berkas-1a2b.csv"),
    ("Laka Qqwarsa 2026.xlsx", "Laka … 2026 [1a2b].xlsx"), ("laka_sleman_2026.csv", "laka_sleman_2026.csv"),
    ("laka.budi.v2.xlsx", "laka.….v2 [1a2b].xlsx"), ("data 01-01-2026 s.d. 31-12-2026.xlsx", "data 01-01-2026 s.d. 31-12-2026.xlsx"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "spoken"), FILES)
def test_a_file_is_called_by_its_known_words(name, spoken):
    assert spoken_file_name(Path("accident_data/sleman") / name, "1a2b") == spoken


def test_a_value_that_stands_once_and_is_no_known_word_is_shown_by_its_shape():
    assert spoken_value("Qqwarsa", 1) == "aaaaaaa"
    assert spoken_value("laga kambing", 9) == "laga kambing"
    assert spoken_value("Budi Santoso", 9) == "aaaa aaaaaaa"
    assert spoken_value("Hujan", 1) == "Hujan"
    assert is_speakable("Hujan")
