"""Monthly editions of the public list: a place comes with q <= 0.05 and leaves only after two editions above q = 0.2."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

COMES_Q = 0.05
STAYS_Q = 0.20
MISSES_TO_LEAVE = 2
SAME_PLACE_M = 60.0


@dataclass(frozen=True, slots=True)
class Place:
    """A place of one edition: its points in metres, its q, and the caller's number for it."""

    xy: Floats
    q_value: float
    number: int = -1


@dataclass(frozen=True, slots=True)
class Listed:
    """A place on the public list; `misses` editions in a row had it above q = 0.2 (then the form is an older one)."""

    place: Place
    misses: int = 0


def public_list(editions: Sequence[Sequence[Place]]) -> tuple[Listed, ...]:
    """The public list of the last edition. `editions` run from the oldest to the newest."""
    listed: tuple[Listed, ...] = ()
    for places in editions:
        fresh = [Listed(place) for place in places if place.q_value <= COMES_Q]
        kept: list[Listed] = []
        for old in listed:
            if any(_is_same(old.place, one.place) for one in (*fresh, *kept)):
                continue
            near = [place for place in places if place.q_value <= STAYS_Q and _is_same(old.place, place)]
            if near:
                kept.append(Listed(min(near, key=lambda place: place.q_value)))
            elif old.misses + 1 < MISSES_TO_LEAVE:
                kept.append(Listed(old.place, old.misses + 1))
        listed = (*fresh, *kept)
    return listed


def _is_same(one: Place, other: Place) -> bool:
    """Whether two places come nearer than 60 m."""
    from scipy.spatial import cKDTree

    return bool(cKDTree(one.xy).query(other.xy)[0].min() <= SAME_PLACE_M)
