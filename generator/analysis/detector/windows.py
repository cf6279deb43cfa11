"""The windows that the detector tries: stretches along streets and balls of road around junctions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from generator.analysis.roads.network import Network

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

SIDE_ARM_M = 12.0  # side arms nearer than this belong to a stretch
CARRIAGEWAY_M = 30.0  # and parallel carriageways nearer than this
STEPS = 8  # starts of a stretch within its own length
PARALLEL = 0.9  # cosine of the angle between two carriageways


@dataclass(frozen=True, slots=True)
class Family:
    """Windows of one size; p-values are divided by the weight, so that likely sizes are favoured."""

    name: str
    size: int  # lixels of a stretch, or metres of a ball's radius
    weight: float
    is_ball: bool = False

    @property
    def span_m(self) -> float:
        """Length of a stretch; of a ball, that of a stretch whose parts are as far apart."""
        return 1.5 * self.size if self.is_ball else self.size * 25.0


FAMILIES = (
    Family("100 m", 4, 0.5),
    Family("200 m", 8, 1.0),
    Family("300 m", 12, 1.0),
    Family("500 m", 20, 0.5),
    Family("1.000 m", 40, 0.2),
    Family("simpang 40 m", 40, 1.0, is_ball=True),
    Family("simpang 80 m", 80, 1.0, is_ball=True),
    Family("simpang 150 m", 150, 0.5, is_ball=True),
)


@dataclass(frozen=True, slots=True)
class Windows:
    """One row per window. `inside` (windows x lixels) is 1 where the lixel lies in the window."""

    inside: csr_array
    family: Ints  # index into FAMILIES
    weight: Floats
    length_m: Floats  # road inside
    junction: Ints  # number of the junction at its centre, -1 for a stretch
    middle: Ints  # lixel in the middle of a stretch, -1 for a ball

    span_m: Floats  # extent in space: what is nearer than this to a lixel of it may be its own
    direction: Floats  # (lixels, 2): unit vector along the street

    @property
    def count(self) -> int:
        """Number of windows."""
        return len(self.family)


def make_windows(network: Network) -> Windows:
    """Every window of the network, shortest family first."""
    from scipy.sparse import csr_array, eye_array, vstack

    blocks, family, junction, middle = [], [], [], []
    beside = eye_array(network.count, format="csr") + _beside(network)
    for number, one in enumerate(FAMILIES):
        block, centre = _balls(network, one.size) if one.is_ball else _stretches(network, one.size)
        blocks.append(block if one.is_ball else block @ beside)
        family.append(np.full(block.shape[0], number))
        junction.append(centre if one.is_ball else np.full(block.shape[0], -1))
        middle.append(np.full(block.shape[0], -1) if one.is_ball else centre)
    inside = csr_array(vstack(blocks, format="csr"))
    inside.data = np.ones(len(inside.data))
    inside.sort_indices()
    kind = np.concatenate(family)
    return Windows(
        inside,
        kind,
        np.array([one.weight for one in FAMILIES])[kind],
        inside @ network.length_m,
        np.concatenate(junction).astype(np.int64),
        np.concatenate(middle).astype(np.int64),
        np.array([one.span_m for one in FAMILIES])[kind],
        _direction(network),
    )


def _stretches(network: Network, size: int) -> tuple[csr_array, Ints]:
    """Stretches of `size` lixels, an eighth of their length apart; a short street is one stretch."""
    from scipy.sparse import csr_array

    first = np.flatnonzero(np.diff(network.street, prepend=-1))
    number = np.diff(np.append(first, network.count))
    step = max(1, size // STEPS)
    starts, sizes = [], []
    smallest = min(one.size for one in FAMILIES if not one.is_ball)
    for begin, lixels in zip(first.tolist(), number.tolist(), strict=True):
        if lixels >= size:
            offsets = list(range(0, lixels - size, step))
            offsets.append(lixels - size)  # the last one ends where the street ends
            starts += [begin + offset for offset in offsets]
            sizes += [size] * len(offsets)
        elif size == smallest or lixels > size // 2:
            starts.append(begin)
            sizes.append(lixels)
    start, length = np.array(starts, np.int64), np.array(sizes, np.int64)
    pointer = np.concatenate([[0], np.cumsum(length)])
    column = np.repeat(start - pointer[:-1], length) + np.arange(pointer[-1])
    block = csr_array((np.ones(len(column)), column, pointer), shape=(len(start), network.count))
    return block, start + length // 2


def _beside(network: Network) -> csr_array:
    """Lixels of other streets that belong to each lixel: side arms at it, and its other carriageway."""
    from scipy.sparse import csr_array
    from scipy.spatial import cKDTree

    pairs = cKDTree(network.xy).query_pairs(CARRIAGEWAY_M, output_type="ndarray")
    pairs = pairs[network.street[pairs[:, 0]] != network.street[pairs[:, 1]]]
    way = _direction(network)
    apart = np.hypot(*(network.xy[pairs[:, 0]] - network.xy[pairs[:, 1]]).T)
    cosine = np.abs((way[pairs[:, 0]] * way[pairs[:, 1]]).sum(axis=1))
    pairs = pairs[(apart <= SIDE_ARM_M) | (cosine >= PARALLEL)]
    twins = np.flatnonzero(network.twin >= 0)
    both = np.concatenate([pairs, pairs[:, ::-1], np.column_stack([twins, network.twin[twins]])])
    beside = csr_array((np.ones(len(both)), (both[:, 0], both[:, 1])), shape=(network.count,) * 2)
    beside.data = np.ones(len(beside.data))
    return beside


def _direction(network: Network) -> Floats:
    """Unit vector along the street at each lixel; nothing on a street of one lixel."""
    here = np.arange(network.count)
    ahead, behind = np.minimum(here + 1, network.count - 1), np.maximum(here - 1, 0)
    ahead = np.where(network.street[ahead] == network.street, ahead, here)
    behind = np.where(network.street[behind] == network.street, behind, here)
    way = network.xy[ahead] - network.xy[behind]
    return np.asarray(way / np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-9)[:, None])


def _balls(network: Network, radius_m: int) -> tuple[csr_array, Ints]:
    """All road within `radius_m` of each junction."""
    from scipy.sparse import csr_array
    from scipy.spatial import cKDTree

    number = len(network.junction_xy)
    if number == 0:
        return csr_array((0, network.count)), np.zeros(0, np.int64)
    near = cKDTree(network.xy).query_ball_point(network.junction_xy, radius_m)
    sizes = np.array([len(one) for one in near])
    column = np.concatenate([np.asarray(one, np.int64) for one in near])
    pointer = np.concatenate([[0], np.cumsum(sizes)])
    block = csr_array((np.ones(len(column)), column, pointer), shape=(number, network.count))
    return block[sizes > 0], np.flatnonzero(sizes > 0)
