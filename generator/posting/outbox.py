"""The outbox siap/: folders that staff take posts from, made whole or not at all, and the log that outlives the database.

- siap/<platform>/<slot id>/: handed over; serah.json (what it holds) beside caption and pictures
- buku/serah.baru/<slot id>.<attempt>/: being copied, on the same disk, so that a rename puts it in place
- buku/serah.log: one durable line per hand-over, outside the database

The copy is not made inside siap/, where staff tidy up: there its absence could mean the rename or a tidy hand.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.posting.durable import append_line, fsync_folder, remove_tree, rename, write_new
from generator.posting.kill_points import kill_point

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.posting.queue_rows import Row

NOTE = "serah.json"


@dataclass(frozen=True, slots=True)
class Outbox:
    """The outbox of one campaign; `root` is output/<id>."""

    root: Path

    def place(self, row: Row) -> Path:
        """Where the slot's folder ends up."""
        return self.root / "siap" / row.platform / row.slot_id

    def aside(self, row: Row) -> Path:
        """Where this attempt's copy is made; the same name after a crash, so that it can be looked for."""
        return self.copies / f"{row.slot_id}.{row.attempt}"

    @property
    def lock(self) -> Path:
        """Held by the one tick that works."""
        return self.root / "buku" / "serah.kunci"

    @property
    def copies(self) -> Path:
        """Where copies are made."""
        return self.root / "buku" / "serah.baru"

    @property
    def log(self) -> Path:
        """The log of hand-overs."""
        return self.root / "buku" / "serah.log"

    def read_files(self, row: Row) -> tuple[dict[str, bytes], str]:
        """The bytes of a post as they were planned, and "" or the name of the file that is not as planned.

        FileNotFoundError while a pack is being swapped or was removed.
        """
        folder = self.root / row.week / row.folder
        content = {}
        for name, sha256 in sorted(row.files.items()):
            content[name] = (folder / name).read_bytes()
            if hashlib.sha256(content[name]).hexdigest() != sha256:
                return {}, f"{row.week}/{row.folder}/{name}"
        return content, ""

    def copy(self, row: Row, content: dict[str, bytes]) -> None:
        """Write the copy aside, durable to the last name. OSError when the disk does not take it."""
        aside = self.aside(row)
        remove_tree(aside)
        aside.mkdir(parents=True)
        for name, bytes_ in content.items():
            file = aside / name
            file.parent.mkdir(parents=True, exist_ok=True)
            write_new(file, bytes_)
            kill_point("file_copied")
        write_new(aside / NOTE, _note(row))
        for folder in {aside, *(p.parent for p in aside.rglob("*"))}:
            fsync_folder(folder)
        # The names above must be durable too, or a power cut could take the copy away after it was noted as ready.
        fsync_folder(self.copies)
        fsync_folder(self.copies.parent)

    def put_in_place(self, row: Row) -> None:
        """The one step that staff can see. OSError when the place is taken, shut, or on another disk."""
        self.place(row).parent.mkdir(parents=True, exist_ok=True)
        rename(self.aside(row), self.place(row))

    def holds(self, row: Row) -> bool:
        """Whether the slot's folder is there with our own note about this slot in it."""
        try:
            note = json.loads((self.place(row) / NOTE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        return isinstance(note, dict) and note.get("slot") == row.slot_id

    def write_log(self, row: Row, at: str) -> None:
        """Make the rename durable, then append the hand-over, once."""
        for folder in (self.place(row).parent, self.place(row).parent.parent, self.copies):
            with contextlib.suppress(FileNotFoundError):  # staff may have taken even the platform's folder
                fsync_folder(folder)
        if row.slot_id not in self.logged([row.slot_id]):
            append_line(self.log, f"{at} {row.slot_id} {row.revision} {row.content_id}")

    def logged(self, slot_ids: Iterable[str]) -> frozenset[str]:
        """Which of these slots the log knows; an unfinished last line counts only when the slot id is whole."""
        wanted = set(slot_ids)
        try:
            text = self.log.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return frozenset()
        return frozenset(parts[1] for line in text.splitlines() if len(parts := line.split(" ")) > 2) & wanted

    def sweep(self, claimed: Iterable[Row]) -> int:
        """Delete copies of attempts that are over; how many went."""
        busy = {self.aside(row) for row in claimed}
        left = [p for p in self.copies.glob("*") if p not in busy]
        return sum(remove_tree(path) for path in left)


def _note(row: Row) -> bytes:
    note = {
        "slot": row.slot_id,
        "revision": row.revision,
        "week": row.week,
        "platform": row.platform,
        "placement": row.placement,
        "due": row.due.isoformat(),
        "wall": f"{row.wall:%Y-%m-%d %H.%M} {row.zone_label}",
        "content_id": row.content_id,
        "files": dict(row.files),
    }
    return f"{json.dumps(note, ensure_ascii=False, sort_keys=True, indent=1)}\n".encode()
