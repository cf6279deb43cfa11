"""A view of the map layers as SVG paths, with the labels, marks, scale bar and locator that the page lays over it.

Light: runs in a worker without pandas. Text is never drawn inside the SVG (its engine has no fonts of ours); names
of roads and kecamatan, ranks and the scale are placed here and printed by the page as HTML, escaped by the template.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.graphics.canvas import Box
from generator.graphics.map_grain import grain_svg
from generator.graphics.map_labels import Named, labels_of
from generator.graphics.map_layers import CLASS_ORDER
from generator.graphics.map_marks import PIN_RADIUS, disc_svg, glow_svg, placed, stretches_svg
from generator.graphics.map_view import fit, path, rings_path, svg_over
from generator.themes import mix

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.graphics.map_labels import MapLabel
    from generator.graphics.map_layers import Line, MapLayers, Mark, RoadLine
    from generator.graphics.map_marks import MapMark
    from generator.graphics.map_view import View
    from generator.themes import Palette

# Width of a road on the page in logical pixels at the scale of a district and of a place.
_WIDTHS = {
    "motorway": (9.0, 30.0),
    "arterial": (6.5, 25.0),
    "collector": (3.8, 18.0),
    "local": (2.4, 12.0),
    "residential": (1.6, 8.5),
    "path": (1.2, 3.5),
}
# How far the colour of a class goes: from the land to small roads (0-1), and on to main roads (1-2).
_TONES = {"motorway": 2.0, "arterial": 2.0, "collector": 1.42, "local": 1.0, "residential": 0.78, "path": 0.5}
_LEAST_CASED = 3.5  # the edge of a hairline cannot be seen and costs as much as the line
_SCALE_STEPS_M = (50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
_LONGEST_SCALE = 180.0
_SCALE_HIGH = 58.0
LOCATOR_PX = 148.0


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """Where the scale stands: its box, the length of the bar and what it says."""

    box: Box
    px: float
    label: str


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """The drawing and what is laid over it."""

    svg: str
    labels: tuple[MapLabel, ...]
    marks: tuple[MapMark, ...]
    scale: ScaleBar
    bottom: float  # where the known ground ends on the page
    locator: (
        Box | None
    )  # where a small district may say which piece this is; None when the map shows most of it


@dataclass(frozen=True, slots=True)
class Frame:
    """Where on a page a map stands, in logical pixels."""

    page: Box  # the drawing covers it
    window: Box  # names, scale and locator keep inside; no text of the page covers it
    is_scale_right: bool = False
    avoid: tuple[
        Box, ...
    ] = ()  # what the page itself lays over the window; then no room is kept for a locator


def draw_map(
    layers: MapLayers, view: View, frame: Frame, palette: Palette, shown: Sequence[Mark]
) -> DrawnMap:
    """The map with its marks for `shown`, in their order.

    Without roads the page shows through around the district.
    """
    page, window = frame.page, frame.window
    layer = layers.near if view.is_near and layers.near else layers.wide
    roads = [road for road in layer if _is_seen(road, view, page)]
    marks = placed(view, shown, window)
    parts = [
        glow_svg(palette),
        _land(layers, view, page, palette),
        _lit_areas(layers, view, marks, palette),
        grain_svg(layers, view, page, palette),
        *_roads(roads, view, palette),
        _edges(layers, view, palette),
        *stretches_svg(shown, view, palette),
        *(disc_svg(mark, palette) for mark in sorted(marks, key=lambda mark: -mark.halo)),
    ]
    scale = _scale(view, frame, marks)
    locator = None if frame.avoid else _locator_box(layers, view, window, marks, scale.box)
    taken = [scale.box, *([locator] if locator else []), *frame.avoid]
    labels = labels_of(Named(layers.areas, roads, shown), view, marks, window=window, taken=taken)
    return DrawnMap(svg_over(page, parts), labels, marks, scale, view.at(layers.bounds[:2])[1], locator)


# ------------------------------------------------------------------------------------------------ ground


def _land(layers: MapLayers, view: View, page: Box, palette: Palette) -> str:
    """The district lighter than what lies around it; without roads only the district itself, on the page's ground."""
    rings = layers.outline or tuple(ring for area in layers.areas for ring in area.rings)
    district = f'<path d="{rings_path(rings, view)}" fill="{palette.land}"/>'
    if not layers.has_roads:
        return district
    rect = f'<rect x="{page.left:g}" y="{page.top:g}" width="{page.width:g}" height="{page.height:g}"'
    if not layers.outline:
        return f'{rect} fill="{palette.land}"/>'
    return f'{rect} fill="{palette.casing}"/>{district}'


def _lit_areas(layers: MapLayers, view: View, marks: Sequence[MapMark], palette: Palette) -> str:
    """The kecamatan that hold a mark, a little lighter than the others."""
    lit = [
        rings_path(area.rings, view)
        for area in layers.areas
        if any(_holds(area.rings, view, mark.place) for mark in marks)
    ]
    if view.is_near or not lit or len(lit) == len(layers.areas):
        return ""
    return f'<path d="{"".join(lit)}" fill="{mix(palette.land, palette.road, 0.3)}"/>'


def _holds(rings: Sequence[Line], view: View, place: tuple[float, float]) -> bool:
    """Whether a point of the page lies inside rings (even-odd rule)."""
    x, y = place
    is_inside = False
    for ring in rings:
        points = [view.at(point) for point in ring]
        for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                is_inside = not is_inside
    return is_inside


def _edges(layers: MapLayers, view: View, palette: Palette) -> str:
    """Kecamatan dotted, the district whole with a soft shine inside and outside."""
    dotted = rings_path([ring for area in layers.areas for ring in area.rings], view)
    whole = rings_path(layers.outline, view)
    ink = f'fill="none" stroke="{palette.road_label}"'
    return (
        f'<path d="{dotted}" {ink} stroke-opacity="0.34" stroke-width="2" stroke-dasharray="1 8" stroke-linecap="round"/>'
        f'<path d="{whole}" {ink} stroke-opacity="0.10" stroke-width="18" stroke-linejoin="round"/>'
        f'<path d="{whole}" {ink} stroke-opacity="0.6" stroke-width="3" stroke-linejoin="round"/>'
    )


# ------------------------------------------------------------------------------------------------ roads


def _is_seen(road: RoadLine, view: View, page: Box) -> bool:
    left, bottom = view.at((road.bounds[0], road.bounds[1]))
    right, top = view.at((road.bounds[2], road.bounds[3]))
    return right > page.left and left < page.right and bottom > page.top and top < page.bottom


def _roads(roads: Iterable[RoadLine], view: View, palette: Palette) -> list[str]:
    """All casings first, then all fills, from small roads to large ones, so that crossings join."""
    paths: dict[str, list[str]] = {name: [] for name in CLASS_ORDER}
    for road in roads:
        paths.setdefault(road.road_class, []).append(path(road.points, view))
    share = view.nearness
    casings, fills = [], []
    for name in CLASS_ORDER:
        if not paths[name]:
            continue
        data = "".join(paths[name])
        wide, near = _WIDTHS[name]
        width = wide + (near - wide) * share
        is_cased = width >= _LEAST_CASED
        look = 'fill="none"' + (' stroke-linecap="round" stroke-linejoin="round"' if is_cased else "")
        if is_cased:
            edge = width + 2 + 3 * share
            casings.append(f'<path d="{data}" {look} stroke="{palette.casing}" stroke-width="{edge:.1f}"/>')
        fills.append(f'<path d="{data}" {look} stroke="{_tone(name, palette)}" stroke-width="{width:.1f}"/>')
    return casings + fills


def _tone(road_class: str, palette: Palette) -> str:
    """The fill of a class: wide roads stand out, small ones keep close to the land."""
    step = _TONES[road_class]
    if step <= 1:
        return mix(palette.land, palette.road, step)
    return mix(palette.road, palette.road_main, step - 1)


# ------------------------------------------------------------------------------------------------ scale, locator


def _scale(view: View, frame: Frame, marks: Sequence[MapMark]) -> ScaleBar:
    """A round length in a corner of the window that no mark reaches into: below if there is one."""
    window = frame.window
    longest = min(_LONGEST_SCALE, 0.4 * window.width)
    fitting = [step for step in _SCALE_STEPS_M if step / view.metres_per_px <= longest]
    metres = max(fitting, default=_SCALE_STEPS_M[0])
    px = metres / view.metres_per_px
    label = f"{metres // 1000} km" if metres >= 1_000 else f"{metres} m"
    wide = max(px + 4, 112.0)
    sides = (window.right - wide, window.left) if frame.is_scale_right else (window.left, window.right - wide)
    corners = [
        Box(left, top, left + wide, top + _SCALE_HIGH)
        for top in (window.bottom - _SCALE_HIGH, window.top)
        for left in sides
    ]
    bare = [box for box in corners if all(min(box.overlap(one)) < 0 for one in frame.avoid)] or corners
    free = (box for box in bare if _clearance(box, marks) > 0)
    return ScaleBar(next(free, max(bare, key=lambda box: _clearance(box, marks))), px, label)


def _locator_box(
    layers: MapLayers, view: View, window: Box, marks: Sequence[MapMark], scale: Box
) -> Box | None:
    """The corner of the window farthest from all marks, when the map shows a piece of a known district."""
    bounds, size = layers.district, LOCATOR_PX
    if (
        bounds is None
        or min(window.width, window.height) < 2 * size
        or not view.shows_a_piece(bounds, window)
    ):
        return None
    corners = [
        Box(left, top, left + size, top + size)
        for top in (window.top, window.bottom - size)
        for left in (window.right - size, window.left)
    ]
    free = [box for box in corners if min(box.overlap(scale)) < 0]
    best = max(free, key=lambda box: _clearance(box, marks), default=None)
    return best if best is not None and _clearance(best, marks) > 0 else None


def _clearance(box: Box, marks: Sequence[MapMark]) -> float:
    """Pixels between a box and the nearest disc or pin; negative when one reaches into it."""
    circles = [(*mark.place, mark.halo) for mark in marks] + [(mark.x, mark.y, PIN_RADIUS) for mark in marks]
    gaps = []
    for x, y, r in circles:
        dx, dy = max(box.left - x, 0.0, x - box.right), max(box.top - y, 0.0, y - box.bottom)
        gaps.append(math.hypot(dx, dy) - r)
    return min(gaps, default=math.inf)


def draw_locator(layers: MapLayers, shown: Sequence[Mark], box: Box, palette: Palette) -> str:
    """The whole district small inside `box`, with a dot at every mark; empty where no outline is known."""
    bounds = layers.district
    if bounds is None:
        return ""
    view = fit((bounds[:2], bounds[2:]), box, padding=0.12 * box.width)
    rings = layers.outline or tuple(ring for area in layers.areas for ring in area.rings)
    ink, radius = mix(palette.ground, palette.road_label, 0.45), max(8.0, 0.06 * box.width)
    dots = (view.at(mark.at) for mark in shown)
    return svg_over(
        box,
        [
            f'<path d="{rings_path(rings, view)}" fill="{ink}" stroke="{ink}" stroke-width="2"/>',
            *(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{palette.highlight}" stroke="{palette.ground}" stroke-width="3"/>'
                for x, y in dots
            ),
        ],
    )
