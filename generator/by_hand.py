"""Applies a person's changes to what the week would be: another hour, caption, alt text, picture."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

from generator.errors import SettingsError
from generator.messages.caption import own_caption, own_text
from generator.messages.message import about_message
from generator.messages.rules import check, lint
from generator.messages.shape import published
from generator.platforms import WallTime
from generator.posting import agenda

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from generator.changes import Change, WeekChanges
    from generator.languages import Library
    from generator.messages.rules import About, Finding
    from generator.platforms import Placement
    from generator.posting.agenda import Booking
    from generator.records import Asset, Caption, IsoWeek, Message, Post
    from generator.settings import Campaign


def rebook(
    bookings: Iterable[Booking],
    changes: WeekChanges,
    placements: Mapping[str, Placement],
    campaign: Campaign,
    week: IsoWeek,
) -> tuple[tuple[Booking, ...], dict[str, tuple[Change, ...]]]:
    """The bookings without the skipped ones, at their new hours; and the changes by the id of the slot as it is now.

    Raises SettingsError when a new hour puts two posts of one placement on a day.
    """
    made: list[Booking] = []
    by_slot: dict[str, tuple[Change, ...]] = {}
    for booking in bookings:
        mine = changes.of_post(booking.slot.id)
        if any(change.skip for change in mine):
            continue
        moved = booking
        for hour in (change.hour for change in mine if change.hour):
            wall = _wall(WallTime.parse(hour), week)
            placement = placements[f"{booking.slot.platform}/{booking.slot.placement}"]
            moved = dataclasses.replace(booking, slot=agenda.make_slot(placement, week, wall, campaign.zone))
        by_slot[moved.slot.id] = mine
        made.append(moved)
    _check_days(made, campaign, week)
    return tuple(sorted(made, key=lambda b: (b.slot.due, b.slot.id))), by_slot


def _wall(hour: WallTime, week: IsoWeek) -> dt.datetime:
    day = week.monday + dt.timedelta(days=hour.weekday)
    return dt.datetime.combine(day, dt.time(hour.hour, hour.minute))


def _check_days(bookings: Iterable[Booking], campaign: Campaign, week: IsoWeek) -> None:
    """A placement shows at most one post a day, also when a person moves one."""
    seen: dict[tuple[str, str, dt.date], str] = {}
    for booking in bookings:
        slot = booking.slot
        day = (slot.platform, slot.placement, slot.wall.date())
        if day in seen:
            raise SettingsError(
                f"campaigns/{campaign.id}/{week}.toml",
                f"{slot.id} dan {seen[day]} jatuh pada hari yang sama di penempatan yang sama",
                "Pilih hari lain atau lewati salah satunya dengan skip = true",
            )
        seen[day] = slot.id


def reworded(
    ours: Caption, changes: Iterable[Change], placement: Placement, library: Library, message: Message
) -> Caption:
    """The caption and further texts that a person wrote, counted and checked like ours; ours where there are none.

    The stamp of sample data and the title, where the placement has one, stay. Raises TemplateError when a caption or an
    alt text has what may never leave.
    """
    caption = ours
    about = dataclasses.replace(about_message(message, library), is_by_hand=True)
    for change in changes:
        if change.alt:
            check(change.alt, library.rules, f"teks alternatif sendiri untuk {change.post}", about)
        if change.caption:
            written = own_caption(
                change.caption, placement, library, is_sample=message.is_sample, about=about
            )
            caption = dataclasses.replace(written, title=written.title or ours.title, texts=caption.texts)
        for name, words in change.texts.items():
            text = own_text(words, name, placement, library, is_sample=message.is_sample, about=about)
            others = [one for one in caption.texts if one.name != name]
            caption = dataclasses.replace(caption, texts=(*others, text))
    return caption


def remarks(
    posts: Iterable[Post],
    changes: Mapping[str, tuple[Change, ...]],
    messages: Mapping[str, Message],
    library: Library,
    texts: Mapping[str, str],
) -> tuple[str, ...]:
    """A sentence for everything that the rules have to say about a person's texts; what never leaves is refused before."""
    said = []
    for post in posts:
        beside = "\n".join(asset.alt_text for asset in post.assets)
        about = dataclasses.replace(about_message(messages[post.message_id], library), beside=beside)
        for change in changes.get(post.id, ()):
            said += [
                texts["warn_by_hand"].format(
                    post=post.id, by=change.by, level=one.level, name=one.name, found=one.found, instead=one.instead
                )
                for one in _found_in(change, post, about, library)
            ]  # fmt: skip
    return tuple(dict.fromkeys(said))


def _found_in(change: Change, post: Post, about: About, library: Library) -> list[Finding]:
    """What the rules find in the caption and the alt text of a change."""
    found = lint(change.alt, library.rules, about)
    if change.caption:
        caption = published(post.caption.text, post.caption.hashtags)
        found += lint(caption, library.rules, dataclasses.replace(about, is_post=True))
    return found


def repictured(
    assets: tuple[Asset, ...], changes: Iterable[Change], placement: Placement, root: Path, pack: Path
) -> tuple[Asset, ...]:
    """The pictures with a person's own picture and alt text in the first place.

    Raises SettingsError when an own picture comes without its alt text, RenderingError when it does not fit.
    """
    for change in changes:
        if change.picture:
            from generator.graphics.own_picture import place_own_picture

            if not change.alt:
                raise SettingsError(
                    f"perubahan {change.post}",
                    "picture tanpa alt",
                    "Isi alt: apa yang terlihat pada gambar itu",
                )
            first = place_own_picture(root / change.picture, placement, pack, assets[0].path, change.alt)
            assets = (first, *assets[1:])
        elif change.alt:
            assets = (dataclasses.replace(assets[0], alt_text=change.alt), *assets[1:])
    return assets


def unused(
    changes: WeekChanges, booked: Iterable[tuple[str, str]], texts: Mapping[str, str]
) -> tuple[str, ...]:
    """A sentence for every change that names a message or a post which this week does not have."""
    known = {name for pair in booked for name in pair}
    moved = {
        name
        for change in changes.changes
        for name in (change.message, change.post)
        if change.skip or change.hour
    }
    return tuple(texts["warn_unknown_change"].format(name=name) for name in changes.unknown(known | moved))
