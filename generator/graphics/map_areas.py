"""The kecamatan shaded by their counts, for a small choropleth beside its bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.graphics.map_view import fit, rings_path, svg_over
from generator.themes import mix

if TYPE_CHECKING:
    from generator.graphics.canvas import Box
    from generator.graphics.map_layers import MapLayers
    from generator.themes import Palette


@dataclass(frozen=True, slots=True)
class DrawnAreas:
    """The kecamatan shaded by their counts, with the middle of each that has one."""

    svg: str
    middles: tuple[tuple[str, float, float], ...]


def draw_areas(layers: MapLayers, counts: dict[str, float], window: Box, palette: Palette) -> DrawnAreas:
    """A small choropleth inside `window`: darker means more; a kecamatan without a figure stays empty."""
    points = [point for area in layers.areas for ring in area.rings for point in ring]
    view = fit(points, window, padding=6)
    most = max([*counts.values(), 1.0])
    parts = []
    for area in layers.areas:
        share = counts.get(area.name, 0.0) / most
        fill = mix(palette.soft, palette.highlight, share**1.5) if area.name in counts else palette.land
        parts.append(
            f'<path d="{rings_path(area.rings, view)}" fill="{fill}" stroke="{palette.ground}" stroke-width="4"'
            ' stroke-linejoin="round"/>'
        )
    middles = tuple((area.name, *view.at(area.middle)) for area in layers.areas if area.name in counts)
    return DrawnAreas(svg_over(window, parts), middles)
