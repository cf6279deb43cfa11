"""A view of the map layers as SVG paths, with the labels, marks and scale bar that the page lays over it.

Light: runs in a worker without pandas. Text is never drawn inside the SVG (its engine has no fonts of ours); names
of roads, ranks and the scale are placed here and printed by the page as HTML, escaped by the template.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.graphics.map_grain import grain_svg
from generator.graphics.map_layers import CLASS_ORDER
from generator.themes import mix

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.graphics.canvas import Box
    from generator.graphics.map_layers import Line, MapLayers, Mark, Point, RoadLine
    from generator.themes import Palette

# Width of a road on the page in logical pixels at the scale of a district and of a place.
_WIDTHS = {
    "motorway": (9.0, 30.0),
    "arterial": (7.0, 26.0),
    "collector": (4.0, 18.0),
    "local": (2.6, 13.0),
    "residential": (1.8, 10.0),
    "path": (1.2, 4.0),
}
_SCALE_STEPS_M = (50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000)
NEAR_M_PER_PX = 6.0  # below this a view shows the near layer with every road
LABEL_PX = 28
MOST_LABELS = 6
LEAST_HALO, MOST_HALO = 52.0, 92.0
PIN_APART = 68.0


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


@dataclass(frozen=True, slots=True)
class MapLabel:
    """Name of a road, centred at (x, y), turned by `angle` degrees."""

    text: str
    x: float
    y: float
    angle: float
    width: float


@dataclass(frozen=True, slots=True)
class MapMark:
    """A hotspot on the page; the area of the halo grows with the accidents.

    The numbered pin stands at (x, y), beside the place itself where two pins would cover each other.
    """

    rank: int
    x: float
    y: float
    halo: float
    place: Point


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """The drawing and what is laid over it."""

    svg: str
    labels: tuple[MapLabel, ...]
    marks: tuple[MapMark, ...]
    scale_px: float
    scale_label: str


def fit(points: Sequence[Point], window: Box, *, least_m_per_px: float = 1.0, padding: float = 58) -> View:
    """The view in which all points stand inside the window."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    wide, high = max(60.0, window.width - 2 * padding), max(60.0, window.height - 2 * padding)
    metres = max((max(xs) - min(xs)) / wide, (max(ys) - min(ys)) / high, least_m_per_px)
    centre = ((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)
    return View(centre, (window.left + window.right) / 2, (window.top + window.bottom) / 2, metres)


def draw_map(
    layers: MapLayers,
    view: View,
    page: Box,
    palette: Palette,
    *,
    shown: Sequence[Mark],
    window: Box,
) -> DrawnMap:
    """The map over `page`; names of roads and the scale keep inside `window`, which no text of the page covers.

    Without roads the page shows through around the district.
    """
    is_near = view.metres_per_px < NEAR_M_PER_PX and bool(layers.near)
    roads = [road for road in (layers.near if is_near else layers.wide) if _is_seen(road, view, page)]
    marks = _placed(view, shown)
    parts = [
        _land(layers, view, page, palette),
        grain_svg(layers, view, page, palette),
        *_roads(roads, view, palette),
        _edges(layers, view, palette),
        *_stretches(shown, view, palette),
        *(_halo(mark, palette) for mark in marks),
    ]
    size = f'width="{page.width:g}" height="{page.height:g}"'
    box = f'viewBox="{page.left:g} {page.top:g} {page.width:g} {page.height:g}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box}>{"".join(parts)}</svg>'
    length_m = max((step for step in _SCALE_STEPS_M if step / view.metres_per_px <= 190), default=50)
    label = f"{length_m // 1000} km" if length_m >= 1_000 else f"{length_m} m"
    labels = _labels(roads, view, window, marks)
    return DrawnMap(svg, labels, marks, length_m / view.metres_per_px, label)


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
        data = "".join(_path(ring, view) + "Z" for ring in area.rings)
        share = counts.get(area.name, 0.0) / most
        fill = mix(palette.soft, palette.highlight, share**1.5) if area.name in counts else palette.land
        parts.append(
            f'<path d="{data}" fill="{fill}" stroke="{palette.ground}" stroke-width="4" stroke-linejoin="round"/>'
        )
    size = f'width="{window.width:g}" height="{window.height:g}"'
    box = f'viewBox="{window.left:g} {window.top:g} {window.width:g} {window.height:g}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box}>{"".join(parts)}</svg>'
    middles = tuple((area.name, *view.at(area.middle)) for area in layers.areas if area.name in counts)
    return DrawnAreas(svg, middles)


# ------------------------------------------------------------------------------------------------ ground


def _land(layers: MapLayers, view: View, page: Box, palette: Palette) -> str:
    """The district lighter than what lies around it; without roads only the district itself, on the page's ground."""
    district = "".join(_path(ring, view) + "Z" for ring in layers.outline)
    if not layers.has_roads:
        return f'<path d="{district}" fill="{palette.land}"/>'
    rect = f'<rect x="{page.left:g}" y="{page.top:g}" width="{page.width:g}" height="{page.height:g}"'
    if not layers.outline:
        return f'{rect} fill="{palette.land}"/>'
    return f'{rect} fill="{palette.casing}"/><path d="{district}" fill="{palette.land}"/>'


def _edges(layers: MapLayers, view: View, palette: Palette) -> str:
    """Kecamatan dashed, district whole."""
    dashed = "".join(_path(ring, view) + "Z" for area in layers.areas for ring in area.rings)
    whole = "".join(_path(ring, view) + "Z" for ring in layers.outline)
    return (
        f'<path d="{dashed}" fill="none" stroke="{palette.road_label}" stroke-opacity="0.28" stroke-width="2"'
        ' stroke-dasharray="2 8" stroke-linecap="round"/>'
        f'<path d="{whole}" fill="none" stroke="{palette.road_label}" stroke-opacity="0.5" stroke-width="3"/>'
    )


def _path(line: Line, view: View) -> str:
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


# ------------------------------------------------------------------------------------------------ roads


def _is_seen(road: RoadLine, view: View, page: Box) -> bool:
    left, bottom = view.at((road.bounds[0], road.bounds[1]))
    right, top = view.at((road.bounds[2], road.bounds[3]))
    return right > page.left and left < page.right and bottom > page.top and top < page.bottom


def _roads(roads: Iterable[RoadLine], view: View, palette: Palette) -> list[str]:
    """All casings first, then all fills, from small roads to large ones, so that crossings join."""
    paths: dict[str, list[str]] = {name: [] for name in CLASS_ORDER}
    for road in roads:
        paths.setdefault(road.road_class, []).append(_path(road.points, view))
    share = _nearness(view)
    casings, fills = [], []
    for name in CLASS_ORDER:
        if not paths[name]:
            continue
        data = "".join(paths[name])
        wide, near = _WIDTHS[name]
        width = wide + (near - wide) * share
        is_main = name in {"motorway", "arterial"}
        look = 'fill="none"' + (' stroke-linecap="round" stroke-linejoin="round"' if width >= 3.5 else "")
        if width >= 3.5:  # the edge of a hairline cannot be seen and costs as much as the line
            edge = width + 2 + 3 * share
            casings.append(f'<path d="{data}" {look} stroke="{palette.casing}" stroke-width="{edge:.1f}"/>')
        colour = palette.road_main if is_main else palette.road
        fills.append(f'<path d="{data}" {look} stroke="{colour}" stroke-width="{width:.1f}"/>')
    return casings + fills


def _nearness(view: View) -> float:
    """0 for the whole district, 1 for a single place."""
    return max(0.0, min(1.0, (math.log(40) - math.log(view.metres_per_px)) / (math.log(40) - math.log(1.2))))


# ------------------------------------------------------------------------------------------------ hotspots


def _placed(view: View, shown: Sequence[Mark]) -> tuple[MapMark, ...]:
    """Marks on the page; the largest halo shrinks where marks stand close together."""
    places = [view.at(mark.at) for mark in shown]
    alone = MOST_HALO if view.metres_per_px < NEAR_M_PER_PX else LEAST_HALO
    apart = min((math.dist(a, b) for n, a in enumerate(places) for b in places[n + 1 :]), default=alone)
    largest = max(LEAST_HALO, min(MOST_HALO, apart))
    most = max([1, *(mark.accidents for mark in shown)])
    pins = _spread(places)
    return tuple(
        MapMark(mark.rank, x, y, largest * math.sqrt(mark.accidents / most), place)
        for mark, (x, y), place in zip(shown, pins, places, strict=True)
    )


def _spread(places: Sequence[Point]) -> list[Point]:
    """The same points, pushed apart until no two pins cover each other; at most 60 rounds."""
    pins = list(places)
    for _ in range(60):
        is_clear = True
        for n in range(len(pins)):
            for m in range(n + 1, len(pins)):
                (x1, y1), (x2, y2) = pins[n], pins[m]
                far = math.dist(pins[n], pins[m])
                if far >= PIN_APART:
                    continue
                is_clear = False
                push = (PIN_APART - far) / 2 + 0.5
                dx, dy = ((x2 - x1) / far, (y2 - y1) / far) if far > 0.01 else (1.0, 0.0)
                pins[n], pins[m] = (x1 - dx * push, y1 - dy * push), (x2 + dx * push, y2 + dy * push)
        if is_clear:
            break
    return pins


def _stretches(shown: Sequence[Mark], view: View, palette: Palette) -> list[str]:
    """The stretch of a hotspot as a glowing line on its road."""
    width = 10 + 16 * _nearness(view)
    drawn = []
    for mark in shown:
        if len(mark.line) < 2:
            continue
        data = _path(mark.line, view)
        look = 'fill="none" stroke-linecap="round" stroke-linejoin="round"'
        drawn.append(
            f'<path d="{data}" {look} stroke="{palette.highlight}" stroke-opacity="0.28" stroke-width="{width * 2.4:.0f}"/>'
            f'<path d="{data}" {look} stroke="{palette.highlight}" stroke-width="{width:.0f}"/>'
        )
    return drawn


def _halo(mark: MapMark, palette: Palette) -> str:
    """Two circles, the area of the outer one in proportion to the accidents, and a line to a pin that moved."""
    (x, y), fill = mark.place, f'fill="{palette.highlight}"'
    circles = (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{mark.halo:.1f}" {fill} fill-opacity="0.20"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{mark.halo * 0.66:.1f}" {fill} fill-opacity="0.30"/>'
    )
    if math.dist(mark.place, (mark.x, mark.y)) < 6:
        return circles
    return (
        f'{circles}<path d="M{x:.1f} {y:.1f}L{mark.x:.1f} {mark.y:.1f}" stroke="{palette.highlight}" stroke-width="5"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="8" {fill}/>'
    )


# ------------------------------------------------------------------------------------------------ labels


def _labels(
    roads: Sequence[RoadLine], view: View, window: Box, marks: Sequence[MapMark]
) -> tuple[MapLabel, ...]:
    """Names of the larger roads along their straightest stretch, clear of each other and of the marks."""
    taken = [(mark.x, mark.y, max(52.0, mark.halo * 0.7)) for mark in marks]
    found: list[MapLabel] = []
    names: set[str] = set()
    rank = {name: place for place, name in enumerate(CLASS_ORDER)}
    ordered = sorted(roads, key=lambda road: (-rank.get(road.road_class, 0), -len(road.points), road.name))
    for road in ordered:
        if not road.name or road.name in names or len(road.name) > 26 or len(found) >= MOST_LABELS:
            continue
        width = 0.56 * LABEL_PX * len(road.name) + 12
        if math.dist(road.bounds[:2], road.bounds[2:]) / view.metres_per_px < width:
            continue
        for label in _candidates(road, view, width):
            circles = _circles(label)
            if all(_is_within(circle, window) for circle in circles) and not _hits(circles, taken):
                found.append(label)
                names.add(road.name)
                taken += circles
                break
    return tuple(found)


def _candidates(road: RoadLine, view: View, width: float) -> list[MapLabel]:
    """Places on the road where its name fits on a nearly straight stretch, longest chord first."""
    points = [view.at(point) for point in road.points]
    found: list[tuple[float, MapLabel]] = []
    for n in range(len(points) - 1):
        length = 0.0
        for m in range(n + 1, min(len(points), n + 12)):
            length += math.dist(points[m - 1], points[m])
            chord = math.dist(points[n], points[m])
            if chord < width:
                continue
            if chord < 0.97 * length:
                break
            (x1, y1), (x2, y2) = points[n], points[m]
            angle = math.degrees(math.atan2(y2 - y1, x2 - x1))
            angle = angle - 180 if angle > 90 else angle + 180 if angle < -90 else angle
            for share in (0.5, 0.3, 0.7):
                x, y = x1 + (x2 - x1) * share, y1 + (y2 - y1) * share
                found.append((-chord + 400 * abs(share - 0.5), MapLabel(road.name, x, y, angle, width)))
            break
    found.sort(key=lambda pair: (pair[0], pair[1].x, pair[1].y))
    return [label for _, label in found[:60]]


def _circles(label: MapLabel) -> list[tuple[float, float, float]]:
    """The label as a row of circles, for collisions at any angle."""
    radius = LABEL_PX * 0.8
    reach = label.width / 2 - radius / 2
    dx, dy = math.cos(math.radians(label.angle)), math.sin(math.radians(label.angle))
    count = max(2, int(reach * 2 // radius) + 1)
    steps = [-reach + 2 * reach * n / (count - 1) for n in range(count)]
    return [(label.x + dx * step, label.y + dy * step, radius) for step in steps]


def _is_within(circle: tuple[float, float, float], window: Box) -> bool:
    x, y, r = circle
    return window.left + r <= x <= window.right - r and window.top + r <= y <= window.bottom - r


def _hits(circles: Sequence[tuple[float, float, float]], taken: Sequence[tuple[float, float, float]]) -> bool:
    return any(math.hypot(x - u, y - v) < r + s for x, y, r in circles for u, v, s in taken)
