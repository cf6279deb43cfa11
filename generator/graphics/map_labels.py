"""Names on a map: kecamatan and roads, clear of each other, of the marks and of all that the page lays over the map."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.graphics import fonts, typeset
from generator.graphics.map_layers import CLASS_ORDER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.graphics.canvas import Box
    from generator.graphics.map_layers import Area, Line, Mark, RoadLine
    from generator.graphics.map_marks import MapMark
    from generator.graphics.map_view import View

LABEL_PX = 28
AREA_SPACING = 0.04  # letter spacing of kecamatan, in parts of the size
LONGEST_NAME = 28  # letters; a longer name would cover the map that it explains
MOST_ROADS, MOST_AREAS = 7, 7
_CHORDS = 12  # points that a nearly straight stretch is looked for over
_STRAIGHT = 0.96  # chord against length
Circle = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class MapLabel:
    """Name of a road or kecamatan, centred at (x, y), turned by `angle` degrees."""

    text: str
    x: float
    y: float
    angle: float
    width: float
    kind: str = "road"  # road, main (a wide road) or area


@dataclass(slots=True)
class _Room:
    """Where a label may stand, and what is taken."""

    window: Box
    circles: list[Circle]
    boxes: Sequence[Box]

    def takes(self, label: MapLabel) -> bool:
        """Whether the label stands free; if so its place is taken."""
        mine = _circles(label)
        if not all(self._is_free(circle) for circle in mine):
            return False
        self.circles += mine
        return True

    def _is_free(self, circle: Circle) -> bool:
        x, y, r = circle
        window = self.window
        if not (window.left + r <= x <= window.right - r and window.top + r <= y <= window.bottom - r):
            return False
        if any(math.hypot(x - u, y - v) < r + s for u, v, s in self.circles):
            return False
        return not any(_meets(circle, box) for box in self.boxes)


@dataclass(frozen=True, slots=True)
class Named:
    """What has a name on a map: kecamatan, the roads in view, the places that the message talks about."""

    areas: Sequence[Area]
    roads: Sequence[RoadLine]
    shown: Sequence[Mark]

    def is_talked_about(self, road: RoadLine) -> bool:
        """Whether a place of the message bears the road's name."""
        return bool(road.name) and any(road.name in mark.name for mark in self.shown)


def labels_of(
    named: Named,
    view: View,
    marks: Sequence[MapMark],
    *,
    window: Box,
    taken: Sequence[Box],
) -> tuple[MapLabel, ...]:
    """Names inside `window`, off marks, stretches and the boxes in `taken`; kecamatan first on a map of the district."""
    circles = [(mark.x, mark.y, 48.0) for mark in marks]
    circles += [(*mark.place, max(18.0, mark.halo + 2)) for mark in marks]
    lines = [line for mark in named.shown for line in mark.stretch]
    circles += [(*view.at(point), 16.0) for line in lines for point in _dense(line, 16 * view.metres_per_px)]
    room = _Room(window, circles, taken)
    found: list[MapLabel] = []
    if not view.is_near:
        found += _area_labels(named.areas, view, room)
    return (*found, *_road_labels(named, view, room, MOST_ROADS if view.is_near else 4))


def _dense(line: Line, step_m: float) -> Iterator[tuple[float, float]]:
    """Points along a line, `step_m` apart or closer."""
    for (x1, y1), (x2, y2) in itertools.pairwise(line):
        count = max(1, math.ceil(math.hypot(x2 - x1, y2 - y1) / step_m))
        yield from ((x1 + (x2 - x1) * n / count, y1 + (y2 - y1) * n / count) for n in range(count + 1))


def _can_be_drawn(name: str) -> bool:
    """Short enough, and no sign that the font lacks: such a road stays without its name."""
    return 0 < len(name) <= LONGEST_NAME and name.isprintable() and not fonts.missing_signs(name)


# ------------------------------------------------------------------------------------------------ kecamatan


def _area_labels(areas: Sequence[Area], view: View, room: _Room) -> list[MapLabel]:
    """The largest kecamatan first, each in the middle of its land or a little off it."""
    sized = sorted(
        ((_size(area, view), area) for area in areas), key=lambda pair: (-pair[0][0], pair[1].name)
    )
    found: list[MapLabel] = []
    for (wide, high), area in sized:
        if len(found) >= MOST_AREAS or not _can_be_drawn(area.name):
            continue
        width = typeset.text_width(area.name, LABEL_PX, 500, AREA_SPACING) + 10
        if wide < 0.85 * width or high < 2 * LABEL_PX:
            continue
        x, y = view.at(area.middle)
        places = [(x + dx * wide, y + dy * high) for dy in (0, -0.16, 0.16) for dx in (0, -0.14, 0.14)]
        labels = (MapLabel(area.name, u, v, 0.0, width, "area") for u, v in places)
        label = next((one for one in labels if room.takes(one)), None)
        found += [label] if label else []
    return found


def _size(area: Area, view: View) -> tuple[float, float]:
    """Width and height of a kecamatan on the page."""
    points = [view.at(point) for ring in area.rings for point in ring]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return (max(xs) - min(xs), max(ys) - min(ys)) if points else (0.0, 0.0)


# ------------------------------------------------------------------------------------------------ roads


def _road_labels(named: Named, view: View, room: _Room, most: int) -> list[MapLabel]:
    """Names along the straightest stretch, each once: roads that are talked about, then the widest."""
    rank = {name: place for place, name in enumerate(CLASS_ORDER)}
    ordered = sorted(
        named.roads,
        key=lambda road: (
            not named.is_talked_about(road),
            -rank.get(road.road_class, 0),
            -_reach(road),
            road.name,
        ),
    )
    found: list[MapLabel] = []
    names: set[str] = set()
    for road in ordered:
        if len(found) >= most:
            break
        if road.name in names or _reach(road) < 90 * view.metres_per_px or not _can_be_drawn(road.name):
            continue
        width = typeset.text_width(road.name, LABEL_PX, 600) + 14
        if _reach(road) / view.metres_per_px < width:
            continue
        label = next((one for one in _candidates(road, view, width, room.window) if room.takes(one)), None)
        if label is not None:
            found.append(label)
            names.add(road.name)
    return found


def _reach(road: RoadLine) -> float:
    """Metres between the corners of the road's bounds."""
    return math.dist(road.bounds[:2], road.bounds[2:])


def _candidates(road: RoadLine, view: View, width: float, window: Box) -> list[MapLabel]:
    """Places on the road where its name fits on a nearly straight stretch, longest chord first."""
    kind = "main" if road.road_class in {"motorway", "arterial"} else "road"
    points = [view.at(point) for point in road.points]
    found: list[tuple[float, MapLabel]] = []
    for start, end in _straight(points, width):
        chord = math.dist(start, end)
        angle = math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))
        angle = angle - 180 if angle > 90 else angle + 180 if angle < -90 else angle
        for share in (0.5, 0.3, 0.7, 0.15, 0.85):
            x, y = start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
            if share != 0.5 and (chord < 1.6 * width or not _is_in(x, y, window)):
                continue
            found.append((abs(share - 0.5) * 400 - chord, MapLabel(road.name, x, y, angle, width, kind)))
    found.sort(key=lambda pair: (pair[0], pair[1].x, pair[1].y))
    return [label for _, label in found[:60]]


def _straight(
    points: Sequence[tuple[float, float]], width: float
) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Ends of stretches as long as the name that are nearly straight."""
    for n in range(len(points) - 1):
        length = 0.0
        for m in range(n + 1, min(len(points), n + _CHORDS)):
            length += math.dist(points[m - 1], points[m])
            chord = math.dist(points[n], points[m])
            if chord < width:
                continue
            if chord >= _STRAIGHT * length:
                yield points[n], points[m]
            break


# ------------------------------------------------------------------------------------------------ room


def _circles(label: MapLabel) -> list[Circle]:
    """The label as a row of circles, for collisions at any angle."""
    radius = LABEL_PX * 0.72
    reach = max(label.width / 2 - radius / 2, radius)
    dx, dy = math.cos(math.radians(label.angle)), math.sin(math.radians(label.angle))
    count = max(2, int(reach * 2 // radius) + 1)
    steps = [-reach + 2 * reach * n / (count - 1) for n in range(count)]
    return [(label.x + dx * step, label.y + dy * step, radius) for step in steps]


def _is_in(x: float, y: float, box: Box) -> bool:
    return box.left <= x <= box.right and box.top <= y <= box.bottom


def _meets(circle: Circle, box: Box) -> bool:
    x, y, r = circle
    u, v = max(box.left, min(x, box.right)), max(box.top, min(y, box.bottom))
    return math.hypot(x - u, y - v) < r
