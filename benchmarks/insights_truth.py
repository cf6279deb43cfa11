"""How often the insights claim something in a district without any pattern, and how often they find a planted one.

    python benchmarks/insights_truth.py [--tables 1000] [--other-sizes 60] [--with-roads 60] [--power 20]

Prints the tables of docs/statistics.md. A quiet district draws every column by itself (`tests/analysis/towns.py`); a
claim is any finding that was tested, of any kind that is judged together.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np

from generator.analysis.measures import exact
from generator.analysis.survey import survey
from tests.analysis.insights.test_kinds import quiet_districts
from tests.analysis.towns import (
    bare_ground,
    claims_of,
    grid_ground,
    question,
    quiet_district,
    random_rows,
    recorded_columns,
    table_of,
)

SIZES = (300, 600, 1200, 3000)
RATIOS = (1.5, 2.0, 3.0)


def main() -> None:
    """Both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=1000, help="quiet districts of 600 accidents")
    parser.add_argument("--other-sizes", type=int, default=60, help="quiet districts of each other size")
    parser.add_argument("--with-roads", type=int, default=60, help="quiet districts with a road file")
    parser.add_argument("--power", type=int, default=20, help="districts for each planted ratio")
    asked = parser.parse_args()
    print("quiet districts: share with any tested claim [95 % interval]")
    for size in SIZES:
        quiet(size, asked.tables if size == 600 else asked.other_sizes)
    with_roads(asked.with_roads)
    print("planted: head-on collisions (14 %) more often severe than the others (14 %)")
    for size in (600, 1200, 3000):
        for ratio in RATIOS:
            planted_ratio(size, ratio, asked.power)


def quiet(size: int, tables: int) -> None:
    """Districts without roads: every row of the table, the calendar, the hours of the week."""
    started = time.process_time()
    answers = [survey(table, bare_ground(), question()) for table in quiet_districts(size, tables)]
    told = [claims_of(answer) for answer in answers]
    looks = int(np.median([answer.parameters["looks"] for answer in answers])) if answers else 0
    seconds = (time.process_time() - started) / max(tables, 1)
    say(f"{size} accidents, median {looks} looks, {seconds:.3f} s", told)


def with_roads(tables: int) -> None:
    """Districts with a road file: accidents per km as well, and places where there are any."""
    told = []
    for seed in range(tables):
        table = table_of(random_rows(600, seed), **recorded_columns(600, seed + 10_000))
        told.append(claims_of(survey(table, grid_ground(), question())))
    say("600 accidents, with a road file", told)


def say(name: str, told: list[set[str]]) -> None:
    """One line: how many districts had a claim, and of which kinds."""
    if not told:
        return
    claimed = sum(map(bool, told))
    low, high = exact.share_interval(claimed, len(told))
    kinds = Counter(kind for kinds in told for kind in kinds)
    print(f"{name}: {claimed} of {len(told)}, {claimed / len(told):.3f} [{low:.3f}-{high:.3f}] {dict(kinds)}")


def planted_ratio(size: int, ratio: float, districts: int) -> None:
    """Share of districts in which the planted ratio is told."""
    found = 0
    for seed in range(districts):
        rows, columns = quiet_district(size, seed)
        mask = columns["collision_type"] == "head_on"
        draw = np.random.default_rng(seed + 1).random(size)
        rows = {**rows, "severity": np.where(draw < np.where(mask, 0.14 * ratio, 0.14), "serious", "slight")}
        insights = survey(table_of(rows, **columns), bare_ground(), question()).insights
        found += any(
            one.codes.get("code") == "head_on" and one.codes.get("baseline") == "severe" for one in insights
        )
    low, high = exact.share_interval(found, districts)
    print(
        f"{size} accidents, ratio {ratio}: {found} of {districts}, {found / districts:.2f} [{low:.2f}-{high:.2f}]"
    )


if __name__ == "__main__":
    main()
