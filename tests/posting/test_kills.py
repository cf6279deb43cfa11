"""Two workers that compete, killed at random; a clerk takes folders away as soon as they appear."""

import json
import random
import subprocess
import sys
import time

from generator.home import PROJECT
from generator.posting.housekeeping import sweep
from tests.posting.queue_maker import SUNDAY, make_week, open_store, seconds_of, sha

POSTS = 60
SECONDS = 10  # of killing; then the rest is handed over in peace


def start(output):
    command = [sys.executable, "-m", "tests.posting.tick_worker", str(output), "161"]
    return subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.DEVNULL)


def take(output, desk):
    """What a clerk does: move every folder out of siap/. One that appears again would be seen here."""
    for place in (output / "contoh" / "siap").glob("*/*"):
        if not place.name.startswith("."):
            assert not (desk / place.name).exists(), f"{place.name} came twice"
            place.rename(desk / place.name)


def test_random_kills_of_two_workers_lose_and_double_nothing(tmp_path):
    chance = random.Random(20261123)
    manifest = make_week(tmp_path, POSTS, text=lambda number: f"Unggahan {number}", picture=b"\xff" * 20_000)
    ids = sorted(post.id for post in manifest.posts)
    desk = tmp_path / "meja"
    desk.mkdir()
    idle = seconds_of(lambda: start(tmp_path).wait(timeout=60))  # a machine's own measure of a short time
    with open_store(tmp_path) as store:
        store.plan(manifest, SUNDAY)
        store.approve(ids, "Kasat", SUNDAY)
    kills, begun, workers = 0, time.monotonic(), []
    while time.monotonic() - begun < SECONDS:
        workers = [worker for worker in workers if worker.poll() is None]
        done = len(list(desk.iterdir())) == POSTS
        if done and not workers:
            break
        workers += [start(tmp_path) for _ in range(2 - len(workers) if not done else 0)]
        time.sleep(idle * (0.6 + chance.random()))
        victim = chance.choice(workers) if workers and not done else None
        if victim is not None:
            victim.kill()
            kills += victim.wait() < 0
        take(tmp_path, desk)
    for worker in workers:
        worker.wait(timeout=60)
    assert start(tmp_path).wait(timeout=60) == 0
    take(tmp_path, desk)
    assert kills >= 3
    assert sorted(place.name for place in desk.iterdir()) == ids
    for place in desk.iterdir():
        files = json.loads((place / "serah.json").read_text())["files"]
        assert {name: sha((place / name).read_bytes()) for name in files} == files
    log = (tmp_path / "contoh" / "buku" / "serah.log").read_text().splitlines()
    assert sorted(line.split()[1] for line in log) == ids
    with open_store(tmp_path) as store:
        assert {str(row.state) for row in store.rows()} == {"handed_over"}
        assert store.verify().problems == ()
        sweep(store)
    assert not list(tmp_path.rglob("serah.baru/*"))
