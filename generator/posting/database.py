"""The SQLite file in buku/: opened with the settings that a kill cannot hurt, and its faults as plain sentences."""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
from typing import TYPE_CHECKING, Any

from generator.errors import QueueError
from generator.posting.durable import plain_fault
from generator.posting.schema import MIGRATIONS, migrate, version

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUSY_S = 10.0  # how long a second writer waits before it gives up with a sentence


class Database:
    """One connection; every statement goes through `rows` or stands inside `writing`."""

    def __init__(self, path: Path, busy_s: float = BUSY_S) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise plain_fault(error, str(path.parent)) or error from error
        with self._faults():
            self.connection = sqlite3.connect(path, timeout=busy_s, isolation_level=None)
        try:
            self._set_up()
        except BaseException:
            self.connection.close()
            raise

    def _set_up(self) -> None:
        with self._faults():
            found = version(self.connection)
            if found > len(MIGRATIONS):
                raise QueueError(
                    str(self.path),
                    f"dibuat oleh Selamat yang lebih baru (versi antrean {found})",
                    "Pakai Selamat yang terbaru di komputer ini",
                )
            # A write-ahead log needs shared memory, which a network folder does not have.
            mode = "DELETE" if str(self.path).startswith(("\\\\", "//")) else "WAL"
            self.connection.execute(f"PRAGMA journal_mode = {mode}")
            self.connection.execute("PRAGMA synchronous = FULL")
            self.connection.execute("PRAGMA foreign_keys = ON")
            migrate(self.connection)
            self.connection.row_factory = sqlite3.Row

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def rows(self, query: str, *values: object) -> list[Any]:
        """All rows of a query, by column name."""
        with self._faults():
            return self.connection.execute(query, values).fetchall()

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that has the write lock from its start; committed at the end, undone by any error."""
        with self._faults():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def _faults(self) -> Iterator[None]:
        """SQLite's own faults as sentences; a broken rule of the tables is a bug and keeps its traceback."""
        try:
            yield
        except sqlite3.IntegrityError:
            raise
        except sqlite3.DatabaseError as error:
            raise _sentence(error, str(self.path)) or error from error


def _sentence(error: sqlite3.DatabaseError, where: str) -> QueueError | None:
    found = str(error).lower()
    if "locked" in found or "busy" in found:
        return QueueError(where, "antrean sedang dipakai program lain", "Tunggu sebentar, lalu ulangi")
    if "full" in found:
        return QueueError(
            where, "disk penuh, antrean tidak dapat disimpan", "Kosongkan ruang disk, lalu ulangi"
        )
    if "readonly" in found or "unable to open" in found or "disk i/o" in found:
        return QueueError(
            where, "antrean tidak dapat dibuka atau ditulisi", "Periksa izin folder dan disknya"
        )
    if "not a database" in found or "malformed" in found:
        return QueueError(
            where,
            "berkas antrean rusak",
            "Pulihkan dari buku/salinan (lihat docs/operations.md), lalu ulangi",
        )
    return None


def instant_text(instant: dt.datetime) -> str:
    """An instant as the tables keep it: UTC, to the second, in an order that text comparison keeps."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs its zone")
    return instant.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def instant(text: str) -> dt.datetime:
    """The instant that `instant_text` wrote, or an ISO text with an offset (week.json)."""
    return dt.datetime.fromisoformat(text).astimezone(dt.UTC)
