"""What a quick warning costs: seconds and memory of `python run.py now`, first with nothing compiled, and where they go.

    .venv/bin/python benchmarks/now.py [--runs 3]

Nine placements of the sample campaign, five distinct drawings. "first" runs with an empty folder for compiled modules, as
on a PC on which Selamat was never run. Prints a table and writes benchmarks/results/now.json.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.week import ROOT, measure

_COLUMNS = ("seconds", "cpu_s", "mb")
SENTENCE = "Hujan lebat disertai angin kencang sampai malam"
_OPTIONS = ("--kind", "cuaca", "--area", "Kecamatan Sukamaju", "--source", "BMKG", "--setuju", "Kasat Lantas")
_STEPS = """
import sys, time
start = time.perf_counter()
marks = []
def mark(name):
    global start
    marks.append((name, time.perf_counter() - start))
    start = time.perf_counter()
import datetime as dt
from pathlib import Path
from generator.home import Home
from generator.quick_warning import making
from generator.quick_warning.asked import Typed, checked
from generator.quick_warning.printing import print_warning
from generator.settings import load_campaign
mark("import")
home = Home(output_root=Path(sys.argv[1]))
campaign = load_campaign(home, "contoh")
typed = Typed(sys.argv[2], "cuaca", "Kecamatan Sukamaju", "", "BMKG")
now = dt.datetime(2026, 11, 29, 5, tzinfo=dt.UTC)
if __name__ == "__main__":
    with making.Press() as press:
        voice = making._voice(home, campaign)
        warning = checked(typed, campaign, voice.words, voice.library.rules, now)
        with making.Store(home.ledger(campaign.id) / "queue.sqlite") as store:
            this = making.packs.next_pack(home, campaign.id, store, making.IsoWeek.of(warning.now.date()))
            sheet = making._sheet(home, voice, warning, this, making._next_minute(warning))
            mark("words")
            manifest = print_warning(sheet, press)
            mark("pictures, texts, pages")
            store.plan(manifest, now)
            making._approve(store, manifest, campaign, "Kasat", now)
            mark("queue")
    mark("workers end")
    import json
    print(json.dumps(dict(marks)))
"""


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        command = [sys.executable, str(ROOT / "run.py"), "now", SENTENCE, *_OPTIONS, "--output", str(output)]
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "compiled")
        first = _measure(command)
        runs = []
        for _ in range(options.runs):
            shutil.rmtree(output)
            runs.append(_measure(command))
        steps = _steps(Path(folder))
    rows = {
        "first": dict(zip(_COLUMNS, first, strict=True)),
        "later": {name: statistics.median(run[n] for run in runs) for n, name in enumerate(_COLUMNS)},
        "steps": steps,
    }
    for name in ("first", "later"):
        row = rows[name]
        print(f"{name:24} {row['seconds']:6.2f} s, {row['cpu_s']:.2f} s of CPU, {row['mb']:.0f} MB")
    for name, seconds in steps.items():
        print(f"  {name:22} {seconds:6.2f} s")
    results = ROOT / "benchmarks" / "results"
    (results / "now.json").write_text(
        json.dumps({"cores": os.cpu_count(), **rows}, indent=1) + "\n", encoding="utf-8"
    )


def _measure(command: list[str]) -> tuple[float, float, float]:
    """Seconds, seconds of CPU of all its processes (what a busy machine does not change), megabytes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds, megabytes = measure(command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, megabytes


def _steps(folder: Path) -> dict[str, float]:
    """Where the seconds of one run go, asked of the same functions one after another."""
    script = folder / "steps.py"
    script.write_text(_STEPS, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(folder / "steps"), SENTENCE],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main()
