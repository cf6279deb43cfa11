"""The rules that a week's messages keep together, as limits of the integer programme.

Rules without a price hold always, so that a place rather stays empty. The others bend when nothing else is left; their
prices are in units of the score, and say which rule bends first.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from generator.messages import fit
from generator.messages.frames import is_pattern
from generator.messages.programme import Limit

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from generator.messages.candidates import Candidate, Judge, Material
    from generator.mix import Mix
    from generator.records import Insight

WHO = "who"  # the story of every pattern that no other story names
FILLED = 200.0  # worth of a filled place: no price of a week adds up to it
_DUE = 12.0  # a theme that its bounds demand now, a day of mourning, a notice of the Polres
_PILLAR = 6.0
_STORY = 5.0
_THEME_TWICE = 0.45
_KIND_TWICE = 0.4
_ANY_TIME = 0.1  # a card for any time of the year, beside a finding of the district
_SAYS_NOTHING = 0.03  # strength of "no day stands out"; a recap has more
_READERS = 0.05  # more than three messages for the same readers
_MOST_FOR_READERS = 3


def limits_of(pairs: Sequence[Candidate], judge: Judge, material: Material) -> list[Limit]:
    """Every rule of the week for these candidates."""
    wanted = judge.brief.campaign.week.messages
    return [
        Limit("messages", tuple(range(len(pairs))), most=wanted),
        *_each(pairs, "insight", lambda one: one.insight.id),
        *_each(pairs, "family", lambda one: one.tip.family),
        *_themes(pairs, judge),
        *_pillars(pairs, judge.brief.mix),
        *_stories(pairs, judge.brief.mix),
        *_each(pairs, "kind", lambda one: None if _is_card(one.insight) else one.insight.kind, _KIND_TWICE),
        *_subjects(pairs),
        *_each(pairs, "target", lambda one: one.tip.target, _READERS, most=_MOST_FOR_READERS),
        *_asked_for(pairs, material.asked),
        *_each(pairs, "any_time", lambda one: one.insight.id in material.spare or None, _ANY_TIME, most=0),
    ]


def story_of(insight: Insight, mix: Mix) -> str:
    """Which story a finding tells; "" for none."""
    named = [name for name, kinds in mix.stories.items() if insight.kind in kinds]
    return named[0] if named else WHO if is_pattern(insight) else ""


def _is_card(insight: Insight) -> bool:
    return "themes" in insight.codes


def _each(
    pairs: Sequence[Candidate],
    name: str,
    key: Callable[[Candidate], Hashable | None],
    price: float = 0.0,
    most: int = 1,
) -> Iterator[Limit]:
    """At most so many of all that share a key; None shares with nobody."""
    for value, members in _groups((key(one), number) for number, one in enumerate(pairs)):
        if value is not None and len(members) > most:
            yield Limit(f"{name} {value}", members, most=most, price=price)


def _groups(keyed: Iterable[tuple[Hashable, int]]) -> list[tuple[Hashable, tuple[int, ...]]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for key, number in keyed:
        found[key].append(number)
    return [(key, tuple(members)) for key, members in found.items()]


def _themes(pairs: Sequence[Candidate], judge: Judge) -> Iterator[Limit]:
    for theme, members in _groups((one.tip.theme, number) for number, one in enumerate(pairs)):
        left = judge.quotas[str(theme)]
        yield Limit(f"theme {theme}", members, most=left.most)
        yield Limit(f"theme {theme} once", members, most=1, price=_THEME_TWICE)
        if left.least:
            yield Limit(f"theme {theme} due", members, least=left.least, price=_DUE)


def _pillars(pairs: Sequence[Candidate], mix: Mix) -> Iterator[Limit]:
    for pillar, members in _groups((str(one.insight.pillar), number) for number, one in enumerate(pairs)):
        bounds = mix.pillars.get(str(pillar))
        if bounds is not None:
            yield Limit(f"pillar {pillar}", members, most=bounds.most)
            yield Limit(f"pillar {pillar} due", members, least=bounds.least, price=_PILLAR)


def _stories(pairs: Sequence[Candidate], mix: Mix) -> Iterator[Limit]:
    """At least one finding of each story, if there is one with something to say: "no day stands out" is none."""
    told = (
        (story_of(one.insight, mix), n) for n, one in enumerate(pairs) if one.insight.strength > _SAYS_NOTHING
    )
    for story, members in _groups(told):
        if story:
            yield Limit(f"story {story}", members, least=1, price=_STORY)


def _subjects(pairs: Sequence[Candidate]) -> Iterator[Limit]:
    """Findings of different kinds that ask for the same: rear-end collisions as a type, and as a kind."""
    asked = (
        (topic, number)
        for number, one in enumerate(pairs)
        if is_pattern(one.insight)
        for topic, weight in fit.topics(one.insight).items()
        if weight == 1.0
    )
    for topic, members in _groups(asked):
        if len({pairs[one].insight.kind for one in members}) > 1:
            yield Limit(f"subject {topic}", members, most=1, price=_KIND_TWICE)


def _asked_for(pairs: Sequence[Candidate], asked: frozenset[str]) -> Iterator[Limit]:
    """What must be told if anything can."""
    named = ((one.insight.id, number) for number, one in enumerate(pairs) if one.insight.id in asked)
    for identity, members in _groups(named):
        yield Limit(f"asked {identity}", members, least=1, price=_DUE)
