"""The detector without roads: is more inside a small circle than any locally even network could put there?

a other accidents within r, b within R = 1,500 m: on a locally even network the share inside is at most r / R, so
p = P(Bin(b, r / R) >= a); r = 150 m takes three quarters of the error rate, r = 75 m one quarter. Benjamini-Hochberg over accidents.
Conservative; finds "titik kumpul".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from generator.analysis.measures import exact

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

CELL_M = 25.0
RADII_M = (75.0, 150.0)
WEIGHTS = (0.25, 0.75)  # of the error rate, for the two radii
WIDE_M = 1500.0
TILE = 256
MOST = 60


@dataclass(frozen=True, slots=True)
class Circle:
    """A gathering point: rows within the radius of its centre."""

    xy: tuple[float, float]
    members: Ints
    expected: float  # at most this many on an even network
    p_value: float
    q_value: float


def find_circles(xy: Floats) -> tuple[Circle, ...]:
    """Gathering points with q at most 0.2, best first, no two overlapping."""
    from scipy.spatial import cKDTree

    cell, count = np.unique(np.floor(xy / CELL_M).astype(np.int64), axis=0, return_counts=True)
    *near, wide = _around(cell, count.astype(float), (*RADII_M, WIDE_M))
    tails = np.array(
        [
            _tail(a - 1, wide - 1, radius / WIDE_M) / weight
            for a, radius, weight in zip(near, RADII_M, WEIGHTS, strict=True)
        ]
    )
    size = np.argmin(tails, axis=0)
    p = np.minimum(1.0, tails.min(axis=0))
    q = exact.benjamini_hochberg(p, count)
    inside = np.choose(size, near)
    flagged = np.flatnonzero((q <= 0.20) & (inside >= 3))
    order = flagged[np.lexsort((cell[flagged, 1], cell[flagged, 0], -inside[flagged], p[flagged]))]
    tree = cKDTree(xy)
    free = np.ones(len(cell), bool)
    middle = (cell + 0.5) * CELL_M
    found: list[Circle] = []
    for one in order.tolist():
        if not free[one] or len(found) == MOST:
            continue
        radius = RADII_M[size[one]]
        members = np.sort(np.asarray(tree.query_ball_point(middle[one], radius), np.int64))
        if len(members) >= 3:
            centre = xy[members].mean(axis=0)
            found.append(
                Circle(
                    (float(centre[0]), float(centre[1])),
                    members,
                    float(max((wide[one] - 1) * radius / WIDE_M, 0.1)),
                    float(p[one]),
                    float(q[one]),
                )
            )
        free[flagged] &= np.hypot(*(middle[flagged] - middle[one]).T) > 2 * max(RADII_M)
    return tuple(found)


def _tail(inside: Floats, around: Floats, share: float) -> Floats:
    """P(Bin(around, share) >= inside)."""
    p: Floats = special.betainc(np.maximum(inside, 1), np.maximum(around - inside + 1, 1e-9), share)
    return np.where(inside > 0, p, 1.0)


def _around(cell: Ints, count: Floats, radii: tuple[float, ...]) -> Floats:
    """Accidents within each radius of the middle of each cell (radii x cells), tile by tile.

    Tiles without accidents cost nothing, so a single point far away does not fill the memory.
    """
    from scipy import fft

    reach = int(WIDE_M / CELL_M)
    side = fft.next_fast_len(TILE + 2 * reach, real=True)
    offset = np.minimum(np.arange(side), side - np.arange(side)) * CELL_M
    distance = np.hypot(offset[:, None], offset[None, :])
    kernels = [fft.rfft2((distance <= radius).astype(float)) for radius in radii]
    sums = np.zeros((len(radii), len(cell)))
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
    return sums
