"""Getis-Ord G and G* and the masked window test: the raster that ArcGIS, QGIS and PySAL users know, with its error rate.

The z-scores are for comparison. They come from a normal approximation that holds when a window is expected to hold
about 8 accidents or more; a district has far fewer. On quiet maps of 100 x 100 cells and windows of 3 x 3, z with
Benjamini-Hochberg flags something in 100 % of the maps with 0.02 to 0.1 accidents a cell, in 59 % with 1 and 27 %
with 3; the exact test in 0 to 4 % (docs/statistics.md). A cell is called high by `window_test` alone.

Sources: Getis & Ord 1992, Ord & Getis 1995; Benjamini & Hochberg 1995.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from generator.analysis.detector.dispersion import block_dispersion
from generator.analysis.measures import exact

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

NORMAL_FROM = 8.0  # expected accidents in a window from which the normal approximation is fair


@dataclass(frozen=True, slots=True)
class WindowTest:
    """What an exact test says about the window around each cell; NaN outside the mask.

    `accidents` and `expected` in the window; `p_value` of that many or more; `q_value` over all cells of the mask.
    """

    accidents: Floats
    expected: Floats
    dispersion: float
    p_value: Floats
    q_value: Floats


def square(reach: int = 1) -> Bools:
    """A window of (2 reach + 1)^2 cells: `square(1)` is the queen's neighbourhood with the cell itself."""
    return np.ones((2 * reach + 1, 2 * reach + 1), bool)


def disc(reach: float = 1.0) -> Bools:
    """A window of the cells whose centres lie within `reach` cells: `disc(1)` is the rook's, with the cell itself."""
    step = np.arange(-int(reach), int(reach) + 1)
    window: Bools = step[:, None] ** 2 + step[None, :] ** 2 <= reach**2
    return window


def gi_star(
    counts: Floats, window: Bools, mask: Bools | None = None, *, includes_self: bool = True
) -> Floats:
    """G* as z around each cell of a raster (G without the cell itself); NaN outside the mask and where undefined.

    Cells outside the mask count neither as accidents nor as places where some could have been: that is the edge
    correction. The standard deviation is that of the population (n), as in spdep and PySAL; Getis & Ord 1996 print
    values with n - 1.
    """
    from scipy.ndimage import correlate

    inside = np.ones(counts.shape, bool) if mask is None else mask
    x = np.where(inside, counts, 0.0)
    shape = window.astype(float)
    if not includes_self:
        shape[window.shape[0] // 2, window.shape[1] // 2] = 0.0
    seen = correlate(x, shape, mode="constant")
    cells = correlate(inside.astype(float), shape, mode="constant")
    n = float(inside.sum())
    own, n = (0.0, n) if includes_self else (x, n - 1)
    return np.where(inside, _score(seen, (cells, cells), _moments(x, own, n), n), np.nan)


def local_g(values: Floats, weights: csr_array) -> Floats:
    """G* or G as z for each place of a list with its own row of weights: G* where the row weighs its own place.

    A row times a constant gives the same z. NaN where undefined (no neighbours, all values alike).
    """
    seen, total, squares = weights @ values, weights.sum(axis=1), weights.power(2).sum(axis=1)
    is_star = weights.diagonal() != 0
    own, n = np.where(is_star, 0.0, values), len(values) - (~is_star).astype(float)
    return _score(seen, (total, squares), _moments(values, own, n), n)


def band_weights(xy: Floats, distance_m: float, *, includes_self: bool = True) -> csr_array:
    """Weights of 1 between places at most this far apart, for `local_g`."""
    from scipy.sparse import coo_array
    from scipy.spatial import cKDTree

    pairs = cKDTree(xy).query_pairs(distance_m, output_type="ndarray")
    own = np.arange(len(xy)) if includes_self else np.zeros(0, np.int64)
    row = np.concatenate([pairs[:, 0], pairs[:, 1], own])
    column = np.concatenate([pairs[:, 1], pairs[:, 0], own])
    return coo_array((np.ones(len(row)), (row, column)), shape=(len(xy), len(xy))).tocsr()


def _moments(values: Floats, own: Floats | float, n: Floats | float) -> tuple[Floats, Floats]:
    """Mean and standard deviation of the n values that are left without `own` (0 where nothing is left out)."""
    mean = (values.sum() - own) / n
    square = ((values**2).sum() - np.square(own)) / n
    return np.asarray(mean), np.sqrt(_positive(square - mean**2, square))


def _score(
    seen: Floats, weight: tuple[Floats, Floats], moments: tuple[Floats, Floats], n: Floats | float
) -> Floats:
    total, squares = weight
    mean, spread = moments
    z: Floats = (seen - mean * total) / (
        spread * np.sqrt(_positive(n * squares - total**2, n * squares) / (n - 1))
    )
    return z


def _positive(difference: Floats, of: Floats) -> Floats:
    """The difference of two sums, NaN where it is nothing but their rounding: all values alike, or all neighbours."""
    return np.where(difference > 1e-11 * np.abs(of), difference, np.nan)


def window_test(
    counts: Floats, window: Bools, mask: Bools | None = None, exposure: Floats | None = None
) -> WindowTest:
    """Which windows hold more accidents than the rest of the mask lets expect, by the exact tail of small counts.

    Expected: the window's share of the mask's cells, or of their `exposure` (kilometres of road, say), of all
    accidents. The tail is negative binomial with a dispersion estimated from windows side by side, so that a patchy
    district is not all flags; Poisson where none is seen. Benjamini-Hochberg over the mask.
    """
    from scipy.ndimage import correlate

    inside = np.ones(counts.shape, bool) if mask is None else mask
    x = np.where(inside, counts, 0.0)
    where = np.where(inside, 1.0 if exposure is None else exposure, 0.0)
    rate = x.sum() / max(where.sum(), 1e-300)
    shape = window.astype(float)
    seen, room = (np.round(correlate(one, shape, mode="constant"), 9) for one in (x, where))
    expected = room * rate
    dispersion = _dispersion(x, where * rate, round(float(window.sum()) ** 0.5))
    # fewer cells average less of the patchiness out
    spread = dispersion * np.maximum(1.0, expected[inside].mean() / np.maximum(expected, 1e-300))
    p, q = np.full(counts.shape, np.nan), np.full(counts.shape, np.nan)
    p[inside] = exact.tail(seen[inside], expected[inside], spread[inside])
    q[inside] = exact.benjamini_hochberg(p[inside])
    outside = np.where(inside, 0.0, np.nan)
    return WindowTest(seen + outside, expected + outside, dispersion, p, q)


def _dispersion(counts: Floats, mean: Floats, side: int) -> float:
    """Dispersion between blocks of side x side cells."""
    return block_dispersion(_blocks(counts, side).ravel(), _blocks(mean, side).ravel())


def _blocks(values: Floats, side: int) -> Floats:
    """Sums of blocks side by side; the raster is filled up with zeros."""
    rows, columns = (-(-size // side) * side for size in values.shape)
    padded = np.zeros((rows, columns))
    padded[: values.shape[0], : values.shape[1]] = values
    blocks: Floats = padded.reshape(rows // side, side, columns // side, side).sum(axis=(1, 3))
    return blocks
