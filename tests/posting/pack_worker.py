"""Writes one pack in a process of its own, so that a test can kill it: pack_worker.py OUTPUT TEXT [LIMIT_BYTES]."""

import sys
from pathlib import Path

from generator.errors import QueueError
from generator.home import Home
from generator.posting.durable import write_new
from generator.posting.pack import PackWriter


def write(output, text, files=12):
    with PackWriter(Home(output_root=output), "contoh", "2026-W48") as pack:
        for number in range(files):
            write_new(
                pack.path(f"posts/x/post_landscape/2026-11-2{number % 7}T0700-a/{number}.txt"), text.encode()
            )
        (pack.internal / "laporan.html").write_text(text)
        pack.path("week.json").write_text(text)


if __name__ == "__main__":
    if len(sys.argv) > 3:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
    try:
        write(Path(sys.argv[1]), sys.argv[2])
    except QueueError as error:
        sys.exit(f"fault: {error}")
