"""Kernel density along roads: accidents per metre of road, for comparison with SANET, spNetwork and spatstat.

Three ways of passing a junction of n arms. `simple` lets the kernel run on by distance alone and makes accidents out of
nothing (1.42 for one near a crossing). The two others keep the number of accidents: `discontinuous` shares what arrives
equally among the n - 1 other arms; `continuous` sends 2/n into each of them and 2/n - 1 (a negative part) back, so that
the density has no step at the junction. At a dead end, and where the road file ends, both turn around: 2/1 - 1 = 1.

The kernel of every accident travels at once: what enters a road at one distance is one number, whoever sent it, so time
grows with the roads and not with the accidents. Distances advance in ticks; a length between two ticks is shared between
them and the kernel's integral is linear between ticks, which keeps the mass exact whatever the tick.

Sources: Okabe, Satoh & Sugihara 2009; Okabe & Sugihara 2012; McSwiggan, Baddeley & Nair 2017.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from generator.analysis.surfaces.edge_graph import Graph, Spots, distances

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]
    Kind = Literal["simple", "discontinuous", "continuous"]

TICKS = 400  # of the bandwidth
_CHUNK = 4_000_000


@dataclass(frozen=True, slots=True)
class Lixels:
    """Equal pieces of each edge, in order: from `begin` to `end` along it, and the accidents that the kernel puts there.

    `length` is the piece's; where the whole edge is shorter than a tick, the edge counts as one tick long.
    """

    edge: Ints
    begin: Floats
    end: Floats
    length: Floats
    mass: Floats

    @property
    def density(self) -> Floats:
        """Accidents per metre."""
        mean: Floats = self.mass / self.length
        return mean


@dataclass(frozen=True, slots=True)
class _Waves:
    """What enters each way of each edge (edges onward from the tail, then from the head) at each tick: ticks x ways.

    An edge shorter than a tick is as long as one.
    """

    graph: Graph
    events: Spots
    bandwidth: float
    tick: float
    entering: Floats


def quartic(distance: Floats, bandwidth: float) -> Floats:
    """The kernel: 15/16 (1 - u^2)^2 / bandwidth at u = distance / bandwidth, 0 beyond."""
    u = np.minimum(np.abs(distance) / bandwidth, 1.0)
    height: Floats = 15 / 16 / bandwidth * (1 - u**2) ** 2
    return height


def _integral(distance: Floats, bandwidth: float, tick: float) -> Floats:
    """Integral of the kernel from 0, linear between ticks."""
    u = np.minimum(np.arange(round(bandwidth / tick) + 1) * tick / bandwidth, 1.0)
    whole: Floats = np.interp(distance, u * bandwidth, 15 / 16 * (u - 2 * u**3 / 3 + u**5 / 5))
    return whole


def density_at(
    graph: Graph,
    events: Spots,
    places: Spots,
    bandwidth: float,
    kind: Kind = "continuous",
    ticks: int = TICKS,
) -> Floats:
    """Accidents per metre at places on the roads."""
    if kind == "simple":
        return _simple(graph, events, places, bandwidth)
    waves = _spread(graph, events, bandwidth, kind, ticks)
    count = len(graph.length)
    edge, along = places.edge, places.along * (waves.graph.length / graph.length)[places.edge]
    reach = np.arange(len(waves.entering)) * waves.tick
    seen = np.zeros(len(places))
    for way, offset in ((edge, along), (edge + count, waves.graph.length[edge] - along)):
        for rows in _chunks(len(places), len(reach)):
            seen[rows] += _products(waves.entering, way[rows], quartic(offset[rows, None] + reach, bandwidth))
    event, place = _on_same_edge(waves.events.edge, edge)
    own = waves.events.weight[event] * quartic(waves.events.along[event] - along[place], bandwidth)
    return seen + np.bincount(place, own, len(places))


def lixels(
    graph: Graph,
    events: Spots,
    bandwidth: float,
    kind: Kind = "continuous",
    *,
    lixel: float = 25.0,
    ticks: int = TICKS,
) -> Lixels:
    """Accidents on each piece of about `lixel` metres, integrated; together as many as there are but for `simple`.

    `simple` takes the density at the middle of the piece.
    """
    number = np.maximum(1, np.ceil(graph.length / lixel - 1e-9)).astype(np.int64)
    edge = np.repeat(np.arange(len(graph.length)), number)
    step = (graph.length / number)[edge]
    begin = (np.arange(len(edge)) - np.repeat(np.cumsum(number) - number, number)) * step
    end = begin + step
    if kind == "simple":
        middle = Spots.at(edge, (begin + end) / 2)
        return Lixels(edge, begin, end, step, _simple(graph, events, middle, bandwidth) * step)
    waves = _spread(graph, events, bandwidth, kind, ticks)
    whole = graph.length[edge]
    mass = _masses(waves, edge, begin / whole, end / whole)
    return Lixels(edge, begin, end, waves.graph.length[edge] / number[edge], mass)


def _masses(waves: _Waves, edge: Ints, begin: Floats, end: Floats) -> Floats:
    """Integral over pieces of edges, given as shares of the edge's length."""
    length = waves.graph.length[edge]
    reach = np.arange(len(waves.entering)) * waves.tick

    def whole(distance: Floats) -> Floats:
        return _integral(distance, waves.bandwidth, waves.tick)

    mass = np.zeros(len(edge))
    ways = (
        (edge, begin * length, end * length),
        (edge + len(waves.graph.length), (1 - end) * length, (1 - begin) * length),
    )
    for way, near, far in ways:
        for rows in _chunks(len(edge), len(reach)):
            part = whole(far[rows, None] + reach) - whole(near[rows, None] + reach)
            mass[rows] += _products(waves.entering, way[rows], part)
    event, piece = _on_same_edge(waves.events.edge, edge)
    at = waves.events.along[event]
    low, high = begin[piece] * length[piece] - at, end[piece] * length[piece] - at
    own = np.sign(high) * whole(np.abs(high)) - np.sign(low) * whole(np.abs(low))
    return mass + np.bincount(piece, waves.events.weight[event] * own, len(edge))


def _spread(graph: Graph, events: Spots, bandwidth: float, kind: Kind, ticks: int) -> _Waves:
    """All kernels sent along the roads, tick by tick."""
    tick = bandwidth / ticks
    longer = Graph(graph.tail, graph.head, np.maximum(graph.length, tick))
    along = events.along * (longer.length / graph.length)[events.edge]
    events = Spots(events.edge, along, events.weight)
    passing = _passing(longer, kind)
    whole = np.tile(longer.length / tick, 2)
    steps = np.floor(whole + 1e-9).astype(np.int64)
    part = np.maximum(whole - steps, 0.0)
    # first: what arrives at the end of each way; each row, once used, is overwritten with what enters there
    entering = np.zeros((ticks + 1, len(whole)))
    _start(entering, longer, events, tick)
    way = np.arange(len(whole))
    for now in range(ticks + 1):
        entering[now] = passing @ entering[now]
        for later, share in ((steps + now, 1 - part), (steps + now + 1, part)):
            soon = np.flatnonzero((later <= ticks) & (entering[now] != 0) & (share > 0))
            entering[later[soon], way[soon]] += entering[now, soon] * share[soon]
    return _Waves(longer, events, bandwidth, tick, entering)


def _start(arriving: Floats, graph: Graph, events: Spots, tick: float) -> None:
    """Put each event's own two arrivals, at both ends of its edge, into the table."""
    last, count = len(arriving) - 1, len(graph.length)
    for way, away in (
        (events.edge, graph.length[events.edge] - events.along),
        (events.edge + count, events.along),
    ):
        step = np.floor(away / tick + 1e-9).astype(np.int64)
        part = np.maximum(away / tick - step, 0.0)
        for at, share in ((step, 1 - part), (step + 1, part)):
            soon = at <= last
            np.add.at(arriving, (at[soon], way[soon]), events.weight[soon] * share[soon])


def _passing(graph: Graph, kind: Kind) -> csr_array:
    """How much of what arrives at the end of one way (column) enters another (row)."""
    from scipy.sparse import coo_array

    count = len(graph.length)
    start, stop = np.concatenate([graph.tail, graph.head]), np.concatenate([graph.head, graph.tail])
    arms = np.bincount(start, minlength=graph.nodes)
    arriving, leaving = _on_same_edge(stop, start)
    is_back = np.abs(arriving - leaving) == count
    n = arms[stop[arriving]].astype(float)
    if kind == "continuous":
        share = np.where(is_back, 2 / n - 1, 2 / n)
    else:
        share = np.where(is_back, 0.0, 1 / np.maximum(n - 1, 1))
        share[n == 1] = 1.0
    return coo_array((share, (leaving, arriving)), shape=(2 * count,) * 2).tocsr()


def _on_same_edge(first: Ints, second: Ints) -> tuple[Ints, Ints]:
    """All pairs (place in `first`, place in `second`) with the same number."""
    order = np.argsort(second, kind="stable")
    low, high = (np.searchsorted(second[order], first, side=side) for side in ("left", "right"))
    size = high - low
    one = np.repeat(np.arange(len(first)), size)
    within = np.arange(len(one)) - np.repeat(np.cumsum(size) - size, size)
    return one, order[low[one] + within]


def _chunks(rows: int, columns: int) -> list[slice]:
    step = max(1, _CHUNK // columns)
    return [slice(start, start + step) for start in range(0, rows, step)]


def _products(entering: Floats, way: Ints, kernel: Floats) -> Floats:
    """Sum over the ticks of what enters each way times the kernel there."""
    summed: Floats = np.einsum("ij,ij->i", entering[:, way].T, kernel)
    return summed


def _simple(graph: Graph, events: Spots, places: Spots, bandwidth: float) -> Floats:
    seen = np.zeros(len(places))
    for rows, columns, away in distances(graph, events, places, bandwidth):
        seen[columns] += events.weight[rows] @ quartic(away, bandwidth)
    return seen
