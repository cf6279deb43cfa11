"""Maps without any hotspot, simulated on this very network, and maps with planted ones: the detector's own error rate.

Every simulated map goes through the whole detector, its expectation and dispersion estimated anew, so that what the
estimates get wrong is part of the rate. A cluster is false when the rate that was drawn there is less than twice the
usual one. The random stream is NumPy's legacy generator, which is frozen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from generator.analysis.detector.clusters import pick, test_windows
from generator.analysis.detector.expectation import expect
from generator.analysis.measures.exact import share_interval

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from generator.analysis.detector.expectation import Expectation
    from generator.analysis.detector.surroundings import Surroundings
    from generator.analysis.detector.windows import Windows
    from generator.analysis.roads.snapping import Snapper

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

CUT = 2e-3
FEWEST_MAPS, MOST_MAPS = 200, 600
CAUTION = 2.0  # a real background is rougher than the simulated one: the expected number of false clusters is raised
RISKY = 2.0  # times the expected: a place that is truly so dangerous is found rightly
PUBLIC_Q = 0.05
EXTRAS = (3, 4, 5, 6, 8, 10, 13, 17, 22, 30)
PLANTED_EACH = 10  # hotspots on a planted map
QUIET_PER_PLANTED = 33  # quiet maps for each planted map of one number of extra accidents
PLANTED_HALF_M = 150.0
FOUND_WITHIN_M = 150.0
WANTED_POWER = 0.8


@dataclass(frozen=True, slots=True)
class ErrorRate:
    """What the detector does on quiet maps of this district, and on planted hotspots. Plain values, storable."""

    maps: int
    false_p: tuple[float, ...]  # ranks of all false clusters, ascending
    flagged: int  # quiet maps with any public hotspot, each judged by the other half of the maps
    power: tuple[tuple[int, int, int], ...] = ()  # extra accidents, planted hotspots, found

    @property
    def false_share(self) -> float:
        """Share of quiet maps with any false hotspot."""
        return self.flagged / self.maps

    @property
    def false_interval(self) -> tuple[float, float]:
        """Exact 95 % interval of that share."""
        return share_interval(self.flagged, self.maps)

    @property
    def smallest_found(self) -> float | None:
        """Extra accidents at which 8 of 10 planted hotspots are found, between the numbers tried; None beyond them."""
        before = (0.0, 0.0)
        for extra, planted, found in self.power:
            share = found / planted
            if share >= WANTED_POWER:
                rise = (WANTED_POWER - before[1]) / (share - before[1])
                return before[0] + rise * (extra - before[0])
            before = (float(extra), share)
        return None

    def q_values(self, p: Floats) -> Floats:
        """Q of each cluster (p ascending): expected number of false clusters at least as extreme, over its rank."""
        return q_values(p, np.asarray(self.false_p), self.maps)


def error_rate_of(stored: Mapping[str, Any]) -> ErrorRate:
    """The error rate out of its stored form."""
    power = tuple((int(extra), int(planted), int(hit)) for extra, planted, hit in stored["power"])
    return ErrorRate(int(stored["maps"]), tuple(stored["false_p"]), int(stored["flagged"]), power)


@dataclass(frozen=True, slots=True)
class Simulation:
    """What quiet maps are drawn from."""

    expected: Expectation
    around: Surroundings
    windows: Windows
    total: float  # accidents expected on a map
    snapper: Snapper | None = None
    noise_m: float = 0.0  # error of a recorded position, per axis


def maps_for(lixels: int, accidents: float) -> int:
    """How many quiet maps five seconds allow, by size alone so that every machine takes the same number."""
    seconds_each = 4e-3 + 6e-7 * lixels + 3e-6 * accidents
    return int(np.clip(round(5.0 / seconds_each, -1), FEWEST_MAPS, MOST_MAPS))


def measure_error(simulation: Simulation, maps: int, seed: int) -> ErrorRate:
    """The error rate from so many quiet maps."""
    quiet = [_false_clusters(_quiet_map(simulation, seed, number), simulation) for number in range(maps)]
    pooled = np.sort(np.concatenate(quiet))
    return ErrorRate(maps, tuple(float(f"{p:.6g}") for p in pooled), _flagged(quiet))


def measure_power(simulation: Simulation, error: ErrorRate, seed: int) -> ErrorRate:
    """The error rate with the power on planted hotspots of ten sizes beside it."""
    threshold = _public_p(np.asarray(error.false_p), error.maps)
    maps = max(1, error.maps // QUIET_PER_PLANTED)
    tried = [(extra, number) for extra in EXTRAS for number in range(maps)]
    found = [_planted(simulation, one, threshold, seed) for one in tried]
    power = tuple(
        (extra, maps * PLANTED_EACH, sum(found[row * maps : (row + 1) * maps]))
        for row, extra in enumerate(EXTRAS)
    )
    return replace(error, power=power)


def q_values(p: Floats, false_p: Floats, maps: int) -> Floats:
    """Q of each cluster (p ascending), made monotone from the last to the first."""
    if len(p) == 0:
        return np.zeros(0)
    expected = false_clusters(p, false_p, maps)
    q = np.minimum(1.0, CAUTION * expected / np.arange(1, len(p) + 1))
    return np.asarray(np.minimum.accumulate(q[::-1])[::-1])


def false_clusters(p: Floats, false_p: Floats, maps: int) -> Floats:
    """Expected number of false clusters per map with a p-value at most this, from pooled quiet maps (ascending).

    Counted down to one false cluster in two maps; below that the tail is continued as a power of p, whose exponent
    is Hill's estimate, held between 0.5 and 1.5.
    """
    anchor = max(maps // 2, 10)
    counted = np.searchsorted(false_p, p, side="right") / maps
    if len(false_p) <= anchor:
        return np.maximum(counted, 1.0 / maps) * np.minimum(1.0, np.maximum(p, 1e-300) / CUT)
    edge = false_p[anchor]
    exponent = 1.0 / max(float(np.mean(np.log(edge / np.maximum(false_p[:anchor], 1e-300)))), 1e-9)
    continued = anchor / maps * (np.maximum(p, 1e-300) / edge) ** float(np.clip(exponent, 0.5, 1.5))
    return np.asarray(np.where(p > edge, counted, continued))


def _public_p(false_p: Floats, maps: int) -> float:
    """The p-value at which a first cluster has q = 0.05."""
    grid = np.exp(np.linspace(np.log(1e-12), np.log(CUT), 400))
    q = CAUTION * false_clusters(grid, false_p, maps)
    return float(grid[q <= PUBLIC_Q].max(initial=0.0))


def _flagged(quiet: list[Floats]) -> int:
    """Quiet maps with a public hotspot; each half is judged by what the other half says."""
    half = len(quiet) // 2
    flagged = 0
    for judged, judges in ((quiet[:half], quiet[half:]), (quiet[half:], quiet[:half])):
        limit = _public_p(np.sort(np.concatenate(judges)), len(judges))
        flagged += sum(bool(len(one)) and float(one.min()) <= limit for one in judged)
    return flagged


def _false_clusters(quiet: _QuietMap, simulation: Simulation) -> Floats:
    """Ranks of the clusters of a map, its expectation estimated anew, where nothing is truly twice as risky."""
    expected = expect(quiet.counts, simulation.around, simulation.windows)
    return false_ranks(quiet.counts, expected, simulation.windows, quiet.times)


def false_ranks(counts: Floats, expected: Expectation, windows: Windows, times: Floats) -> Floats:
    """Ranks of the clusters of a map under an expectation. `times`: the true rate of each lixel over its usual one.

    A window that is truly RISKY times as dangerous as roads of its kind is no false alarm.
    """
    tested = test_windows(counts, expected, windows)
    picked = pick(tested, counts, CUT)
    inside = tested.inside[[at for at, _ in picked]]
    usual = np.maximum(inside @ expected.per_lixel, 1e-300)
    is_false = inside @ (expected.per_lixel * times) < RISKY * usual
    ranks = np.array([rank for _, rank in picked], float)
    return np.asarray(ranks[is_false])


@dataclass(frozen=True, slots=True)
class _QuietMap:
    """Accidents per lixel without any hotspot, the noise that was drawn, and the stream that goes on."""

    counts: Floats
    times: Floats  # true rate of each lixel over the expected one
    random: np.random.RandomState


def _quiet_map(simulation: Simulation, seed: int, *number: int) -> _QuietMap:
    """One quiet map with a stream of its own: gamma noise per block, Poisson accidents, noise of their positions."""
    random = np.random.RandomState([seed % 2**32, *number])  # the legacy stream, which NumPy froze
    times = _gamma(random, simulation.around.block, simulation.expected.dispersion)
    at = _draw(simulation, times, random)
    counts = np.bincount(at, minlength=simulation.around.network.count).astype(float)
    return _QuietMap(counts, times, random)


def _draw(simulation: Simulation, times: Floats, random: np.random.RandomState) -> Ints:
    """The lixel of each accident of one quiet map."""
    sums = np.cumsum(simulation.expected.per_lixel * times)
    draws = random.random_sample(random.poisson(simulation.total)) * sums[-1]
    at = np.minimum(np.searchsorted(sums, draws, side="right"), len(sums) - 1)
    return _misplaced(at, simulation, random)


def _gamma(random: np.random.RandomState, group: Ints, dispersion: float) -> Floats:
    """Noise with mean 1 and this variance, one draw a group."""
    if dispersion <= 1e-6:
        return np.ones(len(group))
    shape = 1.0 / dispersion
    return np.asarray((random.standard_gamma(shape, int(group.max()) + 1) / shape)[group])


def _misplaced(at: Ints, simulation: Simulation, random: np.random.RandomState) -> Ints:
    """Where accidents on these lixels are recorded: along the lixel, off by the noise, at the nearest road again."""
    if simulation.snapper is None or simulation.noise_m <= 0:
        return at
    network = simulation.around.network
    along = random.uniform(-0.5, 0.5, len(at)) * network.length_m[at]
    xy = network.xy[at] + simulation.windows.direction[at] * along[:, None]
    lixel, _ = simulation.snapper.snap(xy + random.normal(0.0, simulation.noise_m, xy.shape))
    return np.asarray(lixel[lixel >= 0], np.int64)


def _planted(simulation: Simulation, which: tuple[int, int], threshold: float, seed: int) -> int:
    """How many of the ten hotspots of a map are found; which = (extra accidents of each, number of the map)."""
    extra = which[0]
    quiet = _quiet_map(simulation, seed, *which)
    centres = _plant(quiet.counts, simulation, extra, quiet.random)
    clusters = _found(quiet.counts, simulation, threshold)
    return sum(bool(np.any(np.hypot(*(clusters - one).T) <= FOUND_WITHIN_M)) for one in centres)


def _plant(counts: Floats, simulation: Simulation, extra: int, random: np.random.RandomState) -> Floats:
    """Add hotspots to a map; their centres. Every other one lies around a junction where there are junctions."""
    network = simulation.around.network
    where = np.cumsum(network.length_m)
    centres = []
    for number in range(PLANTED_EACH):
        here = min(int(np.searchsorted(where, random.random_sample() * where[-1])), network.count - 1)
        near = np.flatnonzero(
            (network.street == network.street[here])
            & (np.hypot(*(network.xy - network.xy[here]).T) <= PLANTED_HALF_M)
        )
        centre = network.xy[here]
        if number % 2 and len(network.junction_xy):
            centre = network.junction_xy[random.randint(len(network.junction_xy))]
            at_junction = np.flatnonzero(np.hypot(*(network.xy - centre).T) <= 40.0)
            near = at_junction if len(at_junction) else near
        np.add.at(counts, near[random.randint(len(near), size=random.poisson(extra))], 1.0)
        centres.append(centre)
    return np.array(centres)


def _found(counts: Floats, simulation: Simulation, threshold: float) -> Floats:
    """Positions of all lixels of the public clusters of a planted map."""
    network, windows = simulation.around.network, simulation.windows
    expected = expect(counts, simulation.around, windows)
    tested = test_windows(counts, expected, windows)
    lixels = [
        tested.inside.indices[tested.inside.indptr[at] : tested.inside.indptr[at + 1]]
        for number, (at, p) in enumerate(pick(tested, counts, CUT), 1)
        if p <= threshold * number  # the k-th of the list may be k times as likely by chance
    ]
    return network.xy[np.concatenate(lixels)] if lixels else np.zeros((0, 2))
