"""QR codes for print: a link as a path to draw, and the link that a drawn page gives back to a reader.

Only printed pages carry one: nobody scans the screen of the phone that he holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.errors import RenderingError

if TYPE_CHECKING:
    from PIL.Image import Image

QUIET = 4  # modules of bare ground around a code (ISO/IEC 18004, 9.1)
MOST_LETTERS = 400  # a longer link needs modules that a phone cannot tell apart at the size of a poster


@dataclass(frozen=True, slots=True)
class QrCode:
    """A code as SVG path data in modules; `modules` is its width without the quiet zone."""

    link: str
    path: str
    modules: int


def qr_code(link: str) -> QrCode:
    """The code of a link. Raises RenderingError for what is no address of a site, or too long to be read."""
    import segno

    parts = urlsplit(link)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise RenderingError(
            "kode QR poster",
            f'"{link[:80]}" bukan alamat situs',
            'Perbaiki "polres.link", misalnya https://...',
        )
    if len(link) > MOST_LETTERS:
        raise RenderingError(
            "kode QR poster",
            f"tautan {len(link)} karakter, paling banyak {MOST_LETTERS}",
            'Pendekkan "polres.link"',
        )
    # Level M survives a scratch; boosting takes a higher one where that costs no size.
    rows = segno.make(link, error="m", micro=False, boost_error=True).matrix
    return QrCode(link, "".join(_bars(n, row) for n, row in enumerate(rows)), len(rows))


def _bars(y: int, row: bytes | bytearray) -> str:
    """The dark modules of one row as rectangles, joined where they touch."""
    parts, start = [], -1
    for x, is_dark in enumerate([*row, 0]):
        if is_dark and start < 0:
            start = x
        elif not is_dark and start >= 0:
            parts.append(f"M{start} {y}h{x - start}v1h-{x - start}z")
            start = -1
    return "".join(parts)


def read_back(picture: Image) -> tuple[str, ...]:
    """The text of every QR code that a reader finds in the picture."""
    import zxingcpp

    found = zxingcpp.read_barcodes(
        picture.convert("L"), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    )
    return tuple(one.text for one in found)
