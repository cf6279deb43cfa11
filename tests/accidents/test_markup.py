"""Web pages and XML workbooks that a web application calls .xls."""

import pytest

from generator.errors import DataError
from tests.accidents.makers import HEADINGS, load, rows
from tests.accidents.reading import cells, raw

PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<style>td {{ mso-number-format: "\\@" }}</style></head><body><table border=1><tr><td colspan=3>Export Laporan</td></tr><tr></tr>
<tr><th rowspan="2">Tanggal<br>Kejadian</th><th colspan="2">KORBAN</th></tr><tr><th>MD<th>LR</tr>
<tr><td>01/03/2026&nbsp;08:30</td><td align=right>1</td><td>0</td></tr><tr><td>Jl. Señor &amp; Co.<td>2<td>3</table></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-1", "utf-16"])
def test_a_web_page_named_xls_is_a_table(tmp_path, charset):
    (tmp_path / "a.xls").write_bytes(PAGE.format(charset=charset).encode(charset))
    assert cells(tmp_path / "a.xls") == [
        ["Export Laporan"] * 3, ["", "", ""], ["Tanggal\nKejadian", "KORBAN", "KORBAN"], ["Tanggal\nKejadian", "MD", "LR"],
        ["01/03/2026 08:30", "1", "0"], ["Jl. Señor & Co.", "2", "3"],
    ]  # fmt: skip


def test_tables_for_layout_and_tables_in_cells_are_tables_of_their_own(tmp_path):
    inner = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in [HEADINGS, *rows(5)])
    page = f"<div><table><tr><td>menu</td><td><table id=data>{inner}</table></td></tr></table><table><tr><td>kaki</table></div>"
    (tmp_path / "a.xls").write_text(page, encoding="utf-8")
    assert [len(table.cells) for table in raw(tmp_path / "a.xls")] == [1, 6, 1]
    assert len(load(tmp_path, tmp_path / "a.xls").table) == 5


BOOK = """<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n{declaration}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="2026"><Table>
<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">Export</Data></Cell></Row>
<Row ss:Index="3"><Cell><Data ss:Type="String">Tanggal</Data></Cell><Cell ss:Index="3"><Data ss:Type="String">MD</Data></Cell></Row>
<Row><Cell><Data ss:Type="DateTime">2026-03-04T00:00:00.000</Data></Cell><Cell><Data ss:Type="DateTime">1899-12-31T08:30:00.000</Data></Cell>
<Cell ss:Index="{far}"><Data ss:Type="Number">1</Data></Cell></Row>
<Row><Cell><Data ss:Type="DateTime">2026-03-05T09:15:00.000</Data></Cell><Cell ss:Formula="=1/0"><Data ss:Type="Error">#DIV/0!</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


def test_an_xml_workbook_is_read(tmp_path):
    (tmp_path / "a.xls").write_text(BOOK.format(declaration="", far=3), encoding="utf-8")
    assert cells(tmp_path / "a.xls") == [
        ["Export", "Export", ""], ["", "", ""], ["Tanggal", "", "MD"], ["2026-03-04", "08:30:00", "1"], ["2026-03-05 09:15:00", "", ""],
    ]  # fmt: skip


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (BOOK.format(declaration=BOMB, far=3), "deklarasi"),
        (BOOK.format(declaration="", far=9_999_999), "jauh di luar tabel"),
        (BOOK.format(declaration="", far=3)[:-40], "XML yang utuh"),
        ("<html><body><p>Sesi berakhir, silakan masuk lagi</p></body></html>", "tidak berisi tabel"),
        ("<?xml version='1.0'?><rss></rss>", "tidak berisi tabel"),
    ],
)
def test_other_markup_is_refused_in_a_sentence(tmp_path, text, found):
    (tmp_path / "a.xls").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=found):
        raw(tmp_path / "a.xls")
