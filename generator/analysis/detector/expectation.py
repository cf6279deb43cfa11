"""How many accidents each lixel would have if it were like roads of its class, area and street.

Class rate x area factor x street factor, each shrunken toward 1 as far as the data cannot tell; the lixels of
windows that stand out are left out, so that a hotspot does not raise its own expectation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from generator.analysis.measures import exact

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generator.analysis.detector.windows import Windows
    from generator.analysis.roads.network import Network

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

CELL_M = 250.0
AREA_KERNELS_M = ((1000.0, 400.0), (500.0, 300.0))  # sigma and hole: the wide one first
STREET_HOLE_LIXELS = 16  # 400 m to each side
STREET_REACH_LIXELS = 64  # 1.600 m to each side: a street through a town is busier there
BLOCK_LIXELS = 20  # 500 m
DENSITY_BANDS = 5
PASSES = 3
STANDS_OUT = 1e-3


@dataclass(frozen=True, slots=True)
class Expectation:
    """Expected accidents per lixel, the dispersion of 500 m blocks, and the relative variance of the estimate."""

    per_lixel: Floats
    dispersion: float
    block: Ints
    uncertainty: Floats  # per lixel


def expect(counts: Floats, network: Network, windows: Windows) -> Expectation:
    """The expectation from the counts themselves. `counts` has one number per lixel."""
    is_quiet = np.ones(network.count, bool)
    block = _blocks(network)
    found = _once(counts, network, is_quiet, block)
    for _ in range(PASSES - 1):
        inside = windows.inside
        y, mean = inside @ counts, inside @ found.per_lixel
        busy = np.flatnonzero(y >= 3)
        spread = window_dispersion(found, windows, mean)[busy]
        p = exact.tail(y[busy], mean[busy], spread)
        is_quiet = ~(inside[busy[p < STANDS_OUT]].sum(axis=0) > 0)
        found = _once(counts, network, is_quiet, block)
    return found


def window_dispersion(found: Expectation, windows: Windows, mean: Floats) -> Floats:
    """Dispersion of each window's count: that of its blocks, less when it spans several, plus the estimate's."""
    blocks_spanned = np.maximum(1.0, windows.length_m / (BLOCK_LIXELS * 25.0))
    relative = (windows.inside @ (found.per_lixel * found.uncertainty)) / np.maximum(mean, 1e-12)
    spread: Floats = found.dispersion / blocks_spanned + relative
    return spread


def _once(counts: Floats, network: Network, is_quiet: Bools, block: Ints) -> Expectation:
    quiet_counts, quiet_exposure = counts * is_quiet, network.exposure * is_quiet
    mean = network.exposure * _class_rates(quiet_counts, quiet_exposure, network)
    mean, spread_so_far = _with_area(mean, quiet_counts, is_quiet, network, AREA_KERNELS_M[0])
    for reach in (None, STREET_REACH_LIXELS):
        street, street_spread = _street_factor(quiet_counts, mean * is_quiet, network, reach)
        mean, spread_so_far = mean * street, spread_so_far + street_spread
    mean, area_spread = _with_area(mean, quiet_counts, is_quiet, network, AREA_KERNELS_M[1])
    spread_so_far = spread_so_far + area_spread
    total = (mean * is_quiet).sum()
    mean = np.maximum(mean * (quiet_counts.sum() / total if total > 0 else 1.0), 1e-9)
    spread = block_dispersion(_sums(block, quiet_counts), _sums(block, mean * is_quiet))
    return Expectation(mean, spread, block, spread_so_far)


def _with_area(
    mean: Floats, counts: Floats, is_quiet: Bools, network: Network, kernel: tuple[float, float]
) -> tuple[Floats, Floats]:
    factor, spread = _area_factor(counts, mean * is_quiet, network, kernel)
    return mean * factor, spread


def _blocks(network: Network) -> Ints:
    """Number of the 500 m block of each lixel."""
    first = np.flatnonzero(np.diff(network.street, prepend=-1))
    size = np.diff(np.append(first, network.count))
    within = np.arange(network.count) - np.repeat(first, size)
    start = (within % BLOCK_LIXELS == 0).astype(np.int64)
    blocks: Ints = np.cumsum(start) - 1
    return blocks


def _class_rates(counts: Floats, exposure: Floats, network: Network) -> Floats:
    """Accidents per exposure of each lixel's class in surroundings as dense as its own.

    A class in one density band is drawn toward the class, a class toward the whole network.
    """
    prior = 5.0  # accidents' worth of "like the whole"
    overall = max(counts.sum(), 0.5) / max(exposure.sum(), 1.0)
    size = int(network.road_class.max()) + 1
    seen, length = (np.bincount(network.road_class, one, size) for one in (counts, exposure))
    by_class = (seen + prior) / (length + prior / overall)
    cell = network.road_class * DENSITY_BANDS + _density_band(network)
    seen, length = (np.bincount(cell, one, size * DENSITY_BANDS) for one in (counts, exposure))
    whole = np.repeat(by_class, DENSITY_BANDS)
    rate: Floats = (seen + prior) / (length + prior / whole)
    return np.asarray(rate[cell], np.float64)


def _density_band(network: Network) -> Ints:
    """Doublings of the road length around each lixel (km per km2 in 3 x 3 cells of 250 m) above 1."""
    from scipy.ndimage import uniform_filter

    _, shape, flat = _cells(network)
    length = np.bincount(flat, network.length_m / 1000, int(shape.prod())).reshape(shape)
    density = uniform_filter(length, 3, mode="constant").ravel()[flat] / (CELL_M / 1000) ** 2
    band: Ints = np.clip(np.log2(np.maximum(density, 1e-9)), 0, DENSITY_BANDS - 1).astype(np.int64)
    return band


def _cells(network: Network) -> tuple[Ints, Ints, Ints]:
    """Column and row of each lixel in the 250 m grid, the grid's shape, and the flat index."""
    cell = np.floor((network.xy - network.xy.min(axis=0)) / CELL_M).astype(np.int64)
    shape = cell.max(axis=0) + 1
    return cell, shape, cell[:, 0] * shape[1] + cell[:, 1]


def _shrunken(seen: Floats, mean: Floats, samples: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    """Empirical Bayes factor seen/mean and its relative variance; dispersion by moments over `samples`."""
    y, e = samples
    keep = e > 0.05
    excess = np.clip((y - e)[keep] ** 2 - e[keep], None, 25 * e[keep] + 25)  # residuals clipped
    between = float(max(excess.sum() / max((e[keep] ** 2).sum(), 1e-9), 0.0)) if keep.any() else 0.0
    if between < 1e-3:
        return np.ones(len(seen)), np.zeros(len(seen))
    prior = 1.0 / min(between, 4.0)
    return (prior + seen) / (prior + mean), 1.0 / (prior + mean)


def _area_factor(
    counts: Floats, mean: Floats, network: Network, size: tuple[float, float]
) -> tuple[Floats, Floats]:
    """How much busier the surroundings are (normal kernel with a hole) than said so far."""
    from scipy.signal import fftconvolve

    sigma_m, hole_m = size

    cell, shape, flat = _cells(network)
    reach = int(2.5 * sigma_m / CELL_M)
    offset = np.arange(-reach, reach + 1) * CELL_M
    square = offset[:, None] ** 2 + offset[None, :] ** 2
    kernel = np.exp(-square / (2 * sigma_m**2)) * (square > hole_m**2)
    seen_cells, mean_cells = (np.bincount(flat, one, int(shape.prod())) for one in (counts, mean))
    around = [
        np.maximum(fftconvolve(one.reshape(shape), kernel, mode="same").ravel()[flat], 0.0)
        for one in (seen_cells, mean_cells)
    ]
    side = int(2 * sigma_m / CELL_M)
    coarse = (cell[:, 0] // side) * (shape[1] // side + 1) + cell[:, 1] // side
    samples = _sums(coarse, counts), _sums(coarse, mean)
    return _shrunken(around[0], around[1], samples)


def _street_factor(
    counts: Floats, mean: Floats, network: Network, reach: int | None
) -> tuple[Floats, Floats]:
    """How much busier the same street is beyond the hole than said so far: all of it, or `reach` lixels each way."""
    first = np.flatnonzero(np.diff(network.street, prepend=-1))
    size = np.diff(np.append(first, network.count))
    start, stop = np.repeat(first, size), np.repeat(first + size, size)
    here = np.arange(network.count)
    low, high = np.maximum(here - STREET_HOLE_LIXELS, start), np.minimum(here + STREET_HOLE_LIXELS + 1, stop)
    sample = network.street
    if reach is not None:
        start, stop = np.maximum(here - reach, start), np.minimum(here + reach + 1, stop)
        within = here - np.repeat(first, size)
        sample = np.cumsum(within % reach == 0) - 1
    rest = []
    for one in (counts, mean):
        total = np.concatenate([[0.0], np.cumsum(one)])
        rest.append(np.maximum((total[stop] - total[start]) - (total[high] - total[low]), 0.0))
    samples = _sums(sample, counts), _sums(sample, mean)
    return _shrunken(rest[0], rest[1], samples)


def _sums(group: Ints, values: Floats) -> Floats:
    """Sum of the values of each group."""
    return np.bincount(group, values).astype(np.float64)


def block_dispersion(counts: Floats, mean: Floats) -> float:
    """Dispersion k between blocks, by maximum likelihood on counts below each block's own upper 2 % point.

    The truncation keeps hotspots from hiding themselves; one standard error is added.
    """
    keep = mean > 0.02
    y, e = counts[keep], mean[keep]
    if len(y) < 20:
        return 0.3
    grid = np.array([0.0, 0.03, 0.06, 0.1, 0.15, 0.2, 0.3, 0.4, 0.55, 0.75, 1.0, 1.4, 2.0])
    # one truncation point for all k: the likelihoods are of the same counts
    limit = _upper_point(e, 0.15)
    is_low = y <= limit
    y, e, limit = y[is_low], e[is_low], limit[is_low]
    values = []
    for k in grid:
        below = 1.0 - exact.tail(limit + 1, e, k)
        values.append(float((_log_mass(y, e, float(k)) - np.log(below)).sum()))
    likelihood = np.array(values)
    near = np.flatnonzero(likelihood >= likelihood.max() - 0.5)
    return float(grid[near[-1]])


def _upper_point(mean: Floats, dispersion: float, share: float = 0.02) -> Floats:
    """Smallest count that is exceeded with at most this probability."""
    point = np.zeros(len(mean))
    for _ in range(10_000):
        over = exact.tail(point + 1, mean, dispersion) > share
        if not over.any():
            break
        point[over] += 1
    return point


def _log_mass(y: Floats, mean: Floats, k: float) -> Floats:
    if k <= 0:
        poisson: Floats = special.xlogy(y, mean) - mean - special.gammaln(y + 1)
        return poisson
    r = 1.0 / k
    mass: Floats = (
        special.gammaln(y + r)
        - special.gammaln(r)
        - special.gammaln(y + 1)
        + r * np.log(r / (r + mean))
        + special.xlogy(y, mean / (r + mean))
    )
    return mass
