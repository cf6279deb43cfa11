"""When in the day: the busy hours of the district, from recorded times only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from generator.analysis.context import severity_weight, strength
from generator.analysis.measures import exact
from generator.analysis.measures.patterns import busiest_hours, peak_weekday
from generator.codes import Pillar
from generator.records import Insight

if TYPE_CHECKING:
    from generator.analysis.context import Context
    from generator.records import Figure

KIND = "hours"
LEAST = 30
LEAST_RECORDED = 0.70


def find(context: Context) -> tuple[Insight, ...]:
    """The busiest three to five hours, when they are no accident of an even day."""
    rows = context.recent
    timed = rows[rows["time_quality"].isin(["recorded", "approximate"]) & rows["hour"].notna()]
    if len(timed) < LEAST:
        context.withhold(KIND, "too_few_accidents")
        return ()
    if len(timed) < LEAST_RECORDED * len(rows):
        context.withhold(KIND, "too_few_times")
        return ()
    hour = timed["hour"].to_numpy(dtype=int)
    weekday = timed["occurred_on"].dt.day_of_week.to_numpy(dtype=int)
    counts = np.bincount(hour, minlength=24)
    window = busiest_hours(counts)
    if window.p_value > 0.05:
        context.withhold(KIND, "not_beyond_chance")
        return ()
    query = "baris dengan jam tercatat (time_quality recorded atau approximate)"
    figures: dict[str, Figure] = {}

    def add(
        name: str, value: float, unit: str, how: str, interval: tuple[float, float] | None = None
    ) -> None:
        figures[name] = context.ledger.figure(
            f"{KIND}.{name}", value, unit, query=f"{query}: {how}", period=context.period, n=len(timed),
            method=f"docs/statistics.md, Hours (p = {window.p_value:.4f})", interval=interval or (None, None),
        )  # fmt: skip

    add("window_start", window.start, "hour", "awal jam tersibuk")
    add("window_end", window.end, "hour", "akhir jam tersibuk")
    add("window_accidents", window.accidents, "accidents", "jumlah di jam tersibuk")
    add("window_share", window.share, "share", "bagian", exact.share_interval(window.accidents, len(timed)))
    add("recorded", len(timed), "accidents", "jumlah")
    add("total", len(rows), "accidents", "semua baris, juga tanpa jam")
    is_inside = (hour - window.start) % 24 < window.hours
    peak = peak_weekday(np.bincount(weekday[is_inside], minlength=7), context.period)
    if peak is not None:
        add("peak_weekday", peak, "weekday", "hari terbanyak di jam tersibuk (0 = Senin)")
    weight = severity_weight(timed)
    grid = np.bincount(weekday * 24 + hour, minlength=168)
    return (
        Insight(
            id=KIND,
            kind=KIND,
            pillar=Pillar.EDUCATION,
            period=context.period,
            place=None,
            figures=figures,
            series={"hours": tuple(map(float, counts)), "week_hours": tuple(map(float, grid))},
            strength=strength(
                float(weight[is_inside].sum() / weight.sum()), window.hours / 24, window.accidents
            ),
            evidence=tuple(f"{KIND}.{name}" for name in figures),
            is_sample=context.is_sample,
        ),
    )
