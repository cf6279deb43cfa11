"""All words of a week as one page to read aloud; written to docs/contoh_minggu.md from a pack of the sample.

.venv/bin/python run.py contoh && .venv/bin/python -m tests.example_week output/contoh/2026-W48
"""

import datetime as dt
import json
import sys
from pathlib import Path

from generator.home import PROJECT, Home
from generator.platforms import load_placements

PAGE = PROJECT / "docs" / "contoh_minggu.md"
_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_HEAD = """# Satu pekan contoh, seluruh kata-katanya

Semua caption dan teks lain dari satu pekan kabupaten contoh (data rekaan), menurut hari dan jam tayang. Halaman ini dibuat oleh
`python -m tests.example_week` dan dijaga sebuah tes: kata yang berubah di sini adalah kata yang berubah di paket.
"""


def page_of(pack: Path) -> str:
    """The page of a pack: every text that stands in a post's folder but the alt texts, then the sheets to say and to hang."""
    week = json.loads((pack / "week.json").read_text(encoding="utf-8"))
    placements = load_placements(Home())
    parts = [_HEAD]
    for post in sorted(week["posts"], key=lambda one: (one["slot"]["due"], one["id"])):
        slot = post["slot"]
        placement = placements[f"{slot['platform']}/{slot['placement']}"]
        if placement.caption_limit:
            parts.append(f"## {_when(slot)}, {placement.platform_name}, {placement.label}\n")
            parts += [
                _quoted(path)
                for path in sorted((pack / post["folder"]).glob("*.txt"))
                if ".alt." not in path.name
            ]
    for path in sorted(pack.glob("*.txt")):
        parts += [f"## {path.stem}\n", _quoted(path)]
    return "\n".join(parts)


def _when(slot) -> str:
    wall = dt.datetime.fromisoformat(slot["wall"])
    return f"{_DAYS[wall.weekday()]} {wall:%H.%M} {slot['zone_label']}"


def _quoted(path: Path) -> str:
    return f"`{path.name}`\n\n~~~text\n{path.read_text(encoding='utf-8').rstrip()}\n~~~\n"


if __name__ == "__main__":
    PAGE.write_text(page_of(Path(sys.argv[1])), encoding="utf-8", newline="\n")
