"""The unit's own logo, made harmless: any honest picture becomes a small PNG before a page may show it."""

from __future__ import annotations

import io
import warnings
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.errors import RenderingError
from generator.graphics.logo_svg import proportions
from generator.themes import contrast, rgb

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.Image import Image as Picture

    from generator.themes import Rgb

LONGER_PX, SHORTER_PX = 640, 256  # of the PNG that pages show; a poster is drawn at three times a page's size
LEAST_PX = 64  # of the longer side
MOST_BYTES, MOST_SVG_BYTES, MOST_PIXELS = 20_000_000, 2_000_000, 64_000_000
_AREA, _WIDEST, _HIGHEST = 5200.0, 168.0, 68.0  # on a page, in logical pixels
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
_SEEN = 1.7  # contrast from which a part of a logo stands out from what is behind it
_PLATES = ("#FFFFFF", "#14181F")
_AGAIN = "Simpan ulang sebagai PNG"


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo that a page may show."""

    png: bytes
    width: float  # on a page, in logical pixels: a wide logo is wide, a square one square
    height: float
    colours: tuple[tuple[Rgb, float], ...]  # what it consists of, with the share of its area

    def plate(self, ground: str) -> str:
        """The colour of the plate that it needs to be seen on this ground (#RRGGBB), or "" for none."""
        bare = self._seen_on(ground)
        best = max(_PLATES, key=self._seen_on)
        return best if bare < 0.5 and self._seen_on(best) > bare + 0.1 else ""

    def _seen_on(self, surface: str) -> float:
        """Share of its area that stands out."""
        return sum(share for colour, share in self.colours if contrast(colour, rgb(surface)) >= _SEEN)


def load_logo(path: Path) -> Logo:
    """The logo in that file. Raises RenderingError, naming the file, when it is missing or no honest picture."""
    where = f"logo {path.name}"
    if not path.is_file():
        raise RenderingError(where, "berkas tidak ada", 'Periksa kunci "look.logo" di berkas kampanye')
    is_svg = path.suffix.lower() == ".svg"
    most = MOST_SVG_BYTES if is_svg else MOST_BYTES
    if path.stat().st_size > most:
        raise RenderingError(where, f"berkas lebih dari {most // 1_000_000} MB", "Kecilkan gambarnya")
    data = path.read_bytes()
    picture = _trimmed(_from_svg(data, where) if is_svg else _from_pixels(data, where), where)
    picture.thumbnail((LONGER_PX, SHORTER_PX))
    return Logo(_png(picture), *_on_page(picture.width / picture.height), _colours(picture))


def _from_svg(data: bytes, where: str) -> Picture:
    """Drawn by our engine as an image, so that nothing of it lives on in the page."""
    from generator.graphics.canvas import Canvas

    ratio = min(8.0, max(0.125, proportions(data, where)))
    width = min(LONGER_PX, round(SHORTER_PX * ratio))
    height = max(8, round(width / ratio))
    css = f"*{{margin:0}}.l{{width:{width}px;height:{height}px;object-fit:contain}}"
    try:
        return Canvas(width, height).render('<img class="l" src="own">', css, images={"own": data})
    except RuntimeError as error:  # the engine's word for an image that it cannot read
        raise RenderingError(where, "SVG-nya tidak dapat digambar", _AGAIN) from error


def _from_pixels(data: bytes, where: str) -> Picture:
    """The first frame as RGBA. Every way in which Pillow says that a file is broken becomes one sentence."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the size is judged below
            opened = Image.open(io.BytesIO(data), formats=_FORMATS)
        with opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise RenderingError(
                    where, f"{opened.width}x{opened.height} piksel, terlalu besar", "Kecilkan gambarnya"
                )
            if max(opened.size) < LEAST_PX:
                raise RenderingError(
                    where,
                    f"hanya {opened.width}x{opened.height} piksel",
                    f"Pakai logo yang sisi panjangnya sedikitnya {LEAST_PX} piksel",
                )
            opened.draft("RGB", (LONGER_PX * 2, LONGER_PX * 2))
            if opened.mode in {"L", "LA", "RGB", "RGBA"}:  # made small before it is made larger by a channel
                opened.thumbnail((LONGER_PX * 2, LONGER_PX * 2), reducing_gap=2.0)
            return _eight_bits(ImageOps.exif_transpose(opened)).convert("RGBA")
    except UnidentifiedImageError as error:
        raise RenderingError(
            where, "bukan gambar yang terbaca", f"{_AGAIN}; yang dibaca: PNG, JPG, WebP, GIF, SVG"
        ) from error
    except Image.DecompressionBombError as error:
        raise RenderingError(where, "terlalu besar", "Kecilkan gambarnya") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise RenderingError(where, "gambarnya rusak atau tidak utuh", _AGAIN) from error


def _eight_bits(picture: Picture) -> Picture:
    """Greys of 16 bits brought to 8: Pillow would cut off everything above 255."""
    if not picture.mode.startswith("I"):
        return picture
    return picture.convert("I").point(lambda level: level / 257).convert("L")


def _trimmed(picture: Picture, where: str) -> Picture:
    """Without the empty margin; refused when there is nothing to see."""
    alpha = picture.getchannel("A").point([255 if level > 24 else 0 for level in range(256)])
    box = alpha.getbbox()
    if box is None:
        raise RenderingError(where, "seluruhnya tembus pandang, tidak ada yang tergambar", _AGAIN)
    return picture.crop(box)


def _on_page(ratio: float) -> tuple[float, float]:
    """Width and height on a page: the same area for every shape, as far as there is room."""
    height = min(_HIGHEST, (_AREA / ratio) ** 0.5, _WIDEST / ratio)
    return round(height * ratio, 1), round(height, 1)


def _colours(picture: Picture) -> tuple[tuple[Rgb, float], ...]:
    """The colours of what is not transparent, in steps of 32, with their shares of it."""
    from PIL import Image

    small = picture.resize((48, 48), Image.Resampling.BOX).tobytes()
    found: Counter[Rgb] = Counter()
    for n in range(0, len(small), 4):
        red, green, blue, alpha = small[n : n + 4]
        found[red // 32 * 32 + 16, green // 32 * 32 + 16, blue // 32 * 32 + 16] += alpha
    total = sum(found.values())
    return tuple((colour, count / total) for colour, count in found.most_common(16) if count)


def _png(picture: Picture) -> bytes:
    from generator.graphics.encode import png

    return png(picture)
