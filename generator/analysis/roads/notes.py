"""What must be said about the roads behind a result: codes of `Survey.withheld`, a plain sentence in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generator.accidents.places.geography import Ground
    from generator.analysis.roads.network import Network

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

ELSEWHERE_M = (
    5_000.0  # half of the accidents farther than this from any road: the roads are another district's
)
FAR_M = 500.0  # an accident farther than this from any road happened where the file has none (an island)
SAMPLE = 2_000  # accidents whose distance is looked at to tell how far away the roads are


def road_notes(
    ground: Ground, network: Network | None, xy: Floats, lixel: Ints | None
) -> tuple[tuple[str, str], ...]:
    """(what, reason) of each thing to say; `lixel` is None when roads were not used, else -1 beyond 50 m of a road.

    no_road_file, no_usable_roads, roads_elsewhere, unsnapped: places are gathering points, not stretches of road.
    roads_without_class, points_without_road: stretches of road, but all are one class, or some accidents are left out.
    """
    if network is None:
        return (("roads", "no_road_file" if ground.roads is None else "no_usable_roads"),)
    if lixel is None:
        return (("roads", "roads_elsewhere" if _is_elsewhere(ground, network, xy) else "unsnapped"),)
    notes = []
    if (_distance(network, xy[lixel < 0]) > FAR_M).any():
        notes.append(("off_road", "points_without_road"))
    if not network.has_classes:
        notes.append(("road_classes", "roads_without_class"))
    return tuple(notes)


def _is_elsewhere(ground: Ground, network: Network, xy: Floats) -> bool:
    """The roads lie outside the outline of the district, or far from its accidents."""
    if ground.boundary is not None and not _touches(ground, network):
        return True
    return bool(np.median(_distance(network, xy[:: len(xy) // SAMPLE + 1])) > ELSEWHERE_M)


def _touches(ground: Ground, network: Network) -> bool:
    """Some road lies inside the outline."""
    import shapely

    from generator.analysis.roads.positions import to_degrees

    shapely.prepare(ground.boundary)
    lon, lat = to_degrees(network.xy, network.utm_epsg).T
    return bool(shapely.contains_xy(ground.boundary, lon, lat).any())


def _distance(network: Network, xy: Floats) -> Floats:
    """Metres to the middle of the nearest lixel."""
    from scipy.spatial import cKDTree

    away: Floats = cKDTree(network.xy).query(xy)[0] if len(xy) else np.zeros(0)
    return away
