"""How much blocks of road differ beyond chance, measured so that hotspots do not hide themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from generator.analysis.measures import exact

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

GRID = np.array([0.0, 0.03, 0.06, 0.1, 0.15, 0.2, 0.3, 0.4, 0.55, 0.75, 1.0, 1.4, 2.0])
UPPER_SHARE = 0.02
FEW_BLOCKS = 20
WHEN_UNKNOWN = 0.3
ONE_STANDARD_ERROR = 0.5  # of log-likelihood
COUNTED_ONE_BY_ONE = 4


def block_dispersion(counts: Floats, mean: Floats, uncertainty: Floats | float = 0.0) -> float:
    """Dispersion k between blocks, by maximum likelihood on counts below each block's own upper 2 % point.

    `uncertainty` is the relative variance of the mean itself, which is no dispersion of the road. The truncation
    keeps hotspots out; one standard error is added.
    """
    spread = np.broadcast_to(np.asarray(uncertainty, float), counts.shape)
    keep = mean > 0.02
    y, e, v = counts[keep], mean[keep], spread[keep]
    if len(y) < FEW_BLOCKS:
        return WHEN_UNKNOWN
    # one truncation point for all k, and one for means that are nearly equal: the likelihoods are of the same counts
    e_near, v_near = np.exp(np.round(np.log(e) * 20) / 20), np.round(v, 2)
    pairs, which = np.unique(np.column_stack([e_near, v_near]), axis=0, return_inverse=True)
    which = which.ravel()
    limit = _upper_point(pairs[:, 0], 0.15 + pairs[:, 1])
    is_low = y <= limit[which]
    y, e, v, which = y[is_low], e[is_low], v[is_low], which[is_low]
    number = np.bincount(which, minlength=len(pairs))
    likelihood = np.array(
        [
            log_mass(y, e, k + v).sum()
            - number @ np.log1p(-exact.tail(limit + 1, pairs[:, 0], k + pairs[:, 1]))
            for k in GRID
        ]
    )
    near = np.flatnonzero(likelihood >= likelihood.max() - ONE_STANDARD_ERROR)
    return float(GRID[near[-1]])


def log_mass(counts: Floats, mean: Floats, dispersion: Floats) -> Floats:
    """Log-probability of each count, without the term that depends on the count alone.

    Negative binomial with variance mean + dispersion x mean^2; a dispersion below 1e-6 is taken as 1e-6.
    """
    r = 1.0 / np.maximum(dispersion, 1e-6)
    mass: Floats = -r * np.log1p(mean / r)
    some = np.flatnonzero(counts > 0)
    y, m, shape = counts[some], mean[some], r[some]
    if len(some) and y.max() > COUNTED_ONE_BY_ONE:
        mass[some] += special.gammaln(y + shape) - special.gammaln(shape) + y * np.log(m / (shape + m))
        return mass
    mass[some] += y * np.log(m / (shape + m))
    for step in range(int(y.max()) if len(some) else 0):
        more = y > step
        mass[some[more]] += np.log(shape[more] + step)
    return mass


def _upper_point(mean: Floats, dispersion: Floats) -> Floats:
    """Smallest count that is exceeded with a probability of at most 2 %, by halving."""
    low, high = np.full(len(mean), -1.0), 10.0 + mean * (1.0 + 20.0 * np.sqrt(dispersion + 1.0))
    high = np.ceil(high)
    while (high - low > 1).any():
        middle = np.floor((low + high) / 2)
        is_enough = exact.tail(middle + 1, mean, dispersion) <= UPPER_SHARE
        low, high = np.where(is_enough, low, middle), np.where(is_enough, middle, high)
    return high
