"""Speed and exactness of the road network: snapping beside shapely's STRtree, and building the graph.

    .venv/bin/python benchmarks/snapping.py [--runs 3] [--most 3000000]

Points lie along 50,000 road segments of about 100 m with 8 m of GPS noise. Both searches answer for the same points in
the same run; seconds are the smallest of the runs, CPU seconds over all threads beside the clock on the wall, since
the machine may be busy. On the real network of Kota Yogyakarta 200,000 random points are compared one by one.
Prints the tables of docs/statistics.md and writes benchmarks/results/snapping.json.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import geopandas as gpd
import numpy as np
import shapely

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generator.accidents.places.geography import Ground
from generator.accidents.places.road_file import RoadTable, read_roads
from generator.analysis.roads.network import build_network
from generator.analysis.roads.snapping import SNAP_M, Snapper

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

T = TypeVar("T")
ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"
NETWORKS = {
    "Kota Yogyakarta": (SHARED / "net_yogyakarta" / "jalan.geojson", 32749),
    "Jakarta": (SHARED / "net_jakarta_roads" / "jakarta_roads.shp", 32748),
}
SIZES = (10_000, 100_000, 1_000_000, 3_000_000)
CORNER = np.array([500_000.0, 9_000_000.0])


@dataclass(frozen=True, slots=True)
class Timing:
    """The fastest run: seconds on the wall, and seconds of all threads."""

    wall_s: float
    cpu_s: float


def fastest(work: Callable[[], T], runs: int) -> tuple[Timing, T]:
    """Smallest wall and CPU seconds of some runs, and what the work gave."""
    walls, spent = [], []
    for _ in range(runs):
        wall, cpu = time.perf_counter(), time.process_time()
        made = work()
        walls.append(time.perf_counter() - wall)
        spent.append(time.process_time() - cpu)
    return Timing(round(min(walls), 3), round(min(spent), 3)), made


def town(blocks: int = 158) -> Floats:
    """Both ends of 2 x blocks^2 road segments of 100 m, its corners moved by up to 10 m."""
    corner = (
        np.stack(np.meshgrid(np.arange(blocks + 1), np.arange(blocks + 1), indexing="ij"), axis=-1) * 100.0
    )
    corner = corner + np.random.RandomState(1).uniform(-10, 10, corner.shape) + CORNER
    east = np.concatenate([corner[:-1, :-1], corner[1:, :-1]], axis=-1)
    north = np.concatenate([corner[:-1, :-1], corner[:-1, 1:]], axis=-1)
    return np.concatenate([east.reshape(-1, 4), north.reshape(-1, 4)])


def along(pieces: Floats, number: int, places: int | None = None) -> Floats:
    """Points along the pieces with 8 m of noise; with `places` only so many different ones."""
    chance = np.random.RandomState(2)
    which, share = chance.randint(0, len(pieces), places or number), chance.rand(places or number)
    xy = pieces[which, :2] + share[:, None] * (pieces[which, 2:] - pieces[which, :2])
    xy = xy + chance.normal(0, 8.0, xy.shape)
    return xy[chance.randint(0, places, number)] if places else xy


def strtree_search(tree: shapely.STRtree, xy: Floats) -> Floats:
    """Distance to the nearest line, as a careful user of shapely would ask for it."""
    found = tree.query_nearest(
        shapely.points(xy), max_distance=SNAP_M, return_distance=True, all_matches=False
    )
    distance = np.full(len(xy), np.inf)
    distance[found[0][0]] = found[1]
    return distance


def growth(runs: int, most: int) -> list[dict[str, Any]]:
    """One row per number of points: both timings, their ratio, and the largest difference of the answers."""
    pieces = town()
    snapper = Snapper.along(pieces, np.arange(len(pieces)))
    tree = shapely.STRtree(shapely.linestrings(pieces.reshape(-1, 2, 2)))
    rows = []
    for number in SIZES:
        if number > most:
            continue
        xy = along(pieces, number)
        ours, (_, found) = fastest(lambda xy=xy: snapper.snap(xy), runs)  # type: ignore[misc]
        theirs, wanted = fastest(lambda xy=xy: strtree_search(tree, xy), runs if number <= 100_000 else 1)  # type: ignore[misc]
        near = np.isfinite(wanted)
        rows.append(
            {
                "points": number,
                "ours": asdict(ours),
                "strtree": asdict(theirs),
                "ratio_wall": round(theirs.wall_s / ours.wall_s, 1),
                "ratio_cpu": round(theirs.cpu_s / ours.cpu_s, 1),
                "same": bool((np.isfinite(found) == near).all()),
                "largest_difference_m": float(np.abs(found[near] - wanted[near]).max()),
            }
        )
    return rows


def exponent(rows: list[dict[str, Any]], who: str) -> float:
    """Slope of log CPU seconds over log points, 100,000 points and more."""
    kept = [one for one in rows if one["points"] >= 100_000]
    points, spent = (np.log([one["points"] for one in kept]), np.log([one[who]["cpu_s"] for one in kept]))
    return float(np.polyfit(points, spent, 1)[0]) if len(kept) > 1 else float("nan")


def on_few_places(runs: int) -> Timing:
    """A million accidents on 100,000 places, as geocoded files have them."""
    pieces = town()
    snapper, xy = Snapper.along(pieces, np.arange(len(pieces))), along(pieces, 1_000_000, 100_000)
    return fastest(lambda: snapper.snap(xy), runs)[0]


def exactness(number: int = 200_000) -> dict[str, Any]:
    """Random points over Kota Yogyakarta against STRtree on the same straight pieces."""
    path, epsg = NETWORKS["Kota Yogyakarta"]
    network = build_network(Ground(read_roads(path), None, None, epsg, ""))
    assert network is not None
    low, high = network.xy.min(axis=0), network.xy.max(axis=0)
    xy = np.random.RandomState(3).uniform(low, high, (number, 2))
    lixel, found = Snapper.of(network).snap(xy)
    wanted = strtree_search(shapely.STRtree(shapely.linestrings(network.piece_xy.reshape(-1, 2, 2))), xy)
    near = np.isfinite(wanted)
    differs = (np.isfinite(found) != near).sum() + (np.abs(found[near] - wanted[near]) > 1e-8).sum()
    return {
        "points": number,
        "near_a_road": int(near.sum()),
        "snapped": int((lixel >= 0).sum()),
        "differ": int(differs),
    }


def building(runs: int) -> list[dict[str, Any]]:
    """Seconds of build_network, the road file read before."""
    grid = town()
    frame = gpd.GeoDataFrame(
        {"name": "", "road_class": "local", "aadt": np.nan},
        geometry=shapely.linestrings(grid.reshape(-1, 2, 2)),
        crs=32749,
        index=range(len(grid)),
    )
    grounds = {"grid of 50,000 segments": Ground(RoadTable(frame), None, None, 32749, "")}
    grounds |= {
        name: Ground(read_roads(path), None, None, epsg, "") for name, (path, epsg) in NETWORKS.items()
    }
    rows = []
    for name, ground in grounds.items():
        network = build_network(ground)
        assert network is not None
        assert ground.roads is not None
        timing, _ = fastest(lambda ground=ground: build_network(ground), runs)  # type: ignore[misc]
        rows.append(
            {
                "network": name,
                "lines": len(ground.roads),
                "km": round(float(network.length_m.sum()) / 1000, 1),
                "lixels": network.count,
                "junctions": len(network.junction_xy),
                **asdict(timing),
            }
        )
    return rows


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--most", type=int, default=SIZES[-1])
    asked = parser.parse_args()
    rows = growth(asked.runs, asked.most)
    print(
        "| points | ours: wall, CPU s | STRtree: wall, CPU s | times faster (wall, CPU) | largest difference |"
    )
    print("|---|---|---|---|---|")
    for one in rows:
        print(
            f"| {one['points']:,} | {one['ours']['wall_s']:.2f}, {one['ours']['cpu_s']:.2f} "
            f"| {one['strtree']['wall_s']:.2f}, {one['strtree']['cpu_s']:.2f} "
            f"| {one['ratio_wall']:.1f}, {one['ratio_cpu']:.1f} | {one['largest_difference_m']:.0e} m |"
        )
    slopes = {who: round(exponent(rows, who), 2) for who in ("ours", "strtree")}
    few, exact, built = on_few_places(asked.runs), exactness(), building(asked.runs)
    print(
        f"\ngrowth with the points, exponent of CPU seconds: ours {slopes['ours']}, STRtree {slopes['strtree']}"
    )
    print(f"1,000,000 points on 100,000 places: {few.wall_s:.2f} s wall, {few.cpu_s:.2f} s CPU")
    print(f"Kota Yogyakarta, random points: {exact}\n")
    print("| network | lines | km | lixels | junctions | wall, CPU s |\n|---|---|---|---|---|---|")
    for one in built:
        print(
            f"| {one['network']} | {one['lines']:,} | {one['km']:,} | {one['lixels']:,} | {one['junctions']:,} "
            f"| {one['wall_s']:.2f}, {one['cpu_s']:.2f} |"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\npeak memory of the whole run: {peak:,.0f} MB")
    results = ROOT / "benchmarks" / "results"
    results.mkdir(exist_ok=True)
    text = json.dumps(
        {
            "growth": rows,
            "exponent": slopes,
            "few_places": asdict(few),
            "exact": exact,
            "building": built,
            "peak_mb": round(peak),
        },
        indent=1,
    )
    (results / "snapping.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
