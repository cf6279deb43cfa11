"""The checked table and its intake kept as one Parquet file, behind the privacy wall."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from generator.accidents.columns import COLUMNS
from generator.accidents.table import AccidentTable, make_table
from generator.errors import DataError
from generator.records import InputFile, Intake, IntakeNote, Period, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.settings import Campaign

_KEPT = 3  # caches of one campaign; older ones are removed


def cache_key(campaign: Campaign, files: Iterable[InputFile]) -> str:
    """What the table depends on: content and names of the files, the data settings, the zone, this code."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.role}\0{file.name}\0{file.sha256}\n".encode())
    digest.update(f"{campaign.data!r}\0{campaign.polres.zone}".encode())
    folder = Path(__file__).parent
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".py", ".toml", ".csv"}:
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    digest.update(f"pandas {pd.__version__} pyarrow {pa.__version__}".encode())
    return digest.hexdigest()[:32]


def read_cache(folder: Path, key: str) -> tuple[AccidentTable, Intake] | None:
    """The table and intake of that key, or None when they are not there or not whole."""
    path = folder / f"{key}.parquet"
    try:
        stored = pq.read_table(path)
        intake = _intake(json.loads(stored.schema.metadata[b"intake"]))
        frame = stored.to_pandas()
        columns = {c.name: frame[c.name] for c in COLUMNS if c.kind != "point"}
        return make_table({**columns, "point": _points(frame)}), intake
    except (OSError, pa.ArrowException, KeyError, TypeError, ValueError, DataError):
        return None


def write_cache(folder: Path, key: str, table: AccidentTable, intake: Intake) -> bool:
    """Whether the cache could be written; a full or read-only disk is no reason to stop."""
    frame = pd.DataFrame(table.drop(columns="point"))
    points = table.geometry
    frame["point_lon"], frame["point_lat"] = points.x, points.y
    stored = pa.Table.from_pandas(frame, preserve_index=False)
    stored = stored.replace_schema_metadata({"intake": json.dumps(plain(intake), ensure_ascii=False)})
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f".{key}.{os.getpid()}.part"
        try:
            pq.write_table(stored, part, compression="zstd")
            part.replace(folder / f"{key}.parquet")
        finally:
            part.unlink(missing_ok=True)
        _remove_old(folder, key)
    except OSError:
        return False
    return True


def write_set_aside(folder: Path, rows: Sequence[tuple[str, str, int, str]]) -> bool:
    """List of the rows that are not in the table (file, sheet, row, reason), without any cell of them."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f".baris.{os.getpid()}.part"
        try:
            with part.open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(["berkas", "lembar", "baris", "alasan"])
                writer.writerows(rows)
            part.replace(folder / "baris.csv")
        finally:
            part.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _points(frame: pd.DataFrame) -> pd.Series:
    """Points of the stored pairs, None without a position."""
    from generator.accidents.table import points_of

    return points_of(frame["point_lon"], frame["point_lat"])


def _remove_old(folder: Path, key: str) -> None:
    files = sorted(folder.glob("*.parquet"), key=lambda p: (p.stem != key, -p.stat().st_mtime))
    for path in files[_KEPT:]:
        with contextlib.suppress(OSError):
            path.unlink()


def _intake(stored: dict[str, object]) -> Intake:
    """The record out of its JSON form."""
    import datetime as dt

    raw: dict[str, object] = dict(stored)
    period = stored["period"]
    assert isinstance(period, dict)
    raw["files"] = tuple(InputFile(**one) for one in _rows(stored, "files"))
    raw["notes"] = tuple(IntakeNote(**one) for one in _rows(stored, "notes"))
    raw["mapping"] = tuple(tuple(one) for one in _rows(stored, "mapping"))
    raw["months"] = tuple((one[0], one[1]) for one in _rows(stored, "months"))
    raw["unplaced_headings"] = tuple(_rows(stored, "unplaced_headings"))
    raw["period"] = Period(dt.date.fromisoformat(period["start"]), dt.date.fromisoformat(period["end"]))
    raw["data_until"] = dt.date.fromisoformat(str(stored["data_until"]))
    return Intake(**raw)  # type: ignore[arg-type] # written by write_cache from the same record


def _rows(stored: dict[str, object], name: str) -> list:  # type: ignore[type-arg] # JSON
    rows = stored[name]
    assert isinstance(rows, list)
    return rows
