"""Places along roads: each monthly edition scanned, and the last one's public list beside those before it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from generator.analysis.detector import quiet
from generator.analysis.detector.editions import STAYS_Q, Place, public_list
from generator.analysis.detector.quiet import ErrorRate, Simulation
from generator.analysis.detector.scan import Ground, scan
from generator.analysis.detector.surroundings import Surroundings
from generator.analysis.detector.windows import make_windows
from generator.analysis.memory import Memory, key_of
from generator.analysis.roads.snapping import Snapper

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from generator.analysis.detector.clusters import Cluster
    from generator.analysis.detector.scan import Scan
    from generator.analysis.detector.windows import Windows
    from generator.analysis.roads.network import Network

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

METHOD = "network_window"
TOUCH_M = 60.0  # stretches nearer than this are one place
HALF_NORMAL_MEDIAN = 0.6745
MOST_NOISE_M = 25.0


@dataclass(frozen=True, slots=True)
class Edition:
    """The located accidents of one edition: the lixel of each (-1: no road near) and its distance from the road.

    Editions of one year share one error rate, that of the first of them: the network and two years of accidents hardly
    change within a year. `is_for_rate`: nothing but that is taken of it.
    """

    lixel: Ints
    distance_m: Floats
    year: int
    is_for_rate: bool = False


@dataclass(frozen=True, slots=True)
class Effort:
    """What a search may cost, and where it remembers.

    `quiet_maps` None means as many as five seconds allow. `known` are error rates by method: none of these is measured.
    """

    seed: int = 0
    memory: Memory = field(default_factory=Memory)
    quiet_maps: int | None = None
    has_power: bool = True
    known: Mapping[str, ErrorRate] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A place along roads: touching clusters, best first, and all lixels of their refined windows."""

    lixels: Ints
    clusters: tuple[Cluster, ...]
    p_value: float
    q_value: float
    is_listed: bool = False  # on the public list of this edition


@dataclass(frozen=True, slots=True)
class Searched:
    """The last edition: its places, best first, what was scanned, and the error rate behind its q-values."""

    stretches: tuple[Stretch, ...]
    scan: Scan
    windows: Windows
    block_dispersion: (
        float  # between 500 m blocks with the hotspots in: the prior that estimates of places need
    )


def snap(network: Network, xy: Floats) -> tuple[Ints, Floats]:
    """Lixel and distance of each position."""
    return Snapper.of(network).snap(xy)


def search(network: Network, editions: Sequence[Edition], effort: Effort) -> Searched:
    """Places of the last of the editions (oldest first), each listed or not."""
    around, windows, snapper = Surroundings.of(network), make_windows(network), Snapper.of(network)
    rates: dict[int, ErrorRate] = {}
    places: list[list[Stretch]] = []
    found: Scan | None = None
    counts = np.zeros(network.count)
    for edition in editions:
        counts = np.bincount(edition.lixel[edition.lixel >= 0], minlength=network.count).astype(float)
        ground = Ground(around, windows, snapper, _noise(edition.distance_m))

        def error_rate(simulation: Simulation, year: int = edition.year) -> ErrorRate:
            if year not in rates:
                rates[year] = effort.known.get(METHOD) or _remembered(simulation, effort)
            return rates[year]

        found = scan(counts, ground, error_rate)
        if not edition.is_for_rate:
            places.append(_stretches(found, windows, network))
    assert found is not None
    if effort.has_power:
        simulation = Simulation(
            found.expectation, around, windows, float(counts.sum()), snapper, ground.noise_m
        )
        found = replace(found, error_rate=_with_power(simulation, found.error_rate, effort))
    return Searched(_listed(places, network), found, windows, _all_dispersion(found, counts, around))


def _noise(distance_m: Floats) -> float:
    """Error of a recorded position per axis, from how far the positions lie from their roads."""
    near = distance_m[np.isfinite(distance_m)]
    return float(np.clip(np.median(near) / HALF_NORMAL_MEDIAN, 0.0, MOST_NOISE_M)) if len(near) else 0.0


def _key(simulation: Simulation, effort: Effort, maps: int) -> str:
    expected, network = simulation.expected, simulation.around.network
    arrays = (expected.per_lixel, expected.counts, network.xy, network.street, network.exposure)
    return key_of(arrays, expected.dispersion, simulation.total, simulation.noise_m, effort.seed, maps)


def _remembered(simulation: Simulation, effort: Effort) -> ErrorRate:
    maps = effort.quiet_maps or quiet.maps_for(simulation.around.network.count, simulation.total)

    def measure() -> dict[str, Any]:
        return asdict(quiet.measure_error(simulation, maps, effort.seed))

    return quiet.error_rate_of(effort.memory.recall("peta-tenang", _key(simulation, effort, maps), measure))


def _with_power(simulation: Simulation, error: ErrorRate, effort: Effort) -> ErrorRate:
    def measure() -> dict[str, Any]:
        return asdict(quiet.measure_power(simulation, error, effort.seed))

    return quiet.error_rate_of(
        effort.memory.recall("daya-temu", _key(simulation, effort, error.maps), measure)
    )


def _all_dispersion(found: Scan, counts: Floats, around: Surroundings) -> float:
    y, e = around.by_block(counts), around.by_block(found.expectation.per_lixel)
    return float(np.clip(((y - e) ** 2 - e).sum() / max((e**2).sum(), 1e-9), 0.2, 50.0))


def _stretches(found: Scan, windows: Windows, network: Network) -> list[Stretch]:
    """Clusters with q at most 0.2, those that touch as one place led by the best."""
    from scipy.spatial import cKDTree

    groups: list[tuple[list[int], list[Ints], cKDTree]] = []
    for number, (cluster, q) in enumerate(zip(found.clusters, found.q_values, strict=True)):
        if q > STAYS_Q:
            continue
        own = lixels_of(cluster.refined, windows)
        xy = network.xy[own]
        for members, lixels, tree in groups:
            if tree.query(xy)[0].min() <= TOUCH_M:
                members.append(number)
                lixels.append(own)
                break
        else:
            groups.append(([number], [own], cKDTree(xy)))
    return [
        Stretch(
            lixels=np.unique(np.concatenate(lixels)),
            clusters=tuple(found.clusters[i] for i in members),
            p_value=found.clusters[members[0]].p_value,
            q_value=found.q_values[members[0]],
        )
        for members, lixels, _ in groups
    ]


def lixels_of(window: int, windows: Windows) -> Ints:
    """Lixels of a window."""
    inside = windows.inside
    return np.asarray(inside.indices[inside.indptr[window] : inside.indptr[window + 1]], np.int64)


def _listed(editions: Sequence[Sequence[Stretch]], network: Network) -> tuple[Stretch, ...]:
    """Places of the last edition with their standing, and listed ones of earlier editions that have not left yet."""
    flat = [one for edition in editions for one in edition]
    number = {id(one): i for i, one in enumerate(flat)}
    told = public_list(
        [
            [Place(network.xy[one.lixels], one.q_value, number[id(one)]) for one in edition]
            for edition in editions
        ]
    )
    listed = {place.place.number: place.misses for place in told}
    now = [
        Stretch(one.lixels, one.clusters, one.p_value, one.q_value, number[id(one)] in listed)
        for one in editions[-1]
    ]
    last = {number[id(one)] for one in editions[-1]}
    waiting = [flat[i] for i in listed if i not in last]
    return (*now, *(Stretch(one.lixels, one.clusters, one.p_value, 1.0, is_listed=True) for one in waiting))
