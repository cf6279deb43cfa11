"""The one pass over the pixels: contrast of every text on what really stands behind it (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.graphics.layout import ink_box
from generator.records import CheckResult
from generator.themes import contrast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.Image import Image

    from generator.graphics.layout import Run

LEAST, LEAST_LARGE, LARGE_PX = 4.5, 3.0, 48.0
_HARDLY = 8  # levels of 255: letters that change the ground by less are not seen at all


def check_contrast(runs: Sequence[Run], drawn: Image, without_text: Image, scale: float) -> CheckResult:
    """The run with the least contrast in ratio to its limit: 4.5, or 3 for large letters and icons.

    `drawn` has `scale` pixels for a logical one; `without_text` may be smaller and is compared cell by cell.
    """
    from PIL import Image as images_of  # noqa: N813 - a module

    drawn, behind = drawn.convert("RGB"), without_text.convert("RGB")
    ratio = behind.width / drawn.width
    worst, result = 99.0, CheckResult("contrast", True, 21, LEAST)  # noqa: FBT003 - field of a record
    for one in runs:
        crop = _pixels_of(one, drawn, scale)
        if crop[2] - crop[0] < 3 or crop[3] - crop[1] < 3:
            continue
        limit = LEAST_LARGE if one.run.font_px >= LARGE_PX or one.role == "i" else LEAST
        text = drawn.crop(crop)
        left, top, right, bottom = (edge * ratio for edge in crop)
        back = behind.resize(text.size, images_of.Resampling.BILINEAR, box=(left, top, right, bottom))
        value = _contrast_in(text, back, is_turned=one.run.is_turned)
        if value / limit < worst:
            worst = value / limit
            is_passed = value >= limit - 0.05
            result = CheckResult("contrast", is_passed, round(value, 2), limit, one.run.text.strip())
    return result


def _pixels_of(one: Run, drawn: Image, scale: float) -> tuple[int, int, int, int]:
    box = ink_box(one.run)
    return (
        max(0, int(box.left * scale)),
        max(0, int(box.top * scale)),
        min(drawn.width, int(box.right * scale) + 1),
        min(drawn.height, int(box.bottom * scale) + 1),
    )


def _contrast_in(drawn: Image, behind: Image, *, is_turned: bool) -> float:
    """Ratio of the core colour of the letters to the worst of 8 x 4 cells behind them.

    The outer box of turned text holds more than the text: there only what lies close to the letters counts.
    """
    from PIL import Image as images_of  # noqa: N813 - a module
    from PIL import ImageChops, ImageFilter, ImageStat

    changed = ImageChops.difference(drawn, behind).convert("L")
    levels = changed.histogram()
    strongest = max(level for level, count in enumerate(levels) if count)
    if strongest < _HARDLY:
        return 1.0
    core = changed.point([255 if level >= 0.8 * strongest else 0 for level in range(256)])
    red, green, blue = ImageStat.Stat(drawn, core).median
    letters = (int(red), int(green), int(blue))
    if is_turned:
        near = ImageStat.Stat(behind, core.filter(ImageFilter.MaxFilter(5))).median
        return contrast(letters, (int(near[0]), int(near[1]), int(near[2])))
    cells = behind.resize((8, 4), images_of.Resampling.BOX).tobytes()
    colours = {(cells[n], cells[n + 1], cells[n + 2]) for n in range(0, len(cells), 3)}
    return min(contrast(letters, colour) for colour in colours)
