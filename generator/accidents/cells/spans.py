"""Merged cells of an OpenDocument sheet, which calamine does not tell."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET  # a document with a declaration is not parsed

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_MOST_BYTES = 100_000_000
_MOST_REPEATS = 10_000_000

Range = tuple[tuple[int, int], tuple[int, int]]


def merged_ranges(content: bytes) -> dict[str, list[Range]]:
    """Name of a sheet -> first and last cell (row, column from 0) of its merged ranges; {} for other formats."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            if book.getinfo("content.xml").file_size > _MOST_BYTES:
                return {}
            text = book.read("content.xml")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, KeyError):
        return {}
    if b"-spanned=" not in text or b"<!DOCTYPE" in text:
        return {}
    try:
        return _ranges(text)
    except ET.ParseError:
        return {}


def _ranges(text: bytes) -> dict[str, list[Range]]:
    found: dict[str, list[Range]] = {}
    ranges: list[Range] = []
    row = 0
    for event, element in ET.iterparse(io.BytesIO(text), events=("start", "end")):  # noqa: S314 - no declaration
        if event == "start" and element.tag == f"{_TABLE}table":
            ranges, row = found.setdefault(element.get(f"{_TABLE}name", ""), []), 0
        elif event == "end" and element.tag == f"{_TABLE}table-row":
            ranges += _of_row(element, row)
            row += _number(element, "number-rows-repeated")
            element.clear()
    return found


def _of_row(element: ET.Element, row: int) -> list[Range]:
    found: list[Range] = []
    column = 0
    for cell in element:
        if not cell.tag.startswith(_TABLE):
            continue
        down, across = _number(cell, "number-rows-spanned"), _number(cell, "number-columns-spanned")
        if down > 1 or across > 1:
            found.append(((row, column), (row + down - 1, column + across - 1)))
        column += _number(cell, "number-columns-repeated")
    return found


def _number(element: ET.Element, key: str) -> int:
    said = element.get(f"{_TABLE}{key}", "1")
    return min(int(said), _MOST_REPEATS) if said.isdecimal() and len(said) < 9 else 1
