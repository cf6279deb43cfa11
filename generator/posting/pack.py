"""A week's folders: written aside and swapped in together, so that there is always one whole pack, the old or the new.

    2026-W48.baru     being written
    2026-W48.lama     the former one, for the instant of the swap
    buku/tukar.json   from the moment that everything new is durable until the swap is done

A kill before tukar.json stands leaves the old pack (start-up deletes .baru); a kill after it is finished at start-up.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
from typing import TYPE_CHECKING, Any, Self

from generator.errors import QueueError
from generator.posting.durable import (
    fsync_folder,
    fsync_tree,
    lock,
    plain_fault,
    remove_tree,
    rename,
    write_durable,
)
from generator.posting.kill_points import kill_point
from generator.records import plain

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from generator.home import Home
    from generator.records import Manifest

MANIFEST = "week.json"
LONGEST_BELOW_OUTPUT = 130  # leaves 50 of Windows' comfortable 180 characters for the folder of the project
_LONGEST_PATH = 240
_SYSTEM_FILES = {"thumbs.db", "desktop.ini", ".ds_store"}  # made by file managers when somebody only looks


class PackWriter:
    """Writes the publishable and the internal folder of one week, and swaps both in when nothing failed.

        with PackWriter(home, "contoh", "2026-W48") as pack:
            ...                          write into pack.folder and pack.internal
            manifest = write_manifest(manifest, pack.folder)

    Entering finishes or undoes a half swap, and refuses when another process writes for this campaign or when a file
    of the present pack was edited. Leaving with an error deletes what was written and keeps the old folders. Raises
    QueueError for all of this and for a full disk or a folder that cannot be written to.
    """

    def __init__(self, home: Home, campaign: str, week: str) -> None:
        self._home, self._campaign, self._week = home, campaign, str(week)
        self.target = home.of(campaign) / self._week
        self.internal_target = home.of(campaign) / "internal" / self._week
        self.folder = _beside(self.target, "baru")
        self.internal = _beside(self.internal_target, "baru")
        self._cleanup = contextlib.ExitStack()

    def __enter__(self) -> Self:
        try:
            is_ours = self._cleanup.enter_context(lock(_lock_file(self._home, self._campaign)))
            _refuse_second(self._campaign, is_ours=is_ours)
            _finish_or_undo(self._home, self._campaign)
            refuse_foreign(self.target)
            for folder in (self.folder, self.internal):
                folder.mkdir(parents=True)
        except OSError as error:
            self._abandon()
            raise self._sentence(error) from error
        except QueueError:
            self._cleanup.close()
            raise
        return self

    def path(self, relative: str) -> Path:
        """Where a file of the pack is written, its folder made; QueueError when the path is too long for Windows."""
        made = self.folder / relative
        below = len(f"output/{self._campaign}/{self.folder.name}/{relative}")
        if below > LONGEST_BELOW_OUTPUT or len(str(made)) > _LONGEST_PATH:
            raise QueueError(
                str(made),
                "jalur berkas terlalu panjang",
                "Pindahkan folder Selamat ke jalur yang lebih pendek",
            )
        made.parent.mkdir(parents=True, exist_ok=True)
        return made

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self._swap()
        except OSError as fault:
            self._abandon()
            raise self._sentence(fault) from fault
        if error is not None:
            self._abandon()
            if isinstance(error, OSError) and self._is_about_output(error):
                raise self._sentence(error) from error
        self._cleanup.close()

    def _swap(self) -> None:
        """Make everything new durable, say so, rename, delete the old."""
        buku = self._home.ledger(self._campaign)
        root = self._home.of(self._campaign)
        written = [folder for folder in (self.folder, self.internal) if any(folder.iterdir())]
        for folder in written:
            fsync_tree(folder)
        kill_point("pack_written")
        names = [_beside(f, "").relative_to(root).as_posix() for f in written]
        write_durable(buku / "tukar.json", json.dumps({"folders": names}).encode())
        kill_point("pack_promised")
        try:
            _carry_on(self._home, self._campaign, names)
        except OSError:
            # This process lives, so it can undo what a kill would have left to the next start.
            _undo(self._home, self._campaign, names)
            raise
        for folder in {self.folder, self.internal} - set(written):
            remove_tree(folder)

    def _abandon(self) -> None:
        for folder in (self.folder, self.internal):
            remove_tree(folder)
        self._cleanup.close()

    def _is_about_output(self, error: OSError) -> bool:
        """A full disk names no file; a file elsewhere that cannot be read is another matter."""
        return plain_fault(error, "") is not None and (
            not isinstance(error.filename, str) or error.filename.startswith(str(self._home.output))
        )

    def _where(self, error: OSError) -> str:
        name = error.filename if isinstance(error.filename, str) else ""
        return name or f"output/{self._campaign}/{self._week}"

    def _sentence(self, error: OSError) -> QueueError | OSError:
        return plain_fault(error, self._where(error)) or error


def finish_or_undo(home: Home, campaign: str) -> None:
    """At start-up: finish a swap that was promised, undo anything else; nothing when another process is writing.

    Raises QueueError when the folders cannot be written to.
    """
    if not home.of(campaign).is_dir():
        return
    try:
        with lock(_lock_file(home, campaign)) as is_ours:
            if is_ours:
                _finish_or_undo(home, campaign)
    except OSError as error:
        raise plain_fault(error, error.filename or f"output/{campaign}") or error from error


# ------------------------------------------------------------------------------------------------ the swap


def _lock_file(home: Home, campaign: str) -> Path:
    return home.ledger(campaign) / "paket.kunci"


def _refuse_second(campaign: str, *, is_ours: bool) -> None:
    if not is_ours:
        raise QueueError(
            f"output/{campaign}",
            "sedang ditulis oleh Selamat yang lain di komputer ini",
            "Tunggu sampai selesai, lalu jalankan lagi",
        )


def _beside(folder: Path, ending: str) -> Path:
    """2026-W48 -> 2026-W48.baru; with an empty ending the plain name again."""
    name = folder.name.removesuffix(".baru").removesuffix(".lama")
    return folder.with_name(f"{name}.{ending}" if ending else name)


def _finish_or_undo(home: Home, campaign: str) -> None:
    promise = home.ledger(campaign) / "tukar.json"
    if promise.is_file():
        _carry_on(home, campaign, json.loads(promise.read_text(encoding="utf-8"))["folders"])
    promise.with_name(f"{promise.name}.baru").unlink(missing_ok=True)  # a promise that was never made
    for parent in (home.of(campaign), home.of(campaign) / "internal"):
        for left in sorted([*parent.glob("*.baru"), *parent.glob("*.lama")]):
            if left.is_dir():
                _tidy(left)


def _carry_on(home: Home, campaign: str, names: list[str]) -> None:
    """From the promise to the end; every step may have been done already."""
    for name in names:
        folder = home.of(campaign) / name
        new, old = _beside(folder, "baru"), _beside(folder, "lama")
        if new.is_dir():
            if folder.is_dir():
                remove_tree(old)
                rename(folder, old)
                kill_point("pack_old_aside")
            rename(new, folder)
            kill_point("pack_new_in_place")
        fsync_folder(folder.parent)
    (home.ledger(campaign) / "tukar.json").unlink(missing_ok=True)
    fsync_folder(home.ledger(campaign))
    kill_point("pack_promise_kept")
    for name in names:
        remove_tree(_beside(home.of(campaign) / name, "lama"))


def _undo(home: Home, campaign: str, names: list[str]) -> None:
    """Take the promise back and put every old folder where it was."""
    (home.ledger(campaign) / "tukar.json").unlink(missing_ok=True)
    for name in names:
        folder = home.of(campaign) / name
        old = _beside(folder, "lama")
        if old.is_dir():
            if folder.is_dir():
                rename(folder, _beside(folder, "baru"))
            rename(old, folder)


def _tidy(left: Path) -> None:
    """A leftover without a promise: the old folder goes back when its place is empty, anything else goes."""
    folder = _beside(left, "")
    if left.suffix == ".lama" and not folder.exists():
        rename(left, folder)
    else:
        remove_tree(left)


# ------------------------------------------------------------------------------------------------ the manifest


def write_manifest(manifest: Manifest, folder: Path) -> Manifest:
    """Write week.json with the sha256 of every other file of the folder; gives the manifest with these hashes."""
    made = dataclasses.replace(manifest, files=hashes(folder))
    text = json.dumps(plain(made), ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    (folder / MANIFEST).write_bytes(f"{text}\n".encode())
    return made


def read_manifest(folder: Path) -> dict[str, Any]:
    """week.json as plain dicts. Raises QueueError when it is missing or cannot be read."""
    path = folder / MANIFEST
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise QueueError(str(path), "berkas tidak ada", "Jalankan run.py untuk membuat pekan itu") from None
    except (OSError, ValueError) as error:
        raise QueueError(
            str(path), f"tidak terbaca ({error})", "Jalankan run.py untuk membuatnya lagi"
        ) from error
    if not isinstance(read, dict) or not isinstance(read.get("files"), dict):
        raise QueueError(str(path), "bukan week.json buatan Selamat", "Jalankan run.py untuk membuatnya lagi")
    return read


def hashes(folder: Path) -> dict[str, str]:
    """Relative path (forward slashes) -> sha256 of every file but week.json, in order of the paths."""
    found = {}
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder).as_posix()
        if path.is_file() and relative != MANIFEST and not is_system_file(path.name):
            found[relative] = hashlib.sha256(path.read_bytes()).hexdigest()
    return dict(sorted(found.items()))


def is_system_file(name: str) -> bool:
    """Whether a file manager or an office program made it beside a file that somebody only opened."""
    return name.lower() in _SYSTEM_FILES or name.startswith(("~$", "._", ".~lock."))


def foreign_files(folder: Path) -> tuple[str, ...]:
    """Files of a pack that were edited or added by hand: those whose hash is not in week.json, by relative path.

    None when there is no folder; all of them when week.json is missing or cannot be read.
    """
    if not folder.is_dir():
        return ()
    try:
        known = read_manifest(folder)["files"]
    except QueueError:
        known = {}  # nothing here can be shown to be ours
    return tuple(path for path, digest in hashes(folder).items() if known.get(path) != digest)


def refuse_foreign(folder: Path) -> None:
    """Stop before an edit would be lost. Raises QueueError naming the file and what to do."""
    changed = foreign_files(folder)
    if changed:
        more = f" (dan {len(changed) - 1} berkas lain)" if len(changed) > 1 else ""
        raise QueueError(
            f"{folder / changed[0]}{more}",
            "disunting atau ditambah di luar Selamat, dan akan hilang bila pekan ini dibuat ulang",
            f'Jadikan perubahan resmi: python run.py take-over "{folder / changed[0]}" --by NAMA --why ALASAN; '
            "atau pindahkan berkas itu dari folder pekan",
        )
