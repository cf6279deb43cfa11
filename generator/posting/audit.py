"""Who decided what and when, chained by hash: a row that is changed, taken out or put in breaks every later one."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

FIRST = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision; a name on the command line is an attestation, so the system's user stands beside it."""

    at: str
    who: str
    system_user: str
    what: str
    subject: str
    detail: Mapping[str, object] = field(default_factory=dict)


def write_audit(database: sqlite3.Connection, entry: Entry) -> None:
    """Append the entry, inside the transaction that is open."""
    last = database.execute("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1").fetchone()
    number, previous = (last[0] + 1, last[1]) if last else (1, FIRST)
    detail = json.dumps(entry.detail, ensure_ascii=False, sort_keys=True)
    row = (number, entry.at, entry.who, entry.system_user, entry.what, entry.subject, detail, previous)
    database.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, _digest(row)))


def broken_link(database: sqlite3.Connection) -> tuple[int, str, int | None]:
    """Number of rows, the last hash, and the first row that does not fit to the one before (None: the chain holds)."""
    count, previous = 0, FIRST
    for row in database.execute("SELECT * FROM audit ORDER BY number"):
        count += 1
        if row[0] != count or row[7] != previous or row[8] != _digest(tuple(row[:8])):
            return count, previous, row[0]
        previous = row[8]
    return count, previous, None


def _digest(row: tuple[object, ...]) -> str:
    return hashlib.sha256(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
