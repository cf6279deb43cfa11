"""What a check says about the data since the check before: new, gone, told otherwise, by month, and which files."""

import pytest

from generator.accidents.report.intake_change import change_since, keep
from tests.accidents.makers import load, rows, write_csv


def checked(folder, path, settings="a", **data):
    loaded = load(folder, path, **data)
    keep(folder / "simpanan", loaded, settings)
    return change_since(folder / "simpanan", loaded)


def test_the_first_check_has_nothing_to_compare_with(tmp_path):
    assert checked(tmp_path, write_csv(tmp_path / "a.csv", rows(20))) is None


def test_new_gone_and_changed_accidents_are_told_apart(tmp_path):
    table = rows(30)
    checked(tmp_path, write_csv(tmp_path / "a.csv", table))
    table[4][6], table[4][5] = "2", "Berat"  # a death counted later
    table[7][9] = "Tunggal"
    del table[12]
    table += rows(33)[30:]
    found = checked(tmp_path, write_csv(tmp_path / "a.csv", table))
    assert (found.new, found.gone, found.changed, found.killed_later) == (3, 1, 2, 1)
    assert dict(found.columns)["killed"] == 1
    assert dict(found.columns)["collision_type"] == 1
    assert [(one.name, one.change) for one in found.files] == [("a.csv", "changed")]
    assert [(m.month, m.new, m.gone, m.changed) for m in found.months] == [("2026-03", 3, 1, 2)]


def test_a_second_check_of_the_same_files_says_the_same(tmp_path):
    checked(tmp_path, write_csv(tmp_path / "a.csv", rows(20)))
    path = write_csv(tmp_path / "a.csv", rows(22))
    assert checked(tmp_path, path) == checked(tmp_path, path)
    assert checked(tmp_path, path).new == 2


def test_the_same_files_under_other_settings_are_said_to_be_the_same_files(tmp_path):
    path = write_csv(tmp_path / "a.csv", rows(20))
    checked(tmp_path, path)
    found = checked(tmp_path, path, "b", codes={"collision_type": {"Depan-belakang": "head_on"}})
    assert found.is_settings_only
    assert (found.new, found.gone, found.changed) == (0, 0, 20)


@pytest.mark.parametrize(
    "column",
    [2, 3, 10, 11],
    ids=["a time corrected", "a point corrected", "a vehicle added", "a road corrected"],
)
def test_an_accident_is_known_again_when_one_of_time_point_road_and_users_was_corrected(tmp_path, column):
    table = rows(25)
    checked(tmp_path, write_csv(tmp_path / "a.csv", table))
    table[6][column] = {2: "23.59 WIB", 3: "-9.6123456", 10: "R2 vs R4 vs Pejalan kaki", 11: "Jl. Lain"}[
        column
    ]
    found = checked(tmp_path, write_csv(tmp_path / "a.csv", table))
    assert (found.new, found.gone, found.changed) == (0, 0, 1)


def test_accidents_that_are_the_same_in_everything_are_counted(tmp_path):
    twin = ["", "05-03-2026", "", "", "", "Ringan", "0", "0", "1", "Tunggal", "R2", "", "Cakra Kota"]
    checked(tmp_path, write_csv(tmp_path / "a.csv", [*rows(20), twin]))
    found = checked(tmp_path, write_csv(tmp_path / "a.csv", [*rows(20), twin, twin, twin]))
    assert (found.new, found.gone, found.changed) == (2, 0, 0)


def test_nothing_is_kept_but_the_checked_columns(tmp_path):
    for count in (20, 22):
        checked(tmp_path, write_csv(tmp_path / "a.csv", rows(count)))
    kept = sorted((tmp_path / "simpanan").iterdir())
    assert [path.name for path in kept] == ["sebelumnya.parquet", "sekarang.parquet"]
    assert not any(b"REKAAN" in path.read_bytes() for path in kept)


def test_a_damaged_table_of_the_check_before_is_no_comparison(tmp_path):
    checked(tmp_path, write_csv(tmp_path / "a.csv", rows(20)))
    path = write_csv(tmp_path / "a.csv", rows(22))
    checked(tmp_path, path)
    (tmp_path / "simpanan/sebelumnya.parquet").write_bytes(b"PAR1 not a table")
    assert checked(tmp_path, path) is None
