import csv
import dataclasses
import datetime as dt
import json
import re

import pytest
from python_calamine import CalamineWorkbook

from generator.sample.events import Drawing
from generator.sample.irsms import HEADINGS, STAMP_HEADING, write_workbooks
from generator.sample.planted import FILE
from generator.sample.reports import report_all
from generator.sample.spreadsheet import HEADINGS as CSV_HEADINGS
from generator.sample.spreadsheet import _dms

STAMP = "DATA CONTOH - BUKAN DATA ASLI"


def _sheet(path):
    book = CalamineWorkbook.from_path(path)
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False)


@pytest.fixture(scope="module")
def sheets(default_district):
    return [_sheet(path) for path in sorted(default_district[0].glob("laka_irsms_*.xlsx"))]


@pytest.fixture(scope="module")
def csv_rows(default_district):
    with (default_district[0] / "laka_lengkap.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def test_a_workbook_has_title_blank_row_headings_and_then_data(sheets):
    assert len(HEADINGS) == 32
    for rows in sheets:
        assert rows[0][0] == "Export Laporan"
        assert not any(rows[0][1:])
        assert not any(rows[1])
        assert tuple(rows[2]) == (*HEADINGS, STAMP_HEADING)


def test_every_cell_is_text_and_every_row_carries_the_stamp(sheets):
    for rows in sheets:
        for row in rows[3:]:
            assert all(isinstance(cell, str) for cell in row)
            assert row[-1] == STAMP


def test_a_workbook_holds_one_calendar_year(sheets):
    pattern = re.compile(r"\d{2}/\d{2}/(\d{4}) \d{2}:\d{2}")
    years = [{pattern.fullmatch(row[3])[1] for row in rows[3:]} for rows in sheets]
    assert years == [{"2023"}, {"2024"}, {"2025"}, {"2026"}]


def test_rows_are_the_accidents_plus_the_planted_duplicates(default_district, sheets):
    out, summary = default_district
    dirt = json.loads((out / FILE).read_text(encoding="utf-8"))["kotoran"]
    assert sum(len(rows) - 3 for rows in sheets) == summary.accidents + dirt["irsms_baris_duplikat"]


def test_people_and_plates_are_plain_to_see_as_invented(sheets, csv_rows):
    text = "\n".join(" ".join(row) for rows in [*sheets, csv_rows] for row in rows[3:])
    assert set(re.findall(r"NAMA \w+ ?\w*", text)) == set(re.findall(r"NAMA CONTOH \d{3}", text))
    plates = re.findall(r"\b[A-Z]{1,2} \d{4} [A-Z]{1,3}\b", text)
    assert plates
    assert all(re.fullmatch(r"ZZ \d{4} ZZ", plate) for plate in plates)


def test_an_office_that_never_records_serious_injuries_has_only_zeros(profile, land, sites, tmp_path):
    other = dataclasses.replace(profile, is_serious_recorded=False)
    period = (dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    reports = report_all(Drawing(other, sites, period, 4).accidents(200), other, land, 4)
    names, _ = write_workbooks(tmp_path, reports, other, 4)
    rows = _sheet(tmp_path / names[0])[3:]
    assert {row[6] for row in rows} == {"0"}
    assert "Berat" in {row[4] for row in rows}


def test_the_csv_has_a_title_and_one_width(csv_rows):
    assert csv_rows[0][0].startswith("REKAP")
    assert tuple(csv_rows[2]) == CSV_HEADINGS
    assert {len(row) for row in csv_rows[2:]} == {len(CSV_HEADINGS)}
    assert {row[-1] for row in csv_rows[3:]} == {STAMP}


def test_totals_of_the_csv_are_sums_of_their_months(csv_rows):
    deaths = 0
    seen = set()
    for row in csv_rows[3:]:
        if row[1].startswith("JUMLAH"):
            assert int(row[12]) == deaths
            deaths = 0
        elif row[1] != "NIHIL" and row[1] not in seen:
            seen.add(row[1])
            deaths += int(row[12].replace("-", "0"))
    assert deaths == 0


@pytest.mark.parametrize(
    ("column", "pattern"),
    [
        ("TGL KEJADIAN", r"\d{2}-\d{2}-\d{4}"),
        ("TGL KEJADIAN", r"\d{2}/\d{2}/\d{4}"),
        ("TGL KEJADIAN", r"\d{1,2} [A-Z][a-z]+ \d{4}"),
        ("TGL KEJADIAN", r"4[56]\d{3}"),
        ("JAM", r"\d{2}\.\d{2} WIB"),
        ("JAM", r"\d{2}:\d{2}"),
        ("JAM", r"\d{4}"),
        ("JAM", r"±\d{2}\.\d{2}"),
        ("JAM", r"|-|tidak diketahui"),
        ("LINTANG", r"-9,\d{6}"),
        ("LINTANG", r"9\.\d{6}"),
        ("LINTANG", r"107\.\d{6}"),
        ("LINTANG", r"9°\d{2}'\d{2}\.\d\" LS"),
        ("LINTANG", r"|-|0"),
        ("KERUGIAN MATERIAL", r"Rp [\d.]+,-"),
        ("KERUGIAN MATERIAL", r"\d+"),
        ("KERUGIAN MATERIAL", r"[\d.]+\.000"),
        ("KERUGIAN MATERIAL", r"\d+,\d jt"),
        ("KERUGIAN MATERIAL", r"NIHIL"),
        ("JENIS LAKA", r"OC|Adu banteng|DPN-BLKG"),
    ],
)
def test_the_csv_shows_every_kind_of_hand(column, pattern, csv_rows):
    at = CSV_HEADINGS.index(column)
    values = [row[at] for row in csv_rows[3:] if row[1].startswith("LP")]
    assert any(re.fullmatch(pattern, value) for value in values)


@pytest.mark.parametrize(
    ("degrees", "side", "text"),
    [
        (-9.5, "LS", "9°30'00.0\" LS"),
        (107.999999, "BT", "108°00'00.0\" BT"),
        (-9.601, "LS", "9°36'03.6\" LS"),
    ],
)
def test_degrees_minutes_and_seconds_carry_over(degrees, side, text):
    assert _dms(degrees, side) == text
