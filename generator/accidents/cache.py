"""The checked table and its intake kept as one Parquet file, behind the privacy wall."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from generator.accidents.columns import COLUMNS
from generator.accidents.table import AccidentTable, make_table
from generator.errors import DataError
from generator.records import InputFile, Intake, IntakeNote, Period, SheetRead, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.settings import Campaign

_KEPT = 3  # caches of one campaign; older ones are removed


def cache_key(campaign: Campaign, files: Iterable[InputFile]) -> str:
    """What the table depends on: content and names of the files, the data settings, the zone, this code."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.role}\0{file.name}\0{file.sha256}\n".encode())
    digest.update(f"{campaign.data!r}\0{campaign.polres.zone}".encode())
    digest.update(_code_digest())
    return digest.hexdigest()[:32]


@functools.cache
def _code_digest() -> bytes:
    """What tells this code, its lists of words and its libraries from others."""
    digest = hashlib.sha256(f"pandas {pd.__version__} pyarrow {pa.__version__}".encode())
    folder = Path(__file__).parent
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".py", ".toml", ".csv"}:
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.digest()


def read_cache(folder: Path, key: str) -> tuple[AccidentTable, Intake] | None:
    """The table and intake of that key, or None when they are not there or not whole."""
    stored = read_stored(folder / f"{key}.parquet")
    return None if stored is None else stored[:2]


def read_stored(path: Path) -> tuple[AccidentTable, Intake, str] | None:
    """A table, its intake and its mark as `write_stored` left them, or None when they are not there or not whole."""
    try:
        with pq.ParquetFile(path) as file:
            metadata = file.metadata.metadata
            frame = file.read().to_pandas()
        intake = _intake(json.loads(metadata[b"intake"]))
        columns = {c.name: frame[c.name] for c in COLUMNS if c.kind != "point"}
        return make_table({**columns, "point": _points(frame)}), intake, metadata[b"mark"].decode()
    except (OSError, pa.ArrowException, KeyError, TypeError, ValueError, DataError):
        return None


def write_cache(folder: Path, key: str, table: AccidentTable, coming: Callable[[], Intake]) -> bool:
    """Whether the cache could be written; a full or read-only disk is no reason to stop.

    `coming` gives the intake, which may still be in the making while the table is written.
    """
    try:
        write_stored(folder / f"{key}.parquet", table, coming)
        _remove_old(folder, key)
    except OSError:
        return False
    return True


def write_stored(path: Path, table: AccidentTable, coming: Callable[[], Intake], mark: str = "") -> None:
    """A table with its intake and a mark of the caller as one Parquet file, put in place whole; OSError as it comes."""
    frame = pd.DataFrame(table.drop(columns="point"))
    points = table.geometry.to_numpy()
    frame["point_lon"], frame["point_lat"] = shapely.get_x(points), shapely.get_y(points)
    stored = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.stem}.{os.getpid()}.part")
    try:
        words = [field.name for field in stored.schema if pa.types.is_large_string(field.type)]
        with pq.ParquetWriter(
            part, stored.schema, compression="lz4", use_dictionary=words, write_statistics=False
        ) as file:
            file.write_table(stored)
            told = json.dumps(plain(coming()), ensure_ascii=False)
            file.add_key_value_metadata({"intake": told, "mark": mark})
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


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
    raw["sheets"] = tuple(_sheet(one) for one in _rows(stored, "sheets"))
    raw["severity_pairs"] = tuple((one[0], one[1], one[2]) for one in _rows(stored, "severity_pairs"))
    raw["unplaced_headings"] = tuple(_rows(stored, "unplaced_headings"))
    raw["period"] = Period(dt.date.fromisoformat(period["start"]), dt.date.fromisoformat(period["end"]))
    raw["data_until"] = dt.date.fromisoformat(str(stored["data_until"]))
    return Intake(**raw)  # type: ignore[arg-type] # written by write_cache from the same record


def _rows(stored: dict[str, object], name: str) -> list:  # type: ignore[type-arg] # JSON
    rows = stored[name]
    assert isinstance(rows, list)
    return rows


def _sheet(stored: dict[str, object]) -> SheetRead:
    columns = tuple(tuple(one) for one in _rows(stored, "columns"))
    return SheetRead(**{**stored, "columns": columns, "unplaced": tuple(_rows(stored, "unplaced"))})  # type: ignore[arg-type]
