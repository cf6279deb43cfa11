"""Kernel density of accidents in the plane, for a picture's background; a high value is no hotspot.

Normal kernel. Points are shared out among cells (`Grid.shares`), the cells smoothed; with cells of a fifth of the
bandwidth the error stays below 0.5 % of the peak. Edge correction: `uniform` divides by the part of the kernel that
lies inside at the place looked at, `diggle` weighs each point by one over the part of its own kernel inside.
Bandwidths are suggestions: an analyst chooses, usually 150-300 m in town and 500-1,000 m outside.

Sources: Silverman 1986; Diggle 1985; Scott 1992; Cronie & van Lieshout 2018.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy import special

from generator.analysis.surfaces.raster import Grid

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]
    Edge = Literal["none", "uniform", "diggle"]
    Box = tuple[float, float, float, float]  # west, south, east, north

CELLS_PER_BANDWIDTH = 5.0
TRUNCATE = 5.0  # bandwidths after which the kernel is taken for 0
CVL_STEPS = 16
CVL_EXACT = 2000  # points up to which the exact sum is used
CVL_SIDE = 512  # cells a side of the grid beyond
_TILE = 4_000_000


def density(
    xy: Floats, grid: Grid, bandwidth_m: float, edge: Edge = "uniform", inside: Bools | None = None
) -> Floats:
    """Accidents per square metre at the centre of each cell; NaN outside the cells of `inside`.

    Points outside `inside` are left out. Raises ValueError when the cells are wider than a fifth of the bandwidth.
    """
    if grid.cell_m * CELLS_PER_BANDWIDTH > bandwidth_m * (1 + 1e-9):
        raise ValueError("cells wider than a fifth of the bandwidth")
    within = np.ones(grid.shape, bool) if inside is None else inside
    cell = grid.cells(xy)
    points = xy[(cell >= 0) & within.ravel()[cell]]
    weights = None
    if edge == "diggle":
        kept = _smooth(within.astype(float), bandwidth_m / grid.cell_m)
        weights = 1.0 / np.maximum(grid.read(kept, points), 1e-9)
    sigma = bandwidth_m / grid.cell_m
    # sharing a point out widens it by 0 to 1/4 of a squared cell an axis: half of that off halves the worst error
    smoothed = _smooth(grid.shares(points, weights), (sigma**2 - 0.124) ** 0.5) / grid.cell_m**2
    if edge == "uniform":
        smoothed = smoothed / np.maximum(_smooth(within.astype(float), sigma), 1e-9)
    return np.where(within, smoothed, np.nan)


def density_of_cells(
    counts: Floats, cell_m: float, bandwidth_m: float, inside: Bools | None = None
) -> Floats:
    """Density from counts of cells alone, every accident at its cell's centre; edge correction along `inside`.

    It says nothing that the counts do not say, so it can be handed on where positions cannot.
    """
    within = np.ones(counts.shape, bool) if inside is None else inside
    sigma = bandwidth_m / cell_m
    smoothed = _smooth(np.where(within, counts, 0.0), sigma) / cell_m**2
    if inside is None:
        return smoothed
    return np.where(within, smoothed / np.maximum(_smooth(within.astype(float), sigma), 1e-9), np.nan)


def _smooth(values: Floats, sigma: float) -> Floats:
    from scipy.ndimage import gaussian_filter

    smoothed: Floats = gaussian_filter(values, sigma, mode="constant", truncate=TRUNCATE)
    return smoothed


def exact_density(
    xy: Floats, at: Floats, bandwidth_m: float, edge: Edge = "none", box: Box | None = None
) -> Floats:
    """Density at places by summing every kernel, the edge correction that of a rectangle; the measure of `density`."""
    weights = np.ones(len(xy))
    if edge == "diggle":
        weights = 1.0 / _part_inside(xy, bandwidth_m, box)
    total = np.empty(len(at))
    step = max(1, _TILE // max(len(xy), 1))
    for start in range(0, len(at), step):
        gap = at[start : start + step, None, :] - xy[None, :, :]
        total[start : start + step] = np.exp((gap**2).sum(axis=2) / (-2 * bandwidth_m**2)) @ weights
    total /= 2 * np.pi * bandwidth_m**2
    return total / _part_inside(at, bandwidth_m, box) if edge == "uniform" else total


def _part_inside(xy: Floats, bandwidth_m: float, box: Box | None) -> Floats:
    """Part of the kernel around each place that lies inside the rectangle."""
    if box is None:
        raise ValueError("edge correction needs the rectangle")
    west, south, east, north = box
    sides = [
        special.ndtr((high - xy[:, axis]) / bandwidth_m) - special.ndtr((low - xy[:, axis]) / bandwidth_m)
        for axis, low, high in ((0, west, east), (1, south, north))
    ]
    part: Floats = sides[0] * sides[1]
    return part


def scott_bandwidth(xy: Floats) -> tuple[float, float]:
    """Scott's rule, east and north: standard deviation / n^(1/6). Right for one heap, too wide for a district."""
    east, north = (xy.std(axis=0, ddof=1) * len(xy) ** (-1 / 6)).tolist()
    return float(east), float(north)


def cvl_bandwidth(xy: Floats, area_m2: float, box: Box) -> float:
    """The bandwidth of 16 on a geometric scale at which the sum of 1 / density over the points comes nearest the area.

    The scale runs from the smallest distance between neighbours to half the diagonal of `box`. Above 2,000 points
    it starts at two cells of a grid of 512 a side.
    """
    from scipy.spatial import cKDTree

    widest = float(np.hypot(box[2] - box[0], box[3] - box[1])) / 2
    if len(xy) <= CVL_EXACT:
        unique = np.unique(xy, axis=0)
        nearest = float(cKDTree(unique).query(unique, k=2)[0][:, 1].min())
        scale = np.geomspace(nearest, widest, CVL_STEPS)
        seen = [exact_density(xy, xy, one) for one in scale.tolist()]
    else:
        grid = Grid.over(xy, float(np.ptp(xy, axis=0).max()) / CVL_SIDE)
        scale = np.geomspace(2 * grid.cell_m, widest, CVL_STEPS)
        shares = grid.shares(xy)
        seen = [grid.read(_smooth(shares, one / grid.cell_m) / grid.cell_m**2, xy) for one in scale.tolist()]
    miss = [((1 / np.maximum(one, 1e-300)).sum() - area_m2) ** 2 for one in seen]
    return float(scale[int(np.argmin(miss))])
