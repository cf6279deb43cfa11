"""The hand-over: what is approved and due is put into siap/, whole, exactly once; what could not be is named.

For each slot: claim (committed) -> copy aside, durable -> note "ready" (committed) -> rename -> serah.log ->
ledger and state (committed together). One tick at a time per campaign, by a lock that the system drops when a process
dies; so a claim that a tick finds was left by a dead one, and looking tells how far it came:

    begun                            nothing was put in place: approved again
    ready, copy still there           the rename did not happen: approved again
    ready, copy gone                 it was put in place (staff may have taken it away since): finish the books
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.posting import claims
from generator.posting.database import instant_text
from generator.posting.durable import lock, plain_fault
from generator.posting.kill_points import kill_point
from generator.posting.outbox import Outbox
from generator.posting.states import State
from generator.posting.status import write_status

if TYPE_CHECKING:
    from pathlib import Path

    from generator.posting.queue_rows import Row
    from generator.posting.store import Store

GRACE = dt.timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class TickReport:
    """What one tick did; slot ids in order of time, problems as sentences for a planner."""

    handed: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()  # their hour is past: not handed over, now or later
    held: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()  # due, and not approved yet
    problems: tuple[str, ...] = ()
    recovered: tuple[str, ...] = ()  # an earlier tick had put them in place and died before it could say so
    is_busy: bool = False  # another tick of this campaign is at work; nothing was done


@dataclass(slots=True)
class _Notes:
    """A report while it grows."""

    handed: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    recovered: list[str] = field(default_factory=list)

    def report(self) -> TickReport:
        return TickReport(
            tuple(self.handed),
            tuple(self.missed),
            tuple(self.held),
            tuple(self.waiting),
            tuple(self.problems),
            tuple(self.recovered),
        )


def tick(store: Store, campaign_output: Path, now: dt.datetime, grace: dt.timedelta = GRACE) -> TickReport:
    """Hand over what is approved and due at `now`; call it as often as you like, from anywhere.

    A slot that is not handed over within `grace` after its hour, or before what it says is over, is missed and stays
    so: nothing is fired late. Raises
    QueueError when the store or the output folder cannot be used.
    """
    if not claims.has_work(store, now):
        return TickReport()
    outbox = Outbox(campaign_output)
    try:
        with lock(outbox.lock) as is_ours:
            return _work(store, outbox, now, grace) if is_ours else TickReport(is_busy=True)
    except OSError as error:
        raise plain_fault(error, error.filename or str(campaign_output)) or error from error


def _work(store: Store, outbox: Outbox, now: dt.datetime, grace: dt.timedelta) -> TickReport:
    notes = _Notes()
    claims.end_holds(store, now)
    for row in claims.open_claims(store):
        _recover(store, outbox, row, now, notes)
    due = claims.due_rows(store, now)
    logged = outbox.logged(row.slot_id for row in due)
    for row in due:
        if row.slot_id in logged or outbox.place(row).exists():
            _look(store, outbox, row, now, notes)
        elif row.is_late(now, grace):
            _pass_by(store, row, now, notes)
        elif row.state is State.HELD:
            notes.held.append(row.slot_id)
        elif row.state is State.PLANNED:
            notes.waiting.append(row.slot_id)
        else:
            _hand_over(store, outbox, row, now, grace, notes)
    outbox.sweep(claims.open_claims(store))
    write_status(store, outbox.root, now)
    return notes.report()


def _hand_over(
    store: Store, outbox: Outbox, row: Row, now: dt.datetime, grace: dt.timedelta, notes: _Notes
) -> None:
    """From approved to handed over, or back to a state from which another tick can try."""
    try:
        content, changed = outbox.read_files(row)
    except OSError as error:
        # Perhaps the pack is just being swapped: the next tick looks again.
        notes.problems.append(f"{row.slot_id}: berkas {error.filename} tidak terbaca, belum diserahkan.")
        return
    if changed:
        claims.void(store, row, now, f"isi berubah: {changed}")
        notes.problems.append(
            f"{row.slot_id}: berkas {changed} tidak sama dengan yang disetujui; persetujuan gugur. "
            "Jalankan run.py lagi atau pakai take-over, lalu setujui ulang."
        )
        return
    kill_point("before_claim")
    claimed = claims.begin(store, row, now, grace)
    if claimed is None:
        return  # a hold or a new plan came in between
    kill_point("claimed")
    try:
        outbox.copy(claimed, content)
        kill_point("copied")
        claims.ready(store, claimed, now)
        kill_point("ready")
        outbox.put_in_place(claimed)
    except OSError as error:
        # Everything up to the rename can be tried again; a rename that raises has not happened.
        notes.problems.append(_sentence(claimed, error))
        claims.give_back(store, claimed, now, State.FAILED, f"belum dapat disalin ({error.strerror})")
        return
    kill_point("renamed")
    try:
        _close(store, outbox, claimed, now, "handed")
    except OSError as error:
        # It is in place. The claim stays open, and the next tick finishes the books by looking.
        notes.problems.append(_sentence(claimed, error))
    else:
        notes.handed.append(row.slot_id)


def _close(store: Store, outbox: Outbox, row: Row, now: dt.datetime, found: str) -> None:
    """The books of a slot that is in place."""
    outbox.write_log(row, instant_text(now))
    kill_point("logged")
    claims.finish(store, row, now, found)
    kill_point("finished")


def _sentence(row: Row, error: OSError) -> str:
    return str(plain_fault(error, row.slot_id) or f"{row.slot_id}: tidak dapat disalin ({error}).")


def _recover(store: Store, outbox: Outbox, row: Row, now: dt.datetime, notes: _Notes) -> None:
    """Finish or undo what a dead tick left, by looking."""
    if row.slot_id in outbox.logged([row.slot_id]) or outbox.holds(row):
        _close(store, outbox, row, now, "looked")
        notes.recovered.append(row.slot_id)
    elif outbox.place(row).exists():
        _doubt(store, row, now, notes)
    elif row.step == "ready" and not outbox.aside(row).exists():
        # Only a rename takes the copy away while the slot is claimed; staff were quicker than this tick.
        _close(store, outbox, row, now, "taken")
        notes.recovered.append(row.slot_id)
    else:
        # First the books, then the sweep deletes the copy: the other way round a kill would look like "taken".
        claims.give_back(store, row, now, State.APPROVED, "")


def _look(store: Store, outbox: Outbox, row: Row, now: dt.datetime, notes: _Notes) -> None:
    """A slot that the outbox knows and the store does not: the store was restored from an older copy."""
    if row.slot_id in outbox.logged([row.slot_id]):
        claims.replay(store, row, now, "serah.log")
        notes.recovered.append(row.slot_id)
    elif outbox.holds(row):
        outbox.write_log(row, instant_text(now))
        claims.replay(store, row, now, "folder siap")
        notes.recovered.append(row.slot_id)
    else:
        _doubt(store, row, now, notes)


def _doubt(store: Store, row: Row, now: dt.datetime, notes: _Notes) -> None:
    reason = "folder siap sudah ada, tetapi bukan buatan Selamat"
    claims.ask(store, row, now, reason)
    notes.problems.append(
        f"{row.slot_id}: {reason}; tidak diserahkan. Periksa apakah unggahan ini sudah tayang."
    )


def _pass_by(store: Store, row: Row, now: dt.datetime, notes: _Notes) -> None:
    reasons = {
        State.PLANNED: "tidak disetujui sampai jamnya lewat",
        State.HELD: f"ditahan: {row.reason}",
        State.FAILED: row.reason,
    }
    why = reasons.get(row.state, "Selamat tidak berjalan pada jamnya")
    if row.until is not None and now >= row.until:
        why = f"masa berlakunya sudah lewat; {why}"
    if claims.pass_by(store, row, now, why):
        notes.missed.append(row.slot_id)
