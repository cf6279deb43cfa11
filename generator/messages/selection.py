"""The week's messages: which findings, each with which tip, so that people hear what their own district needs.

A greedy choice over need x fit x freshness x calendar with hard rules: a tip family rests 21 days, a tip or family
stands in one message a week, each message tells another finding. Greedy is enough while a week has four to six
messages and the rules couple them so little; the factors of each choice are kept in Message.why.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.calendar_of_year import events_in
from generator.errors import SettingsError
from generator.messages import chance, fit
from generator.messages.frames import is_pattern
from generator.messages.message import Writer
from generator.messages.seasons import season_insights

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.calendar_of_year import Event
    from generator.changes import Change
    from generator.languages import Library, Tip
    from generator.records import Insight, IsoWeek, Message, PastUse, Survey
    from generator.settings import Campaign

# What a week should at least tell, in the order in which it is told.
_WANTED = (
    ("hotspot_ranking", "hotspot_place", "district_part", "district_expected", "road_per_km"),  # where
    ("hours", "weekday", "week_peak", "weekend_night", "school_hours", "night_severity"),  # when
    (),  # who and how: every other pattern
    ("four_week_change",),  # what happened lately
)
_WHO_AND_HOW = 2
_CHOOSING_ORDER = (
    2,
    1,
    0,
    3,
)  # the most particular finding takes its tip first; a map or a recap suits many tips
_EVERY_WEEK = {"hotspot_ranking", "hours", "four_week_change", "season"}
_PREFERRED = {"hotspot_ranking", "hours"}  # of equals: the map before one place, the hours before the days


@dataclass(frozen=True, slots=True)
class Plan:
    """The messages of a week, and each place that stayed empty with a sentence why."""

    messages: tuple[Message, ...]
    empty: tuple[tuple[str, str], ...]
    insights: tuple[Insight, ...] = ()  # what the messages tell, in their order; season cards among them


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A finding with a tip, and why."""

    insight: Insight
    tip: Tip
    why: dict[str, float]

    @property
    def score(self) -> float:
        return self.why["score"]


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every choice of the week looks at."""

    library: Library
    campaign: Campaign
    week: IsoWeek
    history: tuple[PastUse, ...]
    events: tuple[Event, ...]

    def candidates(self, insights: tuple[Insight, ...]) -> list[_Candidate]:
        """Every allowed pair, in the order of the insights and tips."""
        resting = fit.resting_families(self.history, self.week.monday)
        tips = [t for t in self.library.tips.values() if not t.needs_review and t.family not in resting]
        return [
            _Candidate(insight, tip, self.why(insight, tip))
            for insight in insights
            if fit.need(insight)
            for tip in tips
            if fit.fit(insight, tip)
        ]

    def _turn(self, insight: Insight) -> float:
        """0.6-1: findings that hold for months take turns, so that no place is shown every week."""
        if insight.kind in _EVERY_WEEK:
            return 1.0
        return 0.6 + 0.4 * chance.share(self.campaign.id, self.week, insight.id)

    def why(self, insight: Insight, tip: Tip) -> dict[str, float]:
        """The four factors and the score that they make."""
        factors = {
            "need": fit.need(insight),
            "fit": fit.fit(insight, tip),
            "freshness": fit.freshness(tip, self.history, self.week.monday) * self._turn(insight),
            "calendar": fit.calendar_factor(tip, self.events),
        }
        # The millionth breaks ties, so that two districts with equal findings still say different things.
        luck = 1e-6 * chance.share(self.campaign.id, self.week, insight.id, tip.id)
        return factors | {"score": fit.score(factors) + luck}


def choose(  # noqa: PLR0913, PLR0917 - the door that docs/architecture.md names
    survey: Survey,
    notices: tuple[Insight, ...],
    library: Library,
    campaign: Campaign,
    week: IsoWeek,
    history: tuple[PastUse, ...],
    changes: Mapping[str, Change] | None = None,
) -> Plan:
    """The messages of the week, as many as the campaign file asks for, and what could not be filled.

    `changes` are a person's, by message id: another tip, or none of it at all. Raises TemplateError when the language
    cannot say what was chosen, SettingsError for a tip that does not exist or may not be used this week.
    """
    events = events_in(week, library.calendar)
    before = tuple(use for use in history if use.day < week.monday)
    desk = _Desk(library, campaign, week, before, events)
    writer = Writer(campaign, library, week)
    told = tuple(
        one
        for one in (*survey.insights, *notices)
        if not (survey.is_stale and one.kind == "four_week_change") and writer.can_tell(one)
    )
    cards, evergreen = season_insights(library.calendar, events, week, is_sample=survey.is_sample)
    chosen = _named(_pick(desk, told, cards, evergreen), writer)
    by_hand = changes or {}
    chosen = {name: _with_tip(desk, one, by_hand.get(name), chosen) for name, one in chosen.items()}
    told_by = [
        (writer.write(one.insight, one.tip, one.why, name), one.insight) for name, one in chosen.items()
    ]
    skipped = [(m, by_hand[m.id]) for m, _ in told_by if m.id in by_hand and by_hand[m.id].skip]
    kept = [(m, insight) for m, insight in told_by if m not in [one for one, _ in skipped]]
    return Plan(
        messages=tuple(message for message, _ in kept),
        empty=_empty(library, skipped, range(len(chosen) + 1, campaign.week.messages + 1)),
        insights=tuple(insight for _, insight in kept),
    )


def _group(insight: Insight) -> int:
    """Which of the wanted groups a finding belongs to; one past the last when to none."""
    named = [insight.kind in kinds for kinds in _WANTED]
    if True in named:
        return named.index(True)
    return _WHO_AND_HOW if is_pattern(insight) else len(_WANTED)


def _named(chosen: list[_Candidate], writer: Writer) -> dict[str, _Candidate]:
    """The choices by the id of their message; it depends on the findings alone, so a change never moves it."""
    named: dict[str, _Candidate] = {}
    for one in chosen:
        named[writer.name(one.insight, frozenset(named))] = one
    return named


def _with_tip(
    desk: _Desk, ours: _Candidate, change: Change | None, chosen: Mapping[str, _Candidate]
) -> _Candidate:
    """The choice with the tip that a named person asked for, which also releases a tip marked for review."""
    if change is None or not change.tip or change.tip == ours.tip.id:
        return ours
    where = f"perubahan pesan {change.message}"
    advice = f"Pilih tip lain dari templates/languages/{desk.library.code}/tips.toml"
    tip = desk.library.tips.get(change.tip)
    if tip is None:
        raise SettingsError(where, f'tip "{change.tip}" tidak ada', advice)
    if tip.family in {one.tip.family for one in chosen.values() if one is not ours}:
        raise SettingsError(where, f'tip "{tip.id}" sekeluarga dengan tip pesan lain pekan ini', advice)
    if tip.family in fit.resting_families(desk.history, desk.week.monday):
        raise SettingsError(where, f'tip "{tip.id}" sudah tayang kurang dari 21 hari lalu', advice)
    return _Candidate(ours.insight, tip, desk.why(ours.insight, tip))


def _empty(
    library: Library, skipped: list[tuple[Message, Change]], missing: range
) -> tuple[tuple[str, str], ...]:
    """What the week lacks, and why."""
    say = library.interface
    by_hand = [
        (message.headline, say["message.skipped"].format(by=change.by, why=change.why))
        for message, change in skipped
    ]
    place, reason = say["message.empty_place"], say["message.empty_reason"]
    return (*by_hand, *((place.format(number=number), reason) for number in missing))


def _pick(
    desk: _Desk, told: tuple[Insight, ...], cards: tuple[Insight, ...], evergreen: tuple[Insight, ...]
) -> list[_Candidate]:
    """First one of each wanted group, then the best of what is left, then cards for any time of the year."""
    wanted = desk.campaign.week.messages
    pairs = desk.candidates(told)
    chosen: list[_Candidate] = []
    for group in _CHOOSING_ORDER:
        _add_best(chosen, [pair for pair in pairs if _group(pair.insight) == group], wanted, of_group=True)
    chosen.sort(key=lambda one: _group(one.insight))
    for more in (pairs + desk.candidates(cards), desk.candidates(evergreen)):
        while _add_best(chosen, more, wanted):
            pass
    return chosen


def _add_best(
    chosen: list[_Candidate], pairs: list[_Candidate], wanted: int, *, of_group: bool = False
) -> bool:
    """Add the best pair that the week still allows; False when the week is full or there is none."""
    insights = {one.insight.id for one in chosen}
    families = {one.tip.family for one in chosen}
    allowed = [p for p in pairs if p.insight.id not in insights and p.tip.family not in families]
    if len(chosen) >= wanted or not allowed:
        return False
    chosen.append(
        max(allowed, key=lambda p: p.score * _variety(p, chosen) * _preference(p, of_group=of_group))
    )
    return True


def _preference(pair: _Candidate, *, of_group: bool) -> float:
    return 1.3 if of_group and pair.insight.kind in _PREFERRED else 1.0


def _is_same_subject(one: Insight, other: Insight) -> bool:
    """Whether two findings of different kinds ask for the same: rear-end collisions as a type, and as a kind."""
    if one.kind == other.kind or not (is_pattern(one) and is_pattern(other)):
        return False
    first, second = (fit.topics(insight) for insight in (one, other))
    return any(first.get(key) == second.get(key) == 1.0 for key in first)


def _variety(pair: _Candidate, chosen: list[_Candidate]) -> float:
    """Less for a kind, theme or reader that the week has already, more for a pillar that it has not."""
    kinds = {one.insight.kind for one in chosen}
    themes = {one.tip.theme for one in chosen}
    readers = {one.tip.target for one in chosen}
    pillars = {one.insight.pillar for one in chosen}
    factor = 0.4 if pair.insight.kind in kinds and pair.insight.kind != "season" else 1.0
    factor *= 0.4 if any(_is_same_subject(pair.insight, one.insight) for one in chosen) else 1.0
    factor *= 0.45 if pair.tip.theme in themes else 1.0
    factor *= 0.92 if pair.tip.target in readers else 1.0
    return factor * (1.15 if pair.insight.pillar not in pillars else 1.0)
