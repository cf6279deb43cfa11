"""A small campaign of its own, run as a planner runs it: what the tests of whole runs share."""

import hashlib
import random
import subprocess
import sys
from pathlib import Path

from generator.home import PROJECT

CAMPAIGN = """
[polres]
name = "Polres Uji"
district = "Kabupaten Uji"
[data]
accidents = ["{data}"]
[paper]  # what is printed has tests of its own, and the week of the sample
poster = []
talk_sheets = false
[week]
pinned = "2026-W48"
"""


def table(rows=400, *, where=True, when=lambda n: f"{1 + n % 28:02d}/{1 + n % 9:02d}/2026", seed=1):
    """CSV of invented accidents around a point in the sea, day-first dates, a recorded hour."""
    chance = random.Random(seed)
    lines = ["Tanggal;Jam;Lintang;Bujur;MD;LB;LR;Jenis Kecelakaan;Kecamatan"]
    for n in range(rows):
        lat, lon = -9.6 + chance.gauss(0, 0.05), 107.5 + chance.gauss(0, 0.05)
        point = f"{lat:.6f};{lon:.6f}" if where else ";"
        kind = chance.choice(["Depan-belakang", "Tunggal", "Depan-depan"])
        area = chance.choice(["Cakra Kota", "Sari Tengah", "Bukit Sari"])
        lines.append(f"{when(n)};{6 + n % 14:02d}.15;{point};{n % 9 == 0:d};{n % 5 == 0:d};1;{kind};{area}")
    return "\n".join(lines) + "\n"


class District:
    """A campaign of its own in a temporary folder, run as a planner runs it."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.data = folder / "laka.csv"
        self.output = folder / "output"
        self.data.write_text(table(), encoding="utf-8")
        self.write(CAMPAIGN)

    def write(self, text):
        (self.folder / "campaigns").mkdir(exist_ok=True)
        (self.folder / "campaigns/uji.toml").write_text(
            text.format(data=self.data.as_posix()), encoding="utf-8"
        )

    def command(self, *words, output=None):
        return [
            sys.executable,
            str(PROJECT / "run.py"),
            *(words or ("uji",)),
            "--campaigns",
            str(self.folder / "campaigns"),
            "--output",
            str(output or self.output),
            "--data",
            str(self.folder / "simpanan"),
        ]

    def run(self, *words, output=None, before=()):
        return subprocess.run(
            [*before, *self.command(*words, output=output)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=200,
            check=False,
        )

    def files(self):
        return {
            p.relative_to(self.output).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
            for p in sorted(self.output.rglob("*"))
            if p.is_file() and "buku" not in p.parts
        }


def refused(done, *parts):
    """One sentence on stderr with all these parts, exit code 1, nothing that looks like a traceback."""
    assert done.returncode == 1, done.stdout + done.stderr
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, done.stderr
    assert "Traceback" not in done.stderr
    for part in parts:
        assert part.lower() in lines[0].lower(), lines[0]
