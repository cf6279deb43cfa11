"""Sheets of paper that a week is printed on: size in millimetres, bleed, and pixels at 300 dots an inch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.graphics.canvas import LOGICAL_WIDTH, Box, Canvas
from generator.graphics.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

BLEED_MM = 3.0  # colour that is cut away, so that no white edge is left
MARGIN = 12 / 210  # from the cut edge to the words, in parts of the width
DPI = 300
MM_PER_INCH, POINTS_PER_INCH = 25.4, 72.0


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet by its cut size, upright."""

    name: str
    width_mm: float
    height_mm: float

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height with bleed at 300 dpi."""
        return (_pixels(self.width_mm + 2 * BLEED_MM), _pixels(self.height_mm + 2 * BLEED_MM))

    @property
    def px_per_mm(self) -> float:
        """Logical pixels of a millimetre."""
        return LOGICAL_WIDTH / (self.width_mm + 2 * BLEED_MM)

    @property
    def px_per_point(self) -> float:
        """Logical pixels of a printer's point (1/72 inch)."""
        return self.px_per_mm * MM_PER_INCH / POINTS_PER_INCH

    def sheet(self, dpi: int = DPI) -> Sheet:
        """Canvas with bleed, the cut sheet as zone, and the box of the words."""
        width, height = self.pixels
        page = Box(0, 0, LOGICAL_WIDTH, LOGICAL_WIDTH * height / width)
        cut, words = BLEED_MM * self.px_per_mm, (BLEED_MM + MARGIN * self.width_mm) * self.px_per_mm
        canvas = Canvas(LOGICAL_WIDTH, page.height, width / LOGICAL_WIDTH * dpi / DPI)
        return Sheet(canvas, self.name, page, _inset(page, cut), _inset(page, words))


PAPERS: Mapping[str, Paper] = {"a4": Paper("a4", 210, 297), "a3": Paper("a3", 297, 420)}


def _pixels(mm: float) -> int:
    return round(mm / MM_PER_INCH * DPI)


def _inset(box: Box, by: float) -> Box:
    return Box(box.left + by, box.top + by, box.right - by, box.bottom - by)
