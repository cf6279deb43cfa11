"""A network as the expectation sees it: sums of accidents around each lixel and along its street, and kinds of road.

Sums around use a normal kernel that is 1 at its centre, over a fine grid; sums along take all of the street within
reach. Both can be told how much of themselves a stretch has put in, so that it can be left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from generator.analysis.roads.network import LIXEL_M

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generator.analysis.roads.network import Network

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

CELLS_PER_SIGMA = 2.0  # of the grid that a kernel runs over
MOST_CELLS = 4_000_000  # a wide network takes larger cells
BLOCK_LIXELS = 20  # 500 m: the pieces that differ from each other beyond chance
DENSITY_CELL_M = 250.0
DENSITY_BANDS = 5


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a sum looks: the sigma of a normal kernel around, or metres to each side along the street."""

    metres: float
    is_along: bool = False


# the wide view first; a street is asked only for what its area does not explain
REACHES = (
    Reach(1500.0),
    Reach(600.0),
    Reach(300.0),
    Reach(1600.0, is_along=True),
    Reach(600.0, is_along=True),
)


@dataclass(frozen=True, slots=True)
class _Grid:
    """Square cells over the network: the flat index of each lixel's cell."""

    cell: Ints
    shape: tuple[int, int]
    cell_m: float

    @classmethod
    def of(cls, network: Network, cell_m: float) -> _Grid:
        extent = np.ptp(network.xy, axis=0) + 1.0
        cell_m = max(cell_m, float(np.sqrt(extent.prod() / MOST_CELLS)))
        cell = np.floor((network.xy - network.xy.min(axis=0)) / cell_m).astype(np.int64)
        rows, columns = (cell.max(axis=0) + 1).tolist()
        return cls(cell[:, 0] * columns + cell[:, 1], (rows, columns), cell_m)

    def filled(self, values: Floats) -> Floats:
        """Sum of the values in each cell."""
        return np.asarray(np.bincount(self.cell, values, self.shape[0] * self.shape[1]).reshape(self.shape))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Everything about the network that does not depend on where accidents happened. One entry per lixel."""

    network: Network
    grids: dict[float, _Grid]  # for each sigma of a kernel
    kind: Ints  # class of the road in surroundings as dense as its own
    block: Ints  # number of the 500 m block
    block_start: Ints  # first lixel of each block
    block_length_m: Floats  # one entry per block
    ends: dict[
        float, tuple[Ints, Ints]
    ]  # for each reach along the street: the first lixel, and behind the last

    @classmethod
    def of(cls, network: Network) -> Surroundings:
        """The surroundings of a network."""
        first = np.flatnonzero(np.diff(network.street, prepend=-1))
        size = np.diff(np.append(first, network.count))
        within = np.arange(network.count) - np.repeat(first, size)
        block = np.cumsum(within % BLOCK_LIXELS == 0) - 1
        return cls(
            network=network,
            grids={
                one.metres: _Grid.of(network, one.metres / CELLS_PER_SIGMA)
                for one in REACHES
                if not one.is_along
            },
            kind=network.road_class * DENSITY_BANDS + _density_band(network),
            block=block,
            block_start=np.flatnonzero(np.diff(block, prepend=-1)),
            block_length_m=np.bincount(block, network.length_m).astype(np.float64),
            ends={one.metres: _ends(first, size, one.metres) for one in REACHES if one.is_along},
        )

    def by_block(self, values: Floats) -> Floats:
        """Sum over the lixels of each block."""
        return np.asarray(np.add.reduceat(values, self.block_start))

    def sums(self, values: Floats, reach: Reach) -> Floats:
        """Sum of the values within reach of each lixel, itself included."""
        return self._along(values, reach.metres) if reach.is_along else self._around(values, reach.metres)

    def _around(self, values: Floats, sigma_m: float) -> Floats:
        from scipy.ndimage import gaussian_filter

        grid = self.grids[sigma_m]
        sigma = sigma_m / grid.cell_m
        near = gaussian_filter(grid.filled(values), sigma, mode="constant", truncate=3.0)
        return np.asarray(near.ravel()[grid.cell] * (2 * np.pi * sigma**2))

    def _along(self, values: Floats, reach_m: float) -> Floats:
        total = np.concatenate([[0.0], np.cumsum(values)])
        behind, ahead = self.ends[reach_m]
        return np.asarray(total[ahead] - total[behind])


def own_part(span_m: Floats, reach: Reach) -> Floats:
    """How much of a stretch of this length is in the sum at a lixel of its own, on average (0-1)."""
    if reach.is_along:
        return np.ones(len(span_m))
    r = np.maximum(span_m / reach.metres, 1e-3)
    part: Floats = (np.sqrt(2 * np.pi) * r * special.erf(r / np.sqrt(2)) + 2 * np.expm1(-r * r / 2)) / r**2
    return part


def _ends(first: Ints, size: Ints, reach_m: float) -> tuple[Ints, Ints]:
    """Lixels within reach along the street of each lixel: the first of them, and the one behind the last."""
    here = np.arange(int(size.sum()))
    reach = round(reach_m / LIXEL_M)
    start, stop = np.repeat(first, size), np.repeat(first + size, size)
    return np.maximum(here - reach, start), np.minimum(here + reach + 1, stop)


def _density_band(network: Network) -> Ints:
    """Doublings of the road length around each lixel (km per km2 in 3 x 3 cells of 250 m) above 1."""
    from scipy.ndimage import uniform_filter

    grid = _Grid.of(network, DENSITY_CELL_M)
    length = uniform_filter(grid.filled(network.length_m / 1000), 3, mode="constant").ravel()[grid.cell]
    density = length / (grid.cell_m / 1000) ** 2
    band: Ints = np.clip(np.log2(np.maximum(density, 1e-9)), 0, DENSITY_BANDS - 1).astype(np.int64)
    return band
