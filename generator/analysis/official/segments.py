"""The network cut into the pieces that an official report counts on: stretches of road, and junctions.

Pd T-09-2004-B counts on 100-300 m in a town and on up to 500-1,000 m outside. A street is cut into equal pieces of at
most 300 m in a town and of about 500 m outside; a junction is a piece of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generator.analysis.roads.network import Network

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

TOWN_M = 300.0
OUTSIDE_M = 500.0
BLOCK_M = 1500.0  # town or outside is decided for this much of a street at a time
TOWN_KM_PER_KM2 = (
    6.0  # so much road within a square of 1,250 m is a town: our own rule, the guideline has none
)
CELL_M = 250.0
CELLS = 5
JUNCTION_M, BIG_JUNCTION_M = 20.0, 30.0  # reach of a junction; the second where a main road passes
MAIN_CLASSES = 2  # motorway and arterial lead the list of classes


@dataclass(frozen=True, slots=True)
class Segments:
    """One row per segment, pieces along their streets first, junctions behind them.

    `of_lixel` has the segment of each lixel of the network. `street`, `order` and `pieces` are -1, 0 and 0 at a
    junction, `junction` is -1 on a street.
    """

    of_lixel: Ints
    street: Ints
    order: Ints
    pieces: Ints
    junction: Ints
    is_town: Bools
    length_m: Floats
    xy: Floats  # mean of its lixels

    @property
    def count(self) -> int:
        """Number of segments."""
        return len(self.street)


def cut(network: Network) -> Segments:
    """Every lixel in exactly one segment; a piece that junctions take whole does not exist."""
    dense = town_lixels(network)
    piece, in_town_block = _pieces(network, dense)
    junction = _junction_of(network)
    is_owned = junction >= 0
    kept, on_piece = np.unique(piece[~is_owned], return_inverse=True)
    junctions, at_junction = np.unique(junction[is_owned], return_inverse=True)
    of_lixel = np.empty(network.count, np.int64)
    of_lixel[~is_owned], of_lixel[is_owned] = on_piece, len(kept) + at_junction
    count = len(kept) + len(junctions)
    street = np.full(count, -1, np.int64)
    street[on_piece] = network.street[~is_owned]
    order, pieces = _numbers(street[: len(kept)])
    length = np.bincount(of_lixel, network.length_m, count).astype(float)
    town = np.bincount(of_lixel, network.length_m * np.where(is_owned, dense, in_town_block), count)
    none = np.zeros(len(junctions), np.int64)
    return Segments(
        of_lixel=of_lixel,
        street=street,
        order=np.concatenate([order, none]),
        pieces=np.concatenate([pieces, none]),
        junction=np.concatenate([np.full(len(kept), -1, np.int64), junctions]),
        is_town=town > length / 2,
        length_m=length,
        xy=np.column_stack(
            [np.bincount(of_lixel, network.xy[:, axis], count) / np.bincount(of_lixel) for axis in (0, 1)]
        ),
    )


def town_lixels(network: Network) -> Bools:
    """Whether a lixel lies where the roads are as dense as in a town."""
    from scipy.ndimage import uniform_filter

    cell = np.floor((network.xy - network.xy.min(axis=0)) / CELL_M).astype(np.int64)
    wide, high = cell.max(axis=0) + 1
    metres = np.bincount(cell[:, 0] * high + cell[:, 1], network.length_m, wide * high).reshape(wide, high)
    near = uniform_filter(metres, CELLS, mode="constant")[cell[:, 0], cell[:, 1]]
    dense: Bools = near / CELL_M**2 * 1000 >= TOWN_KM_PER_KM2
    return dense


def _pieces(network: Network, dense: Bools) -> tuple[Ints, Bools]:
    """A number for each lixel that changes where a new piece of a street begins, and whether it was cut as in a town."""
    street, length = network.street, network.length_m
    total = np.bincount(street, length)
    first = np.flatnonzero(np.diff(street, prepend=-1))
    before = np.cumsum(length) - length
    middle = before - before[first][street] + length / 2
    blocks = np.maximum(1, np.round(total / BLOCK_M)).astype(np.int64)
    size = total / blocks
    number = np.minimum(middle // size[street], blocks[street] - 1).astype(np.int64)
    block = (np.cumsum(blocks) - blocks)[street] + number
    block_size = np.repeat(size, blocks)
    town = np.bincount(block, length * dense, len(block_size)) > block_size / 2
    parts = np.maximum(1, np.where(town, np.ceil(block_size / TOWN_M), np.round(block_size / OUTSIDE_M)))
    within = (middle - number * size[street]) / size[street]
    part = np.minimum((within * parts[block]).astype(np.int64), parts[block].astype(np.int64) - 1)
    begins = (np.diff(block, prepend=-1) != 0) | (np.diff(part, prepend=-1) != 0)
    return np.cumsum(begins) - 1, town[block]


def _junction_of(network: Network) -> Ints:
    """The junction that owns each lixel, or -1: its middle lies within reach of the centre."""
    from scipy.spatial import cKDTree

    none = np.full(network.count, -1, np.int64)
    if len(network.junction_xy) == 0:
        return none
    away, nearest = cKDTree(network.junction_xy).query(network.xy, distance_upper_bound=BIG_JUNCTION_M)
    is_near = np.isfinite(away)
    is_main = is_near & (network.road_class < MAIN_CLASSES)
    has_main = np.zeros(len(network.junction_xy), bool)
    has_main[nearest[is_main]] = True
    reach = np.where(has_main, BIG_JUNCTION_M, JUNCTION_M)
    owned = is_near.copy()
    owned[is_near] = away[is_near] <= reach[nearest[is_near]]
    none[owned] = nearest[owned]
    return none


def _numbers(street: Ints) -> tuple[Ints, Ints]:
    """Number of each piece along its street, from 1, and how many pieces that street has."""
    if len(street) == 0:
        return street, street
    first = np.flatnonzero(np.diff(street, prepend=-1))
    count = np.diff(np.append(first, len(street)))
    return np.arange(len(street)) - np.repeat(first, count) + 1, np.repeat(count, count)
