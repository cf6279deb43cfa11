"""One quick warning from words to queue: draw, word, write aside, swap in, plan, approve. No accident file is opened."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.errors import QueueError
from generator.graphics.press import PictureJob, Press, Studios
from generator.languages import load_library
from generator.messages.caption import write_caption
from generator.platforms import chosen_placements, load_placements
from generator.posting import agenda, calendar_file, exports, pack, pages, post, status
from generator.posting.pages import page_texts
from generator.posting.quiet_hours import next_open
from generator.posting.store import Store
from generator.quick_warning import packs, sample
from generator.quick_warning.asked import checked
from generator.quick_warning.kinds import load_words
from generator.quick_warning.wording import Voice, caption_library, insight_of, message_of
from generator.records import IsoWeek, Manifest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.home import Home
    from generator.platforms import Placement
    from generator.posting.queue_rows import Approved
    from generator.quick_warning.asked import QuickWarning, Typed
    from generator.records import Asset, Insight, Message, Post, QuickPack, Slot
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
    is_delayed: bool  # nobody approved, so the quiet hours hold
    breaks_quiet: bool  # approved, so that it goes out in quiet hours


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One warning decided but not yet drawn."""

    home: Home
    voice: Voice
    warning: QuickWarning
    id: QuickPack
    message: Message
    insight: Insight
    slots: tuple[tuple[Placement, Slot], ...]

    @property
    def folder_of(self) -> dict[str, str]:
        """Placement -> the folder of its post."""
        return {place.id: post.folder_of(slot, self.message) for place, slot in self.slots}


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
            is_open = next_open(_next_minute(warning), agenda.quiet_windows(campaign)) == _next_minute(
                warning
            )
            sheet = _sheet(home, voice, warning, store, ignores_quiet=bool(order.by))
            manifest = _write(sheet, press)
            store.plan(manifest, now)
            approved = _approve(store, manifest, campaign, order.by, now)
            status.write_status(store, home.of(campaign.id), now)
            held = sum(row.state == "held" for row in store.rows(week=str(sheet.id)))
    return WarningMade(
        id=sheet.id,
        folder=home.pack(campaign.id, sheet.id),
        manifest=manifest,
        approved=approved,
        held=held,
        is_delayed=not is_open and not order.by,
        breaks_quiet=not is_open and bool(order.by),
    )


def _voice(home: Home, campaign: Campaign) -> Voice:
    code = campaign.polres.language
    return Voice(
        campaign, load_library(home, code), load_words(home, code), sample.is_invented(home, campaign)
    )


def _next_minute(warning: QuickWarning) -> dt.datetime:
    """The wall time at which it is due."""
    return warning.now.replace(tzinfo=None) + dt.timedelta(minutes=1)


def _sheet(home: Home, voice: Voice, warning: QuickWarning, store: Store, *, ignores_quiet: bool) -> _Sheet:
    campaign = voice.campaign
    wall = _next_minute(warning)
    if not ignores_quiet:
        wall = next_open(wall, agenda.quiet_windows(campaign)) or wall
    _refuse_too_late(warning, wall)
    this = packs.next_pack(home, campaign.id, store, IsoWeek.of(warning.now.date()))
    chosen = chosen_placements(load_placements(home), campaign.week.placements)
    return _Sheet(
        home=home,
        voice=voice,
        warning=warning,
        id=this,
        message=message_of(warning, voice, this.number),
        insight=insight_of(warning, voice),
        slots=tuple((place, agenda.make_slot(place, this, wall, campaign.zone)) for place in chosen),
    )


def _refuse_too_late(warning: QuickWarning, wall: dt.datetime) -> None:
    """A warning that quiet hours keep back until it is over would only come too late."""
    if warning.until is not None and warning.until.replace(tzinfo=None) <= wall:
        raise QueueError(
            "jam tenang",
            f"peringatan ini baru boleh keluar pukul {wall:%H.%M}, sesudah masa berlakunya",
            "Tambahkan --setuju NAMA supaya keluar sekarang, atau perpanjang --until",
        )


# ------------------------------------------------------------------------------------------------ the pack


def _write(sheet: _Sheet, press: Press) -> Manifest:
    """The whole pack, written aside and swapped in."""
    campaign, texts = sheet.voice.campaign, page_texts(sheet.home, sheet.voice.campaign.polres.language)
    with pack.PackWriter(sheet.home, campaign.id, str(sheet.id)) as writer:
        if writer.target.exists():  # another run took the number before this one had the lock
            raise QueueError(
                str(sheet.id), "baru saja dibuat oleh orang lain", "Jalankan perintah itu sekali lagi"
            )
        printed, masters = _draw(sheet, press, writer.folder)
        posts = tuple(_post(sheet, place, slot, printed, writer.folder, texts) for place, slot in sheet.slots)
        manifest = _manifest(sheet, posts, masters)
        exports.write_agenda_csv(manifest, writer.folder / "agenda.csv", sheet.home)
        calendar_file.write_ics(manifest, writer.folder / "agenda.ics")
        pages.write_index(manifest, writer.folder, texts)
        return pack.write_manifest(manifest, writer.folder)


def _draw(
    sheet: _Sheet, press: Press, folder: Path
) -> tuple[dict[str, tuple[Asset, ...]], tuple[Asset, ...]]:
    """Each distinct picture once: post folder -> its assets, and the masters."""
    campaign = sheet.voice.campaign
    logo = sheet.home.root / campaign.look.logo if campaign.look.logo else None
    printed: dict[str, tuple[Asset, ...]] = {}
    masters: list[Asset] = []
    for one in press.run(Studios(sheet.home, campaign.look.theme, logo, folder), _jobs(sheet)):
        printed |= dict(one.folders)
        masters += one.masters
    return printed, tuple(masters)


def _jobs(sheet: _Sheet) -> list[PictureJob]:
    """One job a geometry; a warning says all on one slide, also where a post usually has two."""
    groups: list[list[Placement]] = []
    for place, _ in sheet.slots:
        one = dataclasses.replace(place, slides=1)
        group = next((known for known in groups if known[0].draws_like(one)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    jobs, shapes = [], set()
    for group in groups:
        shape = group[0].shape
        jobs.append(
            PictureJob(
                message=sheet.message,
                insight=sheet.insight,
                placements=tuple(group),
                folders=tuple(sheet.folder_of[place.id] for place in group),
                master="" if shape in shapes else f"master/{post.slug(sheet.message.id)}-{shape}",
                layers=None,
            )
        )
        shapes.add(shape)
    return jobs


def _post(
    sheet: _Sheet,
    place: Placement,
    slot: Slot,
    printed: Mapping[str, tuple[Asset, ...]],
    folder: Path,
    texts: Mapping[str, str],
) -> Post:
    where, campaign = sheet.folder_of[place.id], sheet.voice.campaign
    text = write_caption(sheet.message, place, campaign, caption_library(sheet.voice))
    made = post.make_post(slot, sheet.message, text, printed[where], folder=where, link=campaign.polres.link)
    post.write_texts(made, folder, texts)
    return made


def _manifest(sheet: _Sheet, posts: tuple[Post, ...], masters: tuple[Asset, ...]) -> Manifest:
    campaign, day = sheet.voice.campaign, sheet.warning.now.date()
    return Manifest(
        campaign=campaign.id,
        polres=campaign.polres.name,
        unit=campaign.unit,
        week=str(sheet.id),
        zone=campaign.polres.zone,
        zone_label=posts[0].slot.zone_label if posts else "",
        language=sheet.voice.library.code,
        is_sample=sheet.voice.is_sample,
        period=sheet.insight.period,
        data_until=day,
        accidents=0,
        inputs=(),
        parameters=packs.parameters(sheet.warning),
        ledger_digest="",
        insights=(sheet.insight,),
        messages=(sheet.message,),
        posts=posts,
        masters=masters,
        warnings=(),
        empty_slots=(),
    )


def _approve(
    store: Store, manifest: Manifest, campaign: Campaign, by: str, now: dt.datetime
) -> Approved | None:
    """The approval of the one who gave the order, bound to what was just made."""
    if not by:
        return None
    ids = [one.id for one in manifest.posts]
    return store.approve(ids, by, now, two_people=campaign.publication.two_people)
