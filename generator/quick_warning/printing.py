"""A decided warning, and how it is drawn, worded and written into a folder of its own."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.errors import QueueError
from generator.graphics.logo import load_logo
from generator.graphics.press import PictureJob, Press, Studios
from generator.messages.caption import write_caption
from generator.messages.link import link_of
from generator.posting import calendar_file, exports, pack, pages, post
from generator.quick_warning import packs
from generator.quick_warning.wording import Voice, caption_library
from generator.records import Manifest
from generator.themes import style_of

if TYPE_CHECKING:
    from pathlib import Path

    from generator.home import Home
    from generator.platforms import Placement
    from generator.quick_warning.asked import QuickWarning
    from generator.records import Asset, Insight, Message, Post, QuickPack, Slot


@dataclass(frozen=True, slots=True)
class Sheet:
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


def print_warning(sheet: Sheet, press: Press) -> Manifest:
    """The whole pack, written aside and swapped in.

    Raises RenderingError when a picture fails its checks, TemplateError when a text does, QueueError for the folder.
    """
    campaign, texts = sheet.voice.campaign, pages.page_texts(sheet.home, sheet.voice.library.code)
    with pack.PackWriter(sheet.home, campaign.id, str(sheet.id)) as writer:
        if writer.target.exists():  # another run took the number before this one had the lock
            raise QueueError(
                str(sheet.id), "baru saja dibuat oleh orang lain", "Jalankan perintah itu sekali lagi"
            )
        printed, masters = _draw(sheet, press, writer.folder)
        posts = tuple(
            _post(sheet, place, slot, printed[sheet.folder_of[place.id]]) for place, slot in sheet.slots
        )
        for one in posts:
            post.write_texts(one, writer.folder, texts)
        manifest = _manifest(sheet, posts, masters)
        exports.write_agenda_csv(manifest, writer.folder / "agenda.csv", sheet.home)
        calendar_file.write_ics(manifest, writer.folder / "agenda.ics")
        pages.write_index(manifest, writer.folder, texts)
        return pack.write_manifest(manifest, writer.folder)


def _draw(sheet: Sheet, press: Press, folder: Path) -> tuple[dict[str, tuple[Asset, ...]], tuple[Asset, ...]]:
    """Each distinct picture once: post folder -> its assets, and the masters."""
    campaign = sheet.voice.campaign
    logo = load_logo(sheet.home.root / campaign.look.logo) if campaign.look.logo else None
    printed: dict[str, tuple[Asset, ...]] = {}
    masters: list[Asset] = []
    for one in press.run(Studios(sheet.home, style_of(campaign.look), logo, folder), _jobs(sheet)):
        printed |= dict(one.folders)
        masters += one.masters
    return printed, tuple(masters)


def _jobs(sheet: Sheet) -> list[PictureJob]:
    """One job a geometry."""
    groups: list[list[Placement]] = []
    for place, _ in sheet.slots:
        group = next((known for known in groups if known[0].draws_like(place)), None)
        if group is None:
            groups.append([place])
        else:
            group.append(place)
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


def _post(sheet: Sheet, place: Placement, slot: Slot, assets: tuple[Asset, ...]) -> Post:
    campaign, end = sheet.voice.campaign, sheet.warning.until
    text = write_caption(sheet.message, place, campaign, caption_library(sheet.voice), slot)
    where, link = sheet.folder_of[place.id], link_of(campaign, place, slot)
    made = post.make_post(slot, sheet.message, text, post.Shown(assets), folder=where, link=link)
    return dataclasses.replace(made, until=end.astimezone(dt.UTC) if end else None)


def _manifest(sheet: Sheet, posts: tuple[Post, ...], masters: tuple[Asset, ...]) -> Manifest:
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
