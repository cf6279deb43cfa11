"""What was measured before on the same input: one JSON file a measurement, behind the privacy wall.

A measurement is a pure function of its key, so forgetting costs time and nothing else.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

KEPT = 40  # files of one campaign; older ones are removed


@dataclass(frozen=True, slots=True)
class Memory:
    """Remembers measurements in a folder; without one it measures every time."""

    folder: Path | None = None

    def recall(self, name: str, key: str, measure: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """The measurement of that name and key, made now when it is not there or not whole."""
        if self.folder is None:
            return measure()
        path = self.folder / f"{name}-{key}.json"
        with contextlib.suppress(OSError, ValueError):
            stored = json.loads(path.read_text(encoding="utf-8"))
            if isinstance(stored, dict):
                return stored
        made = measure()
        with contextlib.suppress(OSError):  # a full or read-only disk is no reason to stop
            self._write(path, made)
        return made

    def _write(self, path: Path, made: dict[str, Any]) -> None:
        assert self.folder is not None
        self.folder.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.stem}.{os.getpid()}.part")
        part.write_text(json.dumps(made), encoding="utf-8")
        part.replace(path)
        files = sorted(self.folder.glob("*.json"), key=lambda one: one.stat().st_mtime, reverse=True)
        for old in files[KEPT:]:
            old.unlink(missing_ok=True)


def key_of(arrays: Iterable[NDArray[Any]], *words: object) -> str:
    """A key from arrays, plain values and the code of this package: whatever changes one of them is measured anew."""
    digest = hashlib.sha256()
    for array in arrays:
        digest.update(f"{array.dtype} {array.shape}\n".encode())
        digest.update(array.tobytes())
    digest.update(repr(words).encode())
    root = Path(__file__).parent
    for room in ("detector", "measures", "roads"):
        for path in sorted((root / room).glob("*.py")):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:32]
