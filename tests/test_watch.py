import datetime as dt
import random

import pytest

from generator.home import Home
from generator.watch import Bell, Caller, watch
from tests.posting.queue_maker import MONDAY_7, SUNDAY, make_week, open_store, outbox

STEP = dt.timedelta(minutes=10)


class Clock:
    """Time that goes on only when somebody sleeps, in steps of at least ten minutes."""

    def __init__(self, start, days, jumps=None, step=STEP):
        self.now, self.end, self.jumps = start, start + dt.timedelta(days=days), jumps or {}
        self.naps = 0
        self.step = step

    def sleep(self, seconds):
        self.naps += 1
        self.now += max(dt.timedelta(seconds=seconds), self.step) + self.jumps.get(self.naps, dt.timedelta())

    def stop(self):
        return self.now >= self.end


def run(output, clock, ids=("contoh",), **caller):
    said = []
    watch(
        Home(output_root=output), ids, now=lambda: clock.now, sleep=clock.sleep, stop=clock.stop,
        caller=Caller(say=said.append, **caller),
    )  # fmt: skip
    return said


def plan(output, approved=(), campaign="contoh", count=12):
    manifest = make_week(output, count=count, campaign=campaign)
    with open_store(output, campaign) as store:
        store.plan(manifest, SUNDAY)
        store.approve([manifest.posts[n].id for n in approved], "Kasat", SUNDAY)
    return [post.id for post in manifest.posts]


def test_a_week_with_nothing_approved_leaves_the_outbox_empty(tmp_path):
    ids = plan(tmp_path)
    said = run(tmp_path, Clock(SUNDAY, 8))
    assert outbox(tmp_path) == []
    assert not (tmp_path / "contoh" / "siap").exists()
    assert said == [f"contoh: terlewat: {one}" for one in ids]


def test_one_approved_post_arrives_exactly_once_in_a_week(tmp_path):
    ids = plan(tmp_path, approved=[5])
    said = run(tmp_path, Clock(SUNDAY, 8))
    assert outbox(tmp_path) == [ids[5]]
    assert [s for s in said if "diserahkan" in s] == [f"contoh: diserahkan: {ids[5]}"]
    log = (tmp_path / "contoh" / "buku" / "serah.log").read_text().splitlines()
    handed = dt.datetime.fromisoformat(log[0].split()[0])
    assert len(log) == 1
    assert MONDAY_7 + dt.timedelta(hours=10) <= handed < MONDAY_7 + dt.timedelta(hours=10) + 2 * STEP


def test_a_bell_that_is_silent_for_five_days_changes_nothing_but_what_is_reported(tmp_path):
    ids = plan(tmp_path, approved=range(12))
    clock = Clock(SUNDAY, 9, jumps={160: dt.timedelta(days=5)})
    said = run(tmp_path, clock)
    handed = [s.rpartition(" ")[2] for s in said if "diserahkan" in s]
    missed = [s.rpartition(" ")[2] for s in said if "terlewat" in s]
    assert sorted(handed + missed) == sorted(ids)
    assert handed
    assert missed
    assert outbox(tmp_path) == sorted(handed)


def test_a_clock_that_is_set_back_does_not_silence_the_bell(tmp_path):
    ids = plan(tmp_path, approved=[0])
    run(tmp_path, Clock(SUNDAY, 3, jumps={30: dt.timedelta(days=-400), 40: dt.timedelta(days=400)}))
    assert outbox(tmp_path) == [ids[0]]


def test_several_campaigns_are_served_and_one_that_fails_starves_nobody(tmp_path):
    first = plan(tmp_path, approved=[0], campaign="bantul")
    plan(tmp_path, approved=[0], campaign="contoh")
    second = plan(tmp_path, approved=[0], campaign="sleman")
    with open_store(tmp_path, "contoh") as store:
        path = store.path
    path.write_bytes(b"rusak" * 1000)
    for extra in path.parent.glob("queue.sqlite-*"):
        extra.unlink()
    said = run(tmp_path, Clock(MONDAY_7, 0.1), ids=("bantul", "contoh", "belum-ada", "sleman"))
    assert outbox(tmp_path, "bantul") == first[:1]
    assert outbox(tmp_path, "sleman") == second[:1]
    assert any("contoh: " in s and "rusak" in s for s in said)


def test_a_bug_in_one_job_is_told_and_logged_and_the_others_go_on(tmp_path):
    ids = plan(tmp_path, approved=[0])

    def broken(home, campaign, now):
        raise ZeroDivisionError("x")

    said = run(tmp_path, Clock(MONDAY_7, 0.2), plan=broken)
    assert outbox(tmp_path) == ids[:1]
    assert any("kesalahan program" in s for s in said)
    assert "ZeroDivisionError" in (tmp_path / "contoh" / "buku" / "jaga.log").read_text()


def test_the_queue_is_copied_once_a_day_and_two_weeks_are_kept(tmp_path):
    plan(tmp_path)
    run(tmp_path, Clock(SUNDAY, 16, step=dt.timedelta(hours=1)))
    copies = sorted(p.name for p in (tmp_path / "contoh" / "buku" / "salinan").iterdir())
    assert len(copies) == 14
    assert copies[-1] == "queue-2026-12-07.sqlite"
    assert (tmp_path / "contoh" / "buku" / "nyala").read_text() == "2026-12-07T23:00:00Z\n"


def test_the_job_that_plans_is_called_about_every_hour_with_the_time(tmp_path):
    calls = []
    run(tmp_path, Clock(SUNDAY, 1), plan=lambda home, campaign, now: calls.append(now) or ())
    assert len(calls) == 24
    assert calls[0] == SUNDAY
    assert calls[1] == SUNDAY + dt.timedelta(hours=1)


@pytest.mark.parametrize("seed", range(3))
def test_a_bell_rings_each_job_once_per_interval_whatever_the_host_says(seed):
    chance, rung = random.Random(seed), {1: 0, 60: 0}
    bell = Bell()
    for minutes in rung:
        bell.every(minutes).minutes.do(lambda now, m=minutes: rung.update({m: rung[m] + 1}))
    now = dt.datetime(1999, 12, 31, tzinfo=dt.UTC)
    for _ in range(600):
        bell.ring(now)
        assert 1 <= bell.nap_s(now) <= 60
        now += dt.timedelta(minutes=1, seconds=chance.random())
    assert rung == {1: 600, 60: 10}
