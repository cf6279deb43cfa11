"""What a clip of eight seconds costs: laying out, drawing, writing; and the memory of the two processes at work.

    .venv/bin/python benchmarks/clips.py [--runs 3]

Three designs of an invented district on TikTok, 1080 x 1920 at 24 frames a second: two bars, a ring, a map with its roads.
Each run is a process of its own. The floor beside it is the same pictures, drawn before, through the encoder alone. The
bar is 12 s on two cores and 120 MB for the process that draws. Writes benchmarks/results/clips.json.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import pickle
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

RESULTS = ROOT / "benchmarks" / "results" / "clips.json"
BAR_S, BAR_MB = 12.0, 120.0
KINDS = ("tabrakan", "jam", "peta")


def write_job(kind: str, path: Path) -> None:
    """What the drawing process gets, as from the press: plain records, so that it never imports pandas."""
    from generator.graphics.press import ClipJob
    from generator.home import Home
    from generator.platforms import load_placements
    from tests.graphics import samples
    from tests.graphics.test_motion import SCENES

    placement = load_placements(Home())["tiktok/photo"]
    assert placement.clip is not None
    clip = dataclasses.replace(placement.clip, seconds=(8.0, 8.4))
    placement = dataclasses.replace(placement, clip=clip)
    message, insight = samples.everything()[kind]
    path.write_bytes(pickle.dumps(ClipJob(message, insight, placement, ("",), SCENES, samples.layers())))


def measure_once(job_path: Path, *, is_floor: bool) -> dict[str, float]:
    """Seconds and megabytes of one clip; of its encoding alone for the floor."""
    from generator.graphics.clip import make_clip
    from generator.graphics.film import write_film
    from generator.graphics.infographic import Studio
    from generator.home import Home

    job = pickle.loads(job_path.read_bytes())
    path, most = job_path.with_suffix(".mp4"), job.placement.clip.max_bytes
    began = time.perf_counter()
    studio = Studio(Home(), "cakra", job.layers, None)
    clip = make_clip(studio, job)
    laid_out = time.perf_counter()
    if is_floor:
        drawn = list(clip.frames())
        began = time.perf_counter()
        write_film(drawn, path, most)
        return {"floor_s": time.perf_counter() - began}
    size = write_film(clip.frames(), path, most)
    ended = time.perf_counter()
    drawing, writing = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "seconds": ended - began,
        "layout_s": laid_out - began,
        "cpu_s": sum(one.ru_utime + one.ru_stime for one in (drawing, writing)),
        "drawing_mb": drawing.ru_maxrss / 1024,
        "writing_mb": writing.ru_maxrss / 1024,
        "clip_s": clip.seconds,
        "clip_mb": size / 1e6,
    }


def _in_a_process(job: Path, *flags: str) -> dict[str, float]:
    command = [sys.executable, __file__, "--once", str(job), *flags]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    """Measure in processes of their own, print the table and write the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--once", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--prepare", choices=KINDS, help=argparse.SUPPRESS)
    parser.add_argument("--floor", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.prepare:
        write_job(options.prepare, options.once)
        return
    if options.once:
        print(json.dumps(measure_once(options.once, is_floor=options.floor)))
        return
    result = {}
    for kind in KINDS:
        job = Path(tempfile.mkdtemp()) / f"{kind}.job"
        subprocess.run([sys.executable, __file__, "--prepare", kind, "--once", str(job)], check=True)
        runs = [_in_a_process(job) | _in_a_process(job, "--floor") for _ in range(options.runs)]
        middle = {name: round(statistics.median(run[name] for run in runs), 2) for name in runs[0]}
        result[kind] = middle | {"times_the_floor": round(middle["seconds"] / middle["floor_s"], 2)}
        print(kind, result[kind])
    RESULTS.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(f"bars: {BAR_S} s, {BAR_MB} MB for the process that draws")


if __name__ == "__main__":
    main()
