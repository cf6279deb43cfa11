"""Accidents in small circles and in two wide rings around each of them, counted without roads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

HOLE_M, MIDDLE_M, WIDE_M = 200.0, 600.0, 1500.0
FINE_M, COARSE_M = 1.0, 25.0  # positions are merged on a grid of so many metres
MOST_FINE = 20_000  # accidents; above, on the coarse one
CELL_M = 100.0  # of the raster behind the rings
TILE = 256


@dataclass(frozen=True, slots=True)
class Rings:
    """Spots (distinct positions) and what lies around each; `inside` counts the spot's own accidents, radii x spots."""

    xy: Floats
    inside: Floats
    near: Floats  # 200 to 600 m away
    far: Floats  # 600 to 1,500 m away
    grain_m: float  # how far an accident may lie from its spot


def count_rings(xy: Floats, radii: tuple[float, ...]) -> Rings:
    """What lies around each spot; the order of the positions changes nothing."""
    from scipy.spatial import cKDTree

    grain = FINE_M if len(xy) <= MOST_FINE else COARSE_M
    cell, count = merged(xy, grain)
    spots = (cell.astype(np.float64) + 0.5) * grain
    pairs = cKDTree(spots).query_pairs(HOLE_M, output_type="ndarray")
    one, other = pairs.T
    away = np.hypot(*(spots[one] - spots[other]).T)
    weight = count.astype(float)
    sums = np.empty((len(radii) + 1, len(spots)))
    for row, radius in enumerate((*radii, HOLE_M)):
        if radius < HOLE_M:
            kept = away <= radius
            first, second = one[kept], other[kept]
        else:
            first, second = one, other
        n = len(spots)
        sums[row] = weight + np.bincount(first, weight[second], n) + np.bincount(second, weight[first], n)
    middle, wide = _discs(spots, weight, (MIDDLE_M, WIDE_M))
    near = np.maximum(middle - sums[-1], 0.0)
    return Rings(spots, sums[:-1], near, np.maximum(wide - middle, 0.0), 0.75 * grain)


def merged(xy: Floats, grain_m: float) -> tuple[Ints, Ints]:
    """Occupied cells of a grid, sorted, and the number of positions in each."""
    cell = np.floor(xy / grain_m).astype(np.int64)
    low = cell.min(axis=0)
    wide = int(cell[:, 1].max() - low[1]) + 1
    key, count = np.unique((cell[:, 0] - low[0]) * wide + (cell[:, 1] - low[1]), return_counts=True)
    return np.column_stack([key // wide, key % wide]) + low, count


def _discs(spots: Floats, weight: Floats, radii: tuple[float, ...]) -> Floats:
    """Accidents within each radius of the cell of each spot (radii x spots), tile by tile, from sums along rows of cells.

    Tiles without accidents cost nothing, so a single point far away does not fill the memory.
    """
    cell = np.floor((spots - spots.min(axis=0)) / CELL_M).astype(np.int64)
    reach = int(max(radii) / CELL_M)
    extent = min(int(cell.max()) + 1, TILE)
    side = extent + 2 * reach
    tile = cell // extent
    key = tile[:, 0] * (int(tile[:, 1].max()) + 1) + tile[:, 1]
    sums = np.zeros((len(radii), len(spots)))
    for one in np.unique(key).tolist():
        own = np.flatnonzero(key == one)
        local = cell - (tile[own[0]] * extent - reach)
        seen = ((local >= 0) & (local < side)).all(axis=1)
        raster = np.bincount(local[seen] @ np.array([side, 1]), weight[seen], side * side)
        summed = np.zeros((side, side + 1))
        np.cumsum(raster.reshape(side, side), axis=1, out=summed[:, 1:])
        at = local[own] @ np.array([side + 1, 1])
        for row, radius in enumerate(radii):
            sums[row, own] = _disc(summed.ravel(), at, side + 1, radius / CELL_M)
    return sums


def _disc(summed: Floats, at: Ints, stride: int, radius: float) -> Floats:
    """Sums over the cells within `radius` cells of the cells `at`, from the sums along rows."""
    total = np.zeros(len(at))
    for up in range(-int(radius), int(radius) + 1):
        half = int(np.sqrt(radius**2 - up**2))
        row = at + up * stride
        total += summed[row + half + 1] - summed[row - half]
    return total
