"""Two weeks in a row, approvals and the watch, on packs that the real command made."""

import datetime as dt
import json
import subprocess
import sys

import pytest

from generator.home import PROJECT, Home
from generator.posting.store import Store
from generator.watch import watch

PLACEMENTS = '["instagram/feed_portrait", "x/post_landscape", "facebook/feed_portrait", "whatsapp/status"]'


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home whose sample campaign, on four placements, has made the weeks 48 and 49."""
    folder = tmp_path_factory.mktemp("dua-pekan")
    (folder / "campaigns").mkdir()
    text = (PROJECT / "campaigns/contoh.toml").read_text(encoding="utf-8")
    (folder / "campaigns/contoh.toml").write_text(
        text.replace("placements = []", f"placements = {PLACEMENTS}")
        .replace('poster = ["a4", "a3", "a4-hitam-putih"]', "poster = []")
        .replace("talk_sheets = true", "talk_sheets = false"),
        encoding="utf-8",
    )
    for week in ("2026-W48", "2026-W49"):
        command = [
            sys.executable,
            str(PROJECT / "run.py"),
            "contoh",
            "--week",
            week,
            "--output",
            str(folder / "output"),
            "--campaigns",
            str(folder / "campaigns"),
            "--data",
            str(folder / "data"),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    return Home(output_root=folder / "output", campaigns_root=folder / "campaigns", data_root=folder / "data")


def posts(home, week):
    return json.loads((home.of("contoh") / week / "week.json").read_text(encoding="utf-8"))["posts"]


def tips(home, week):
    return {(p["slot"]["platform"], p["slot"]["placement"], p["tip_family"]) for p in posts(home, week)}


def simulate(home, days):
    """Watch from Sunday evening on, ten minutes a step; the instants that it saw."""
    now = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
    end = now + dt.timedelta(days=days)
    seen = [now]

    def sleep(_):
        seen.append(seen[-1] + dt.timedelta(minutes=10))

    watch(home, ["contoh"], now=lambda: seen[-1], sleep=sleep, stop=lambda: seen[-1] >= end)


def test_two_weeks_in_a_row_share_no_tip_on_a_placement(home):
    first, second = tips(home, "2026-W48"), tips(home, "2026-W49")
    assert first
    assert second
    assert not first & second


def test_with_nothing_approved_a_week_of_watching_leaves_siap_empty_and_one_approved_post_arrives_once(home):
    siap = home.outbox("contoh")
    chosen = posts(home, "2026-W49")[5]["id"]
    simulate(home, 7)
    assert not list(siap.rglob("caption.txt"))
    with Store(home.ledger("contoh") / "queue.sqlite") as store:
        store.approve([chosen], "Kasat Lantas", dt.datetime(2026, 11, 29, 12, tzinfo=dt.UTC))
    simulate(home, 15)
    assert [p.parent.name for p in siap.rglob("caption.txt")] == [chosen]
    simulate(home, 16)
    assert [p.parent.name for p in siap.rglob("caption.txt")] == [chosen]
    with Store(home.ledger("contoh") / "queue.sqlite") as store:
        assert store.verify().problems == ()
