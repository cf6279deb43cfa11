"""Patterns of personal text: what they stop, and what they must let pass."""

import pytest

from generator.accidents.privacy import is_personal, masked

STOPPED = [
    "Sdr. BUDI (34 th), alamat Dsn. X RT 02/RW 01", "An. Siti A", "AB 1234 CD", "AB1234CD", "B-1234-XYZ", "B1234XYZ",
    "3404012501900001", "0812-3456-7890", "+62 812 3456 7890", "LP/B/2003/VI/2021/SPKT.SATLANTAS/POLRES CONTOH",
    "AIPTU CONTOH NRP 12345678", "AS (17)", "B (34 tahun)", "RT 02 RW 01", "a@b.co", "-7.797068, 110.370529",
]  # fmt: skip


@pytest.mark.parametrize("text", STOPPED)
def test_personal_text_is_recognised(text):
    assert is_personal(text)


PASSED = [
    "MD 3 LB 2", "H-7 WIB", "W48 A", "Jl. Ny. Ageng Serang", "SIM C", "KM 12", "50 km/jam", "Pasal 106 ayat (8)",
    "Rp1.500.000", "110", "anak", "sebelum An", "Jalan Diponegoro", "Simpang Lima", "UU (22)",
]  # fmt: skip


@pytest.mark.parametrize("text", PASSED)
def test_ordinary_text_passes(text):
    assert not is_personal(text)


def test_an_example_in_a_message_shows_the_shape_and_not_the_value():
    assert masked("Budi Santoso") == "aaaa aaaaaaa"
    assert masked("0812-3456-7890") == "9999-9999-9999"
    assert masked("31/02/2026") == "31/02/2026"
