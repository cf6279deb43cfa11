"""What is done beside the hand-over: a daily copy of the queue that can be gone back to, and a sign of life."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from generator.posting.claims import open_claims
from generator.posting.database import instant_text
from generator.posting.durable import fsync_folder, lock, plain_fault, rename
from generator.posting.outbox import Outbox

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from generator.posting.store import Store

KEPT_COPIES = 14


def beat(buku: Path, now: dt.datetime) -> None:
    """Write in buku/nyala when the watch was last awake; not durable, since nothing rests on it."""
    life = buku / "nyala"
    # Written over in place: the text never changes its length, and a file cut to nothing each minute costs a flush.
    with contextlib.suppress(OSError), life.open("r+b" if life.is_file() else "wb") as file:
        file.write(f"{instant_text(now)}\n".encode())


def sweep(store: Store) -> int:
    """Delete copies that a killed hand-over left in buku/serah.baru; how many. Nothing while a tick is at work."""
    outbox = Outbox(store.path.parent.parent)
    if not outbox.copies.is_dir():
        return 0
    with lock(outbox.lock) as is_ours:
        return outbox.sweep(open_claims(store)) if is_ours else 0


def keep_house(store: Store, now: dt.datetime) -> Path:
    """Copy the queue to buku/salinan/queue-<day>.sqlite, once a day (UTC), and keep the last fourteen.

    The copy is made by SQLite itself while others write, checked, and put in place whole. Raises QueueError when the
    folder cannot be written to.
    """
    folder = store.path.parent / "salinan"
    copy = folder / f"queue-{now:%Y-%m-%d}.sqlite"
    if copy.is_file():
        return copy
    aside = copy.with_suffix(".baru")
    try:
        sweep(store)
        folder.mkdir(exist_ok=True)
        aside.unlink(missing_ok=True)
        with contextlib.closing(sqlite3.connect(aside)) as target:
            store.database.connection.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
        rename(aside, copy)
        fsync_folder(folder)
        for old in sorted(folder.glob("queue-*.sqlite"))[:-KEPT_COPIES]:
            old.unlink()
    except OSError as error:
        raise plain_fault(error, str(folder)) or error from error
    return copy
