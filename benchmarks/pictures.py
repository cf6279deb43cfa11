"""What pictures cost beside a browser: drawing alone, everything (fill, draw, check, PNG, JPEG), worker memory, a week.

    .venv/bin/python benchmarks/pictures.py [--runs 3]

The peer is the Chromium of the system driven by Playwright: one browser, one page, and it only takes a screenshot of the
same filled HTML, with its fonts beside it on the disk. Sixty pictures: twelve findings in five shapes. Every row is a
process of its own, ours and the peer's in turn; the median of the runs counts. Writes benchmarks/results/pictures.json.
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
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.week import measure, pictures_in  # noqa: E402 - the folder above is added first

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PIL.Image import Image

    from generator.graphics.infographic import Order, Studio

    Page = tuple[Order, str, str]

RESULTS = ROOT / "benchmarks" / "results" / "pictures.json"
PLACEMENTS = (
    "facebook/feed_portrait",
    "instagram/feed_tall",
    "instagram/story",
    "x/post_landscape",
    "youtube/community_post",
)
# What the issue asks for: ratios to the peer, megabytes, seconds, milliseconds.
BARS = {
    "draw_ratio": 3.0,
    "all_in_ratio": 1.3,
    "worker_mb": 120,
    "sixty_s": 11.0,
    "checks_ms": 60,
    "week_s": 8.0,
}
WEEK_PICTURES = 40
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def orders(studio: Studio) -> Iterator[tuple[str, str, Order]]:
    """Design, ground and order of the sixty pictures."""
    from generator.graphics.direction import direct
    from generator.graphics.infographic import Order
    from generator.graphics.sheet import sheet_of
    from generator.platforms import load_placements
    from tests.graphics import samples

    placements = load_placements(studio.home)
    for message, insight in samples.everything().values():
        look = direct(studio.designs, [message])[message.id]
        for name in PLACEMENTS:
            sheet = sheet_of(placements[name])
            design, ground = look.of("finding", sheet.shape, studio.designs)[0]
            order = Order(message, insight, placements[name], sheet, is_alone=True)
            yield design.name, ground, order


def studio_of_sample() -> Studio:
    """The studio of the tests' invented district."""
    from generator.graphics.infographic import Studio
    from generator.home import Home
    from tests.graphics import samples

    return Studio(Home(), "cakra", samples.layers(), None)


def filled() -> list[Page]:
    """Order, HTML and CSS of each picture."""
    studio = studio_of_sample()
    pages = []
    for design, ground, order in orders(studio):
        page = studio.page(studio.designs[design], ground, order)
        pages.append((order, page.html, page.css))
    return pages


# ------------------------------------------------------------------------------------------------ one process each


def draw_alone(folder: Path) -> dict[str, float]:
    """Milliseconds from filled HTML to pixels, and to a PNG file as the peer gives it."""
    from generator.graphics.encode import png

    pages = filled()
    _timed(lambda: pages[0][0].sheet.canvas.render(*pages[0][1:]))
    drawn: list[Image] = []
    pixels_ms = _timed(
        lambda: drawn.extend(o.sheet.canvas.render(h, c).convert("RGB") for o, h, c in pages)
    ) / len(pages)
    files_ms = _timed(
        lambda: [(folder / f"{n}.png").write_bytes(png(picture)) for n, picture in enumerate(drawn)]
    ) / len(pages)
    return {"pixels_ms": pixels_ms, "with_png_ms": pixels_ms + files_ms}


def all_in(folder: Path) -> dict[str, float]:
    """Milliseconds of everything that a picture goes through, and of the checks alone."""
    from generator.graphics import checks, infographic
    from generator.graphics.encode import encoded

    studio = studio_of_sample()
    wanted = list(orders(studio))
    spent = _clocked(infographic.Studio, "_contrast", checks, ("with_roles", "check_layout", "check_figures"))

    def make() -> None:
        for n, (design, ground, order) in enumerate(wanted):
            picture = studio.picture(studio.designs[design], ground, order)
            for kind in ("png", "jpg"):
                (folder / f"{n}.{kind}").write_bytes(encoded(picture.image, kind))

    whole_ms = _timed(make) / len(wanted)
    return {"all_in_ms": whole_ms, "checks_ms": sum(spent.values()) / len(wanted)}


def chromium(folder: Path) -> dict[str, float]:
    """Milliseconds of a screenshot of the same HTML, the browser already open and warm."""
    from playwright.sync_api import sync_playwright

    from generator.graphics.fonts import ICON_FAMILY, TEXT_FAMILY, font_file

    pages = filled()
    faces = "".join(
        f"@font-face{{font-family:'{family}';src:url('{font_file(family).as_uri()}');font-weight:{weights}}}"
        for family, weights in ((TEXT_FAMILY, "200 800"), (ICON_FAMILY, "400"))
    )
    for n, (_, html, css) in enumerate(pages):
        style = f"<style>{faces}body{{margin:0}}{css}</style>"
        text = f'<!doctype html><html><head><meta charset="utf-8">{style}</head><body>{html}</body></html>'
        (folder / f"{n}.html").write_text(text, encoding="utf-8")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        tab = browser.new_page()

        def shoot(n: int) -> None:
            placement = pages[n][0].placement
            size = (placement.width, placement.height)
            if tab.viewport_size != {"width": size[0], "height": size[1]}:
                tab.set_viewport_size({"width": size[0], "height": size[1]})
            tab.goto((folder / f"{n}.html").as_uri())
            tab.screenshot(path=folder / f"{n}.png")

        # One size after the other: a browser pays for each change of its window.
        by_size = sorted(range(len(pages)), key=lambda n: pages[n][0].placement.id)
        for n in by_size[:3]:
            shoot(n)
        begun = time.perf_counter()
        for n in by_size:
            shoot(n)
        each_ms = (time.perf_counter() - begun) * 1000 / len(pages)
        browser.close()
    return {"screenshot_ms": each_ms}


def sixty(folder: Path) -> dict[str, float]:
    """Seconds for sixty pictures on two processes, their start included, and the memory that a worker took."""
    from generator.graphics.press import PictureJob, Press, Studios
    from generator.home import Home
    from generator.themes import Style
    from tests.graphics import samples

    layers = samples.layers()
    listed = [order for _, _, order in orders(studio_of_sample())]
    begun = time.perf_counter()
    with Press() as press:
        jobs = [
            PictureJob(o.message, o.insight, (o.placement,), (f"p{n}",), f"master/{n}", layers)
            for n, o in enumerate(listed)
        ]
        made = list(press.run(Studios(Home(), Style("cakra"), None, folder), jobs))
        seconds = time.perf_counter() - begun
        asked = [press._pool.submit(_peak_mb) for _ in range(8)]  # noqa: SLF001 - the workers are asked, not the room
        worker_mb = max(one.result() for one in asked)
    slides = sum(len(assets) for job in made for _, assets in job.folders)
    return {"sixty_s": seconds * len(listed) / slides, "slides": slides, "worker_mb": worker_mb}


def _peak_mb() -> float:
    """The most memory that this process held, in megabytes of 10^6 bytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) * 1024 / 1e6


def _timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _clocked(studio: type, method: str, room: Any, names: tuple[str, ...]) -> dict[str, float]:
    """Milliseconds spent in the checks from now on, by name; each goes on doing its work."""
    spent: dict[str, float] = defaultdict(float)

    def clock(holder: Any, name: str) -> None:
        work = getattr(holder, name)

        def timed(*given: Any, **named: Any) -> Any:
            begun = time.perf_counter()
            try:
                return work(*given, **named)
            finally:
                spent[name] += (time.perf_counter() - begun) * 1000

        setattr(holder, name, staticmethod(timed) if holder is studio else timed)

    clock(studio, method)
    for name in names:
        clock(room, name)
    return spent


PARTS = {"draw": draw_alone, "all_in": all_in, "chromium": chromium, "sixty": sixty}


# ------------------------------------------------------------------------------------------------ the run


def week(output: Path) -> dict[str, float]:
    """Seconds of the sample's whole week, its pictures, and the seconds that forty of them take."""
    shutil.rmtree(output, ignore_errors=True)
    seconds, _ = measure([sys.executable, str(ROOT / "run.py"), "contoh", "--output", str(output)])
    count = pictures_in(output)
    return {"whole_week_s": seconds, "week_pictures": count, "week_s": seconds * WEEK_PICTURES / count}


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--part", choices=PARTS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.part:
            print(json.dumps(PARTS[options.part](Path(folder))))
            return
        found: dict[str, list[float]] = defaultdict(list)
        for _ in range(options.runs):
            for part in PARTS:
                for name, value in _run(part).items():
                    found[name].append(value)
            for name, value in week(Path(folder) / "output").items():
                found[name].append(value)
    middle = {name: round(statistics.median(values), 2) for name, values in found.items()}
    middle["draw_ratio"] = round(middle["screenshot_ms"] / middle["pixels_ms"], 2)
    middle["all_in_ratio"] = round(middle["screenshot_ms"] / middle["all_in_ms"], 2)
    for name, value in middle.items():
        print(f"{name:16} {value:9.2f}" + (f"   (bar {BARS[name]:g})" if name in BARS else ""))
    kept = {"cores": os.cpu_count(), "runs": options.runs, **middle}
    RESULTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def _run(part: str) -> dict[str, float]:
    """One part in a process of its own."""
    command = [sys.executable, __file__, "--part", part]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    values: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return values


if __name__ == "__main__":
    main()
