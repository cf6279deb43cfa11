"""Writing so that a kill at any instant leaves either the old or the new: aside, fsync, rename; and one writer at a time."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from generator.errors import QueueError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_SHUT = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.EISDIR}
_TRIES = 8  # of a rename that another program blocks, a quarter of a second apart
_PAUSE_S = 0.25


def write_durable(path: Path, content: bytes) -> None:
    """Write a file aside, make it durable, and put it in place of the old one; OSError as it comes."""
    aside = path.with_name(f"{path.name}.baru")
    try:
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        rename(aside, path)
    except OSError:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)
        raise
    fsync_folder(path.parent)


def write_new(path: Path, content: bytes) -> None:
    """Write a file that nobody sees yet (its folder is renamed later) and make its bytes durable."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def append_line(path: Path, line: str) -> None:
    """Add one line and make it durable; a line that a kill left unfinished is ended first."""
    with path.open("a+b") as file:
        if file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                file.write(b"\n")
        file.write(f"{line}\n".encode())
        file.flush()
        os.fsync(file.fileno())


def fsync_tree(folder: Path) -> None:
    """Make every file and folder below durable; several at once, so that the disk can do them in one go."""
    folders, files = [], []
    for parent, _, names in os.walk(folder):
        folders.append(parent)
        files += [os.path.join(parent, name) for name in names]  # noqa: PTH118 - os.walk gives text
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(_fsync_file, files))
        list(pool.map(fsync_folder, folders))


def _fsync_file(path: str) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def fsync_folder(folder: Path | str) -> None:
    """Make the names in a folder durable; Windows keeps them by itself and cannot be asked."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def rename(old: Path, new: Path, pause: Callable[[float], None] = time.sleep) -> None:
    """Rename, replacing a file but never a folder that is not empty; waits while another program holds it open.

    Windows refuses while a folder or a file in it is open, an antivirus scan is enough; after two seconds the OSError
    is raised.
    """
    for attempt in range(_TRIES):
        try:
            os.replace(old, new)  # noqa: PTH105 - one name for Windows and POSIX
        except PermissionError:
            if attempt == _TRIES - 1 or os.name != "nt":
                raise
            pause(_PAUSE_S)
        else:
            return


def remove_tree(folder: Path) -> bool:
    """Delete a folder with all that is in it; False when something holds it open (the next start tries again)."""
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


@contextlib.contextmanager
def lock(path: Path) -> Iterator[bool]:
    """Hold the lock file while inside; gives False at once when another process has it.

    The system itself lets go when a process ends, however it ends, so that a kill leaves no lock behind.
    OSError when the folder cannot be written to.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        taken = _try_lock(file.fileno())
        try:
            yield taken
        finally:
            if taken:
                _unlock(file.fileno())


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        try:
            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


def plain_fault(error: OSError, where: str) -> QueueError | None:
    """The sentence for a disk that is full or a folder that cannot be written to; None for any other error."""
    if error.errno in _FULL:
        return QueueError(
            where,
            "disk penuh, hasil baru tidak dapat disimpan",
            "Kosongkan ruang disk lalu jalankan lagi; hasil terakhir yang utuh tidak berubah",
        )
    if error.errno in _SHUT:
        return QueueError(
            where,
            "folder atau berkas itu tidak dapat ditulisi",
            "Periksa izin folder dan tutup program yang memakainya, lalu jalankan lagi; "
            "hasil terakhir yang utuh tidak berubah",
        )
    return None
