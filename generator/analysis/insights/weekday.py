"""Which days: the weekend against working days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from generator.analysis.context import severity_weight, strength
from generator.analysis.contrasts.look import Look, Subject
from generator.analysis.measures import exact
from generator.analysis.measures.patterns import weekend
from generator.codes import Pillar
from generator.records import Insight

if TYPE_CHECKING:
    from generator.analysis.context import Context
    from generator.records import Figure

KIND = "weekday"
LEAST = 50


def looks(context: Context) -> list[Look]:
    """The exact test of the weekend's share."""
    rows = context.recent
    if len(rows) < LEAST:
        return []
    counts = np.bincount(rows["occurred_on"].dt.day_of_week.to_numpy(dtype=int), minlength=7)
    result = weekend(counts, context.period)
    subject = Subject(KIND, "occurred_on", "", "weekend", result.count, result.total)
    return [Look(subject, "often", None, result.p_value, 0.0, context.period)]


def find(context: Context) -> tuple[Insight, ...]:
    """Seven counts and the weekend's share; it has a direction only when its look survived."""
    rows = context.recent
    if len(rows) < LEAST:
        context.withhold(KIND, "too_few_accidents")
        return ()
    weekday = rows["occurred_on"].dt.day_of_week.to_numpy(dtype=int)
    counts = np.bincount(weekday, minlength=7)
    result = weekend(counts, context.period)
    direction = result.direction if context.verdicts.of(KIND) else "even"
    figures: dict[str, Figure] = {}

    def add(
        name: str, value: float, unit: str, how: str, interval: tuple[float, float] | None = None
    ) -> None:
        figures[name] = context.ledger.figure(
            f"{KIND}.{name}", value, unit, query=f"occurred_on menurut hari: {how}", period=context.period,
            n=len(rows), method="docs/statistics.md, Weekdays", interval=interval or (None, None),
        )  # fmt: skip

    interval = exact.share_interval(result.count, result.total)
    add("weekend_count", result.count, "accidents", "Sabtu dan Minggu")
    add("weekend_share", result.count / result.total, "share", "bagian Sabtu dan Minggu", interval)
    add("expected_share", result.expected_share, "share", "bagian hari Sabtu dan Minggu dalam periode")
    add("p_value", result.p_value, "probability", "uji binomial eksak dua sisi")
    add("n", result.total, "accidents", "semua baris")
    weight = severity_weight(rows)
    share = float(weight[weekday >= 5].sum() / weight.sum())
    excess = {
        "weekend": strength(share, result.expected_share, result.count),
        "weekdays": strength(1 - share, 1 - result.expected_share, result.total - result.count),
        "even": 0.02,
    }
    return (
        Insight(
            id=KIND,
            kind=KIND,
            pillar=Pillar.EDUCATION,
            period=context.period,
            place=None,
            figures=figures,
            codes={"direction": direction},
            series={"weekdays": tuple(map(float, counts))},
            strength=excess[direction],
            evidence=tuple(f"{KIND}.{name}" for name in figures),
            is_sample=context.is_sample,
        ),
    )
