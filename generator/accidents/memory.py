"""How memory is kept while files are read: what costs time there, and is not needed."""

from __future__ import annotations

import contextlib
import gc
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterator


def keep_freed_memory() -> None:
    """Let Arrow use a pool that keeps freed memory for the next column, where this build has one.

    An intake makes some hundred columns one after another; giving each back to the system and asking for the next
    costs a seventh of its time.
    """
    if "jemalloc" in pa.supported_memory_backends():
        pa.set_memory_pool(pa.jemalloc_memory_pool())


@contextlib.contextmanager
def without_collection() -> Iterator[None]:
    """Without the search for cycles that Python repeats while it makes many objects; texts and points have none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
