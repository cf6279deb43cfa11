"""What changed in the data since the last check: accidents that are new, gone, or told otherwise.

Report numbers are not kept, so the rows of two checked tables are paired by what they say: first those that are the
same in everything, then by day, hour, point, road and road users, then by less. That is best effort, and the report
says so. The two tables lie behind the privacy wall and belong to `check` alone: a week never looks at them.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from generator.accidents.cache import read_stored, write_stored
from generator.accidents.columns import COLUMNS
from generator.accidents.facts.users import NAMES as USERS
from generator.codes import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.accidents.load import Loaded
    from generator.accidents.table import AccidentTable
    from generator.records import Intake, Period

_NOW, _BEFORE = "sekarang.parquet", "sebelumnya.parquet"
_WEIGHT = {
    Severity.FATAL: 4,
    Severity.SERIOUS: 3,
    Severity.SLIGHT: 2,
    Severity.DAMAGE: 1,
    Severity.UNKNOWN: 0,
}
_Key = tuple[tuple[str, ...], tuple[str, ...]]
# Told by another column, or about the file.
_NOT_TOLD = frozenset({"id", "point", "is_sample", "damage_only", "hour"})
# What two rows must share to be one accident, and which of it must say something; the strictest first.
_ALIKE: tuple[_Key, ...] = (
    (("occurred_on", "occurred_at", "lon_", "lat_", "road_name", *USERS), ("occurred_at", "lon_")),
    (("occurred_on", "occurred_at", "lon_", "lat_"), ("occurred_at", "lon_")),
    (("occurred_on", "occurred_at", "road_name", *USERS), ("occurred_at", "road_name")),
    (("occurred_on", "occurred_at", "district", *USERS), ("occurred_at", "district")),
    (("occurred_on", "lon_", "lat_"), ("lon_",)),
    (("occurred_on", "road_name", "collision_type", *USERS), ("road_name", "collision_type")),
    (("occurred_on", "occurred_at", *USERS), ("occurred_at",)),
)


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that came, went, or has another content."""

    name: str
    change: str  # added, changed, removed


@dataclass(frozen=True, slots=True)
class MonthChange:
    """How many accidents of a month came, went, or are told otherwise."""

    month: str
    new: int
    gone: int
    changed: int


@dataclass(frozen=True, slots=True)
class IntakeChange:
    """The table now against the table of the check before."""

    before_rows: int
    before_period: Period
    new: int
    gone: int
    changed: int
    columns: tuple[tuple[str, int], ...]  # column, rows in which it says something else; most first
    killed_later: int  # accidents whose deaths went up
    severity_up: int
    severity_down: int
    months: tuple[MonthChange, ...]
    files: tuple[FileChange, ...]
    is_settings_only: bool  # the same files read with other settings or another version of Selamat


def keep(folder: Path, loaded: Loaded, settings: str) -> None:
    """Keep the table for the next check; the one before it stays as long as the files and settings do.

    `settings` is what the campaign file says about the data. A disk that cannot be written to is no reason to stop.
    """
    now = read_stored(folder / _NOW)
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        if now is not None and _sources(now[1], now[2]) != _sources(loaded.intake, settings):
            (folder / _NOW).replace(folder / _BEFORE)
        write_stored(folder / _NOW, loaded.table, lambda: loaded.intake, settings)


def change_since(folder: Path, loaded: Loaded) -> IntakeChange | None:
    """What changed since the check before; None when there was none. Call it after `keep`."""
    before = read_stored(folder / _BEFORE)
    return compare(before[0], before[1], loaded) if before is not None else None


def compare(old: AccidentTable, then: Intake, loaded: Loaded) -> IntakeChange:
    """The pairs, and what is left over on either side."""
    a, b = _told(old), _told(loaded.table)
    pairs = _paired(a, b, [(tuple(a.columns), ())])
    alike = _paired(a.drop(index=[x for x, _ in pairs]), b.drop(index=[y for _, y in pairs]), _ALIKE)
    before = a.loc[[x for x, _ in alike]].reset_index(drop=True)
    after = b.loc[[y for _, y in alike]].reset_index(drop=True)
    gone = a.index.difference([x for x, _ in (*pairs, *alike)])
    new = b.index.difference([y for _, y in (*pairs, *alike)])
    files = _files(then, loaded.intake)
    rank = [frame["severity"].map(_WEIGHT).astype(int) for frame in (before, after)]
    deaths = [frame["killed"].astype("Int32").fillna(0) for frame in (before, after)]
    return IntakeChange(
        before_rows=len(a),
        before_period=then.period,
        new=len(new),
        gone=len(gone),
        changed=len(alike),
        columns=_columns(before, after),
        killed_later=int((deaths[1] > deaths[0]).sum()),
        severity_up=int((rank[1] > rank[0]).sum()),
        severity_down=int((rank[1] < rank[0]).sum()),
        months=_months(b.loc[new], a.loc[gone], after),
        files=files,
        is_settings_only=not files,
    )


def _told(table: AccidentTable) -> pd.DataFrame:
    """What each row says, without its running number; the point as two numbers of about a metre."""
    frame = pd.DataFrame({c.name: table[c.name] for c in COLUMNS if c.name not in _NOT_TOLD})
    frame["lon_"] = table.geometry.x.round(5).to_numpy()
    frame["lat_"] = table.geometry.y.round(5).to_numpy()
    return frame


def _paired(a: pd.DataFrame, b: pd.DataFrame, keys: Sequence[_Key]) -> list[tuple[int, int]]:
    """Pairs of row labels that agree in a key, each row once; equal ones are paired in their order."""
    found: list[tuple[int, int]] = []
    for key in keys:
        pairs = _keyed(a, key).merge(_keyed(b, key), on=["key", "turn"])
        found += list(zip(pairs["row_x"].tolist(), pairs["row_y"].tolist(), strict=True))
        a, b = a.drop(index=pairs["row_x"].tolist()), b.drop(index=pairs["row_y"].tolist())
    return found


def _keyed(side: pd.DataFrame, key: _Key) -> pd.DataFrame:
    """Hash of a key in memory, running number within it, and label of every row that says enough."""
    names, telling = key
    said = side[list(telling)]
    rows = side.loc[(said.notna() & ~said.isin(["", "unknown"])).all(axis=1), list(names)]
    hashes = pd.util.hash_pandas_object(rows, index=False)
    turns = hashes.groupby(hashes).cumcount()
    return pd.DataFrame({"key": hashes.to_numpy(), "turn": turns.to_numpy(), "row": rows.index})


def _columns(before: pd.DataFrame, after: pd.DataFrame) -> tuple[tuple[str, int], ...]:
    """Columns that say something else in paired rows, most rows first; a position is one column."""
    differs: dict[str, pd.Series] = {}
    for name in before.columns:
        same = before[name].eq(after[name]).fillna(value=False).astype(bool)
        other = ~(same | (before[name].isna() & after[name].isna()))
        column = "point" if name in {"lon_", "lat_"} else str(name)
        differs[column] = differs[column] | other if column in differs else other
    counts = [(name, int(rows.sum())) for name, rows in differs.items() if rows.any()]
    return tuple(sorted(counts, key=lambda one: (-one[1], one[0])))


def _months(new: pd.DataFrame, gone: pd.DataFrame, changed: pd.DataFrame) -> tuple[MonthChange, ...]:
    counts = [Counter(frame["occurred_on"].dt.strftime("%Y-%m")) for frame in (new, gone, changed)]
    months = sorted(set().union(*counts))
    return tuple(MonthChange(month, *(count[month] for count in counts)) for month in months)


def _files(then: Intake, now: Intake) -> tuple[FileChange, ...]:
    """Files by role and name whose content came, went or changed."""
    old = {(one.role, one.name): one.sha256 for one in then.files}
    new = {(one.role, one.name): one.sha256 for one in now.files}
    found = [FileChange(key[1], "removed") for key in old if key not in new]
    found += [FileChange(key[1], "added" if key not in old else "changed")
              for key, sha in new.items() if old.get(key) != sha]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.change, one.name)))


def _sources(intake: Intake, settings: str) -> tuple[tuple[str, ...], str]:
    return tuple(f"{one.role} {one.name} {one.sha256}" for one in intake.files), settings
