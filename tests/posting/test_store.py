import contextlib
import dataclasses
import datetime as dt
import sqlite3
import threading

import pytest

from generator.errors import QueueError
from generator.posting.claims import begin, due_rows, finish, ready
from generator.posting.database import Database
from generator.posting.states import OPEN, STORED, WAYS, State
from generator.posting.store import Store
from generator.records import IsoWeek, plain
from tests.posting.queue_maker import HOUR, MONDAY_7, SUNDAY, WEEK, make_week, open_store

GRACE = dt.timedelta(hours=6)


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path) as opened:
        yield opened


def ids(manifest):
    return [post.id for post in manifest.posts]


def states(store):
    return [str(row.state) for row in store.rows()]


def hand(store, row):
    taken = begin(store, row, row.due, GRACE)
    ready(store, taken, row.due)
    finish(store, taken, row.due, "handed")


# ------------------------------------------------------------------------------------------------ plan


def test_planning_twice_changes_nothing(store, tmp_path):
    manifest = make_week(tmp_path)
    first = store.plan(manifest, SUNDAY)
    assert first.added == tuple(ids(manifest))
    assert not first.changed
    before = store.verify()
    again = store.plan(plain(manifest), SUNDAY + HOUR)  # a dict out of week.json is as good
    assert again.unchanged == tuple(ids(manifest))
    assert not (again.added)
    assert not (again.changed)
    assert not (again.removed)
    assert store.verify() == before
    assert states(store) == ["planned"] * 4


def test_a_queue_of_an_older_version_keeps_its_approvals_when_its_week_is_made_again(tmp_path):
    manifest = make_week(tmp_path)
    told = dataclasses.replace(manifest.messages[0], about="hours|pagi")
    manifest = dataclasses.replace(manifest, messages=(told,))
    with open_store(tmp_path) as store:
        store.plan(manifest, SUNDAY)
        store.approve(ids(manifest), "Kasat", SUNDAY)
        assert {use.about for use in store.history(WEEK.plus(1))} == {"hours|pagi"}
        path = store.path
    with contextlib.closing(sqlite3.connect(path)) as older:
        for column in ("about", "until"):
            older.execute(f"ALTER TABLE slot DROP COLUMN {column}")
        older.execute("PRAGMA user_version = 1")
    with open_store(tmp_path) as store:
        assert store.plan(manifest, SUNDAY + HOUR).unchanged == tuple(ids(manifest))
        assert states(store) == ["approved"] * 4
        assert {use.about for use in store.history(WEEK.plus(1))} == {""}


def test_a_changed_content_is_a_new_revision_and_voids_its_approval(store, tmp_path):
    manifest = make_week(tmp_path)
    store.plan(manifest, SUNDAY)
    store.approve(ids(manifest), "Kasat", SUNDAY)
    changed = store.plan(make_week(tmp_path, text=lambda n: "Lain" if n == 1 else "Halo"), SUNDAY)
    assert changed.changed == (ids(manifest)[1],)
    assert len(changed.unchanged) == 3
    rows = store.rows()
    assert [r.revision for r in rows] == [1, 2, 1, 1]
    assert [str(r.state) for r in rows] == ["approved", "planned", "approved", "approved"]
    assert rows[1].approved_by == ()
    assert rows[0].approved_by == ("Kasat",)
    assert [r.revision for r in store.rows(state="superseded")] == [1]


def test_what_was_handed_over_stays_whatever_the_new_plan_says(store, tmp_path):
    manifest = make_week(tmp_path)
    store.plan(manifest, SUNDAY)
    store.approve(ids(manifest), "Kasat", SUNDAY)
    hand(store, due_rows(store, MONDAY_7)[0])
    changed = store.plan(make_week(tmp_path, text="Lain"), SUNDAY)
    assert changed.kept == (ids(manifest)[0],)
    assert len(changed.changed) == 3
    gone = store.plan(dataclasses.replace(make_week(tmp_path, text="Lain"), posts=()), SUNDAY)
    assert gone.kept == (ids(manifest)[0],)
    assert len(gone.removed) == 3
    assert states(store) == ["handed_over"]
    back = store.plan(manifest, SUNDAY)
    assert len(back.added) == 3
    assert [r.revision for r in store.rows()] == [1, 3, 3, 3]


def test_another_hour_is_another_slot_and_the_old_one_goes(store, tmp_path):
    manifest = make_week(tmp_path)
    store.plan(manifest, SUNDAY)
    post = manifest.posts[0]
    slot = dataclasses.replace(post.slot, id=post.id.replace("0700", "0800"), due=post.slot.due + HOUR)
    moved = dataclasses.replace(
        manifest, posts=(dataclasses.replace(post, id=slot.id, slot=slot), *manifest.posts[1:])
    )
    changed = store.plan(moved, SUNDAY)
    assert changed.added == (slot.id,)
    assert changed.removed == (post.id,)


def test_a_store_belongs_to_one_campaign(store, tmp_path):
    store.plan(make_week(tmp_path), SUNDAY)
    with pytest.raises(QueueError, match='milik kampanye "contoh"'):
        store.plan(make_week(tmp_path, campaign="sleman"), SUNDAY)


@pytest.mark.parametrize("broken", [{"files": {}}, {"posts": [{"id": "x"}]}])
def test_a_manifest_that_is_not_whole_is_refused_and_nothing_is_planned(store, tmp_path, broken):
    with pytest.raises(QueueError, match="tidak lengkap"):
        store.plan({**plain(make_week(tmp_path)), **broken}, SUNDAY)
    assert store.rows() == ()


# ------------------------------------------------------------------------------------------------ decisions


def test_an_approval_is_all_or_nothing_and_every_row_is_logged(store, tmp_path):
    manifest = make_week(tmp_path)
    store.plan(manifest, SUNDAY)
    before = store.verify().audit
    with pytest.raises(QueueError, match="tidak ada di antrean"):
        store.approve([*ids(manifest), "2026-W48-x-salah-sen0700-1"], "Kasat", SUNDAY)
    assert states(store) == ["planned"] * 4
    assert store.verify().audit == before
    done = store.approve(ids(manifest), "Kasat", SUNDAY)
    assert done.approved == tuple(ids(manifest))
    assert store.verify().audit == before + 4
    assert store.approve(ids(manifest)[:1], "Kasat", SUNDAY).already == (ids(manifest)[0],)


def test_two_people_means_two_different_names(store, tmp_path):
    manifest = make_week(tmp_path, count=1)
    store.plan(manifest, SUNDAY)
    for who in ("Kasat Lantas", "  kasat   LANTAS "):
        assert store.approve(ids(manifest), who, SUNDAY, two_people=True).waiting_for_second == tuple(
            ids(manifest)
        )
    assert states(store) == ["planned"]
    assert store.approve(ids(manifest), "Kasi Humas", SUNDAY, two_people=True).approved
    assert store.rows()[0].approved_by == ("Kasat Lantas", "Kasi Humas")
    store.plan(make_week(tmp_path, count=1, text="Lain"), SUNDAY)
    assert store.approve(ids(manifest), "Kasi Humas", SUNDAY, two_people=True).waiting_for_second


@pytest.mark.parametrize(
    ("act", "found"),
    [
        (lambda s, i: s.approve([i], "  ", SUNDAY), "nama orang"),
        (lambda s, i: s.hold(i, "", "Kasat", SUNDAY), "alasannya kosong"),
        (lambda s, i: s.hold("kota:bandung", "x", "Kasat", SUNDAY), "tidak dikenal"),
        (lambda s, i: s.hold("slot:entah", "x", "Kasat", SUNDAY), "tidak ada di antrean"),
        (lambda s, i: s.hold("all", "x", "Kasat", SUNDAY, SUNDAY), "sudah lewat"),
        (lambda s, i: s.mark(i, "", "Rina", SUNDAY), 'belum disetujui, tidak dapat menjadi "sudah tayang"'),
        (lambda s, i: s.mark(i, "javascript:x", "Rina", SUNDAY), "bukan alamat"),
        (lambda s, i: s.settle(i, was_handed=True, who="Rina", now=SUNDAY), "tidak ada yang perlu dijawab"),
        (lambda s, i: s.reject([i], " ", "Kasat", SUNDAY), "alasannya kosong"),
    ],
)
def test_a_request_that_makes_no_sense_is_one_sentence_and_changes_nothing(store, tmp_path, act, found):
    manifest = make_week(tmp_path)
    store.plan(manifest, SUNDAY)
    before = (store.verify(), store.rows(), store.holds())
    with pytest.raises(QueueError, match=found):
        act(store, ids(manifest)[0])
    assert (store.verify(), store.rows(), store.holds()) == before


@pytest.mark.parametrize(
    ("scope", "held"),
    [
        ("all", 4),
        ("week:2026-W48", 4),
        ("week:2026-W49", 0),
        ("platform:x", 1),
        ("placement:whatsapp/status", 1),
        ("message:jam-rawan", 4),
        ("theme:tema-jam-rawan", 4),
        ("pillar:edukasi", 4),
        ("2026-W48-x-post_landscape-sen0900-1", 1),
    ],
)
def test_a_hold_covers_its_scope_until_it_is_released(store, tmp_path, scope, held):
    manifest = make_week(tmp_path)
    store.plan(manifest, SUNDAY)
    store.approve(ids(manifest), "Kasat", SUNDAY)
    assert store.hold(scope, "ada musibah", "Kasat", SUNDAY) == held
    assert len(store.rows(state="held")) == held
    assert len(store.rows(state="approved")) == 4 - held
    taken = [begin(store, row, row.due, GRACE) for row in store.rows()]
    assert sum(row is None for row in taken) == held
    assert store.release("platform:tiktok", "Kasat", SUNDAY) == 0
    assert store.release(scope, "Kasat", SUNDAY) == 1
    assert store.rows(state="held") == ()


def test_a_held_post_may_be_approved_and_stays_held(store, tmp_path):
    manifest = make_week(tmp_path, count=1)
    store.plan(manifest, SUNDAY)
    store.hold("all", "ada musibah", "Kasat", SUNDAY)
    assert store.approve(ids(manifest), "Kasat", SUNDAY).approved
    assert [str(r.state) for r in store.rows()] == ["held"]
    store.release("all", "Kasat", SUNDAY)
    assert states(store) == ["approved"]


def test_posted_comes_after_the_hand_over_and_keeps_the_link(store, tmp_path):
    manifest = make_week(tmp_path, count=1)
    store.plan(manifest, SUNDAY)
    store.approve(ids(manifest), "Kasat", SUNDAY)
    hand(store, store.rows()[0])
    store.mark(ids(manifest)[0], "https://x.com/a/1", "Rina", MONDAY_7)
    assert (str(store.rows()[0].state), store.rows()[0].link) == ("posted", "https://x.com/a/1")
    with pytest.raises(QueueError, match="tidak dapat menjadi"):
        store.mark(ids(manifest)[0], "", "Rina", MONDAY_7)


# ------------------------------------------------------------------------------------------------ rules of the tables


@pytest.mark.parametrize("old", STORED)
@pytest.mark.parametrize("new", STORED)
def test_the_database_itself_refuses_every_way_that_the_table_of_states_has_not(tmp_path, old, new):
    with open_store(tmp_path) as store:
        store.plan(make_week(tmp_path, count=1), SUNDAY)
        database = store.database.connection
        row = store.rows()[0]
        database.execute(
            "INSERT INTO ledger VALUES (?, 1, ?, '2026-11-23T00:00:00Z', 'handed')",
            (row.slot_id, row.content_id),
        )
        database.execute("DROP TRIGGER slot_way")
        database.execute("UPDATE slot SET state = ?, step = ?", (old, "begun" if old == "claimed" else ""))
        database.executescript(_trigger("slot_way"))
        change = ("UPDATE slot SET state = ?, step = ?", (new, "begun" if new == "claimed" else ""))
        if new == old or new in WAYS.get(old, ()):
            database.execute(*change)
        else:
            with pytest.raises(sqlite3.IntegrityError, match="no way between"):
                database.execute(*change)


def _trigger(name):
    from generator.posting.schema import MIGRATIONS

    return next(
        "CREATE TRIGGER" + part
        for part in MIGRATIONS[0].split("CREATE TRIGGER")
        if part.startswith(f" {name}")
    )


def test_no_way_leads_out_of_an_end_and_none_but_the_ledger_to_handed_over():
    ends = set(STORED) - set(WAYS)
    assert ends == {State.POSTED, State.MISSED, State.EXPIRED, State.REJECTED, State.SUPERSEDED}
    assert {old for old, after in WAYS.items() if State.HANDED_OVER in after} == {
        State.CLAIMED,
        State.UNKNOWN,
    }
    assert all(State.SUPERSEDED in WAYS[state] for state in OPEN)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM slot",
        "DELETE FROM audit",
        "UPDATE audit SET who = 'x'",
        "UPDATE slot SET content_id = 'x'",
        "UPDATE slot SET state = 'handed_over', step = ''",
        "UPDATE slot SET state = 'terbang'",
        "INSERT INTO ledger VALUES ('2026-W48-x', 1, 'c', 'now', 'handed')",
        "INSERT INTO slot SELECT * FROM slot",
    ],
)
def test_history_cannot_be_rewritten_through_the_tables(store, tmp_path, statement):
    store.plan(make_week(tmp_path, count=1), SUNDAY)
    with pytest.raises(sqlite3.IntegrityError):
        store.database.connection.execute(statement)
    assert store.verify().problems == ()


def test_a_row_of_the_audit_that_was_changed_behind_its_back_is_found(store, tmp_path):
    store.plan(make_week(tmp_path), SUNDAY)
    database = store.database.connection
    database.execute("DROP TRIGGER audit_fixed")
    database.execute("UPDATE audit SET who = 'orang lain' WHERE number = 2")
    assert store.verify().problems == ("catatan keputusan nomor 2 tidak cocok dengan catatan sebelumnya",)


def test_the_audit_names_the_person_and_the_systems_user(store, tmp_path):
    manifest = make_week(tmp_path, count=1)
    store.plan(manifest, SUNDAY)
    store.approve(ids(manifest), "Kasat Lantas", SUNDAY)
    raw = store.database.rows("SELECT who, system_user, what FROM audit ORDER BY number DESC LIMIT 1")[0]
    assert tuple(raw) == ("Kasat Lantas", "penguji", "approved")


# ------------------------------------------------------------------------------------------------ history


def test_history_knows_earlier_weeks_only_and_not_what_was_replaced(store, tmp_path):
    for number in (46, 47, 48):
        store.plan(make_week(tmp_path, week=IsoWeek(2026, number)), SUNDAY)
    store.plan(make_week(tmp_path, week=IsoWeek(2026, 47), text="Lain"), SUNDAY)
    past = store.history(WEEK)
    assert len(past) == 8
    assert {use.week for use in past} == {"2026-W46", "2026-W47"}
    assert past[0].day == dt.date(2026, 11, 9)
    assert past[0].tip_family == "keluarga-jam-rawan"


def test_the_digest_of_the_past_does_not_move_with_what_becomes_of_its_posts(store, tmp_path):
    manifest = make_week(tmp_path, week=IsoWeek(2026, 47))
    store.plan(manifest, SUNDAY - dt.timedelta(days=7))
    digest = store.ledger_digest(WEEK)
    store.plan(make_week(tmp_path), SUNDAY)
    store.approve(ids(manifest), "Kasat", SUNDAY)
    hand(store, store.rows(week="2026-W47")[0])
    store.plan(make_week(tmp_path, week=IsoWeek(2026, 47), text="Lain"), SUNDAY)
    assert store.ledger_digest(WEEK) == digest
    assert store.ledger_digest(WEEK.plus(1)) != digest
    store.reject([ids(manifest)[1]], "salah", "Kasat", SUNDAY)
    assert store.ledger_digest(WEEK) != digest


def test_the_turn_of_a_year_with_week_53_is_in_order(store, tmp_path):
    for week in (IsoWeek(2026, 52), IsoWeek(2026, 53), IsoWeek(2027, 1)):
        store.plan(make_week(tmp_path, week=week), SUNDAY)
    assert {u.week for u in store.history(IsoWeek(2027, 1))} == {"2026-W52", "2026-W53"}
    assert {u.week for u in store.history(IsoWeek(2026, 53))} == {"2026-W52"}


# ------------------------------------------------------------------------------------------------ the file


def test_what_was_decided_is_there_after_the_file_is_opened_again(tmp_path):
    manifest = make_week(tmp_path)
    with open_store(tmp_path) as store:
        store.plan(manifest, SUNDAY)
        store.approve(ids(manifest), "Kasat", SUNDAY)
        rows = store.rows()
    with open_store(tmp_path) as store:
        assert store.rows() == rows


def test_many_processes_may_make_the_file_at_once(tmp_path):
    faults = []

    def make():
        try:
            open_store(tmp_path).close()
        except (QueueError, sqlite3.Error) as error:
            faults.append(error)

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def test_a_file_of_a_newer_selamat_is_left_alone(tmp_path):
    with open_store(tmp_path) as store:
        store.database.connection.execute("PRAGMA user_version = 99")
    with pytest.raises(QueueError, match="lebih baru"):
        open_store(tmp_path)


def test_a_damaged_file_is_one_sentence(tmp_path):
    path = tmp_path / "queue.sqlite"
    path.write_bytes(b"bukan sqlite" * 100)
    with pytest.raises(QueueError, match="rusak"):
        Store(path)


def test_a_locked_file_is_one_sentence_for_the_second_writer(tmp_path):
    with open_store(tmp_path) as store:
        second = Database(store.path, busy_s=0.05)
        with store.database.writing(), pytest.raises(QueueError, match="sedang dipakai"), second.writing():
            pass
        second.close()


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path, read_only):
    with read_only(tmp_path / "buku") as folder, pytest.raises(QueueError, match="tidak dapat dibuka"):
        Store(folder / "queue.sqlite")
    (tmp_path / "berkas").write_text("x")
    with pytest.raises(QueueError, match="tidak dapat ditulisi"):
        Store(tmp_path / "berkas" / "queue.sqlite")


def test_instants_without_a_zone_are_refused(store, tmp_path):
    with pytest.raises(ValueError, match="zone"):
        store.plan(make_week(tmp_path), SUNDAY.replace(tzinfo=None))
