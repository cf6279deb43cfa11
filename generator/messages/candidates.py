"""What a week could say: every finding with every tip that answers it, each with its score and the factors behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.calendar_of_year import events_in
from generator.messages import chance, fit
from generator.messages.quota import Quota, past_of, quota

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.calendar_of_year import Event
    from generator.languages import Library, Tip
    from generator.mix import Mix
    from generator.records import Insight, IsoWeek, PastUse
    from generator.settings import Campaign

_LUCK = 1e-6  # breaks ties, so that two districts with equal findings still say different things


@dataclass(frozen=True, slots=True)
class Brief:
    """Who speaks, in which week, with which words, in which mix, after what."""

    library: Library
    campaign: Campaign
    mix: Mix
    week: IsoWeek
    history: tuple[PastUse, ...]  # of earlier weeks only

    @property
    def events(self) -> tuple[Event, ...]:
        """The calendar of the week."""
        return events_in(self.week, self.library.calendar)


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that could be told this week."""

    insights: tuple[Insight, ...]
    asked: frozenset[str] = frozenset()  # ids that must be told: notices of the Polres, days of mourning
    spare: frozenset[str] = frozenset()  # ids of cards for any time of the year


@dataclass(frozen=True, slots=True)
class Candidate:
    """A finding with a tip, and why: need, fit, freshness, calendar and the score that they make."""

    insight: Insight
    tip: Tip
    why: Mapping[str, float]

    @property
    def score(self) -> float:
        """The product of the factors, with a millionth of luck."""
        return self.why["score"]


@dataclass(frozen=True, slots=True)
class Judge:
    """Scores pairs for one brief; what depends on the theme or the tip alone is worked out once."""

    brief: Brief
    events: tuple[Event, ...]
    quotas: Mapping[str, Quota]  # theme -> what its past leaves
    fresh: Mapping[str, float]  # tip -> 0-1
    resting: frozenset[str]  # families that some placement showed less than 21 days ago

    @classmethod
    def of(cls, brief: Brief) -> Judge:
        """The judge of a week."""
        past, monday = brief.history, brief.week.monday
        tips = brief.library.tips
        themes = sorted({tip.theme for tip in tips.values()} | brief.mix.themes.keys())
        quotas = {t: quota(brief.mix.theme(t), past_of(t, past, brief.week)) for t in themes}
        fresh = {name: fit.freshness(tip, past, monday) for name, tip in tips.items()}
        return cls(brief, brief.events, quotas, fresh, fit.resting_families(past, monday))

    def candidates(self, insights: Iterable[Insight]) -> list[Candidate]:
        """Every allowed pair, in the order of their ids."""
        tips = [t for t in self.brief.library.tips.values() if not t.needs_review]
        free = sorted((t for t in tips if t.family not in self.resting), key=lambda t: t.id)
        return [
            Candidate(insight, tip, self.why(insight, tip))
            for insight in sorted(insights, key=lambda one: one.id)
            if fit.need(insight)
            for tip in free
            if fit.fit(insight, tip)
        ]

    def why(self, insight: Insight, tip: Tip) -> dict[str, float]:
        """The four factors and the score that they make."""
        factors = {
            "need": fit.need(insight),
            "fit": fit.fit(insight, tip),
            "freshness": self._freshness(insight, tip),
            "calendar": fit.calendar_factor(tip, self.events),
        }
        luck = _LUCK * chance.share(self.brief.campaign.id, self.brief.week, insight.id, tip.id)
        return factors | {"score": fit.score(factors) + luck}

    def _freshness(self, insight: Insight, tip: Tip) -> float:
        """0-2: little for a finding or tip that was told lately, above 1 for a theme that its bounds soon demand."""
        told = fit.rest(insight, self.brief.history, self.brief.week.monday)
        return self.fresh[tip.id] * told * (1 + self.quotas[tip.theme].urgency)
