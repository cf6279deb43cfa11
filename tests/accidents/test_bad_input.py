"""Files that cannot be used end in one sentence: where, what was found, what to do."""

import pytest

from generator.accidents.places.geography import load_ground
from generator.errors import DataError, SelamatError, SettingsError
from tests.accidents.makers import HEADINGS, campaign, home_in, load, rows, write_csv, write_xlsx

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def sentence(folder, *files, **data):
    """What the planner reads."""
    with pytest.raises(SelamatError) as caught:
        load(folder, *files, **data)
    text = str(caught.value)
    assert "\n" not in text
    assert text.endswith(".")
    return text


def test_a_missing_file_names_the_path(tmp_path):
    assert "tidak ada berkas di sana" in sentence(tmp_path, tmp_path / "tidak_ada.csv")


def test_a_pattern_without_a_file_names_the_pattern(tmp_path):
    assert "*.xlsx" in sentence(tmp_path, tmp_path / "*.xlsx")


def test_an_empty_file_is_named(tmp_path):
    (tmp_path / "laka.csv").touch()
    assert sentence(tmp_path, tmp_path / "laka.csv").startswith("laka.csv: berkas kosong.")


def test_a_picture_renamed_to_a_workbook_is_recognised(tmp_path):
    (tmp_path / "laka.xlsx").write_bytes(PNG)
    assert "isinya gambar PNG" in sentence(tmp_path, tmp_path / "laka.xlsx")


def test_a_damaged_workbook_is_said_to_be_one(tmp_path):
    (tmp_path / "laka.xlsx").write_bytes(b"PK\x03\x04" + bytes(200))
    assert "bukan buku kerja yang utuh" in sentence(tmp_path, tmp_path / "laka.xlsx")


def test_a_table_without_a_date_says_how_to_name_it(tmp_path):
    path = write_csv(
        tmp_path / "a.csv", [["1", "Berat", "Jl. A"]] * 5, ["No", "Tingkat Kecelakaan", "Nama Jalan"]
    )
    text = sentence(tmp_path, path)
    assert "tidak ada kolom tanggal kejadian" in text
    assert "occurred_on" in text


def test_points_alone_are_refused_since_nothing_says_when(tmp_path):
    path = write_csv(tmp_path / "a.csv", [["107.5", "-9.6"]] * 9, ["lng", "lat"], delimiter=",")
    assert "tidak ada kolom tanggal kejadian" in sentence(tmp_path, path)


def test_thirty_percent_unreadable_dates_are_refused_with_examples_that_name_nobody(tmp_path):
    bad = rows(30, Tanggal_Kejadian=lambda n: "Budi Santoso" if n % 10 < 3 else f"{n % 28 + 1:02d}-03-2026")
    text = sentence(tmp_path, write_csv(tmp_path / "a.csv", bad))
    assert "30%" in text
    assert "Budi" not in text
    assert "aaaa aaaaaaa" in text


def test_a_column_that_mixes_day_first_and_month_first_is_refused(tmp_path):
    mixed = rows(20, Tanggal_Kejadian=lambda n: f"{n + 1:02d}/15/2026" if n < 8 else "15/03/2026")
    assert "urutan hari dan bulan bercampur" in sentence(tmp_path, write_csv(tmp_path / "a.csv", mixed))


def test_metres_without_a_coordinate_system_are_refused(tmp_path):
    metres = rows(20, Lintang=lambda n: f"9137890.{n}", Bujur=lambda n: f"431234.{n}")
    assert "crs" in sentence(tmp_path, write_csv(tmp_path / "a.csv", metres))


@pytest.mark.parametrize(
    "path",
    [
        "https://example.org/laka.csv",
        "/vsicurl/https://example.org/laka.csv",
        "ftp://a/b.csv",
        "//server/b.csv",
    ],
)
def test_an_address_is_never_opened(tmp_path, path):
    from generator.accidents.load import load_accidents
    from generator.settings import Campaign, Data, Polres

    wanted = Campaign("uji", Polres("A", "B"), Data(accidents=(path,)))
    with pytest.raises(DataError, match="bukan berkas di komputer ini"):
        load_accidents(wanted, home_in(tmp_path))


def test_an_unknown_format_lists_what_can_be_read(tmp_path):
    (tmp_path / "laka.docx").write_bytes(b"PK\x03\x04")
    assert ".parquet" in sentence(tmp_path, tmp_path / "laka.docx")


def test_only_headings_are_not_enough(tmp_path):
    assert "tidak ada" in sentence(tmp_path, write_csv(tmp_path / "a.csv", []))


def test_a_workbook_without_a_row_is_refused(tmp_path):
    assert "tidak berisi satu baris pun" in sentence(
        tmp_path, write_xlsx(tmp_path / "a.xlsx", {"Lembar1": []})
    )


def test_a_sheet_that_is_not_there_is_named(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", {"Data": [HEADINGS, *rows(3)]})
    assert '"2026"' in sentence(tmp_path, path, sheet="2026")


def test_a_broken_archive_is_said_to_be_one(tmp_path):
    (tmp_path / "a.csv.gz").write_bytes(b"no archive")
    assert "arsipnya rusak" in sentence(tmp_path, tmp_path / "a.csv.gz")


def test_an_encoding_that_does_not_fit_is_named(tmp_path):
    (tmp_path / "a.csv").write_bytes("Tanggal;Jalan\n1-3-2026;Jl. É\n".encode("latin-1"))
    assert '"ascii"' in sentence(tmp_path, tmp_path / "a.csv", encoding="ascii")


def test_a_wrong_column_and_a_wrong_code_in_the_campaign_file_are_named(tmp_path):
    path = write_csv(tmp_path / "a.csv", rows(3))
    assert '"tanggal"' in sentence(tmp_path, path, columns={"tanggal": "Tanggal Kejadian"})
    assert '"tabrak"' in sentence(tmp_path, path, codes={"collision_type": {"X": "tabrak"}})
    with pytest.raises(SettingsError):
        load(tmp_path, path, codes={"warna": {"X": "merah"}})


def test_a_road_file_that_is_none_is_refused(tmp_path):
    accidents = write_csv(tmp_path / "a.csv", rows(3))
    loaded = load(tmp_path, accidents)
    for name, content, found in (
        ("jalan.geojson", PNG, "isinya bukan .geojson"),
        ("jalan.gpkg", b"x", "isinya bukan .gpkg"),
        ("jalan.geojson", b"<OGRVRTDataSource/>", "isinya bukan .geojson"),
        ("jalan.geojson", b'{"type": "gdal_streamed_alg"}', "isinya bukan .geojson"),
        ("jalan.geojson", b'{"type": "FeatureCollection", "fea', "tidak terbaca"),
        ("jalan.kmz", b"PK", "tidak dikenal"),
        ("jalan.shp", b"", "berkas kosong"),
    ):
        (tmp_path / name).write_bytes(content)
        wanted = campaign(accidents, roads=(tmp_path / name).as_posix())
        with pytest.raises(DataError, match=found):
            load_ground(wanted, home_in(tmp_path), loaded.table)


def test_one_row_is_a_table(tmp_path):
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", rows(1)))
    assert len(loaded.table) == 1
    assert loaded.intake.period.days == 1


def test_no_coordinates_are_no_error_but_a_sentence(tmp_path):
    path = write_csv(tmp_path / "a.csv", rows(12, Lintang="", Bujur=""))
    loaded = load(tmp_path, path)
    assert loaded.intake.located_rows == 0
    assert "point_none" in {note.code for note in loaded.intake.notes}
    assert load_ground(campaign(path), home_in(tmp_path), loaded.table).utm_epsg is None
