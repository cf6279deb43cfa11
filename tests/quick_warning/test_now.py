"""The verb `now` on the sample campaign whose accident files are not there: pack, queue, hand-over, repeats, kills."""

import datetime as dt
import json
import os
import subprocess
import sys

import pytest

from generator.errors import QueueError, SettingsError
from generator.home import PROJECT
from generator.posting import handover, pack
from generator.posting.kill_points import VARIABLE
from generator.posting.store import Store
from generator.quick_warning.asked import Typed
from generator.quick_warning.making import Order, make_warning
from generator.records import IsoWeek, QuickPack, pack_id
from generator.settings import choose_pack
from tests.planner import refused

NOON = dt.datetime(2026, 11, 29, 5, 0, 20, tzinfo=dt.UTC)  # 12.00 WIB
NIGHT = dt.datetime(2026, 11, 29, 16, 10, tzinfo=dt.UTC)  # 23.10 WIB, quiet until 05.30
RAIN = Typed("Hujan lebat dan angin kencang", "cuaca", "Kecamatan Sukamaju", "pukul 18.00", "BMKG")
CLOSED = Typed("Perbaikan jembatan", "penutupan", "Jalan Raya Barat")


def command(home, *words):
    folders = (
        "--output",
        str(home.output),
        "--campaigns",
        str(home.campaigns),
        "--data",
        str(home.accident_data),
    )
    return [sys.executable, str(PROJECT / "run.py"), *words, *folders]


def run(home, *words, env=None):
    return subprocess.run(
        command(home, *words), capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
        env={**os.environ, **(env or {})},
    )  # fmt: skip


def typed(one=RAIN):
    options = {"kind": one.kind, "area": one.area, "until": one.until, "source": one.source}
    return [one.text, *(word for key, value in options.items() if value for word in (f"--{key}", value))]


def store_of(home):
    return Store(home.ledger("contoh") / "queue.sqlite")


def states(home):
    with store_of(home) as store:
        return [str(row.state) for row in store.rows()]


def test_a_planner_makes_approves_and_hands_over_a_warning_without_any_accident_file(home):
    done = run(
        home, "now", *typed(Typed(RAIN.text, "cuaca", RAIN.area, "", "BMKG")), "--setuju", "Kasat Lantas"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Disetujui oleh Kasat Lantas" in done.stdout
    (folder,) = home.of("contoh").glob("*-kilat-01")
    manifest = pack.read_manifest(folder)
    assert manifest["files"] == pack.hashes(folder)
    assert {"index.html", "agenda.ics", "agenda.csv"} <= manifest["files"].keys()
    assert len(manifest["posts"]) == 4
    for post in manifest["posts"]:
        assert post["assets"], post["id"]
        assert (folder / post["folder"] / "caption.txt").is_file()
        assert "contoh" in post["assets"][0]["alt_text"]
        assert 0 < post["caption"]["count"] <= post["caption"]["limit"]
        assert "Hujan lebat dan angin kencang." in post["caption"]["text"]
    assert not home.accident_data.exists()
    due = manifest["posts"][0]["slot"]["wall"]
    first, second = (run(home, "tick", "contoh", "--at", due) for _ in range(2))
    assert "Diserahkan 4" in first.stdout
    assert "Diserahkan 0" in second.stdout
    assert len(list(home.outbox("contoh").glob("*/*"))) == 4
    listed = run(home, "list", "contoh")
    assert listed.stdout.count("kilat-01") == 4
    assert "utuh" in run(home, "verify", "contoh", "--week", folder.name).stdout


def test_each_distinct_picture_is_drawn_once(home, campaign):
    made = make_warning(home, campaign, Order(RAIN), NOON)
    hashes = {
        f"{post.slot.platform}/{post.slot.placement}": post.assets[0].sha256 for post in made.manifest.posts
    }
    assert hashes["instagram/feed_portrait"] == hashes["facebook/feed_portrait"]
    assert len(set(hashes.values())) == 3
    assert {len(post.assets) for post in made.manifest.posts} == {1}
    assert len(made.manifest.masters) == 3


def test_the_same_words_at_the_same_minute_give_the_same_bytes(home, campaign):
    first = make_warning(home, campaign, Order(RAIN), NOON)
    kept = {name: (first.folder / name).read_bytes() for name in [*first.manifest.files, "week.json"]}
    other = type(home)(
        output_root=home.output / "lain", campaigns_root=home.campaigns, data_root=home.accident_data
    )
    second = make_warning(other, campaign, Order(RAIN), NOON)
    assert kept == {
        name: (second.folder / name).read_bytes() for name in [*second.manifest.files, "week.json"]
    }


def test_the_next_warning_gets_the_next_number_also_after_cleaning(home, campaign):
    assert str(make_warning(home, campaign, Order(RAIN), NOON).id) == "2026-W48-kilat-01"
    assert str(make_warning(home, campaign, Order(CLOSED), NOON).id) == "2026-W48-kilat-02"
    assert run(home, "clean", "contoh").returncode == 0
    assert not list(home.of("contoh").glob("*-kilat-*"))
    assert str(make_warning(home, campaign, Order(RAIN), NOON).id) == "2026-W48-kilat-03"


def test_the_same_words_twice_are_refused_unless_a_person_insists_or_time_has_passed(home, campaign):
    make_warning(home, campaign, Order(RAIN), NOON)
    louder = Typed("hujan lebat dan  angin kencang", RAIN.kind, RAIN.area, RAIN.until, RAIN.source)
    with pytest.raises(QueueError, match="--lagi"):
        make_warning(home, campaign, Order(louder), NOON + dt.timedelta(minutes=10))
    assert len(states(home)) == 4
    make_warning(home, campaign, Order(louder, is_again=True), NOON + dt.timedelta(minutes=10))
    make_warning(home, campaign, Order(RAIN), NOON + dt.timedelta(minutes=45))
    assert len(states(home)) == 12


def test_without_an_approval_it_waits_and_the_desk_approves_it_by_its_name(home, campaign):
    made = make_warning(home, campaign, Order(CLOSED), NOON)  # it has no end that a test's clock could pass
    assert made.approved is None
    with store_of(home) as store:
        assert handover.tick(store, home.of("contoh"), NOON + dt.timedelta(minutes=2)).waiting
    done = run(home, "approve", "--name", "contoh", "--week", str(made.id), "--all", "--by", "Kasat")
    assert "4 unggahan disetujui" in done.stdout, done.stderr
    with store_of(home) as store:
        report = handover.tick(store, home.of("contoh"), NOON + dt.timedelta(minutes=3))
    assert len(report.handed) == 4


def test_two_people_are_asked_for_where_the_campaign_says_so(home, change):
    made = make_warning(home, change(two_people="true"), Order(RAIN, by="Kasat"), NOON)
    assert len(made.approved.waiting_for_second) == 4
    assert set(states(home)) == {"planned"}


def test_quiet_hours_hold_it_back_unless_it_is_approved(home, campaign):
    later = Typed(RAIN.text, "cuaca", RAIN.area, "2026-11-30 10.00", "BMKG")
    waiting = make_warning(home, campaign, Order(later), NIGHT)
    assert waiting.is_quiet
    assert f"{waiting.manifest.posts[0].slot.wall:%H.%M}" == "05.30"
    at_once = make_warning(home, campaign, Order(CLOSED, by="Kasat"), NIGHT)
    assert at_once.is_quiet
    assert f"{at_once.manifest.posts[0].slot.wall:%H.%M}" == "23.11"
    with pytest.raises(QueueError, match="jam tenang"):
        make_warning(home, campaign, Order(Typed(RAIN.text, "cuaca", "Kota", "03.00", "BMKG")), NIGHT)


def test_a_hold_silences_it_as_it_silences_the_week(home, campaign):
    make_warning(home, campaign, Order(CLOSED), NOON)
    with store_of(home) as store:
        store.hold("all", "musibah", "Kasat", NOON)
    made = make_warning(home, campaign, Order(RAIN, by="Kasat"), NOON)
    assert made.held == 4
    with store_of(home) as store:
        report = handover.tick(store, home.of("contoh"), NOON + dt.timedelta(minutes=2))
    assert not report.handed
    assert len(report.held) == 8


def test_it_is_not_handed_over_when_what_it_says_is_over(home, campaign):
    short = Typed(RAIN.text, "cuaca", RAIN.area, "pukul 12.30", "BMKG")
    made = make_warning(home, campaign, Order(short, by="Kasat"), NOON)
    with store_of(home) as store:
        report = handover.tick(store, home.of("contoh"), NOON + dt.timedelta(minutes=31))
        assert len(report.missed) == 4
        assert not report.handed
        assert "masa berlakunya" in store.rows()[0].reason
    waiting = make_warning(home, campaign, Order(short, is_again=True), NOON)
    with store_of(home) as store, pytest.raises(QueueError, match="masa berlakunya"):
        store.approve([post.id for post in waiting.manifest.posts], "Kasat", NOON + dt.timedelta(minutes=31))
    assert made.id != waiting.id


def test_the_week_and_its_warnings_do_not_touch_each_other(home, campaign):
    home.pack("contoh", IsoWeek(2026, 48)).mkdir(parents=True)
    (home.pack("contoh", IsoWeek(2026, 48)) / "catatan.txt").write_text("milik pekan", encoding="utf-8")
    make_warning(home, campaign, Order(RAIN), NOON)
    assert (home.pack("contoh", IsoWeek(2026, 48)) / "catatan.txt").read_text(
        encoding="utf-8"
    ) == "milik pekan"
    assert not (home.of("contoh") / "internal" / "2026-W48-kilat-01").exists()


def test_a_warning_does_not_change_what_a_later_week_rests_on(home, campaign):
    with store_of(home) as store:
        before = store.ledger_digest(IsoWeek(2026, 50))
    make_warning(home, campaign, Order(RAIN, by="Kasat"), NOON)
    with store_of(home) as store:
        assert store.history(IsoWeek(2026, 50)) == ()
        assert store.ledger_digest(IsoWeek(2026, 50)) == before


def test_a_folder_that_is_not_ours_does_not_stop_a_warning(home, campaign):
    (home.of("contoh") / "2026-W48-kilat-04").mkdir(parents=True)
    assert str(make_warning(home, campaign, Order(RAIN), NOON).id) == "2026-W48-kilat-05"


@pytest.mark.parametrize("point", ["pack_written", "pack_promised", "pack_new_in_place", "pack_promise_kept"])
def test_a_kill_leaves_nothing_half(home, campaign, point):
    done = run(home, "now", *typed(CLOSED), "--setuju", "Kasat", env={VARIABLE: point})
    assert done.returncode == 137
    after = make_warning(home, campaign, Order(RAIN), NOON)
    folders = [path for path in home.of("contoh").iterdir() if "-kilat-" in path.name]
    assert all(pack.read_manifest(folder)["files"] == pack.hashes(folder) for folder in folders)
    with store_of(home) as store:
        assert set(store.packs()) == {folder.name for folder in folders}
        assert store.verify().problems == ()
        assert {str(row.state) for row in store.rows()} == {"planned"}
    assert after.folder in folders
    assert len(folders) == (1 if point == "pack_written" else 2)


def test_what_is_refused_leaves_no_folder(home):
    refused(run(home, "now", "TOLONG <b>BANJIR</b>", "--kind", "cuaca"), "peringatan cepat", "--source", "<")
    refused(run(home, "now", "Banjir", "--kind", "tsunami"), "--kind", "cuaca")
    assert not list(home.of("contoh").glob("*-kilat-*"))


def test_only_invented_campaigns_are_stamped(home, campaign):
    from dataclasses import replace

    from generator.quick_warning.sample import is_invented

    real = replace(campaign, id="sleman")
    assert is_invented(home, campaign)
    assert not is_invented(home, real)
    named = replace(real, data=replace(real.data, accidents=("accident_data/contoh/*.xlsx",)))
    assert is_invented(home, named)
    week = home.pack("sleman", IsoWeek(2026, 47))
    week.mkdir(parents=True)
    (week / "week.json").write_text(json.dumps({"files": {}, "is_sample": True}), encoding="utf-8")
    assert is_invented(home, real)


def test_an_edit_by_hand_is_not_taken_over_but_never_lost_in_silence(home, campaign):
    made = make_warning(home, campaign, Order(RAIN), NOON)
    caption = made.folder / made.manifest.posts[0].folder / "caption.txt"
    caption.write_text("lain", encoding="utf-8")
    refused(
        run(home, "take-over", str(caption), "--by", "Rina", "--why", "x"), "peringatan cepat", "hold week:"
    )
    refused(run(home, "clean", "contoh"), "disunting")
    assert run(home, "verify", "contoh").returncode == 1


def test_the_page_and_the_calendar_of_a_warning_say_what_it_is(home, campaign):
    made = make_warning(home, campaign, Order(RAIN), NOON)
    page = (made.folder / "index.html").read_text(encoding="utf-8")
    assert "Peringatan cepat 1, pekan 48" in page
    assert "29 November 2026 · 4 unggahan" in page
    assert "DATA CONTOH" in page
    assert "n\u00a0=\u00a00" not in page
    assert "tidak ada peta" not in page
    calendar = (made.folder / "agenda.ics").read_text(encoding="utf-8")
    assert calendar.count("BEGIN:VEVENT") == 4
    assert "UID:2026-W48-kilat-01-x-post_landscape-min1201-1@contoh.selamat" in calendar.replace("\r\n ", "")


def test_names_of_packs_are_read_back():
    assert pack_id("2026-W48-kilat-01") == QuickPack(IsoWeek(2026, 48), 1)
    assert str(pack_id("2026-W53")) == "2026-W53"
    for wrong in ("2026-W48-kilat-", "2026-W60-kilat-01", "2026-W48-kilat-01.baru", "kilat"):
        with pytest.raises(ValueError, match=r"."):
            pack_id(wrong)


def test_a_pack_that_is_no_warning_is_refused_by_name(campaign):
    with pytest.raises(SettingsError, match="bukan peringatan cepat"):
        choose_pack(campaign, "2026-W48-kilat-x", NOON)
