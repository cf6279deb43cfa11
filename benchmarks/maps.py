"""What a static map costs: from road table to drawn pixels, beside reading, projecting and simplifying alone.

    .venv/bin/python benchmarks/maps.py [--runs 5] [--pieces 5000 10000 20000 40000]

Invented cities of bent streets, 100 m and six points a piece, names and classes as in a real network, three places.
CPU seconds of one process (the machine may be busy; wall seconds of the whole beside them), after imports, smallest of
the runs: `layers` (project, join, simplify, stretches), `draw` (paths,
marks, names, locator of a 4:5 page), `paint` (the engine's pixels of that drawing). The floor beside them, in the same
run, is to_crs and simplify of the same table by geopandas; `read` is pyogrio's reading of the same roads from a
GeoPackage. The bar is 0.6 s for layers, draw and paint of 20,000 pieces. The interactive map's page is `web`. Writes
benchmarks/results/maps.json.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import geopandas as gpd
import shapely

from generator.accidents.places.geography import Ground
from generator.graphics import map_drawing, map_view, static_map
from generator.graphics.canvas import Box, Canvas
from generator.graphics.web_map_shapes import road_shapes
from generator.home import Home
from generator.themes import load_theme
from tests.graphics import samples

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results" / "maps.json"
BAR_S, BAR_PIECES = 0.6, 20_000
STEP = 0.0009  # degrees: about 100 m
PAGE, WINDOW = Box(0, 0, 1080, 1350), Box(72, 400, 1008, 860)  # of a 4:5 picture


def city(pieces: int) -> Any:
    """A road table of about that many pieces around the places of the tests."""
    side = math.ceil(math.sqrt(pieces / 2))
    chance = random.Random(pieces)
    rows = []
    for i in range(side):
        for j in range(side):
            x, y = samples.LON + (i - side / 2) * STEP, samples.LAT + (j - side / 2) * STEP
            for dx, dy, row in ((STEP, 0.0, j), (0.0, STEP, i)):
                bend = [chance.uniform(-5e-5, 5e-5) for _ in range(4)]
                points = [(x, y), *((x + dx * k / 5 + b, y + dy * k / 5 - b) for k, b in enumerate(bend, 1))]
                rows.append(
                    (
                        *_named(row, "Timur" if dx else "Utara"),
                        shapely.LineString([*points, (x + dx, y + dy)]),
                    )
                )
    return gpd.GeoDataFrame(rows, columns=["name", "road_class", "geometry"], crs=4326)


def _named(row: int, side: str) -> tuple[str, str]:
    """Every twentieth street an arterial, every fifth a collector, half of the others with a name."""
    if row % 20 == 0:
        return f"Jalan Raya {side} {row}", "arterial"
    if row % 5 == 0:
        return f"Jalan {side} {row}", "collector"
    return (f"Gang {side} {row}" if row % 2 else "", "local" if row % 3 else "residential")


def fastest(work: Callable[[], T], runs: int) -> tuple[float, T]:
    """Smallest CPU seconds of some runs, and what the work gave."""
    best, made = math.inf, work()
    for _ in range(runs):
        began = time.process_time()
        made = work()
        best = min(best, time.process_time() - began)
    return best, made


def measure(pieces: int, runs: int) -> dict[str, float]:
    """Seconds of each step for a city of that size."""
    roads = city(pieces)
    ground = Ground(roads, None, None, samples.EPSG, "Jaringan jalan rekaan")
    survey: Any = samples.FakeSurvey(tuple(samples.hotspot(n) for n in (1, 2, 3)), ())
    palette = load_theme(Home(), "cakra").palette("dark")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "jalan.gpkg")
        roads.to_file(path)
        read_s, _ = fastest(lambda: gpd.read_file(path), 1)
    floor_s, _ = fastest(
        lambda: roads.to_crs(samples.EPSG).simplify(static_map.WIDE_TOLERANCE_M, preserve_topology=False),
        runs,
    )
    layers_s, layers = fastest(lambda: static_map.layers(ground, survey), runs)
    assert layers is not None
    view = map_view.fit([mark.at for mark in layers.marks], WINDOW, least_m_per_px=3.0)
    frame = map_drawing.Frame(PAGE, WINDOW)
    draw_s, drawn = fastest(lambda: map_drawing.draw_map(layers, view, frame, palette, layers.marks), runs)
    canvas = Canvas(1080, 1350)
    paint_s, _ = fastest(
        lambda: canvas.render(f'<div class="page">{drawn.svg}</div>', ".page{width:1080px}"), runs
    )
    web_s, _ = fastest(lambda: road_shapes(ground), 1)
    ours = layers_s + draw_s + paint_s
    return {
        "pieces": len(roads),
        "read_s": read_s,
        "floor_s": floor_s,
        "layers_s": layers_s,
        "draw_s": draw_s,
        "paint_s": paint_s,
        "map_s": ours,
        "times_floor": ours / floor_s,
        "web_s": web_s,
        "points_drawn": sum(len(road.points) for road in layers.wide),
    }


def main() -> None:
    """Measure every size and write the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--pieces", type=int, nargs="+", default=[5_000, 10_000, BAR_PIECES, 40_000])
    options = parser.parse_args()
    rows = [{k: round(v, 4) for k, v in measure(n, options.runs).items()} for n in options.pieces]
    RESULTS.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    print("".join(f"{name:>14}" for name in rows[0]))
    for row in rows:
        print("".join(f"{value:>14,.3f}" for value in row.values()))
    at_bar = next((row for row in rows if abs(row["pieces"] / BAR_PIECES - 1) < 0.05), None)
    if at_bar:
        print(f"bar {BAR_S} s at {BAR_PIECES:,} pieces: {at_bar['map_s']:.3f} s")


if __name__ == "__main__":
    main()
