"""One quick warning from words to queue: check, decide, print, plan, approve. No accident file is opened."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.errors import QueueError
from generator.graphics.press import Press
from generator.languages import load_library
from generator.platforms import chosen_placements, load_placements
from generator.posting import agenda, pack, status
from generator.posting.quiet_hours import next_open
from generator.posting.store import Store
from generator.quick_warning import packs, sample
from generator.quick_warning.asked import checked
from generator.quick_warning.kinds import load_words
from generator.quick_warning.printing import Sheet, print_warning
from generator.quick_warning.wording import Voice, insight_of, message_of
from generator.records import IsoWeek

if TYPE_CHECKING:
    from pathlib import Path

    from generator.home import Home
    from generator.posting.queue_rows import Approved
    from generator.quick_warning.asked import QuickWarning, Typed
    from generator.records import Manifest, QuickPack
    from generator.settings import Campaign


@dataclass(frozen=True, slots=True)
class Order:
    """What a person wants: the words, who approves them at once ("" for nobody), and whether twice is meant."""

    typed: Typed
    by: str = ""
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class WarningMade:
    """What a run leaves behind, for the last lines on the screen."""

    id: QuickPack
    folder: Path
    manifest: Manifest
    approved: Approved | None  # None when nobody approved
    held: int  # posts that a hold keeps back
    is_quiet: bool  # it was made in quiet hours: they hold, unless somebody approved


def make_warning(home: Home, campaign: Campaign, order: Order, now: dt.datetime) -> WarningMade:
    """Make one warning. Raises SelamatError with one sentence, and then nothing new is there."""
    with Press() as press:  # its workers import while the words are looked at
        voice = _voice(home, campaign)
        warning = checked(order.typed, campaign, voice.words, voice.library.rules, now)
        pack.finish_or_undo(home, campaign.id)
        with Store(home.ledger(campaign.id) / "queue.sqlite") as store:
            packs.take_up(home, campaign.id, store, now)
            if not order.is_again:
                packs.refuse_same(home, campaign.id, warning)
            this = packs.next_pack(home, campaign.id, store, IsoWeek.of(warning.now.date()))
            manifest = print_warning(
                _sheet(home, voice, warning, this, _due(order, campaign, warning)), press
            )
            store.plan(manifest, now)
            approved = _approve(store, manifest, campaign, order.by, now)
            status.write_status(store, home.of(campaign.id), now)
            held = sum(row.state == "held" for row in store.rows(week=str(this)))
    is_quiet = _open_minute(campaign, warning) != _next_minute(warning)
    return WarningMade(this, home.pack(campaign.id, this), manifest, approved, held, is_quiet)


def _voice(home: Home, campaign: Campaign) -> Voice:
    library = load_library(home, campaign.polres.language)
    words = load_words(home, campaign.polres.language)
    return Voice(campaign, library, words, sample.is_invented(home, campaign))


# ------------------------------------------------------------------------------------------------ when


def _next_minute(warning: QuickWarning) -> dt.datetime:
    return warning.now.replace(tzinfo=None) + dt.timedelta(minutes=1)


def _open_minute(campaign: Campaign, warning: QuickWarning) -> dt.datetime:
    """The first minute outside quiet hours; the next one where a campaign is quiet all week."""
    wall = _next_minute(warning)
    return next_open(wall, agenda.quiet_windows(campaign)) or wall


def _due(order: Order, campaign: Campaign, warning: QuickWarning) -> dt.datetime:
    """The wall time at which it is due: only an approval may break quiet hours.

    Raises QueueError for a warning that they keep back until it is over.
    """
    wall = _next_minute(warning) if order.by else _open_minute(campaign, warning)
    if warning.until is not None and warning.until.replace(tzinfo=None) <= wall:
        raise QueueError(
            "--until",
            f"karena jam tenang, peringatan ini baru boleh keluar pukul {wall:%H.%M}, sesudah masa berlakunya"
            if wall > _next_minute(warning)
            else "masa berlakunya habis sebelum peringatan ini keluar",
            "Tambahkan --setuju NAMA supaya keluar sekarang, atau perpanjang --until",
        )
    return wall


# ------------------------------------------------------------------------------------------------ what


def _sheet(home: Home, voice: Voice, warning: QuickWarning, this: QuickPack, wall: dt.datetime) -> Sheet:
    campaign = voice.campaign
    chosen = chosen_placements(load_placements(home), campaign.week.placements)
    # a warning says all on one picture, also where a post usually has two
    single = [dataclasses.replace(place, slides=1) for place in chosen]
    return Sheet(
        home=home,
        voice=voice,
        warning=warning,
        id=this,
        message=message_of(warning, voice, this.number),
        insight=insight_of(warning, voice),
        slots=tuple((place, agenda.make_slot(place, this, wall, campaign.zone)) for place in single),
    )


def _approve(
    store: Store, manifest: Manifest, campaign: Campaign, by: str, now: dt.datetime
) -> Approved | None:
    """The approval of the one who gave the order, bound to what was just made."""
    if not by:
        return None
    ids = [one.id for one in manifest.posts]
    return store.approve(ids, by, now, two_people=campaign.publication.two_people)
