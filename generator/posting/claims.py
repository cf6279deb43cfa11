"""The store's side of a hand-over: who may take a slot now, how far it is, and what became of it.

    approved --begin--> claimed (begun)   nothing is visible yet; may be given back
             --ready--> claimed (ready)   the copy is durable; only the rename is missing
             --finish-> handed_over       with its row in the ledger, which is unique on the slot

What may be handed over is decided inside the transaction of `begin`, not when a list was read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.posting.database import instant_text
from generator.posting.queue_file import CURRENT
from generator.posting.queue_rows import read_hold, read_row
from generator.posting.states import State

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3

    from generator.posting.queue_rows import Row
    from generator.posting.store import Store

_TRIED = f"state IN ('{State.APPROVED}', '{State.FAILED}')"


def has_work(store: Store, now: dt.datetime) -> bool:
    """Whether a tick would do anything: a claim is open, an hour has come, or a hold has ended."""
    at = instant_text(now)
    return bool(
        store.database.rows(
            f"SELECT 1 WHERE EXISTS (SELECT 1 FROM slot WHERE state = '{State.CLAIMED}') "
            f"OR EXISTS (SELECT 1 FROM slot WHERE (state = '{State.PLANNED}' OR {_TRIED}) AND due <= ?) "
            "OR EXISTS (SELECT 1 FROM hold WHERE released_at IS NULL AND until <= ?)",
            at,
            at,
        )
    )


def due_rows(store: Store, now: dt.datetime) -> tuple[Row, ...]:
    """Slots whose hour has come and that are not yet handed over, in order of time, with holds applied."""
    return store.with_names(
        store.database.rows(
            f"SELECT * FROM slot WHERE (state = '{State.PLANNED}' OR {_TRIED}) AND due <= ? ORDER BY due, slot_id",
            instant_text(now),
        )
    )


def open_claims(store: Store) -> tuple[Row, ...]:
    """Slots that a worker had taken; under the lock of the tick their worker is dead."""
    return store.with_names(
        store.database.rows(f"SELECT * FROM slot WHERE state = '{State.CLAIMED}' ORDER BY due, slot_id")
    )


def end_holds(store: Store, now: dt.datetime) -> None:
    """Close the holds whose time is over."""
    at = instant_text(now)
    with store.database.writing() as database:
        for hold in database.execute(
            "SELECT number, scope FROM hold WHERE released_at IS NULL AND until <= ?", (at,)
        ).fetchall():
            database.execute(
                "UPDATE hold SET released_at = ?, released_by = 'waktunya habis' WHERE number = ?",
                (at, hold[0]),
            )
            store.note(database, at, "hold_ended", hold["scope"], {})


def begin(store: Store, row: Row, now: dt.datetime, grace: dt.timedelta) -> Row | None:
    """Take a slot for this worker, or None when it may not be handed over (any more)."""
    at = instant_text(now)
    with store.database.writing() as database:
        raw = database.execute(
            f"SELECT * FROM slot WHERE slot_id = ? AND revision = ? AND {_TRIED} AND due <= ?",
            (row.slot_id, row.revision, at),
        ).fetchone()
        if raw is None or not _may_go(database, raw, now, grace):
            return None
        database.execute(
            f"UPDATE slot SET state = ?, step = 'begun', attempt = attempt + 1, changed_at = ?, reason = '' "
            f"WHERE slot_id = ? AND {CURRENT}",
            (State.CLAIMED, at, row.slot_id),
        )
        taken = database.execute(
            f"SELECT * FROM slot WHERE slot_id = ? AND {CURRENT}", (row.slot_id,)
        ).fetchone()
    return read_row(taken, row.approved_by)


def _may_go(database: sqlite3.Connection, raw: sqlite3.Row, now: dt.datetime, grace: dt.timedelta) -> bool:
    """In time, approved for exactly this content, not held, never handed over before."""
    row = read_row(raw)
    approved = database.execute(
        "SELECT 1 FROM approval WHERE slot_id = ? AND revision = ? AND content_id = ? AND voided_at IS NULL",
        (row.slot_id, row.revision, row.content_id),
    ).fetchone()
    handed = database.execute("SELECT 1 FROM ledger WHERE slot_id = ?", (row.slot_id,)).fetchone()
    holds = map(read_hold, database.execute("SELECT * FROM hold WHERE released_at IS NULL"))
    is_held = any(h.covers(row) and (h.until is None or h.until > now) for h in holds)
    return bool(approved) and not handed and not is_held and row.due <= now and not row.is_late(now, grace)


def ready(store: Store, row: Row, now: dt.datetime) -> None:
    """Note that the copy lies durable aside: from here on its absence means that it was put in place."""
    with store.database.writing() as database:
        database.execute(
            "UPDATE slot SET step = 'ready', changed_at = ? WHERE slot_id = ? AND state = ? AND attempt = ?",
            (instant_text(now), row.slot_id, State.CLAIMED, row.attempt),
        )


def give_back(store: Store, row: Row, now: dt.datetime, state: State, reason: str) -> None:
    """End a claim that put nothing in place: approved again, failed (another try follows) or unknown."""
    with store.database.writing() as database:
        at = instant_text(now)
        store.move(database, row.slot_id, state, at, reason=reason)
        store.note(database, at, "given_back", row.slot_id, {"state": str(state), "reason": reason})


def finish(store: Store, row: Row, now: dt.datetime, found: str) -> None:
    """Write the ledger's row and the state together; `found` says how it is known (handed, or by looking)."""
    at = instant_text(now)
    with store.database.writing() as database:
        database.execute(
            "INSERT INTO ledger VALUES (?, ?, ?, ?, ?)",
            (row.slot_id, row.revision, row.content_id, at, found),
        )
        store.move(database, row.slot_id, State.HANDED_OVER, at)
        store.note(
            database,
            at,
            "handed_over",
            row.slot_id,
            {"revision": row.revision, "content": row.content_id, "found": found},
        )


def pass_by(store: Store, row: Row, now: dt.datetime, reason: str) -> bool:
    """Note that an hour went by: missed when the slot was approved, expired when not; False when it moved on meanwhile."""
    at = instant_text(now)
    with store.database.writing() as database:
        raw = database.execute(
            f"SELECT state FROM slot WHERE slot_id = ? AND revision = ? AND (state = '{State.PLANNED}' OR {_TRIED})",
            (row.slot_id, row.revision),
        ).fetchone()
        if raw is None:
            return False
        state = State.EXPIRED if raw["state"] == State.PLANNED else State.MISSED
        store.move(database, row.slot_id, state, at, reason=reason)
        store.note(database, at, str(state), row.slot_id, {"reason": reason})
    return True


def void(store: Store, row: Row, now: dt.datetime, reason: str) -> None:
    """Take the approval back because the bytes are not those that were approved; the slot is planned again."""
    at = instant_text(now)
    with store.database.writing() as database:
        store.void_approvals(database, row.slot_id, at)
        store.move(database, row.slot_id, State.PLANNED, at, reason=reason)
        store.note(database, at, "voided", row.slot_id, {"reason": reason})


def replay(store: Store, row: Row, now: dt.datetime, found: str) -> None:
    """Enter a hand-over that the outbox knows and this database does not: it was restored from an older copy."""
    at = instant_text(now)
    with store.database.writing() as database:
        store.move(database, row.slot_id, State.UNKNOWN, at)
        database.execute(
            "INSERT INTO ledger VALUES (?, ?, ?, ?, ?)",
            (row.slot_id, row.revision, row.content_id, at, found),
        )
        store.move(database, row.slot_id, State.HANDED_OVER, at, reason=f"dipulihkan dari {found}")
        store.note(database, at, "replayed", row.slot_id, {"found": found})


def ask(store: Store, row: Row, now: dt.datetime, reason: str) -> None:
    """Leave a slot to a person: it is not known whether it was handed over (see Store.settle)."""
    at = instant_text(now)
    with store.database.writing() as database:
        store.move(database, row.slot_id, State.UNKNOWN, at, reason=reason)
        store.note(database, at, "unknown", row.slot_id, {"reason": reason})
