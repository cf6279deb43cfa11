"""The lint catches what may not leave, and leaves alone what only looks like it."""

import pytest

from generator.errors import TemplateError
from generator.messages.rules import check, lint

PERSONAL = [
    ("plate", "AB 1234 CD"),
    ("plate", "B1234XYZ"),
    ("plate", "B-1234-XYZ"),
    ("identity_number", "3404012501900001"),
    ("phone", "0812-3456-7890"),
    ("phone", "+62 812 3456 7890"),
    ("report_number", "LP/B/2003/VI/2021"),
    ("person", "Sdr. Budi"),
    ("person", "An. Siti"),
    ("address", "RT 02/RW 01"),
    ("address", "RT 02 RW 01"),
    ("initials", "AS (17)"),
    ("initials", "B (34 tahun)"),
    ("officer_number", "NRP 12345678"),
    ("coordinates", "-7.797068, 110.370529"),
    ("mail", "a@b.co"),
]
INNOCENT = [
    "SIM C",
    "H-7",
    "KM 12",
    "50 km/jam",
    "Pasal 106 ayat (8)",
    "RT 02",
    "Rp1.500.000",
    "telepon 110",
    "anak",
    "sebelum An",
    "UU (22)",
    "-7.797, 110.371",
    "MD 3 LB 2",
    "H-7 WIB",
    "W48 A",
    "pukul 18.00–22.00 WIB",
    "UU 22/2009",
    "SD 1 Sukajaya",
    "Hati-hati di jalan",
    "Bagikan ke grup keluarga dan RT.",
]


@pytest.mark.parametrize(("rule", "text"), PERSONAL)
def test_personal_data_are_blocked(library, rule, text):
    assert rule in {one.rule for one in lint(f"Kata {text} di sini.", library.rules) if one.level == "blok"}
    with pytest.raises(TemplateError, match=rule):
        check(f"Kata {text} di sini.", library.rules, "caption")


@pytest.mark.parametrize("text", INNOCENT)
def test_what_only_looks_personal_passes(library, text):
    check(text, library.rules, "caption")


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("Tiga orang tewas.", "meninggal dunia"),
        ("Ini titik maut.", "lokasi rawan kecelakaan"),
        ("Akibat salah sendiri.", "faktor yang tercatat"),
        ("Pengendara ugal-ugalan.", "perilakunya"),
        ("Dijamin selamat sampai tujuan.", "risiko lebih rendah"),
        ("Kami himbau warga.", "imbau"),
        ("Kurangi resiko.", "risiko"),
        ("Silahkan menepi.", "silakan"),
        ("Titik rawan ada dimana?", "di mana"),
        ("Nyalakan lampu sen.", "lampu sein"),
    ],
)
def test_words_and_spelling_are_blocked_with_what_to_write_instead(library, text, instead):
    with pytest.raises(TemplateError, match=instead) as caught:
        check(text, library.rules, "judul jam-rawan")
    assert caught.value.where == "judul jam-rawan"


@pytest.mark.parametrize("text", ["risiko", "mengimbau", "apesnya", "Pelakunya", "cerah", "Azalea"])
def test_a_rule_matches_whole_words_only(library, text):
    check(text, library.rules, "caption")


def test_advice_does_not_block(library):
    assert [one.level for one in lint("Unggahan ini viral.", library.rules)] == ["saran"]
    check("Unggahan ini viral.", library.rules, "caption")
