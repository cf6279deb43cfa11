"""Streets cut into lixels: equal short pieces, with the straight parts that snapping looks at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from generator.analysis.roads.noding import Edges

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

LIXEL_M = 25.0


@dataclass(frozen=True, slots=True)
class Lixels:
    """One row per lixel, in order along each street; `edge` is the one at its middle.

    `heading` is the unit vector along the street, `forward` 1 where the edge was drawn that way and -1 otherwise.
    """

    street: Ints
    edge: Ints
    xy: Floats  # the middle
    heading: Floats
    forward: Ints
    length_m: Floats
    piece_xy: Floats  # (pieces, 4): both ends of each straight part
    piece_lixel: Ints


def cut_streets(edges: Edges, streets: Sequence[Sequence[tuple[int, bool]]]) -> Lixels:
    """Streets cut into equal lixels of about LIXEL_M."""
    order, turned = (
        np.array(part) for part in zip(*(one for street in streets for one in street), strict=True)
    )
    xy, owner = _vertices(edges, order, turned)
    street_of_edge = np.repeat(np.arange(len(streets)), [len(street) for street in streets])
    street_of_vertex = street_of_edge[owner]
    step = np.hypot(*np.diff(xy, axis=0).T)
    is_break = np.diff(street_of_vertex) > 0
    step[is_break] = 1.0  # a gap keeps streets apart on the common scale
    along = np.concatenate([[0.0], np.cumsum(step)])
    start = along[np.flatnonzero(np.diff(street_of_vertex, prepend=-1))]
    stop = along[np.flatnonzero(np.diff(street_of_vertex, append=len(streets)))]
    number = np.maximum(1, np.round((stop - start) / LIXEL_M)).astype(np.int64)
    street = np.repeat(np.arange(len(streets)), number)
    within = np.arange(len(street)) - np.repeat(np.cumsum(number) - number, number)
    length = ((stop - start) / number)[street]
    begin = start[street] + within * length
    middle = begin + length / 2
    at = np.searchsorted(along[np.flatnonzero(np.diff(owner, prepend=-1))], middle, side="right") - 1
    chord = _at(begin + 0.999 * length, along, xy) - _at(begin + 0.001 * length, along, xy)
    piece_xy, piece_lixel = _pieces(xy, along, is_break, begin)
    return Lixels(
        street=street,
        edge=order[at].astype(np.int64),
        xy=_at(middle, along, xy),
        heading=chord / np.maximum(np.hypot(*chord.T), 1e-9)[:, None],
        forward=np.where(turned[at], -1, 1).astype(np.int64),
        length_m=length,
        piece_xy=piece_xy,
        piece_lixel=piece_lixel,
    )


def _vertices(edges: Edges, order: Ints, turned: Bools) -> tuple[Floats, Ints]:
    """Vertices along every street one after another, and the place of their edge in that order."""
    counts = np.diff(edges.first)[order]
    owner = np.repeat(np.arange(len(order)), counts)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    first, last = edges.first[order][owner], edges.first[order + 1][owner] - 1
    return edges.xy[np.where(turned[owner], last - within, first + within)], owner


def _at(position: Floats, along: Floats, xy: Floats) -> Floats:
    """Coordinates at positions on the common scale."""
    return np.column_stack([np.interp(position, along, xy[:, axis]) for axis in (0, 1)])


def _pieces(xy: Floats, along: Floats, is_break: Bools, begin: Floats) -> tuple[Floats, Ints]:
    """Straight parts of lixels with the lixel of each."""
    cuts = np.unique(np.concatenate([along, begin]))
    left, right = cuts[:-1], cuts[1:]
    gap_start = along[:-1][is_break]
    keep = ~np.isin(left, gap_start) & (right - left > 1e-6)
    left, right = left[keep], right[keep]
    lixel = np.searchsorted(begin, (left + right) / 2, side="right") - 1
    return np.hstack([_at(left, along, xy), _at(right, along, xy)]), lixel.astype(np.int64)
