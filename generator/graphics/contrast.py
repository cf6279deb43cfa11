"""The one pass over the pixels: contrast of every text on what stands behind it (WCAG 2.2, 1.4.3), and none cut off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.graphics.fonts import LINE_FACTOR
from generator.graphics.layout import ink_box
from generator.records import CheckResult
from generator.themes import contrast

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PIL.Image import Image

    from generator.graphics.layout import Run

LEAST, LEAST_LARGE, LARGE_PX = 4.5, 3.0, 48.0
_HARDLY = 8  # levels of 255: letters that change the ground by less are not seen at all
# Where letters stand, in parts of the font size; on our designs none ends more than 0.2 short of it.
_BASELINE, _LOW_LETTER, _BLANK, _MOST_CUT = 1.038, 0.52, 0.22, 0.3


@dataclass(frozen=True, slots=True)
class _Seen:
    """One text as it was drawn: its pixels, what stands behind them, how much they differ (0-255)."""

    one: Run
    corner: tuple[int, int]  # in pixels of the picture
    drawn: Image
    behind: Image
    changed: Image
    strongest: int

    def core(self, share: float) -> Image:
        """A mask of the letters: where the change is at least that share of the strongest."""
        return self.changed.point([255 if level >= share * self.strongest else 0 for level in range(256)])


def check_pixels(
    runs: Sequence[Run], drawn: Image, without_text: Image, scale: float
) -> tuple[CheckResult, CheckResult]:
    """The worst run in contrast, in ratio to its limit (4.5, or 3 for large letters and icons), and the one most cut.

    `drawn` has `scale` pixels for a logical one; `without_text` may be smaller and is compared cell by cell. A cut is
    told in parts of the font size.
    """
    worst, least = 99.0, CheckResult("contrast", True, 21, LEAST)  # noqa: FBT003 - field of a record
    cut, text = 0.0, ""
    for seen in _seen(runs, drawn.convert("RGB"), without_text.convert("RGB"), scale):
        one = seen.one
        limit = LEAST_LARGE if one.run.font_px >= LARGE_PX or one.role == "i" else LEAST
        value = _contrast_of(seen)
        if value / limit < worst:
            worst, is_passed = value / limit, value >= limit - 0.05
            least = CheckResult("contrast", is_passed, round(value, 2), limit, one.run.text.strip())
        missing = _cut_of(seen, scale)
        if missing > cut:
            cut, text = missing, one.run.text.strip()
    return least, CheckResult("not_cut", cut <= _MOST_CUT, round(cut, 2), _MOST_CUT, text)


def check_contrast(runs: Sequence[Run], drawn: Image, without_text: Image, scale: float) -> CheckResult:
    """The first result of `check_pixels`."""
    return check_pixels(runs, drawn, without_text, scale)[0]


def _seen(runs: Sequence[Run], drawn: Image, behind: Image, scale: float) -> Iterator[_Seen]:
    """Every text that has pixels on the picture."""
    from PIL import Image as images_of  # noqa: N813 - a module
    from PIL import ImageChops

    ratio = behind.width / drawn.width
    for one in runs:
        crop = _pixels_of(one, drawn, scale)
        if crop[2] - crop[0] < 3 or crop[3] - crop[1] < 3:
            continue
        text = drawn.crop(crop)
        left, top, right, bottom = (edge * ratio for edge in crop)
        back = behind.resize(text.size, images_of.Resampling.BILINEAR, box=(left, top, right, bottom))
        changed = ImageChops.difference(text, back).convert("L")
        strongest = int(changed.getextrema()[1])  # type: ignore[arg-type]
        yield _Seen(one, (crop[0], crop[1]), text, back, changed, strongest)


def _pixels_of(one: Run, drawn: Image, scale: float) -> tuple[int, int, int, int]:
    box = ink_box(one.run)
    return (
        max(0, int(box.left * scale)),
        max(0, int(box.top * scale)),
        min(drawn.width, int(box.right * scale) + 1),
        min(drawn.height, int(box.bottom * scale) + 1),
    )


def _contrast_of(seen: _Seen) -> float:
    """Ratio of the core colour of the letters to the worst of 8 x 4 cells behind them.

    The outer box of turned text holds more than the text: there only what lies close to the letters counts.
    """
    from PIL import Image as images_of  # noqa: N813 - a module
    from PIL import ImageFilter, ImageStat

    if seen.strongest < _HARDLY:
        return 1.0
    core = seen.core(0.8)
    red, green, blue = ImageStat.Stat(seen.drawn, core).median
    letters = (int(red), int(green), int(blue))
    if seen.one.run.is_turned:
        near = ImageStat.Stat(seen.behind, core.filter(ImageFilter.MaxFilter(5))).median
        return contrast(letters, (int(near[0]), int(near[1]), int(near[2])))
    cells = seen.behind.resize((8, 4), images_of.Resampling.BOX).tobytes()
    colours = {(cells[n], cells[n + 1], cells[n + 2]) for n in range(0, len(cells), 3)}
    return min(contrast(letters, colour) for colour in colours)


def _cut_of(seen: _Seen, scale: float) -> float:
    """How far the drawn letters end short of where letters stand, in parts of the font size; 0 for icons and signs."""
    run, box = seen.one.run, ink_box(seen.one.run)
    is_word = any(sign.isalnum() for sign in run.text) and seen.one.role != "i" and not run.is_turned
    inked = seen.core(0.5).getbbox() if is_word and seen.strongest >= _HARDLY else None
    if inked is None:
        return 0.0
    left, top = (seen.corner[0] + inked[0]) / scale, (seen.corner[1] + inked[1]) / scale
    right, bottom = (seen.corner[0] + inked[2]) / scale, (seen.corner[1] + inked[3]) / scale
    baseline = run.box.top + run.box.height * _BASELINE / LINE_FACTOR
    low = baseline - _LOW_LETTER * run.font_px
    first = box.left + _BLANK * run.font_px * (len(run.text) - len(run.text.lstrip()))
    return max(baseline - bottom, top - low, left - first, box.right - right, 0.0) / run.font_px
