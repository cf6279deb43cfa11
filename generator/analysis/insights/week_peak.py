"""The hours of one weekday that stand out from what that weekday and those hours usually have.

A cell of the week (seven days, eight parts of three hours) is held against the product of its margins: busy evenings
and busy Saturdays alone make no busy Saturday evening. Its ratio is shrunken toward 1 with the spread of all cells
(gamma prior by moments), so that a small cell does not shout.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from generator.analysis.context import strength
from generator.analysis.contrasts import moments, strata
from generator.analysis.contrasts.look import Look, Sides, Subject
from generator.codes import Pillar
from generator.records import Insight

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generator.analysis.context import Context
    from generator.records import Figure

    Floats = NDArray[np.float64]

KIND = "week_peak"
LEAST = 100
PART_HOURS = 3
PARTS = 24 // PART_HOURS


@dataclass(frozen=True, slots=True)
class Week:
    """Counts of the cells (7 days x 8 parts) of accidents with a recorded time, and what the margins give."""

    counts: Floats
    hours: Floats  # 7 x 24 counts, for the picture

    @property
    def total(self) -> float:
        """All accidents with a recorded time."""
        return float(self.counts.sum())

    @property
    def expected(self) -> Floats:
        """Product of the margins."""
        days, parts = self.counts.sum(axis=1), self.counts.sum(axis=0)
        return np.asarray(np.outer(days, parts) / max(self.total, 1.0))

    def shrunken(self, cell: tuple[int, int]) -> tuple[float, float, float]:
        """Ratio of a cell to its expectation under a gamma prior with mean 1, and its 95 % interval."""
        y, e = self.counts, self.expected
        spread = max(0.0, float(((y - e) ** 2 - e).sum() / (e**2).sum()))
        if spread <= 0:
            return 1.0, 1.0, 1.0
        shape, rate = 1 / spread + y[cell], 1 / spread + e[cell]
        ends = special.gammaincinv(shape, [0.025, 0.975]) / rate
        return float(shape / rate), float(ends[0]), float(ends[1])


def week_of(context: Context) -> Week:
    """The week of the observation period."""
    hour, weekday = moments.hours_of(context.recent), moments.weekdays_of(context.recent)
    is_timed = hour >= 0
    flat = np.bincount(weekday[is_timed] * 24 + hour[is_timed], minlength=168).astype(float)
    hours = flat.reshape(7, 24)
    return Week(hours.reshape(7, PARTS, PART_HOURS).sum(axis=2), hours)


def looks(context: Context) -> list[Look]:
    """Every cell of the week; none when too few times were recorded."""
    week, rows = week_of(context), len(context.recent)
    if week.total < LEAST:
        context.withhold(KIND, "too_few_accidents")
        return []
    if week.total < strata.LEAST_TIMED * rows:
        context.withhold(KIND, "too_few_times")
        return []
    return [look for day in range(7) for part in range(PARTS) if (look := _look(context, week, day, part))]


def _look(context: Context, week: Week, day: int, part: int) -> Look | None:
    """One cell: its share of that weekday against the share of the same hours on the other days."""
    y, total = week.counts, int(week.total)
    of_day, of_part, both = int(y[day].sum()), int(y[:, part].sum()), int(y[day, part])
    if min(of_day, of_part, total - of_day, total - of_part) <= 0:
        return None
    sides = Sides(both, of_day, of_part - both, total - of_day)
    window = (part * PART_HOURS, (part + 1) * PART_HOURS)
    ratio, low, _ = week.shrunken((day, part))
    subject = Subject(KIND, "hour, occurred_on", "", f"{day}-{part}", both, total)
    gain = strength(ratio, 1.0, both) if low > 1 else 0.0
    return Look(subject, "week", sides, sides.p_value(), gain, context.period, window=window)


def find(context: Context) -> tuple[Insight, ...]:
    """The cell that stands out most, if any does beyond chance and after shrinkage."""
    own = [look for look in context.verdicts.of(KIND) if look.strength > 0]
    if not own:
        if not any(what == KIND for what, _ in context.withheld):
            context.withhold(KIND, "not_beyond_chance")
        return ()
    look, week = own[0], week_of(context)
    day, part = (int(one) for one in look.subject.code.split("-"))
    figures: dict[str, Figure] = {}

    def add(
        name: str, value: float, unit: str, how: str, interval: tuple[float, float] | None = None
    ) -> None:
        figures[name] = context.ledger.figure(
            f"{KIND}.{name}", value, unit, query=f"jam dan hari tercatat: {how}", period=context.period,
            n=int(week.total), method="docs/statistics.md, Hours of the week", interval=interval or (None, None),
        )  # fmt: skip

    ratio, low, high = week.shrunken((day, part))
    add("weekday", day, "weekday", "hari (0 = Senin)")
    add("window_start", part * PART_HOURS, "hour", "awal jam")
    add("window_end", (part + 1) * PART_HOURS, "hour", "akhir jam")
    add("inside", look.subject.count, "accidents", "jumlah pada hari dan jam itu")
    add("expected", round(float(week.expected[day, part]), 4), "accidents", "hasil kali kedua tepi")
    add("ratio", ratio, "ratio", "inside : expected, disusutkan", (low, high))
    add("recorded", int(week.total), "accidents", "baris dengan jam tercatat")
    add("p_value", look.p_value, "probability", "uji eksak Fisher dua sisi")
    add("q_value", look.q_value, "probability", "p disesuaikan atas semua pengamatan")
    add("looks", context.verdicts.looks, "looks", "banyaknya pengamatan yang diuji")
    return (
        Insight(
            id=KIND,
            kind=KIND,
            pillar=Pillar.EDUCATION,
            period=context.period,
            place=None,
            figures=figures,
            codes={"baseline": look.baseline},
            series={"week_hours": tuple(float(one) for one in week.hours.ravel())},
            strength=look.strength,
            evidence=tuple(f"{KIND}.{name}" for name in figures),
            is_sample=context.is_sample,
        ),
    )
