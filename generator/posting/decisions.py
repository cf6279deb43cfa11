"""What people decide about slots: approve, reject, hold, release, mark as posted, answer what is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import QueueError
from generator.posting.database import instant_text
from generator.posting.queue_file import QueueFile
from generator.posting.queue_rows import Approved, Hold, check_scope
from generator.posting.states import OPEN, State

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3
    from collections.abc import Iterable


class Decisions(QueueFile):
    """Each decision is one transaction with its audit row; a name is an attestation, not a proof."""

    def approve(
        self, ids: Iterable[str], who: str, now: dt.datetime, *, two_people: bool = False
    ) -> Approved:
        """Approve the present content of these slots; with `two_people` the second, different name decides.

        All or nothing: one slot that is unknown or past leaves the others as they were.
        """
        name = _name(who)
        at = instant_text(now)
        done: dict[str, list[str]] = {"approved": [], "waiting_for_second": [], "already": []}
        with self.database.writing() as database:
            for slot_id in dict.fromkeys(ids):
                raw = self.current(database, slot_id)
                state = State(raw["state"])
                if state is State.APPROVED:
                    done["already"].append(slot_id)
                    continue
                if state is not State.PLANNED:
                    raise QueueError(
                        slot_id, f"tidak dapat disetujui karena {state.words}", "Lihat python run.py list"
                    )
                if raw["until"] and raw["until"] <= at:
                    raise QueueError(slot_id, "masa berlakunya sudah lewat", "Buat peringatan yang baru")
                names = self._add_approval(database, raw, name, at)
                if two_people and len(names) < 2:
                    done["waiting_for_second"].append(slot_id)
                else:
                    self.move(database, slot_id, State.APPROVED, at)
                    done["approved"].append(slot_id)
        return Approved(**{kind: tuple(slots) for kind, slots in done.items()})

    def _add_approval(self, database: sqlite3.Connection, raw: sqlite3.Row, who: str, at: str) -> set[str]:
        """Write the approval of this person down; the different people who approved this content."""
        slot_id, revision, content = raw["slot_id"], raw["revision"], raw["content_id"]
        key = " ".join(who.casefold().split())
        database.execute(
            "INSERT OR IGNORE INTO approval VALUES (?, ?, ?, ?, ?, ?, NULL)",
            (slot_id, revision, content, who, key, at),
        )
        self.note(database, at, "approved", slot_id, {"revision": revision, "content": content}, who)
        found = database.execute(
            "SELECT name_key FROM approval WHERE slot_id = ? AND revision = ? AND content_id = ? AND voided_at IS NULL",
            (slot_id, revision, content),
        )
        return {one["name_key"] for one in found}

    def reject(self, ids: Iterable[str], reason: str, who: str, now: dt.datetime) -> int:
        """Take slots out for good; how many."""
        return self._decide(ids, State.REJECTED, who, now, reason=_reason(reason))

    def mark(self, slot_id: str, link: str, who: str, now: dt.datetime) -> None:
        """Note that a post which was handed over stands on its platform, with its address when there is one."""
        if link and not link.startswith(("https://", "http://")):
            raise QueueError(slot_id, f'"{link}" bukan alamat', "Tulis alamat lengkap, mulai dengan https://")
        self._decide([slot_id], State.POSTED, who, now, link=link)

    def settle(self, slot_id: str, *, was_handed: bool, who: str, now: dt.datetime) -> None:
        """A person's answer about a slot of which the store does not know whether it was handed over."""
        at = instant_text(now)
        with self.database.writing() as database:
            raw = self.current(database, slot_id)
            if State(raw["state"]) is not State.UNKNOWN:
                raise QueueError(
                    slot_id, f"{State(raw['state']).words}, tidak ada yang perlu dijawab", "Biarkan"
                )
            if was_handed:
                database.execute(
                    "INSERT OR IGNORE INTO ledger VALUES (?, ?, ?, ?, 'answered')",
                    (slot_id, raw["revision"], raw["content_id"], at),
                )
            self.move(
                database,
                slot_id,
                State.HANDED_OVER if was_handed else State.MISSED,
                at,
                reason="dijawab petugas",
            )
            self.note(database, at, "settled", slot_id, {"was_handed": was_handed}, _name(who))

    def _decide(
        self,
        ids: Iterable[str],
        state: State,
        who: str,
        now: dt.datetime,
        *,
        reason: str = "",
        link: str = "",
    ) -> int:
        name, at = _name(who), instant_text(now)
        chosen = list(dict.fromkeys(ids))
        with self.database.writing() as database:
            for slot_id in chosen:
                raw = self.current(database, slot_id)
                if not database.execute(
                    "SELECT 1 FROM way WHERE old = ? AND new = ?", (raw["state"], state)
                ).fetchone():
                    raise QueueError(
                        slot_id,
                        f'{State(raw["state"]).words}, tidak dapat menjadi "{state.words}"',
                        "Lihat python run.py list",
                    )
                self.move(database, slot_id, state, at, reason=reason, link=link)
                self.note(database, at, str(state), slot_id, {"reason": reason, "link": link}, name)
        return len(chosen)

    def hold(
        self, scope: str, reason: str, who: str, now: dt.datetime, until: dt.datetime | None = None
    ) -> int:
        """Stop everything of a scope from being handed over; how many open slots it covers now."""
        full, name, why, at = check_scope(scope), _name(who), _reason(reason), instant_text(now)
        if until is not None and until <= now:
            raise QueueError("penahanan", "waktu berakhirnya sudah lewat", "Tulis waktu yang akan datang")
        with self.database.writing() as database:
            if full.startswith("slot:"):
                self.current(database, full.removeprefix("slot:"))
            end = instant_text(until) if until else None
            database.execute(
                "INSERT INTO hold (scope, reason, who, at, until) VALUES (?, ?, ?, ?, ?)",
                (full, why, name, at, end),
            )
            self.note(database, at, "held", full, {"reason": why, "until": end or ""}, name)
            made = Hold(0, full, why, name, until)
        return sum(row.state in {*OPEN, State.HELD} and made.covers(row) for row in self.rows())

    def release(self, scope: str, who: str, now: dt.datetime) -> int:
        """End the holds with exactly this scope; how many. A hold of another scope stays in force."""
        full, name, at = check_scope(scope), _name(who), instant_text(now)
        with self.database.writing() as database:
            ended = database.execute(
                "UPDATE hold SET released_at = ?, released_by = ? WHERE scope = ? AND released_at IS NULL",
                (at, name, full),
            ).rowcount
            if ended:
                self.note(database, at, "released", full, {"holds": ended}, name)
        return ended


def _name(who: str) -> str:
    name = " ".join(who.split())
    if not name:
        raise QueueError("perintah", "nama orang yang memutuskan kosong", 'Tambahkan --by "nama"')
    return name


def _reason(reason: str) -> str:
    text = " ".join(reason.split())
    if not text:
        raise QueueError("perintah", "alasannya kosong", 'Tambahkan --why "alasan"')
    return text
