"""An edition: one week decided but not yet drawn, and how it is printed into the pack's folder."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator import by_hand, on_paper
from generator.graphics.designs import load_designs
from generator.graphics.direction import direct
from generator.graphics.press import ClipJob, PictureJob, Studios
from generator.messages import caption, clip_words, countdown, talk_sheet
from generator.messages.link import link_of
from generator.messages.message import Writer
from generator.notices.gather import Notices
from generator.notices.telling import without_files
from generator.posting import (
    calendar_file,
    evidence_file,
    exports,
    operation_briefing,
    pack,
    pages,
    post,
    surfaces_file,
    tables,
)
from generator.records import Manifest, plain
from generator.webpage import Words
from generator.weekly_words import shortened, waiting, warnings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.accidents.places.geography import Ground
    from generator.changes import Change, WeekChanges
    from generator.graphics.logo import Logo
    from generator.graphics.map_layers import MapLayers
    from generator.graphics.press import Press
    from generator.home import Home
    from generator.languages import Library
    from generator.messages.selection import Plan
    from generator.mix import Mix
    from generator.platforms import Placement
    from generator.posting.agenda import Booking
    from generator.records import Asset, Intake, IsoWeek, Post, Survey
    from generator.settings import Campaign
    from generator.themes import Style

    Assets = Mapping[str, tuple[Asset, ...]]  # by the folder of their post

MAP_KINDS = ("hotspot_ranking", "hotspot_place", "district_part", "emerging_places")


@dataclass(frozen=True, slots=True)
class Desk:
    """Who speaks, in which week, with which words, where: the same for every step."""

    home: Home
    campaign: Campaign
    week: IsoWeek
    library: Library
    mix: Mix
    placements: tuple[Placement, ...]
    changes: WeekChanges
    texts: Mapping[str, str]
    style: Style
    logo: Logo | None


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything that one week will be."""

    desk: Desk
    intake: Intake
    ground: Ground
    survey: Survey
    plan: Plan
    bookings: tuple[Booking, ...]
    changes: Mapping[str, tuple[Change, ...]]  # slot id -> what a person changed
    empty: tuple[tuple[str, str], ...]
    ledger_digest: str
    notices: Notices = field(default_factory=Notices)

    def placement(self, booking: Booking) -> Placement:
        """The placement of a booking."""
        wanted = f"{booking.slot.platform}/{booking.slot.placement}"
        return next(one for one in self.desk.placements if one.id == wanted)


def print_edition(edition: Edition, press: Press, folder: Path, internal: Path) -> Manifest:
    """Draw, word and write the whole pack and the analyst's folder; the manifest of the pack.

    Raises RenderingError when a picture fails its checks, TemplateError when a text does.
    """
    jobs = picture_jobs(edition)
    printed, masters = _draw(edition, press, folder, jobs)
    filmed = _film(edition, press, folder)
    posts = _posts(edition, printed, filmed, folder)
    manifest = _manifest(edition, posts, masters)
    layers = next((job.layers for job in jobs if job.layers is not None), None)
    sheets = on_paper.print_jobs(manifest, edition.desk.campaign, edition.desk.library, layers)
    pages_in_print = press.print_pages(_studios(edition, folder), sheets)
    _write_internal(edition, manifest, internal)
    return _write_pack(edition, replace(manifest, prints=pages_in_print()), folder)


# ------------------------------------------------------------------------------------------------ pictures


def _studios(edition: Edition, folder: Path) -> Studios:
    desk = edition.desk
    return Studios(desk.home, desk.style, desk.logo, folder)


def _draw(
    edition: Edition, press: Press, folder: Path, jobs: list[PictureJob]
) -> tuple[dict[str, tuple[Asset, ...]], tuple[Asset, ...]]:
    """All pictures: post folder -> its assets, and the masters."""
    printed: dict[str, tuple[Asset, ...]] = {}
    masters: list[Asset] = []
    for one in press.run(_studios(edition, folder), jobs):
        printed |= dict(one.folders)
        masters += one.masters
    return printed, tuple(masters)


def _film(edition: Edition, press: Press, folder: Path) -> dict[str, tuple[Asset, ...]]:
    """All clips: post folder -> film and cover; none unless the campaign wants them."""
    filmed: dict[str, tuple[Asset, ...]] = {}
    for one in press.film(_studios(edition, folder), clip_jobs(edition)):
        filmed |= dict(one)
    return filmed


def _layers(edition: Edition) -> MapLayers | None:
    from generator.graphics.static_map import layers

    return layers(edition.ground, edition.survey) if edition.survey.located else None


def picture_jobs(edition: Edition) -> list[PictureJob]:
    """One job for each message and picture geometry: placements with the same size and zone share a drawing."""
    messages = {message.id: message for message in edition.plan.messages}
    insights = {insight.id: insight for insight in edition.plan.insights}
    layers = _layers(edition)
    looks = direct(load_designs(edition.desk.home, edition.desk.style.mode), edition.plan.messages)
    groups: dict[tuple[str, Placement], list[Booking]] = {}
    for booking in edition.bookings:
        mine, name = edition.placement(booking), booking.message_id
        alike = next((other for known, other in groups if known == name and other.draws_like(mine)), mine)
        groups.setdefault((name, alike), []).append(booking)
    jobs, with_master = [], set()
    # the placement with most slides gives the master, so that no slide is without one
    for (name, placement), group in sorted(groups.items(), key=lambda one: -one[0][1].slides):
        message = messages[name]
        master = f"master/{post.slug(message.id)}-{placement.shape}"
        jobs.append(
            PictureJob(
                message=message,
                insight=insights[message.insight_id],
                placements=tuple(edition.placement(booking) for booking in group),
                folders=tuple(post.folder_of(booking.slot, message) for booking in group),
                master="" if master in with_master else master,
                layers=layers if message.kind in MAP_KINDS else None,
                look=looks[message.id],
            )
        )
        with_master.add(master)
    return jobs


def clip_jobs(edition: Edition) -> list[ClipJob]:
    """One job for each clip: posts that say and show the same share it.

    A post whose picture or script a person changed has none: ours would contradict it.
    """
    desk = edition.desk
    if not desk.campaign.look.clips:
        return []
    messages = {message.id: message for message in edition.plan.messages}
    insights = {insight.id: insight for insight in edition.plan.insights}
    layers = _layers(edition)
    looks = direct(load_designs(desk.home), edition.plan.messages)
    jobs: list[ClipJob] = []
    for booking in edition.bookings:
        message, placement = messages[booking.message_id], edition.placement(booking)
        changed = edition.changes[booking.slot.id]
        if placement.clip is None or any(one.picture or clip_words.SCRIPT in one.texts for one in changed):
            continue
        scenes = clip_words.clip_scenes(message, placement, desk.campaign, desk.library, booking.slot)
        if not scenes:
            continue
        mine = ClipJob(
            message=message,
            insight=insights[message.insight_id],
            placement=placement,
            folders=(post.folder_of(booking.slot, message),),
            scenes=scenes,
            layers=layers if message.kind in MAP_KINDS else None,
            look=looks[message.id],
        )
        alike = next((n for n, one in enumerate(jobs) if one.is_like(mine)), None)
        if alike is None:
            jobs.append(mine)
        else:
            jobs[alike] = replace(jobs[alike], folders=(*jobs[alike].folders, *mine.folders))
    return jobs


# ------------------------------------------------------------------------------------------------ posts


def _posts(edition: Edition, printed: Assets, filmed: Assets, folder: Path) -> tuple[Post, ...]:
    """Every post with its caption and alt texts, written beside its pictures; in order of time."""
    made = [_post(edition, booking, (printed, filmed), folder) for booking in edition.bookings]
    for one in made:
        post.write_texts(one, folder, edition.desk.texts)
    return tuple(made)


def _post(edition: Edition, booking: Booking, made: tuple[Assets, Assets], folder: Path) -> Post:
    printed, filmed = made
    desk, slot, placement = edition.desk, booking.slot, edition.placement(booking)
    message = next(one for one in edition.plan.messages if one.id == booking.message_id)
    mine, where = edition.changes[slot.id], post.folder_of(slot, message)
    written = caption.write_caption(message, placement, desk.campaign, desk.library, slot)
    plain_words = caption.with_slides(written, [one.says for one in printed[where]], desk.library)
    sentence = countdown.countdown(message, slot.wall.date(), desk.library)
    ours = countdown.with_countdown(plain_words, sentence, placement, desk.library)
    text = by_hand.reworded(ours, mine, placement, desk.library, message)
    assets = by_hand.repictured(printed[where], mine, placement, desk.home.root, folder)
    return post.make_post(
        slot,
        message,
        text,
        post.Shown(assets, filmed.get(where, ())),
        folder=where,
        link=link_of(desk.campaign, placement, slot),
    )


# ------------------------------------------------------------------------------------------------ pack


def _manifest(edition: Edition, posts: tuple[Post, ...], masters: tuple[Asset, ...]) -> Manifest:
    desk, survey = edition.desk, edition.survey
    campaign = desk.campaign
    booked = [(booking.message_id, booking.slot.id) for booking in edition.bookings]
    writer = Writer(campaign, desk.library, desk.week)
    return Manifest(
        campaign=campaign.id,
        polres=campaign.polres.name,
        unit=campaign.unit,
        week=str(desk.week),
        zone=campaign.polres.zone,
        zone_label=posts[0].slot.zone_label if posts else "",
        language=desk.library.code,
        is_sample=edition.intake.is_sample,
        period=survey.period,
        data_until=survey.data_until,
        accidents=survey.accidents,
        inputs=(*edition.intake.files, *edition.notices.files),
        parameters={**survey.parameters, "changes_sha256": desk.changes.sha256, "method": survey.method},
        ledger_digest=edition.ledger_digest,
        insights=tuple(map(without_files, edition.plan.insights)),
        messages=edition.plan.messages,
        posts=posts,
        masters=masters,
        warnings=warnings(desk.texts, survey, desk.placements, desk.week)
        + by_hand.unused(desk.changes, booked, desk.texts)
        + waiting(desk.texts, edition.notices.waiting, desk.week)
        + shortened(desk.texts, posts)
        + by_hand.remarks(
            posts, edition.changes, {one.id: one for one in edition.plan.messages}, desk.library, desk.texts
        ),
        empty_slots=edition.empty,
        evidence=tuple(one for one in survey.evidence if one.is_told),
        talk_sheets=talk_sheet.talk_sheets(edition.plan, writer),
        poster=talk_sheet.poster(edition.plan, writer),
    )


def _write_pack(edition: Edition, manifest: Manifest, folder: Path) -> Manifest:
    """Map, agenda, calendar, index.html, and last week.json with the hash of every file."""
    desk = edition.desk
    if edition.survey.located:
        from generator.graphics.web_map import write_map

        path = folder / "map.html"
        write_map(edition.survey, edition.ground, desk.campaign, path, edition="public", texts=desk.texts)
    exports.write_agenda_csv(manifest, folder / "agenda.csv", desk.home)
    calendar_file.write_ics(manifest, folder / "agenda.ics")
    pages.write_index(manifest, folder, desk.texts)
    _write_spoken(manifest, folder)
    return pack.write_manifest(manifest, folder)


def _write_spoken(manifest: Manifest, folder: Path) -> None:
    """lembar-bicara*.txt and poster.txt: words to say face to face, and to hang up."""
    texts = {sheet.name: talk_sheet.sheet_text(sheet) for sheet in manifest.talk_sheets}
    if manifest.poster is not None:
        texts["poster"] = talk_sheet.poster_text(manifest.poster)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _write_internal(edition: Edition, manifest: Manifest, folder: Path) -> None:
    """The analyst's folder: report, map with the watch list, evidence, tables. Not for the public."""
    desk, survey = edition.desk, edition.survey
    pages.write_report(manifest, survey, edition.intake, folder, desk.texts)
    if survey.located:
        from generator.graphics.web_map import write_map

        path = folder / "peta-internal.html"
        write_map(survey, edition.ground, desk.campaign, path, edition="internal", texts=desk.texts)
    evidence_file.write_evidence(manifest, survey, desk.home.templates, folder)
    _write_json(folder / "intake.json", plain(edition.intake))
    words = operation_briefing.briefing_words(desk.home, desk.library.code, desk.texts)
    operation_briefing.write_briefing(manifest, desk.library, folder, words)
    if survey.official is not None:
        from generator.posting.official_words import NAME
        from generator.posting.official_workbook import write_official_workbook

        write_official_workbook(survey.official, manifest, folder / NAME, Words(desk.texts))
    tables.write_hotspots_csv((*survey.internal_hotspots, *survey.watch), folder / "titik-rawan.csv")
    if edition.notices.questions:
        tables.write_rows_csv(edition.notices.questions, folder / "pertanyaan.csv")
    if survey.comparison:
        surfaces_file.write_surfaces(survey.comparison, folder, desk.week.monday, desk.texts)


def _write_json(path: Path, value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
