"""What is said about a week on the screen and above the page: what was read, what to know, where it lies."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from generator.posting import pages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.home import Home
    from generator.platforms import Placement
    from generator.records import IsoWeek, Post, Survey
    from generator.terminal import Terminal
    from generator.weekly import WeekMade

UNREMARKABLE = {"not_beyond_chance", "said_by_another_kind"}  # nothing that a planner could do about it
LIMITS_LAST_DAYS = 180  # platforms move their limits; older ones are named to the planner


def week_texts(home: Home, language: str) -> dict[str, str]:
    """Words of the pages and of the week in one language."""
    path = home.templates / "languages" / language / "weekly.toml"
    return {**pages.page_texts(home, language), **tomllib.loads(path.read_text(encoding="utf-8"))}


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def warnings(
    texts: Mapping[str, str], survey: Survey, placements: Sequence[Placement], week: IsoWeek
) -> tuple[str, ...]:
    """Sentences that a planner must see before approving."""
    found = []
    if survey.is_stale:
        found.append(texts["warn_stale"].format(until=survey.data_until, week=week))
    if not survey.located:
        found.append(texts["warn_no_map"])
    for why in dict.fromkeys(why for _, why in survey.withheld if why not in UNREMARKABLE):
        kinds = [texts.get(f"kind_{what}", what) for what, reason in survey.withheld if reason == why]
        what = ", ".join([*(kind[:1].upper() + kind[1:] for kind in kinds[:1]), *map(_small, kinds[1:])])
        found.append(texts["warn_withheld"].format(what=what, why=texts.get(f"withheld_{why}", why)))
    found += [
        texts["warn_limits_old"].format(placement=one.id, as_of=one.as_of, platform=one.platform)
        for one in placements
        if (week.monday - one.as_of).days > LIMITS_LAST_DAYS
    ]
    return tuple(found)


def waiting(texts: Mapping[str, str], questions: int, week: IsoWeek) -> tuple[str, ...]:
    """Where the questions lie that a person has to answer; nothing when there are none."""
    return (texts["warn_questions"].format(count=questions, week=week),) if questions else ()


def shortened(texts: Mapping[str, str], posts: Sequence[Post]) -> tuple[str, ...]:
    """Which pictures had room for shorter words only, one sentence for each message and what was shortened."""
    found: dict[tuple[str, str], list[str]] = {}
    for post in posts:
        for check in dict.fromkeys(one for asset in post.assets for one in asset.checks):
            if check.name == "wording" and check.detail:
                found.setdefault((post.message_id, check.detail), []).append(
                    f"{post.slot.platform}/{post.slot.placement}"
                )
    return tuple(
        texts["warn_shortened"].format(
            message=message,
            fields=", ".join(texts[f"field_{field}"] for field in fields.split("; ")),
            placements=", ".join(dict.fromkeys(placements)),
        )
        for (message, fields), placements in found.items()
    )


def announce(made: WeekMade, seconds: float, terminal: Terminal) -> None:
    """The last lines on the screen: what was read, what was made, where it lies, what comes next."""
    manifest, intake, survey = made.manifest, made.intake, made.survey
    terminal.say(
        "read_rows",
        kept=intake.rows_kept,
        read=intake.rows_read,
        set_aside=intake.rows_set_aside,
        located=round(100 * intake.located_rows / max(1, intake.rows_kept)),
        until=intake.data_until,
    )
    start, end = survey.period.start, survey.period.end
    terminal.say("found_hotspots", count=len(survey.hotspots), method=survey.method, start=start, end=end)
    for text in manifest.warnings:
        terminal.say("warning", text=text)
    terminal.say(
        "made",
        posts=len(manifest.posts),
        pictures=sum(len(one.assets) for one in manifest.posts),
        seconds=f"{seconds:.1f}",
        placements=len({(one.slot.platform, one.slot.placement) for one in manifest.posts}),
    )
    clips = {film.sha256: film.size_bytes for one in manifest.posts for film in one.clip[:1]}
    if clips:
        terminal.say("made_clips", clips=len(clips), megabytes=f"{sum(clips.values()) / 1e6:.1f}")
    terminal.say("internal_page", path=made.internal / "laporan.html")
    if made.guide is not None:
        terminal.say("guide_written", path=made.guide)
    terminal.say("open_page", path=made.pack / "index.html")
    terminal.say("approve_next")
