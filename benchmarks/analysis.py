"""Cost of the analysis: a Polres with everything remembered, and the detector from ten thousand to three million accidents.

    .venv/bin/python benchmarks/analysis.py              a Polres: 1,800 accidents in three years, 600 km of road
    .venv/bin/python benchmarks/analysis.py --growth     10 k, 100 k, 1 M, 3 M accidents on 50,000 segments

Each row runs in a process of its own, so that peaks do not mix. The floor beside the growth table is one bincount of the
snapped accidents and one product of windows and counts, on the same arrays in the same run. Simulation is apart.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generator.accidents.places.geography import Ground
from generator.analysis.detector.clusters import pick, test_windows
from generator.analysis.detector.expectation import expect
from generator.analysis.detector.quiet import CUT
from generator.analysis.detector.surroundings import Surroundings
from generator.analysis.detector.windows import make_windows
from generator.analysis.memory import Memory
from generator.analysis.roads.network import build_network
from generator.analysis.roads.snapping import Snapper
from generator.analysis.survey import Question, survey
from generator.records import IsoWeek
from tests.analysis.towns import CORNER, UTM, table_of

SIZES = (10_000, 100_000, 1_000_000, 3_000_000)


def grid_of(streets: int, block_m: float) -> Ground:
    """A square grid: `streets` each way, their classes by turns."""
    reach = (streets - 1) * block_m
    lines, classes = [], []
    for number in range(streets):
        for ends in (
            [(0, number * block_m), (reach, number * block_m)],
            [(number * block_m, 0), (number * block_m, reach)],
        ):
            lines.append(shapely.segmentize(shapely.LineString(np.array(ends) + CORNER), block_m))
            classes.append("arterial" if number % 10 == 0 else "collector" if number % 5 == 0 else "local")
    columns = {
        "name": "",
        "road_class": classes,
        "aadt": np.nan,
        "level": 0,
        "one_way": False,
        "has_class": True,
    }
    roads = gpd.GeoDataFrame(columns, geometry=lines, crs=UTM).to_crs(4326)
    return Ground(roads=roads, areas=None, boundary=None, utm_epsg=UTM, credit="")


def positions(ground: Ground, number: int) -> np.ndarray:
    """Positions along the roads, 8 m off, five times as dense at fifty places."""
    rng = np.random.default_rng(number)
    lines = ground.roads.to_crs(UTM).geometry.to_numpy() if ground.roads is not None else np.array([])
    length = shapely.length(lines)
    which = rng.choice(len(lines), number, p=length / length.sum())
    points = shapely.line_interpolate_point(lines[which], rng.uniform(0, length[which]))
    return np.asarray(shapely.get_coordinates(points) + rng.normal(0, 8.0, (number, 2)))


def polres() -> None:
    """The whole analysis of a Polres, quiet maps measured first and then remembered."""
    ground = grid_of(56, 100.0 * 600 / 616)
    xy = positions(ground, 1800)
    rng = np.random.default_rng(1)
    start = dt.date(2023, 11, 16)
    rows = {
        "xy": xy,
        "day": [start + dt.timedelta(days=int(day)) for day in rng.integers(0, 1096, len(xy))],
        "hour": rng.integers(0, 24, len(xy)),
        "severity": rng.choice(["fatal", "serious", "slight", "damage"], len(xy), p=[0.1, 0.15, 0.6, 0.15]),
    }
    table = table_of(rows)
    question = Question(week=IsoWeek(2026, 48), zone="Asia/Jakarta", data_until=dt.date(2026, 11, 15))
    with tempfile.TemporaryDirectory() as folder:
        for label in ("first run, everything measured", "remembered", "remembered", "remembered"):
            wall, cpu = time.perf_counter(), time.process_time()
            made = survey(table, ground, question, Memory(Path(folder)))
            assert made.method == "network_window", made.withheld
            print(
                f"{label:<34} wall {time.perf_counter() - wall:6.2f} s   cpu {time.process_time() - cpu:6.2f} s"
            )


def one_size(number: int) -> str:
    """One row of the growth table."""
    ground = grid_of(159, 100.0)
    network = build_network(ground)
    assert network is not None
    around, windows, snapper = Surroundings.of(network), make_windows(network), Snapper.of(network)
    xy = positions(ground, number)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    marks = [(time.perf_counter(), time.process_time())]
    lixel, _ = snapper.snap(xy)
    marks.append((time.perf_counter(), time.process_time()))
    counts = np.bincount(lixel[lixel >= 0], minlength=network.count).astype(float)
    _ = windows.inside @ counts
    marks.append((time.perf_counter(), time.process_time()))
    found = expect(counts, around, windows)
    tested = test_windows(counts, found, windows)
    picked = pick(tested, counts, CUT)
    marks.append((time.perf_counter(), time.process_time()))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    times = [(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(marks)]
    cells = " | ".join(f"{wall:.2f}, {cpu:.2f}" for wall, cpu in times)
    return f"| {number:,} | {cells} | {times[2][1] / times[1][1]:.0f} | {len(picked)} | {before:.1f}, {peak:.1f} GB |"


def main() -> None:
    """Print the table that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--growth", action="store_true")
    if not parser.parse_args().growth:
        polres()
        return
    print(
        "| accidents | snap: wall, cpu s | floor: wall, cpu s | detector: wall, cpu s | times floor | clusters | memory before, peak |"
    )
    print("|---|---|---|---|---|---|---|")
    for number in SIZES:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            print(pool.apply(one_size, (number,)), flush=True)


if __name__ == "__main__":
    main()
