"""The only place that reads the clock; everything else receives `now`."""

from __future__ import annotations

import time
from datetime import UTC, datetime


def now() -> datetime:
    """This instant in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def monotonic_s() -> float:
    """Seconds on a clock that is never set; only differences mean something."""
    return time.monotonic()
