"""Web pages and XML workbooks: what a web application calls "Export to Excel"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from generator.accidents.cells.encodings import decode
from generator.accidents.cells.html_tables import html_tables
from generator.accidents.cells.raw import MOST_COLUMNS, RawTable
from generator.accidents.cells.xml_workbook import xml_sheets
from generator.errors import DataError

if TYPE_CHECKING:
    from generator.accidents.cells.raw import RawFile, ReadSettings

SUFFIXES = (".html", ".htm", ".xml")
_MOST_BYTES = 300_000_000
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_KNOWN = re.compile(
    rb"<\s*(?:!doctype html|html|table|head|body|meta|style|\?xml|\?mso|!--|div|center|workbook)",
    re.IGNORECASE,
)


def is_markup(content: bytes) -> bool:
    """Whether content begins like a web page or an XML document, in whatever encoding."""
    head = content[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    return _KNOWN.match(head) is not None


def read(file: RawFile, settings: ReadSettings) -> list[RawTable]:
    """Every table of the page, or every sheet of an "XML Spreadsheet 2003".

    Raises DataError for another kind of XML and for more than 300 MB.
    """
    content = file.read_bytes()
    if len(content) > _MOST_BYTES:
        raise DataError(file.name, "lebih dari 300 MB", "Ekspor ulang sebagai .xlsx atau CSV")
    declared = _CHARSET.search(content[:4096])
    encoding = settings.encoding or _usable(declared[1].decode("ascii") if declared else "", content)
    decoded = decode(content, file.name, encoding)
    if (
        b"urn:schemas-microsoft-com:office:spreadsheet" in decoded.content[:8192]
        and b"<html" not in decoded.content[:8192].lower()
    ):
        sheets = xml_sheets(decoded.content, file.name)
    else:
        sheets = [("", rows) for rows in html_tables(decoded.content.decode())]
    if not sheets:
        raise DataError(file.name, "tidak berisi tabel", "Ekspor ulang datanya sebagai .xlsx atau CSV")
    wanted = [(name, rows) for name, rows in sheets if settings.sheet in ("", name)]
    if not wanted:
        raise DataError(file.name, f'lembar "{settings.sheet}" tidak ada',
                        "Periksa data.sheet, atau kosongkan supaya semua lembar dibaca")  # fmt: skip
    return [RawTable(_framed(rows, file.name), name, notes=decoded.notes) for name, rows in wanted]


def _usable(declared: str, content: bytes) -> str:
    """The encoding that the page declares, where it fits; looked for otherwise."""
    if declared.lower() in {"", "utf-8", "utf8", "utf-16", "iso-8859-1", "latin-1", "unicode"}:
        return ""  # pages that say so are often something else
    try:
        content.decode(declared)
    except (LookupError, UnicodeDecodeError):
        return ""
    return declared


def _framed(rows: list[list[str]], name: str) -> pd.DataFrame:
    width = max((len(row) for row in rows), default=0)
    if width > MOST_COLUMNS:
        raise DataError(name, "lebih dari 4.096 kolom", "Simpan hanya kolom yang dipakai")
    return pd.DataFrame([row + [""] * (width - len(row)) for row in rows], dtype="str")
