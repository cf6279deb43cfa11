"""The whole job, top to bottom: one campaign, one week.

Everything is gathered first (read, survey, choose, book), then written aside and swapped in, so that whatever goes
wrong leaves the last good pack untouched. The pack is a pure function of the input files, the campaign file with the
week's changes, templates, code and lock, the week, and the ledger of weeks before it.
"""

from __future__ import annotations

import dataclasses
import json
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import by_hand
from generator.changes import load_changes, write_guide
from generator.graphics.press import Desk, PictureJob, Press
from generator.languages import load_library
from generator.messages import caption, selection
from generator.platforms import chosen_placements, load_placements
from generator.posting import agenda, calendar_file, exports, pack, pages, post, tables
from generator.posting.store import Store
from generator.records import Manifest, plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from generator.accidents.geography import Ground
    from generator.accidents.load import Loaded
    from generator.changes import Change, WeekChanges
    from generator.graphics.map_layers import MapLayers
    from generator.graphics.press import Printed
    from generator.home import Home
    from generator.languages import Library
    from generator.messages.selection import Plan
    from generator.platforms import Placement
    from generator.posting.agenda import Agenda, Booking
    from generator.records import Asset, Insight, Intake, IsoWeek, Message, Post, Survey
    from generator.settings import Campaign
    from generator.terminal import Terminal

LIMITS_LAST_DAYS = 180  # platforms move their limits; older ones are named to the planner
MAP_KINDS = ("hotspot_ranking", "hotspot_place", "district_part")


@dataclass(frozen=True, slots=True)
class WeekMade:
    """What a run leaves behind, for the last lines on the screen."""

    pack: Path
    internal: Path
    manifest: Manifest
    survey: Survey
    intake: Intake
    guide: Path | None  # the file for changes, when this run wrote it


@dataclass(frozen=True, slots=True)
class _Job:
    """What every step of one week needs to know."""

    home: Home
    campaign: Campaign
    week: IsoWeek
    library: Library
    placements: tuple[Placement, ...]
    changes: WeekChanges
    texts: Mapping[str, str]


def make_week(home: Home, campaign: Campaign, week: IsoWeek, now: dt.datetime, terminal: Terminal) -> WeekMade:
    """Make one week. Raises SelamatError with one sentence, and then nothing that was good is touched."""
    pack.finish_or_undo(home, campaign.id)
    language = campaign.polres.language
    job = _Job(
        home,
        campaign,
        week,
        load_library(home, language),
        chosen_placements(load_placements(home), campaign.week.placements),
        load_changes(home, campaign.id, week),
        _texts(home, language),
    )
    terminal.begin(5)
    with Press() as press:
        terminal.step("step_read", 0)
        loaded, ground = _read(job)
        terminal.step("step_survey")
        survey = _survey(job, loaded, ground)
        store = Store(home.ledger(campaign.id) / "queue.sqlite")
        terminal.step("step_words")
        plan = _choose(job, survey, store)
        arranged, changes = _book(job, plan)
        terminal.step("step_pictures")
        with pack.PackWriter(home, campaign.id, str(week)) as writer:
            printed, masters = _draw(job, press, plan, arranged, survey, ground, writer.folder)
            posts = _posts(job, plan, arranged, printed, changes, writer.folder)
            terminal.step("step_pages")
            manifest = _manifest(job, loaded.intake, survey, plan, arranged, posts, masters, store)
            manifest = _write_pages(job, manifest, survey, ground, writer.folder)
            _write_internal(job, manifest, survey, loaded, ground, writer.internal)
    store.plan(manifest, now)
    terminal.end()
    is_new = write_guide(home, campaign.id, week, plan.messages, posts)
    guide = home.week_changes(campaign.id, week) if is_new else None
    internal = home.internal(campaign.id, week)
    return WeekMade(home.pack(campaign.id, week), internal, manifest, survey, loaded.intake, guide)


def _texts(home: Home, language: str) -> dict[str, str]:
    """Words of the pages and of the week in one language."""
    path = home.templates / "languages" / language / "weekly.toml"
    return {**pages.page_texts(home, language), **tomllib.loads(path.read_text(encoding="utf-8"))}


# ------------------------------------------------------------------------------------------------ read, survey


def _read(job: _Job) -> tuple[Loaded, Ground]:
    from generator.accidents.geography import load_ground
    from generator.accidents.load import load_accidents

    loaded = load_accidents(job.campaign, job.home)
    return loaded, load_ground(job.campaign, job.home, loaded.table)


def _survey(job: _Job, loaded: Loaded, ground: Ground) -> Survey:
    from generator.analysis.survey import Question, survey

    question = Question(
        week=job.week,
        zone=job.campaign.polres.zone,
        data_until=loaded.intake.data_until,
        observation_months=job.campaign.data.observation_months,
        minimum_per_place=job.campaign.publication.minimum_per_place,
        deaths_announced=job.campaign.publication.deaths_announced,
        seed=job.campaign.id,
    )
    return survey(loaded.table, ground, question)


# ------------------------------------------------------------------------------------------------ say


def _choose(job: _Job, survey: Survey, store: Store) -> Plan:
    """The week's messages, with a person's changes: skipped ones are gone, another tip is taken."""
    history = store.history(job.week)
    changed = {change.message: change for change in job.changes.changes if change.message}
    return selection.choose(survey, (), job.library, job.campaign, job.week, history, changed)


def _book(job: _Job, plan: Plan) -> tuple[Agenda, dict[str, tuple[Change, ...]]]:
    """A slot for every message on every placement that suits it, as a person wants them; changes by slot id."""
    arranged = agenda.arrange(plan.messages, job.placements, job.campaign, job.week)
    by_id = {placement.id: placement for placement in job.placements}
    bookings, changes = by_hand.rebook(arranged.bookings, job.changes, by_id, job.campaign, job.week)
    return dataclasses.replace(arranged, bookings=bookings), changes


# ------------------------------------------------------------------------------------------------ make


def _draw(  # noqa: PLR0913 - the pictures need every earlier step
    job: _Job, press: Press, plan: Plan, arranged: Agenda, survey: Survey, ground: Ground, folder: Path
) -> tuple[dict[str, tuple[Asset, ...]], tuple[Asset, ...]]:
    """All pictures, written into the pack's folder: post folder -> its assets, and the masters."""
    jobs = _picture_jobs(job, plan, arranged.bookings, _layers(ground, survey))
    logo = job.home.root / job.campaign.look.logo if job.campaign.look.logo else None
    desk = Desk(job.home, job.campaign.look.theme, logo, folder)
    printed: dict[str, tuple[Asset, ...]] = {}
    masters: list[Asset] = []
    for one in press.run(desk, jobs):
        printed |= dict(one.folders)
        masters += one.masters
    return printed, tuple(masters)


def _posts(  # noqa: PLR0913 - a post is the sum of message, slot, pictures and a person's changes
    job: _Job,
    plan: Plan,
    arranged: Agenda,
    printed: Mapping[str, tuple[Asset, ...]],
    changes: Mapping[str, tuple[Change, ...]],
    folder: Path,
) -> tuple[Post, ...]:
    """Every post with its caption and alt texts, written beside its pictures; in order of time."""
    messages = {message.id: message for message in plan.messages}
    placements = {placement.id: placement for placement in job.placements}
    made = []
    for booking in arranged.bookings:
        message, slot = messages[booking.message_id], booking.slot
        placement, mine = placements[f"{slot.platform}/{slot.placement}"], changes[slot.id]
        where = post.folder_of(slot, message)
        ours = caption.write_caption(message, placement, job.campaign, job.library)
        text = by_hand.reworded(ours, mine, placement, job.library, is_sample=message.is_sample)
        assets = by_hand.repictured(printed[where], mine, placement, job.home.root, folder)
        one = post.make_post(slot, message, text, assets, folder=where, link=job.campaign.polres.link)
        post.write_texts(one, folder, job.texts)
        made.append(one)
    return tuple(made)


def _layers(ground: Ground, survey: Survey) -> MapLayers | None:
    from generator.graphics.static_map import layers

    return layers(ground, survey) if survey.located else None


def _picture_jobs(
    job: _Job, plan: Plan, bookings: Sequence[Booking], layers: MapLayers | None
) -> list[PictureJob]:
    """One job for each message and picture geometry: placements with the same size and zone share a drawing."""
    messages = {message.id: message for message in plan.messages}
    insights = {insight.id: insight for insight in plan.insights}
    placements = {placement.id: placement for placement in job.placements}
    groups: dict[tuple[str, Placement], list[Booking]] = {}
    for booking in bookings:
        placement = placements[f"{booking.slot.platform}/{booking.slot.placement}"]
        alike = next((one for name, one in groups if name == booking.message_id and one.draws_like(placement)), placement)
        groups.setdefault((booking.message_id, alike), []).append(booking)
    jobs, with_master = [], set()
    for (message_id, placement), group in groups.items():
        message = messages[message_id]
        master = f"master/{post.slug(message.id)}-{placement.shape}"
        jobs.append(
            PictureJob(
                message=message,
                insight=insights[message.insight_id],
                placements=tuple(placements[f"{b.slot.platform}/{b.slot.placement}"] for b in group),
                folders=tuple(post.folder_of(b.slot, message) for b in group),
                master="" if master in with_master else master,
                layers=layers if message.kind in MAP_KINDS else None,
            )
        )
        with_master.add(master)
    return jobs


# ------------------------------------------------------------------------------------------------ write


def _manifest(  # noqa: PLR0913 - the manifest is the sum of all steps
    job: _Job,
    intake: Intake,
    survey: Survey,
    plan: Plan,
    arranged: Agenda,
    posts: tuple[Post, ...],
    masters: tuple[Asset, ...],
    store: Store,
) -> Manifest:
    campaign = job.campaign
    return Manifest(
        campaign=campaign.id,
        polres=campaign.polres.name,
        unit=campaign.unit,
        week=str(job.week),
        zone=campaign.polres.zone,
        zone_label=posts[0].slot.zone_label if posts else "",
        language=job.library.code,
        is_sample=intake.is_sample,
        period=survey.period,
        data_until=survey.data_until,
        accidents=survey.accidents,
        inputs=intake.files,
        parameters={**survey.parameters, "changes_sha256": job.changes.sha256, "method": survey.method},
        ledger_digest=store.ledger_digest(job.week),
        insights=plan.insights,
        messages=plan.messages,
        posts=posts,
        masters=masters,
        warnings=_warnings(job, survey, plan, arranged),
        empty_slots=(*plan.empty, *arranged.empty),
    )


def _warnings(job: _Job, survey: Survey, plan: Plan, arranged: Agenda) -> tuple[str, ...]:
    """Sentences that a planner must see before approving."""
    texts = job.texts
    known = {*(message.id for message in plan.messages), *(booking.slot.id for booking in arranged.bookings)}
    named = {name for change in job.changes.changes for name in (change.message, change.post) if change.skip or change.hour}
    found = []
    if survey.is_stale:
        found.append(texts["warn_stale"].format(until=survey.data_until, week=job.week))
    if not survey.located:
        found.append(texts["warn_no_map"])
    for what, why in survey.withheld:
        kind, reason = texts.get(f"kind_{what}", what), texts.get(f"withheld_{why}", why)
        found.append(texts["warn_withheld"].format(what=kind, why=reason))
    found += [texts["warn_unknown_change"].format(name=name) for name in job.changes.unknown(known | named)]
    for placement in job.placements:
        if (job.week.monday - placement.as_of).days > LIMITS_LAST_DAYS:
            found.append(texts["warn_limits_old"].format(placement=placement.id, as_of=placement.as_of,
                                                         platform=placement.platform))
    return tuple(found)


def _write_pages(job: _Job, manifest: Manifest, survey: Survey, ground: Ground, folder: Path) -> Manifest:
    """Map, agenda, calendar, index.html, and last week.json with the hash of every file."""
    if survey.located:
        from generator.graphics.web_map import write_map

        write_map(survey, ground, job.campaign, folder / "map.html", edition="public", texts=job.texts)
    exports.write_agenda_csv(manifest, folder / "agenda.csv")
    calendar_file.write_ics(manifest, folder / "agenda.ics")
    pages.write_index(manifest, folder, job.texts)
    return pack.write_manifest(manifest, folder)


def _write_internal(  # noqa: PLR0913 - the report needs every earlier step
    job: _Job, manifest: Manifest, survey: Survey, loaded: Loaded, ground: Ground, folder: Path
) -> None:
    """The analyst's folder: report, map with the watch list, evidence, tables. Not for the public."""
    pages.write_report(manifest, survey, loaded.intake, folder, job.texts)
    if survey.located:
        from generator.graphics.web_map import write_map

        write_map(survey, ground, job.campaign, folder / "peta-internal.html", edition="internal", texts=job.texts)
    evidence = {"evidence": survey.evidence, "withheld": survey.withheld, "parameters": dict(survey.parameters)}
    _write_json(folder / "evidence.json", plain(evidence))
    _write_json(folder / "intake.json", plain(loaded.intake))
    tables.write_hotspots_csv((*survey.hotspots, *survey.watch), folder / "titik-rawan.csv")


def _write_json(path: Path, value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


# ------------------------------------------------------------------------------------------------ tell


def announce(made: WeekMade, seconds: float, terminal: Terminal) -> None:
    """The last lines on the screen: what was read, what was made, where it lies, what comes next."""
    manifest, intake, survey = made.manifest, made.intake, made.survey
    located = round(100 * intake.located_rows / max(1, intake.rows_kept))
    terminal.say("read_rows", kept=intake.rows_kept, read=intake.rows_read, set_aside=intake.rows_set_aside,
                 located=located, until=intake.data_until)
    terminal.say("found_hotspots", count=len(survey.hotspots), method=survey.method, start=survey.period.start,
                 end=survey.period.end)
    for text in manifest.warnings:
        terminal.say("warning", text=text)
    pictures = sum(len(one.assets) for one in manifest.posts) + len(manifest.masters)
    terminal.say("made", posts=len(manifest.posts), pictures=pictures, seconds=f"{seconds:.1f}",
                 placements=len({(p.slot.platform, p.slot.placement) for p in manifest.posts}))
    terminal.say("internal_page", path=made.internal / "laporan.html")
    if made.guide is not None:
        terminal.say("guide_written", name=manifest.campaign, week=manifest.week)
    terminal.say("open_page", path=made.pack / "index.html")
    terminal.say("approve_next")


def intake_lines(home: Home, campaign: Campaign, intake: Intake) -> list[str]:
    """The intake report for the screen: what was read, each repair and each reason, in the campaign's language."""
    texts = _texts(home, campaign.polres.language)
    lines = [f"{one.role}: {one.name} ({one.size_bytes} byte)" for one in intake.files]
    lines.append(texts["check_rows"].format(read=intake.rows_read, kept=intake.rows_kept, aside=intake.rows_set_aside,
                                            located=intake.located_rows, start=intake.period.start, end=intake.period.end))
    for note in intake.notes:
        sentence = texts.get(f"intake.{note.code}", note.code)
        lines.append(f"  - {sentence.format(rows=note.rows, column=note.column, detail=note.detail)}")
    if intake.unplaced_headings:
        lines.append(texts["check_unplaced"].format(headings=", ".join(intake.unplaced_headings)))
    return lines
