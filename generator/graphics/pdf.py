"""A PDF of one page that is one JPEG: the boxes that a print shop looks for, and no date.

Pillow writes a PDF too, but no boxes besides the media box; these few objects are all that such a page needs
(ISO 32000-1, 7.5 and 14.11.2).
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.graphics.paper import BLEED_MM, MM_PER_INCH, POINTS_PER_INCH, Paper


@dataclass(frozen=True, slots=True)
class PdfPage:
    """What stands on the page."""

    paper: Paper
    jpeg: bytes  # the sheet with its bleed
    is_grey: bool
    title: str  # of the document, for the window and for screen readers
    text: str  # everything that the page says, read aloud in place of the picture
    language: str  # id, en


def pdf_of(page: PdfPage) -> bytes:
    """The file; the same bytes for the same page."""
    width, height = page.paper.width_mm + 2 * BLEED_MM, page.paper.height_mm + 2 * BLEED_MM
    pixels = page.paper.pixels
    space = "DeviceGray" if page.is_grey else "DeviceRGB"
    drawing = (
        f"/Figure <</MCID 0>> BDC q {_points(width)} 0 0 {_points(height)} 0 0 cm /Im0 Do Q EMC".encode()
    )
    whole, cut = _box(0, 0, width, height), _box(BLEED_MM, BLEED_MM, width - BLEED_MM, height - BLEED_MM)
    return _file(
        [
            "<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R"
            f"/Lang {_text(page.language)}/ViewerPreferences<</DisplayDocTitle true>>>>".encode(),
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            f"<</Type/Page/Parent 2 0 R/MediaBox{whole}/BleedBox{whole}/TrimBox{cut}"
            "/Resources<</XObject<</Im0 5 0 R>>>>/Contents 4 0 R/StructParents 0>>".encode(),
            _stream("", drawing),
            _stream(
                f"/Type/XObject/Subtype/Image/Width {pixels[0]}/Height {pixels[1]}/ColorSpace/{space}"
                "/BitsPerComponent 8/Filter/DCTDecode",
                page.jpeg,
            ),
            b"<</Type/StructTreeRoot/K 7 0 R/ParentTree<</Nums[0[7 0 R]]>>>>",
            f"<</Type/StructElem/S/Figure/P 6 0 R/Pg 3 0 R/K 0/Alt {_text(page.text)}>>".encode(),
            f"<</Title {_text(page.title)}>>".encode(),
        ]
    )


def _file(objects: list[bytes]) -> bytes:
    """The objects numbered from 1 (the first is the catalog, the last the information), with their table."""
    data = bytearray(b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n")
    starts = []
    for number, body in enumerate(objects, 1):
        starts.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = "".join(f"{start:010d} 00000 n \n" for start in starts)
    count, at = len(objects) + 1, len(data)
    data += f"xref\n0 {count}\n0000000000 65535 f \n{table}".encode()
    data += f"trailer\n<</Size {count}/Root 1 0 R/Info {count - 1} 0 R>>\nstartxref\n{at}\n%%EOF\n".encode()
    return bytes(data)


def _stream(entries: str, data: bytes) -> bytes:
    return f"<<{entries}/Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream"


def _box(left: float, bottom: float, right: float, top: float) -> str:
    return f"[{' '.join(_points(mm) for mm in (left, bottom, right, top))}]"


def _points(mm: float) -> str:
    return f"{mm / MM_PER_INCH * POINTS_PER_INCH:.3f}"


def _text(words: str) -> str:
    """A text string as UTF-16 in hex: whatever the words are, they cannot end the string."""
    return f"<FEFF{words.encode('utf-16-be').hex().upper()}>"
