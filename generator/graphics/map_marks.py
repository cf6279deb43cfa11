"""Hotspots on a map: discs whose area is the number of accidents, numbered pins, and the stretch of road that is meant."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.graphics.map_view import path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.graphics.canvas import Box
    from generator.graphics.map_layers import Mark, Point
    from generator.graphics.map_view import View
    from generator.themes import Palette

LEAST_LARGEST, MOST_LARGEST = 44.0, 88.0  # radius of the largest disc of a map
_SHARE_OF_WINDOW = 0.16  # and no more than this part of the shorter side
PIN_RADIUS = 29.0
PIN_APART = 66.0
_ROUNDS = 80


@dataclass(frozen=True, slots=True)
class MapMark:
    """A hotspot on the page: a disc of radius `halo` at `place`, its area in proportion to the accidents.

    The numbered pin stands at (x, y): on the place, or beside it where it would hide a small disc or another pin.
    """

    rank: int
    x: float
    y: float
    halo: float
    place: Point

    @property
    def is_beside(self) -> bool:
        """Whether a line leads from the place to its pin."""
        return math.dist(self.place, (self.x, self.y)) >= 6


def placed(view: View, shown: Sequence[Mark], window: Box) -> tuple[MapMark, ...]:
    """Marks on the page, in the order given; the largest disc shrinks where marks stand close together."""
    places = [view.at(mark.at) for mark in shown]
    alone = MOST_LARGEST if view.is_near else 0.8 * MOST_LARGEST
    apart = min((math.dist(a, b) for n, a in enumerate(places) for b in places[n + 1 :]), default=2 * alone)
    room = _SHARE_OF_WINDOW * min(window.width, window.height)
    largest = max(LEAST_LARGEST, min(alone, 0.62 * apart, room))
    most = max([1, *(mark.accidents for mark in shown)])
    radii = [largest * math.sqrt(mark.accidents / most) for mark in shown]
    starts = [_pin_of(place, radius) for place, radius in zip(places, radii, strict=True)]
    return tuple(
        MapMark(mark.rank, x, y, radius, place)
        for mark, (x, y), radius, place in zip(shown, _spread(starts), radii, places, strict=True)
    )


def _pin_of(place: Point, radius: float) -> Point:
    """On the disc where its rim can be seen around the pin, else above it: a size that is hidden says nothing."""
    return place if radius > PIN_RADIUS + 5 else (place[0], place[1] - radius - PIN_RADIUS - 12)


def _spread(places: Sequence[Point]) -> list[Point]:
    """The same points, pushed apart until no two pins cover each other."""
    pins = list(places)
    for _ in range(_ROUNDS):
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


def stretches_svg(shown: Sequence[Mark], view: View, palette: Palette) -> list[str]:
    """The stretch of each hotspot as a glowing line on its road."""
    width = 7 + 13 * view.nearness
    drawn = []
    for mark in shown:
        # Rounded to three decimals a stretch leaves its road: near by, only the road itself is drawn.
        lines = mark.stretch or ((mark.line,) if len(mark.line) > 1 and not view.is_near else ())
        data = "".join(path(line, view) for line in lines)
        if not data:
            continue
        look = 'fill="none" stroke-linecap="round" stroke-linejoin="round"'
        drawn.append(
            f'<path d="{data}" {look} stroke="{palette.highlight}" stroke-opacity="0.25" stroke-width="{width * 2.2:.0f}"/>'
            f'<path d="{data}" {look} stroke="{palette.highlight}" stroke-width="{width:.0f}"/>'
        )
    return drawn


def glow_svg(palette: Palette) -> str:
    """The paint of all discs of a drawing: strongest in the middle, so that the streets under it stay visible."""
    stops = "".join(
        f'<stop offset="{at}" stop-color="{palette.highlight}" stop-opacity="{ink}"/>'
        for at, ink in ((0, 0.5), (0.55, 0.26), (1, 0.12))
    )
    return f'<defs><radialGradient id="glow">{stops}</radialGradient></defs>'


def disc_svg(mark: MapMark, palette: Palette) -> str:
    """A disc with a rim, so that its size is read, and a line to a pin that stands beside it."""
    (x, y), colour = mark.place, palette.highlight
    disc = (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{mark.halo:.1f}" fill="url(#glow)"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{max(mark.halo - 1.5, 1):.1f}" fill="none" stroke="{colour}"'
        ' stroke-opacity="0.9" stroke-width="3"/>'
    )
    if not mark.is_beside:
        return disc
    return (
        f'{disc}<path d="M{x:.1f} {y:.1f}L{mark.x:.1f} {mark.y:.1f}" stroke="{colour}" stroke-width="4"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{colour}"/>'
    )
