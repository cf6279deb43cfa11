"""What an SVG file may hold before our engine draws it: plain shapes, and nothing that runs, fetches or multiplies.

Known elements are allowed and everything else is refused by name, read by a parser (not searched for in the bytes, which
may be in another encoding). Entities and documents' own types are refused because they expand while they are read.
"""

from __future__ import annotations

import re
from typing import Any
from xml.parsers import expat

from generator.errors import RenderingError

_SVG = "http://www.w3.org/2000/svg"
_SHAPES = re.compile(
    r"svg|g|defs|title|desc|metadata|path|rect|circle|ellipse|line|polyline|polygon|lineargradient|radialgradient|stop"
    r"|clippath|mask|symbol|use|style"
)
_MOST_ELEMENTS, _DEEPEST, _MOST_USES = 20_000, 100, 30
_FETCHES = re.compile(r"@import|javascript:|expression\(|url\(\s*['\"]?(?!#|['\"]?#)", re.IGNORECASE)
_NAMES = {
    "text": "tulisan (ubah dahulu menjadi garis)",
    "tspan": "tulisan (ubah dahulu menjadi garis)",
    "script": "skrip",
    "image": "gambar di dalamnya",
    "foreignobject": "isi dari luar SVG",
    "a": "tautan",
}


def proportions(data: bytes, where: str) -> float:
    """Width to height of the drawing. Raises RenderingError when it holds anything but plain shapes."""
    reading = _Reading(where)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reading.open
    parser.EndElementHandler = reading.close
    parser.CharacterDataHandler = reading.said
    parser.EntityDeclHandler = lambda *_: reading.refuse("entitas")
    parser.ProcessingInstructionHandler = lambda target, _: reading.refuse(f"perintah <?{target}?>")
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat's own signature
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise RenderingError(where, f"bukan SVG yang benar ({error})", "Simpan ulang sebagai PNG") from error
    return reading.ratio


class _Reading:
    """What has been seen of one file."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.ratio = 1.0
        self._elements = self._uses = 0
        self._path: list[str] = []
        self._foreign = 0  # depth inside what editors leave for themselves: never drawn

    def refuse(self, what: str) -> None:
        """Raise RenderingError: the file holds this."""
        raise RenderingError(
            self.where, f"SVG-nya berisi {what}; yang dipakai hanya bentuk biasa", "Simpan ulang sebagai PNG"
        )

    def open(self, name: str, attributes: dict[str, str]) -> None:
        """One element begins."""
        space, _, local = name.rpartition(" ")
        local = local.lower()
        if not self._path and (space != _SVG or local != "svg"):
            raise RenderingError(self.where, "bukan SVG yang benar", "Simpan ulang sebagai PNG")
        self._path.append(local)
        self._elements += 1
        self._uses += local == "use"
        if self._elements > _MOST_ELEMENTS or len(self._path) > _DEEPEST or self._uses > _MOST_USES:
            self.refuse("terlalu banyak bagian")
        if self._foreign or space != _SVG:
            self._foreign += 1
            return
        if not _SHAPES.fullmatch(local):
            self.refuse(_NAMES.get(local, f"<{local}>"))
        for key, value in attributes.items():
            self._attribute(key.rpartition(" ")[2].lower(), value)
        if len(self._path) == 1:
            self.ratio = _ratio(attributes)

    def close(self, _: str) -> None:
        """One element ends."""
        self._path.pop()
        self._foreign = max(0, self._foreign - 1)

    def said(self, text: str) -> None:
        """Text between elements: only a style matters."""
        if self._path and self._path[-1] == "style" and _FETCHES.search(text):
            self.refuse("gaya yang mengambil dari luar")

    def _attribute(self, key: str, value: str) -> None:
        if key.startswith("on"):
            self.refuse("skrip")
        if key in {"href", "src"} and not value.strip().startswith("#"):
            self.refuse("tautan")
        if _FETCHES.search(value):
            self.refuse("rujukan ke luar")


def _ratio(attributes: dict[str, str]) -> float:
    """Of the view box, else of width and height, else of a square."""
    box = re.findall(r"-?[\d.]+(?:e-?\d+)?", attributes.get("viewBox", ""))
    sides: list[Any] = (
        box[2:4] if len(box) == 4 else [attributes.get("width", ""), attributes.get("height", "")]
    )
    try:
        width, height = (float(re.sub(r"[a-z%]+$", "", str(side).strip())) for side in sides)
    except ValueError:
        return 1.0
    return width / height if width > 0 and height > 0 else 1.0
