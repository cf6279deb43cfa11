"""One look: a group of accidents held against the rest, how surprising it is, and what survives.

Every look of a survey is judged together: Benjamini-Hochberg over all of them, whether they came to anything or not.
Which looks are made depends on the sizes of the two groups only, never on what they show, so that the number of looks
is honest; the gate comes afterwards, when something is told.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.analysis.measures import exact, two_shares

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.records import Hotspot, Period, Place

PUBLIC_Q = 0.05


@dataclass(frozen=True, slots=True)
class Sides:
    """`ours` of `ours_of` against `rest` of `rest_of`: accidents of accidents, or of exposure (km, nights, heads)."""

    ours: int
    ours_of: float
    rest: int
    rest_of: float
    is_rate: bool = False

    @property
    def is_more(self) -> bool:
        """Whether our side has more than the rest."""
        return self.ours * self.rest_of > self.rest * self.ours_of

    def p_value(self) -> float:
        """Two-sided and exact: Fisher's for shares, conditional on the sum for rates."""
        if self.is_rate:
            return exact.rate_ratio(self.ours, self.rest, self.ours_of, self.rest_of)[3]
        return exact.fisher(self.ours, int(self.ours_of), self.rest, int(self.rest_of))

    def ratio(self) -> tuple[float, float, float]:
        """The ratio and its exact interval (low, high); may be infinite."""
        if self.is_rate:
            return exact.rate_ratio(self.ours, self.rest, self.ours_of, self.rest_of)[:3]
        return two_shares.ratio_of_shares(self.ours, int(self.ours_of), self.rest, int(self.rest_of))

    def is_surely_more(self, p_value: float) -> bool:
        """Whether our side has more and the interval lies above 1, as it must when the two-sided p is at most 0.025."""
        return self.is_more and (p_value <= 0.025 or self.ratio()[1] > 1)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a look is about, the same for all looks at one code: names, the numbers beside it, and its diagram."""

    kind: str
    column: str  # of the accident table, for the evidence
    words: str  # section of label. and phrase. in words.toml
    code: str
    count: int  # accidents of this code
    known: int  # accidents where anything was recorded
    panel: tuple[tuple[str, int], ...] = ()  # the diagram: codes and their accidents
    severe: tuple[int, int] | None = None  # severe accidents of this code, and of the rest


@dataclass(frozen=True, slots=True)
class Look:
    """One test: the subject under one baseline."""

    subject: Subject
    baseline: str
    sides: Sides | None
    p_value: float
    strength: float
    period: Period
    place: Place | None = None
    hotspot: Hotspot | None = None
    window: tuple[int, int] | None = None  # hours, half-open
    persons: tuple[int, int, int, int] | None = None  # killed of casualties, and the same of the rest
    told_by: str = ""  # where the baseline comes from, when it is not the file
    q_value: float = 1.0

    @property
    def kind(self) -> str:
        """Kind of the insight that it may become."""
        return self.subject.kind


@dataclass(slots=True)
class Verdicts:
    """Which looks of one survey survived; filled once, before anything is told."""

    looks: int = 0
    said: list[Look] = field(default_factory=list)

    def judge(self, looks: Iterable[Look]) -> None:
        """Adjust over everything that was looked at; what stays says more, beyond chance."""
        everything = sorted(looks, key=_order)
        self.looks = len(everything)
        adjusted = exact.benjamini_hochberg([look.p_value for look in everything])
        survivors = [
            replace(look, q_value=float(q))
            for look, q in zip(everything, adjusted, strict=True)
            if q <= PUBLIC_Q
        ]
        self.said = [one for one in survivors if one.sides is None or one.sides.is_surely_more(one.p_value)]

    def of(self, kind: str) -> list[Look]:
        """The surviving looks of one kind, strongest first."""
        return sorted(
            (look for look in self.said if look.kind == kind), key=lambda look: (-look.strength, _order(look))
        )


def _order(look: Look) -> tuple[str, str, str, str, tuple[int, int]]:
    return (
        look.kind,
        look.subject.code,
        look.baseline,
        look.place.name if look.place else "",
        look.window or (-1, -1),
    )
