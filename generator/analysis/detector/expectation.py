"""How many accidents each piece of road would have if it were like roads of its class, area and street.

Class rate x area factors x street factors. Every factor is the mean of a gamma posterior: accidents within reach,
shrunken toward what the wider view says, by as much as predicts the blocks of the network best when each is left out
of its own prediction. A window never counts in its own expectation either; windows that stand out count in nobody's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from generator.analysis.detector.dispersion import block_dispersion, log_mass
from generator.analysis.detector.surroundings import REACHES, own_part
from generator.analysis.measures import exact

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from generator.analysis.detector.surroundings import Reach, Surroundings
    from generator.analysis.detector.windows import Windows

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

PRIORS = (0.5, 1.5, 5.0, 16.0, 50.0)  # accidents' worth of "like the wider view"
GAIN = 2.0  # of log-likelihood that a factor must bring, or it is left out
CLASS_PRIOR = 5.0
PASSES = 2
FIRST_DISPERSION = 0.1
STANDS_OUT = 1e-3
LEAST = 3
LEAST_MEAN = 1e-9


@dataclass(frozen=True, slots=True)
class Factor:
    """One step of the expectation. Per lixel: the mean before it, and what was seen and expected within reach."""

    reach: Reach
    prior: float
    before: Floats
    seen: Floats
    expected: Floats


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a map expects of every piece of road, and what is needed to leave a window out of it."""

    per_lixel: Floats
    dispersion: float  # between 500 m blocks, beyond what the factors explain
    is_quiet: Bools  # lixels that count: outside windows that stand out
    counts: Floats  # of quiet lixels
    by_class: Floats  # the first step: exposure x class rate
    class_variance: Floats  # relative variance of the class rate
    factors: tuple[Factor, ...]
    scale: float

    def of_windows(self, inside: csr_array, span_m: Floats, length_m: Floats) -> tuple[Floats, Floats]:
        """Mean and dispersion of the count of each window (rows of `inside`), itself left out.

        The dispersion is that of its blocks, less when it spans several, plus the relative variance of the mean.
        """
        share = inside @ np.column_stack([self.by_class, self.by_class * self.class_variance])
        mean, variance = self._leave_out(
            lambda values: inside @ values, share[:, 0], share[:, 1] / np.maximum(share[:, 0], 1e-300), span_m
        )
        blocks = np.maximum(1.0, length_m / 500.0)
        return np.maximum(mean * self.scale, LEAST_MEAN), self.dispersion / blocks + variance

    def _leave_out(
        self, total: Callable[[Floats], Floats], mean: Floats, variance: Floats, span_m: Floats
    ) -> tuple[Floats, Floats]:
        """Mean and relative variance of regions through all factors; `total` sums lixels over each region."""
        quiet = self.is_quiet.astype(float)
        own_seen = total(self.counts)
        for factor in self.factors:
            seen, expected = _within_reach(factor, quiet, own_seen, total, span_m)
            mean = mean * (factor.prior + seen) / (factor.prior + expected)
            variance = _narrowed(variance, factor.prior, expected)
        return mean, variance


def expect(counts: Floats, around: Surroundings, windows: Windows) -> Expectation:
    """The expectation from the counts themselves. `counts` has one number per lixel."""
    is_quiet = np.ones(around.network.count, bool)
    busy = np.flatnonzero(windows.inside @ counts >= LEAST)
    inside = windows.inside[busy]
    seen = inside @ counts
    found = _fit(counts, around, is_quiet, None)
    for _ in range(PASSES - 1):
        mean, spread = found.of_windows(inside, windows.span_m[busy], windows.length_m[busy])
        stands_out = exact.tail(seen, mean, spread) < STANDS_OUT
        is_quiet = ~(inside[np.flatnonzero(stands_out)].sum(axis=0) > 0)
        found = _fit(counts, around, is_quiet, found)
    return found


def _fit(counts: Floats, around: Surroundings, is_quiet: Bools, last: Expectation | None) -> Expectation:
    """One pass. The pass before tells how dispersed blocks are and what of the class rates is really the area's."""
    quiet = is_quiet.astype(float)
    y = counts * quiet
    exposure = around.network.exposure
    field = np.ones(len(y)) if last is None else _field(y, quiet, around, last)
    rate, variance = _class_rates(y, exposure * field * quiet, around)
    mean = by_class = exposure * rate
    blocks = _Blocks.of(y, mean, variance, around)
    dispersion = FIRST_DISPERSION if last is None else last.dispersion
    factors = []
    for reach in REACHES:
        seen, expected = around.sums(y, reach), around.sums(mean * quiet, reach)
        factor = blocks.best(Factor(reach, 0.0, mean, seen, expected), quiet, dispersion)
        if factor is None:
            continue
        factors.append(factor)
        blocks = blocks.through(factor, quiet)
        mean = mean * (factor.prior + seen) / (factor.prior + expected)
    expected_sum = (mean * quiet).sum()
    scale = float(y.sum() / expected_sum) if expected_sum > 0 else 1.0
    k = dispersion
    if last is not None:  # the first pass still has the hotspots in
        k = block_dispersion(blocks.seen, np.maximum(blocks.mean * scale, LEAST_MEAN), blocks.variance)
    return Expectation(
        per_lixel=np.maximum(mean * scale, LEAST_MEAN),
        dispersion=k,
        is_quiet=is_quiet,
        counts=y,
        by_class=by_class,
        class_variance=variance,
        factors=tuple(factors),
        scale=scale,
    )


def _field(y: Floats, quiet: Floats, around: Surroundings, last: Expectation) -> Floats:
    """All factors of the last pass together, on top of its class rates."""
    field = np.ones(len(y))
    for factor in last.factors:
        seen = around.sums(y, factor.reach)
        expected = around.sums(last.by_class * field * quiet, factor.reach)
        field = field * (factor.prior + seen) / (factor.prior + expected)
    return field


def _class_rates(y: Floats, exposure: Floats, around: Surroundings) -> tuple[Floats, Floats]:
    """Accidents per exposure of each lixel's class in surroundings as dense as its own, and relative variance.

    A class in one density band is drawn toward the class, a class toward the whole network.
    """
    overall = max(y.sum(), 0.5) / max(exposure.sum(), 1.0)
    of_class = around.network.road_class
    size, kinds = int(of_class.max()) + 1, int(around.kind.max()) + 1
    seen, length = (np.bincount(of_class, one, size) for one in (y, exposure))
    by_class = (seen + CLASS_PRIOR) / (length + CLASS_PRIOR / overall)
    whole = np.zeros(kinds)
    whole[around.kind] = by_class[of_class]
    seen, length = (np.bincount(around.kind, one, kinds) for one in (y, exposure))
    rate = (seen + CLASS_PRIOR) / (length + CLASS_PRIOR / np.maximum(whole, 1e-300))
    variance = 1.0 / (seen + CLASS_PRIOR)
    return np.asarray(rate[around.kind]), np.asarray(variance[around.kind])


@dataclass(frozen=True, slots=True)
class _Blocks:
    """The 500 m blocks, each left out of its own prediction so far."""

    around: Surroundings
    seen: Floats
    mean: Floats
    variance: Floats

    @classmethod
    def of(cls, y: Floats, mean: Floats, variance: Floats, around: Surroundings) -> _Blocks:
        total = around.by_block(mean)
        relative = around.by_block(mean * variance) / np.maximum(total, 1e-300)
        return cls(around, around.by_block(y), total, relative)

    def best(self, factor: Factor, quiet: Floats, dispersion: float) -> Factor | None:
        """The factor with the prior that predicts the blocks best; None when it predicts hardly better than none."""
        inside = self.around.by_block(quiet) > 0
        seen, expected = self._reach(factor, quiet)
        used = inside & (self.mean > 0.02)
        y, mean, seen, expected = (one[used] for one in (self.seen, self.mean, seen, expected))
        flat = self.variance[used]

        def likelihood(prior: float) -> float:
            ratio = (prior + seen) / (prior + expected)
            return float(log_mass(y, mean * ratio, dispersion + _narrowed(flat, prior, expected)).sum())

        without = float(log_mass(y, mean, dispersion + flat).sum())
        values = [likelihood(prior) for prior in PRIORS]
        pick = int(np.argmax(values))
        if values[pick] < without + GAIN:
            return None
        return Factor(factor.reach, PRIORS[pick], factor.before, factor.seen, factor.expected)

    def through(self, factor: Factor, quiet: Floats) -> _Blocks:
        """The prediction after one more factor."""
        seen, expected = self._reach(factor, quiet)
        mean = self.mean * (factor.prior + seen) / (factor.prior + expected)
        return _Blocks(self.around, self.seen, mean, _narrowed(self.variance, factor.prior, expected))

    def _reach(self, factor: Factor, quiet: Floats) -> tuple[Floats, Floats]:
        return _within_reach(factor, quiet, self.seen, self.around.by_block, self.around.block_length_m)


def _within_reach(
    factor: Factor,
    quiet: Floats,
    own_seen: Floats,
    total: Callable[[Floats], Floats],
    span_m: Floats,
) -> tuple[Floats, Floats]:
    """What each region sees and expects within reach of its lixels, its own part taken out."""
    before = factor.before
    weight = np.maximum(total(before), 1e-300)
    part = own_part(span_m, factor.reach)
    seen = total(before * factor.seen) / weight - part * own_seen
    expected = total(before * factor.expected) / weight - part * total(before * quiet)
    return np.maximum(seen, 0.0), np.maximum(expected, 0.0)


def _narrowed(variance: Floats, prior: float, expected: Floats) -> Floats:
    """Relative variance after a factor: that of its posterior, and what the prior passes on of the wider view's."""
    weight = prior + expected
    return np.asarray(1.0 / weight + (prior / weight) ** 2 * variance)
