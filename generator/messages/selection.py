"""The week's messages: which findings, each with which tip, so that people hear what their own district needs.

Every pair of a finding and a tip that answers it scores need x fit x freshness x calendar; the week is the set of
pairs with the largest sum that every rule of `limits` allows. The factors of each choice are kept in Message.why.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.errors import SettingsError
from generator.messages import fit
from generator.messages.candidates import Brief, Candidate, Judge, Material
from generator.messages.limits import FILLED, limits_of, story_of
from generator.messages.message import Writer
from generator.messages.programme import solve
from generator.messages.seasons import season_insights

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.changes import Change
    from generator.languages import Library
    from generator.records import Insight, Message, PastUse, Survey

_TOPICS_NAMED = 3  # in the advice what to write


@dataclass(frozen=True, slots=True)
class Plan:
    """The messages of a week, and each place that stayed empty with a sentence why."""

    messages: tuple[Message, ...]
    empty: tuple[tuple[str, str], ...]
    insights: tuple[Insight, ...] = ()  # what the messages tell, in their order; season cards among them


def choose(
    survey: Survey,
    notices: tuple[Insight, ...],
    brief: Brief,
    changes: Mapping[str, Change] | None = None,
) -> Plan:
    """The messages of the week, as many as the campaign file asks for, and what could not be filled.

    `changes` are a person's, by message id: another tip, or none of it at all. Raises TemplateError when the language
    cannot say what was chosen, SettingsError for a tip that does not exist or may not be used this week.
    """
    brief = _before_the_week(brief)
    writer = Writer(brief.campaign, brief.library, brief.week, _told_before(brief.history))
    judge = Judge.of(brief)
    material = _material(survey, notices, writer, judge)
    picked, short = pick(judge, material)
    chosen = _named(picked, writer)
    by_hand = changes or {}
    chosen = {name: _with_tip(judge, one, by_hand.get(name), chosen) for name, one in chosen.items()}
    told_by = [
        (writer.write(one.insight, one.tip, one.why, name), one.insight) for name, one in chosen.items()
    ]
    skipped = [(m, by_hand[m.id]) for m, _ in told_by if m.id in by_hand and by_hand[m.id].skip]
    kept = [(m, insight) for m, insight in told_by if m not in [one for one, _ in skipped]]
    return Plan(
        messages=tuple(message for message, _ in kept),
        empty=(*_left_out(brief.library, skipped), *_empty(judge, material, picked), *short),
        insights=tuple(insight for _, insight in kept),
    )


def every_message(
    survey: Survey, notices: tuple[Insight, ...], brief: Brief
) -> list[tuple[Message, Insight]]:
    """Everything that could be told this week, each finding with the tip that answers it best; for looking at designs."""
    writer, judge = Writer(brief.campaign, brief.library, brief.week), Judge.of(brief)
    best: dict[str, Candidate] = {}
    for one in judge.candidates(_material(survey, notices, writer, judge).insights):
        known = best.get(one.insight.id)
        best[one.insight.id] = one if known is None or one.score > known.score else known
    named = _named(best.values(), writer)
    return [(writer.write(one.insight, one.tip, one.why, name), one.insight) for name, one in named.items()]


def pick(judge: Judge, material: Material) -> tuple[list[Candidate], list[tuple[str, str]]]:
    """The best allowed set in the order in which a week tells it, and each theme that came too short."""
    pairs = judge.candidates(material.insights)
    limits = limits_of(pairs, judge, material)
    numbers = solve([FILLED + pair.score for pair in pairs], limits)
    order = [*judge.brief.mix.stories, ""]
    chosen = sorted(
        (pairs[number] for number in numbers),
        key=lambda one: (order.index(story_of(one.insight, judge.brief.mix)), -one.score),
    )
    told = {pair.tip.theme for pair in chosen}
    due = [theme for theme, left in judge.quotas.items() if left.least and theme not in told]
    return chosen, [_short(judge, theme) for theme in due]


def _before_the_week(brief: Brief) -> Brief:
    """Without what the week itself holds already: slots of the same week never count as history."""
    before = tuple(use for use in brief.history if use.day < brief.week.monday)
    return Brief(brief.library, brief.campaign, brief.mix, brief.week, before)


def _told_before(history: Iterable[PastUse]) -> dict[str, int]:
    """What each post was about -> in how many weeks it was told."""
    return Counter(about for about, _ in {(use.about, use.week) for use in history})


def _material(survey: Survey, notices: tuple[Insight, ...], writer: Writer, judge: Judge) -> Material:
    """Every finding, notice and card that the language can say."""
    week, library = judge.brief.week, judge.brief.library
    told = tuple(
        one
        for one in (*survey.insights, *notices)
        if not (survey.is_stale and one.kind == "four_week_change") and writer.can_tell(one)
    )
    cards, spare = season_insights(library.calendar, judge.events, week, is_sample=survey.is_sample)
    asked = {one.id for one in notices} | {c.id for c in cards if c.codes.get("event_tone") == "duka"}
    return Material((*told, *cards, *spare), frozenset(asked), frozenset(one.id for one in spare))


def _named(chosen: Iterable[Candidate], writer: Writer) -> dict[str, Candidate]:
    """The choices by the id of their message; it depends on the findings alone, so a change never moves it."""
    named: dict[str, Candidate] = {}
    for one in chosen:
        named[writer.name(one.insight, frozenset(named))] = one
    return named


def _with_tip(
    judge: Judge, ours: Candidate, change: Change | None, chosen: Mapping[str, Candidate]
) -> Candidate:
    """The choice with the tip that a named person asked for, which also releases a tip marked for review."""
    if change is None or not change.tip or change.tip == ours.tip.id:
        return ours
    library = judge.brief.library
    where = f"perubahan pesan {change.message}"
    advice = f"Pilih tip lain dari templates/languages/{library.code}/tips.toml"
    tip = library.tips.get(change.tip)
    if tip is None:
        raise SettingsError(where, f'tip "{change.tip}" tidak ada', advice)
    if tip.family in {one.tip.family for one in chosen.values() if one is not ours}:
        raise SettingsError(where, f'tip "{tip.id}" sekeluarga dengan tip pesan lain pekan ini', advice)
    if tip.family in judge.resting:
        raise SettingsError(where, f'tip "{tip.id}" sudah tayang kurang dari 21 hari lalu', advice)
    return Candidate(ours.insight, tip, judge.why(ours.insight, tip))


# ------------------------------------------------------------------------------------------------ what is lacking


def _left_out(library: Library, skipped: Iterable[tuple[Message, Change]]) -> list[tuple[str, str]]:
    """What a person left out, and why."""
    say = library.interface["message.skipped"]
    return [(message.headline, say.format(by=change.by, why=change.why)) for message, change in skipped]


def _empty(judge: Judge, material: Material, chosen: list[Candidate]) -> list[tuple[str, str]]:
    """Each place that stayed empty, and what to write for it: what the strongest untold findings ask for."""
    say, wanted = judge.brief.library.interface, judge.brief.campaign.week.messages
    told = {one.insight.id for one in chosen}
    untold = [one for one in material.insights if one.id not in told and fit.need(one)]
    untold.sort(key=lambda one: (-fit.need(one), one.id))
    topics = dict.fromkeys(key for one in untold for key in asked_by(one))
    reason = say["message.empty_reason"].format(
        resting=len(judge.resting), topics=", ".join([*topics][:_TOPICS_NAMED])
    )
    place = say["message.empty_place"]
    return [(place.format(number=number), reason) for number in range(len(chosen) + 1, wanted + 1)]


def asked_by(insight: Insight) -> list[str]:
    """What a new tip should answer to serve this finding: keys of Tip.answers, the weightiest first, or a theme."""
    weights = fit.topics(insight)
    themes = [theme for theme in insight.codes.get("themes", "").split(",") if theme]
    return sorted(weights, key=lambda key: (-weights[key], key))[:1] or themes[:1]


def _short(judge: Judge, theme: str) -> tuple[str, str]:
    say, bounds = judge.brief.library.interface, judge.brief.mix.theme(theme)
    place, reason = say["message.theme_place"], say["message.theme_reason"]
    return place.format(theme=theme), reason.format(least=bounds.least)
