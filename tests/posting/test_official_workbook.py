"""lembar-resmi.xlsx: its formulas give the printed values again in another program, and nothing in it runs."""

import dataclasses
import math
import re
import types
import zipfile

import numpy as np
import pytest

from generator.analysis.official.weight_sets import WEIGHT_SETS
from generator.home import Home
from generator.posting.official_columns import area_columns, cusum_columns, segment_columns, spot_columns
from generator.posting.official_workbook import write_official_workbook
from generator.posting.pages import page_texts
from generator.posting.workbook_table import Book, letter
from generator.records import Place
from generator.webpage import Words
from tests.analysis.official.sheets import areas_of, sheet_of, town_rows
from tests.analysis.towns import bare_ground, grid_ground
from tests.posting.office import cells_of, formulas_in, recalculated

LIVE = {
    "Ruas": {
        *(f"EAN {one.name}" for one in WEIGHT_SETS), *(f"Peringkat {one.name}" for one in WEIGHT_SETS),
        "Di atas BKA", "Peringkat terbaik", "Peringkat terburuk", "Teguh", "Set di atas BKA", "Z-score", "Paparan", "Tingkat",
        "Rata-rata λ", "UCL (Norden)", "Di atas UCL", "UCL bentuk lama", "Cusum", "Arah Cusum", "TK per 100 juta kend-km",
        "TK kritis", "EB", "Aturan India", "Aturan Australia", "Aturan Australia, per km",
    },
    "Cusum": {"Rata-rata W", "Jumlah berjalan", "Cusum", "Arah Cusum"},
}  # fmt: skip


def words_of(code):
    return Words(page_texts(Home(), code))


def written(sheet, path, code="id"):
    manifest = types.SimpleNamespace(week="2026-W48", unit="Satlantas Polres Uji")
    return write_official_workbook(sheet, manifest, path, words_of(code))


@pytest.fixture(scope="module")
def sheet():
    ground = grid_ground(areas=areas_of([90_000.0, 30_000.0]))
    ground.roads["aadt"] = np.where(ground.roads["road_class"] == "arterial", 9000.0, np.nan)
    return sheet_of(town_rows(), ground)


@pytest.fixture(scope="module")
def workbook(sheet, tmp_path_factory):
    return written(sheet, tmp_path_factory.mktemp("lembar") / "lembar-resmi.xlsx")


@pytest.fixture(scope="module")
def cells(workbook):
    return cells_of(workbook)


def columns_of(cells, name):
    head, *rows = cells[name]
    return dict(zip(head, zip(*rows, strict=True), strict=True))


@pytest.mark.parametrize("rows", [700, 90])
def test_libreoffice_computes_every_printed_value_again(soffice, sheet, tmp_path, rows):
    one = (
        sheet
        if rows == 700
        else sheet_of(town_rows(rows=90), grid_ground(areas=areas_of([90_000.0, np.nan])))
    )
    path = written(one, tmp_path / "lembar-resmi.xlsx")
    again, cells, compared = recalculated(soffice, path, tmp_path), cells_of(path), 0
    assert list(again) == list(cells)
    for name, printed_rows in cells.items():
        for i, row in enumerate(printed_rows):
            for j, printed in enumerate(row):
                computed = again[name][i][j]
                if isinstance(printed, float) and isinstance(computed, float):
                    assert math.isclose(computed, printed, rel_tol=1e-9, abs_tol=1e-9), (name, i, j)
                    compared += 1
                else:
                    assert computed == printed, (name, i, j)
    assert compared > 15 * rows


def test_what_is_computed_is_a_formula(workbook, cells):
    formulas = formulas_in(workbook)
    for number, (name, rows) in enumerate(cells.items(), 1):
        live = {
            rows[0][j]
            for j in range(len(rows[0]))
            if all(f"{letter(j)}{i}" in formulas[number] for i in range(2, len(rows) + 1))
        }
        assert live >= LIVE.get(name, set()), name


def test_the_printed_values_are_those_of_the_sheet(cells, sheet):
    rows = columns_of(cells, "Ruas")
    for weights in WEIGHT_SETS:
        assert list(rows[f"EAN {weights.name}"]) == [one.ean[weights.name] for one in sheet.segments]
    assert list(rows["UCL (Norden)"]) == [one.control.ucl for one in sheet.segments]
    legacy = [one.control.legacy_ucl for one in sheet.segments]
    assert [None if one == "" else one for one in rows["UCL bentuk lama"]] == legacy
    assert [one == "ya" for one in rows["Di atas BKA"]] == [one.control.is_over_bka for one in sheet.segments]
    assert any(rows["TK kritis"])
    assert list(columns_of(cells, "Kecamatan")["Dihaluskan"]) == [one.smoothed for one in sheet.areas]


def test_the_same_sheet_gives_the_same_bytes_with_the_date_of_the_week(workbook, sheet, tmp_path):
    assert written(sheet, tmp_path / "lagi.xlsx").read_bytes() == workbook.read_bytes()
    with zipfile.ZipFile(workbook) as book:
        assert set(re.findall(r"\d{4}-\d\d-\d\dT", book.read("docProps/core.xml").decode())) == {
            "2026-11-23T"
        }


@pytest.mark.parametrize("evil", ["=1+1", "+62", "-cmd", "@SUM(A1)", "\t=1"])
def test_a_name_out_of_the_data_never_starts_a_formula(sheet, tmp_path, evil):
    first = sheet.segments[0]
    place = dataclasses.replace(first.stretch.place, name=evil, area=evil)
    changed = dataclasses.replace(
        sheet,
        segments=(dataclasses.replace(first, stretch=dataclasses.replace(first.stretch, place=place)),),
        areas=(dataclasses.replace(sheet.areas[0], name=evil),),
        spots=tuple(dataclasses.replace(one, place=Place("street", evil, 0.0, 0.0)) for one in sheet.spots),
    )
    path = written(changed, tmp_path / "nama.xlsx")
    found = cells_of(path)
    assert {found["Ruas"][1][1], found["Ruas"][1][2], found["Kecamatan"][1][0]} == {f"'{evil}"}
    assert evil not in {text for sheet in formulas_in(path).values() for text in sheet.values()}


@pytest.mark.parametrize("code", ["id", "en"])
def test_every_column_and_every_warning_is_explained_on_the_method_sheet(sheet, tmp_path, code):
    words = words_of(code)
    found = cells_of(written(sheet, tmp_path / f"{code}.xlsx", code))
    lines = {row[0]: row[1] for row in found[words("official.sheet_method")]}
    book = Book(types.SimpleNamespace(add_format=dict), words)
    addresses = ("A", "B", "C")
    columns = [
        *segment_columns(book, sheet, addresses), *cusum_columns(book), *spot_columns(book), *area_columns(book, sheet),
    ]  # fmt: skip
    assert all(lines[book.heading(column)] for column in columns)
    text = "\n".join(lines.values())
    assert all(one.source in text for one in WEIGHT_SETS)
    assert words("official.method_legacy") in text
    assert str(sheet.accidents) in text


def test_both_languages_have_the_same_words_with_the_same_blanks():
    first, second = (
        {key: text for key, text in page_texts(Home(), code).items() if key.startswith("official.")}
        for code in ("id", "en")
    )
    assert first.keys() == second.keys()
    for key, text in first.items():
        assert sorted(re.findall(r"{(\w+)", text)) == sorted(re.findall(r"{(\w+)", second[key])), key


def test_without_roads_the_workbook_says_what_is_missing_and_holds_the_rest(tmp_path):
    sheet = sheet_of(town_rows(), bare_ground())
    found = cells_of(written(sheet, tmp_path / "tanpa-jalan.xlsx"))
    assert list(found) == ["Ringkasan", "Titik rawan", "Kecamatan", "Metode"]
    assert any("memerlukan berkas jalan" in str(row) for row in found["Ringkasan"])
    assert len(found["Kecamatan"]) == 1 + len(sheet.areas)
