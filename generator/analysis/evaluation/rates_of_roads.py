"""How different roads of one class are: the distribution of their rates, and what it makes of one road's count.

Hauer's weight takes these rates for a gamma. Real hotspots are not in its tail: with ten roads of ten accidents among
hundreds of quiet ones the gamma estimate of those ten is half of the truth (docs/statistics.md). So the distribution is
estimated without a form: nonparametric maximum likelihood on a grid of multiples of the class rate, by expectation and
maximisation (Kiefer & Wolfowitz 1956; Laird 1978; Koenker & Mizera 2014).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

LOWEST, HIGHEST = 0.02, 20.0  # multiples of the class rate between which one is always looked for
STEP = 1.12  # from one multiple to the next
ROUNDS = 300
FOLDS = 10
IMAGINED = 0.1  # roads
DISPERSIONS = (1e-4, 50.0)  # within which k is looked for


@dataclass(frozen=True, slots=True)
class Roads:
    """Stretches of road, one a row: accidents, what is typical of the class, and the tenth that each belongs to."""

    counts: Floats
    typical: Floats
    fold: Ints  # 0 to FOLDS - 1; overlapping stretches share one


@dataclass(frozen=True, slots=True)
class Rates:
    """The distribution of rates, as the share of roads at each multiple of the class rate."""

    multiples: Floats
    share: Floats
    left_out: Floats  # (FOLDS, multiples): without each tenth of the roads in turn, for the jackknife

    @classmethod
    def of(cls, roads: Roads, highest: float = HIGHEST) -> Rates:
        """The most likely distribution; `highest` is the largest multiple that will be asked for."""
        multiples = _grid(max(highest, highest_multiple(roads.counts, roads.typical)))
        likelihood, pair = _likelihood(roads.counts, roads.typical, multiples)
        by_fold = np.array(
            [np.bincount(pair[roads.fold == one], minlength=len(likelihood)) for one in range(FOLDS)], float
        )
        number = by_fold.sum(axis=0)
        even = np.full((1, len(multiples)), 1 / len(multiples))
        share = _climb(likelihood, number[None, :], even, ROUNDS)
        left_out = _climb(likelihood, number - by_fold, np.repeat(share, FOLDS, axis=0), ROUNDS // 5)
        return cls(multiples, share[0], left_out)

    def long_run(self, counts: Floats, typical: Floats) -> tuple[Floats, Floats, Floats]:
        """Empirical Bayes estimate of each stretch, its variance, and the estimates of every jackknife (folds x rows)."""
        likelihood, pair = _likelihood(counts, typical, self.multiples)
        belief = _normal(likelihood * self.share)
        first, second = (belief @ self.multiples)[pair], (belief @ self.multiples**2)[pair]
        others = [(_normal(likelihood * share) @ self.multiples)[pair] for share in self.left_out]
        return typical * first, typical**2 * (second - first**2), typical * np.array(others)


def _normal(belief: Floats) -> Floats:
    made: Floats = belief / belief.sum(axis=1, keepdims=True)
    return made


def _likelihood(counts: Floats, typical: Floats, multiples: Floats) -> tuple[Floats, Ints]:
    """Poisson likelihood of each distinct pair of count and expectation at each multiple, and the pair of each row."""
    pairs, pair = np.unique(np.column_stack([counts, _rounded(typical)]), axis=0, return_inverse=True)
    level = np.maximum(pairs[:, 1:], 1e-12) * multiples
    log = special.xlogy(pairs[:, :1], level) - level
    return np.exp(log - log.max(axis=1, keepdims=True)), pair.ravel()


def highest_multiple(counts: Floats, typical: Floats) -> float:
    """The multiple of its class rate that no road among these exceeds by far."""
    known = typical > 0
    return float(((counts[known] + 3) / np.maximum(typical[known], 0.05)).max(initial=HIGHEST))


def _grid(highest: float) -> Floats:
    """Multiples of the class rate, from nearly none to beyond the highest."""
    steps = int(np.ceil(np.log(1.5 * highest / LOWEST) / np.log(STEP)))
    return np.concatenate([[1e-3], LOWEST * STEP ** np.arange(steps + 1)])


def _climb(likelihood: Floats, number: Floats, share: Floats, rounds: int) -> Floats:
    """Expectation and maximisation from `share`; one row a fit, `number` counts the roads of each pair in it.

    IMAGINED roads whose rate may be anything are counted with them: else a place like no other would be pulled down
    to the next one below as soon as the jackknife leaves it out.
    """
    anything = IMAGINED / share.shape[1]
    for _ in range(rounds):
        share = share * ((number / (share @ likelihood.T)) @ likelihood) + anything
        share /= share.sum(axis=1, keepdims=True)
    return share


def class_expectation(counts: Floats, exposure: Floats, group: Ints) -> Floats:
    """What a road of this class and exposure has on average: exposure x accidents over exposure of its class."""
    total = np.bincount(group, counts)
    length = np.bincount(group, exposure)
    expected: Floats = exposure * (total / np.maximum(length, 1e-12))[group]
    return expected


def _rounded(values: Floats) -> Floats:
    """To steps of 2 %: roads of nearly one length share a likelihood."""
    rounded: Floats = np.exp(np.round(np.log(np.maximum(values, 1e-12)) * 50) / 50)
    return rounded


def dispersion(counts: ArrayLike, expected: ArrayLike) -> float:
    """Dispersion k of a negative binomial around `expected`, by maximum likelihood (golden section on log k)."""
    y, mean = np.asarray(counts, float), np.asarray(expected, float)
    y, mean = y[mean > 0], mean[mean > 0]
    low, high = np.log(DISPERSIONS)
    golden = (5**0.5 - 1) / 2
    for _ in range(48):
        one, two = high - golden * (high - low), low + golden * (high - low)
        if _fit(y, mean, np.exp(one)) > _fit(y, mean, np.exp(two)):
            high = two
        else:
            low = one
    return float(np.exp((low + high) / 2))


def _fit(y: Floats, mean: Floats, k: float) -> float:
    """Log likelihood up to a constant."""
    shape = 1 / k
    terms = special.gammaln(y + shape) - special.gammaln(shape)
    terms += special.xlogy(y, mean / (mean + shape)) - shape * np.log1p(mean / shape)
    return float(terms.sum())
