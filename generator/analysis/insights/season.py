"""Months of the year that every year repeats, never from less than two whole years; and the trend over all years."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from generator.analysis.context import strength
from generator.analysis.measures.emerging import month_counts
from generator.analysis.measures.seasons import busiest_months, yearly_trend
from generator.analysis.periods import whole_months
from generator.codes import Pillar
from generator.records import Insight, Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from generator.analysis.context import Context
    from generator.analysis.measures.seasons import Season
    from generator.records import Figure

KIND = "peak_months"  # "season" are the cards of the calendar
LEAST = 60
LEVEL = 0.05
LEAST_RATIO = 1.15  # a smaller difference is sure in a large city, and tells nobody what to do
MOST_YEARS = 5


def find(context: Context) -> tuple[Insight, ...]:
    """The one to three months that stand out in all whole years (five at most), when shuffled years rarely do."""
    months = whole_months(Period(context.first_day, context.data_until))[-12 * MOST_YEARS :]
    if len(months) < 24:
        return ()
    counts = month_counts(context.table["occurred_on"].to_numpy(dtype="datetime64[D]"), months)
    if counts.sum() < LEAST:
        return ()
    _note_trend(context, counts.tolist(), months)
    season = busiest_months(counts, months)
    if season is None or max(season.p_value, season.against_rest.p_value) > LEVEL:
        return ()
    if season.against_rest.ratio < LEAST_RATIO:
        return ()
    period = Period(months[-12 * season.years].start, months[-1].end)
    return (_insight(context, season, period, _by_month(counts[-12 * season.years :], months[-1])),)


def _by_month(counts: NDArray[np.float64], last: Period) -> tuple[float, ...]:
    """Accidents of January to December, all years together, from whole years that end with the month `last`."""
    years = counts.reshape(-1, 12).sum(axis=0)
    return tuple(map(float, np.roll(years, last.end.month)))


def _note_trend(context: Context, counts: list[float], months: Sequence[Period]) -> None:
    """The trend over all years goes into the evidence, for the analyst."""
    trend = yearly_trend(counts, months)
    if trend is None:
        return
    period, n = Period(months[0].start, months[-1].end), int(sum(map(int, counts)))
    method = f"docs/statistics.md, Season and trend ({trend.direction})"
    for name, value, unit, interval in (
        ("yearly_ratio", trend.ratio, "ratio", (trend.low, trend.high)),
        ("p_value", trend.p_value, "probability", (None, None)),
    ):
        context.ledger.figure(
            f"long_trend.{name}", value, unit, query="baris per bulan penuh, musim diperhitungkan",
            period=period, n=n, method=method, interval=interval,
        )  # fmt: skip


def _insight(context: Context, season: Season, period: Period, by_month: tuple[float, ...]) -> Insight:
    figures: dict[str, Figure] = {}
    in_years = int(sum(by_month))
    result = season.against_rest

    def add(
        name: str, value: float, unit: str, how: str, interval: tuple[float, float] | None = None
    ) -> None:
        figures[name] = context.ledger.figure(
            f"{KIND}.{name}", value, unit, query=f"baris per bulan penuh: {how}", period=period, n=in_years,
            method=f"docs/statistics.md, Season and trend (p = {season.p_value:.4f})",
            interval=interval or (None, None),
        )  # fmt: skip

    add("n", in_years, "accidents", "semua bulan")
    add("accidents", season.accidents, "accidents", "di bulan-bulan puncak")
    expected = season.accidents / result.ratio
    add("usual", round(expected), "accidents", "bulan lain, dengan jumlah hari yang sama")
    add("ratio", result.ratio, "ratio", "per hari, puncak : bulan lain", (result.low, result.high))
    add("first_month", season.first, "month", "bulan pertama puncak")
    add("last_month", season.last, "month", "bulan terakhir puncak")
    add("years", season.years, "years", "tahun penuh")
    return Insight(
        id=KIND,
        kind=KIND,
        pillar=Pillar.EDUCATION,
        period=period,
        place=None,
        figures=figures,
        codes={"code": "now", "labels": "now,usual"},
        series={"counts": (float(season.accidents), float(round(expected))), "months": by_month},
        strength=round(strength(result.ratio, 1.0, season.accidents) * _topical(context, season), 4),
        evidence=tuple(f"{KIND}.{name}" for name in figures),
        is_sample=context.is_sample,
    )


def _topical(context: Context, season: Season) -> float:
    """1 when the peak runs or begins within a month of the week, else a quarter."""
    ahead = (season.first - context.week.sunday.month) % 12
    is_running = (context.week.sunday.month - season.first) % 12 < season.length
    return 1.0 if is_running or ahead == 1 else 0.25
