"""The three GeoJSON files of the ground: roads, outline, kecamatan (EPSG:4326, six decimals)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from shapely import Polygon

    from generator.sample.land import Land
    from generator.sample.network import Road
    from generator.sample.plane import Plane, Point
    from generator.sample.profile import Profile


def write_roads(path: Path, roads: Iterable[Road], plane: Plane, stamp: str) -> None:
    """One LineString per link between junctions."""
    features = [
        {
            "type": "Feature",
            "properties": {
                "nama": road.name or None,
                "kelas": road.kind,
                "fungsi": road.kind,
                "status": road.status,
                "batas": road.limit_kmh,
            },
            "geometry": {"type": "LineString", "coordinates": _degrees(road.line, plane)},
        }
        for road in roads
    ]
    _write(path, features, stamp)


def write_areas(out: Path, profile: Profile, land: Land) -> None:
    """`batas.geojson` and `kecamatan.geojson`."""
    whole = {"nama": profile.regency, "penduduk": sum(part.population for part in profile.parts)}
    _write(out / "batas.geojson", [_area(whole, land.outline, land.plane)], profile.stamp)
    parts = [
        _area({"nama": part.name, "penduduk": part.population}, shape, land.plane)
        for part, shape in zip(profile.parts, land.parts, strict=True)
    ]
    _write(out / "kecamatan.geojson", parts, profile.stamp)


def _area(properties: dict[str, Any], shape: Polygon, plane: Plane) -> dict[str, Any]:
    rings = [_degrees(ring.coords, plane) for ring in (shape.exterior, *shape.interiors)]
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": rings},
    }


def _degrees(points: Iterable[Point], plane: Plane) -> list[Point]:
    return [plane.to_degrees(*point) for point in points]


def _write(path: Path, features: list[dict[str, Any]], stamp: str) -> None:
    """One feature a line, so that a change shows as a line."""
    lines = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in features)
    head = json.dumps(stamp, ensure_ascii=False)
    text = f'{{"type":"FeatureCollection","catatan":{head},"features":[\n{lines}\n]}}\n'
    path.write_text(text, encoding="utf-8", newline="\n")
