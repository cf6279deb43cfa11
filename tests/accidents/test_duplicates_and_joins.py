"""The same accident twice, lists of victims, related tables: never a row too many, never a count multiplied."""

import pytest

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


def test_a_list_of_victims_becomes_accidents_with_their_victims_counted(tmp_path):
    headings = ["No LP", "Tanggal Kejadian", "Jam", "Akibat", "Umur", "Peran"]
    table = [
        ["1", "01-03-2026", "08.30", "Meninggal Dunia", "34", "Pengendara"],
        ["1", "01-03-2026", "08.30", "Luka ringan", "9", "Penumpang"],
        ["2", "02-03-2026", "09.30", "Luka Berat", "61", "Pejalan kaki"],
        ["3", "03-03-2026", "10.30", "LR", "17", "Pengendara"],
        ["3", "03-03-2026", "10.30", "LR", "18", "Penumpang"],
    ]
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table, headings))
    assert len(loaded.table) == 3
    assert list(loaded.table["severity"]) == ["fatal", "serious", "slight"]
    assert list(loaded.table["slightly_injured"]) == [1, 0, 2]
    assert loaded.table["age_15-24"].sum() == 2
    assert loaded.table["user_pedestrian"].sum() == 1
    assert note_rows(loaded)["victims_joined"] == 2
    assert loaded.intake.rows_set_aside == 0


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
    notes = note_rows(loaded)
    assert notes["join_orphans"] == 1
    assert notes["join_unmatched"] in {4, 4 + 4}
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
