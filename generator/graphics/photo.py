"""The unit's own photos on a page, made harmless: upright, small, in plain colours, without what their files tell."""

from __future__ import annotations

import functools
import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.errors import RenderingError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from PIL.Image import Image as Picture

MOST_PHOTOS = 4
SIDE_PX = 1920  # of the longer side: a page is 1080 wide and at most 1920 high
LEAST_PX = 1080  # of the shorter side
MOST_BYTES = 30_000_000
MOST_MEGAPIXELS = 25  # of a file that is decoded whole; a JPEG is decoded at an eighth to a half of its size
_MOST_OF_JPEG = 80
_QUALITY = 90


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo as a page shows it."""

    name: str  # by which the page asks for it: photo_1, ...
    jpeg: bytes
    width: int
    height: int
    focus: tuple[float, float]  # what a crop keeps, in parts of the width and height from the upper left

    def crop(self, width: float, height: float, at: float = 0.5) -> str:
        """CSS that lays the photo behind a window of that size, its focus in the middle or `at` that part of the width.

        The photo always covers the window, so a focus near an edge stays nearer to it.
        """
        scale = max(width / self.width, height / self.height)
        wide, high = self.width * scale, self.height * scale
        left = min(0.0, max(width - wide, width * at - self.focus[0] * wide))
        top = min(0.0, max(height - high, height / 2 - self.focus[1] * high))
        return f"left:{left:.1f}px;top:{top:.1f}px;width:{wide:.1f}px;height:{high:.1f}px"


def photos_of(codes: Mapping[str, str], root: Path) -> tuple[Photo, ...]:
    """The photos that a notice names, at most four, in its order. Raises RenderingError for one that is no use."""
    found = []
    for number in range(1, MOST_PHOTOS + 1):
        name = f"photo_{number}"
        if name in codes:
            path = root / codes[name]
            stamp = path.stat().st_mtime_ns if path.is_file() else 0
            jpeg, width, height = photo_jpeg(path, stamp)
            x, y = map(float, codes.get(f"{name}_focus", "0.5 0.5").split())
            found.append(Photo(name, jpeg, width, height, (x, y)))
    return tuple(found)


@functools.lru_cache(maxsize=2 * MOST_PHOTOS)  # a notice is drawn for several placements in turn
def photo_jpeg(path: Path, stamp: int = 0) -> tuple[bytes, int, int]:
    """The photo as a JPEG without metadata, with its width and height; `stamp` tells a changed file from the old one.

    Raises RenderingError when it is missing, too small, too large, moving, or no picture.
    """
    del stamp
    where = f"foto {path.name}"
    if not path.is_file() or path.stat().st_size > MOST_BYTES:
        raise RenderingError(
            where, "berkas tidak ada atau lebih dari 30 MB", 'Periksa kunci "photo" atau "photos"'
        )
    picture = _opened(path, where)
    if min(picture.size) < LEAST_PX:
        raise RenderingError(
            where,
            f"hanya {picture.width}x{picture.height} piksel",
            f"Pakai foto aslinya; sisi pendeknya sedikitnya {LEAST_PX} piksel",
        )
    picture.thumbnail((SIDE_PX, SIDE_PX))
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=_QUALITY)
    return buffer.getvalue(), picture.width, picture.height


def _opened(path: Path, where: str) -> Picture:
    """The picture upright and in sRGB; what is clear in it becomes white."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path) as opened:
                _refuse_odd(opened, where)
                opened.draft("RGB", (SIDE_PX, SIDE_PX))
                return _plain(ImageOps.exif_transpose(opened))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large(where) from error
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError) as error:
        raise RenderingError(
            where, "bukan gambar yang terbaca", "Simpan ulang sebagai JPG atau PNG (HEIC belum dapat dibaca)"
        ) from error


def _refuse_odd(opened: Picture, where: str) -> None:
    """Moving pictures and huge ones; the second picture in the file of some phones is a preview and no movement."""
    if getattr(opened, "is_animated", False) and opened.format != "MPO":
        raise RenderingError(where, "gambar bergerak", "Pakai foto JPG atau PNG yang diam")
    is_jpeg = opened.format in {"JPEG", "MPO"}
    if opened.width * opened.height > 1_000_000 * (_MOST_OF_JPEG if is_jpeg else MOST_MEGAPIXELS):
        raise _too_large(where)


def _too_large(where: str) -> RenderingError:
    found = f"lebih dari {MOST_MEGAPIXELS} juta piksel ({_MOST_OF_JPEG} juta untuk JPG)"
    return RenderingError(where, found, "Kecilkan gambarnya, atau simpan sebagai JPG")


def _plain(picture: Picture) -> Picture:
    """The colours that a screen without profiles shows: from the photo's own profile where it has a sound one."""
    from PIL import Image, ImageCms

    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "CMYK"}:
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            shown = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (OSError, ImageCms.PyCMSError):
            shown = None  # a broken profile says nothing about the colours
        if shown is not None:
            return shown
    if "A" in picture.getbands() or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        paper = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(paper, clear).convert("RGB")
    return picture.convert("RGB")
