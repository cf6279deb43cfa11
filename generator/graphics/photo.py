"""The unit's own photo on a page, made harmless: turned upright, small, without the place and camera in its file."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from generator.errors import RenderingError

if TYPE_CHECKING:
    from pathlib import Path

SIDE_PX = 1400  # of the longer side: a page is 1080 wide
LEAST_PX = 600
MOST_BYTES = 30_000_000
_QUALITY = 90


def photo_jpeg(path: Path) -> bytes:
    """The photo as a JPEG without metadata. Raises RenderingError when it is missing, too small or no picture."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    where = f"foto {path.name}"
    if not path.is_file() or path.stat().st_size > MOST_BYTES:
        raise RenderingError(where, "berkas tidak ada atau lebih dari 30 MB", 'Periksa kunci "photo"')
    try:
        with Image.open(path) as opened:
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise RenderingError(where, "bukan gambar yang terbaca", "Pakai JPG atau PNG yang utuh") from error
    if min(picture.size) < LEAST_PX:
        raise RenderingError(
            where, f"hanya {picture.width}x{picture.height}", f"Pakai foto yang sisinya sedikitnya {LEAST_PX}"
        )
    picture.thumbnail((SIDE_PX, SIDE_PX))
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=_QUALITY)
    return buffer.getvalue()
