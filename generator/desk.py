"""The verbs of the queue's desk: list, approve, hold, release, mark, tick, watch, take over, verify, clean."""

from __future__ import annotations
