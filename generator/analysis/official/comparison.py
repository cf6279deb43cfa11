"""What the tested list says about each segment of the official one, and why the two differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from generator.analysis.detector.hotspots import Found, Spot
    from generator.analysis.official.weight_sets import Weights

    Ints = NDArray[np.int64]

LEAST_ACCIDENTS = 3
LEAST_DAYS = 2 * 365  # Pd T-09-2004-B asks for two years


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the tested lists say about one segment."""

    status: str  # hotspot, watch, none
    rank: int  # in its list, 0 for none
    ean: float  # of the whole place that it belongs to, default set; 0 for none


@dataclass(frozen=True, slots=True)
class Compared:
    """One segment as both lists see it."""

    accidents: int
    killed: int
    ean: float
    limit: float  # BKA
    average_weight: float  # EAN per accident over all listed segments
    days: int
    tested: Verdict


def tested_segments(found: Found, at: Ints, default_set: str) -> dict[int, Verdict]:
    """Segments that belong to a place of the tested lists, the public list first.

    A segment belongs to a place when half of its accidents lie there, or half of the place's accidents on it. `at`
    has the segment of each row of the table, -1 for none.
    """
    total = np.bincount(at[at >= 0]) if (at >= 0).any() else np.zeros(0, np.int64)
    status: dict[int, Verdict] = {}
    for name, spots in (("hotspot", found.spots), ("watch", found.watch)):
        for spot in spots:
            for segment in _shared(spot, at, total):
                status.setdefault(segment, Verdict(name, spot.hotspot.rank, spot.hotspot.ean[default_set]))
    return status


def _shared(spot: Spot, at: Ints, total: Ints) -> Sequence[int]:
    own = at[spot.rows.index.to_numpy(dtype=np.int64)]
    segment, count = np.unique(own[own >= 0], return_counts=True)
    belongs = (2 * count >= total[segment]) | (2 * count >= len(own))
    chosen: list[int] = segment[belongs].tolist()
    return chosen


def why(one: Compared, weights: Weights) -> str:
    """Code of the sentence that says how both lists see the segment.

    both, slight_ones, split (tested only); watch, short_observation, death_lifts, weights_lift, within_chance (official
    only); fewer_than_3, neither.
    """
    is_official = one.ean > one.limit
    if one.tested.status == "hotspot":
        only_tested = "split" if one.tested.ean > one.limit else "slight_ones"
        return "both" if is_official else only_tested
    if is_official:
        return _why_official_only(one, weights)
    return "fewer_than_3" if one.accidents < LEAST_ACCIDENTS else "neither"


def _why_official_only(one: Compared, weights: Weights) -> str:
    if one.tested.status == "watch":
        return "watch"
    if one.days < LEAST_DAYS:
        return "short_observation"
    if one.killed and one.ean - weights.killed * one.killed <= one.limit:
        return "death_lifts"
    return "weights_lift" if one.accidents * one.average_weight <= one.limit else "within_chance"
