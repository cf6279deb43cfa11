"""Shapes of the interactive map as GeoJSON: roads by class, outlines, places; light enough for a phone.

Roads, boundary and kecamatan are public base data and keep five decimals; places and heat have three at most.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from generator.codes import RoadClass
from generator.graphics.road_lines import RoadLines, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from shapely.geometry.base import BaseGeometry

    from generator.accidents.places.geography import Ground
    from generator.records import Survey

Feature = dict[str, Any]

# widest first; a path carries no vehicles and is left out
DRAWN = (
    RoadClass.RESIDENTIAL,
    RoadClass.LOCAL,
    RoadClass.COLLECTOR,
    RoadClass.ARTERIAL,
    RoadClass.MOTORWAY,
)
NAMED = frozenset({RoadClass.COLLECTOR, RoadClass.ARTERIAL, RoadClass.MOTORWAY})
_TOLERANCE_M = {
    RoadClass.MOTORWAY: 4.0,
    RoadClass.ARTERIAL: 4.0,
    RoadClass.COLLECTOR: 5.0,
    RoadClass.LOCAL: 8.0,
    RoadClass.RESIDENTIAL: 10.0,
}
_MOST_VERTICES = 120_000  # about 3 MB of page


_BEYOND_HTML = str.maketrans({"`": "&#96;", "$": "&#36;", "{": "&#123;", "}": "&#125;"})


def safe(text: str) -> str:
    """Text that Leaflet will put into HTML: folium's popups and tooltips escape nothing themselves.

    Braces are escaped too: branca compiles the finished script once more as a template, in which {{ }} would run.
    """
    return html.escape(text, quote=True).translate(_BEYOND_HTML)


def collection(features: Iterable[Feature]) -> dict[str, Any]:
    """A GeoJSON FeatureCollection."""
    return {"type": "FeatureCollection", "features": list(features)}


def feature(geometry: dict[str, Any], **properties: str) -> Feature:
    """One feature; its properties are escaped here, and only here."""
    return {
        "type": "Feature",
        "geometry": geometry,
        "properties": {name: safe(text) for name, text in properties.items()},
    }


def road_shapes(ground: Ground) -> dict[RoadClass, list[Feature]]:
    """Simplified roads of each drawn class, residential first so that wide roads lie on top.

    One feature a named road where names are shown, else one feature a class. Where a network is too large, detail
    of residential and local roads is what goes.
    """
    if ground.roads is None or ground.roads.empty:
        return {}
    import numpy as np
    import shapely

    whole = joined(ground.roads.to_crs(ground.utm_epsg))
    tolerances = np.array([_TOLERANCE_M.get(RoadClass(one), np.inf) for one in whole.classes])
    drawn = whole.where(np.isfinite(tolerances))
    tolerances, coarseness = tolerances[np.isfinite(tolerances)], 1.0
    while True:
        simple = shapely.simplify(drawn.lines, tolerances * coarseness, preserve_topology=False)
        is_kept = shapely.length(simple) >= tolerances * coarseness
        if shapely.get_num_coordinates(simple[is_kept]).sum() <= _MOST_VERTICES or coarseness > 8:
            kept = RoadLines(drawn.classes, drawn.names, simple).where(is_kept)
            return _by_class(kept, ground.utm_epsg)
        coarseness *= 2


def _by_class(roads: RoadLines, epsg: int | None) -> dict[RoadClass, list[Feature]]:
    """Features of each class that has some, names in order where they are shown."""
    groups: dict[RoadClass, dict[str, list[Any]]] = {}
    for road_class, name, line in zip(roads.classes, roads.names, _degrees(roads.lines, epsg), strict=True):
        kind = RoadClass(road_class)
        groups.setdefault(kind, {}).setdefault(name if kind in NAMED else "", []).append(line)
    return {
        kind: [_multiline(name, lines) for name, lines in sorted(groups[kind].items())]
        for kind in DRAWN
        if kind in groups
    }


def _multiline(name: str, lines: list[Any]) -> Feature:
    geometry = {"type": "MultiLineString", "coordinates": lines}
    return feature(geometry, name=name) if name else feature(geometry)


def _degrees(lines: Any, epsg: int | None) -> list[list[list[float]]]:
    """Lines in metres as pairs of degrees with five decimals (about a metre)."""
    import numpy as np
    import shapely
    from pyproj import Transformer

    metres, owner = shapely.get_coordinates(lines, return_index=True)
    lons, lats = Transformer.from_crs(epsg, 4326, always_xy=True).transform(metres[:, 0], metres[:, 1])
    rows: list[list[list[float]]] = [[] for _ in range(len(lines))]
    for number, pair in zip(owner.tolist(), np.column_stack([lons, lats]).round(5).tolist(), strict=True):
        rows[number].append(pair)
    return rows


def outline(shape: BaseGeometry, ground: Ground) -> dict[str, Any]:
    """A polygon in degrees, simplified to 25 m, five decimals."""
    import geopandas as gpd
    import shapely.geometry

    metres = gpd.GeoSeries([shape], crs=4326).to_crs(ground.utm_epsg).simplify(25)
    drawn: dict[str, Any] = rounded(shapely.geometry.mapping(metres.to_crs(4326).iloc[0]), 5)
    return drawn


def rounded(value: Any, digits: int) -> Any:
    """A GeoJSON geometry with every coordinate rounded."""
    if isinstance(value, dict):
        return {key: rounded(item, digits) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(item, digits) for item in value]
    return round(value, digits) if isinstance(value, float) else value


def area_shapes(ground: Ground, steps_of: Callable[[str], dict[str, str]]) -> list[Feature]:
    """Kecamatan with their names and shades, in the order of the names."""
    if ground.areas is None or ground.areas.empty:
        return []
    areas = ground.areas.to_crs(4326).sort_values("name", kind="stable")
    return [
        feature(outline(shape, ground), name=str(name), **steps_of(str(name)))
        for name, shape in zip(areas["name"], areas.geometry, strict=True)
        if shape is not None and not shape.is_empty
    ]


def bounds(survey: Survey, ground: Ground) -> list[list[float]]:
    """South-west and north-east corner, three decimals, of the best that is known about the district."""
    table = ground.roads if ground.areas is None else ground.areas
    if ground.boundary is not None:
        west, south, east, north = ground.boundary.bounds
    elif table is not None:
        west, south, east, north = table.total_bounds
    else:
        spots = [(spot.place.lon, spot.place.lat) for spot in (*survey.hotspots, *survey.watch)]
        points = [*spots, *((cell.lon, cell.lat) for cell in survey.heat)] or [(118.0, -2.5)]
        lons, lats = [point[0] for point in points], [point[1] for point in points]
        west, south, east, north = min(lons), min(lats), max(lons), max(lats)
    return [[round(float(south), 3), round(float(west), 3)], [round(float(north), 3), round(float(east), 3)]]
