"""The shape of a district without a road file: its heat cells as a soft grain behind the marks of a map.

A cell is 250 m wide and has passed the gate (three accidents and more), so nothing exact is drawn. Light: tuples only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.themes import mix

if TYPE_CHECKING:
    from generator.graphics.canvas import Box
    from generator.graphics.map_layers import Grain, MapLayers, Point
    from generator.graphics.map_view import View
    from generator.themes import Palette

CELL_M = 250.0
FEWEST_CELLS = 300  # fewer do not show the shape of anything
_CORE = (0.08, 0.92)  # the part of the cells, by easting and by northing, that a view is fitted to
_STEPS = (0.24, 0.42, 0.66)  # ink of the weakest, the middle and the strongest third
_LEAST_DOT_PX = 3.2


def is_telling(layers: MapLayers | None) -> bool:
    """Whether there are cells enough to recognise the district by."""
    return layers is not None and len(layers.grain) >= FEWEST_CELLS


def core(layers: MapLayers) -> tuple[Point, ...]:
    """Two corners around most of the cells; none when there are too few."""
    if not is_telling(layers):
        return ()
    xs, ys = sorted(cell[0] for cell in layers.grain), sorted(cell[1] for cell in layers.grain)
    first, last = (round(share * (len(xs) - 1)) for share in _CORE)
    return (xs[first], ys[first]), (xs[last], ys[last])


def grain_svg(layers: MapLayers, view: View, page: Box, palette: Palette) -> str:
    """Every cell on the page as a round dot, in three strengths; empty when there are too few cells."""
    if not is_telling(layers):
        return ""
    width = max(_LEAST_DOT_PX, CELL_M / view.metres_per_px * 0.86)
    drawn = []
    for share, cells in zip(_STEPS, _thirds(layers.grain), strict=True):
        spots = [view.at(cell[:2]) for cell in cells]
        data = "".join(f"M{x:.1f} {y:.1f}h.1" for x, y in spots if _is_on(x, y, page))
        colour = mix(palette.land, palette.road_label, share)
        drawn.append(
            f'<path d="{data}" fill="none" stroke="{colour}" stroke-width="{width:.1f}" stroke-linecap="round"/>'
        )
    return "".join(drawn)


def _thirds(grain: Grain) -> tuple[Grain, Grain, Grain]:
    """The cells by their accidents: the lower half, the next three tenths, the rest; equal cells stay together."""
    ordered = sorted(cell[2] for cell in grain)
    low, high = ordered[len(ordered) // 2], ordered[len(ordered) * 8 // 10]
    return (
        tuple(cell for cell in grain if cell[2] <= low),
        tuple(cell for cell in grain if low < cell[2] <= high),
        tuple(cell for cell in grain if cell[2] > max(low, high)),
    )


def _is_on(x: float, y: float, page: Box) -> bool:
    return page.left - 20 < x < page.right + 20 and page.top - 20 < y < page.bottom + 20
