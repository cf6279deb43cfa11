"""Gathering points without roads: each monthly edition compared, and the last one's public list beside those before it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from generator.analysis.detector import quiet_points
from generator.analysis.detector.contrast import BACKGROUND, compare, gather
from generator.analysis.detector.editions import STAYS_Q, Place, public_list
from generator.analysis.detector.quiet import error_rate_of
from generator.analysis.memory import key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from generator.analysis.detector.contrast import Circle
    from generator.analysis.detector.quiet import ErrorRate
    from generator.analysis.detector.road_search import Effort

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

METHOD = "local_contrast"


@dataclass(frozen=True, slots=True)
class Edition:
    """Positions of the accidents of one edition, in metres; editions of one year share the error rate of the first.

    `is_for_rate`: nothing but the error rate is taken of it.
    """

    xy: Floats
    year: int = 0
    is_for_rate: bool = False


@dataclass(frozen=True, slots=True)
class Gathering:
    """A gathering point of the last edition; `members` are rows of its positions."""

    circle: Circle
    members: Ints
    q_value: float
    is_listed: bool  # on the public list of this edition


@dataclass(frozen=True, slots=True)
class Gathered:
    """Gathering points with q at most 0.2, best first, and the error rate behind their q (None: too few accidents)."""

    places: tuple[Gathering, ...]
    error_rate: ErrorRate | None


def search(editions: Sequence[Edition], effort: Effort) -> Gathered:
    """Gathering points of the last of the editions (oldest first), each listed or not."""
    rates: dict[int, ErrorRate] = {}
    for edition in editions:
        if edition.year not in rates and len(edition.xy) >= BACKGROUND:
            rates[edition.year] = effort.known.get(METHOD) or _remembered(edition.xy, effort)
    told = [one for one in editions if not one.is_for_rate]
    circles = [_circles(one.xy, rates[one.year]) if len(one.xy) >= BACKGROUND else [] for one in told]
    last = editions[-1]
    return Gathered(_listed(told, circles), rates[last.year] if len(last.xy) >= BACKGROUND else None)


def _circles(xy: Floats, error: ErrorRate) -> list[tuple[Circle, float]]:
    """Places with q at most 0.2, each with its q, best first."""
    found = gather(compare(xy, quiet_points.CUT), xy)
    p = np.array([one.p_value for one in found])
    q = quiet_points.q_values(p, np.asarray(error.false_p), error.maps)
    return [(one, value) for one, value in zip(found, q.tolist(), strict=True) if value <= STAYS_Q]


def _remembered(xy: Floats, effort: Effort) -> ErrorRate:
    maps = effort.quiet_maps or quiet_points.maps_for(len(xy))

    def measure() -> dict[str, Any]:
        return asdict(quiet_points.measure_error(xy, maps, effort.seed, has_power=effort.has_power))

    ordered = xy[np.lexsort((xy[:, 1], xy[:, 0]))]
    key = key_of((ordered,), effort.seed, maps, effort.has_power)
    return error_rate_of(effort.memory.recall("titik-tenang", key, measure))


def _listed(
    editions: Sequence[Edition], circles: Sequence[Sequence[tuple[Circle, float]]]
) -> tuple[Gathering, ...]:
    """Places of the last edition with their standing, and listed ones of earlier editions that have not left yet."""
    flat = [one for found in circles for one, _ in found]
    numbers = iter(range(len(flat)))
    places = [
        [Place(edition.xy[one.members], q, next(numbers)) for one, q in found]
        for edition, found in zip(editions, circles, strict=True)
    ]
    listed = {one.place.number for one in public_list(places)}
    first = len(flat) - len(circles[-1])
    now = [
        Gathering(one, one.members, q, first + number in listed)
        for number, (one, q) in enumerate(circles[-1])
    ]
    waiting = [flat[number] for number in sorted(listed) if number < first]
    xy = editions[-1].xy
    return (*now, *(Gathering(one, _inside(one, xy), 1.0, is_listed=True) for one in waiting))


def _inside(circle: Circle, xy: Floats) -> Ints:
    """Positions within an older circle."""
    return np.flatnonzero(np.hypot(*(xy - np.array(circle.xy)).T) <= circle.radius_m)
