"""The sheet of a placement: canvas, safe box and margins in logical pixels (1080 wide)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.graphics.canvas import LOGICAL_WIDTH, Box, Canvas

if TYPE_CHECKING:
    from generator.platforms import Placement

# Smallest margins by shape: above and below, at the sides. In 9:16 the zone rules, less a little air.
_MARGINS = {"4x5": (64, 72), "1x1": (60, 68), "9x16": (10, 72), "16x9": (40, 48)}

SQUARE_BELOW = 1000.0  # logical pixels: a tall composition needs about this much for its words and evidence


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a design is fitted into."""

    canvas: Canvas
    shape: str  # of the composition: 4x5, 1x1, 9x16 or 16x9
    page: Box
    zone: Box  # the placement's safe box: no text outside
    text: Box  # the zone less the margins: where words stand

    @property
    def is_recomposed(self) -> bool:
        """Whether a square composition stands on a tall page, so that scenery must fill what is below it."""
        return self.shape == "1x1" and self.page.height > 1.5 * self.page.width


def sheet_of(placement: Placement, *also: Placement) -> Sheet:
    """Canvas and boxes of a placement; the zone is what it and all others of the same size leave free."""
    scale = placement.width / LOGICAL_WIDTH
    height = placement.height / scale
    safes = [one.safe for one in (placement, *also)]
    zone = Box(
        max(safe.left for safe in safes) / scale,
        max(safe.top for safe in safes) / scale,
        LOGICAL_WIDTH - max(safe.right for safe in safes) / scale,
        height - max(safe.bottom for safe in safes) / scale,
    )
    shape = "4x5" if placement.shape == "3x4" else placement.shape  # the same composition with more room
    upright, side = _MARGINS[shape]
    air = upright if shape == "9x16" else 0
    text = Box(
        max(zone.left, side),
        max(zone.top + air, upright),
        min(zone.right, LOGICAL_WIDTH - side),
        min(zone.bottom - air, height - upright),
    )
    canvas = Canvas(LOGICAL_WIDTH, height, scale)
    return recomposed(Sheet(canvas, shape, Box(0, 0, LOGICAL_WIDTH, height), zone, text))


def recomposed(sheet: Sheet) -> Sheet:
    """The sheet with the composition that its text box has room for: what an app leaves of a tall page may be square."""
    is_low = sheet.shape == "9x16" and sheet.text.height < SQUARE_BELOW
    return replace(sheet, shape="1x1") if is_low else sheet
