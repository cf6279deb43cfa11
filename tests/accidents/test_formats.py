"""The same rows give the same table in every format, encoding and delimiter."""

import bz2
import gzip

import geopandas as gpd
import pandas as pd
import pytest

from generator.accidents.table import check_table
from tests.accidents.makers import HEADINGS, load, rows, write_csv, write_xlsx

TEXT = [[*row[:-2], "Jl. Señor Müller", "Cakra Kota"] for row in rows()]


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    folder = tmp_path_factory.mktemp("expected")
    return load(folder, write_csv(folder / "a.csv", TEXT)).table


def as_is(folder):
    return write_csv(folder / "a.csv", TEXT)


def with_mark(folder):
    return write_csv(folder / "a.csv", TEXT, encoding="utf-8-sig")


def windows(folder):
    return write_csv(folder / "a.csv", TEXT, encoding="cp1252")


def wide(folder):
    return write_csv(folder / "a.csv", TEXT, encoding="utf-16")


def tabs(folder):
    return write_csv(folder / "a.tsv", TEXT, delimiter="\t")


def commas(folder):
    return write_csv(folder / "a.csv", TEXT, delimiter=",")


def under_a_letterhead(folder):
    before = [["POLRES REKAAN"], [], ["REKAP KECELAKAAN 2026"], []]
    return write_csv(folder / "a.csv", TEXT, before=before)


def gzipped(folder):
    (folder / "a.csv.gz").write_bytes(gzip.compress(as_is(folder).read_bytes()))
    return folder / "a.csv.gz"


def bzipped(folder):
    (folder / "a.csv.bz2").write_bytes(bz2.compress(as_is(folder).read_bytes()))
    return folder / "a.csv.bz2"


def workbook(folder):
    return write_xlsx(folder / "a.xlsx", {"Data": [HEADINGS, *TEXT]})


def text_named_xls(folder):
    return as_is(folder).rename(folder / "a.xls")


def parquet(folder):
    pd.DataFrame(TEXT, columns=list(HEADINGS)).to_parquet(folder / "a.parquet")
    return folder / "a.parquet"


def points(folder, suffix, **options):
    frame = pd.DataFrame(TEXT, columns=list(HEADINGS)).drop(columns=["Lintang", "Bujur"])
    lon, lat = ([float(row[column]) for row in TEXT] for column in (4, 3))
    shapes = gpd.GeoDataFrame(frame, geometry=gpd.points_from_xy(lon, lat), crs="EPSG:4326")
    shapes.to_file(folder / f"a{suffix}", **options)
    return folder / f"a{suffix}"


def geojson(folder):
    return points(folder, ".geojson", COORDINATE_PRECISION=9)


def geopackage(folder):
    return points(folder, ".gpkg")


FORMATS = [as_is, with_mark, windows, wide, tabs, commas, under_a_letterhead, gzipped, bzipped, workbook,
           text_named_xls, parquet, geojson, geopackage]  # fmt: skip


@pytest.mark.parametrize("write", FORMATS)
def test_the_same_rows_give_the_same_table(write, tmp_path, expected):
    table = load(tmp_path, write(tmp_path)).table
    pd.testing.assert_frame_equal(pd.DataFrame(table), pd.DataFrame(expected))


def test_the_expected_table_is_what_was_written(expected):
    assert len(check_table(expected)) == 30
    assert list(expected["id"]) == list(range(1, 31))
    assert expected.geometry.notna().all()
    assert expected["killed"].sum() == 10
    assert expected["user_motorcycle"].sum() == expected["user_car"].sum() == 30
    assert set(expected["collision_type"]) == {"rear_end"}
    assert set(expected["road_name"]) == {"Jalan Señor Müller"}
    first = expected.iloc[0]
    assert (str(first["occurred_on"])[:10], first["hour"]) == ("2026-03-01", 1)
    assert str(first["occurred_at"]) == "2026-02-28 18:00:00+00:00"


def test_native_cells_of_a_workbook_are_read_like_text(tmp_path, expected):
    import datetime as dt

    def cell(column, text):
        if column == 1:
            day, month, year = map(int, text.split("-"))
            return (dt.date(year, month, day) - dt.date(1899, 12, 30)).days
        if column == 2:
            hour, minute = text.removesuffix(" WIB").split(".")
            return (int(hour) * 60 + int(minute)) / 1440
        return float(text) if column in {3, 4, 6, 7, 8} else text

    table = [[cell(column, text) for column, text in enumerate(row)] for row in TEXT]
    read = load(tmp_path, write_xlsx(tmp_path / "a.xlsx", {"Data": [HEADINGS, *table]})).table
    pd.testing.assert_frame_equal(pd.DataFrame(read), pd.DataFrame(expected))


def test_several_files_with_drifting_columns_are_one_table(tmp_path):
    first = write_csv(tmp_path / "1.csv", [row[:7] for row in rows(5)], HEADINGS[:7])
    later = [[row[1], row[0], *row[3:]] for row in rows(20)[10:]]
    second = write_csv(tmp_path / "2.csv", later, [HEADINGS[1], HEADINGS[0], *HEADINGS[3:]], delimiter=",")
    loaded = load(tmp_path, first, second)
    assert len(loaded.table) == 15
    assert [file.name for file in loaded.intake.files] == ["1.csv", "2.csv"]
    assert loaded.table["time_quality"].value_counts().to_dict() == {"missing": 10, "recorded": 5}
