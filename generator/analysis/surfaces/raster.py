"""A grid over a district: points to cells, cells to places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Grid:
    """Square cells of `cell_m`; the first axis runs east, the second north, from the corner (`west`, `south`)."""

    west: float
    south: float
    cell_m: float
    shape: tuple[int, int]

    @classmethod
    def over(cls, xy: Floats, cell_m: float, margin_m: float = 0.0) -> Grid:
        """The grid that holds all points and a margin, its lines on multiples of the cell's side."""
        low = np.floor((xy.min(axis=0) - margin_m) / cell_m)
        high = np.floor((xy.max(axis=0) + margin_m) / cell_m) + 1
        columns, rows = (high - low).astype(np.int64).tolist()
        return cls(float(low[0] * cell_m), float(low[1] * cell_m), float(cell_m), (columns, rows))

    def cells(self, xy: Floats) -> Ints:
        """Flat number of the cell of each point; -1 outside."""
        at = np.floor((xy - (self.west, self.south)) / self.cell_m).astype(np.int64)
        inside = ((at >= 0) & (at < self.shape)).all(axis=1)
        numbers: Ints = np.where(inside, at[:, 0] * self.shape[1] + at[:, 1], -1)
        return numbers

    def sums(self, xy: Floats, weights: Floats | None = None) -> Floats:
        """Points (or their weights) in each cell; points outside are left out."""
        cell = self.cells(xy)
        inside = cell >= 0
        if not inside.all():
            cell, weights = cell[inside], None if weights is None else weights[inside]
        summed: Floats = np.bincount(cell, weights, self.shape[0] * self.shape[1]).astype(np.float64)
        return summed.reshape(self.shape)

    def shares(self, xy: Floats, weights: Floats | None = None) -> Floats:
        """Each point shared out among the four nearest cell centres (cloud in cell), so that its place is kept.

        Points within half a cell of the edge, or outside, go to the cells at the edge.
        """
        at = (xy - (self.west, self.south)) / self.cell_m - 0.5
        at = np.clip(at, 0.0, np.array(self.shape) - 1.0)
        low = np.minimum(np.floor(at).astype(np.int64), np.maximum(np.array(self.shape) - 2, 0))
        x, y = (at - low).T
        flat = low[:, 0] * self.shape[1] + low[:, 1]
        east, north = int(self.shape[0] > 1) * self.shape[1], int(self.shape[1] > 1)
        summed = np.zeros(self.shape[0] * self.shape[1])
        one = 1.0 if weights is None else weights
        for step, share in (
            (0, (1 - x) * (1 - y)),
            (east, x * (1 - y)),
            (north, (1 - x) * y),
            (east + north, x * y),
        ):
            summed += np.bincount(flat + step, share * one, len(summed))
        return summed.reshape(self.shape)

    def read(self, values: Floats, xy: Floats) -> Floats:
        """Values between cell centres at points, bilinear."""
        from scipy.ndimage import map_coordinates

        at = (xy - (self.west, self.south)) / self.cell_m - 0.5
        between: Floats = map_coordinates(values, at.T, order=1, mode="nearest")
        return between

    def centres(self) -> Floats:
        """Middle of every cell, in the order of the flat numbers."""
        east, north = np.divmod(np.arange(self.shape[0] * self.shape[1]), self.shape[1])
        middles: Floats = (np.column_stack([east, north]) + 0.5) * self.cell_m + (self.west, self.south)
        return middles
