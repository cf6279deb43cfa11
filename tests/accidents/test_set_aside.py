"""The list of rows that are not in the table: right place, right reason, no cell that may name somebody."""

import csv

import pytest

from generator.accidents.wall.set_aside import may_be_shown, write_list
from generator.errors import DataError
from tests.accidents.makers import HEADINGS, load, rows, write_csv, write_xlsx


def listed(folder):
    path = folder / "accident_data/uji/.sisihkan/baris.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_a_row_is_named_by_file_sheet_and_row_as_the_office_program_shows_it(tmp_path):
    table = rows(30)
    table[7][1], table[11][1] = "12-13 Maret 2026", ""
    sheets = {"Catatan": [["Halo"]], "Laka 2026": [["REKAP"], [], list(HEADINGS), *table]}
    load(tmp_path, write_xlsx(tmp_path / "a.xlsx", sheets))
    found = [(row["lembar"], row["baris"], row["kolom"], row["isi"]) for row in listed(tmp_path)]
    assert found == [
        ("Laka 2026", "11", "Tanggal Kejadian", "12-13 Maret 2026"),
        ("Laka 2026", "15", "Tanggal Kejadian", ""),
    ]
    assert [row["alasan"] for row in listed(tmp_path)] == [
        "rentang tanggal, bukan satu kejadian",
        "tanggal kosong",
    ]


def test_a_repeated_report_is_listed_without_its_number(tmp_path):
    load(tmp_path, write_csv(tmp_path / "a.csv", [*rows(20), *rows(2)]))
    assert [(row["baris"], row["isi"]) for row in listed(tmp_path)] == [("2", ""), ("3", "")]
    assert "REKAAN" not in repr(listed(tmp_path))


@pytest.mark.parametrize(
    "cell",
    ["12-13 Maret 2026", "Kamis, 3 Mei", "2026", "31/02/2026", "pkl 08.30 WIB", "46023", "20261403", "s/d 3 Mei 2026",
     "2026-13-45 25:61", "-"],
)  # fmt: skip
def test_a_cell_that_only_says_days_and_hours_is_shown(cell):
    assert may_be_shown(cell) == cell


@pytest.mark.parametrize(
    "cell",
    ["Sdr. Budi", "Suminten", "3 Mei, korban Suminten", "AB 1234 CD", "0812-3456-7890", "3404012501900001", "47114711",
     "LP/B/4711/VI/2026", "RT 07/RW 11", "budi@contoh.id", "BS (17 th)", "NRP 12345678", "12-03-2026 a.n. Tono",
     "12 03 2026 12 03 2026 12 03 2026 12 03 2026 1"],
)  # fmt: skip
def test_a_cell_that_may_say_more_is_not(cell):
    assert may_be_shown(cell) == ""


def test_no_cell_is_a_formula(tmp_path):
    write_list(
        tmp_path / "a.csv", ("x",), [[text] for text in ("=1+1", "+1", "-1", "@a", " =2", "\t=3", "a=b", "")]
    )
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [row[0] if row else "" for row in csv.reader(file, delimiter=";")][1:]
    assert not any(cell.lstrip(" ")[:1] in set("=+-@\t") for cell in cells if cell)
    assert cells[-2] == "a=b"


def test_the_list_is_that_of_the_files_of_now_also_when_they_were_read_before(tmp_path):
    good, bad = rows(20), rows(20)
    bad[3][1] = ""
    path = write_csv(tmp_path / "a.csv", bad)
    load(tmp_path, path)
    load(tmp_path, write_csv(path, good))
    assert listed(tmp_path) == []
    load(tmp_path, write_csv(path, bad))  # the table comes from the cache, the list does not lag behind
    assert [row["baris"] for row in listed(tmp_path)] == ["5"]


def test_a_refusal_of_every_row_leaves_the_reasons_and_any_other_refusal_no_list(tmp_path):
    path = write_csv(tmp_path / "a.csv", rows(20, Tanggal_Kejadian="12-13 Maret 2026"))
    with pytest.raises(DataError):
        load(tmp_path, path)
    first = tmp_path / "accident_data/uji/.sisihkan/baris.csv"
    is_listed = first.is_file()  # twenty ranges may also be refused as unreadable days
    assert not is_listed or len(listed(tmp_path)) == 20
    load(tmp_path, write_csv(path, rows(20)))
    with pytest.raises(DataError):
        load(tmp_path, write_csv(path, [["a", "b"]], ["Nama", "Umur"]))
    assert not first.is_file()
