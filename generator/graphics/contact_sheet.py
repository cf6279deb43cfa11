"""Pictures side by side on one sheet, to be judged as a family."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PIL.Image import Image

GAP_PX = 16
_PAPER = "#FFFFFF"


def contact_sheet(pictures: Sequence[Path], *, height_px: int, columns: int) -> Image:
    """The pictures in rows of `columns`, each `height_px` high, in the order given. ValueError without pictures."""
    from PIL import Image as images_of  # noqa: N813 - a module, imported late

    thumbs = [_thumb(path, height_px) for path in pictures]
    rows = [thumbs[n : n + columns] for n in range(0, len(thumbs), columns)]
    width = max(sum(one.width + GAP_PX for one in row) for row in rows) + GAP_PX
    sheet = images_of.new("RGB", (width, len(rows) * (height_px + GAP_PX) + GAP_PX), _PAPER)
    for down, row in enumerate(rows):
        left = GAP_PX
        for one in row:
            sheet.paste(one, (left, GAP_PX + down * (height_px + GAP_PX)))
            left += one.width + GAP_PX
    return sheet


def _thumb(path: Path, height_px: int) -> Image:
    from PIL import Image as images_of  # noqa: N813 - a module, imported late

    with images_of.open(path) as picture:
        wide = round(picture.width * height_px / picture.height)
        return picture.convert("RGB").resize((wide, height_px), images_of.Resampling.LANCZOS)
