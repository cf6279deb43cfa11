"""Gi*, densities and DBSCAN beside esda, scikit-learn and KDEpy on the same points in one run, and their quiet maps.

    .venv/bin/python benchmarks/surfaces.py                     speed; needs points_dev.parquet beside the project
    .venv/bin/python benchmarks/surfaces.py --quiet-maps 1000   share of quiet maps with a false flag

Seconds are CPU and wall of the same run, the least of `--runs`; imports apart, so is making the peers' weights. The
597,582 points come from six sources in several countries: each is projected to its own zone and gets its own raster of
250 m cells, doubled until there are at most a million; the density's cells are a fifth of a bandwidth of 500 m, or the
same number. Prints a table and writes benchmarks/results/surfaces.json.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generator.analysis.measures import exact
from generator.analysis.official.blackspot_rule import equivalent_accidents
from generator.analysis.official.weight_sets import WEIGHT_SETS
from generator.analysis.roads.positions import project, utm_zone
from generator.analysis.surfaces import network_kde
from generator.analysis.surfaces.clusters import dbscan
from generator.analysis.surfaces.edge_graph import Graph, snap
from generator.analysis.surfaces.gi_star import gi_star, square, window_test
from generator.analysis.surfaces.kde import density, exact_density
from generator.analysis.surfaces.raster import Grid

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"
POINTS = SHARED / "bench_points" / "points_dev.parquet"
ROADS = SHARED / "net_yogyakarta" / "jalan.geojson"
DENSITIES = (0.02, 0.05, 0.1, 0.3, 1.0, 3.0)  # accidents a cell
MOST_CELLS = 1_000_000
BANDWIDTH_M = 500.0
SIZES = (10_000, 100_000)


@dataclass(frozen=True, slots=True)
class Seconds:
    """Least CPU and least wall time of some runs."""

    cpu: float
    wall: float

    def __str__(self) -> str:
        return f"{self.cpu:8.3f} s CPU {self.wall:8.3f} s"


def timed(runs: int, work: Callable[..., Any], *inputs: Any) -> tuple[Any, Seconds]:
    """What the work gives, and its seconds."""
    cpu, wall = [], []
    for _ in range(runs):
        began = time.process_time(), time.perf_counter()
        found = work(*inputs)
        cpu.append(time.process_time() - began[0])
        wall.append(time.perf_counter() - began[1])
    return found, Seconds(min(cpu), min(wall))


# ------------------------------------------------------------------------------------------------ the points


@dataclass(frozen=True, slots=True)
class Source:
    """The points of one source: degrees, persons killed and injured."""

    degrees: Floats
    killed: Floats
    injured: Floats


def read_sources(most: int | None = None) -> list[Source]:
    """The sources of points_dev.parquet, or of a sample of its rows."""
    import pandas as pd

    rows = pd.read_parquet(POINTS).dropna(subset=["lon", "lat"])
    if most is not None:
        rows = rows.iloc[np.sort(np.random.RandomState(most).permutation(len(rows))[:most])]
    return [
        Source(
            part[["lon", "lat"]].to_numpy(float),
            part["killed"].fillna(0).to_numpy(float),
            part["injured"].fillna(0).to_numpy(float),
        )
        for _, part in rows.groupby("source")
    ]


def projected(source: Source) -> tuple[Floats, NDArray[np.bool_]]:
    """Metres, and which points lie within the grid: one that is outside nearly all others has no place in a raster."""
    xy = project(source.degrees, utm_zone(*np.median(source.degrees, axis=0).tolist()))
    low, high = np.quantile(xy, (0.001, 0.999), axis=0)
    room = (high - low) / 2
    return xy, ((xy >= low - room) & (xy <= high + room)).all(axis=1)


def whole_chain(sources: list[Source]) -> float:
    """Projection, EAN, Gi* raster and density of every source; the sum of it all, so that nothing is left out."""
    total = 0.0
    for source in sources:
        xy, inside = projected(source)
        ean = equivalent_accidents(WEIGHT_SETS[0], source.killed, 0, source.injured, 0)
        xy = xy[inside]
        side = 250.0
        while np.prod(np.ptp(xy, axis=0) / side + 1) > MOST_CELLS:
            side *= 2
        grid = Grid.over(xy, side)
        weighted = grid.sums(xy, ean[inside])
        z = gi_star(grid.sums(xy), square(1))
        fine = 100.0
        while np.prod(np.ptp(xy, axis=0) / fine + 1) > MOST_CELLS:
            fine *= 2
        heat = density(xy, Grid.over(xy, fine), max(BANDWIDTH_M, 5 * fine))
        total += float(weighted.sum() + np.nansum(z) + np.nansum(heat))
    return total


def all_metres(sources: list[Source]) -> Floats:
    """Every point in metres, the sources far from each other."""
    parts = []
    for number, source in enumerate(sources):
        xy, _ = projected(source)
        parts.append(xy[np.isfinite(xy).all(axis=1)] + (number * 1e8, 0.0))
    return np.vstack(parts)


# ------------------------------------------------------------------------------------------------ beside the peers


def measure_chain(runs: int) -> dict[str, Seconds]:
    """The whole chain on all points and on samples."""
    found = {}
    for size in (*SIZES, None):
        sources = read_sources(size)
        number = sum(len(one.degrees) for one in sources)
        _, found[f"chain {number:,}"] = timed(runs, whole_chain, sources)
    return found


def measure_dbscan(runs: int) -> dict[str, Seconds]:
    """Labels by us and by scikit-learn; stops when they are not the same."""
    from sklearn.cluster import DBSCAN

    found = {}
    for size in (*SIZES, None):
        xy = all_metres(read_sources(size))
        ours, found[f"dbscan {len(xy):,}"] = timed(runs, dbscan, xy, 100.0, 5)
        theirs, found[f"dbscan {len(xy):,} scikit-learn"] = timed(
            runs, DBSCAN(eps=100.0, min_samples=5).fit, xy
        )
        is_core = np.zeros(len(xy), bool)
        is_core[theirs.core_sample_indices_] = True
        pairs = np.unique(np.column_stack([theirs.labels_, ours.label])[is_core], axis=0)
        same = (is_core == ours.is_core).all() and ((theirs.labels_ < 0) == (ours.label < 0)).all()
        if not same or len(pairs) != ours.count:
            raise SystemExit("DBSCAN: not the labels of scikit-learn")
    return found


def measure_gi_star(runs: int) -> dict[str, Seconds]:
    """Gi* of rasters by us, and of 100,000 cells by esda (binary weights, analytic); stops when z differ by 1e-9."""
    import esda
    import libpysal

    found = {}
    for columns, rows in ((100, 100), (400, 250), (1000, 1000)):
        counts = np.random.RandomState(columns).poisson(0.5, (columns, rows)).astype(float)
        z, found[f"gi* {columns * rows:,} cells"] = timed(3 * runs, gi_star, counts, square(1))
        if columns * rows == 100_000:
            weights, found["gi* 100,000 cells esda, weights"] = timed(
                1, functools.partial(libpysal.weights.lat2W, rook=False), columns, rows
            )
            analytic = functools.partial(esda.G_Local, transform="B", permutations=0, star=True)
            theirs, found["gi* 100,000 cells esda"] = timed(runs, analytic, counts.ravel(), weights)
            away = float(np.abs(theirs.Zs - z.ravel()).max())
            print(f"Gi*, 100,000 cells: largest difference of z to esda {away:.1e}")
            if away > 1e-9:
                raise SystemExit("Gi*: not the z of esda")
    return found


def measure_density(runs: int) -> dict[str, Seconds]:
    """The largest source on a grid of about a million cells, by us and by KDEpy, with the error of both."""
    from KDEpy import FFTKDE

    source = max(read_sources(), key=lambda one: len(one.degrees))
    xy, inside = projected(source)
    xy = xy[inside]
    fine = min(BANDWIDTH_M / 5, float(np.sqrt(np.prod(np.ptp(xy, axis=0)) / MOST_CELLS)))
    grid = Grid.over(xy, fine, margin_m=3 * BANDWIDTH_M)
    centres = grid.centres()
    ours, found = timed(runs, density, xy, grid, BANDWIDTH_M, "none")
    theirs, other = timed(runs, FFTKDE(kernel="gaussian", bw=BANDWIDTH_M).fit(xy).evaluate, centres)
    some = np.random.RandomState(0).permutation(len(centres))[:100]
    some = np.append(some, np.argmax(ours))
    wanted = exact_density(xy, centres[some], BANDWIDTH_M)
    peak = float(ours.max())
    for name, values in (("ours", ours.ravel()), ("KDEpy", theirs * len(xy))):
        away = float(np.abs(values[some] - wanted).max()) / peak * 100
        mass = float(values.sum()) * grid.cell_m**2 / len(xy)
        print(
            f"density, {len(xy):,} points, {len(centres):,} cells, {name}: error {away:.2f} % of peak, mass {mass:.4f}"
        )
    return {f"density {len(xy):,}": found, f"density {len(xy):,} KDEpy": other}


def measure_network(runs: int) -> dict[str, Seconds]:
    """2,000 invented accidents on the roads of Kota Yogyakarta, bandwidth 300 m."""
    from generator.accidents.places.road_file import read_roads
    from generator.analysis.roads.noding import node_lines

    roads = read_roads(ROADS).geometry.to_crs(epsg=32749)
    edges = node_lines(np.asarray(roads.values, dtype=object))
    random = np.random.RandomState(1)
    xy = edges.xy[random.choice(len(edges.xy), 2000)] + random.normal(0, 8, (2000, 2))
    spots, _ = snap(edges, xy, 50.0)
    found = {}
    for kind in ("continuous", "discontinuous", "simple"):
        surface, found[f"network density {kind}"] = timed(
            runs, network_kde.lixels, Graph.of(edges), spots, 300.0, kind
        )
        print(f"network density, {kind}: accidents after / before {surface.mass.sum() / len(spots):.9f}")
    return found


def exponent(found: dict[str, Seconds], start: str, end: str = "") -> float:
    """Slope of log CPU time against log size, from the second size to the last."""
    sizes = {}
    for name, seconds in found.items():
        parts = name.split()
        if name.startswith(start) and (name.endswith(end) if end else parts[-1] in {"cells", parts[1]}):
            sizes[int(parts[1].replace(",", ""))] = seconds.cpu
    low, high = sorted(sizes)[-2:]
    return float(np.log(sizes[high] / sizes[low]) / np.log(high / low))


def speed(runs: int) -> None:
    """Print and keep the tables and ratios."""
    found = {
        **measure_chain(runs),
        **measure_dbscan(runs),
        **measure_gi_star(runs),
        **measure_density(runs),
        **(measure_network(runs) if ROADS.exists() else {}),
    }
    for name, seconds in found.items():
        print(f"{name:<36} {seconds}")
    whole = next(name for name in reversed(found) if name.startswith("dbscan") and name.endswith("learn"))
    largest = next(name for name in found if name.startswith("density") and name.endswith("KDEpy"))
    ratios = {
        f"{whole} / ours": found[whole].cpu / found[whole.removesuffix(" scikit-learn")].cpu,
        "gi* 100,000 cells esda / ours": found["gi* 100,000 cells esda"].cpu / found["gi* 100,000 cells"].cpu,
        f"{largest} / ours": found[largest].cpu / found[largest.removesuffix(" KDEpy")].cpu,
        "exponent chain": exponent(found, "chain"),
        "exponent dbscan": exponent(found, "dbscan"),
        "exponent dbscan scikit-learn": exponent(found, "dbscan", "scikit-learn"),
        "exponent gi*": exponent(found, "gi*"),
    }
    for name, ratio in ratios.items():
        print(f"{name:<48} {ratio:8.2f}")
    kept = {
        "processors": os.cpu_count(),
        "cpu_s": {name: round(one.cpu, 4) for name, one in found.items()},
        "wall_s": {name: round(one.wall, 4) for name, one in found.items()},
        "ratios": {name: round(one, 2) for name, one in ratios.items()},
    }
    path = ROOT / "benchmarks" / "results" / "surfaces.json"
    path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8", newline="\n")


# ------------------------------------------------------------------------------------------------ quiet maps


def quiet_maps(maps: int) -> None:
    """Share of maps without any hotspot (100 x 100 cells, windows of 3 x 3) in which something is flagged, by test and by z."""
    from scipy import special
    from scipy.ndimage import maximum_filter

    def flags(q: Floats, risky: Floats) -> bool:
        return bool(((q <= 0.05) & (maximum_filter(risky, 3) < 2)).any())

    for patchy in (0.0, 0.3):
        for mean in DENSITIES:
            by_test = by_score = 0
            for number in range(maps):
                random = np.random.RandomState([number, round(mean * 100), round(patchy * 10)])
                risky: Floats = np.ones((100, 100))
                if patchy:
                    risky = np.kron(random.gamma(1 / patchy, patchy, (50, 50)), np.ones((2, 2))).astype(
                        np.float64
                    )
                counts = random.poisson(mean * risky).astype(float)
                by_test += flags(window_test(counts, square(1)).q_value, risky)
                p = special.ndtr(-gi_star(counts, square(1)))
                by_score += flags(exact.benjamini_hochberg(p.ravel()).reshape(p.shape), risky)
            rows = [f"{n / maps:.3f} [{low:.3f}-{high:.3f}]" for n in (by_test, by_score)
                    for low, high in [exact.share_interval(n, maps)]]  # fmt: skip
            print(
                f"{mean:5g} a cell, patchy {patchy:g}: exact test {rows[0]}, z and BH {rows[1]}", flush=True
            )


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--quiet-maps", type=int, default=0)
    asked = parser.parse_args()
    if asked.quiet_maps:
        quiet_maps(asked.quiet_maps)
    elif POINTS.exists():
        speed(asked.runs)
    else:
        raise SystemExit("points_dev.parquet is not beside the project")


if __name__ == "__main__":
    main()
