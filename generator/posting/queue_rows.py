"""What the store gives out: rows of the queue and differences between plans, as plain records."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.errors import QueueError
from generator.posting.database import instant
from generator.posting.states import State

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

SCOPES = ("week", "platform", "placement", "message", "pillar", "theme", "slot")


@dataclass(frozen=True, slots=True)
class Row:
    """One slot as it stands now; `state` is held when a hold covers a slot that is not yet handed over."""

    slot_id: str
    revision: int
    week: str
    platform: str
    placement: str
    due: dt.datetime  # UTC
    wall: dt.datetime  # naive, on the district's wall
    zone: str
    zone_label: str
    message_id: str
    pillar: str
    tip_id: str
    tip_family: str
    theme: str
    folder: str  # in the week's folder
    content_id: str
    files: Mapping[str, str]  # name in that folder -> sha256
    state: State
    reason: str
    step: str  # of a claim: begun or ready
    attempt: int
    link: str
    until: dt.datetime | None  # UTC; what is said ends then
    approved_by: tuple[str, ...] = ()

    def is_late(self, now: dt.datetime, grace: dt.timedelta) -> bool:
        """Whether its hour is too long past, or what it says is over."""
        return now >= self.due + grace or (self.until is not None and now >= self.until)


@dataclass(frozen=True, slots=True)
class Hold:
    """Nothing of this scope is handed over until it is released or its time is over."""

    number: int
    scope: str  # all, or week:, platform:, placement:, message:, pillar:, theme:, slot: with a value
    reason: str
    who: str
    until: dt.datetime | None

    def covers(self, row: Row) -> bool:
        """Whether this slot is held by it."""
        kind, _, value = self.scope.partition(":")
        mine = {
            "week": row.week,
            "platform": row.platform,
            "placement": f"{row.platform}/{row.placement}",
            "message": row.message_id,
            "pillar": row.pillar,
            "theme": row.theme,
            "slot": row.slot_id,
        }
        return kind == "all" or mine[kind] == value


@dataclass(frozen=True, slots=True)
class PlanDifference:
    """What planning a week again changed; slot ids, in order of time."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()  # another content: a new revision, any approval is void
    removed: tuple[str, ...] = ()  # no longer in the week
    unchanged: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()  # differs now, but was handed over, is being handed over, or its hour is past


@dataclass(frozen=True, slots=True)
class Approved:
    """What an approval did: approved now, or waiting for a second, different person."""

    approved: tuple[str, ...]
    waiting_for_second: tuple[str, ...] = ()
    already: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verified:
    """Result of a check of the store; no problems means that it is whole."""

    rows: int
    audit: int
    last_hash: str  # stands on the sheet that is signed: the anchor of the chain
    problems: tuple[str, ...]


def read_row(raw: sqlite3.Row, approved_by: tuple[str, ...] = ()) -> Row:
    """A row of the table `slot`."""
    values: dict[str, Any] = {name: raw[name] for name in Row.__dataclass_fields__ if name != "approved_by"}
    values["due"] = instant(raw["due"])
    values["wall"] = dt.datetime.fromisoformat(raw["wall"])
    values["until"] = instant(raw["until"]) if raw["until"] else None
    values["files"] = json.loads(raw["files"])
    values["state"] = State(raw["state"])
    return Row(**values, approved_by=approved_by)


def read_hold(raw: sqlite3.Row) -> Hold:
    """A row of the table `hold`."""
    until = instant(raw["until"]) if raw["until"] else None
    return Hold(raw["number"], raw["scope"], raw["reason"], raw["who"], until)


def check_scope(text: str) -> str:
    """The scope in its full form; a bare slot id is a slot. Raises QueueError for a kind that is unknown."""
    scope = text.strip()
    if scope == "all":
        return scope
    if ":" not in scope:
        return f"slot:{scope}"
    kind, _, value = scope.partition(":")
    if kind not in SCOPES or not value:
        raise QueueError(
            f'lingkup "{scope}"',
            "tidak dikenal",
            f"Pakai all, kode unggahan, atau {', '.join(SCOPES)} diikuti :nilai",
        )
    return scope
