"""What reading accidents costs: from files to the checked table, beside a bare read of the same files by pyarrow.

Thirteen real files of Porto Alegre (280,039 rows; where they are at hand), an invented dirty table of 100,000,
1,000,000 and 3,000,000 rows, and the second run over 100,000 rows, which the cache answers. Each in a process of its
own; seconds and peak memory are of `load_accidents` alone, after everything is imported; the floor (the fastest of
three bare reads) is measured in the same process just before.

    .venv/bin/python benchmarks/intake.py [--rows 100000 1000000 3000000] [--runs 3]

Prints a table and writes benchmarks/results/intake.json.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import psutil
import pyarrow as pa
import pyarrow.csv as pa_csv

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
SHARED = ROOT.parent / "shared" / "data" / "br_portoalegre"
_MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
           "November", "Desember")  # fmt: skip
_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_VEHICLES = ("R2 vs R4", "SPM X TRUK", "2 unit R2", "sepeda motor", "Spd Motor dgn Pejalan Kaki", "R2", "mobil pribadi vs R2",
             "BUS - R2", "truk tronton kontra spm", "R4 X R4", "becak motor", "R2 vs sepeda kayuh")  # fmt: skip
_TYPES = (
    "Depan-belakang",
    "Depan-depan",
    "DPN-SMPNG",
    "Tunggal",
    "Tabrak manusia",
    "out of control",
    "-",
    "Beruntun",
)
_NOWHERE = ("0", "-1", "-", "", "99.9999", "NIHIL")

# ------------------------------------------------------------------------------------------- an invented dirty table


def write_dirty(path: Path, rows: int) -> Path:
    """A CSV as an office exports it, over ten years: six ways to write a day, commas, lost signs, addresses, words."""
    chance = np.random.default_rng(rows)
    with path.open("wb") as file:
        for start in range(0, rows, 250_000):
            numbers = np.arange(start, min(start + 250_000, rows))
            options = pa_csv.WriteOptions(include_header=start == 0, delimiter=";")
            pa_csv.write_csv(pa.table(_columns(chance, numbers, numbers * 3650 // rows)), file, options)
    return path


def _columns(chance: np.random.Generator, numbers: np.ndarray, ages: np.ndarray) -> dict[str, np.ndarray]:
    rows, days = len(numbers), np.datetime64("2015-01-01") + ages.astype("timedelta64[D]")
    lat, lon = _places(chance, rows)
    killed, serious, slight = (chance.poisson(rate, rows) for rate in (0.1, 0.2, 0.9))
    labels = np.where(killed > 0, "Berat", np.where(serious > 0, "Sedang", "Ringan"))
    minutes = chance.integers(0, 1440, rows)
    streets = chance.zipf(1.4, rows) % 900
    return {
        "No LP": _joined("LP/", numbers, "/LAKA/POLRES REKAAN"),
        "Tanggal Kejadian": _dates(chance, days),
        "Jam": _joined(
            _two(minutes // 60), ".", _two(minutes % 60), np.where(chance.random(rows) < 0.7, " WIB", "")
        ),
        "Lintang": lat,
        "Bujur": lon,
        "Tingkat Kecelakaan": labels,
        "MD": killed.astype(str),
        "LB": serious.astype(str),
        "LR": np.where(chance.random(rows) < 0.05, "-", slight.astype(str)),
        "Tipe Kecelakaan": chance.choice(_TYPES, rows),
        "Kendaraan Terlibat": chance.choice(_VEHICLES, rows),
        "Nama Jalan": _joined("Jl. Contoh ", streets, " No. ", chance.integers(1, 60, rows)),
        "Kecamatan": _joined("Kec. Rekaan ", streets % 12),
        "Kerugian": _joined(
            "Rp ", chance.integers(1, 90, rows), ".", chance.choice(["000", "500"], rows), ".000,-"
        ),
    }


def _dates(chance: np.random.Generator, days: np.ndarray) -> np.ndarray:
    """Each day in one of six ways; one row in a thousand says nothing."""
    year, month = (
        days.astype("datetime64[Y]").astype(int) + 1970,
        days.astype("datetime64[M]").astype(int) % 12,
    )
    day = (days - days.astype("datetime64[M]")).astype(int) + 1
    word = np.array(_MONTHS)[month]
    weekday = np.array(_DAYS)[(days.astype(int) + 3) % 7]
    ways = (
        _joined(_two(day), "-", _two(month + 1), "-", year),
        _joined(day, "/", month + 1, "/", year),
        days.astype(str),
        _joined(day, " ", word, " ", year),
        _joined(weekday, ", ", _two(day), " ", word, " ", year),
        np.full(len(days), "-"),
    )
    way = chance.choice(len(ways), len(days), p=[0.6, 0.15, 0.1, 0.1, 0.049, 0.001])
    return np.select([way == n for n in range(len(ways))], ways, "")


def _places(chance: np.random.Generator, rows: int) -> tuple[np.ndarray, np.ndarray]:
    """Latitudes and longitudes of a district of half a degree: plain, with commas, without the minus, or nowhere."""
    lat = np.char.mod("%.6f", chance.normal(-7.6, 0.1, rows))
    lon = np.char.mod("%.6f", chance.normal(110.4, 0.1, rows))
    way = chance.random(rows)
    lat, lon = (np.where(way < 0.1, np.char.replace(v, ".", ","), v) for v in (lat, lon))
    lat = np.where((way > 0.1) & (way < 0.14), np.char.lstrip(lat, "-"), lat)
    swapped, nowhere = (way > 0.14) & (way < 0.15), way > 0.95
    lat, lon = np.where(swapped, lon, lat), np.where(swapped, lat, lon)
    none = chance.choice(_NOWHERE, rows)
    return np.where(nowhere, none, lat), np.where(nowhere, none, lon)


def _two(numbers: np.ndarray) -> np.ndarray:
    return np.char.zfill(numbers.astype(str), 2)


def _joined(*parts: object) -> np.ndarray:
    made: np.ndarray = np.array("")
    for part in parts:
        made = np.char.add(made, np.asarray(part).astype(str))
    return made


# ------------------------------------------------------------------------------------------------------ measurements


def measure_one(name: str, files: list[str], folder: str) -> dict[str, float]:
    """Seconds of a bare read and of the intake, peak memory, rows; with `name` "warm" of the second intake."""
    from generator.accidents.load import load_accidents
    from generator.home import Home
    from generator.settings import Campaign, Data, Polres, load_campaign

    for module in (
        "geopandas",
        "scipy.spatial",
        "generator.accidents.readers.delimited",
        "generator.accidents.places.grids",
    ):
        importlib.import_module(module)
    home = Home(root=ROOT, data_root=Path(folder) / "data", output_root=Path(folder) / "output",
                campaigns_root=ROOT / "tests" / "campaigns")  # fmt: skip
    if name == "porto-alegre":
        wanted = load_campaign(home, name)
    else:
        wanted = Campaign(
            "ukur", Polres("Polres Ukur", "Kabupaten Ukur", zone="Asia/Jakarta"), Data(tuple(files))
        )
    if name == "warm":
        load_accidents(wanted, home)
    floor = min(_seconds(lambda: _bare(files)) for _ in range(3))
    loaded = []
    seconds = _seconds(lambda: loaded.append(load_accidents(wanted, home)))
    return {"floor_s": floor, "seconds": seconds, "peak_mb": _peak_mb(), "rows": loaded[0].intake.rows_read,
            "kept": len(loaded[0].table), "located": loaded[0].intake.located_rows}  # fmt: skip


def _bare(files: list[str]) -> None:
    """Read the files as pyarrow does by itself: the floor."""
    for file in files:
        with Path(file).open("rb") as opened:
            delimiter = ";" if b";" in opened.readline() else ","
        pa_csv.read_csv(file, parse_options=pa_csv.ParseOptions(delimiter=delimiter))


def _seconds(work: object) -> float:
    started = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - started


def _peak_mb() -> float:
    try:
        import resource
    except ImportError:  # Windows keeps its own record
        return float(psutil.Process().memory_info().peak_wset) / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


def in_its_own_process(name: str, files: list[Path], runs: int) -> dict[str, float]:
    """The median of some runs, each in a new process with a new folder."""
    found = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            asked = json.dumps([name, [file.as_posix() for file in files], folder])
            said = subprocess.run(
                [sys.executable, __file__, "--one", asked], check=True, capture_output=True, text=True
            )
            found.append(json.loads(said.stdout))
    row = {key: statistics.median(one[key] for one in found) for key in found[0]}
    print(f"{name:14}{row['rows']:11,.0f} rows  bare read {row['floor_s']:6.2f} s  intake {row['seconds']:6.2f} s  "
          f"peak {row['peak_mb']:6.0f} MB  kept {row['kept']:,.0f}, located {row['located']:,.0f}", flush=True)  # fmt: skip
    return row


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="*", default=[100_000, 1_000_000, 3_000_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure_one(*json.loads(options.one))))
        return
    found: dict[str, dict[str, float]] = {}
    real = sorted(SHARED.glob("*.csv"))
    if real:
        row = found["porto-alegre"] = in_its_own_process("porto-alegre", real, options.runs)
        row["allowed_s"] = 3 * row["floor_s"] + 2
        print(f"               allowed: 3 x the bare read + 2 s = {row['allowed_s']:.2f} s, 1,200 MB")
    with tempfile.TemporaryDirectory() as folder:
        for rows in options.rows:
            path = write_dirty(Path(folder) / f"laka_{rows}.csv", rows)
            row = found[f"dirty-{rows}"] = in_its_own_process(
                "dirty", [path], options.runs if rows <= 1_000_000 else 1
            )
            row["us_per_row"] = 1e6 * row["seconds"] / rows
            if rows == 100_000:
                found["warm-100000"] = in_its_own_process("warm", [path], options.runs)
            path.unlink()
    for name, row in found.items():
        if name.startswith("dirty"):
            print(f"{name:20} {row['us_per_row']:6.1f} microseconds a row")
    results = ROOT / "benchmarks" / "results"
    results.mkdir(exist_ok=True)
    kept = {name: {key: round(value, 3) for key, value in row.items()} for name, row in found.items()}
    (results / "intake.json").write_text(
        json.dumps({"cores": os.cpu_count(), **kept}, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
