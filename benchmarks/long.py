"""Ten minutes of broken files: whatever the bytes are, a reader answers with a table or with one sentence.

    .venv/bin/python benchmarks/long.py [--minutes 10] [--seed 1] [--keep DIR]

Each case is a file of an invented office in one of the formats, whole or broken: bits flipped, cut, pieces doubled or taken
out, digits made long, inside the archive too where the format is one. A second process reads it under a limit of memory, so
that a crash of the interpreter counts as one. Prints a table by format and writes benchmarks/results/long.json; a file that
ended in anything but a table or a sentence is kept in --keep and makes the exit code 1.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import io
import json
import multiprocessing
import random
import shutil
import sys
import tempfile
import time
import zipfile
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

_MOST_S = 60.0  # a small broken file that takes longer hangs
_MOST_BYTES = 4_000_000_000
_ARCHIVES = {".xlsx", ".ods", ".zip"}


@dataclass
class Tally:
    """What became of the files of one format."""

    files: int = 0
    tables: int = 0
    refused: int = 0
    judged_wrong: int = 0  # whole files whose values were read as others, unflagged
    crashed: int = 0
    slowest_s: float = 0.0
    sentences: Counter[str] = field(default_factory=Counter)


# ------------------------------------------------------------------------------------------------ files


def make_case(chance: random.Random, folder: Path) -> tuple[Path, Any]:
    """A file, and its office when it was left whole (None when it was broken)."""
    from tests.accidents.office import invent

    office = invent(chance, folder)
    path = _wrapped(chance, office.path)
    if chance.random() < 0.25:
        return path, office if path == office.path else None
    _break(chance, path)
    return path, None


def _wrapped(chance: random.Random, path: Path) -> Path:
    """The same file as a map of points, or packed, now and then."""
    kind = chance.choice(("", "", "", "gz", "bz2", "zip", "map"))
    if kind == "map":
        return _as_map(chance, path)
    if not kind or path.suffix not in {".csv", ".xlsx"} or (path.suffix != ".csv" and kind != "zip"):
        return path
    made = path.with_name("dikemas.zip") if kind == "zip" else path.with_name(f"{path.name}.{kind}")
    content = path.read_bytes()
    if kind == "zip":
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr(path.name, content)
    else:
        made.write_bytes(gzip.compress(content) if kind == "gz" else bz2.compress(content))
    path.unlink()
    return made


def _as_map(chance: random.Random, path: Path) -> Path:
    import geopandas as gpd
    import shapely

    rows = chance.randint(1, 20)
    frame = gpd.GeoDataFrame(
        {"tanggal": [f"2026-03-{n % 28 + 1:02d}" for n in range(rows)], "md": [n % 2 for n in range(rows)]},
        geometry=shapely.points([[110.2 + n / 100, -7.9] for n in range(rows)]), crs="EPSG:4326",
    )  # fmt: skip
    suffix = chance.choice((".geojson", ".gpkg", ".shp"))
    path.unlink()
    made = path.with_suffix(suffix)
    frame.to_file(made)
    return made


def _break(chance: random.Random, path: Path) -> None:
    """Break the bytes, or those of one member of an archive."""
    content = path.read_bytes()
    is_packed = path.suffix in _ARCHIVES and chance.random() < 0.8
    path.write_bytes(_broken_member(chance, content) if is_packed else _broken(chance, content))


def _broken_member(chance: random.Random, content: bytes) -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        names = old.namelist()
        chosen = chance.choice(names)
        for name in names:
            new.writestr(name, _broken(chance, old.read(name)) if name == chosen else old.read(name))
    return target.getvalue()


def _broken(chance: random.Random, content: bytes) -> bytes:
    made = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        chance.choice(_FAULTS)(chance, made)
    return bytes(made)


def _flip(chance: random.Random, made: bytearray) -> None:
    if made:
        made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)


def _cut(chance: random.Random, made: bytearray) -> None:
    del made[chance.randrange(len(made) + 1) :]


def _take_out(chance: random.Random, made: bytearray) -> None:
    start = chance.randrange(len(made) + 1)
    del made[start : start + chance.choice((1, 10, 1000))]


def _double(chance: random.Random, made: bytearray) -> None:
    start = chance.randrange(len(made) + 1)
    made[start:start] = made[start : start + chance.choice((1, 50, 5000))] * chance.choice((1, 3, 50))


def _lengthen(chance: random.Random, made: bytearray) -> None:
    """A digit becomes a very large number."""
    places = [n for n, byte in enumerate(made) if 48 <= byte <= 57]
    if places:
        place = chance.choice(places)
        made[place : place + 1] = chance.choice((b"9" * 20, b"-1", b"1e308", b"4294967296", b"NaN"))


def _insert(chance: random.Random, made: bytearray) -> None:
    words = (
        b"\0" * 64,
        b'"',
        b"\xff\xfe",
        b"\r",
        b";" * 300,
        b"<!ENTITY a 'b'>",
        b"]]>",
        b"'",
        "é中".encode(),
        b"=1+1",
    )
    start = chance.randrange(len(made) + 1)
    made[start:start] = chance.choice(words)


_FAULTS: tuple[Callable[[random.Random, bytearray], None], ...] = (
    _flip,
    _cut,
    _take_out,
    _double,
    _lengthen,
    _insert,
)


# ------------------------------------------------------------------------------------------------ reading


def _read_all(line: Connection) -> None:
    """The second process: read the files that are named on the line, answer what became of each."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))
    except ImportError:  # Windows has no such limit
        pass
    from generator.errors import SelamatError
    from tests.accidents.judged import judged
    from tests.accidents.makers import load

    while (case := line.recv()) is not None:
        path, office = case
        try:
            if office is not None:
                line.send(("wrong" if (faults := judged(office)) else "table", "; ".join(faults[:2])))
            else:
                load(path.parent, path)
                line.send(("table", ""))
        except SelamatError as error:
            line.send(("refused", error.found))
        except Exception as error:  # noqa: BLE001 - what this programme looks for
            line.send(("crashed", f"{type(error).__name__}: {error}"[:300]))


class Reader:
    """The second process, started again when a file has killed it."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.line, other = context.Pipe()
        self.process = context.Process(target=_read_all, args=(other,), daemon=True)
        self.process.start()
        other.close()

    def read(self, path: Path, office: Any) -> tuple[str, str]:
        """What became of a file: table, wrong, refused or crashed, and the sentence."""
        self.line.send((path, office))
        try:
            if self.line.poll(_MOST_S):
                answer: tuple[str, str] = self.line.recv()
                return answer
            self.process.kill()
            why = f"no answer in {_MOST_S:.0f} s"
        except EOFError:
            why = "the interpreter died"
        self.process.join()
        self._start()
        return "crashed", why

    def stop(self) -> None:
        """End the second process."""
        self.line.send(None)
        self.process.join(10)


def run(minutes: float, number: int, keep: Path) -> dict[str, Tally]:
    """Files for so many minutes, counted by format."""
    tallies: dict[str, Tally] = {}
    reader, ends = Reader(), time.monotonic() + 60 * minutes
    while time.monotonic() < ends:
        folder = Path(tempfile.mkdtemp(prefix="selamat-long-"))
        path, office = make_case(random.Random(number), folder)
        started = time.monotonic()
        answer, sentence = reader.read(path, office)
        _count(
            tallies.setdefault("".join(path.suffixes), Tally()), answer, sentence, time.monotonic() - started
        )
        if answer in {"crashed", "wrong"}:
            shutil.copytree(folder, keep / str(number), dirs_exist_ok=True)
            print(f"case {number}: {path.name} {answer}: {sentence}", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        number += 1
    reader.stop()
    return tallies


def _count(tally: Tally, answer: str, sentence: str, seconds: float) -> None:
    tally.files += 1
    tally.tables += answer == "table"
    tally.refused += answer == "refused"
    tally.judged_wrong += answer == "wrong"
    tally.crashed += answer == "crashed"
    tally.slowest_s = max(tally.slowest_s, round(seconds, 2))
    if answer == "refused":
        tally.sentences[sentence[:80]] += 1


def main() -> int:
    """Run, print, write; 1 when a file was read wrongly or without an answer."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "selamat-long")
    options = parser.parse_args()
    tallies = run(options.minutes, options.seed, options.keep)
    print(f"{'format':12}{'files':>8}{'tables':>8}{'refused':>9}{'wrong':>7}{'crashed':>9}{'slowest s':>11}")
    for name, one in sorted(tallies.items()):
        print(
            f"{name:12}{one.files:8}{one.tables:8}{one.refused:9}{one.judged_wrong:7}{one.crashed:9}{one.slowest_s:11}"
        )
    told = {
        name: {**asdict(one), "sentences": dict(one.sentences.most_common(5))}
        for name, one in sorted(tallies.items())
    }
    made = {"minutes": options.minutes, "seed": options.seed, "formats": told}
    (ROOT / "benchmarks" / "results" / "long.json").write_text(
        json.dumps(made, ensure_ascii=False, indent=1) + "\n"
    )
    return int(any(one.crashed or one.judged_wrong for one in tallies.values()))


if __name__ == "__main__":
    sys.exit(main())
