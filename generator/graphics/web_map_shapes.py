"""Shapes of the interactive map as GeoJSON: roads by class, outlines, places; light enough for a phone.

Roads, boundary and kecamatan are public base data and keep five decimals; places and heat have three at most.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from generator.codes import RoadClass

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas as gpd
    import numpy as np
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
    roads = ground.roads.to_crs(ground.utm_epsg)
    coarseness = 1.0
    while True:
        shapes = {road_class: _lines(roads, road_class, coarseness) for road_class in DRAWN}
        if sum(map(_vertices, shapes.values())) <= _MOST_VERTICES or coarseness > 8:
            return {road_class: features for road_class, features in shapes.items() if features}
        coarseness *= 2


def _lines(roads: gpd.GeoDataFrame, road_class: RoadClass, coarseness: float) -> list[Feature]:
    own = roads[roads["road_class"] == str(road_class)]
    if own.empty:
        return []
    tolerance = _TOLERANCE_M[road_class] * coarseness
    if road_class not in NAMED:
        return [feature(_multiline(own.geometry.to_numpy(), tolerance, roads.crs))]
    names = own["name"].fillna("").astype(str)
    return [
        feature(_multiline(part.geometry.to_numpy(), tolerance, roads.crs), name=str(name))
        for name, part in own.groupby(names, sort=True)
    ]


def _multiline(lines: np.ndarray[Any, Any], tolerance: float, crs: Any) -> dict[str, Any]:
    """Joined end to end, simplified in metres, back in degrees with five decimals (about a metre)."""
    import geopandas as gpd
    import shapely

    parts = shapely.get_parts(lines)
    merged = shapely.line_merge(shapely.multilinestrings([p for p in parts if p.geom_type == "LineString"]))
    simple = shapely.simplify(shapely.get_parts(merged), tolerance)
    long_enough = simple[shapely.length(simple) >= tolerance]
    degrees = gpd.GeoSeries(long_enough, crs=crs).to_crs(4326).to_numpy()
    coordinates, owner = shapely.get_coordinates(degrees, return_index=True)
    rows: list[list[list[float]]] = [[] for _ in range(len(degrees))]
    for number, pair in zip(owner.tolist(), coordinates.round(5).tolist(), strict=True):
        rows[number].append(pair)
    return {"type": "MultiLineString", "coordinates": rows}


def _vertices(features: list[Feature]) -> int:
    return sum(len(line) for one in features for line in one["geometry"]["coordinates"])


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


def area_shapes(ground: Ground) -> list[Feature]:
    """Kecamatan with their names, in the order of the names."""
    if ground.areas is None or ground.areas.empty:
        return []
    areas = ground.areas.to_crs(4326).sort_values("name", kind="stable")
    return [
        feature(outline(shape, ground), name=str(name))
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
