"""Maps without any gathering point, made of the accidents themselves: the error rate of the contrast without roads.

Every accident moves up to 250 m along its own line. What is left keeps the roads, the towns and the sum, and loses
what gathers within 250 m: points of a Poisson process that are each moved at random are a Poisson process again, of
the smoothed intensity (displacement theorem, Kingman 1993, section 5.5). Places that already stand out are thinned to
their expectation first, so that true places do not raise the bar.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from generator.analysis.detector.contrast import best_of, compare, gather
from generator.analysis.detector.lines import directions
from generator.analysis.detector.quiet import (
    EXTRAS,
    FOUND_WITHIN_M,
    PLANTED_EACH,
    PLANTED_HALF_M,
    PUBLIC_Q,
    QUIET_PER_PLANTED,
    ErrorRate,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generator.analysis.detector.contrast import Circle

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

CUT = 0.02
CAUTION = 2.0  # real roads are rougher than moved accidents: the expected number of false places is raised
SHIFT_M = 250.0
PROBES, PROBE_MAPS = 3, 40
STANDS_OUT_Q = 0.2
FEWEST_MAPS, MOST_MAPS = 60, 200


@dataclass(frozen=True, slots=True)
class Accidents:
    """What quiet maps are made of: positions in metres, and the unit vector of each one's line."""

    xy: Floats
    along: Floats


def maps_for(accidents: int) -> int:
    """How many quiet maps five seconds allow, by size alone so that every machine takes the same number."""
    return int(np.clip(round(5.0 / (1e-3 + 2e-6 * accidents), -1), FEWEST_MAPS, MOST_MAPS))


def measure_error(xy: Floats, maps: int, seed: int, *, has_power: bool = False) -> ErrorRate:
    """The error rate of the contrast on so many quiet maps; the order of the positions changes nothing.

    With `has_power` also how many planted places of each size it finds.
    """
    random = np.random.RandomState(seed % 2**32)
    xy = xy[np.lexsort((xy[:, 1], xy[:, 0]))]
    calm = _calm(Accidents(xy, directions(xy)), min(maps // 3, PROBE_MAPS), random)
    quiet = _quiet(calm, maps, random)
    pooled = np.sort(np.concatenate(quiet))
    error = ErrorRate(maps, tuple(float(f"{one:.6g}") for one in pooled), _flagged(quiet))
    return replace(error, power=_power(calm, error, random)) if has_power else error


def q_values(p: Floats, false_p: Floats, maps: int) -> Floats:
    """Q of each place (p ascending): expected number of false places at least as extreme, over its rank.

    One false place more than were seen is counted, as in every Monte Carlo test (Davison & Hinkley 1997, 4.2); below
    the smallest that was seen the number falls with the root of p, more slowly than any tail seen in the trials.
    """
    if len(p) == 0:
        return np.zeros(0)
    edge = float(false_p[0]) if len(false_p) else CUT
    counted = (np.searchsorted(false_p, p, side="right") + 1) / maps
    expected = counted * np.sqrt(np.minimum(1.0, p / max(edge, 1e-300)))
    q = np.minimum(1.0, CAUTION * expected / np.arange(1, len(p) + 1))
    return np.asarray(np.minimum.accumulate(q[::-1])[::-1])


def _calm(accidents: Accidents, maps: int, random: np.random.RandomState) -> Accidents:
    """The accidents with the places that stand out thinned, looked for again under the bar that is left."""
    places = gather(compare(accidents.xy, CUT), accidents.xy)
    p = np.array([one.p_value for one in places])
    kept = np.ones(len(accidents.xy), bool)
    for _ in range(PROBES):
        rest = Accidents(accidents.xy[kept], accidents.along[kept])
        false_p = np.sort(np.concatenate(_quiet(rest, maps, random)))
        q = q_values(p, false_p, maps)
        stand_out = [one for one, value in zip(places, q, strict=True) if value <= STANDS_OUT_Q]
        if not stand_out:
            break
        kept = _thinned(len(accidents.xy), stand_out, random)
    return Accidents(accidents.xy[kept], accidents.along[kept])


def _thinned(count: int, places: list[Circle], random: np.random.RandomState) -> Flags:
    """Which accidents stay when each of the places is left with what is expected there."""
    kept = np.ones(count, bool)
    for one in places:
        kept[random.permutation(one.members)[round(one.expected) :]] = False
    return kept


def _quiet(accidents: Accidents, maps: int, random: np.random.RandomState) -> list[Floats]:
    """The p-values of the places of each quiet map, ascending."""
    return [best_of(compare(_moved(accidents, random), CUT))[1] for _ in range(maps)]


def _moved(accidents: Accidents, random: np.random.RandomState) -> Floats:
    """The accidents, each moved along its own line."""
    shift = random.uniform(-SHIFT_M, SHIFT_M, len(accidents.xy))
    return np.asarray(accidents.xy + accidents.along * shift[:, None])


def _power(
    accidents: Accidents, error: ErrorRate, random: np.random.RandomState
) -> tuple[tuple[int, int, int], ...]:
    """Extra accidents, planted places and found ones, for each of ten sizes."""
    maps = max(1, error.maps // QUIET_PER_PLANTED)
    return tuple(
        (extra, maps * PLANTED_EACH, sum(_found(accidents, error, extra, random) for _ in range(maps)))
        for extra in EXTRAS
    )


def _found(accidents: Accidents, error: ErrorRate, extra: int, random: np.random.RandomState) -> int:
    """How many of ten places of 300 m along the line of an accident are found on a quiet map."""
    at = random.randint(len(accidents.xy), size=PLANTED_EACH)
    centres, along = accidents.xy[at], accidents.along[at]
    place = np.repeat(np.arange(PLANTED_EACH), random.poisson(extra, PLANTED_EACH))
    shift = random.uniform(-PLANTED_HALF_M, PLANTED_HALF_M, len(place))
    planted = centres[place] + along[place] * shift[:, None]
    found = compare(np.vstack([_moved(accidents, random), planted]), CUT)
    middles, p = best_of(found)
    public = middles[q_values(p, np.asarray(error.false_p), error.maps) <= PUBLIC_Q]
    return sum(bool((np.hypot(*(public - one).T) <= FOUND_WITHIN_M).any()) for one in centres)


def _flagged(quiet: list[Floats]) -> int:
    """Quiet maps with a public place; each half is judged by what the other half says."""
    half = len(quiet) // 2
    flagged = 0
    for judged, judges in ((quiet[:half], quiet[half:]), (quiet[half:], quiet[:half])):
        false_p = np.sort(np.concatenate(judges))
        flagged += sum(bool((q_values(one, false_p, len(judges)) <= PUBLIC_Q).any()) for one in judged)
    return flagged
