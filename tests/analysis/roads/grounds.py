"""Districts of a few drawn roads, metres from a corner."""

import geopandas as gpd
import numpy as np
import shapely

from generator.accidents.places.geography import Ground
from tests.analysis.towns import CORNER, UTM


def ground_of(lines, names="", classes="local", one_way=0, level=0):
    """A district of these lines (coordinates or shapes); a column has one value, or one a line."""
    shapes = [one if isinstance(one, shapely.Geometry) else shapely.LineString(one) for one in lines]
    moved = [shapely.transform(one, lambda xy: xy + CORNER) for one in shapes]
    columns = {"name": names, "road_class": classes, "aadt": np.nan, "level": level, "one_way": one_way}
    table = {**columns, "has_class": True}
    roads = gpd.GeoDataFrame(table, geometry=moved, crs=UTM, index=range(len(moved))).to_crs(4326)
    return Ground(roads=roads, areas=None, boundary=None, utm_epsg=UTM, credit="")


def at(*points):
    """Positions of such a district in its metres."""
    return np.array(points, dtype=float) + CORNER
