"""The checks of a picture before it leaves, and the sentence when one fails: what, how much, which field's text.

The measured layout (`layout`, it also steers the choice of the type size), the pixels (`contrast`), the words
(`fields`), and here alt text, file and printed QR code. A failed check stops the picture.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from generator.errors import RenderingError
from generator.graphics.contrast import check_contrast
from generator.graphics.fields import check_figures, field_of
from generator.graphics.layout import Run, check_layout, ink_box, with_roles
from generator.records import CheckResult

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PIL.Image import Image

    from generator.platforms import Placement
    from generator.records import Message

__all__ = [
    "Run",
    "check_alt_text",
    "check_contrast",
    "check_figures",
    "check_layout",
    "check_qr",
    "check_size",
    "ink_box",
    "refuse_failed",
    "with_roles",
]
_PHOTOGRAPHED = 60  # JPEG quality of a code that was photographed and sent on


def check_alt_text(text: str, placements: Sequence[Placement]) -> CheckResult:
    """Whether there is an alt text and it keeps within the smallest limit of its placements, in characters."""
    limits = [one.alt_text_limit for one in placements if one.takes_alt_text and one.alt_text_limit]
    limit = min(limits, default=0)
    is_passed = bool(text.strip()) and (not limit or len(text) <= limit)
    return CheckResult("alt_text", is_passed, len(text), limit, text.strip()[:80])


def check_size(size_bytes: int, placement: Placement, quality: int) -> CheckResult:
    """Whether the file keeps within its placement's limit; the JPEG quality that it took stands in the detail."""
    limit = placement.max_bytes
    detail = f"JPEG {quality}" if quality else "PNG"
    return CheckResult("file_size", not limit or size_bytes <= limit, size_bytes, limit, detail)


def check_qr(picture: Image, expected: str) -> CheckResult:
    """Whether the QR code of a printed picture reads `expected`: whole, at half size, and as a small JPEG.

    The value is how many of the three were read.
    """
    whole = picture.convert("L")
    half = whole.resize((max(1, whole.width // 2), max(1, whole.height // 2)))
    read = sum(expected in _codes_in(one) for one in (whole, half, _as_sent(half)))
    return CheckResult("qr_reads", read == 3, read, 3, expected)


def _codes_in(picture: Image) -> list[str]:
    """Texts of the QR codes in a picture."""
    import zxingcpp

    return [
        one.text
        for one in zxingcpp.read_barcodes(picture, zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    ]


def _as_sent(picture: Image) -> Image:
    from PIL import Image as images_of  # noqa: N813 - a module

    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=_PHOTOGRAPHED)
    return images_of.open(buffer)


def refuse_failed(
    results: Iterable[CheckResult], design: str, placement: str, message: Message | None = None
) -> None:
    """Raises RenderingError for the first check that failed: design, placement, message and field, text."""
    for result in results:
        if not result.is_passed:
            raise RenderingError(
                f"gambar {design} untuk {placement}{_origin(result, message)}",
                f'{_FAULTS[result.name]} ({result.value:g}, batas {result.limit:g}): "{result.detail}"',
                _ADVICE.get(result.name, "Perpendek kata-katanya atau ubah templatnya"),
            )


def _origin(result: CheckResult, message: Message | None) -> str:
    """Which message and which of its fields a result is about."""
    if message is None:
        return ""
    if result.name == "alt_text":
        return f", pesan {message.id}, alt_text"
    parts = list(result.detail) if result.name == "signs_known" else _parts(result.detail)
    names = (field_of(message, result.detail), *(field_of(message, text) for text in parts))
    fields = list(dict.fromkeys(name for name in names if name))
    return f", pesan {message.id}" + (f", {' dan '.join(fields[:2])}" if fields else "")


def _parts(detail: str) -> list[str]:
    """The texts of a detail that names several."""
    return [part for part in detail.replace("; ", " / ").split(" / ") if part]


_FAULTS = {
    "phone_size": "tulisan terlalu kecil di ponsel",
    "text_complete": "ada tulisan yang tidak tergambar",
    "inside_box": "tulisan lebih lebar daripada kotaknya",
    "safe_zone": "tulisan di luar zona aman",
    "logo_zone": "logo di luar zona aman",
    "inside_page": "tulisan di luar gambar",
    "no_overlap": "tulisan bertumpukan",
    "signs_known": "huruf tidak ada di dalam fon",
    "contrast": "tulisan kurang kontras dengan latarnya",
    "figures_known": "angka yang tidak berasal dari data",
    "alt_text": "teks alternatif kosong atau terlalu panjang",
    "file_size": "berkas terlalu besar",
    "qr_reads": "kode QR tidak terbaca",
}
_ADVICE = {
    "signs_known": "Tulis dengan huruf Latin atau keluarkan tandanya",
    "contrast": "Ubah warna temanya atau templatnya",
    "figures_known": "Pakai angka dari pesan, atau tulis angka templat di literals pada template.toml",
    "alt_text": "Perpendek teks alternatifnya",
    "logo_zone": "Geser logo di templatnya",
    "qr_reads": "Perbesar kodenya atau perpendek tautannya",
}
