"""The "XML Spreadsheet 2003" that web applications name .xls."""

from __future__ import annotations

import io
from xml.etree import ElementTree as ET  # a document with a declaration of entities is refused before

from generator.errors import DataError

_NS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_MOST_CELLS = 20_000_000
_WIDEST_MERGE = 12


def xml_sheets(content: bytes, name: str) -> list[tuple[str, list[list[str]]]]:
    """Name and rows of each sheet. Raises DataError for damage, entities, and cells far outside of a table."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise DataError(name, "XML ini memuat deklarasi yang tidak dibuka", "Simpan ulang sebagai .xlsx")
    sheets: list[tuple[str, list[list[str]]]] = []
    start = content.find(b"<", content.find(b"?>") + 1) if content.lstrip().startswith(b"<?xml") else 0
    try:
        for event, element in ET.iterparse(io.BytesIO(content[start:]), events=("start", "end")):  # noqa: S314
            if event == "start" and element.tag == f"{_NS}Worksheet":
                sheets.append((element.get(f"{_NS}Name", ""), []))
            elif event == "end" and element.tag == f"{_NS}Row" and sheets:
                _add_row(sheets[-1][1], element, name)
                element.clear()
    except ET.ParseError as error:
        raise DataError(
            name, "bukan XML yang utuh", "Ekspor ulang datanya, atau simpan sebagai .xlsx"
        ) from error
    return [(title, _filled_down(rows)) for title, rows in sheets]


def _add_row(rows: list[list[str]], element: ET.Element, name: str) -> None:
    place = _number(element, "Index", len(rows) + 1)
    cells: list[str] = []
    for cell in element.iter(f"{_NS}Cell"):
        column = _number(cell, "Index", len(cells) + 1)
        if place * column > _MOST_CELLS or column > 16_384:
            raise DataError(name, "ada isian jauh di luar tabel", "Hapus baris dan kolom di luar tabel")
        cells += [""] * (column - 1 - len(cells))
        across = _number(cell, "MergeAcross", 0)
        cells += [_text(cell)] * (1 + (across if across <= _WIDEST_MERGE else 0))
    rows += [[] for _ in range(place - 1 - len(rows))]
    rows.append(cells)


def _filled_down(rows: list[list[str]]) -> list[list[str]]:
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _number(element: ET.Element, key: str, otherwise: int) -> int:
    said = element.get(f"{_NS}{key}", "")
    return int(said) if said.isdecimal() and len(said) < 9 else otherwise


def _text(cell: ET.Element) -> str:
    """A cell as a person would type it: a day without its midnight, a time without the day 0."""
    data = next((one for one in cell if one.tag == f"{_NS}Data"), None)
    if data is None:
        return ""
    text = "".join(data.itertext()).strip()
    kind = data.get(f"{_NS}Type")
    if kind == "Error":
        return ""
    if kind == "Boolean":
        return "ya" if text == "1" else "tidak"
    if kind != "DateTime" or "T" not in text:
        return text
    day, time = text.split("T", 1)
    time = time[:8]
    if day < "1901":
        return time
    return day if time.startswith("00:00:00") else f"{day} {time}"
