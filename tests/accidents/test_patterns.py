"""All files of a folder as one table: what is no accident is passed by and named, what is damaged is refused."""

import os

import pytest

from generator.accidents.cells.files import find_files
from generator.errors import DataError, SelamatError
from tests.accidents.makers import HEADINGS, load, note_rows, rows, write_csv, write_xlsx

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
AREA = ('{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"kecamatan": "Cakra Kota"}, '
        '"geometry": {"type": "Polygon", "coordinates": [[[107, -10], [108, -10], [108, -9], [107, -9], [107, -10]]]}}]}')  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    """A folder as a planner keeps it: two exports and everything else."""
    place = tmp_path / "data"
    place.mkdir()
    write_csv(place / "laka_9.csv", rows(10))
    write_xlsx(place / "laka_10.xlsx", {"Data": [HEADINGS, *rows(20)[10:]]})
    (place / "foto tkp.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (place / "foto.xlsx").write_bytes(PNG)
    (place / "README.txt").write_text("Taruh data di sini.\nTerima kasih.\n", encoding="utf-8")
    (place / "surat.pdf").write_bytes(b"%PDF-1.7")
    (place / "~$laka_10.xlsx").write_bytes(b"\x05admin")
    (place / "Thumbs.db").write_bytes(b"\xd0\xcf\x11\xe0")
    (place / "batas.geojson").write_text(AREA, encoding="utf-8")
    (place / "lama.csv").mkdir()
    return place


def test_everything_that_holds_accidents_is_one_table(tmp_path, folder):
    loaded = load(tmp_path, folder / "*")
    assert len(loaded.table) == 20
    named = sorted(note.detail.split(" (")[0] for note in loaded.intake.notes if note.code == "file_skipped")
    assert len(named) == 5
    assert [file.name for file in loaded.intake.files] == ["laka_9.csv", "laka_10.xlsx"]
    assert {"batas.geojson", "surat.pdf"} <= set(named)


def test_a_file_of_another_role_is_not_named_as_left_out(tmp_path, folder):
    loaded = load(tmp_path, folder / "*", boundary=(folder / "batas.geojson").as_posix())
    assert "batas.geojson" not in " ".join(note.detail for note in loaded.intake.notes)


@pytest.mark.parametrize(
    "name", ["foto tkp.jpg", "foto.xlsx", "README.txt", "surat.pdf", "batas.geojson", "lama.csv"]
)
def test_the_same_file_named_outright_is_refused(tmp_path, folder, name):
    with pytest.raises(DataError):
        load(tmp_path, folder / name)


def test_a_damaged_table_is_refused_also_in_a_pattern(tmp_path, folder):
    (folder / "laka_11.xlsx").write_bytes((folder / "laka_10.xlsx").read_bytes()[:900])
    with pytest.raises(SelamatError, match=r"utuh|dihentikan"):
        load(tmp_path, folder / "*")


def test_a_folder_of_other_things_only_says_what_the_first_one_lacks(tmp_path, folder):
    for name in ("laka_9.csv", "laka_10.xlsx"):
        (folder / name).unlink()
    with pytest.raises(DataError):
        load(tmp_path, folder / "*")


def test_numbers_in_names_count_as_numbers(tmp_path, folder):
    found = find_files([(folder / "laka_*").as_posix()], tmp_path, "accidents")
    assert [source.path.name for source in found] == ["laka_9.csv", "laka_10.xlsx"]


def test_the_later_file_is_right_about_the_same_report(tmp_path):
    write_csv(tmp_path / "laka_9.csv", rows(30, MD="0"))
    write_csv(tmp_path / "laka_10.csv", rows(30, MD=lambda n: str(int(n == 7))))
    loaded = load(tmp_path, tmp_path / "laka_*.csv")
    assert (len(loaded.table), loaded.table["killed"].sum()) == (30, 1)


def test_a_name_with_brackets_means_itself_when_it_is_there(tmp_path):
    write_csv(tmp_path / "laka [2026].csv", rows(3))
    assert len(load(tmp_path, tmp_path / "laka [2026].csv").table) == 3


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="links need rights there")
def test_a_link_to_nothing_is_said_to_be_one(tmp_path):
    (tmp_path / "laka.csv").symlink_to(tmp_path / "hilang.csv")
    for name in ("laka.csv", "*.csv"):
        with pytest.raises(DataError, match="tautan"):
            load(tmp_path, tmp_path / name)


def test_rows_with_more_cells_than_headings_are_set_aside(tmp_path):
    table = rows(20)
    text = [";".join(row) for row in [list(HEADINGS), *table]]
    text[5] = text[5].replace("Jl. Pasar Lama", "Jl. Pasar Lama; depan toko")
    text[9] += ";"
    (tmp_path / "a.csv").write_text("\n".join(text), encoding="utf-8")
    loaded = load(tmp_path, tmp_path / "a.csv")
    assert (len(loaded.table), loaded.intake.rows_set_aside, note_rows(loaded)["row_long"]) == (19, 1, 1)
    assert ";6;" in (tmp_path / "accident_data/uji/.sisihkan/baris.csv").read_text(encoding="utf-8-sig")


def test_decimal_commas_that_divide_the_cells_are_refused(tmp_path):
    table = rows(20, Lintang=lambda n: f"-9,6{n}", Bujur=lambda n: f"107,5{n}", Tipe_Kecelakaan="x")
    (tmp_path / "a.csv").write_text(
        "\n".join(",".join(row) for row in [list(HEADINGS), *table]), encoding="utf-8"
    )
    with pytest.raises(DataError, match="lebih banyak sel daripada judul"):
        load(tmp_path, tmp_path / "a.csv")
