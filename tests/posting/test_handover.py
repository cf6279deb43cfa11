import datetime as dt
import json
import os
import shutil
import subprocess
import sys

import pytest

from generator.errors import QueueError
from generator.home import PROJECT
from generator.posting.handover import TickReport, tick
from generator.posting.housekeeping import keep_house
from generator.posting.kill_points import VARIABLE
from generator.posting.status import write_status
from tests.posting.queue_maker import HOUR, MONDAY_7, SUNDAY, make_week, open_store, outbox, sha

POINTS = ("before_claim", "claimed", "file_copied", "copied", "ready", "renamed", "logged", "finished")


@pytest.fixture
def week(tmp_path):
    """Output folder, open store and slot ids of a planned week."""
    manifest = make_week(tmp_path)
    with open_store(tmp_path) as store:
        store.plan(manifest, SUNDAY)
        yield tmp_path, store, [post.id for post in manifest.posts]


def ring(week, now):
    return tick(week[1], week[0] / "contoh", now)


def approve(week, *numbers):
    week[1].approve([week[2][n] for n in numbers or range(len(week[2]))], "Kasat", SUNDAY)


def log(output):
    return (output / "contoh" / "buku" / "serah.log").read_text().splitlines()


def test_without_an_approval_nothing_ever_leaves(week):
    for hour in range(7 * 24):
        ring(week, MONDAY_7 + hour * HOUR)
    assert outbox(week[0]) == []
    assert not (week[0] / "contoh" / "siap").exists()
    assert {str(r.state) for r in week[1].rows()} == {"expired"}


def test_an_approved_post_arrives_once_whole_and_in_its_hour(week):
    approve(week, 0)
    assert ring(week, MONDAY_7 - dt.timedelta(minutes=1)) == TickReport()
    assert ring(week, MONDAY_7).handed == (week[2][0],)
    for minute in range(1, 300):
        assert ring(week, MONDAY_7 + dt.timedelta(minutes=minute)).handed == ()
    place = week[0] / "contoh" / "siap" / "instagram" / week[2][0]
    note = json.loads((place / "serah.json").read_text())
    assert sorted(p.name for p in place.iterdir()) == ["1.alt.txt", "1.jpg", "caption.txt", "serah.json"]
    assert all(sha((place / name).read_bytes()) == digest for name, digest in note["files"].items())
    assert log(week[0]) == [f"2026-11-23T00:00:00Z {week[2][0]} 1 {note['content_id']}"]
    assert week[1].verify().problems == ()


def test_a_due_post_without_approval_waits_and_goes_when_it_is_approved_in_time(week):
    assert ring(week, MONDAY_7 + HOUR).waiting == (week[2][0],)
    approve(week, 0)
    assert ring(week, MONDAY_7 + HOUR).handed == (week[2][0],)


def test_a_bell_that_was_off_for_days_reports_what_was_missed_and_fires_nothing_late(week):
    approve(week, 0, 1)
    report = ring(week, MONDAY_7 + dt.timedelta(days=5))
    assert report.missed == tuple(week[2])
    assert report.handed == ()
    assert outbox(week[0]) == []
    assert [str(r.state) for r in week[1].rows()] == ["missed", "missed", "expired", "expired"]
    assert all(row.reason for row in week[1].rows())
    assert ring(week, MONDAY_7 + dt.timedelta(days=5)) == TickReport()


@pytest.mark.parametrize(("late", "goes"), [(dt.timedelta(hours=5, minutes=59), True), (6 * HOUR, False)])
def test_the_grace_ends_after_six_hours(week, late, goes):
    approve(week, 0)
    report = ring(week, MONDAY_7 + late)
    assert (week[2][0] in report.handed) == goes
    assert (week[2][0] in report.missed) != goes


def test_a_hold_stops_the_hand_over_and_its_end_lets_it_go(week):
    approve(week, 0, 1)
    week[1].hold("all", "ada musibah", "Kasat", SUNDAY, MONDAY_7 + HOUR)
    assert ring(week, MONDAY_7).held == (week[2][0],)
    assert ring(week, MONDAY_7 + HOUR).handed == (week[2][0],)
    week[1].hold("platform:x", "akun diretas", "Kasat", SUNDAY)
    assert ring(week, MONDAY_7 + 2 * HOUR).held == (week[2][1],)
    assert ring(week, MONDAY_7 + 8 * HOUR).missed[0] == week[2][1]
    assert week[1].rows()[1].reason == "ditahan: akun diretas"


@pytest.mark.parametrize("name", ["caption.txt", "1.jpg", "1.alt.txt"])
def test_a_byte_changed_after_the_approval_voids_it(week, name):
    approve(week, 0)
    file = next((week[0] / "contoh" / "2026-W48").glob(f"posts/instagram/*/*/{name}"))
    file.write_bytes(file.read_bytes() + b".")
    report = ring(week, MONDAY_7)
    assert report.handed == ()
    assert name in report.problems[0]
    assert "gugur" in report.problems[0]
    row = week[1].rows()[0]
    assert (str(row.state), row.approved_by, outbox(week[0])) == ("planned", (), [])
    approve(week, 0)
    assert ring(week, MONDAY_7).handed == ()  # approving again does not make the bytes right


def test_a_folder_that_is_gone_is_reported_and_tried_again(week):
    approve(week, 0)
    pack = week[0] / "contoh" / "2026-W48"
    pack.rename(pack.with_name("2026-W48.lama"))
    assert "tidak terbaca" in ring(week, MONDAY_7).problems[0]
    pack.with_name("2026-W48.lama").rename(pack)
    assert ring(week, MONDAY_7).handed == (week[2][0],)


def test_staff_may_empty_the_outbox_without_anything_coming_back(week):
    approve(week)
    for hour in range(0, 7, 2):
        ring(week, MONDAY_7 + hour * HOUR)
        shutil.rmtree(week[0] / "contoh" / "siap")
        ring(week, MONDAY_7 + hour * HOUR)
        assert not (week[0] / "contoh" / "siap").exists()
    assert len(log(week[0])) == 4


def test_an_outbox_that_cannot_be_written_leaves_the_post_for_another_try(week):
    approve(week, 0)
    (week[0] / "contoh" / "siap").write_text("sebuah berkas")
    report = ring(week, MONDAY_7)
    assert report.handed == ()
    assert "tidak dapat ditulisi" in report.problems[0]
    assert str(week[1].rows()[0].state) == "failed"
    (week[0] / "contoh" / "siap").unlink()
    assert ring(week, MONDAY_7).handed == (week[2][0],)


def test_a_full_disk_leaves_the_post_for_another_try(tmp_path):
    manifest = make_week(tmp_path, count=1, picture=b"\xff" * 300_000)
    with open_store(tmp_path) as store:
        store.plan(manifest, SUNDAY)
        store.approve([manifest.posts[0].id], "Kasat", SUNDAY)
    done = run(tmp_path, "200000")
    assert "disk penuh" in done.stderr
    assert outbox(tmp_path) == []
    assert run(tmp_path).returncode == 0
    assert len(outbox(tmp_path)) == 1


def test_a_folder_of_the_same_name_that_is_not_ours_is_asked_about(week):
    approve(week, 0)
    place = week[0] / "contoh" / "siap" / "instagram" / week[2][0]
    place.mkdir(parents=True)
    (place / "catatan.txt").write_text("dari Rina")
    assert "bukan buatan Selamat" in ring(week, MONDAY_7).problems[0]
    assert str(week[1].rows()[0].state) == "unknown"
    assert [p.name for p in place.iterdir()] == ["catatan.txt"]
    week[1].settle(week[2][0], was_handed=True, who="Rina", now=MONDAY_7)
    assert str(week[1].rows()[0].state) == "handed_over"
    assert week[1].verify().problems == ()


def test_a_store_restored_from_an_older_copy_never_hands_over_again(week):
    output, store, ids = week
    approve(week, 0, 1, 2)
    copy = keep_house(store, SUNDAY)
    store.approve([ids[3]], "Kasat", SUNDAY)
    for hour in (0, 2, 4, 6):
        ring(week, MONDAY_7 + hour * HOUR)
    shutil.rmtree(output / "contoh" / "siap" / "instagram")
    store.close()
    for file in store.path.parent.glob("queue.sqlite*"):
        file.unlink()
    shutil.copy(copy, store.path)
    log_path = output / "contoh" / "buku" / "serah.log"
    log_path.write_text("".join(line + "\n" for line in log(output)[:2]))  # and the log lost its end, too
    with open_store(output) as restored:
        report = tick(restored, output / "contoh", MONDAY_7 + 6 * HOUR)
        assert report.handed == ()
        assert report.recovered == tuple(ids)
        assert {str(r.state) for r in restored.rows()} == {"handed_over"}
        assert restored.verify().problems == ()
    assert len(log(output)) == 4
    assert len(outbox(output)) == 3


def test_a_second_tick_at_the_same_time_does_nothing(week):
    from generator.posting.durable import lock

    approve(week, 0)
    with lock(week[0] / "contoh" / "buku" / "serah.kunci"):
        assert ring(week, MONDAY_7).is_busy
        assert outbox(week[0]) == []
    assert ring(week, MONDAY_7).handed == (week[2][0],)


def test_status_js_tells_the_page_and_cannot_break_out_of_a_script(week):
    output, store, ids = week
    approve(week, 0)
    store.hold(ids[1], "</script><script>alert(1)</script>\u2028&", "Kasat", SUNDAY)
    text = write_status(store, output / "contoh", SUNDAY).read_text(encoding="utf-8")
    assert text.startswith("window.SELAMAT_STATUS = {")
    assert text.endswith("};\n")
    assert "<" not in text
    assert ">" not in text
    assert "&" not in text
    assert "\u2028" not in text
    status = json.loads(text.removeprefix("window.SELAMAT_STATUS = ").removesuffix(";\n"))
    assert [status["posts"][i]["state"] for i in ids] == ["approved", "held", "planned", "planned"]
    assert status["posts"][ids[0]]["revision"] == 1
    ring(week, MONDAY_7)
    assert '"handed_over"' in (output / "contoh" / "status.js").read_text(encoding="utf-8")


def test_status_js_in_a_closed_folder_is_one_sentence(week, read_only):
    with read_only(week[0] / "contoh"), pytest.raises(QueueError, match="tidak dapat ditulisi"):
        write_status(week[1], week[0] / "contoh", SUNDAY)


# ------------------------------------------------------------------------------------------------ kills at named points


def run(output, *more, at=""):
    command = [sys.executable, "-m", "tests.posting.tick_worker", str(output), "6", *more]
    return subprocess.run(
        command, cwd=PROJECT, env={**os.environ, VARIABLE: at}, capture_output=True, text=True, check=False
    )


def prepare(output):
    manifest = make_week(output)
    with open_store(output) as store:
        store.plan(manifest, SUNDAY)
        store.approve([post.id for post in manifest.posts], "Kasat", SUNDAY)
    return [post.id for post in manifest.posts]


def check_whole(output, ids, taken=()):
    with open_store(output) as store:
        assert {str(row.state) for row in store.rows()} == {"handed_over"}
        assert store.verify().problems == ()
        assert len(store.database.rows("SELECT 1 FROM ledger")) == len(ids)
    assert sorted([*outbox(output), *taken]) == sorted(ids)
    assert sorted(line.split()[1] for line in log(output)) == sorted(ids)
    assert not list(output.rglob("serah.baru/*"))
    for place in (output / "contoh" / "siap").glob("*/*"):
        files = json.loads((place / "serah.json").read_text())["files"]
        assert {name: sha((place / name).read_bytes()) for name in files} == files


@pytest.mark.parametrize("point", POINTS)
def test_a_kill_at_every_named_point_loses_and_doubles_nothing(tmp_path, point):
    ids = prepare(tmp_path)
    assert run(tmp_path, at=point).returncode == 137
    assert len(outbox(tmp_path)) == (POINTS.index(point) >= POINTS.index("renamed"))
    assert run(tmp_path).returncode == 0
    check_whole(tmp_path, ids)


@pytest.mark.parametrize("point", ["renamed", "logged"])
@pytest.mark.parametrize("again", ["logged", "finished"])
def test_staff_who_take_the_folder_before_the_books_are_done_do_not_get_it_twice(tmp_path, point, again):
    ids = prepare(tmp_path)
    run(tmp_path, at=point)
    taken = outbox(tmp_path)
    shutil.rmtree(tmp_path / "contoh" / "siap" / "instagram")
    assert run(tmp_path, at=again).returncode == 137  # the one who finishes the books dies, too
    assert run(tmp_path).returncode == 0
    check_whole(tmp_path, ids, taken)


def test_a_kill_while_another_one_recovers_is_recovered_as_well(tmp_path):
    ids = prepare(tmp_path)
    for point in ("ready", "copied", "ready", "claimed", "renamed", "logged", "finished", "file_copied"):
        assert run(tmp_path, at=point).returncode == 137
    assert run(tmp_path).returncode == 0
    check_whole(tmp_path, ids)
