"""Truth of the four-week rule: how often a district where nothing changes is called "naik" or "turun".

    .venv/bin/python benchmarks/four_weeks_truth.py                 4,000 districts a cell
    .venv/bin/python benchmarks/four_weeks_truth.py --districts 500
    .venv/bin/python benchmarks/four_weeks_truth.py --late          steady districts whose reports come in late

Weekly counts are negative binomial with the same mean in every week (variance = mean + k x mean^2). The rule sees the
weeks before as history. Beside it stands the plain exact Poisson test, and how often a true rise of 40 % is seen.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections import Counter
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generator.analysis.measures.dispersion import Scatter, scatter
from generator.analysis.measures.exact import share_interval
from generator.analysis.measures.reporting_lag import completeness
from generator.analysis.measures.trends import LEVEL, compare, four_weeks
from generator.records import IsoWeek

HISTORIES = (164, 112, 60, 40, 16)  # weeks, the four tested ones among them
MEANS = (5, 20, 60, 300)  # accidents a week
DISPERSIONS = (0.0, 0.02, 0.1)
RISE = 1.4


def said(weeks: np.ndarray, *, plain: bool = False) -> bool:
    """Whether the last four of these weeks would be called up or down, against the same weeks of earlier years."""
    years = [
        weeks[len(weeks) - 4 - 52 * y : len(weeks) - 52 * y] for y in (1, 2, 3) if len(weeks) >= 52 * y + 4
    ]
    lag = 52 if years else 4
    earlier = years or [weeks[-8:-4]]
    noise = Scatter(1.0, 1.0) if plain else scatter(weeks[:-4].astype(float), lag)
    before = int(sum(one.sum() for one in earlier))
    return compare(int(weeks[-4:].sum()), before, [(1.0, float(len(earlier)))], noise).p_value < LEVEL


def districts(mean: float, k: float, weeks: int, many: int, seed: int, rise: float = 1.0) -> np.ndarray:
    """Weekly counts, one row a district; the last four weeks `rise` times as many."""
    random = np.random.RandomState(seed)
    rates = np.full((many, weeks), float(mean))
    rates[:, -4:] *= rise
    if k > 0:
        rates *= random.gamma(1 / k, k, rates.shape)
    return random.poisson(rates)


def late_reports(mean: float, delay_days: float, many: int) -> tuple[Counter[str], Counter[str]]:
    """What steady districts are called when reports come in late: with the days of entry, and without them."""
    until = dt.date(2026, 11, 15)
    today, span = np.datetime64(until), 1150
    knowing: Counter[str] = Counter()
    blind: Counter[str] = Counter()
    for seed in range(many):
        random = np.random.RandomState(seed)
        n = random.poisson(mean / 7 * span)
        occurred = today - random.randint(0, span, n)
        reported = occurred + (random.geometric(1 / (delay_days + 1), n) - 1).astype("timedelta64[D]")
        seen, entered = occurred[reported <= today], reported[reported <= today]
        first, last = until - dt.timedelta(days=span), IsoWeek.of(until)
        for counted, reports in ((blind, None), (knowing, completeness(seen, entered, until))):
            found = four_weeks(seen, first, last, reports)
            counted[found.direction if found else "none"] += 1
    return knowing, blind


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--districts", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--late", action="store_true", help="only the table of late reports")
    asked = parser.parse_args()
    if asked.late:
        for mean, delay in ((20, 10), (60, 5), (60, 20)):
            knowing, blind = late_reports(mean, delay, min(asked.districts, 150))
            print(f"{mean} a week, {delay} days late: {dict(knowing)}; without days of entry {dict(blind)}")
        return
    for history in HISTORIES:
        print(
            f"\n{history} weeks of data\n mean     k   false [95 %]          plain test   seen: +40 %",
            flush=True,
        )
        for mean in MEANS:
            for k in DISPERSIONS:
                quiet = districts(mean, k, history, asked.districts, asked.seed)
                false = sum(said(row) for row in quiet)
                plain = np.mean([said(row, plain=True) for row in quiet[:1000]])
                risen = districts(mean, k, history, min(asked.districts, 1000), asked.seed + 1, RISE)
                seen = np.mean([said(row) for row in risen])
                low, high = share_interval(false, len(quiet))
                rate = false / len(quiet)
                print(
                    f"{mean:5d} {k:5.2f}   {rate:.3f} [{low:.3f}-{high:.3f}]   {plain:.3f}        {seen:.2f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
