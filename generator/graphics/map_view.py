"""Which metres stand at which pixels of a page, and lines as path data; plain numbers, for every layer of a map."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.graphics.canvas import Box
    from generator.graphics.map_layers import Line, Point

NEAR_M_PER_PX = 6.0  # below this a view shows the near layer with every road
_SHARE_OF_DISTRICT = 0.55  # a view of less than this part of a side is a piece that needs a locator


@dataclass(frozen=True, slots=True)
class View:
    """Which metres stand at which pixels: `centre` at (x, y) of the canvas."""

    centre: Point
    x: float
    y: float
    metres_per_px: float

    def at(self, point: Point) -> Point:
        """Logical pixels of a point in metres; y downwards."""
        return (
            self.x + (point[0] - self.centre[0]) / self.metres_per_px,
            self.y - (point[1] - self.centre[1]) / self.metres_per_px,
        )

    @property
    def is_near(self) -> bool:
        """Whether single streets can be told apart."""
        return self.metres_per_px < NEAR_M_PER_PX

    @property
    def nearness(self) -> float:
        """0 for the whole district, 1 for a single place."""
        share = (math.log(40) - math.log(self.metres_per_px)) / (math.log(40) - math.log(1.2))
        return max(0.0, min(1.0, share))

    def shows_a_piece(self, bounds: tuple[float, float, float, float], window: Box) -> bool:
        """Whether the window holds only a piece of the district that has these bounds in metres."""
        wide, high = bounds[2] - bounds[0], bounds[3] - bounds[1]
        seen = window.width * self.metres_per_px, window.height * self.metres_per_px
        return seen[0] < _SHARE_OF_DISTRICT * wide and seen[1] < _SHARE_OF_DISTRICT * high


def fit(points: Sequence[Point], window: Box, *, least_m_per_px: float = 1.0, padding: float = 76) -> View:
    """The view in which all points stand inside the window; `padding` in pixels, less where the window is small."""
    padding = min(padding, 0.19 * min(window.width, window.height))
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    wide, high = max(60.0, window.width - 2 * padding), max(60.0, window.height - 2 * padding)
    metres = max((max(xs) - min(xs)) / wide, (max(ys) - min(ys)) / high, least_m_per_px)
    centre = ((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)
    return View(centre, (window.left + window.right) / 2, (window.top + window.bottom) / 2, metres)


def path(line: Line, view: View) -> str:
    """Path data with one decimal; points closer than half a pixel to the last one are left out."""
    parts: list[str] = []
    last = (-1e9, -1e9)
    end = len(line) - 1
    for n, point in enumerate(line):
        x, y = view.at(point)
        if n != end and abs(x - last[0]) < 0.7 and abs(y - last[1]) < 0.7:
            continue
        parts.append(f"{'L' if parts else 'M'}{x:.1f} {y:.1f}")
        last = (x, y)
    return "".join(parts)


def rings_path(rings: Sequence[Line], view: View) -> str:
    """Path data of closed rings."""
    return "".join(path(ring, view) + "Z" for ring in rings)


def svg_over(box: Box, parts: Sequence[str]) -> str:
    """An SVG element that covers `box` of the canvas in the canvas's own coordinates."""
    size = f'width="{box.width:g}" height="{box.height:g}"'
    seen = f'viewBox="{box.left:g} {box.top:g} {box.width:g} {box.height:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {seen}>{"".join(parts)}</svg>'
