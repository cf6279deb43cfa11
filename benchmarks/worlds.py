"""Invented worlds with known hotspots: accidents along real and synthetic roads, for the truth of the detector.

Positions lie along the roads with 8 m of GPS noise; the background is even per km or three times as dense in the town
(which the detector is not told), optionally patchy (gamma noise per 500 m block), with ten planted hotspots of 300 m or
at junctions (40 m). A share of the positions may be no positions: the next village centre, the middle of the road, or
three decimals.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from generator.accidents.places.geography import Ground
from generator.accidents.places.road_file import read_roads
from generator.analysis.detector.scan import Ground as Ready
from generator.analysis.detector.surroundings import Surroundings
from generator.analysis.detector.windows import make_windows
from generator.analysis.roads.network import Network, build_network
from generator.analysis.roads.positions import find_positions, to_degrees
from generator.analysis.roads.snapping import Snapper

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
REAL = {
    "yogyakarta": (SHARED / "net_yogyakarta" / "jalan.geojson", 32749),
    "jakarta": (SHARED / "net_jakarta_roads" / "jakarta_roads.shp", 32748),
}
TOWN_UTM = 32748


@dataclass(frozen=True, slots=True)
class Condition:
    """One row of a table: background accidents, planted hotspots x extra accidents, and what makes it hard."""

    accidents: int
    planted: int = 0
    extra: float = 0.0
    town_times: float = 3.0
    patchy: float = 0.0
    at_junctions: bool = False
    misplaced: float = 0.0  # share of positions that are none
    misplaced_to: str = ""  # village, midpoint, coarse
    noise_m: float = 8.0

    @property
    def label(self) -> str:
        """As printed."""
        what = (
            f"{self.planted}x{self.extra:g} of {self.accidents:,}"
            if self.planted
            else f"quiet {self.accidents:,}"
        )
        hard = [
            f"town x{self.town_times:g}" if self.town_times > 1 else "even",
            f"patchy k = {self.patchy:g}" if self.patchy else "",
            "at junctions" if self.at_junctions else "",
            f"{self.misplaced:.0%} at {self.misplaced_to}" if self.misplaced else "",
        ]
        return ", ".join([what, *filter(None, hard)])


@dataclass(frozen=True, slots=True)
class World:
    """A network made ready for the detector, and which of its lixels lie in the town."""

    network: Network
    ready: Ready
    is_town: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One map: usable positions in metres, centres of planted hotspots, and the noise of each lixel's rate."""

    xy: Floats
    centres: Floats
    times: Floats  # drawn rate over the usual one


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
    ready = Ready(Surroundings.of(network), make_windows(network), Snapper.of(network), 8.0)
    return World(network, ready, is_town)


def background(world: World, condition: Condition) -> Floats:
    """True expectation of each lixel, without noise between blocks."""
    base = world.network.exposure * np.where(world.is_town, condition.town_times, 1.0)
    return np.asarray(condition.accidents * base / base.sum())


def draw(world: World, condition: Condition, number: int) -> Drawn:
    """The map of this number: the same for every method that is tried on it."""
    rng = np.random.default_rng([number, condition.accidents, condition.planted])
    network = world.network
    noise = np.ones(network.count)
    if condition.patchy:
        block = np.cumsum(np.r_[1, np.diff(network.street) != 0] | (np.arange(network.count) % 20 == 0))
        shape = 1 / condition.patchy
        noise = rng.gamma(shape, 1 / shape, block.max() + 1)[block]
    rate = background(world, condition) * noise
    lixel = rng.choice(network.count, rng.poisson(condition.accidents), p=rate / rate.sum())
    xy = [network.xy[lixel] + _along(network, lixel, rng)]
    centres = np.zeros((0, 2))
    if condition.planted:
        centres, extra = _plant(world, condition, rng)
        xy.append(extra)
    where = np.vstack(xy)
    where = where + rng.normal(0, condition.noise_m, where.shape)
    if condition.misplaced:
        where = _misplaced(where, world, condition, rng)
    return Drawn(where, centres, noise)


def _misplaced(xy: Floats, world: World, condition: Condition, rng: np.random.Generator) -> Floats:
    """Positions after the file lost a share of them; those that the engine recognises as none are left out."""
    network = world.network
    lost = np.flatnonzero(rng.random(len(xy)) < condition.misplaced)
    degrees = to_degrees(xy, network.utm_epsg)
    if condition.misplaced_to == "village":
        villages = network.xy[rng.choice(network.count, 60, replace=False)]
        moved = villages[np.argmin(np.hypot(*(xy[lost][:, None] - villages).transpose(2, 0, 1)), axis=1)]
        degrees[lost] = to_degrees(moved, network.utm_epsg)
    elif condition.misplaced_to == "midpoint":
        assert world.ready.snapper is not None
        street = network.street[np.maximum(world.ready.snapper.snap(xy[lost])[0], 0)]
        middle = (
            np.searchsorted(network.street, street) + np.searchsorted(network.street, street, "right")
        ) // 2
        degrees[lost] = to_degrees(network.xy[middle], network.utm_epsg)
    degrees = np.round(degrees, 6)
    quality = np.full(len(xy), "recorded", dtype=object)
    if condition.misplaced_to == "coarse":
        degrees[lost] = np.round(degrees[lost], 3)
        quality[lost] = "coarse"  # as the intake marks three decimals in a file that has more
    table = pd.DataFrame({"point": shapely.points(degrees), "point_quality": quality})
    return find_positions(table, network.utm_epsg).xy


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
