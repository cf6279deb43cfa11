"""An invented town for the tests of the map: a grid of named roads, two kecamatan, an outline."""

import geopandas as gpd
from shapely.geometry import LineString, box

from generator.accidents.places.geography import Ground

WEST, SOUTH, EAST, NORTH = 112.36, -5.14, 112.56, -4.98
CLASSES = ("arterial", "collector", "local", "residential", "motorway", "path")


def make_ground(note="", *, roads=True, areas=True, boundary=True):
    """About twenty roads; a part that is not wanted is None, as with a campaign that has no such file."""
    lines, names, classes = [], [], []
    for n in range(10):
        x, y = WEST + 0.02 * n + 0.005, SOUTH + 0.016 * n + 0.004
        lines += [
            LineString([(x, SOUTH), (x + 0.0001, (SOUTH + NORTH) / 2), (x, NORTH)]),
            LineString([(WEST, y), (EAST, y)]),
        ]
        names += [f"Jalan Utara {n}{note}", f"Jalan Timur {n}{note}" if n % 2 else ""]
        classes += [CLASSES[n % 6], CLASSES[(n + 1) % 6]]
    table = gpd.GeoDataFrame(
        {"name": names, "road_class": classes, "aadt": [float("nan")] * 20}, geometry=lines, crs="EPSG:4326"
    )
    middle = (WEST + EAST) / 2
    parts = gpd.GeoDataFrame(
        {
            "name": [f"Bandar{note}", f"Cakra Tengah{note}"],
            "level": "kecamatan",
            "population": [41_000.0, 38_500.0],
        },
        geometry=[box(WEST, SOUTH, middle, NORTH), box(middle, SOUTH, EAST, NORTH)],
        crs="EPSG:4326",
    )
    return Ground(
        roads=table if roads else None,
        areas=parts if areas else None,
        boundary=box(WEST, SOUTH, EAST, NORTH) if boundary else None,
        utm_epsg=32749,
        credit=f"Jaringan jalan rekaan{note}" if roads else "",
    )
