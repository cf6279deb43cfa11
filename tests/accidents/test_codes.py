"""Codes out of words."""

import tomllib
from pathlib import Path

import pytest

from generator.accidents import facts
from generator.accidents.columns import BY_NAME
from generator.accidents.facts.code_words import code_of, code_words
from generator.accidents.values.ages import age_band
from generator.accidents.values.codes import collision_type, is_yes, road_users
from generator.accidents.values.narrative import codes_told, is_hit_and_run, users_in_narrative
from generator.codes import AgeBand, Factor, RoadClass, RoadUser
from tests.accidents.makers import HEADINGS, load, rows, write_csv

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
    ("Powered 2 Wheeler", {"motorcycle": 1}), ("Ciclomotor", {"motorcycle": 1}), ("SPM >< PJLN KAKI", {"motorcycle": 1, "pedestrian": 1}),
    ("Furgoneta / Turismo", {"truck": 1, "car": 1}), ("Sepeda", {"bicycle": 1}), ("Bus AKAP", {"bus": 1}), ("-", {}), ("Bajaj dengan pick up", {"three_wheeler": 1, "truck": 1}),
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
    ("kendaraan melarikan diri", {}), ("bukan pejalan kaki, melainkan pengendara sepeda motor", {"motorcycle": 1}),
    ("truk tidak dapat menghindari pejalan kaki", {"truck": 1, "pedestrian": 1}),
    ("di depan bengkel motor truk menabrak pjln kaki", {"truck": 1, "pedestrian": 1}),
    ("truk menabrak pagar di dekat perlintasan kereta api", {"truck": 1}), ("R2 vs R4 di halte bus", {"motorcycle": 1, "car": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NARRATIVES)
def test_a_narrative_gives_only_codes_of_a_closed_list(text, expected):
    counts = dict(zip(RoadUser, users_in_narrative(text), strict=True))
    assert {str(code): n for code, n in counts.items() if n} == expected


def test_leaving_the_scene_is_an_attribute_and_no_type():
    assert is_hit_and_run("Tabrak Lari")
    assert is_hit_and_run("pengemudi melarikan diri")
    assert not is_hit_and_run("Ada Saksi")


TOLD = [
    ("hit_and_run", "pengemudi tidak melarikan diri", set()), ("hit_and_run", "Bukan Tabrak Lari", set()),
    ("hit_and_run", "identitas tidak diketahui karena pengemudi melarikan diri", {"true"}),
    ("hit_and_run", "pandangan kabur karena hujan", set()), ("hit_and_run", "korban dilarikan ke rumah sakit", set()),
    ("hit_and_run", "mobil langsung kabur", {"true"}),
    ("narrative_factor", "pengemudi mengantuk", {"fatigue"}),
    ("narrative_factor", "tidak dalam keadaan mengantuk", set()),
    ("narrative_factor", "tidak mengantuk, bermain HP, atau melawan arus", set()),
    ("narrative_factor", "tidak sempat mengerem, pengemudi mengantuk", {"fatigue"}),
    ("narrative_factor", "Cuaca cerah. SPM MELAWAN ARUS", {"wrong_way"}),
    ("narrative_factor", "hendak mendahului truk", {"overtaking"}), ("narrative_factor", "didahului truk", set()),
    ("narrative_weather", "saat hujan deras", {"rain"}), ("narrative_weather", "tidak hujan", set()),
    ("narrative_weather", "memakai jas hujan", set()),
    ("narrative_place", "di perlintasan KA tanpa palang", {"level_crossing"}),
    ("narrative_place", "dekat perlintasan kereta api", set()),
    ("narrative_collision", "LAKA TUNGGAL", {"single"}), ("narrative_collision", "bukan laka tunggal", set()),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text", "codes"), TOLD)
def test_what_a_narrative_denies_or_only_mentions_does_not_count(section, text, codes):
    assert codes_told(section, text) == codes


def test_a_narrative_fills_only_what_the_columns_leave_unknown(tmp_path):
    told = "Spm kontra truk saat hujan, pengemudi truk mengantuk lalu melarikan diri. Sdr. Qqbudi AB 1234 QQ"
    headings = [*HEADINGS, "Cuaca", "Faktor Penyebab", "Kronologi"]
    table = [[*row, "Cerah" if n < 4 else "", "", told if n < 10 else ""] for n, row in enumerate(rows(30))]
    for n, row in enumerate(table):
        row[10] = "R2 vs R4" if n < 3 else "-"
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table, headings))
    table = loaded.table
    assert table["weather"].value_counts().to_dict() == {"unknown": 20, "rain": 6, "clear": 4}
    assert (table["recorded_factor"] == "fatigue").sum() == 10
    assert table["hit_and_run"].sum() == 10
    assert table[["user_car", "user_truck"]].sum().tolist() == [3, 7]
    noted = {note.column: note.rows for note in loaded.intake.notes if note.code == "told_by_narrative"}
    assert noted == {"weather": 6, "recorded_factor": 10, "hit_and_run": 10, "user": 7}
    assert "Qq" not in table.drop(columns="point").to_csv()


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


ODD_AGES = [
    ("-1", {}), ("8 bulan", {"0-14": 1}), ("18 bln", {"0-14": 1}), ("45 th 3 bln", {"45-59": 1}), ("<15", {"0-14": 1}),
    ("> 60", {"60+": 1}), ("25 s/d 44", {"25-44": 1}), ("999", {}), ("34.0", {"25-44": 1}), ("1990", {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "bands"), ODD_AGES)
def test_an_odd_age_is_the_age_of_the_person_or_none(text, bands):
    counts = dict(zip(AgeBand, age_band(text), strict=True))
    assert {str(b): n for b, n in counts.items() if n} == bands


def test_several_ages_in_a_cell_are_all_counted_and_none_is_none():
    assert sum(age_band("17 th, 45 th, 8 bulan"[:12])) == 2
    assert set(age_band("dewasa")) == {None}


def test_own_codes_name_the_parts_of_a_cell():
    own = {"07": "car", "33": "motorcycle"}
    counts = dict(zip(RoadUser, road_users("07/33", own), strict=True))
    assert {str(code): n for code, n in counts.items() if n} == {"motorcycle": 1, "car": 1}


def test_every_code_in_the_word_lists_exists():
    sections = tomllib.loads((Path(facts.__file__).parent / "codes.toml").read_text(encoding="utf-8"))
    allowed = {
        **{name: set(BY_NAME[name].codes) for name in sections if name in BY_NAME},
        "vehicles": set(RoadUser), "narrative": set(RoadUser), "road_layer": set(RoadClass),
        "road_layer_status": set(RoadClass), "road_layer_load": set(RoadClass),
        "severity_letters": set(BY_NAME["severity"].codes), "severity_kabco": set(BY_NAME["severity"].codes),
        "severity_undivided": set(BY_NAME["severity"].codes),
        "narrative_collision": set(BY_NAME["collision_type"].codes), "narrative_factor": set(Factor),
        "narrative_weather": set(BY_NAME["weather"].codes), "narrative_place": set(BY_NAME["junction_form"].codes),
        "hit_and_run": {"true"}, "transport_kind": {"road", "elsewhere", "elsewhere_alone"},
        "off_road_place": {"elsewhere"}, "months": {str(n) for n in range(1, 13)},
        "weekdays": {str(n) for n in range(7)},
    }  # fmt: skip
    for section in sections:
        assert set(code_words(section).values()) <= allowed[section], section
