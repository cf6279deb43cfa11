"""Severity: the column is judged first, then the casualties decide, then the label."""

import pytest

from tests.accidents.makers import load, note_rows, rows, write_csv


def severities(folder, **changed):
    loaded = load(folder, write_csv(folder / "a.csv", rows(30, **changed)))
    return loaded.table["severity"].value_counts().to_dict(), loaded


def test_a_column_of_serious_injuries_that_is_never_filled_counts_as_not_recorded(tmp_path):
    found, loaded = severities(
        tmp_path, MD=lambda n: str(int(n % 6 == 0)), LB="0", LR=lambda n: str(int(n % 3 == 1))
    )
    assert found == {"fatal": 5, "serious": 5, "slight": 10, "damage": 10}
    assert loaded.table["seriously_injured"].isna().all()
    assert note_rows(loaded)["serious_not_recorded"] == 30


def test_casualties_decide_before_the_label_and_a_difference_is_reported(tmp_path):
    found, loaded = severities(
        tmp_path, Tingkat_Kecelakaan="Ringan", MD="0", LB=lambda n: str(int(n < 4)), LR="1"
    )
    assert found == {"serious": 4, "slight": 26}
    assert note_rows(loaded)["severity_differs"] == 30


def test_the_label_decides_where_nobody_is_counted(tmp_path):
    found, _ = severities(tmp_path, MD="", LB="", LR="")
    assert found == {"serious": 10, "slight": 10, "damage": 10}


def test_a_dash_beside_numbers_means_none(tmp_path):
    found, _ = severities(tmp_path, Tingkat_Kecelakaan="", MD="-", LB="-", LR=lambda n: "1" if n < 5 else "-")
    assert found == {"slight": 5, "damage": 25}


@pytest.mark.parametrize(("labels", "found"), [
    (("B", "S", "R"), {"serious": 10, "slight": 10, "damage": 10}),
    (("KB", "KS", "KR"), {"serious": 10, "slight": 10, "damage": 10}),
    (("KB", "KB", "KB"), {"unknown": 30}),
    (("L/R", "L/R", "L/R"), {"unknown": 30}),
])  # fmt: skip
def test_letters_mean_something_only_beside_their_sisters(labels, found, tmp_path):
    said, _ = severities(tmp_path, Tingkat_Kecelakaan=lambda n: labels[n % 3], MD="", LB="", LR="")
    assert said == found


def test_a_cell_with_all_counts_is_taken_apart(tmp_path):
    headings = ["Tanggal Kejadian", "Korban"]
    table = [[f"{n + 1:02d}-03-2026", "MD 1, LB 0, LR 2"] for n in range(6)]
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table, headings))
    assert loaded.table[["killed", "seriously_injured", "slightly_injured"]].sum().tolist() == [6, 0, 12]


def test_a_column_of_victims_names_is_not_read_as_counts(tmp_path):
    headings = ["Tanggal Kejadian", "Korban"]
    table = [[f"{n + 1:02d}-03-2026", f"Sdr. Rekaan {n}"] for n in range(6)]
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table, headings))
    assert loaded.table["killed"].isna().all()
    assert set(loaded.table["severity"]) == {"unknown"}


def test_injured_persons_without_a_degree_count_as_slightly_injured(tmp_path):
    headings = ["Date", "Injured", "Killed"]
    table = [[f"2026-03-{n + 1:02d}", "2", "0"] for n in range(6)]
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table, headings))
    assert loaded.table["slightly_injured"].sum() == 12
    assert note_rows(loaded)["injured_not_divided"] == 6
