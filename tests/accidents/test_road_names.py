"""Names of roads and areas as a reader knows them, and which of them may be spoken without a map that knows them."""

import pandas as pd
import pytest

from generator.accidents.notes import Notes
from generator.accidents.wall.public_names import PublicNames
from generator.accidents.wall.road_names import kilometre, tidy_road_name

NAMES = [
    ("Jl. Raya Solo - Yogya KM 12", "Jalan Raya Solo-Yogya"), ("Jln Diponegoro", "Jalan Diponegoro"),
    ("JL.DIPONEGORO", "Jalan Diponegoro"), ("Jl. Slamet Riyadi No. 12, RT 02/RW 03, Kec. Laweyan", "Jalan Slamet Riyadi"),
    ("C4Q4+32 Jalan Pasar Lama, Tegalindah, Kec. Cakra Kota", "Jalan Pasar Lama"),
    ("Jalan Stasiun Lor depan SDN 1", "Jalan Stasiun Lor"), ("AV IPIRANGA", "Av Ipiranga"), ("I-39", "I-39"),
    ("Jl. Gajah Mada II", "Jalan Gajah Mada II"), ("12", ""), ("", ""), ("Jl. Ny. Ageng Serang", "Jalan Ny. Ageng Serang"),
    ("di Jl. Ahmad Yani depan pasar", "Jalan Ahmad Yani"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_road_is_named_as_a_reader_knows_it(text, name):
    assert tidy_road_name(text) == name


def test_a_kilometre_post_is_read_out_of_a_place():
    assert kilometre("Jl. Raya Solo - Yogya KM 12") == 12
    assert kilometre("KM 12+300") == 12.3
    assert kilometre("Jl. Diponegoro") is None


def spoken(texts, *, roads=(), areas=(), field="road_name", days=None):
    """Cell -> what may be spoken of it, when the cells are the rows of a file, one a day unless `days` says so."""
    dates = pd.Series(pd.Timestamp("2026-01-01") + pd.to_timedelta(days or range(len(texts)), unit="D"))
    frame = pd.DataFrame({field: texts}, dtype="str")
    public = PublicNames(frozenset(roads), frozenset(areas), dates, Notes())
    names = (
        public.road_names(frame) if field in {"road_name", "place_text"} else public.area_names(frame, field)
    )
    return dict(zip(texts, names, strict=True))


SPOKEN = [
    ("Jl. Melati No. 12 RT 02/03", "Jalan Melati"), ("Jl Melati 14", "Jalan Melati"), ("JALAN MELATI 12 B", "Jalan Melati"),
    ("Jl. Kaliurang depan rumah Pak Budi", "Jalan Kaliurang"), ("Sdr Joko Jl. Ahmad Yani", "Jalan Ahmad Yani"),
    ("Jl. Wonosari Indomaret", "Jalan Wonosari"), ("Jl. Wates Toko Budi", "Jalan Wates"), ("Jl. Solo KM 12 A", "Jalan Solo"),
    ("Simpang Empat Kentungan", "Simpang Empat Kentungan"), ("Ring Road Utara", "Ring Road Utara"),
    ("Tol Jagorawi KM 20+300", "Tol Jagorawi"), ("Raya Bogor", "Raya Bogor"), ("JALAN NASIONAL 3", "Jalan Nasional 3"),
    ("Jl. H. Agus Salim", "Jalan H. Agus Salim"), ("Jl. KH. Ahmad Dahlan", "Jalan KH. Ahmad Dahlan"),
    ("Jalan Ibu Sud", "Jalan Ibu Sud"), ("Jl. Ny. Ageng Serang", "Jalan Ny. Ageng Serang"), ("AV IPIRANGA", "Av Ipiranga"),
    ("Jl. Toko Tiga", "Jalan Toko Tiga"), ("Carrer de Balmes", "Carrer de Balmes"), ("MAIN STREET", "Main Street"),
    ("1200 Main Street", "Main Street"), ("Highway 12", "Highway 12"), ("Hauptstraße", "Hauptstraße"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), SPOKEN)
def test_a_road_on_three_days_passes_as_far_as_it_is_a_road(text, name):
    assert spoken([text] * 3) == {text: name}
    assert spoken([text] * 2) == {text: ""}


SILENT = [
    "Budi Santoso", "SITI RAHAYU", "Qqsuminten Qqwarsa", "Budi Santoso ST", "R. Santoso", "H. Sutrisno", "Indomaret",
    "depan Warung Bu Tini", "rumah Sdr. Joko", "AB 1234 CD", "ab1234cd", "081234567890", "Jl. Bripka Andi", "Kaliurang",
    "Dsn. Krajan RT 1", "3404012501900001", "Jl. Wates 0812-3456-7890", "AS (17)", "Jalan", "kos Pak Karno", "AB1234",
]  # fmt: skip


@pytest.mark.parametrize("text", SILENT)
def test_a_cell_without_the_word_for_a_road_stays_silent_however_often_it_stands_there(text):
    assert spoken([text] * 40) == {text: ""}
    assert spoken([text] * 5 + ["Jl. Melati", "Jl. Mawar"] * 20)[text] == ""


def test_one_address_on_three_rows_of_one_day_is_no_road_of_three_accidents():
    assert spoken(["Jl. Melati"] * 6, days=[0, 0, 0, 1, 1, 1]) == {"Jl. Melati": ""}


def test_the_road_layer_knows_better_than_any_rule():
    roads = {"Jalan Bripka Andi", "Jalan Ny. Ageng Serang", "Jalan Melati", "Kaliurang"}
    told = spoken(["Jl. Bripka Andi", "NY. AGENG SERANG", "jl melati 3", "KALIURANG", "Budi"], roads=roads)
    assert list(told.values()) == [
        "Jalan Bripka Andi",
        "Jalan Ny. Ageng Serang",
        "Jalan Melati",
        "Kaliurang",
        "",
    ]


def test_spellings_of_one_road_are_counted_together():
    told = spoken(["Jl. Pasar Lama", "Jalan pasar lama", "JL PASAR LAMA"])
    assert len(set(told.values()) - {""}) == 1


def test_an_abbreviation_is_a_road_in_a_column_that_names_many_like_it():
    oaks = [
        f"{name} ST"
        for name in ("MAIN", "OAK", "ELM", "PINE", "FIRST", "LAKE", "HILL", "PARK", "MILL", "SPRING")
    ]
    told = spoken([*oaks, "I-39", "E LAKE AVE SW", "BUDI SANTOSO"] * 3)
    assert told["MAIN ST"] == "Main St"
    assert told["I-39"] == "I-39"
    assert told["BUDI SANTOSO"] == ""
    assert spoken(["BUDI ST", *[f"Jl. {name}" for name in oaks]] * 3)["BUDI ST"] == ""


def test_a_column_of_bare_roads_names_only_the_common_ones():
    bare = [f"Carlemany {chr(97 + n % 26) * 3}{chr(97 + n // 26)}" for n in range(40)]
    told = spoken(bare * 20 + ["Suminten Qqwarsa"] * 19)
    assert told[bare[0]] != ""
    assert told["Suminten Qqwarsa"] == ""


AREAS = [
    ("Cakra Kota", "Cakra Kota"), ("KEC. DEPOK", "Depok"), ("Sri Mulyo", "Sri Mulyo"), ("Budi Santoso", ""),
    ("H. Slamet", ""), ("AB 1234 CD", ""), ("Jl. Melati", ""), ("Sdr. Joko", ""), ("RT 01", ""), ("SITI", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), AREAS)
def test_an_area_on_three_days_passes_unless_it_may_be_somebody(text, name):
    assert spoken([text] * 5, field="district") == {text: name}
    assert spoken([text] * 2, field="district") == {text: ""}


def test_an_area_of_the_map_passes_once_in_the_spelling_of_the_map():
    assert spoken(["SLAMET"], areas={"Slamet"}, field="district") == {"SLAMET": "Slamet"}
