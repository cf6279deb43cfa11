"""Workbooks of every program, opened in a process of their own within limits."""

import datetime as dt
import io
import struct
import zipfile

import psutil
import pytest
import xlsxwriter
import xlwt

from generator.accidents.cells import workbook_process
from generator.errors import DataError
from tests.accidents.makers import HEADINGS as ACCIDENT_HEADINGS
from tests.accidents.makers import load, note_rows, rows, write_xlsx
from tests.accidents.reading import cells, raw, told

CONTENT = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
 <table:table table:name="Data">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"""
EMPTY_REST = ('<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
              'table:number-columns-repeated="16384"/></table:table-row>')  # fmt: skip


def ods(path, body):
    """An OpenDocument sheet; `body` is its XML."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", '<?xml version="1.0"?><manifest:manifest xmlns:manifest='
                      '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>')  # fmt: skip
        book.writestr("content.xml", CONTENT.format(rows=body))
    return path


def ods_rows(table):
    made = ""
    for row in table:
        made += "<table:table-row>"
        made += "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            for cell in row
        )
        made += "</table:table-row>"
    return made


def xls(path, table, date_format="dd/mm/yyyy"):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Data")
    for number, row in enumerate(table):
        for column, cell in enumerate(row):
            is_moment = isinstance(cell, dt.date | dt.time)
            style = (
                xlwt.easyxf(num_format_str="hh:mm" if isinstance(cell, dt.time) else date_format)
                if is_moment
                else xlwt.Style.default_style
            )
            if cell != "":
                sheet.write(number, column, cell, style)
    book.save(str(path))
    return path


def test_an_old_workbook_an_open_one_and_a_new_one_give_the_same(tmp_path):
    table = [list(ACCIDENT_HEADINGS), *rows(12)]
    written = [xls(tmp_path / "a.xls", table), ods(tmp_path / "a.ods", ods_rows(table) + EMPTY_REST),
               write_xlsx(tmp_path / "a.xlsx", {"Data": table})]  # fmt: skip
    assert [cells(path) for path in written] == [table] * 3


def test_dates_times_and_numbers_are_told_as_a_person_types_them(tmp_path):
    row = [dt.date(2026, 3, 4), dt.time(8, 30), dt.datetime.fromisoformat("2026-03-04 08:30"), 3, 2.5, True]
    path = xls(tmp_path / "a.xls", [row], "dd/mm/yyyy hh:mm")
    assert cells(path) == [["2026-03-04", "08:30:00", "2026-03-04 08:30:00", "3", "2.5", "ya"]]


@pytest.mark.parametrize("is_1904", [False, True])
def test_both_counts_of_days_are_understood(tmp_path, is_1904):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx", {"date_1904": is_1904}) as book:
        book.add_worksheet().write_datetime(
            0, 0, dt.datetime.fromisoformat("2026-03-04"), book.add_format({"num_format": "dd/mm/yyyy"})
        )
    assert cells(tmp_path / "a.xlsx") == [["2026-03-04"]]


def formulas(path):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, ["Tanggal", "MD", "LB"])
        for n in range(1, 6):
            sheet.write_formula(n, 0, f"=DATE(2026,3,{n})", None, f"{n}-3-2026")
        sheet.write_formula(1, 1, "=1+1", None, 2)
        sheet.write_formula(2, 1, "=Z1", None, "")
        sheet.write_formula(3, 1, "=Z1&Z2", None, "")
        sheet.write_formula(4, 1, "=1/0", None, "#DIV/0!")
        sheet.write_string(5, 1, "#REF!")
        sheet.write_string(5, 2, "#N/A")
    return path


def test_stored_results_are_used_and_formulas_without_one_are_said(tmp_path):
    path = formulas(tmp_path / "a.xlsx")
    assert cells(path) == [
        ["Tanggal", "MD", "LB"],
        ["1-3-2026", "2", ""],
        *[[f"{n}-3-2026", "", ""] for n in range(2, 6)],
    ]
    assert told(path) == {"formula_missing": 2, "error_cells": 3}
    assert note_rows(load(tmp_path, path))["formula_missing"] == 2


def test_formulas_of_an_open_document_too(tmp_path):
    row = ('<table:table-row><table:table-cell table:formula="of:=1+1"/><table:table-cell table:formula="of:=1+1" '
           'office:value-type="float" office:value="2"/><table:table-cell office:value-type="string"><text:p>#REF!</text:p>'
           "</table:table-cell></table:table-row>")  # fmt: skip
    path = ods(tmp_path / "a.ods", row)
    assert cells(path) == [["", "2", ""]]
    assert told(path) == {"formula_missing": 1, "error_cells": 1}


def test_merged_cells_of_an_open_document_say_the_same_in_all_their_places(tmp_path):
    first = '<table:table-cell table:number-rows-spanned="2" table:number-columns-spanned="2" office:value-type="string"><text:p>A</text:p>'
    body = (f"<table:table-row>{first}</table:table-cell><table:covered-table-cell/></table:table-row>"
            '<table:table-row><table:covered-table-cell table:number-columns-repeated="2"/></table:table-row>')  # fmt: skip
    assert cells(ods(tmp_path / "a.ods", body + ods_rows([["x", "y"]]))) == [
        ["A", "A"],
        ["A", "A"],
        ["x", "y"],
    ]


def test_hidden_sheets_are_read_only_when_named_or_alone(tmp_path):
    def written(path, *, visible):
        with xlsxwriter.Workbook(path) as book:
            shown = book.add_worksheet("Data" if visible else "Catatan")
            for n, row in enumerate(
                [["Tanggal", "Nama Jalan"], ["1-3-2026", "Jl. A"], ["2-3-2026", "Jl. B"]] if visible else []
            ):
                shown.write_row(n, 0, row)
            hidden = book.add_worksheet("Lama")
            hidden.write_row(0, 0, ["Tanggal", "Nama Jalan"])
            hidden.write_row(1, 0, ["1-3-2020", "Jl. A"])
            hidden.hide()
        return path

    loaded = load(tmp_path, written(tmp_path / "1.xlsx", visible=True))
    assert (len(loaded.table), note_rows(loaded)["sheet_hidden"]) == (2, 1)
    assert len(load(tmp_path, tmp_path / "1.xlsx", sheet="Lama").table) == 1
    assert len(load(tmp_path, written(tmp_path / "2.xlsx", visible=False)).table) == 1


def far_cell(path, ref="XFD1048576"):
    """A workbook of 1.4 KB that makes a table of 17 thousand million cells."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        book.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="A" sheetId="1" '
                      'r:id="rId1"/></sheets></workbook>')  # fmt: skip
        book.writestr("xl/_rels/workbook.xml.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                      f'relationships"><Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>')  # fmt: skip
        row = "".join(c for c in ref if c.isdigit())
        book.writestr("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{main}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
                      f'<row r="{row}"><c r="{ref}"><v>1</v></c></row></sheetData></worksheet>')  # fmt: skip
    return path


LONE_ODS = '<table:table-row table:number-rows-repeated="{}"><table:table-cell table:number-columns-repeated="{}" office:value-type="float" office:value="1"/></table:table-row>'


@pytest.mark.parametrize(
    "write",
    [
        lambda path: far_cell(path.with_suffix(".xlsx")),
        lambda path: ods(path.with_suffix(".ods"), LONE_ODS.format(1048576, 16384)),
        lambda path: ods(path.with_suffix(".ods"), EMPTY_REST + '<table:table-row><table:table-cell table:number-columns-repeated="16000"/>'
                         '<table:table-cell office:value-type="float" office:value="1"/></table:table-row>'),
    ],
)  # fmt: skip
def test_a_lone_cell_far_outside_is_refused_in_a_sentence(tmp_path, write):
    with pytest.raises(DataError, match=r"jauh di luar tabel|terlalu besar"):
        raw(write(tmp_path / "a"))


def test_a_workbook_that_takes_too_long_or_too_much_is_ended_and_nothing_stays(tmp_path, monkeypatch):
    path = write_xlsx(tmp_path / "a.xlsx", {"Data": [[f"{n}" + "x" * 1000, n] for n in range(20_000)]})
    monkeypatch.setattr(workbook_process, "_SECONDS", 0.05)
    with pytest.raises(DataError, match="pembacaannya dihentikan"):
        raw(path)
    monkeypatch.setattr(workbook_process, "_SECONDS", 60)
    if psutil.LINUX:  # elsewhere the scan and the time are the fence
        monkeypatch.setattr(workbook_process, "_MOST_BYTES", 30_000_000)
        with pytest.raises(DataError, match="pembacaannya dihentikan"):
            raw(path)
    assert psutil.Process().children() == []


def test_a_container_whose_sectors_run_in_a_circle_is_ended(tmp_path, monkeypatch):
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    (tmp_path / "a.xls").write_bytes(bytes(header))
    monkeypatch.setattr(workbook_process, "_MOST_BYTES", 300_000_000)
    with pytest.raises(DataError, match="pembacaannya dihentikan"):
        raw(tmp_path / "a.xls")


def test_nothing_of_the_cells_is_left_on_the_disk(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    raw(write_xlsx(tmp_path / "a.xlsx", {"Data": [["a"], ["b"]]}))
    assert list((tmp_path / "temp").iterdir()) == []


def test_a_bomb_of_packed_nothing_is_refused(tmp_path):
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", bytes(100_000_000))
        packed.filelist += packed.filelist * 15
    (tmp_path / "a.xlsx").write_bytes(book.getvalue())
    with pytest.raises(DataError, match="1,5 GB"):
        raw(tmp_path / "a.xlsx")
