"""What a page names must be there before it is drawn: the engine skips a missing image or font in silence."""

from __future__ import annotations

import base64
import binascii
import functools
import io
import re
from typing import TYPE_CHECKING

from generator.errors import RenderingError
from generator.graphics import fonts

if TYPE_CHECKING:
    from collections.abc import Mapping

_IN_PAGE = re.compile(r"""<(?:img|image|use)\b[^>]*?\b(?:src|href)\s*=\s*["']([^"']*)["']""")
_IN_STYLE = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
_FAMILY = re.compile(r"""font-family:\s*["']?([^;"'},]+)""")
_STYLES = re.compile(r"""style\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def check_assets(html: str, css: str, images: Mapping[str, bytes]) -> None:
    """Raises RenderingError for the first image that is neither given nor whole in the page, or a font we have not."""
    styles = css + ";".join(one or other for one, other in _STYLES.findall(html) if "(" in (one or other))
    for name in (*_IN_PAGE.findall(html), *_IN_STYLE.findall(styles)):
        if name not in images and not name.startswith("#") and not _is_whole(name):
            raise RenderingError(
                f'gambar "{name[:60]}"',
                "tidak ada atau rusak, jadi tidak akan tergambar",
                "Periksa templat atau berkas logo",
            )
    for family in _FAMILY.findall(css):
        if family.strip() not in {fonts.TEXT_FAMILY, fonts.ICON_FAMILY}:
            raise RenderingError(
                f'fon "{family.strip()}"', "tidak tersedia", f'Pakai "{fonts.TEXT_FAMILY}" atau "MDI"'
            )


@functools.lru_cache(maxsize=32)
def _is_whole(uri: str) -> bool:
    """Whether a data URI carries an image that can be opened."""
    from PIL import Image, UnidentifiedImageError

    kind, _, data = uri.partition(",")
    if not kind.startswith("data:image/"):
        return False
    if kind.startswith("data:image/svg+xml"):
        return bool(data)
    try:
        with Image.open(io.BytesIO(base64.b64decode(data, validate=True))) as picture:
            picture.verify()
    except (binascii.Error, UnidentifiedImageError, OSError, SyntaxError):
        return False
    return True
