"""Cells of a workbook that hold no value: formulas whose result was never stored, and errors."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree as ET  # a document with entities of its own is not parsed

_CELL = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ERROR = re.compile(rb"<(?:\w+:)?c\b[^>]*\bt=\"e\"")
_MARKS = (b"<f", b":f", b't="e"')
_ODS_CELL = re.compile(rb"<table:table-cell\b([^>]*table:formula=[^>]*)>")
_ODS_SHEET = re.compile(rb'<table:table\b[^>]*table:name="([^"]*)"')
_BLOCK = 1 << 22
_MOST_XML = 4_000_000  # bytes of the list of sheets


@dataclass(frozen=True, slots=True)
class Unfilled:
    """Formulas without a stored result (an empty text is one), and cells with the error of a formula."""

    formulas: int = 0
    errors: int = 0


def count_unfilled(content: bytes) -> dict[str, Unfilled]:
    """Name of a sheet -> its cells without a value (.xlsx, .xlsm and .ods; {} for others).

    calamine gives them all as empty cells.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            names = set(book.namelist())
            if "content.xml" in names:
                return _of_open_document(book)
            return _of_workbook(book) if "xl/workbook.xml" in names else {}
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
        KeyError,
        ET.ParseError,
    ):
        return {}


def _of_workbook(book: zipfile.ZipFile) -> dict[str, Unfilled]:
    counts = {}
    for name, part in _parts(book).items():
        formulas = errors = 0
        with book.open(part) as content:
            kept = b""
            while block := content.read(_BLOCK):
                whole = kept + block
                last = max(whole.rfind(b"</c>") + 4, whole.rfind(b":c>") + 3)
                if any(mark in whole for mark in _MARKS):
                    formulas += sum(b't="str"' not in found[1] for found in _CELL.finditer(whole, 0, last))
                    errors += len(_ERROR.findall(whole, 0, last))
                kept = whole[last:][-_BLOCK:]
        counts[name] = Unfilled(formulas, errors)
    return counts


def _parts(book: zipfile.ZipFile) -> dict[str, str]:
    """Name of each sheet and where its cells lie."""
    listed, links = (_small(book, one) for one in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id"): str(one.get("Target", "")) for one in links}
    parts = {}
    for one in listed.iter():
        link = next((value for key, value in one.attrib.items() if key.endswith("}id")), None)
        if one.tag.endswith("}sheet") and link in targets:
            target = targets[link]
            parts[str(one.get("name"))] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return {name: part for name, part in parts.items() if part in book.namelist() and part.endswith(".xml")}


def _small(book: zipfile.ZipFile, part: str) -> ET.Element:
    with book.open(part) as content:
        text = content.read(_MOST_XML)
    if b"<!" in text.replace(b"<!--", b""):
        raise ET.ParseError
    return ET.fromstring(text)  # noqa: S314 - without a declaration there are no entities


def _of_open_document(book: zipfile.ZipFile) -> dict[str, Unfilled]:
    with book.open("content.xml") as content:
        whole = content.read()
    if b"table:formula=" not in whole:
        return {}
    counts: dict[str, Unfilled] = {}
    starts = [(found.start(), found[1].decode()) for found in _ODS_SHEET.finditer(whole)]
    for (start, name), end in zip(starts, [*(at for at, _ in starts[1:]), len(whole)], strict=True):
        cells = _ODS_CELL.finditer(whole, start, end)
        counts[name] = Unfilled(sum(b"value-type=" not in found[1] for found in cells))
    return counts
