"""Truth of the before/after evaluation: bias, coverage and false verdicts on invented worlds, printed as a table.

    .venv/bin/python benchmarks/evaluation_truth.py              1,000 worlds a row
    .venv/bin/python benchmarks/evaluation_truth.py --worlds 200 --rows windows

Even worlds: `sites` places with gamma rates of this mean a year and dispersion k, or with ten hotspots of `planted`
more accidents a year among them; the ten with most accidents in two years are treated, one year follows. Network
worlds: streets of a town, gamma rates per 100 m; treated are the ten best links (pieces of 250 m that were there before),
or the ten best of all overlapping windows of 250 m, chosen with the accidents in sight.
Columns: mean of after / expected - 1 for the naive comparison, Hauer's gamma weight and the estimate in use; coverage of
the 95 % interval; worlds with the verdict "fewer" and "more"; worlds that would be refused for too few accidents.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generator.accidents.places.geography import Ground
from generator.analysis.evaluation.comparison import Comparison, Stretches, compare
from generator.analysis.evaluation.rates_of_roads import FOLDS, Roads
from generator.analysis.evaluation.roads_compared import cut, stretches
from generator.analysis.evaluation.sites import Site
from generator.analysis.evaluation.verdict import TREND_P, WORST_DETECTABLE, Verdict, judge
from generator.analysis.measures.exact import share_interval
from generator.analysis.roads.network import Network, build_network

if TYPE_CHECKING:
    from numpy.random import RandomState
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TREATED = 10
WINDOW = 10  # lixels


@dataclass(frozen=True, slots=True)
class World:
    """One row of the table; a network world when `sites` is 0. `theta` is the effect at the treated places."""

    mean: float  # accidents a year and place, or a year and kilometre
    k: float
    sites: int = 400
    planted: float = 0.0
    theta: float = 1.0
    is_sliding: bool = False

    @property
    def label(self) -> str:
        """As printed."""
        what = (
            f"{self.sites} sites, {self.mean:g}/y"
            if self.sites
            else f"{'windows' if self.is_sliding else 'links'}, {self.mean:g}/km/y"
        )
        planted = f", ten +{self.planted:g}/y" if self.planted else ""
        effect = f", effect {100 * (self.theta - 1):+.0f} %" if self.theta < 1 else ""
        return f"{what}, k={self.k:g}{planted}{effect}"


EVEN = ((0.5, 1.0, 400, 0.0), (1.5, 1.0, 400, 0.0), (1.5, 0.5, 400, 0.0), (4.0, 0.7, 400, 0.0), (1.0, 0.3, 400, 5.0),
        (0.3, 0.3, 2000, 20.0))  # fmt: skip
LINKS = ((2.0, 2.0, 0, 0.0), (8.0, 0.5, 0, 0.0), (2.0, 0.5, 0, 6.0))
WORLDS = tuple(
    World(*kind, theta, is_sliding)
    for theta in (1.0, 0.6)
    for is_sliding in (False, True)
    for kind in (LINKS if is_sliding else (*EVEN, *LINKS))
)


def town() -> Network:
    """12 x 12 km: collectors every 2 km, residential streets every 400 m in a quarter of it."""
    lines, classes = [], []
    for at in range(0, 12_001, 400):
        is_collector = at % 2000 == 0
        ends = (0, 12_000) if is_collector else (3000, 9000)
        if is_collector or 3000 < at < 9000:
            for swap in (False, True):
                pairs = [(ends[0], at), (ends[1], at)]
                xy = np.array([pair[::-1] if swap else pair for pair in pairs]) + np.array(
                    [500_000.0, 8_930_000.0]
                )
                lines.append(shapely.LineString(xy))
                classes.append("collector" if is_collector else "residential")
    table = {"name": "", "road_class": classes, "aadt": np.nan}
    roads = gpd.GeoDataFrame(table, geometry=lines, crs=32748).to_crs(4326)
    network = build_network(Ground(roads=roads, areas=None, boundary=None, utm_epsg=32748, credit=""))
    assert network is not None
    return network


def one_of_places(world: World, chance: RandomState) -> Comparison:
    """The comparison of one even world."""
    rate = world.mean * chance.gamma(1 / world.k, world.k, world.sites)
    rate[chance.permutation(world.sites)[:TREATED]] += world.planted
    before = chance.poisson(rate[:, None] * np.ones(2))
    best = np.argsort(-before.sum(axis=1) - chance.uniform(0, 0.5, world.sites))[:TREATED]
    treated = np.zeros(world.sites, bool)
    treated[best] = True
    after = chance.poisson(np.where(treated, world.theta, 1.0) * rate)
    typical = np.full(world.sites, before.sum() / world.sites)
    roads = Roads(before.sum(axis=1).astype(float), typical, np.arange(world.sites) % FOLDS)
    return compare(Stretches(typical, before, after, treated, ~treated, roads), 730, 365)


def one_of_network(world: World, network: Network, chance: RandomState) -> Comparison:
    """The comparison of one network world."""
    _, block = np.unique(network.street * 100_000 + _along(network) // 4, return_inverse=True)
    noise = chance.gamma(1 / world.k, world.k, int(block.max()) + 1)[block.ravel()]
    rate = world.mean * network.length_m / 1000 * noise
    starts = np.flatnonzero(network.street[: -WINDOW + 1] == network.street[WINDOW - 1 :])
    if not world.is_sliding:
        starts = starts[_along(network)[starts] % WINDOW == 0]
    if world.planted:
        for start in chance.permutation(starts)[:TREATED].tolist():
            rate[start : start + WINDOW] += world.planted / WINDOW
    years = [chance.poisson(rate) for _ in range(2)]
    total = np.concatenate([[0], np.cumsum(sum(years))])
    count = total[starts + WINDOW] - total[starts] + chance.uniform(0, 0.5, len(starts))
    sites: list[Site] = []
    taken = np.zeros(network.count, bool)
    for start in starts[np.argsort(-count)].tolist():
        lixels = np.arange(start, start + WINDOW)
        if not taken[lixels].any():
            taken[lixels] = True
            sites.append(Site(str(start), "shape", lixels, float(network.length_m[lixels].sum())))
            if len(sites) == TREATED:
                break
    after = chance.poisson(np.where(taken, world.theta, 1.0) * rate)
    lixel = np.arange(network.count)
    counted = stretches(
        network, cut(network, sites), [np.repeat(lixel, one) for one in years], np.repeat(lixel, after)
    )
    return compare(counted, 730, 365)


def _along(network: Network) -> NDArray[np.int64]:
    """Number of each lixel on its street, from 0."""
    first = np.flatnonzero(np.diff(network.street, prepend=-1))
    number: NDArray[np.int64] = (
        np.arange(network.count) - first[np.cumsum(np.diff(network.street, prepend=-1) != 0) - 1]
    )
    return number


@dataclass(frozen=True, slots=True)
class Row:
    """What many worlds of one kind gave."""

    naive: float
    gamma: float
    bias: float
    bias_error: float
    coverage: float
    fewer: float
    more: float
    refused: float


def measure(world: World, worlds: int, seed: int, network: Network | None = None) -> Row:
    """Run `worlds` worlds of one kind; verdicts count where the evaluation would speak."""
    chance = np.random.RandomState(seed)
    rows = []
    for _ in range(worlds):
        one = one_of_places(world, chance) if network is None else one_of_network(world, network, chance)
        speaks = one.detectable <= WORST_DETECTABLE and one.trend_p >= TREND_P
        said = judge(one) if speaks else None
        inside = one.effect.low <= world.theta <= one.effect.high
        gamma = one.hauer.value * one.ratio.value
        rows.append((one.after, one.before / 2, gamma, one.expected.value, inside, said == Verdict.FEWER,
                     said == Verdict.MORE, not speaks))  # fmt: skip
    table = np.array(rows, float)
    after, naive, gamma, mine = table[:, :4].mean(axis=0)
    error = np.std(table[:, 0] - after / mine * table[:, 3]) / mine / len(table) ** 0.5
    coverage, fewer, more, refused = table[:, 4:].mean(axis=0).tolist()
    bias = [float(after / one / world.theta - 1) for one in (naive, gamma, mine)]
    return Row(bias[0], bias[1], bias[2], float(error), coverage, fewer, more, refused)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--worlds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20261115)
    parser.add_argument("--rows", default="", help="only rows whose label holds this")
    options = parser.parse_args()
    network = town()
    print("| world | naive | Hauer's gamma | in use | coverage | fewer | more | refused |")
    print("|---|---|---|---|---|---|---|---|")
    started = time.process_time()
    for world in (one for one in WORLDS if options.rows in one.label):
        row = measure(world, options.worlds, options.seed, None if world.sites else network)
        shares = [
            f"{share:.3f} [{low:.3f}-{high:.3f}]"
            for share in (row.coverage, row.fewer, row.more)
            for low, high in [share_interval(round(share * options.worlds), options.worlds)]
        ]
        print(
            f"| {world.label} | {row.naive:+.1%} | {row.gamma:+.1%} | {row.bias:+.1%} ± {1.96 * row.bias_error:.1%} "
            f"| {' | '.join(shares)} | {row.refused:.2f} |",
            flush=True,
        )
    print(f"\n{options.worlds} worlds a row, seed {options.seed}, {time.process_time() - started:.0f} s CPU")


if __name__ == "__main__":
    main()
