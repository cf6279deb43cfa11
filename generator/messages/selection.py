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
from generator.messages.message import Writer
from generator.messages.seasons import season_insights

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.calendar_of_year import Event
    from generator.changes import Change
    from generator.languages import Library, Tip
    from generator.records import Insight, IsoWeek, Message, PastUse, Survey
    from generator.settings import Campaign

# What a week should at least tell, in the order in which it is told; of equals the first kind is preferred.
_WANTED = (
    ("hotspot_ranking", "hotspot_place", "district_part"),  # where
    ("hours", "weekday"),  # when
    ("collision_type", "road_user", "recorded_factor", "weather", "light"),  # who and how
    ("four_week_change",),  # what happened lately
)


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
        lean = {tip.id: fit.calendar_factor(tip, self.events) for tip in tips}
        fresh = {tip.id: fit.freshness(tip, self.history, self.week.monday) for tip in tips}
        pairs: list[_Candidate] = []
        for insight in insights:
            need = fit.need(insight)
            for tip in tips:
                match = fit.fit(insight, tip)
                if need and match:
                    why = {"need": need, "fit": match, "freshness": fresh[tip.id], "calendar": lean[tip.id]}
                    pairs.append(_Candidate(insight, tip, why | {"score": self._score(why, insight, tip)}))
        return pairs

    def _score(self, why: dict[str, float], insight: Insight, tip: Tip) -> float:
        # The millionth breaks ties, so that two districts with equal findings still say different things.
        return fit.score(why) + 1e-6 * chance.share(self.campaign.id, self.week, insight.id, tip.id)


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
    cannot say what was chosen, SettingsError for a tip that does not exist.
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
    chosen = _pick(desk, told, cards, evergreen)
    told_by: dict[str, tuple[Message, Insight]] = {}
    empty: list[tuple[str, str]] = []
    for one in chosen:
        message = writer.write(one.insight, one.tip, one.why, frozenset(told_by))
        change = (changes or {}).get(message.id)
        if change is not None and change.tip:
            message = writer.write(one.insight, _tip_of(change, library), one.why, frozenset(told_by))
        if change is not None and change.skip:
            empty.append(
                (message.headline, library.interface["message.skipped"].format(by=change.by, why=change.why))
            )
            continue
        told_by[message.id] = (message, one.insight)
    place, reason = library.interface["message.empty_place"], library.interface["message.empty_reason"]
    empty += [(place.format(number=n), reason) for n in range(len(chosen) + 1, campaign.week.messages + 1)]
    pairs = told_by.values()
    return Plan(tuple(message for message, _ in pairs), tuple(empty), tuple(insight for _, insight in pairs))


def _tip_of(change: Change, library: Library) -> Tip:
    """The tip that a person asks for. Raises SettingsError when the library has none of this id."""
    if change.tip not in library.tips:
        raise SettingsError(
            f"perubahan pesan {change.message}",
            f'tip "{change.tip}" tidak ada',
            f"Pilih dari templates/languages/{library.code}/tips.toml",
        )
    return library.tips[change.tip]


def _pick(
    desk: _Desk, told: tuple[Insight, ...], cards: tuple[Insight, ...], evergreen: tuple[Insight, ...]
) -> list[_Candidate]:
    """First one of each wanted group, then the best of what is left, then cards for any time of the year."""
    wanted = desk.campaign.week.messages
    pairs = desk.candidates(told)
    chosen: list[_Candidate] = []
    for kinds in _WANTED:
        _add_best(chosen, [pair for pair in pairs if pair.insight.kind in kinds], wanted, kinds[0])
    pairs += desk.candidates(cards)
    while len(chosen) < wanted and _add_best(chosen, pairs, wanted):
        pass
    pairs = desk.candidates(evergreen)
    while len(chosen) < wanted and _add_best(chosen, pairs, wanted):
        pass
    return chosen


def _add_best(chosen: list[_Candidate], pairs: list[_Candidate], wanted: int, preferred: str = "") -> bool:
    """Add the best pair that the week still allows; False when there is none."""
    if len(chosen) >= wanted:
        return False
    insights = {one.insight.id for one in chosen}
    families = {one.tip.family for one in chosen}
    allowed = [p for p in pairs if p.insight.id not in insights and p.tip.family not in families]
    if not allowed:
        return False
    chosen.append(max(allowed, key=lambda p: p.score * _variety(p, chosen) * _first(p, preferred)))
    return True


def _first(pair: _Candidate, preferred: str) -> float:
    """A little more for the kind that tells a group best: the map before one place, the hours before the days."""
    return 1.3 if pair.insight.kind == preferred and preferred in {"hotspot_ranking", "hours"} else 1.0


def _variety(pair: _Candidate, chosen: list[_Candidate]) -> float:
    """Less for a kind, theme or reader that the week has already, more for a pillar that it has not."""
    kinds = {one.insight.kind for one in chosen}
    themes = {one.tip.theme for one in chosen}
    readers = {one.tip.target for one in chosen}
    pillars = {one.insight.pillar for one in chosen}
    factor = 0.4 if pair.insight.kind in kinds and pair.insight.kind != "season" else 1.0
    factor *= 0.45 if pair.tip.theme in themes else 1.0
    factor *= 0.92 if pair.tip.target in readers else 1.0
    return factor * (1.15 if pair.insight.pillar not in pillars else 1.0)
