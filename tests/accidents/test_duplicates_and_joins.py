"""The same accident twice, other kinds of accidents, related tables: never a row too many, never one lost in silence."""

import pytest

from generator.accidents.matching.similar import similar_pairs
from generator.errors import DataError
from generator.settings import Join
from tests.accidents.makers import HEADINGS, load, note_rows, rows, write_csv


def test_a_later_file_supersedes_the_same_report_number(tmp_path):
    first = write_csv(tmp_path / "1.csv", rows(10, MD="0", LR="1", Tingkat_Kecelakaan="Sedang"))
    later = rows(3, MD="1", LR="0", Tingkat_Kecelakaan="Berat")
    loaded = load(tmp_path, first, write_csv(tmp_path / "2.csv", later))
    assert len(loaded.table) == 10
    assert loaded.table["killed"].sum() == 3
    assert note_rows(loaded)["duplicate_number"] == 3


def test_one_report_number_in_three_spellings_is_one_accident(tmp_path):
    spellings = ["LP/A/007/III/2026/SPKT/POLRES REKAAN", "LP-A/7/III/2026/Satlantas/POLRES REKAAN",
                 "LP / A / 7 / III / 2026 / SPKT / POLRES REKAAN"]  # fmt: skip
    table = rows(9, No_LP=lambda n: spellings[n - 6] if n >= 6 else f"LP/A/{n + 100}/III/2026/POLRES REKAAN")
    for row in table[6:]:
        row[1] = "07-03-2026"
    assert len(load(tmp_path, write_csv(tmp_path / "a.csv", table)).table) == 7


def test_a_number_that_begins_again_next_year_is_another_accident(tmp_path):
    table = [[str(n + 1), f"{n + 1:02d}-03-{year}"] for year in (2025, 2026) for n in range(5)]
    assert (
        len(load(tmp_path, write_csv(tmp_path / "a.csv", table, ["No LP", "Tanggal Kejadian"])).table) == 10
    )


def test_a_number_that_mostly_repeats_is_said_so_and_not_used(tmp_path):
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", rows(12, No_LP="LP/A/1/III/2026")))
    assert len(loaded.table) == 12
    assert note_rows(loaded)["report_number_not_unique"] == 12


def test_rows_without_a_number_are_merged_only_when_everything_agrees(tmp_path):
    table = rows(10, No_LP="")
    table.append(list(table[0]))
    table.append([*table[1][:-1], "Lor Rejo"])
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table))
    assert len(loaded.table) == 11
    assert note_rows(loaded)["duplicate_row"] == 1


def numbered(numbers, days, **columns):
    """Accidents with these report numbers on these days of March 2026."""
    headings = ["No LP", "Tanggal Kejadian", *(name.replace("_", " ") for name in columns)]
    return [[number, f"{day:02d}-03-2026", *(values[n] for values in columns.values())]
            for n, (number, day) in enumerate(zip(numbers, days, strict=True))], headings  # fmt: skip


def test_a_later_file_may_correct_the_day_of_a_police_number(tmp_path):
    numbers = [f"LP/A/{n}/III/2026/POLRES REKAAN" for n in range(1, 7)]
    first = write_csv(tmp_path / "1.csv", *numbered(numbers, range(1, 7), MD=["0"] * 6))
    later = write_csv(tmp_path / "2.csv", *numbered(numbers[:1], [9], MD=["2"]))
    loaded = load(tmp_path, first, later)
    assert len(loaded.table) == 6
    assert loaded.table["killed"].sum() == 2


def test_short_numbers_of_other_days_are_other_accidents(tmp_path):
    numbers = ["1", "2", "3", "4", "1", "2"]
    loaded = load(
        tmp_path, write_csv(tmp_path / "a.csv", *numbered(numbers, [1, 2, 3, 4, 15, 16], LR=["1"] * 6))
    )
    assert len(loaded.table) == 6
    assert note_rows(loaded)["report_number_again"] == 2


def test_short_numbers_of_two_units_are_other_accidents(tmp_path):
    units = ["Polsek Satu", "Polsek Dua"] * 4
    table = numbered(
        ["1", "1", "2", "2", "3", "3", "4", "4"], [1, 1, 2, 2, 3, 3, 4, 4], Polsek=units, LR=["1"] * 8
    )
    assert len(load(tmp_path, write_csv(tmp_path / "a.csv", *table)).table) == 8


def test_one_number_at_two_far_apart_places_is_kept_twice(tmp_path):
    table = rows(12)
    table[4][0], table[4][1] = table[3][0], table[3][1]
    table[4][3], table[4][4] = "-9.700001", "107.600001"
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table))
    assert len(loaded.table) == 12
    assert note_rows(loaded)["report_number_again"] == 1


@pytest.mark.parametrize("ruined", ["1,23457E+11", "Jan-26", "2026-01-07 00:00:00"])
def test_numbers_that_a_spreadsheet_has_ruined_are_said_and_not_used(ruined, tmp_path):
    table = rows(12, No_LP=lambda n: ruined if n < 5 else f"LP/A/{n}/III/2026/POLRES REKAAN")
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table))
    assert len(loaded.table) == 12
    assert note_rows(loaded)["report_number_ruined"] == 5


def changed(row, **cells):
    made = list(row)
    for heading, value in cells.items():
        made[HEADINGS.index(heading.replace("_", " "))] = value
    return made


@pytest.mark.parametrize(
    ("cells", "is_same"),
    [
        ({"Nama_Jalan": "Jln. Ps. Lama"}, True),
        ({"Tipe_Kecelakaan": "DPN-BLKG"}, True),
        ({"Kendaraan_Terlibat": "Sepeda motor X mobil"}, True),
        ({"Lintang": "-9,600011"}, True),
        ({"No_LP": "LP/A/77/III/2026/POLRES REKAAN"}, True),
        ({"Kendaraan_Terlibat": "R2 vs truk"}, False),
        ({"Kendaraan_Terlibat": "odong-odong"}, False),
        ({"MD": "2"}, False),
        ({"Jam": "02.02 WIB"}, False),
        ({"Lintang": "-9.6000411"}, False),
    ],
)
def test_without_a_number_time_point_and_codes_decide_and_the_words_do_not(cells, is_same, tmp_path):
    table = rows(10, No_LP="")
    table.append(changed(table[1], **cells))
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table))
    assert len(loaded.table) == 10 + (not is_same)


def test_two_numbers_are_two_accidents_even_if_all_the_rest_agrees(tmp_path):
    table = rows(10)
    table.append(changed(table[1], No_LP="LP/A/77/III/2026/POLRES REKAAN"))
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table))
    assert len(loaded.table) == 11
    assert note_rows(loaded)["duplicate_possible"] == 1


def test_rows_that_know_only_the_hour_are_never_taken_for_one(tmp_path):
    table = rows(10, No_LP="", Jam=lambda n: f"{n + 5:02d}.00")
    table.append(list(table[1]))
    assert len(load(tmp_path, write_csv(tmp_path / "a.csv", table)).table) == 11


def near(count=12, **cells):
    """Rows of other days, and a last one 10 minutes and some metres from the first."""
    table = rows(count)
    table.append(changed(table[1], **{"No_LP": "LP/A/99/III/2026/POLRES REKAAN", "Jam": "02.11 WIB",
                                      "Lintang": "-9.6000121", "Kendaraan_Terlibat": "truk", **cells}))  # fmt: skip
    return table


def test_accidents_near_in_time_and_place_are_shown_to_the_planner_and_kept(tmp_path):
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", near()))
    assert len(loaded.table) == 13
    assert note_rows(loaded)["duplicate_possible"] == 1
    (pair,) = similar_pairs(loaded.table)
    both = loaded.table.set_index("id").loc[[pair.first, pair.second]]
    assert both["occurred_on"].dt.day.tolist() == [2, 2]
    assert (pair.minutes, pair.road_name) == (10.0, "Jalan Pasar Lama")
    assert pair.metres < 50


@pytest.mark.parametrize(
    "cells", [{"Jam": "02.45 WIB"}, {"Lintang": "-9.6010121"}, {"Jam": ""}, {"Lintang": ""}]
)
def test_accidents_further_apart_are_not_shown(cells, tmp_path):
    assert "duplicate_possible" not in note_rows(load(tmp_path, write_csv(tmp_path / "a.csv", near(**cells))))


def test_a_coordinate_of_many_accidents_and_a_default_time_prove_nothing(tmp_path):
    shared = rows(14, Lintang=lambda n: "-9.6000011" if n < 5 else f"-9.6{n:04d}1", Bujur="107.5000011",
                  Tanggal_Kejadian=lambda n: "01-03-2026" if n < 5 else f"{n:02d}-03-2026", Jam=lambda n: f"08.{n:02d}")  # fmt: skip
    assert "duplicate_possible" not in note_rows(load(tmp_path, write_csv(tmp_path / "a.csv", shared)))
    default = rows(30, Tanggal_Kejadian=lambda n: f"{n // 2 + 1:02d}-03-2026", Bujur="107.5000011",
                   Lintang=lambda n: f"-9.6{n // 2:04d}{n % 2}", Jam=lambda n: "00.00" if n < 20 else f"{n - 10}.17")  # fmt: skip
    assert "duplicate_possible" not in note_rows(load(tmp_path, write_csv(tmp_path / "b.csv", default)))


KINDS = [
    ("Kapal tenggelam", False), ("Perahu motor terbalik", False), ("KECELAKAAN PESAWAT", False), ("Laut", False),
    ("Kereta api anjlok", False), ("Mobil tertabrak kereta api di perlintasan", True), ("Kebakaran mobil", True),
    ("Darat", True), ("Truk jatuh ke sungai", True), ("Kecelakaan transportasi", True),
]  # fmt: skip


@pytest.mark.parametrize("heading", ["Jenis Bencana", "Moda Transportasi"])
def test_ships_and_aircraft_are_set_aside_and_level_crossings_stay(heading, tmp_path):
    table = [[f"{n + 1:02d}-03-2026", "08.1" + str(n), kind, "Jl. Satu"] for n, (kind, _) in enumerate(KINDS)]
    table.append(["20-03-2026", "10.10", "Kecelakaan transportasi", "Perairan Selat Rekaan"])
    loaded = load(
        tmp_path, write_csv(tmp_path / "a.csv", table, ["Tanggal", "Jam", heading, "Tempat Kejadian"])
    )
    kept = [n + 1 for n, (_, is_road) in enumerate(KINDS) if is_road]
    assert loaded.table["occurred_on"].dt.day.tolist() == kept
    assert note_rows(loaded)["not_road"] == len(KINDS) + 1 - len(kept)


def test_a_road_named_after_a_water_stays(tmp_path):
    table = rows(
        10, Nama_Jalan="Jl. Sungai Rekaan", Tipe_Kecelakaan="Tunggal, jatuh ke sungai dekat kapal keruk"
    )
    for row in table[5:]:
        row[11] = "Sungai Rekaan"
    assert len(load(tmp_path, write_csv(tmp_path / "a.csv", table)).table) == 10


@pytest.fixture
def tables(tmp_path):
    accidents = write_csv(tmp_path / "laka.csv", rows(6, MD="", LB="", LR="", Kendaraan_Terlibat=""))
    number = [row[0] for row in rows(6)]
    people = [
        [number[0], "MD", "34"],
        [number[0], "LR", "17"],
        [number[1], "LB", "9"],
        ["LP/A/99", "MD", "1"],
    ]
    vehicles = [[number[0], "SPM"], [number[0], "Truk"], [number[2], "SPM"], [number[2], "SPM"]]
    return {
        "folder": tmp_path, "accidents": accidents,
        "people": write_csv(tmp_path / "korban.csv", people, ["No LP", "Akibat", "Umur"]),
        "vehicles": write_csv(tmp_path / "kendaraan.csv", vehicles, ["Nomor LP", "Jenis Kendaraan"]),
    }  # fmt: skip


def test_related_tables_are_summed_before_they_are_joined(tables):
    joins = (
        Join((tables["people"].as_posix(),), ("No LP",), role="casualties"),
        Join((tables["vehicles"].as_posix(),), ("No LP",), ("Nomor LP",), role="vehicles"),
    )
    loaded = load(tables["folder"], tables["accidents"], join=joins)
    table = loaded.table
    assert len(table) == 6
    assert table[["killed", "seriously_injured", "slightly_injured"]].sum().tolist() == [1, 1, 1]
    assert list(table["user_motorcycle"].fillna(0)) == [1, 0, 2, 0, 0, 0]
    assert list(table["severity"])[:2] == ["fatal", "serious"]
    notes = {(note.code, note.detail): note.rows for note in loaded.intake.notes}
    assert notes["join_orphans", "casualties"] == 1
    assert notes["join_unmatched", "casualties"] == notes["join_unmatched", "vehicles"] == 4
    assert [file.role for file in loaded.intake.files] == ["accidents", "casualties", "vehicles"]


def test_a_cause_table_fills_the_recorded_factor(tables):
    causes = write_csv(
        tables["folder"] / "sebab.csv", [[rows(1)[0][0], "Mengantuk"]], ["No LP", "Faktor Penyebab"]
    )
    join = (Join((causes.as_posix(),), ("No LP",), role="causes"),)
    assert load(tables["folder"], tables["accidents"], join=join).table["recorded_factor"][0] == "fatigue"


def test_a_key_that_is_not_there_is_named(tables):
    join = (Join((tables["people"].as_posix(),), ("Nomor Perkara",), ("No LP",)),)
    with pytest.raises(DataError, match="Nomor Perkara"):
        load(tables["folder"], tables["accidents"], join=join)
    assert HEADINGS[0] == "No LP"
