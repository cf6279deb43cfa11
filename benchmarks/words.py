"""What the words of a week cost after the analysis: choice, captions with further texts, talk sheets; sample district.

    .venv/bin/python benchmarks/words.py [--runs 5]

The floor beside it fills the same number of one-line Jinja2 templates with autoescape off, in the same run. Every run
is a process of its own, after its imports and one read of the library; the bar is 0.5 s. Writes benchmarks/results/words.json.
"""

from __future__ import annotations

import argparse
import itertools
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

RESULTS = ROOT / "benchmarks" / "results" / "words.json"
BAR_S = 0.5


def measure_once() -> dict[str, float]:
    """Seconds of one week's words, step by step."""
    from generator import weekly
    from generator.home import Home
    from generator.messages import selection
    from generator.messages.candidates import Brief
    from generator.messages.caption import write_caption
    from generator.messages.message import Writer
    from generator.messages.talk_sheet import poster, talk_sheets
    from generator.posting import agenda
    from generator.records import IsoWeek
    from generator.settings import load_campaign

    home = Home(output_root=Path(tempfile.mkdtemp()))
    campaign = load_campaign(home, "contoh")
    week = IsoWeek.parse(campaign.week.pinned)
    desk = weekly.desk_of(home, campaign, week)
    loaded, ground = weekly.read(desk)
    survey = weekly.survey_of(desk, loaded, ground)
    brief = Brief(desk.library, campaign, desk.mix, week, ())

    marks = [time.perf_counter()]
    plan = selection.choose(survey, (), brief)
    marks.append(time.perf_counter())
    by_id = {message.id: message for message in plan.messages}
    places = {placement.id: placement for placement in desk.placements}
    bookings = agenda.arrange(plan.messages, desk.placements, campaign, week).bookings
    captions = [
        write_caption(
            by_id[b.message_id],
            places[f"{b.slot.platform}/{b.slot.placement}"],
            campaign,
            desk.library,
            b.slot,
        )
        for b in bookings
    ]
    marks.append(time.perf_counter())
    writer = Writer(campaign, desk.library, week)
    talk_sheets(plan, writer)
    poster(plan, writer)
    marks.append(time.perf_counter())
    texts = sum(1 + len(caption.texts) for caption in captions)
    names = ("choice_s", "captions_s", "sheets_s")
    spent = dict(zip(names, (after - before for before, after in itertools.pairwise(marks)), strict=True))
    return {**spent, "all_s": marks[-1] - marks[0], "floor_s": _floor(texts), "texts": float(texts)}


def _floor(texts: int) -> float:
    """Seconds of filling as many templates of one line."""
    import jinja2

    began = time.perf_counter()
    for number in range(texts):
        jinja2.Environment(autoescape=False).from_string("{{ a }} {{ b }}").render(a=number, b="kecelakaan")
    return time.perf_counter() - began


def main() -> None:
    """Measure in processes of their own and write the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--once", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.once:
        print(json.dumps(measure_once()))
        return
    runs = []
    for _ in range(options.runs):
        done = subprocess.run(
            [sys.executable, __file__, "--once"], capture_output=True, text=True, check=True
        )
        runs.append(json.loads(done.stdout.splitlines()[-1]))
    result = {name: round(statistics.median(run[name] for run in runs), 4) for name in runs[0]}
    RESULTS.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=2))
    print(f"bar {BAR_S} s; {result['all_s'] / result['floor_s']:.1f} times the floor")


if __name__ == "__main__":
    main()
