"""The queue: what is planned, approved, held, handed over and posted; one SQLite file in output/<id>/buku/.

It keeps state only; what can be derived stands in week.json. Every change is one transaction with its audit row.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import TYPE_CHECKING, Any

from generator.codes import Pillar
from generator.errors import QueueError
from generator.posting.audit import broken_link
from generator.posting.database import instant_text
from generator.posting.decisions import Decisions
from generator.posting.planned_rows import as_dict, digest_of, planned_rows
from generator.posting.queue_file import CURRENT
from generator.posting.queue_rows import PlanDifference, Verified
from generator.posting.states import NEVER_SHOWN, OPEN, State
from generator.records import PastUse, plain

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from generator.records import IsoWeek, Manifest

_COLUMNS = [
    "slot_id",
    "revision",
    "week",
    "platform",
    "placement",
    "due",
    "wall",
    "zone",
    "zone_label",
    "message_id",
    "pillar",
    "about",
    "tip_id",
    "tip_family",
    "theme",
    "folder",
    "content_id",
    "until",
    "files",
    "state",
    "changed_at",
]
_HANDED = f"('{State.HANDED_OVER}', '{State.POSTED}')"
_NEVER_SHOWN = "(" + ", ".join(f"'{state}'" for state in NEVER_SHOWN) + ")"


class Store(Decisions):
    """The queue of one campaign: plan, decide (see Decisions), look, check.

    Every method raises QueueError with a sentence for a planner when the file cannot be used or a request makes no
    sense; then nothing is changed.
    """

    def plan(self, manifest: Manifest | Mapping[str, Any], now: dt.datetime) -> PlanDifference:
        """Take a week into the queue, or take over what changed in it; twice the same changes nothing.

        Another content of a slot becomes revision n + 1 and needs a new approval; what was handed over stays.
        """
        given = as_dict(manifest)
        wanted = planned_rows(given)
        at = instant_text(now)
        found: dict[str, list[str]] = {name: [] for name in PlanDifference.__dataclass_fields__}
        with self.database.writing() as database:
            self._check_campaign(database, given)
            present = {
                raw["slot_id"]: raw
                for raw in database.execute(
                    f"SELECT * FROM slot WHERE week = ? AND {CURRENT}", (given["week"],)
                )
            }
            database.execute(
                "INSERT INTO pack VALUES (?, ?, ?) ON CONFLICT (week) DO UPDATE SET "
                "manifest_sha256 = excluded.manifest_sha256, planned_at = excluded.planned_at "
                "WHERE manifest_sha256 <> excluded.manifest_sha256",
                (given["week"], digest_of(given), at),
            )
            for row in wanted:
                kind = self._plan_one(database, row, present.pop(row["slot_id"], None), at)
                found[kind].append(row["slot_id"])
            for raw in sorted(present.values(), key=lambda r: (r["due"], r["slot_id"])):
                if State(raw["state"]) in OPEN:
                    self._supersede(database, raw, at)
                    found["removed"].append(raw["slot_id"])
                else:
                    found["kept"].append(raw["slot_id"])
        return PlanDifference(**{name: tuple(ids) for name, ids in found.items()})

    def _check_campaign(self, database: sqlite3.Connection, manifest: Mapping[str, Any]) -> None:
        database.execute("INSERT OR IGNORE INTO meta VALUES ('campaign', ?)", (manifest["campaign"],))
        (known,) = database.execute("SELECT value FROM meta WHERE key = 'campaign'").fetchone()
        if known != manifest["campaign"]:
            raise QueueError(
                str(self.path),
                f'milik kampanye "{known}", bukan "{manifest["campaign"]}"',
                "Jangan memindahkan folder buku antarkampanye",
            )

    def _plan_one(
        self, database: sqlite3.Connection, row: Mapping[str, Any], present: sqlite3.Row | None, at: str
    ) -> str:
        """Bring one slot in line with the plan; the field of PlanDifference that it belongs to."""
        if present is not None:
            same = all(present[name] == row[name] for name in row if name != "about")  # older rows lack it
            if same:
                return "unchanged"
            if State(present["state"]) not in OPEN:
                return "kept"
            self._supersede(database, present, at)
        (last,) = database.execute(
            "SELECT coalesce(max(revision), 0) FROM slot WHERE slot_id = ?", (row["slot_id"],)
        ).fetchone()
        values = {**row, "revision": last + 1, "state": State.PLANNED, "changed_at": at}
        database.execute(
            f"INSERT INTO slot ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})",
            [values[name] for name in _COLUMNS],
        )
        self.note(
            database, at, "planned", row["slot_id"], {"revision": last + 1, "content": row["content_id"]}
        )
        return "changed" if present is not None else "added"

    def _supersede(self, database: sqlite3.Connection, raw: sqlite3.Row, at: str) -> None:
        self.void_approvals(database, raw["slot_id"], at)
        self.move(database, raw["slot_id"], State.SUPERSEDED, at, reason="diganti rencana baru")

    def packs(self) -> tuple[str, ...]:
        """Every pack that was ever planned, weeks and quick warnings, in order of their names."""
        return tuple(row["week"] for row in self.database.rows("SELECT week FROM pack ORDER BY week"))

    def history(self, before: IsoWeek) -> tuple[PastUse, ...]:
        """What earlier weeks planned for each placement, shown or not; never what stands in `before` or later.

        A slot that was missed counts as used: otherwise a tick that comes late would change the next pack. A quick
        warning counts for nothing: what comes up today must not change which tip is due next week.
        """
        found = self.database.rows(
            "SELECT tip_id, tip_family, theme, platform, placement, wall, week, about FROM slot "
            f"WHERE substr(week, 1, 8) < ? AND pillar <> ? AND state NOT IN {_NEVER_SHOWN} ORDER BY wall, slot_id",
            str(before),
            Pillar.WARNING,
        )
        return tuple(
            PastUse(
                r["tip_id"],
                r["tip_family"],
                r["theme"],
                r["platform"],
                r["placement"],
                _day(r["wall"]),
                r["week"],
                r["about"],
            )
            for r in found
        )

    def ledger_digest(self, before: IsoWeek) -> str:
        """sha256 of `history(before)`: stands in week.json, so that a pack says on which past it rests."""
        text = json.dumps(plain(self.history(before)), ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def verify(self) -> Verified:
        """Check the file, the chain of decisions, and the ledger against the states."""
        problems = [
            f"berkas antrean: {r[0]}" for r in self.database.rows("PRAGMA integrity_check") if r[0] != "ok"
        ]
        problems += [f"tabel {r[0]}: rujukan putus" for r in self.database.rows("PRAGMA foreign_key_check")]
        count, last_hash, broken = broken_link(self.database.connection)
        if broken is not None:
            problems.append(f"catatan keputusan nomor {broken} tidak cocok dengan catatan sebelumnya")
        problems += [
            f"{r['slot_id']}: tercatat diserahkan, tetapi keadaannya {State(r['state']).words}"
            for r in self.database.rows(
                "SELECT s.slot_id, s.state FROM ledger l JOIN slot s USING (slot_id, revision) "
                f"WHERE s.state NOT IN {_HANDED} ORDER BY 1"
            )
        ]
        problems += [
            f"{r['slot_id']}: keadaannya {State(r['state']).words}, tetapi tidak ada di buku"
            for r in self.database.rows(
                f"SELECT slot_id, state FROM slot WHERE state IN {_HANDED} "
                "AND slot_id NOT IN (SELECT slot_id FROM ledger) ORDER BY 1"
            )
        ]
        (rows,) = self.database.rows(f"SELECT count(*) FROM slot WHERE {CURRENT}")[0]
        return Verified(rows, count, last_hash, tuple(problems))


def _day(wall: str) -> dt.date:
    return dt.datetime.fromisoformat(wall).date()
