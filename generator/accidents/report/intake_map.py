"""The small map of the intake report: outline, main roads and where the accidents lie, in the map's own units.

It is for the internal folder only: its cells are about a fiftieth of the district wide and also show single accidents.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from generator.codes import RoadClass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.accidents.places.geography import Ground
    from generator.accidents.table import AccidentTable

WIDTH = 640.0  # units
_TALLEST = 640.0
_CELL = 6.5  # radius of a cell, units
_MOST_LINES = 1500
_MARGIN = 0.04  # of the extent
_MAIN = (RoadClass.MOTORWAY, RoadClass.ARTERIAL, RoadClass.COLLECTOR)
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)  # degrees between two lines of the grid
_SCALES_KM = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200)
_LEVELS = 5
Line = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One hexagon with at least one accident."""

    x: float
    y: float
    rows: int
    level: int  # 0 (fewest) to 4


@dataclass(frozen=True, slots=True)
class GridLine:
    """One meridian or parallel, and where it lies on the map."""

    degrees: float
    at: float
    is_meridian: bool


@dataclass(frozen=True, slots=True)
class IntakeMap:
    """Lines and cells in units, y downwards."""

    height: float
    outline: tuple[Line, ...]
    areas: tuple[Line, ...]
    roads: tuple[Line, ...]
    cells: tuple[Cell, ...]
    radius: float  # of a cell
    levels: tuple[tuple[int, int], ...]  # least and most accidents of each level that occurs
    grid: tuple[GridLine, ...]
    scale_km: float
    scale_width: float
    shown: int  # located accidents on the map
    beyond: int  # located accidents outside its frame


@dataclass(frozen=True, slots=True)
class _Frame:
    """The piece of the world that is shown: degrees, and units a degree."""

    west: float
    south: float
    east: float
    north: float

    @property
    def per_lon(self) -> float:
        return WIDTH / (self.east - self.west)

    @property
    def per_lat(self) -> float:
        return self.per_lon / math.cos(math.radians((self.south + self.north) / 2))

    @property
    def height(self) -> float:
        return (self.north - self.south) * self.per_lat

    def place(self, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return (lon - self.west) * self.per_lon, (self.north - lat) * self.per_lat


def draw_map(table: AccidentTable, ground: Ground) -> IntakeMap | None:
    """The map, or None when there is neither a located accident nor an outline."""
    points = table.geometry[table.geometry.notna()]
    lon, lat = points.x.to_numpy(), points.y.to_numpy()
    outline = ground.boundary
    if outline is None and ground.areas is not None:
        outline = shapely.union_all(ground.areas.geometry.array)
    frame = _frame(outline, lon, lat)
    if frame is None:
        return None
    inside = (lon >= frame.west) & (lon <= frame.east) & (lat >= frame.south) & (lat <= frame.north)
    counts = _hexagons(*frame.place(lon[inside], lat[inside]))
    levels = _levels([rows for _, _, rows in counts])
    scale_km, scale_width = _scale(frame)
    return IntakeMap(
        height=round(frame.height, 1),
        outline=_lines(_edges([outline] if outline is not None else []), frame),
        areas=_lines(_edges(ground.areas.geometry.array), frame) if ground.areas is not None else (),
        roads=_roads(ground, frame),
        cells=tuple(Cell(x, y, rows, _level(rows, levels)) for x, y, rows in counts),
        radius=_CELL,
        levels=levels,
        grid=_grid(frame),
        scale_km=scale_km,
        scale_width=scale_width,
        shown=int(inside.sum()),
        beyond=int((~inside).sum()),
    )


def _frame(outline: shapely.Geometry | None, lon: np.ndarray, lat: np.ndarray) -> _Frame | None:
    """The outline's box, else the box of all points but the outermost half per cent on each side, with a margin."""
    if outline is not None and not outline.is_empty:
        west, south, east, north = outline.bounds
    elif len(lon):
        (west, east), (south, north) = np.quantile(lon, (0.005, 0.995)), np.quantile(lat, (0.005, 0.995))
    else:
        return None
    slim = math.cos(math.radians((south + north) / 2))
    least = 0.01  # degrees: a village still fills the frame
    wide = max((east - west) * (1 + 2 * _MARGIN), least / slim)
    tall = max((north - south) * (1 + 2 * _MARGIN), least)
    wide = max(wide, tall / slim * WIDTH / _TALLEST)
    tall = max(tall, wide * slim * 0.45)
    x, y = (west + east) / 2, (south + north) / 2
    return _Frame(float(x - wide / 2), float(y - tall / 2), float(x + wide / 2), float(y + tall / 2))


def _hexagons(x: np.ndarray, y: np.ndarray) -> list[tuple[float, float, int]]:
    """Centre and number of points of every hexagon (pointed top) that holds one, from top left."""
    if not len(x):
        return []
    q, r = (math.sqrt(3) / 3 * x - y / 3) / _CELL, (2 / 3 * y) / _CELL
    s = -q - r
    rounded = [np.rint(q), np.rint(r), np.rint(s)]
    off = [np.abs(rounded[n] - v) for n, v in enumerate((q, r, s))]
    q_first = (off[0] > off[1]) & (off[0] > off[2])
    r_first = ~q_first & (off[1] > off[2])
    q_round = np.where(q_first, -rounded[1] - rounded[2], rounded[0])
    r_round = np.where(r_first, -rounded[0] - rounded[2], rounded[1])
    cells, counts = np.unique(np.stack([r_round, q_round], axis=1), axis=0, return_counts=True)
    return [
        (round(_CELL * math.sqrt(3) * (q + r / 2), 1), round(_CELL * 1.5 * r, 1), int(n))
        for (r, q), n in zip(cells.tolist(), counts.tolist(), strict=True)
    ]


def _levels(counts: list[int]) -> tuple[tuple[int, int], ...]:
    """Up to five ranges of counts that grow by one factor, so that one crowded cell does not pale the rest."""
    if not counts:
        return ()
    top = max(counts)
    ends = sorted({max(1, round(top ** ((n + 1) / _LEVELS))) for n in range(_LEVELS)})
    starts = [1, *(end + 1 for end in ends[:-1])]
    return tuple(zip(starts, ends, strict=True))


def _level(rows: int, levels: tuple[tuple[int, int], ...]) -> int:
    """The colour of a cell: the last level is always the strongest colour."""
    place = next(n for n, (_, end) in enumerate(levels) if rows <= end)
    return place + _LEVELS - len(levels)


def _roads(ground: Ground, frame: _Frame) -> tuple[Line, ...]:
    """The main roads; all of them where the file knows no main ones; the longest when there are too many."""
    if ground.roads is None:
        return ()
    main = ground.roads[ground.roads["road_class"].isin([str(one) for one in _MAIN])]
    shapes = shapely.line_merge((main if len(main) else ground.roads).geometry.array)
    box = shapely.box(frame.west, frame.south, frame.east, frame.north)
    shapes = shapes[shapely.intersects(shapes, box)]
    longest = np.argsort(-shapely.length(shapes), kind="stable")[:_MOST_LINES]
    return _lines(shapely.get_parts(shapes[np.sort(longest)]), frame)


def _edges(shapes: Iterable[shapely.Geometry]) -> np.ndarray:
    edges: np.ndarray = shapely.get_parts(shapely.boundary(np.asarray(list(shapes), dtype=object)))
    return edges


def _lines(shapes: np.ndarray, frame: _Frame) -> tuple[Line, ...]:
    """Lines in units, cut to the frame and without turns that nobody sees."""
    if not len(shapes):
        return ()
    cut = shapely.clip_by_rect(shapes, frame.west, frame.south, frame.east, frame.north)
    slim = shapely.get_parts(shapely.simplify(cut, 0.8 / frame.per_lat, preserve_topology=False))
    made = []
    for shape in slim[~shapely.is_empty(slim)]:
        lon, lat = shapely.get_coordinates(shape).T
        x, y = frame.place(lon, lat)
        made.append(tuple(zip(np.round(x, 1).tolist(), np.round(y, 1).tolist(), strict=True)))
    return tuple(line for line in made if len(line) > 1)


def _grid(frame: _Frame) -> tuple[GridLine, ...]:
    """Three to six meridians and parallels at round degrees."""
    step = next((s for s in _STEPS if (frame.east - frame.west) / s <= 5), _STEPS[-1])
    made = []
    for start, end, is_meridian in ((frame.west, frame.east, True), (frame.south, frame.north, False)):
        for n in range(math.ceil(start / step), math.floor(end / step) + 1):
            degrees = round(n * step, 4)
            at = (
                (degrees - frame.west) * frame.per_lon
                if is_meridian
                else (frame.north - degrees) * frame.per_lat
            )
            made.append(GridLine(degrees, round(at, 1), is_meridian))
    return tuple(made)


def _scale(frame: _Frame) -> tuple[float, float]:
    """Length of the scale bar in km and in units: the longest round one below a third of the map."""
    units = frame.per_lat / 111.2
    km = max((one for one in _SCALES_KM if one * units <= WIDTH / 3), default=_SCALES_KM[0])
    return float(km), round(km * units, 1)
