"""Truth of the detector: false alarms on quiet maps, precision and recall on planted ones; writes docs/statistics.md.

    .venv/bin/python benchmarks/truth.py                   every row: 1,000 quiet or 200 planted maps (two hours)
    .venv/bin/python benchmarks/truth.py --missing         only rows that results/truth.json lacks for this code
    .venv/bin/python benchmarks/truth.py --only junctions --quiet 200 --planted 50 --dry

Worlds: `worlds.py`. A flag is right within 250 m of a planted hotspot (or, on a patchy map, where the drawn rate is at
least twice its class); a hotspot is found by a flag within 150 m. The error rate that stands behind the q-values is
measured as in a week (200 quiet maps), for the first maps of a world and size with one estimated dispersion and one number
of factors; later ones like them take theirs in turn. `oracle` is the same scan when the true expectation is known: nobody can do much better in that world.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import sys
import time
from dataclasses import asdict, dataclass, replace
from functools import cache
from multiprocessing import Pool
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.worlds import REAL, Condition, Drawn, World, background, draw, world_of
from generator.analysis.detector import point_search
from generator.analysis.detector.clusters import pick, refine, test_windows
from generator.analysis.detector.expectation import Expectation
from generator.analysis.detector.quiet import CUT, RISKY, ErrorRate, Simulation, false_ranks, measure_error
from generator.analysis.detector.road_search import Effort
from generator.analysis.detector.scan import scan
from generator.analysis.measures.exact import share_interval

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Rates = dict[tuple[float, ...], list[ErrorRate]]

DOCS = Path(__file__).resolve().parent.parent / "docs" / "statistics.md"
RESULTS = Path(__file__).resolve().parent / "results" / "truth.json"
BEGIN, END = "<!-- truth: begin -->", "<!-- truth: end -->"
QUIET_MAPS_OF_A_RATE = 200
_SCAN = ("clusters", "dispersion", "expectation", "quiet", "scan", "surroundings", "windows")
CODE = {  # modules of the detector that a method stands on
    "roads": _SCAN,
    "oracle": _SCAN,
    "without_roads": ("contrast", "editions", "lines", "point_search", "quiet", "quiet_points", "rings"),
}
RATES_OF_A_KIND, RATES_OF_A_LARGE_NETWORK = 1, 1  # measured for maps whose expectation is alike
LARGE = 100_000  # lixels
FIRST = 50_000  # number of the first map: none that a choice of the method was made on


@dataclass(frozen=True, slots=True)
class Row:
    """A row to measure: where, what, by which method."""

    world: str
    condition: Condition
    method: str = "roads"  # roads, without_roads, oracle

    @property
    def name(self) -> str:
        """What tells it from every other row."""
        return f"{self.world} {self.condition.label} {self.method}"


@dataclass(frozen=True, slots=True)
class Result:
    """A measured row, as printed."""

    world: str
    label: str
    method: str
    maps: int
    false_maps: int
    flags: int
    right: int
    planted: int
    found: int
    error_m: float
    seconds_per_map: float
    code: str


PLANTED = tuple(Condition(n, 10, extra) for n, extra in ((600, 6), (600, 10), (2000, 10)))
MISPLACED = tuple(
    Condition(n, 10, 10, misplaced=share, misplaced_to=kind)
    for n in (600, 2000)
    for kind in ("village", "midpoint", "coarse")
    for share in (0.1, 0.25)
)


def rows() -> tuple[Row, ...]:
    """Every row of the tables."""
    quiet = [Condition(n, town_times=times) for times in (1.0, 3.0) for n in (300, 600, 1000, 2000, 3000)]
    patchy = [Condition(n, patchy=0.3) for n in (300, 600, 1000, 2000, 3000)]
    junctions = [Condition(n, 10, 10, at_junctions=True) for n in (600, 2000)]
    rough = [Condition(n, 10, 10, patchy=0.3) for n in (600, 2000)]
    town = [Row("town", one) for one in (*quiet, *patchy, *PLANTED, *rough, *junctions, *MISPLACED)]
    real = [
        Row(name, one)
        for name in REAL
        for one in (Condition(600), Condition(2000), Condition(2000, patchy=0.3), *PLANTED, *junctions)
    ]
    even = [Row(name, replace(one, town_times=1.0)) for name in REAL for one in PLANTED]
    ideal = (*PLANTED, rough[1], junctions[1])
    oracle = [Row(name, one, "oracle") for name in ("town", *REAL) for one in ideal]
    without = [Row("town", one, "without_roads") for one in (*quiet, *patchy, *PLANTED)]
    return (*town, *real, *even, *oracle, *without)


@cache
def _world(name: str) -> World:
    return world_of(name)


@cache
def _rates(world: str, town_times: float, size: int, patchy: float, method: str) -> Rates:  # noqa: ARG001 - the key
    """Error rates by dispersion and factors, shared by the rows of one background within a process."""
    return {}


def measure(row: Row, maps: int) -> Result:
    """One row, on maps that no choice of the method was made on."""
    world, condition = _world(row.world), row.condition
    size = round(4 * float(np.log2(condition.accidents)))
    rates = _rates(row.world, condition.town_times, size, condition.patchy, row.method)
    false_maps = flags = right = planted = found = 0
    errors: list[float] = []
    began = time.process_time()
    for number in range(FIRST, FIRST + maps):
        drawn = draw(world, condition, number)
        places = _flags(row, drawn, rates, number)
        risky = world.network.xy[drawn.times >= RISKY]
        good = [_near(one, drawn.centres, 250.0) or _near(one, risky, 0.5) for one in places]
        flags, right = flags + len(good), right + sum(good)
        false_maps += not all(good)
        planted += len(drawn.centres)
        for centre in drawn.centres:
            away = [float(np.hypot(*(one - centre).T).min()) for one in places]
            if away and min(away) <= 150.0:
                found += 1
                errors.append(min(float(np.hypot(*(one.mean(axis=0) - centre))) for one in places))
    seconds = (time.process_time() - began) / maps
    middle = float(np.median(errors)) if errors else 0.0
    return Result(
        row.world, condition.label, row.method, maps, false_maps, flags, right, planted, found,
        round(middle, 1), round(seconds, 3), _code(row.method),
    )  # fmt: skip


def _flags(row: Row, drawn: Drawn, rates: Rates, number: int) -> list[Floats]:
    """Positions of the public places of one map: the road of each, or its centre."""
    world = _world(row.world)
    if row.method == "without_roads":
        effort = Effort(quiet_maps=QUIET_MAPS_OF_A_RATE, has_power=False)
        gathered = point_search.search((point_search.Edition(drawn.xy),), effort)
        return [np.array([one.circle.xy]) for one in gathered.places if one.is_listed]
    assert world.ready.snapper is not None
    lixel, _ = world.ready.snapper.snap(drawn.xy)
    counts = np.bincount(lixel[lixel >= 0], minlength=world.network.count).astype(float)
    if row.method == "oracle":
        windows = _oracle(world, row.condition, counts, rates)
    else:
        found = scan(counts, world.ready, lambda simulation: _rate(simulation, rates, number))
        pairs = zip(found.clusters, found.q_values, strict=True)
        windows = [one.refined for one, q in pairs if q <= 0.05]
    inside = world.ready.windows.inside
    return [world.network.xy[inside.indices[inside.indptr[one] : inside.indptr[one + 1]]] for one in windows]


def _rate(simulation: Simulation, rates: Rates, number: int) -> ErrorRate:
    """The error rate of this map, or of one with the same dispersion and as many factors."""
    expected = simulation.expected
    alike = rates.setdefault((expected.dispersion, len(expected.factors)), [])
    is_large = simulation.around.network.count > LARGE
    if len(alike) < (RATES_OF_A_LARGE_NETWORK if is_large else RATES_OF_A_KIND):
        alike.append(measure_error(simulation, QUIET_MAPS_OF_A_RATE, number))
        return alike[-1]
    return alike[number % len(alike)]


def _oracle(world: World, condition: Condition, counts: Floats, rates: Rates) -> list[int]:
    """Windows that the scan finds when it is told the true expectation."""
    mean = background(world, condition)
    nothing = np.zeros(len(mean))
    true = Expectation(mean, condition.patchy, nothing == 0, nothing, mean, nothing, (), 1.0)
    if not rates:
        quiet = [draw(world, replace(condition, planted=0, misplaced=0.0), number) for number in range(400)]
        false = [false_ranks(_counts(world, one), true, world.ready.windows, one.times) for one in quiet]
        rates[()] = [ErrorRate(400, tuple(np.sort(np.concatenate(false)).tolist()), 0)]
    tested = test_windows(counts, true, world.ready.windows)
    picked = pick(tested, counts, CUT)
    q = rates[()][0].q_values(np.array([p for _, p in picked]))
    family = world.ready.windows.family
    return [
        refine(tested, one, counts, family).refined
        for one, share in zip(picked, q, strict=True)
        if share <= 0.05
    ]


def _counts(world: World, drawn: Drawn) -> Floats:
    assert world.ready.snapper is not None
    lixel, _ = world.ready.snapper.snap(drawn.xy)
    return np.bincount(lixel[lixel >= 0], minlength=world.network.count).astype(float)


def _near(points: Floats, others: Floats, within_m: float) -> bool:
    from scipy.spatial import cKDTree

    return bool(len(others)) and bool(cKDTree(others).query(points)[0].min() <= within_m)


def table(results: list[Result]) -> str:
    """The results as tables of Markdown: quiet maps, then planted ones."""
    quiet = ["| quiet maps | method | maps | with a false hotspot [95 %] |", "|---|---|---|---|"]
    planted = [
        "| planted hotspots | method | maps | precision [95 %] | recall [95 %] | median error |",
        "|---|---|---|---|---|---|",
    ]
    for one in results:
        name = f"{one.world}: {one.label}"
        if one.planted:
            cells = [_share(one.right, one.flags), _share(one.found, one.planted), f"{one.error_m:.0f} m"]
            planted.append(f"| {' | '.join([name, one.method, str(one.maps), *cells])} |")
        else:
            quiet.append(f"| {name} | {one.method} | {one.maps} | {_share(one.false_maps, one.maps)} |")
    return "\n".join([*quiet, "", *planted])


def _share(part: int, whole: int) -> str:
    if whole == 0:
        return "-"
    low, high = share_interval(part, whole)
    return f"{part / whole:.3f} [{low:.3f}-{high:.3f}]"


def _code(method: str) -> str:
    """Mark of the code that a method stands on."""
    analysis = DOCS.parent.parent / "generator" / "analysis"
    used = [analysis / "detector" / f"{name}.py" for name in CODE[method]]
    digest = hashlib.sha256()
    for path in (*used, *sorted((analysis / "roads").glob("*.py"))):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _stored() -> dict[str, Result]:
    """Results of this code by row."""
    if not RESULTS.exists():
        return {}
    rows = json.loads(RESULTS.read_text(encoding="utf-8"))["rows"]
    made = [Result(**one) for one in rows if one["code"] == _code(one["method"])]
    return {f"{one.world} {one.label} {one.method}": one for one in made}


def _store(results: dict[str, Result]) -> None:
    body = {"first": FIRST, "rows": [asdict(one) for one in results.values()]}
    RESULTS.write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")


def _write(results: list[Result], command: str) -> None:
    """The part of docs/statistics.md between the two marks."""
    day = dt.datetime.now(tz=dt.UTC).date()
    text = DOCS.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    made = f"Measured {day}, `{command}`, maps from number {FIRST:,}.\n\n{table(results)}\n"
    DOCS.write_text(f"{head}{BEGIN}\n\n{made}\n{END}{rest.split(END)[1]}", encoding="utf-8")


def _one(job: tuple[Row, int]) -> Result:
    return measure(*job)


def main() -> None:
    """Measure the rows, two at a time, and write them down."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quiet", type=int, default=1000, help="maps of a quiet row")
    parser.add_argument("--planted", type=int, default=200, help="maps of a planted row")
    parser.add_argument("--only", default="", help="words that world and label must contain, all of them")
    parser.add_argument("--worlds", nargs="*", default=["town", *REAL])
    parser.add_argument("--methods", nargs="*", default=["roads", "oracle", "without_roads"])
    parser.add_argument("--missing", action="store_true", help="only rows that the results file lacks")
    parser.add_argument("--dry", action="store_true", help="print, write nothing")
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    known = _stored() if asked.missing else {}
    words = asked.only.split()
    asked_for = [row for row in rows() if row.world in asked.worlds and row.method in asked.methods]
    wanted = [row for row in asked_for if row.world == "town" or REAL[row.world][0].exists()]
    wanted = [row for row in wanted if all(word in row.name for word in words) and row.name not in known]
    jobs = [(row, asked.planted if row.condition.planted else asked.quiet) for row in wanted]
    results = dict(known)
    with Pool(asked.jobs) as pool:
        for row, result in zip(wanted, pool.imap(_one, jobs, chunksize=1), strict=True):
            results[row.name] = result
            line = next(line for line in table([result]).splitlines() if result.world in line)
            print(line, f"{result.seconds_per_map} s CPU a map", flush=True)
            if not asked.dry:
                _store(results)
    if not asked.dry:
        ordered = [results[row.name] for row in rows() if row.name in results]
        _write(ordered, f"benchmarks/truth.py --quiet {asked.quiet} --planted {asked.planted}")


if __name__ == "__main__":
    main()
