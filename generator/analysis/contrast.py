"""The detector without roads: is more inside a small circle than any locally even network could put there?

a other accidents within 150 m, b within 1,500 m: on a locally even network the share inside is at most the ratio
of the radii, so p = P(Bin(b, 0.1) >= a). Benjamini-Hochberg over accidents. Conservative; finds "titik kumpul".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from generator.analysis import exact

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

CELL_M = 25.0
NEAR_M = 150.0
WIDE_M = 1500.0
TILE = 256
MOST = 60


@dataclass(frozen=True, slots=True)
class Circle:
    """A gathering point: rows within 150 m of its centre."""

    xy: tuple[float, float]
    members: Ints
    expected: float  # at most this many on an even network
    p_value: float
    q_value: float


def find_circles(xy: Floats) -> tuple[Circle, ...]:
    """Gathering points with q at most 0.2, best first, no two overlapping."""
    from scipy.spatial import cKDTree

    cell, count = np.unique(np.floor(xy / CELL_M).astype(np.int64), axis=0, return_counts=True)
    near, wide = _around(cell, count.astype(float))
    a, b = near - 1, wide - 1
    share = NEAR_M / WIDE_M
    p = np.where(a > 0, special.betainc(np.maximum(a, 1), np.maximum(b - a + 1, 1e-9), share), 1.0)
    q = exact.benjamini_hochberg(p, count)
    flagged = np.flatnonzero((q <= 0.20) & (near >= 3))
    order = flagged[np.lexsort((cell[flagged, 1], cell[flagged, 0], -near[flagged], p[flagged]))]
    tree = cKDTree(xy)
    free = np.ones(len(cell), bool)
    middle = (cell + 0.5) * CELL_M
    found: list[Circle] = []
    for one in order.tolist():
        if not free[one] or len(found) == MOST:
            continue
        members = np.sort(np.asarray(tree.query_ball_point(middle[one], NEAR_M), np.int64))
        if len(members) >= 3:
            centre = xy[members].mean(axis=0)
            found.append(
                Circle(
                    (float(centre[0]), float(centre[1])),
                    members,
                    float(max(b[one] * share, 0.1)),
                    float(p[one]),
                    float(q[one]),
                )
            )
        free[flagged] &= np.hypot(*(middle[flagged] - middle[one]).T) > 2 * NEAR_M
    return tuple(found)


def _around(cell: Ints, count: Floats) -> tuple[Floats, Floats]:
    """Accidents within NEAR_M and WIDE_M of the middle of each cell, tile by tile (so that outliers cost nothing)."""
    from scipy import fft

    reach = int(WIDE_M / CELL_M)
    side = fft.next_fast_len(TILE + 2 * reach, real=True)
    offset = np.minimum(np.arange(side), side - np.arange(side)) * CELL_M
    distance = np.hypot(offset[:, None], offset[None, :])
    kernels = [fft.rfft2((distance <= radius).astype(float)) for radius in (NEAR_M, WIDE_M)]
    sums = np.zeros((2, len(cell)))
    tile, number = np.unique(cell // TILE, axis=0, return_inverse=True)
    number = number.ravel()
    for one, corner in enumerate(tile * TILE - reach):
        local = cell - corner
        inside = ((local >= 0) & (local < TILE + 2 * reach)).all(axis=1)
        raster = np.zeros((side, side))
        raster[local[inside, 0], local[inside, 1]] = count[inside]
        seen = fft.rfft2(raster)
        own = np.flatnonzero(number == one)
        for row, kernel in enumerate(kernels):
            summed = fft.irfft2(seen * kernel, s=(side, side))
            sums[row, own] = np.round(summed[local[own, 0], local[own, 1]])
    return sums[0], sums[1]
