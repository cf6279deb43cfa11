"""The verbs of the queue's desk: list, approve, hold, release, mark, tick, watch, verify, clean."""

from __future__ import annotations

import datetime as dt
import shutil
import signal
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from generator import clock
from generator.errors import QueueError, SettingsError
from generator.posting import handover, pack, status
from generator.posting.store import Store
from generator.records import IsoWeek, PackId, QuickPack, pack_id
from generator.settings import choose_campaign, choose_pack, known_campaigns, load_campaign

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from generator.home import Home
    from generator.posting.handover import TickReport
    from generator.posting.queue_rows import Row
    from generator.settings import Campaign
    from generator.terminal import Terminal


_OPEN = {"planned", "approved", "held"}
_DATA_KEPT = dt.timedelta(weeks=8)
"""Checked tables and lists of rows set aside; they hold more than a pack does, and can be made again."""


@contextmanager
def _open(home: Home, options: argparse.Namespace) -> Iterator[tuple[Campaign, PackId, Store]]:
    """Campaign, pack and store of a verb; afterwards the page's state is written anew.

    Raises QueueError when no week of the campaign was ever made.
    """
    campaign = load_campaign(home, choose_campaign(home, options.name))
    week = choose_pack(campaign, getattr(options, "week", None), clock.now())
    path = home.ledger(campaign.id) / "queue.sqlite"
    if not path.is_file():
        raise QueueError(
            f"output/{campaign.id}", "belum ada antrean", f"Jalankan dahulu: python run.py {campaign.id}"
        )
    with Store(path) as store:
        yield campaign, week, store
        status.write_status(store, home.of(campaign.id), clock.now())


def _chosen(options: argparse.Namespace, store: Store, week: PackId) -> list[str]:
    """The slots that are meant: named one by one, or every one of the pack with --all."""
    if options.slots:
        return list(options.slots)
    if not options.all:
        raise QueueError("perintah", "tidak menyebut unggahan", "Sebutkan kodenya (lihat list), atau --all")
    return [row.slot_id for row in store.rows(week=str(week))]


def list_posts(home: Home, options: argparse.Namespace, terminal: Terminal) -> None:
    """Every post of the week with its hour and state, its quick warnings and any other that is still open."""
    with _open(home, options) as (campaign, week, store):
        rows = [row for row in store.rows() if _is_listed(row, week)]
        if not rows:
            terminal.say("nothing_planned", week=week)
            return
        terminal.say("list_head", polres=campaign.polres.name, week=week, count=len(rows))
        for row in rows:
            due = f"{row.wall:%Y-%m-%d %H.%M} {row.zone_label}"
            terminal.say("list_row", due=due, state=terminal.words[f"state_{row.state}"], slot=row.slot_id)


def _is_listed(row: Row, week: PackId) -> bool:
    is_quick = "-kilat-" in row.week
    return row.week.startswith(str(week)) or (is_quick and isinstance(week, IsoWeek) and row.state in _OPEN)


def approve(home: Home, options: argparse.Namespace, terminal: Terminal) -> None:
    """Approve the present content of posts, after checking that the pack is what was made."""
    with _open(home, options) as (campaign, week, store):
        chosen = _chosen(options, store, week)
        if options.all:
            chosen = [row.slot_id for row in store.rows(week=str(week)) if row.state in _OPEN]
        for one in _packs_of(chosen, store) or [week]:
            pack.refuse_foreign(home.pack(campaign.id, one))
        two = campaign.publication.two_people
        done = store.approve(chosen, options.by, clock.now(), two_people=two)
        terminal.say("approved", count=len(done.approved) + len(done.already), by=options.by)
        if done.waiting_for_second:
            terminal.say("approval_needs_second", count=len(done.waiting_for_second))


def _packs_of(chosen: list[str], store: Store) -> list[PackId]:
    """The packs that these slots belong to, each once."""
    wanted = set(chosen)
    return [
        pack_id(name) for name in dict.fromkeys(row.week for row in store.rows() if row.slot_id in wanted)
    ]


def hold(home: Home, options: argparse.Namespace, terminal: Terminal) -> None:
    """Hold posts, a scope such as platform:x, or everything."""
    with _open(home, options) as (_, __, store):
        scopes = options.slots or (["all"] if options.all else [])
        if not scopes:
            raise QueueError(
                "perintah", "tidak menyebut unggahan", "Sebutkan kodenya (lihat list), atau --all"
            )
        held = sum(store.hold(scope, options.why, options.by, clock.now()) for scope in scopes)
        terminal.say("held", count=held, by=options.by, why=options.why)


def release(home: Home, options: argparse.Namespace, terminal: Terminal) -> None:
    """End holds."""
    with _open(home, options) as (_, __, store):
        scopes = options.slots or ["all"]
        ended = sum(store.release(scope, options.by, clock.now()) for scope in scopes)
        terminal.say("released", count=ended, by=options.by)


def mark(home: Home, options: argparse.Namespace, terminal: Terminal) -> None:
    """Note that posts stand on their platform."""
    with _open(home, options) as (_, week, store):
        for slot in (chosen := _chosen(options, store, week)):
            store.mark(slot, options.link, options.by, clock.now())
        terminal.say("marked", count=len(chosen))


def tick_once(home: Home, options: argparse.Namespace, terminal: Terminal) -> None:
    """Hand over what is due, once."""
    with _open(home, options) as (campaign, _, store):
        now = options.at.replace(tzinfo=campaign.zone).astimezone(dt.UTC) if options.at else clock.now()
        _tell(handover.tick(store, home.of(campaign.id), now), terminal)


def _tell(report: TickReport, terminal: Terminal) -> None:
    handed = (*report.recovered, *report.handed)
    terminal.say(
        "ticked",
        handed=len(handed),
        missed=len(report.missed),
        held=len(report.held),
        waiting=len(report.waiting),
    )
    for slot in handed:
        terminal.say("handed_one", slot=slot)
    for slot in report.missed:
        terminal.say("missed_one", slot=slot)
    for text in report.problems:
        terminal.say("problem_one", text=text)


def keep_watch(home: Home, options: argparse.Namespace, terminal: Terminal) -> None:
    """Watch over one campaign, or all of them, until a person or the system says stop."""
    from generator.watch import Caller, watch

    real = [name for name in known_campaigns(home) if name != "contoh"] or ["contoh"]
    names = [choose_campaign(home, options.name)] if options.name else real
    stopped: list[int] = []
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda number, _: stopped.append(number))
    terminal.say("watching", names=", ".join(names))

    def nap(seconds: float) -> None:
        """Sleep in short pieces, so that Ctrl+C is answered at once."""
        until = clock.monotonic_s() + seconds
        while not stopped and clock.monotonic_s() < until:
            time.sleep(min(0.5, max(0.0, until - clock.monotonic_s())))

    watch(home, names, now=clock.now, sleep=nap, stop=lambda: bool(stopped), caller=Caller(terminal.line))


def verify(home: Home, options: argparse.Namespace, terminal: Terminal) -> int:
    """Check store, ledger and the pack's files; exit code 1 when something is not whole."""
    with _open(home, options) as (campaign, week, store):
        found = store.verify()
        problems = list(found.problems)
        problems += [
            f"{one}/{name}: bukan buatan Selamat"
            for one in (week, *_quick_packs(home, campaign, week))
            for name in pack.foreign_files(home.pack(campaign.id, one))
        ]
    for text in problems:
        terminal.say("problem_one", text=text)
    if not problems:
        terminal.say("verified", rows=found.rows, audit=found.audit)
    return 1 if problems else 0


def clean(home: Home, options: argparse.Namespace, terminal: Terminal) -> None:
    """Delete packs that can be made again, and old copies of the data; the books stay, and so do a person's edits."""
    campaign = load_campaign(home, choose_campaign(home, options.name))
    weeks = [_named_pack(options.week)] if options.week else _made_packs(home, campaign)
    count = 0
    for week in weeks:
        pack.refuse_foreign(home.pack(campaign.id, week))
        for folder in (home.pack(campaign.id, week), home.internal(campaign.id, week)):
            if folder.is_dir():
                shutil.rmtree(folder)
                count += 1
    terminal.say("cleaned", count=count)
    before = clock.now() - _DATA_KEPT
    removed = sum(
        _remove_older(folder, before) for folder in (home.cache(campaign.id), home.set_aside(campaign.id))
    )
    if removed:
        terminal.say("cleaned_data", count=removed)


def _remove_older(folder: Path, before: dt.datetime) -> int:
    """Files of a folder behind the wall that were last written before that instant, removed and counted."""
    old = [path for path in folder.glob("*") if path.is_file() and path.stat().st_mtime < before.timestamp()]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _named_pack(text: str) -> PackId:
    try:
        return pack_id(text)
    except ValueError:
        raise SettingsError(
            f'pekan "{text}"', "bukan pekan ISO", "Tulis seperti 2026-W48 atau 2026-W48-kilat-01"
        ) from None


def _made_packs(home: Home, campaign: Campaign) -> list[PackId]:
    """Weeks and quick warnings whose folder is there."""
    found: list[PackId] = []
    for folder in sorted(home.of(campaign.id).glob("????-W??*")):
        try:
            found.append(pack_id(folder.name))
        except ValueError:
            continue
    return found


def _quick_packs(home: Home, campaign: Campaign, week: PackId) -> list[PackId]:
    """The quick warnings of a week."""
    return [one for one in _made_packs(home, campaign) if isinstance(one, QuickPack) and one.week == week]
