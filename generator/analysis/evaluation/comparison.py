"""Treated roads against untreated ones of their class: counts of stretches -> what would have been, and the effect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from generator.analysis.evaluation.before_after import (
    Amount,
    Effect,
    comparison_ratio,
    detectable,
    effect,
    expected_without,
    odds_variance,
    same_trend,
    shrunken,
)
from generator.analysis.evaluation.rates_of_roads import FOLDS, Rates, Roads, dispersion, highest_multiple
from generator.analysis.measures import exact

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

STUDENT = (2.262 / 1.960) ** 2  # ten folds leave nine degrees of freedom: t instead of z


@dataclass(frozen=True, slots=True)
class Stretches:
    """One row per stretch of road, treated, compared or neither.

    `roads` tell how different roads are; they are cut without a look at the treated places.
    """

    typical: Floats  # accidents before on roads of this class and length (`class_expectation`)
    before: Ints  # (stretches, years), oldest year first
    after: Ints
    is_treated: Bools
    is_compared: Bools
    roads: Roads


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that the formulas give; the judgement is verdict.py's."""

    before: int  # accidents at the treated roads in all years before
    after: int  # and in the time of the activity
    typical: float  # of roads of this class and length, before
    settled: (
        Amount  # long-run number of the treated roads, before: without the chance that made them stand out
    )
    hauer: Amount  # the same with Hauer's gamma weight
    dispersion: float
    compared_before: float  # long-run number of the comparison roads
    compared_before_counted: int
    compared_after: int
    ratio: Amount
    expected: Amount  # Pi: of the treated roads in the time of the activity, without it
    effect: Effect
    detectable: float  # smallest reduction that would be found 8 times of 10, share
    naive: tuple[
        float, float, float
    ]  # after against before per day at the same roads, with interval: misleading
    trend_p: float
    yearly: tuple[tuple[int, int], ...]  # (treated, compared) in each year before


def compare(stretches: Stretches, days_before: int, days_after: int) -> Comparison:
    """Treated against compared stretches. Needs accidents on the comparison roads in both periods.

    Comparison roads enter by their long-run number too: those that stood out were taken away from among them, so
    what is left was low by chance, and would seem to rise.
    """
    treated, compared = stretches.is_treated, stretches.is_compared
    counts = stretches.before.sum(axis=1).astype(float)
    typical = stretches.typical
    settled, base = _settled(stretches, counts)
    k = dispersion(stretches.roads.counts, stretches.roads.typical)
    value, variance, _ = shrunken(counts, typical, k)
    after = int(stretches.after[treated].sum())
    yearly = np.stack([stretches.before[treated].sum(axis=0), stretches.before[compared].sum(axis=0)])
    compared_after = int(stretches.after[compared].sum())
    ratio = comparison_ratio(base, compared_after, odds_variance(*yearly))
    expected = expected_without(settled, ratio)
    first = int(counts[treated].sum())
    return Comparison(
        before=first,
        after=after,
        typical=float(typical[treated].sum()),
        settled=settled,
        hauer=Amount(float(value[treated].sum()), float(variance[treated].sum())),
        dispersion=k,
        compared_before=base,
        compared_before_counted=int(counts[compared].sum()),
        compared_after=compared_after,
        ratio=ratio,
        expected=expected,
        effect=effect(after, expected),
        detectable=detectable(expected),
        naive=exact.rate_ratio(after, first, days_after, days_before)[:3],
        trend_p=same_trend(*yearly),
        yearly=tuple((int(t), int(c)) for t, c in yearly.T),
    )


def _settled(stretches: Stretches, counts: Floats) -> tuple[Amount, float]:
    """Long-run numbers of the treated and of the compared roads, before.

    How different roads are is asked twice: of cuts that know nothing of the treated places, and of the cut along their
    edges. The first sees real hotspots only in part and pulls them down too far, the second takes the luck of chosen
    edges for real; the truth lies between, so the middle is taken and half the distance counts as an error.
    """
    one, base = _from(stretches.roads, stretches, counts)
    if np.array_equal(stretches.roads.counts, counts):
        return one, base  # places that were there before the accidents: both cuts are one
    own = Roads(counts, stretches.typical, np.arange(len(counts)) % FOLDS)
    two, other = _from(own, stretches, counts)
    middle = (one.value + two.value) / 2
    spread = ((one.value - two.value) / 2) ** 2
    return Amount(middle, (one.variance + two.variance) / 2 + spread), (base + other) / 2


def _from(roads: Roads, stretches: Stretches, counts: Floats) -> tuple[Amount, float]:
    """Both numbers from the rates of these roads.

    The variance also holds what is not known about the distribution of rates, by a jackknife of the quotient of the
    two, which is all that enters the result.
    """
    treated, compared = stretches.is_treated, stretches.is_compared
    rates = Rates.of(roads, highest_multiple(counts, stretches.typical))
    value, variance, others = rates.long_run(counts, stretches.typical)
    here, there = float(value[treated].sum()), float(value[compared].sum())
    quotients = others[:, treated].sum(axis=1) / others[:, compared].sum(axis=1) * there
    spread = STUDENT * (FOLDS - 1) / FOLDS * ((quotients - quotients.mean()) ** 2).sum()
    return Amount(here, float(variance[treated].sum() + spread)), there
