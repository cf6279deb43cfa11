"""Ticks in a process of its own until nothing is open, so that a test can kill it: tick_worker.py OUTPUT HOURS [LIMIT]."""

import datetime as dt
import sys
from pathlib import Path

from generator.posting.handover import tick
from tests.posting.queue_maker import MONDAY_7, open_store


def work(output, hours):
    """One tick; whether something is still open then."""
    with open_store(output) as store:
        done = tick(store, output / "contoh", MONDAY_7 + dt.timedelta(hours=hours), dt.timedelta(days=7))
        return done, bool(
            store.rows(state="approved") or store.rows(state="claimed") or store.rows(state="failed")
        )


if __name__ == "__main__":
    if len(sys.argv) > 3:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
        report, _ = work(Path(sys.argv[1]), float(sys.argv[2]))
        sys.exit("\n".join(report.problems))
    while work(Path(sys.argv[1]), float(sys.argv[2]))[1]:
        pass
