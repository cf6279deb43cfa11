"""Where Arrow takes its memory from while files are read."""

from __future__ import annotations

import pyarrow as pa


def keep_freed_memory() -> None:
    """Let Arrow use a pool that keeps freed memory for the next column, where this build has one.

    An intake makes some hundred columns one after another; giving each back to the system and asking for the next
    costs a seventh of its time.
    """
    if "jemalloc" in pa.supported_memory_backends():
        pa.set_memory_pool(pa.jemalloc_memory_pool())
