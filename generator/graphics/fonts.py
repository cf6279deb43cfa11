"""The two fonts of every picture, out of their packages: where they lie, which signs they have, icons by name."""

from __future__ import annotations

import functools
import importlib.metadata
import re
import struct
from pathlib import Path

from generator.errors import RenderingError

TEXT_FAMILY = "Plus Jakarta Sans"
ICON_FAMILY = "MDI"
LINE_FACTOR = 1.26  # ascent + descent of Plus Jakarta Sans, in parts of the font size
_PACKAGES = {
    TEXT_FAMILY: ("fontpkg-plus-jakarta-sans", "PlusJakartaSans[wght].ttf"),
    ICON_FAMILY: ("fonticon-materialdesignicons7", "materialdesignicons-webfont.ttf"),
}


def font_file(family: str) -> Path:
    """Path of the font; the package is not imported. RenderingError when it is not installed."""
    package, name = _PACKAGES[family]
    return _file_of(package, name)


def _file_of(package: str, name: str) -> Path:
    try:
        files = importlib.metadata.files(package) or []
    except importlib.metadata.PackageNotFoundError:
        files = []
    for file in files:
        if file.name == name:
            return Path(str(file.locate()))
    raise RenderingError(f"paket {package}", f"berkas {name} tidak ada", "Jalankan ulang: python3 run.py")


@functools.cache
def signs_of(family: str) -> frozenset[int]:
    """Code points that the font can draw, read from its cmap table (formats 4 and 12)."""
    data = font_file(family).read_bytes()
    tables = {
        data[at : at + 4]: struct.unpack_from(">II", data, at + 8)
        for at in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16)
    }
    start = tables[b"cmap"][0]
    points: set[int] = set()
    for n in range(struct.unpack_from(">H", data, start + 2)[0]):
        at = start + struct.unpack_from(">I", data, start + 8 + 8 * n)[0]
        kind = struct.unpack_from(">H", data, at)[0]
        if kind == 4:
            points |= _segments(data, at)
        elif kind == 12:
            groups = struct.unpack_from(">I", data, at + 12)[0]
            for group in range(groups):
                first, last, _ = struct.unpack_from(">III", data, at + 16 + 12 * group)
                points.update(range(first, last + 1))
    return frozenset(points)


def _segments(data: bytes, at: int) -> set[int]:
    """Code points of a cmap subtable of format 4 (OpenType specification, cmap)."""
    count = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", data, at + 16 + 4 * count)
    offsets_at = at + 16 + 6 * count
    points: set[int] = set()
    for n, (first, last) in enumerate(zip(starts, ends, strict=True)):
        offset = struct.unpack_from(">H", data, offsets_at + 2 * n)[0]
        for point in range(first, last + 1):
            if offset:
                glyph = struct.unpack_from(">H", data, offsets_at + 2 * n + offset + 2 * (point - first))[0]
            else:
                glyph = (point + deltas[n]) & 0xFFFF
            if glyph and point != 0xFFFF:
                points.add(point)
    return points


def missing_signs(text: str) -> str:
    """The signs of a text that neither font can draw, each once, in order."""
    known = signs_of(TEXT_FAMILY) | signs_of(ICON_FAMILY)
    return "".join(dict.fromkeys(sign for sign in text if not sign.isspace() and ord(sign) not in known))


@functools.cache
def _icon_list() -> str:
    return _file_of("fonticon-materialdesignicons7", "mdi7.py").read_text(encoding="utf-8")


@functools.cache
def icon(name: str) -> str:
    """The sign of a Material Design icon, for example "motorbike". RenderingError when there is none."""
    match = re.search(rf'^\s+{re.escape(name)} = "\\U([0-9a-f]{{8}})"', _icon_list(), re.MULTILINE)
    if match is None:
        raise RenderingError(f'ikon "{name}"', "tidak ada di Material Design Icons", "Pakai nama ikon lain")
    return chr(int(match[1], 16))
