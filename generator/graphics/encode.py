"""Pictures as files: JPEG 4:4:4 within the placement's byte limit, PNG for masters; sRGB, no metadata, no time."""

from __future__ import annotations

import functools
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.errors import RenderingError

if TYPE_CHECKING:
    from PIL.Image import Image

# Platforms recompress: start high; below 92 only where a placement's byte limit asks for it.
QUALITIES = (94, 92, 90, 87, 84, 80, 75, 70)
PNG_LEVEL = 3  # level 6 takes twice the time for a tenth of the size
_DATE = slice(24, 36)  # of an ICC header: when the profile was made
_PERCEPTUAL = b"\0"  # rendering intent in PNG's own sRGB chunk


@dataclass(frozen=True, slots=True)
class Encoded:
    """A file's bytes, and the quality that kept it within its limit (0 for PNG)."""

    data: bytes
    quality: int = 0


def encoded(picture: Image, kind: str, limit: int = 0) -> bytes:
    """The bytes of a file of that kind, "jpg" or "png". Raises RenderingError as `fitted` does."""
    return fitted(picture, kind, limit).data


def fitted(picture: Image, kind: str, limit: int = 0) -> Encoded:
    """A JPEG in the best quality that keeps within `limit` bytes (0 = no limit), or a PNG.

    Raises RenderingError when it does not fit.
    """
    flat = picture.convert("RGB")
    tries = (Encoded(png(flat)),) if kind == "png" else (Encoded(_jpeg(flat, q), q) for q in QUALITIES)
    least = 0
    for one in tries:
        if not limit or len(one.data) <= limit:
            return one
        least = len(one.data)
    advice = "Pilih format jpg pada templates/platforms" if kind == "png" else "Perkecil isi gambar"
    raise RenderingError(f"berkas {kind}", f"{least} byte, batas penempatan {limit} byte", advice)


def png(picture: Image) -> bytes:
    """A lossless PNG that keeps its transparency and says that it is sRGB."""
    from PIL.PngImagePlugin import PngInfo

    chunks = PngInfo()
    chunks.add(b"sRGB", _PERCEPTUAL)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=PNG_LEVEL, pnginfo=chunks)
    return buffer.getvalue()


def _jpeg(flat: Image, quality: int) -> bytes:
    buffer = io.BytesIO()
    flat.save(buffer, "JPEG", quality=quality, subsampling=0, icc_profile=_srgb())
    return buffer.getvalue()


@functools.cache
def _srgb() -> bytes:
    """The sRGB profile (588 bytes) without the date of its making.

    A JPEG has no other way to say sRGB than this or EXIF, and EXIF is what offices are told to look for and remove.
    """
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_DATE] = bytes(12)
    return bytes(profile)
