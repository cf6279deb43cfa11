"""The bell: the `schedule` library rings, idempotent functions do the work; nothing is remembered here.

Four jobs (tick and heartbeat every minute, planning every hour, housekeeping every day) receive the time as argument. The
library would read the host's own clock and forget what it missed; so its jobs say how often, and `Bell` says when: a
job's `next_run` is kept in the time that it is given. A bell that was off for five days rings each job once.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING

import schedule

from generator.errors import SelamatError
from generator.posting.durable import append_line
from generator.posting.handover import tick
from generator.posting.housekeeping import beat, keep_house
from generator.posting.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.home import Home

    Job = Callable[[Home, str, dt.datetime], Iterable[str]]  # gives sentences worth telling

_NAP_S = 60.0


def _unheard(_: str) -> None:
    """Nobody listens."""


class Bell(schedule.Scheduler):
    """A scheduler of the `schedule` library that lives in the time that it is given (UTC), not in the host's."""

    def ring(self, now: dt.datetime) -> None:
        """Run what is due at `now`, each job once however long the bell was silent.

        A clock that is set back does not silence a job: it never waits longer than its own interval.
        """
        today = now.astimezone(dt.UTC).replace(tzinfo=None)
        for job in list(self.jobs):
            period = dt.timedelta(**{str(job.unit): job.interval})
            is_new = job.last_run is None
            if is_new or job.next_run is None or not job.next_run - period <= today < job.next_run:
                job.last_run, job.next_run = today, today + period
                if job.job_func is not None:
                    job.job_func(now)

    def nap_s(self, now: dt.datetime) -> float:
        """Seconds until the next job is due, at least one and at most a minute."""
        today = now.astimezone(dt.UTC).replace(tzinfo=None)
        waits = [(job.next_run - today).total_seconds() for job in self.jobs if job.next_run is not None]
        return min(max(min(waits, default=_NAP_S), 1.0), _NAP_S)


@dataclass(frozen=True, slots=True)
class Caller:
    """What the caller adds: an ear for sentences, and the job that makes the coming week when it is missing.

    weekly.py stands on the same floor as this module, so the caller brings it.
    """

    say: Callable[[str], None] = _unheard
    plan: Job | None = None


def watch(
    home: Home,
    campaign_ids: Iterable[str],
    *,
    now: Callable[[], dt.datetime],
    sleep: Callable[[float], None],
    stop: Callable[[], bool],
    caller: Caller | None = None,
) -> None:
    """Ring until `stop()`; hands over for each campaign what is approved and due."""
    caller = caller or Caller()
    jobs: list[tuple[int, Job]] = [(1, _tick), (1, _heartbeat), (24 * 60, _housekeep)]
    if caller.plan is not None:
        jobs.insert(1, (60, caller.plan))
    bell = Bell()
    for name in campaign_ids:
        for minutes, job in jobs:
            bell.every(minutes).minutes.do(_never_raising(home, name, job, caller.say))
    while not stop():
        bell.ring(now())
        sleep(bell.nap_s(now()))


def _never_raising(
    home: Home, campaign: str, job: Job, say: Callable[[str], None]
) -> Callable[[dt.datetime], None]:
    """The job of one campaign, wrapped: one that raises would keep the library from ever running those after it."""

    def ring(now: dt.datetime) -> None:
        try:
            for sentence in job(home, campaign, now):
                say(f"{campaign}: {sentence}")
        except SelamatError as error:
            say(f"{campaign}: {error}")
        except Exception as error:  # noqa: BLE001 - a bug in one job must not silence the others; it keeps its trace
            say(f"{campaign}: kesalahan program ({error}); rinciannya di buku/jaga.log.")
            with contextlib.suppress(OSError):
                append_line(
                    home.ledger(campaign) / "jaga.log", f"{now.isoformat()}\n{traceback.format_exc()}"
                )

    return ring


def _tick(home: Home, campaign: str, now: dt.datetime) -> Iterable[str]:
    with _store(home, campaign) as store:
        if store is None:
            return
        done = tick(store, home.of(campaign), now)
    yield from (f"diserahkan: {slot}" for slot in (*done.handed, *done.recovered))
    yield from (f"terlewat: {slot}" for slot in done.missed)
    yield from done.problems


def _heartbeat(home: Home, campaign: str, now: dt.datetime) -> Iterable[str]:
    if home.ledger(campaign).is_dir():
        beat(home.ledger(campaign), now)
    return ()


def _housekeep(home: Home, campaign: str, now: dt.datetime) -> Iterable[str]:
    with _store(home, campaign) as store:
        if store is not None:
            keep_house(store, now)
    return ()


@contextlib.contextmanager
def _store(home: Home, campaign: str) -> Iterator[Store | None]:
    """The campaign's queue, or None while nothing was ever planned; opened anew, so that a restored file is seen."""
    path = home.ledger(campaign) / "queue.sqlite"
    if not path.is_file():
        yield None
        return
    with Store(path) as store:
        yield store
