"""Places that the interactive map's search finds: hotspots, kecamatan and named roads, each with a point to go to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.codes import RoadClass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.accidents.places.geography import Ground
    from generator.records import Hotspot

Found = list[
    Any
]  # kind (0 hotspot, 1 watched place, 2 kecamatan, 3 road), name, latitude, longitude, rank or ""
MOST_ROADS = 6_000  # names; a longer list would weigh more than the map
_ORDER = tuple(RoadClass)  # widest first


def places(ground: Ground, spots: Sequence[Hotspot], watch: Sequence[Hotspot]) -> list[Found]:
    """One row a place, in the order in which equal matches are shown; positions as exact as on the map."""
    rows: list[Found] = []
    for kind, group in ((0, spots), (1, watch)):
        rows += [
            [kind, one.place.name, round(one.place.lat, 3), round(one.place.lon, 3), str(one.rank)]
            for one in group
        ]
    return rows + _areas(ground) + _roads(ground)


def _areas(ground: Ground) -> list[Found]:
    if ground.areas is None:
        return []
    shapes = ground.areas[ground.areas.geometry.notna() & ~ground.areas.geometry.is_empty]
    middles = shapes.geometry.representative_point()
    rows = [
        [2, str(name), round(point.y, 3), round(point.x, 3), ""]
        for name, point in zip(shapes["name"], middles, strict=True)
        if name
    ]
    return sorted(rows, key=lambda row: row[1])


def _roads(ground: Ground) -> list[Found]:
    """Each name once, at the middle of its longest piece; the widest roads when there are too many names."""
    if ground.roads is None or ground.roads.empty:
        return []
    import shapely

    named = ground.roads[ground.roads["name"].fillna("") != ""]
    lengths = shapely.length(named.geometry.to_numpy())
    rank = named["road_class"].map({str(one): place for place, one in enumerate(_ORDER)})
    longest = named.assign(length=lengths, rank=rank).sort_values(["rank", "length"], ascending=[True, False])
    longest = longest.drop_duplicates("name").head(MOST_ROADS)
    middles = shapely.line_interpolate_point(longest.geometry.to_numpy(), 0.5, normalized=True)
    rows = [
        [3, str(name), round(float(y), 4), round(float(x), 4), ""]
        for name, x, y in zip(longest["name"], shapely.get_x(middles), shapely.get_y(middles), strict=True)
    ]
    return sorted(rows, key=lambda row: row[1])
