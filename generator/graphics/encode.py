"""Pictures as files: JPEG 4:4:4 within the placement's byte limit, PNG for masters; no metadata, no time."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

from generator.errors import RenderingError

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.Image import Image

    from generator.platforms import Placement

QUALITIES = (
    94,
    92,
    90,
    87,
    84,
    80,
    75,
    70,
)  # platforms recompress: start high, step down only for the byte limit
PNG_LEVEL = 3  # level 6 takes twice the time for a tenth of the size


def save(picture: Image, target: Placement | str, path: Path) -> tuple[int, str]:
    """Writes the picture and gives size in bytes and SHA-256.

    `target` is the placement (its first format within its byte limit) or a format by name, "png" or "jpg".
    Raises RenderingError when no quality fits the limit.
    """
    kind, limit = (target, 0) if isinstance(target, str) else (target.formats[0], target.max_bytes)
    data = encoded(picture, kind, limit)
    if limit and len(data) > limit:
        raise RenderingError(
            f"gambar {path.name}",
            f"{len(data)} byte, batas penempatan {limit} byte",
            "Pilih format jpg pada templates/platforms",
        )
    path.write_bytes(data)
    return len(data), hashlib.sha256(data).hexdigest()


def encoded(picture: Image, kind: str, limit: int = 0) -> bytes:
    """The bytes of the file; a JPEG takes the best quality that keeps within `limit` (0 = no limit)."""
    flat = picture.convert("RGB")
    if kind == "png":
        return _written(flat, "PNG", compress_level=PNG_LEVEL)
    data = b""
    for quality in QUALITIES:
        data = _written(flat, "JPEG", quality=quality, subsampling=0, progressive=False, optimize=False)
        if not limit or len(data) <= limit:
            break
    return data


def encoded_png(picture: Image) -> bytes:
    """A PNG that keeps its transparency."""
    return _written(picture, "PNG", compress_level=PNG_LEVEL)


def _written(picture: Image, kind: str, **options: int | bool) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()
