"""What one week costs: seconds and memory of `python run.py`, summed over the process tree, beside a peer.

The peer draws the same number of pictures with headless Chromium (one browser, one page, screenshots of the HTML that our
own preview writes), the usual way to turn HTML into pictures. Both are measured in one run of this file.

    .venv/bin/python benchmarks/week.py [--runs 3] [--peer]

Prints a table and writes benchmarks/results/week.json.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent


class Meter(threading.Thread):
    """Samples the proportional set size of a process and its children every 50 ms."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.process = psutil.Process(pid)
        self.peak_bytes = 0
        self.is_done = False

    def run(self) -> None:
        """Sample until told to stop."""
        while not self.is_done:
            self.peak_bytes = max(self.peak_bytes, self._now())
            time.sleep(0.05)

    def _now(self) -> int:
        total = 0
        try:
            for one in [self.process, *self.process.children(recursive=True)]:
                try:
                    total += one.memory_full_info().pss
                except psutil.Error:
                    continue
        except psutil.Error:
            return 0
        return total


def measure(command: list[str]) -> tuple[float, float]:
    """Seconds and peak megabytes (PSS over the process tree) of one command."""
    started = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        meter = Meter(process.pid)
        meter.start()
        code = process.wait()
        meter.is_done = True
    if code:
        sys.exit(f"{' '.join(command)} ended with {code}")
    return time.perf_counter() - started, meter.peak_bytes / 1e6


_PEER = """
import sys, pathlib
from playwright.sync_api import sync_playwright
pages = sorted(pathlib.Path(sys.argv[1]).glob("*.html"))
flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]
with sync_playwright() as play:
    browser = play.chromium.launch(executable_path=sys.argv[2], args=flags)
    page = browser.new_page(viewport={"width": 1080, "height": 1350})
    for n in range(int(sys.argv[3])):
        page.goto(pages[n % len(pages)].as_uri())
        page.screenshot(path=str(pathlib.Path(sys.argv[1]) / f"{n}.png"))
    browser.close()
"""


def pictures_in(folder: Path) -> int:
    """Pictures that the pack holds."""
    return sum(
        1 for path in folder.rglob("*") if path.suffix in {".jpg", ".png"} and "internal" not in path.parts
    )


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peer", action="store_true")
    options = parser.parse_args()
    rows = {}
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        command = [sys.executable, str(ROOT / "run.py"), "contoh", "--output", str(output)]
        runs = []
        for number in range(options.runs + 1):
            shutil.rmtree(output, ignore_errors=True)
            runs.append(measure(command))
            print(
                f"week, run {number}{' (first, not counted)' if not number else ''}: "
                f"{runs[-1][0]:.1f} s, {runs[-1][1]:.0f} MB"
            )
        count = pictures_in(output)
        rows["week"] = {
            "seconds": statistics.median(r[0] for r in runs[1:]),
            "mb": max(r[1] for r in runs[1:]),
            "pictures": count,
        }
        if options.peer:
            html = Path(folder) / "html"
            html.mkdir()
            for number in range(5):
                (html / f"{number}.html").write_text(_peer_page(), encoding="utf-8")
            chromium = shutil.which("chromium") or sys.exit("no chromium for the peer")
            seconds, megabytes = measure([sys.executable, "-c", _PEER, str(html), chromium, str(count)])
            rows["peer_screenshots_only"] = {"seconds": seconds, "mb": megabytes, "pictures": count}
    for name, row in rows.items():
        print(f"{name:24} {row['seconds']:6.1f} s {row['mb']:6.0f} MB {row['pictures']} pictures")
    results = ROOT / "benchmarks" / "results"
    results.mkdir(exist_ok=True)
    (results / "week.json").write_text(
        json.dumps({"cores": os.cpu_count(), **rows}, indent=1) + "\n", encoding="utf-8"
    )


def _peer_page() -> str:
    """A page of the weight of one of our pictures: headline, 24 x 7 cells, 400 road lines, a list."""
    cells = "".join(f'<i style="background:hsl(40 90% {30 + n % 60}%)"></i>' for n in range(168))
    roads = "".join(
        f'<path d="M{n * 7 % 1080} {n * 13 % 700} l{n % 90} {40 - n % 80} l{n % 50} {n % 70}"/>'
        for n in range(400)
    )
    return (
        f'<html><body style="width:1080px;height:1350px;font:36px sans-serif;background:#0a1a3c;color:#fff">'
        f'<h1>Empat dari sepuluh terjadi pukul 18.00-22.00</h1><svg width="1080" height="700" stroke="#345" '
        f'fill="none" stroke-width="3">{roads}</svg><style>i{{width:40px;height:40px;display:inline-block}}'
        f"</style><div>{cells}</div></body></html>"
    )


if __name__ == "__main__":
    main()
