"""The whole job, top to bottom: one campaign, one week.

Everything is gathered first (read, survey, choose, book), then written aside and swapped in, so that whatever goes
wrong leaves the last good pack untouched. The pack is a pure function of the input files, the campaign file with the
week's changes, templates, code and lock, the week, and the ledger of weeks before it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator import by_hand
from generator.calendar_of_year import (
    events_in,
    is_indonesian,
    quiet_days,
    read_events,
    with_own_dates,
)
from generator.changes import load_changes, write_guide
from generator.edition import Desk, Edition, print_edition
from generator.graphics.film import refuse_without_extra
from generator.graphics.logo import load_logo
from generator.graphics.press import Press
from generator.languages import load_library
from generator.messages import rules, selection
from generator.messages.candidates import Brief
from generator.mix import load_mix
from generator.notices.desk import NoticeDesk
from generator.notices.gather import gather
from generator.platforms import chosen_placements, load_placements
from generator.posting import agenda, pack, status
from generator.posting.store import Store
from generator.themes import Wardrobe, style_of
from generator.weekly_words import week_texts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

    from generator.accidents.load import Loaded
    from generator.accidents.places.geography import Ground
    from generator.calendar_of_year import Event
    from generator.home import Home
    from generator.languages import Library
    from generator.records import Intake, IsoWeek, Manifest, Survey
    from generator.settings import Campaign
    from generator.terminal import Terminal
    from generator.themes import Style


@dataclass(frozen=True, slots=True)
class WeekMade:
    """What a run leaves behind, for the last lines on the screen."""

    pack: Path
    internal: Path
    manifest: Manifest
    survey: Survey
    intake: Intake
    guide: Path | None  # the file for changes, when this run wrote it


def make_week(
    home: Home, campaign: Campaign, week: IsoWeek, now: dt.datetime, terminal: Terminal
) -> WeekMade:
    """Make one week. Raises SelamatError with one sentence, and then nothing that was good is touched."""
    pack.finish_or_undo(home, campaign.id)
    desk = desk_of(home, campaign, week)
    if campaign.look.clips:
        refuse_without_extra(campaign.id)
    terminal.begin(5)
    with Press(home) as press, Store(home.ledger(campaign.id) / "queue.sqlite") as store:
        terminal.step("step_read", 0)
        loaded, ground = read(desk)
        terminal.step("step_survey")
        survey = survey_of(desk, loaded, ground)
        terminal.step("step_words")
        edition = _edition(desk, loaded, ground, survey, store)
        terminal.step("step_pictures")
        with pack.PackWriter(home, campaign.id, str(week)) as writer:
            manifest = print_edition(edition, press, writer.folder, writer.internal)
            terminal.step("step_pages")
        store.plan(manifest, now)
        status.write_status(store, home.of(campaign.id), now)
    terminal.end()
    is_new = write_guide(home, campaign.id, week, manifest.messages, manifest.posts)
    guide = home.week_changes(campaign.id, week) if is_new else None
    internal = home.internal(campaign.id, week)
    return WeekMade(home.pack(campaign.id, week), internal, manifest, survey, loaded.intake, guide)


def desk_of(home: Home, campaign: Campaign, week: IsoWeek) -> Desk:
    """The declarations that every step of the week looks at, read and checked."""
    library = library_for(home, campaign)
    calendar = with_own_dates(
        library.calendar,
        campaign.calendar,
        campaign.polres.operation_suffix,
        is_at_home=is_indonesian(campaign.zone),
    )
    return Desk(
        home=home,
        campaign=campaign,
        week=week,
        library=replace(library, calendar=calendar),
        mix=load_mix(home, campaign, library.calls["question"]),
        placements=chosen_placements(load_placements(home), campaign.week.placements),
        changes=load_changes(home, campaign.id, week),
        texts=week_texts(home, campaign.polres.language),
        style=style_of_week(home, campaign, events_in(week, calendar)),
        logo=load_logo(home.root / campaign.look.logo) if campaign.look.logo else None,
    )


def style_of_week(home: Home, campaign: Campaign, events: Iterable[Event]) -> Style:
    """The look of a week with these events: another theme while an operation runs that the district confirmed.

    The themes are read here so that their faults are told before any file of accidents is opened. Raises SettingsError
    for a theme that is not there, TemplateError for one that cannot be read.
    """
    style = style_of(campaign.look, is_operation=any(one.is_own_operation for one in events))
    Wardrobe(home, style)
    return style


def library_for(home: Home, campaign: Campaign) -> Library:
    """The words of the campaign's language, with what its people released: tips marked for review, fines."""
    return load_library(
        home,
        campaign.polres.language,
        campaign.release.tips,
        has_amounts=campaign.law.is_amount_approved,
    )


def read(desk: Desk) -> tuple[Loaded, Ground]:
    """The checked table with its intake report, and the ground it lies on."""
    from generator.accidents.load import load_accidents
    from generator.accidents.places.geography import load_ground

    loaded = load_accidents(desk.campaign, desk.home)
    return loaded, load_ground(desk.campaign, desk.home, loaded.table)


def survey_of(desk: Desk, loaded: Loaded, ground: Ground) -> Survey:
    """Findings past the gate."""
    from generator.analysis.memory import Memory
    from generator.analysis.survey import Question, survey

    question = Question(
        week=desk.week,
        zone=desk.campaign.polres.zone,
        data_until=loaded.intake.data_until,
        observation_months=desk.campaign.data.observation_months,
        minimum_per_place=desk.campaign.publication.minimum_per_place,
        deaths_announced=desk.campaign.publication.deaths_announced,
        seed=desk.campaign.id,
        weight_set=desk.campaign.data.weight_set,
        events=read_events(desk.library.calendar) if is_indonesian(desk.campaign.zone) else (),
    )
    return survey(loaded.table, ground, question, Memory(desk.home.cache(desk.campaign.id)))


def _edition(desk: Desk, loaded: Loaded, ground: Ground, survey: Survey, store: Store) -> Edition:
    """What the week will say, and where and when: messages and slots, as a person wants them."""
    notices = gather(
        NoticeDesk(desk.home, desk.campaign, desk.library, desk.week, is_sample=survey.is_sample), rules.check
    )
    changed = {change.message: change for change in desk.changes.changes if change.message}
    history = store.history(desk.week)
    brief = Brief(desk.library, desk.campaign, desk.mix, desk.week, history)
    material = replace(survey, insights=(*survey.insights, *notices.offered))
    plan = selection.choose(material, notices.asked, brief, changed)
    quiet = quiet_days(events_in(desk.week, desk.library.calendar))
    arranged = agenda.arrange(plan.messages, desk.placements, desk.campaign, desk.week, quiet=quiet)
    by_id = {placement.id: placement for placement in desk.placements}
    bookings, by_slot = by_hand.rebook(arranged.bookings, desk.changes, by_id, desk.campaign, desk.week)
    agenda.check_quiet(bookings, plan.messages, quiet, desk.campaign)
    return Edition(
        desk=desk,
        intake=loaded.intake,
        ground=ground,
        survey=survey,
        plan=plan,
        bookings=bookings,
        changes=by_slot,
        empty=(*plan.empty, *arranged.empty),
        ledger_digest=store.ledger_digest(desk.week),
        notices=notices,
    )
