"""Any order of planning, deciding, ticking, dying, tidying up and restoring keeps the promises of the queue."""

import datetime as dt
import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from generator.errors import QueueError
from generator.posting.handover import GRACE, tick
from generator.posting.housekeeping import KEPT_COPIES, keep_house
from generator.posting.kill_points import VARIABLE
from tests.posting.queue_maker import MONDAY_7, make_week, open_store
from tests.posting.test_handover import POINTS

COUNT = 4
NUMBERS = st.integers(0, COUNT - 1)


class _Died(BaseException):
    """Stands for the end of the process: nothing in the code under test catches it."""


class Queue(RuleBasedStateMachine):
    """A week of four posts; the model knows what may go, the clerk's desk what went."""

    def __init__(self):
        super().__init__()
        self.output = Path(tempfile.mkdtemp())
        self.now = MONDAY_7 - dt.timedelta(hours=3)
        self.desk = {}  # slot id -> caption, everything that ever came out
        self.copies = 0
        self.exit, os._exit = os._exit, self._die

    def _die(self, _):
        raise _Died

    def teardown(self):
        os._exit = self.exit
        os.environ.pop(VARIABLE, None)
        shutil.rmtree(self.output)

    @initialize()
    def first_plan(self):
        self.texts = ["Halo"] * COUNT
        self.approved = {}  # slot id -> text that was approved
        self.holds = set()
        self._plan()

    def _plan(self):
        self.manifest = make_week(self.output, COUNT, text=lambda number: self.texts[number])
        self.ids = [post.id for post in self.manifest.posts]
        with open_store(self.output) as store:
            difference = store.plan(self.manifest, self.now)
            self._forget(difference.changed)

    def _forget(self, ids):
        for one in ids:
            self.approved.pop(one, None)

    @rule(number=NUMBERS, text=st.sampled_from(["Halo", "Lain", "Baru"]))
    def edit_and_plan_again(self, number, text):
        self.texts[number] = text
        self._plan()

    @rule(number=NUMBERS)
    def edit_behind_the_back(self, number):
        folder = self.output / "contoh" / "2026-W48" / self.manifest.posts[number].folder
        (folder / "caption.txt").write_text("disunting\n")

    @rule(number=NUMBERS)
    def approve(self, number):
        with open_store(self.output) as store:
            row = next(r for r in store.rows() if r.slot_id == self.ids[number])
            try:
                store.approve([row.slot_id], "Kasat", self.now)
            except QueueError:
                return
            self.approved[row.slot_id] = self.texts[number]

    @rule()
    def approve_all(self):
        for number in range(COUNT):
            self.approve(number)

    @rule(scope=st.sampled_from(["all", "platform:x", "placement:whatsapp/status"]))
    def hold(self, scope):
        with open_store(self.output) as store:
            store.hold(scope, "musibah", "Kasat", self.now)
        self.holds.add(scope)

    @rule()
    def release_everything(self):
        with open_store(self.output) as store:
            for scope in self.holds:
                store.release(scope, "Kasat", self.now)
        self.holds = set()

    @rule(minutes=st.sampled_from([0, 1, 30, 120, 600, 5 * 24 * 60, -90]))
    def time_goes(self, minutes):
        self.now += dt.timedelta(minutes=minutes)

    @rule(at=st.sampled_from([None, None, *POINTS]))
    def ring(self, at):
        before = dict(self.desk)
        if at:
            os.environ[VARIABLE] = at
        try:
            with open_store(self.output) as store:
                tick(store, self.output / "contoh", self.now)
        except _Died:
            pass
        finally:
            os.environ.pop(VARIABLE, None)
        self._clerk_looks()
        for slot_id in self.desk.keys() - before.keys():
            self._check_allowed(slot_id)

    def _check_allowed(self, slot_id):
        number = self.ids.index(slot_id)
        post = self.manifest.posts[number]
        assert self.approved.get(slot_id) == self.desk[slot_id], "left without an approval of these words"
        assert post.slot.due <= self.now < post.slot.due + GRACE, "left at the wrong hour"
        scopes = {
            "all",
            f"platform:{post.slot.platform}",
            f"placement:{post.slot.platform}/{post.slot.placement}",
        }
        assert not scopes & self.holds, "left in spite of a hold"

    def _clerk_looks(self):
        for place in (self.output / "contoh" / "siap").glob("*/*"):
            caption = (place / "caption.txt").read_text().strip()
            if place.name in self.desk:
                assert (place / "dilihat").exists(), "came twice"
            self.desk[place.name] = caption
            (place / "dilihat").touch()

    @rule(platform=st.sampled_from(["*", "x", "instagram"]))
    def staff_tidy_up(self, platform):
        self._clerk_looks()
        for folder in (self.output / "contoh" / "siap").glob(platform):
            shutil.rmtree(folder)

    @rule()
    def back_up(self):
        with open_store(self.output) as store:
            self.copies += 1
            self.copy = keep_house(store, MONDAY_7 + dt.timedelta(days=self.copies % (KEPT_COPIES - 1)))
            saved = self.copy.with_suffix(".simpan")
            shutil.copy(self.copy, saved)
            self.copy.unlink()
            self.saved = (saved, dict(self.approved), set(self.holds))

    @rule()
    def restore(self):
        if self.copies:
            buku = self.output / "contoh" / "buku"
            for file in buku.glob("queue.sqlite*"):
                file.unlink()
            copy, approved, self.holds = self.saved[0], dict(self.saved[1]), set(self.saved[2])
            shutil.copy(copy, buku / "queue.sqlite")
            self.approved = approved
            with open_store(self.output) as store:
                self._forget(store.plan(self.manifest, self.now).changed)

    @invariant()
    def the_books_are_whole(self):
        with open_store(self.output) as store:
            assert store.verify().problems == ()
            rows = store.rows()
            assert len({row.slot_id for row in rows}) == len(rows) == COUNT


Queue.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
TestQueue = Queue.TestCase
