"""Layers of the static maps, made once in the main process from the ground and the survey.

Only this module of the pictures touches geopandas; the layers it gives are plain tuples (map_layers), drawn by
map_drawing in a worker. Without any position there are no layers and thus no map.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any

from generator.graphics.map_layers import CLASS_ORDER, Area, Grain, Line, MapLayers, Mark, RoadLine
from generator.graphics.road_lines import RoadLines, joined

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.accidents.places.geography import Ground
    from generator.records import HeatCell, Hotspot, Survey

WIDE_TOLERANCE_M = 12.0
NEAR_TOLERANCE_M = 2.0
NEAR_RADIUS_M = 1_500.0
STRETCH_REACH_M = 85.0  # three decimals of a degree: a rounded point lies up to 80 m off its road
WIDE_REACH = 1.5  # of the larger side of the marks: a page in 9:16 is that much higher than its map's window
WIDE_POINTS = 7_000  # a picture with more points takes longer than its share of the week
NEAR_POINTS = 30_000
_RANK = {name: place for place, name in enumerate(CLASS_ORDER)}


def layers(ground: Ground, survey: Survey) -> MapLayers | None:
    """The district as layers in UTM metres, or None when nothing of it has a position.

    Raises nothing of its own: what the ground lacks is left out.
    """
    epsg = ground.utm_epsg
    if epsg is None:
        return None
    marks = _marks(_all_hotspots(survey), epsg)
    outline = _outline(ground, epsg)
    areas = _areas(ground, epsg)
    roads = _projected(ground.roads, epsg)
    if roads is None and not outline and not areas and not marks:
        return None
    around = _near_roads(roads, marks)
    wide = _thinned(_wide_roads(roads, marks), WIDE_TOLERANCE_M, WIDE_POINTS)
    near = _thinned(around, NEAR_TOLERANCE_M, NEAR_POINTS)
    marks = tuple(dataclasses.replace(mark, stretch=_stretch(mark, around)) for mark in marks)
    return MapLayers(
        outline=outline,
        areas=areas,
        wide=wide,
        near=near,
        marks=marks,
        bounds=_bounds(outline, areas, wide, marks),
        credit=ground.credit,
        has_roads=bool(wide),
        grain=() if wide else _grain(survey.heat, epsg),
    )


# ------------------------------------------------------------------------------------------------ hotspots


def _all_hotspots(survey: Survey) -> list[Hotspot]:
    """The public list and every hotspot that an insight talks about, each place once."""
    every = [*survey.hotspots, *(hotspot for insight in survey.insights for hotspot in insight.hotspots)]
    seen: dict[tuple[float, float], Hotspot] = {}
    for hotspot in every:
        seen.setdefault((round(hotspot.place.lon, 3), round(hotspot.place.lat, 3)), hotspot)
    return list(seen.values())


def _marks(hotspots: Iterable[Hotspot], epsg: int) -> tuple[Mark, ...]:
    """Marks in metres, from positions with three decimals."""
    from pyproj import Transformer

    project = Transformer.from_crs(4326, epsg, always_xy=True).transform
    marks = []
    for hotspot in hotspots:
        lon, lat = round(hotspot.place.lon, 3), round(hotspot.place.lat, 3)
        line = tuple(_metres(project(*pair)) for pair in hotspot.line)
        marks.append(
            Mark(
                (lon, lat),
                hotspot.rank,
                hotspot.place.name,
                hotspot.accidents,
                _metres(project(lon, lat)),
                line,
            )
        )
    return tuple(marks)


def _grain(cells: Iterable[HeatCell], epsg: int) -> Grain:
    """The heat cells of all hours in metres; what a map shows where no road is known."""
    from pyproj import Transformer

    shown = sorted((cell.lon, cell.lat, cell.accidents) for cell in cells if cell.hours == "all")
    if not shown:
        return ()
    lons, lats, counts = zip(*shown, strict=True)
    xs, ys = Transformer.from_crs(4326, epsg, always_xy=True).transform(lons, lats)
    return tuple((*_metres(pair), count) for *pair, count in zip(xs, ys, counts, strict=True))


def _metres(pair: Iterable[float]) -> tuple[float, float]:
    x, y = list(pair)[:2]
    return round(float(x), 1), round(float(y), 1)


# ------------------------------------------------------------------------------------------------ areas


def _projected(frame: Any, epsg: int) -> Any:
    return None if frame is None or len(frame) == 0 else frame.to_crs(epsg=epsg)


def _outline(ground: Ground, epsg: int) -> tuple[Line, ...]:
    """Rings of the district's boundary."""
    if ground.boundary is None:
        return ()
    import geopandas

    shape = geopandas.GeoSeries([ground.boundary], crs=4326).to_crs(epsg=epsg).iloc[0]
    return _rings(shape, 40.0)


def _areas(ground: Ground, epsg: int) -> tuple[Area, ...]:
    """Kecamatan, in the order of their names."""
    frame = _projected(ground.areas, epsg)
    if frame is None:
        return ()
    found = []
    for name, shape in zip(frame["name"], frame.geometry, strict=True):
        if shape is None or shape.is_empty:
            continue
        middle = shape.representative_point()
        found.append(Area(str(name), _rings(shape, 40.0), _metres((middle.x, middle.y))))
    return tuple(sorted(found, key=lambda area: area.name))


def _rings(shape: Any, tolerance_m: float) -> tuple[Line, ...]:
    """Outer rings of a polygon or of several, without crumbs."""
    simple = shape.simplify(tolerance_m)
    parts = [part for part in getattr(simple, "geoms", [simple]) if part.geom_type == "Polygon"]
    parts.sort(key=lambda part: -part.area)
    kept = [part for part in parts[:40] if part.area > 0.0005 * parts[0].area]
    return tuple(tuple(_metres(pair) for pair in part.exterior.coords) for part in kept)


# ------------------------------------------------------------------------------------------------ roads


def _wide_roads(roads: Any, marks: tuple[Mark, ...]) -> Any:
    """Roads for a map of all marks, as far as a page reaches around them: all but paths."""
    if roads is None:
        return None
    kept = roads[roads["road_class"] != "path"]
    if not marks:
        return kept
    west, south, east, north = _bounds_of(tuple(mark.at for mark in marks))
    reach = WIDE_REACH * max(east - west, north - south, NEAR_RADIUS_M)
    return kept.cx[west - reach : east + reach, south - reach : north + reach]


def _near_roads(roads: Any, marks: tuple[Mark, ...]) -> Any:
    """Every road within reach of a mark."""
    if roads is None or not marks:
        return None
    import shapely

    reach = shapely.union_all([shapely.Point(mark.at).buffer(NEAR_RADIUS_M) for mark in marks])
    return roads.iloc[sorted(roads.sindex.query(reach, predicate="intersects"))]


def _stretch(mark: Mark, roads: Any) -> tuple[Line, ...]:
    """The pieces of the roads that the place is named after, along its rounded stretch."""
    if roads is None or not mark.line:
        return ()
    import shapely

    points = dict.fromkeys(mark.line)
    shape = shapely.LineString(list(points)) if len(points) > 1 else shapely.Point(mark.line[0])
    reach = shape.buffer(STRETCH_REACH_M)
    near = roads.iloc[sorted(roads.sindex.query(reach, predicate="intersects"))]
    said = mark.name.split(" dekat ")[0]  # what it lies near is not what is meant
    named = {name for name in set(near["name"].fillna("")) if name and _names(str(name), said)}
    own = shapely.intersection(near[near["name"].isin(named)].geometry.to_numpy(), reach)
    merged = shapely.get_parts(shapely.line_merge(shapely.union_all(own)))
    lines = [part for part in merged if part.geom_type == "LineString" and part.length > NEAR_TOLERANCE_M]
    return tuple(tuple(_metres(pair) for pair in line.simplify(NEAR_TOLERANCE_M).coords) for line in lines)


def _names(road: str, place: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(road)}(?!\w)", place) is not None


def _thinned(roads: Any, tolerance_m: float, most_points: int) -> tuple[RoadLine, ...]:
    """Simplified lines; with too many points coarser, and then only the widest and longest roads."""
    if roads is None or len(roads) == 0:
        return ()
    import numpy as np
    import shapely

    whole = joined(roads)
    lines = shapely.simplify(whole.lines, tolerance_m, preserve_topology=False)
    if shapely.get_num_coordinates(lines).sum() > most_points:
        lines = shapely.simplify(lines, 2.5 * tolerance_m, preserve_topology=False)
    lengths, counts = shapely.length(lines), shapely.get_num_coordinates(lines)
    rank = np.array([_RANK.get(one, 0) for one in whole.classes])
    order = np.lexsort((np.arange(len(lines)), -lengths, -rank))
    is_kept = np.zeros(len(lines), dtype=bool)
    is_kept[order[np.cumsum(counts[order]) <= most_points]] = True
    return _lines(RoadLines(whole.classes, whole.names, lines).where(is_kept & (lengths >= tolerance_m)))


def _lines(roads: RoadLines) -> tuple[RoadLine, ...]:
    """Lines in a stable order from small to large roads."""
    import shapely

    corners = shapely.bounds(roads.lines).round(1).tolist()
    coordinates, owner = shapely.get_coordinates(roads.lines, return_index=True)
    points: list[list[tuple[float, float]]] = [[] for _ in corners]
    for number, (x, y) in zip(owner.tolist(), coordinates.round(1).tolist(), strict=True):
        points[number].append((x, y))
    found = [
        RoadLine(str(road_class), str(name), tuple(line), tuple(corner))
        for road_class, name, line, corner in zip(roads.classes, roads.names, points, corners, strict=True)
    ]
    return tuple(sorted(found, key=lambda line: (_RANK.get(line.road_class, 0), line.name, line.points)))


def _bounds_of(points: Line) -> tuple[float, float, float, float]:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def _bounds(
    outline: tuple[Line, ...], areas: tuple[Area, ...], roads: tuple[RoadLine, ...], marks: tuple[Mark, ...]
) -> tuple[float, float, float, float]:
    """Around the district: the outline if there is one, else areas, else roads, else marks."""
    for points in (
        [p for ring in outline for p in ring],
        [p for area in areas for ring in area.rings for p in ring],
        [p for road in roads for p in road.points],
        [mark.at for mark in marks],
    ):
        if points:
            return _bounds_of(tuple(points))
    return 0.0, 0.0, 1_000.0, 1_000.0
