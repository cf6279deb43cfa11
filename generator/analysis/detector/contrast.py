"""The contrast without roads: how surprising is each small circle beside what lies 200 to 1,500 m around it?

The accidents around a circle lie along a line (a country road), over a plane (a dense town) or between the two. The
near ring (200-600 m) against the far one (600-1,500 m) tells how much of each: on a line 31 % of both lie in the near
one, in a plane 14 %. For every mixture the share inside the circle is known, and the count inside, given the rings, is
negative binomial; p is its tail, averaged over the mixtures by their posterior.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from generator.analysis.detector.rings import HOLE_M, MIDDLE_M, WIDE_M, Rings, count_rings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

RADII_M = (75.0, 110.0, 150.0)
WEIGHTS = (0.25, 0.25, 0.5)  # of the error rate, for the radii
LINE_SHARES = np.linspace(0.0, 1.0, 5)  # of the accidents around, on a line; the rest lies over a plane
LEAST = 3
LEAST_TIMES = 6.0  # what is expected; a knot of streets alone may hold five times as much (Kota Yogyakarta)
BACKGROUND = 30  # accidents elsewhere, without which nothing is known of what is usual
APART_M = 300.0  # between the centres of two places


@dataclass(frozen=True, slots=True)
class Circle:
    """A gathering point: rows within the radius of an accident, and where they centre."""

    xy: tuple[float, float]
    members: Ints
    expected: float  # this many on a locally even background
    p_value: float  # divided by the radius's weight
    radius_m: float


@dataclass(frozen=True, slots=True)
class Contrast:
    """Circles around accidents whose p is at most a cut, one entry each, best first."""

    rings: Rings
    at: Ints  # number of the spot in `rings` that the circle is drawn around
    radius: Ints  # number of the radius
    p: Floats
    expected: Floats


def compare(xy: Floats, cut: float) -> Contrast:
    """Every circle of three accidents or more whose p is at most `cut`, best first."""
    rings = count_rings(xy, RADII_M)
    around = rings.near + rings.far
    likely = _posterior(rings.near, rings.far)
    p = np.ones((len(RADII_M), len(around)))
    expected = np.zeros_like(p)
    for row, (radius, weight) in enumerate(zip(RADII_M, WEIGHTS, strict=True)):
        amount = _amounts(0.0, radius)
        others = rings.inside[row] - 1
        expected[row] = (likely @ amount) * (around + 1)
        is_more = (rings.inside[row] >= LEAST) & (others >= LEAST_TIMES * expected[row])
        some = np.flatnonzero(is_more & (len(xy) - rings.inside[row] >= BACKGROUND))
        some = some[_tail(others[some], around[some], amount[0]) <= cut * weight]
        tails = [_tail(others[some], around[some], one) for one in amount]
        p[row, some] = (likely[some] * np.column_stack(tails)).sum(axis=1) / weight
    radius_of = np.argmin(p, axis=0)
    best = p.min(axis=0)
    at = np.flatnonzero(best <= cut)
    inside = rings.inside[radius_of[at], at]
    at = at[np.lexsort((at, -inside, best[at]))]
    return Contrast(rings, at, radius_of[at], np.minimum(best[at], 1.0), expected[radius_of[at], at])


def gather(found: Contrast, xy: Floats) -> list[Circle]:
    """Places, best first, no two of them centred within 300 m."""
    from scipy.spatial import cKDTree

    tree = cKDTree(xy)
    circles: list[Circle] = []
    for one in _apart(found):
        radius = RADII_M[found.radius[one]] + found.rings.grain_m
        members = np.sort(np.asarray(tree.query_ball_point(found.rings.xy[found.at[one]], radius), np.int64))
        ordered = np.sort(xy[members], axis=0)  # so that the mean does not depend on the order of the rows
        x, y = ordered.mean(axis=0).tolist()
        expected = max(float(found.expected[one]), 0.1)
        circles.append(Circle((x, y), members, expected, float(found.p[one]), radius))
    return circles


def best_of(found: Contrast) -> tuple[Floats, Floats]:
    """Centres and p-values of the places that `gather` would name, best first."""
    kept = _apart(found)
    return found.rings.xy[found.at[kept]], found.p[kept]


def _apart(found: Contrast) -> list[int]:
    """Circles that no better one is centred within 300 m of."""
    from scipy.spatial import cKDTree

    middles = found.rings.xy[found.at]
    free = np.ones(len(middles), bool)
    kept = []
    tree = cKDTree(middles) if len(middles) else None
    for one in range(len(middles)):
        if tree is not None and free[one]:
            kept.append(one)
            free[tree.query_ball_point(middles[one], APART_M)] = False
    return kept


def _amounts(inner: float, outer: float) -> Floats:
    """What lies between two radii, for each mixture, where 1 lies between the hole and the edge."""
    line = (outer - inner) / (WIDE_M - HOLE_M)
    plane = (outer**2 - inner**2) / (WIDE_M**2 - HOLE_M**2)
    return np.asarray(LINE_SHARES * line + (1 - LINE_SHARES) * plane)


def _posterior(near: Floats, far: Floats) -> Floats:
    """How likely each mixture is, given both rings (spots x mixtures); all are alike before."""
    share = _amounts(HOLE_M, MIDDLE_M)
    log = near[:, None] * np.log(share) + far[:, None] * np.log1p(-share)
    weight = np.exp(log - log.max(axis=1, keepdims=True))
    return np.asarray(weight / weight.sum(axis=1, keepdims=True))


def _tail(others: Floats, around: Floats, amount: float) -> Floats:
    """P(so many others inside or more), given so many in the rings: negative binomial with around + 1 as its shape."""
    p: Floats = special.betainc(np.maximum(others, 1), around + 1.0, amount / (1.0 + amount))
    return np.where(others > 0, p, 1.0)
