"""A picture of the planner's own in place of ours: its metadata removed, its shape checked, written like the others."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from generator.errors import RenderingError
from generator.graphics import encode
from generator.records import Asset

if TYPE_CHECKING:
    from pathlib import Path

    from generator.platforms import Placement

_SHAPE_TOLERANCE = 0.02  # of the ratio: a hair is cropped, more would cut something off


def place_own_picture(source: Path, placement: Placement, pack: Path, path: str, alt_text: str) -> Asset:
    """Write `source` at `path` of the pack in the placement's size; EXIF with place and camera is gone.

    Raises RenderingError when it cannot be read, is smaller than the placement or of another shape.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(source) as opened:
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise RenderingError(
            f"gambar {source.name}", f"tidak terbaca ({error})", "Pakai JPG atau PNG yang utuh"
        ) from error
    wanted, found = placement.width / placement.height, picture.width / picture.height
    if picture.width < placement.width or abs(found / wanted - 1) > _SHAPE_TOLERANCE:
        raise RenderingError(
            f"gambar {source.name}",
            f"berukuran {picture.width}x{picture.height}, penempatan {placement.id} memerlukan "
            f"{placement.width}x{placement.height} atau lebih besar dengan bentuk yang sama",
            "Potong atau perbesar gambar itu dahulu",
        )
    fitted = ImageOps.fit(picture, (placement.width, placement.height), Image.Resampling.LANCZOS)
    data = encode.encoded(fitted, placement.formats[0], placement.max_bytes)
    target = pack / path
    target.write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    return Asset(
        path, placement.width, placement.height, alt_text, digest, len(data), design="gambar-sendiri"
    )
