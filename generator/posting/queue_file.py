"""What every part of the store stands on: the open file, the rows of the queue, the one way to change a state."""

from __future__ import annotations

import dataclasses
import sqlite3
from typing import TYPE_CHECKING, Self

from generator.errors import QueueError
from generator.posting.audit import Entry, write_audit
from generator.posting.database import Database
from generator.posting.queue_rows import Hold, Row, read_hold, read_row
from generator.posting.states import OPEN, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from types import TracebackType

    from generator.records import IsoWeek

CURRENT = f"state <> '{State.SUPERSEDED}'"  # of a slot's revisions at most one is not superseded
_AT_ONCE = 500  # slot ids in one query; older SQLite takes 999


class QueueFile:
    """The queue of one campaign, open; close it, or use it in a with statement."""

    def __init__(self, path: Path, *, system_user: str = "") -> None:
        self.path = path
        self.system_user = system_user
        self.database = Database(path)

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def rows(self, week: str | IsoWeek | None = None, state: str | None = None) -> tuple[Row, ...]:
        """Slots in order of time, as they stand now; superseded revisions only when that state is asked for."""
        wanted = f"state = '{State.SUPERSEDED}'" if state == State.SUPERSEDED else CURRENT
        query, values = f"SELECT * FROM slot WHERE {wanted}", []
        if week is not None:
            query, values = f"{query} AND week = ?", [str(week)]
        found = self.with_names(self.database.rows(f"{query} ORDER BY due, slot_id, revision", *values))
        return tuple(row for row in found if state is None or row.state == state)

    def with_names(self, raws: Iterable[sqlite3.Row]) -> tuple[Row, ...]:
        """Rows with who approved them and whether a hold covers them."""
        raws, holds = list(raws), self.holds()
        names: dict[tuple[str, int], list[str]] = {}
        for start in range(0, len(raws), _AT_ONCE):
            ids = [raw["slot_id"] for raw in raws[start : start + _AT_ONCE]]
            for one in self.database.rows(
                f"SELECT * FROM approval WHERE voided_at IS NULL AND slot_id IN ({', '.join('?' * len(ids))}) "
                "ORDER BY at, name_key",
                *ids,
            ):
                names.setdefault((one["slot_id"], one["revision"]), []).append(one["who"])
        rows = []
        for raw in raws:
            row = read_row(raw, tuple(names.get((raw["slot_id"], raw["revision"]), ())))
            held = next((h for h in holds if row.state in OPEN and h.covers(row)), None)
            rows.append(dataclasses.replace(row, state=State.HELD, reason=held.reason) if held else row)
        return tuple(rows)

    def holds(self) -> tuple[Hold, ...]:
        """Holds that nobody released and no tick ended."""
        return tuple(
            map(read_hold, self.database.rows("SELECT * FROM hold WHERE released_at IS NULL ORDER BY number"))
        )

    def current(self, database: sqlite3.Connection, slot_id: str) -> sqlite3.Row:
        """The revision of a slot that counts, inside an open transaction. QueueError when there is none."""
        raw = database.execute(f"SELECT * FROM slot WHERE slot_id = ? AND {CURRENT}", (slot_id,)).fetchone()
        if raw is None:
            raise QueueError(
                f'unggahan "{slot_id}"', "tidak ada di antrean", "Lihat kodenya dengan python run.py list"
            )
        assert isinstance(raw, sqlite3.Row)
        return raw

    def move(
        self,
        database: sqlite3.Connection,
        slot_id: str,
        state: State,
        at: str,
        *,
        reason: str = "",
        link: str = "",
    ) -> None:
        """Set the state of the current revision, inside an open transaction; the tables refuse a wrong way."""
        database.execute(
            "UPDATE slot SET state = ?, reason = ?, changed_at = ?, step = '', link = CASE ? WHEN '' THEN link ELSE ? END "
            f"WHERE slot_id = ? AND {CURRENT}",
            (state, reason, at, link, link, slot_id),
        )

    def void_approvals(self, database: sqlite3.Connection, slot_id: str, at: str) -> None:
        """End every approval of a slot, inside an open transaction."""
        database.execute(
            "UPDATE approval SET voided_at = ? WHERE slot_id = ? AND voided_at IS NULL", (at, slot_id)
        )

    def note(
        self,
        database: sqlite3.Connection,
        at: str,
        what: str,
        subject: str,
        detail: Mapping[str, object],
        who: str = "",
    ) -> None:
        """Append to the audit, inside an open transaction."""
        write_audit(database, Entry(at, who or "Selamat", self.system_user, what, subject, detail))
