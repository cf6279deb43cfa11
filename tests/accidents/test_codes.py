"""Codes out of words."""

import tomllib
from pathlib import Path

import pytest

import generator.accidents as room
from generator.accidents.code_words import code_of, code_words
from generator.accidents.columns import BY_NAME
from generator.accidents.values.codes import (
    age_band,
    collision_type,
    is_hit_and_run,
    is_yes,
    road_users,
    users_in_narrative,
)
from generator.codes import AgeBand, RoadClass, RoadUser

COLLISIONS = [
    ("Depan - Belakang", "rear_end"), ("DPN-BLKG", "rear_end"), ("dpn-dpn", "head_on"), ("Laka Tunggal", "single"),
    ("OC", "single"), ("Tabrak Lari", "other"), ("Tabrakan Beruntun", "pile_up"), ("adu banteng", "head_on"),
    # sentences of the IRSMS export
    ("Kendaraan Out of Control keluar ke kiri jalan", "single"), ("Tabrakan depan - belakang", "rear_end"),
    ("Di simpang, tabrakan dengan Kendaraan B yang datang dari arah kiri", "front_side"),
    ("Tabrakan saat menyalip dari kanan", "sideswipe"), ("Menabrak pejalan kaki yang menyeberang jalan", "pedestrian"),
    ("Tabrakan dengan pejalan kaki yang datang dari arah kiri", "pedestrian"),
    ("Tabrakan dengan kereta api di perlintasan", "train"), ("Menabrak kendaraan yang sedang parkir", "parked"),
    ("Menabrak pohon di tepi jalan", "object"), ("Menabrak hewan", "animal"), ("", "unknown"), ("xyzzy", "unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), COLLISIONS)
def test_the_way_of_meeting_is_coded(text, code):
    assert collision_type(text) == code


VALUES = [
    ("light", "Terang/ Jelas", "daylight"), ("light", "Redup / Samar (Tidak jelas terlihat)", "twilight"),
    ("light", "Gelap / Sulit Terlihat", "night_dark"), ("weather", "Hujan/ Grimis", "rain"),
    ("weather", "Berawan/ Mendung", "cloudy"), ("severity", "Berat", "serious"),
    ("road_class", "I (Jalan Besar utk beban 10 ton & max 18 m Panjang Ran)", "I"),
    ("road_class", "III (Jalan utk beban 8 ton & max 9 m Panjang Ran)", "III"),
    ("junction_form", "X atau + (Simpang Empat)", "four_arm"), ("junction_form", "Y (Simpang Tiga)", "three_arm"),
    ("junction_form", "Multi Simpang (Lebih dari 4)", "multi_arm"), ("road_status", "Jalan Kota / Kabupaten", "regency"),
    ("road_status", "Jalan Propinsi", "province"), ("road_function", "Lokal / Lingkungan", "local"),
    ("slope", "Menanjak/ Menurun", "slope"), ("surface", "Berlubang", "damaged"),
    ("reference_place", "Rumah / Perumahan / Pemukiman", "housing"), ("reference_place", "Rumah Sakit", "hospital"),
    ("recorded_factor", "ngantuk/lelah", "fatigue"),
    ("recorded_factor", "mendahului/berbelok/pindah jalur", "overtaking"),
]  # fmt: skip


@pytest.mark.parametrize(("column", "text", "code"), VALUES)
def test_words_of_a_column_become_its_codes(column, text, code):
    assert code_of(column, text) == code


USERS = [
    ("R2 vs R4", {"motorcycle": 1, "car": 1}), ("SPM X TRUK", {"motorcycle": 1, "truck": 1}),
    ("Sp.Motor >< Pejalan Kaki", {"motorcycle": 1, "pedestrian": 1}),
    ("Honda Beat dgn Avanza", {"motorcycle": 1, "car": 1}), ("2 unit R2", {"motorcycle": 2}),
    ("Sepeda", {"bicycle": 1}), ("Bus AKAP", {"bus": 1}), ("-", {}), ("Bajaj dengan pick up", {"three_wheeler": 1, "truck": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), USERS)
def test_road_users_of_a_cell_are_counted(text, expected):
    counts = dict(zip(RoadUser, road_users(text), strict=True))
    assert {str(code): n for code, n in counts.items() if n} == expected


NARRATIVES = [
    ("Spm ZZ 1 ZZ kontra truk ZZ 2 ZZ", {"motorcycle": 1, "truck": 1}),
    ("sepeda motor A dengan sepeda motor B", {"motorcycle": 2}),
    ("Spm menabrak pejalan kaki yang menyeberang", {"motorcycle": 1, "pedestrian": 1}),
    ("seorang pesepeda terjatuh", {"bicycle": 1}), ("Truk kontra KA barang", {"truck": 1, "train": 1}),
    ("kendaraan melarikan diri", {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NARRATIVES)
def test_a_narrative_gives_only_codes_of_a_closed_list(text, expected):
    counts = dict(zip(RoadUser, users_in_narrative(text), strict=True))
    assert {str(code): n for code, n in counts.items() if n} == expected


def test_leaving_the_scene_is_an_attribute_and_no_type():
    assert is_hit_and_run("Tabrak Lari")
    assert is_hit_and_run("pengemudi melarikan diri")
    assert not is_hit_and_run("Ada Saksi")


def test_yes_and_no_are_told_from_anything_else():
    assert [is_yes(text) for text in ("Ya", "TIDAK", "True", "0", "mungkin", "")] == [
        True,
        False,
        True,
        False,
        None,
        None,
    ]


AGES = [
    ("34", "25-44"),
    ("17 th", "15-24"),
    ("9", "0-14"),
    ("61", "60+"),
    ("16-20", "15-24"),
    ("45 tahun", "45-59"),
]


@pytest.mark.parametrize(("text", "band"), AGES)
def test_an_age_becomes_a_band(text, band):
    counts = dict(zip(AgeBand, age_band(text), strict=True))
    assert {str(b): n for b, n in counts.items() if n} == {band: 1}


def test_several_ages_in_a_cell_are_all_counted_and_none_is_none():
    assert sum(age_band("17 th, 45 th, 8 bulan"[:12])) == 2
    assert set(age_band("dewasa")) == {None}


def test_every_code_in_the_word_lists_exists():
    sections = tomllib.loads((Path(room.__file__).parent / "codes.toml").read_text(encoding="utf-8"))
    allowed = {
        **{name: set(BY_NAME[name].codes) for name in sections if name in BY_NAME},
        "vehicles": set(RoadUser), "narrative": set(RoadUser), "road_layer": set(RoadClass),
        "severity_letters": set(BY_NAME["severity"].codes), "months": {str(n) for n in range(1, 13)},
        "weekdays": {str(n) for n in range(7)},
    }  # fmt: skip
    for section in sections:
        assert set(code_words(section).values()) <= allowed[section], section
