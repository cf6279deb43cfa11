"""Candidates that differ by less than a district is wide, told apart by its outline or by its roads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from generator.accidents.places.candidates import Fit, distance_m

if TYPE_CHECKING:
    from generator.accidents.places.region import Region

_BETTER = 0.05  # share of points by which the outline must prefer one candidate


def told_by_outline(groups: list[list[Fit]], region: Region) -> list[list[Fit]]:
    """The one group that lies in the outline clearly better than all others; nothing when none does."""
    if region.outline is None:
        return []
    shapely.prepare(region.outline)
    shares = [
        float(shapely.contains_xy(region.outline, group[0].lon, group[0].lat).mean()) for group in groups
    ]
    order = np.argsort(shares)[::-1]
    if shares[order[0]] < 0.9 or shares[order[1]] > shares[order[0]] - _BETTER:
        return []
    return [groups[order[0]]]


def told_by_roads(groups: list[list[Fit]], lines: np.ndarray | None) -> list[list[Fit]]:
    """The one group whose points lie on roads when those of the others lie beside them."""
    if lines is None or not len(lines):
        return []
    tree = shapely.STRtree(lines)
    medians = np.array([np.median(_to_roads_m(group[0], tree, lines)) for group in groups])
    order = np.argsort(medians)
    best, second = medians[order[0]], medians[order[1]]
    if not (best <= 15 and second >= max(2 * best, best + 10)):
        return []
    return [groups[order[0]]]


def _to_roads_m(fit: Fit, tree: shapely.STRtree, lines: np.ndarray) -> np.ndarray:
    """Metres from each point of a sample to the nearest road."""
    good = np.flatnonzero(np.isfinite(fit.lon) & np.isfinite(fit.lat))
    good = good[:: max(1, len(good) // 500)]
    lon, lat = fit.lon[good], fit.lat[good]
    points = shapely.points(lon, lat)
    spots = shapely.get_point(shapely.shortest_line(points, lines[tree.nearest(points)]), 1)
    return distance_m(lon, lat, shapely.get_x(spots), shapely.get_y(spots))
