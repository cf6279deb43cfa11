"""The unit's own logo, made harmless: any picture becomes a small PNG before a page may show it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from generator.errors import RenderingError

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.Image import Image as Picture

SIDE_PX = 256
MOST_BYTES = 20_000_000


def logo_png(path: Path) -> bytes:
    """The logo as a square PNG with alpha. Raises RenderingError when the file is missing or no picture."""
    where = f"logo {path.name}"
    if not path.is_file():
        raise RenderingError(where, "berkas tidak ada", 'Periksa kunci "look.logo" di berkas kampanye')
    if path.stat().st_size > MOST_BYTES:
        raise RenderingError(where, "berkas lebih dari 20 MB", "Kecilkan gambarnya")
    data = path.read_bytes()
    return _from_svg(data, where) if path.suffix.lower() == ".svg" else _from_pixels(data, where)


def _from_svg(data: bytes, where: str) -> bytes:
    """Drawn by our engine as an image, so that nothing of it lives on in the page."""
    from generator.graphics.canvas import Canvas

    lowered = data.lower()
    if b"<svg" not in lowered or any(
        word in lowered for word in (b"<script", b"href", b"<!entity", b"<foreignobject")
    ):
        raise RenderingError(
            where, "bukan SVG biasa (ada skrip, tautan, atau isi lain)", "Simpan ulang sebagai PNG"
        )
    css = f"*{{margin:0}}.l{{width:{SIDE_PX}px;height:{SIDE_PX}px;object-fit:contain}}"
    picture = Canvas(SIDE_PX, SIDE_PX).render('<img class="l" src="own">', css, images={"own": data})
    if picture.getchannel("A").getextrema()[1] == 0:
        raise RenderingError(where, "tidak ada yang tergambar", "Simpan ulang sebagai PNG")
    return _png(picture)


def _from_pixels(data: bytes, where: str) -> bytes:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as picture:
            picture.draft("RGB", (SIDE_PX * 2, SIDE_PX * 2))
            small = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise RenderingError(where, "bukan gambar yang terbaca", "Simpan ulang sebagai PNG") from error
    small.thumbnail((SIDE_PX, SIDE_PX))
    square = Image.new("RGBA", (SIDE_PX, SIDE_PX), (0, 0, 0, 0))
    square.paste(small, ((SIDE_PX - small.width) // 2, (SIDE_PX - small.height) // 2))
    return _png(square)


def _png(picture: Picture) -> bytes:
    from generator.graphics.encode import png

    return png(picture)
