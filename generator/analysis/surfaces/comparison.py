"""What an analyst lays beside ArcGIS, QGIS or PySAL: Gi* cells with their exact test, a density, DBSCAN clusters.

Internal folder only. Every figure is one of counts in cells of 250 m, and of clusters of five or more in cells of
100 m: no position of a single accident can be read out of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from generator.analysis.surfaces.clusters import dbscan
from generator.analysis.surfaces.gi_star import gi_star, square, window_test
from generator.analysis.surfaces.kde import density_of_cells
from generator.analysis.surfaces.raster import Grid
from generator.records import ComparedCell, ComparedCluster, Comparison

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generator.analysis.detector.candidates import OnRoads
    from generator.analysis.roads.positions import Positions

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

CELL_M = 250
MOST_CELLS = 250_000  # of the grid; a larger area gets larger cells
NEAR_CELLS = 4  # without roads and outline: cells this near to an accident
BANDWIDTH_CELLS = 2.0
EPS_M = 100
LEAST = 5


def compare(
    positions: Positions, on_roads: OnRoads | None, boundary: shapely.Geometry | None
) -> Comparison | None:
    """Cells and clusters of the usable positions; None when there are none.

    The mask is where accidents could have been: cells with a road (expected accidents then follow the length of road),
    else cells inside the outline, else cells near an accident.
    """
    if len(positions.xy) == 0:
        return None
    cell_m = CELL_M
    while np.prod(np.ptp(positions.xy, axis=0) / cell_m + 2 * NEAR_CELLS) > MOST_CELLS:
        cell_m *= 2
    grid = Grid.over(positions.xy, cell_m, margin_m=NEAR_CELLS * cell_m)
    counts = grid.sums(positions.xy)
    outline = None if boundary is None else _inside(grid, boundary, positions.utm_epsg)
    exposure = None
    if on_roads is not None:
        exposure = grid.sums(on_roads.network.xy, on_roads.network.exposure)
        mask, kind = exposure > 0, "roads"
        mask = mask if outline is None else mask & outline
    elif outline is not None:
        mask, kind = outline, "boundary"
    else:
        mask, kind = _near(counts > 0), "near"
    if not mask.any():  # roads or outline of another place
        mask, kind, exposure, outline = _near(counts > 0), "near", None, None
    return Comparison(
        utm_epsg=positions.utm_epsg,
        cell_m=cell_m,
        mask=kind,
        outside=int(counts[~mask].sum()),
        cells=_cells(grid, counts, mask, exposure, outline),
        clusters=_clusters(positions.xy),
    )


def _inside(grid: Grid, boundary: shapely.Geometry, utm_epsg: int) -> Bools:
    """Cells whose centre lies inside the outline (degrees)."""
    from pyproj import Transformer

    turn = Transformer.from_crs(4326, utm_epsg, always_xy=True).transform
    projected = shapely.transform(boundary, lambda xy: np.column_stack(turn(xy[:, 0], xy[:, 1])))
    shapely.prepare(projected)
    inside: Bools = shapely.contains_xy(projected, grid.centres()).reshape(grid.shape)
    return inside


def _near(has: Bools) -> Bools:
    from scipy.ndimage import maximum_filter

    near: Bools = maximum_filter(has, 2 * NEAR_CELLS + 1, mode="constant")
    return near


def _cells(
    grid: Grid, counts: Floats, mask: Bools, exposure: Floats | None, outline: Bools | None
) -> tuple[ComparedCell, ...]:
    """The cells of the mask, from west to east and south to north; rounded, so that every machine prints the same."""
    found = window_test(counts, square(1), mask, exposure)
    score = gi_star(counts, square(1), mask)
    density = density_of_cells(counts, grid.cell_m, BANDWIDTH_CELLS * grid.cell_m, outline)
    at = np.argwhere(mask)
    corner = at * int(grid.cell_m) + (int(grid.west), int(grid.south))
    columns = (
        corner[:, 0].tolist(),
        corner[:, 1].tolist(),
        counts[mask].astype(np.int64).tolist(),
        np.round(found.accidents[mask]).astype(np.int64).tolist(),
        np.round(found.expected[mask], 4).tolist(),
        np.round(found.p_value[mask], 8).tolist(),
        np.round(found.q_value[mask], 6).tolist(),
        [None if np.isnan(one) else round(one, 4) for one in score[mask].tolist()],
        np.round(np.nan_to_num(density[mask]) * 1e6, 3).tolist(),
    )
    return tuple(ComparedCell(*row) for row in zip(*columns, strict=True))


def _clusters(xy: Floats) -> tuple[ComparedCluster, ...]:
    found = dbscan(xy, float(EPS_M), LEAST)
    inside = np.flatnonzero(found.label >= 0)
    label, corner = found.label[inside], np.floor(xy[inside] / EPS_M).astype(np.int64) * EPS_M
    size = np.bincount(label, minlength=found.count)
    unique = np.unique(np.column_stack([label, corner]), axis=0)
    cells: list[list[tuple[int, int]]] = [[] for _ in range(found.count)]
    for number, east, north in unique.tolist():
        cells[number].append((east, north))
    return tuple(
        ComparedCluster(number + 1, int(count), tuple(where))
        for number, (count, where) in enumerate(zip(size.tolist(), cells, strict=True))
    )
