"""Truth of the detector: false alarms on quiet maps, precision and recall on planted hotspots, printed as a table.

    .venv/bin/python benchmarks/detector.py                    every condition, 60 maps each
    .venv/bin/python benchmarks/detector.py --maps 200 town    one network: town, yogyakarta, jakarta
    .venv/bin/python benchmarks/detector.py --without-roads    the local contrast instead of the scan

Worlds are those of docs/statistics.md: positions along the roads with 8 m of GPS noise, background even per km or
three times as dense in the town (which the detector is not told), optionally patchy (gamma noise per 500 m block),
and ten planted hotspots of 300 m, or at junctions (40 m). A flag is right within 250 m of a planted hotspot (or,
on a patchy map, where the drawn rate is at least twice its class); a hotspot is found by a flag within 150 m.
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
from generator.accidents.places.road_file import read_roads
from generator.analysis.detector.contrast import find_circles
from generator.analysis.detector.quiet import ErrorRate, measure_error
from generator.analysis.detector.scan import Ground as Ready
from generator.analysis.detector.scan import scan
from generator.analysis.detector.surroundings import Surroundings
from generator.analysis.detector.windows import make_windows
from generator.analysis.measures.exact import share_interval
from generator.analysis.roads.network import Network, build_network
from generator.analysis.roads.snapping import Snapper

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generator.analysis.detector.quiet import Simulation

    Floats = NDArray[np.float64]

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
REAL = {
    "yogyakarta": (SHARED / "net_yogyakarta" / "jalan.geojson", 32749),
    "jakarta": (SHARED / "net_jakarta_roads" / "jakarta_roads.shp", 32748),
}


@dataclass(frozen=True, slots=True)
class Condition:
    """One row of the table: background accidents, planted hotspots x extra accidents, and what makes it hard."""

    accidents: int
    planted: int = 0
    extra: float = 0.0
    town_times: float = 3.0
    patchy: float = 0.0
    at_junctions: bool = False
    noise_m: float = 8.0

    @property
    def label(self) -> str:
        """As printed."""
        what = (
            f"{self.planted}x{self.extra:g} of {self.accidents}"
            if self.planted
            else f"quiet {self.accidents}"
        )
        hard = [
            f"town x{self.town_times:g}" if self.town_times > 1 else "even",
            f"patchy k={self.patchy:g}" if self.patchy else "",
            "at junctions" if self.at_junctions else "",
        ]
        return ", ".join([what, *filter(None, hard)])


CONDITIONS = (
    *(Condition(n, town_times=times) for times in (1.0, 3.0) for n in (300, 600, 1000, 2000, 3000)),
    *(Condition(n, patchy=0.3) for n in (600, 2000)),
    *(Condition(n, 10, extra) for n, extra in ((600, 6), (600, 10), (2000, 10))),
    *(Condition(n, 10, 10, patchy=0.3) for n in (600, 2000)),
    *(Condition(n, 10, 10, at_junctions=True) for n in (600, 2000)),
)


@dataclass(frozen=True, slots=True)
class World:
    """A network with what the worlds need of it."""

    network: Network
    ready: Ready
    rates: dict[tuple[int, float], ErrorRate]
    is_town: NDArray[np.bool_]


def town_and_country() -> Ground:
    """20 x 20 km: rural roads every 2 km and a town of 4 x 4 km with blocks of 200 m."""
    lines, classes = [], []
    for at in range(0, 20_001, 2000):
        for swap in (False, True):
            lines.append(_straight(0, 20_000, at, swap=swap))
            classes.append("collector")
    for at in range(8000, 12_001, 200):
        if at % 2000:
            for swap in (False, True):
                lines.append(_straight(8000, 12_000, at, swap=swap))
                classes.append("residential")
    table = {"name": "", "road_class": classes, "aadt": np.nan}
    roads = gpd.GeoDataFrame(table, geometry=lines, crs=32748).to_crs(4326)
    return Ground(roads=roads, areas=None, boundary=None, utm_epsg=32748, credit="")


def _straight(low: float, high: float, at: float, *, swap: bool) -> shapely.LineString:
    pairs = [(low, at), (high, at)]
    corner = np.array([500_000.0, 8_930_000.0])
    return shapely.LineString(np.array([pair[::-1] if swap else pair for pair in pairs]) + corner)


def world_of(name: str) -> World:
    """The world on this network; its town is the quarter of the lixels with most road around."""
    if name == "town":
        ground = town_and_country()
    else:
        path, epsg = REAL[name]
        ground = Ground(roads=read_roads(path), areas=None, boundary=None, utm_epsg=epsg, credit="")
    network = build_network(ground)
    if network is None:
        raise SystemExit(name)
    middle = (network.xy.min(axis=0) + network.xy.max(axis=0)) / 2
    if name == "town":
        is_town = np.abs(network.xy - middle).max(axis=1) <= 2000.0
    else:
        away = np.hypot(*(network.xy - middle).T)
        is_town = away <= np.quantile(away, 0.25)
    return World(
        network, Ready(Surroundings.of(network), make_windows(network), Snapper.of(network), 8.0), {}, is_town
    )


def draw(world: World, condition: Condition, rng: np.random.Generator) -> tuple[Floats, Floats, Floats]:
    """Positions of accidents, centres of planted hotspots, and positions that are truly risky by chance."""
    network = world.network
    base = network.exposure * np.where(world.is_town, condition.town_times, 1.0)
    noise = np.ones(network.count)
    if condition.patchy:
        block = np.cumsum(np.r_[1, np.diff(network.street) != 0] | (np.arange(network.count) % 20 == 0))
        shape = 1 / condition.patchy
        noise = rng.gamma(shape, 1 / shape, block.max() + 1)[block]
    rate = base * noise
    lixel = rng.choice(network.count, rng.poisson(condition.accidents), p=rate / rate.sum())
    xy = [network.xy[lixel] + _along(network, lixel, rng)]
    centres = np.zeros((0, 2))
    if condition.planted:
        centres, extra = _plant(world, condition, rng)
        xy.append(extra)
    where = np.vstack(xy)
    return where + rng.normal(0, condition.noise_m, where.shape), centres, network.xy[noise >= 2]


def _along(network: Network, lixel: NDArray[np.int64], rng: np.random.Generator) -> Floats:
    """A shift of up to half a lixel along the road."""
    ahead = np.minimum(lixel + 1, network.count - 1)
    way = network.xy[ahead] - network.xy[lixel]
    length = np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-9)
    unit = np.where((length < 40)[:, None], way / length[:, None], 0.0)
    return np.asarray(unit * rng.uniform(-12.5, 12.5, (len(lixel), 1)))


def _plant(world: World, condition: Condition, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Centres at least 1 km apart, and the extra accidents (300 m along a street, or 40 m around a junction)."""
    network = world.network
    centres: list[Floats] = []
    xy: list[Floats] = []
    options = np.flatnonzero(np.diff(network.street, prepend=-1) == 0)
    while len(centres) < condition.planted:
        if condition.at_junctions:
            centre = network.junction_xy[rng.integers(len(network.junction_xy))]
        else:
            here = int(rng.choice(options))
            centre = network.xy[here]
        if any(np.hypot(*(centre - other)) < 1000 for other in centres):
            continue
        count = rng.poisson(condition.extra)
        if condition.at_junctions:
            near = np.flatnonzero(np.hypot(*(network.xy - centre).T) <= 40)
            if len(near) == 0:
                continue
            lixel = rng.choice(near, count)
        else:
            near = here + np.arange(-6, 6)
            near = near[(near >= 0) & (near < network.count)]
            near = near[network.street[near] == network.street[here]]
            if len(near) < 12:
                continue
            lixel = rng.choice(near, count)
        centres.append(centre)
        xy.append(network.xy[lixel] + _along(network, lixel, rng))
    return np.array(centres), np.vstack(xy)


def flags(world: World, xy: Floats, seed: int, *, without_roads: bool) -> list[Floats]:
    """Positions of the flags at q <= 0.05, one array of road (or one centre) per flag."""
    if without_roads:
        return [np.array([one.xy]) for one in find_circles(xy) if one.q_value <= 0.05]
    assert world.ready.snapper is not None
    lixel, _ = world.ready.snapper.snap(xy)
    counts = np.bincount(lixel[lixel >= 0], minlength=world.network.count).astype(float)

    def error_rate(simulation: Simulation) -> ErrorRate:
        size = (round(8 * np.log2(simulation.total)), simulation.expected.dispersion)
        if size not in world.rates:
            world.rates[size] = measure_error(simulation, 200, seed)
        return world.rates[size]

    found = scan(counts, world.ready, error_rate)
    inside = world.ready.windows.inside
    return [
        world.network.xy[inside.indices[inside.indptr[one.refined] : inside.indptr[one.refined + 1]]]
        for one, q in zip(found.clusters, found.q_values, strict=True)
        if q <= 0.05
    ]


def measure(world: World, condition: Condition, numbers: range, *, without_roads: bool) -> str:
    """One printed row: share of maps with a false flag, precision, recall, median error, seconds per map."""
    wrong_maps = right = wrong = hit = planted = 0
    errors: list[float] = []
    began = time.perf_counter()
    maps = len(numbers)
    for number in numbers:
        rng = np.random.default_rng([number, condition.accidents, condition.planted])
        xy, centres, risky = draw(world, condition, rng)
        found = flags(world, xy, number, without_roads=without_roads)
        middles = [one.mean(axis=0) for one in found]
        good = [_near(one, centres, 250.0) or _near(one, risky, 0.5) for one in found]
        right, wrong = right + sum(good), wrong + len(good) - sum(good)
        wrong_maps += not all(good)
        for centre in centres:
            away = [float(np.hypot(*(one - centre).T).min()) for one in found]
            planted += 1
            if away and min(away) <= 150.0:
                hit += 1
                errors.append(min(float(np.hypot(*(one - centre))) for one in middles))
    seconds = (time.perf_counter() - began) / maps
    low, high = share_interval(wrong_maps, maps)
    row = f"{condition.label:<42} false maps {wrong_maps / maps:5.3f} [{low:.3f}-{high:.3f}]"
    if planted:
        precision = right / max(right + wrong, 1)
        row += f"  precision {precision:.3f}  recall {hit / planted:.3f}"
        row += f"  median error {np.median(errors):.0f} m" if errors else ""
    return f"{row}  {seconds:.2f} s"


def _near(points: Floats, others: Floats, within_m: float) -> bool:
    if len(others) == 0:
        return False
    from scipy.spatial import cKDTree

    return bool(cKDTree(others).query(points)[0].min() <= within_m)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("networks", nargs="*", default=["town", "yogyakarta", "jakarta"])
    parser.add_argument("--maps", type=int, default=60)
    parser.add_argument("--first", type=int, default=0, help="number (seed) of the first map")
    parser.add_argument("--only", default="", help="words that the condition's label must contain")
    parser.add_argument("--without-roads", action="store_true")
    asked = parser.parse_args()
    for name in asked.networks:
        if name in REAL and not REAL[name][0].exists():
            print(f"\n{name}: not beside the project, left out")
            continue
        world = world_of(name)
        km = world.network.length_m.sum() / 1000
        print(
            f"\n{name}: {km:.0f} km, {world.network.count} lixels, {world.ready.windows.count} windows",
            flush=True,
        )
        for condition in CONDITIONS:
            if asked.only in condition.label:
                numbers = range(asked.first, asked.first + asked.maps)
                print(measure(world, condition, numbers, without_roads=asked.without_roads), flush=True)


if __name__ == "__main__":
    main()
