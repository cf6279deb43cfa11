"""Accidents with deaths in the last three whole months, against the same months of earlier years."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np

from generator.analysis import gate
from generator.analysis.context import strength
from generator.analysis.measures.dispersion import scatter
from generator.analysis.measures.trends import Comparison, compare, count_days, weekly_counts
from generator.analysis.periods import last_complete_week, years_before
from generator.codes import Pillar, Severity
from generator.records import Insight, Period

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generator.analysis.context import Context
    from generator.records import Figure

KIND = "fatal_months"
MONTHS = 3
MOST_YEARS, LEAST_YEARS = 3, 2
LEVEL = 0.05


def find(context: Context) -> tuple[Insight, ...]:
    """The comparison, when it is beyond chance; deaths of the running month only when they were announced."""
    period = _last_months(context)
    rows = context.table
    fatal = rows["severity"] == Severity.FATAL
    days = rows.loc[fatal, "occurred_on"].to_numpy(dtype="datetime64[D]")
    earlier = [one for one in years_before(period, MOST_YEARS) if one.start >= context.first_day]
    if context.is_stale or len(earlier) < LEAST_YEARS:
        return ()
    now, before = count_days(days, period), sum(count_days(days, one) for one in earlier)
    result = _compare(context, days, period, (now, before, len(earlier)))
    if result.p_value >= LEVEL or not gate.may_tell("district_week", now) or before == 0:
        return ()
    is_inside = fatal & (rows["occurred_on"] >= str(period.start)) & (rows["occurred_on"] <= str(period.end))
    killed = int(rows.loc[is_inside, "killed"].fillna(0).sum())
    return (_insight(context, period, (now, before / len(earlier), killed), result),)


def _last_months(context: Context) -> Period:
    """Three whole months that end in the data, and before the month of the week unless deaths were announced."""
    limit = context.data_until + dt.timedelta(days=1)
    if not context.deaths_announced:
        limit = min(limit, context.week.monday)
    end = limit.replace(day=1) - dt.timedelta(days=1)
    first = end.year * 12 + end.month - MONTHS
    return Period(dt.date(first // 12, first % 12 + 1, 1), end)


def _compare(
    context: Context, days: NDArray[np.datetime64], period: Period, counts: tuple[int, int, int]
) -> Comparison:
    now, before, years = counts
    last = last_complete_week(period.start - dt.timedelta(days=1))
    weeks = weekly_counts(days, context.first_day, last)
    share = context.reports.of(period) if context.reports else (1.0, 1.0, 1.0)
    exposures = [(max(one, 1e-6), float(years)) for one in share]
    return compare(now, before, exposures, scatter(weeks, 52))


def _insight(context: Context, period: Period, told: tuple[int, float, int], result: Comparison) -> Insight:
    now, before, killed = told
    figures: dict[str, Figure] = {}

    def add(
        name: str, value: float, unit: str, how: str, interval: tuple[float, float] | None = None
    ) -> None:
        figures[name] = context.ledger.figure(
            f"{KIND}.{name}", value, unit, query=f"severity = fatal: {how}", period=period, n=now,
            method="docs/statistics.md, Fatal months", interval=interval or (None, None),
        )  # fmt: skip

    add("n", now, "accidents", "baris dalam tiga bulan penuh terakhir")
    add("before", round(before, 4), "accidents", "rata-rata bulan yang sama tahun-tahun sebelumnya")
    if killed >= now and gate.may_tell("district_week", killed):
        add("killed", killed, "persons", "meninggal")
    interval = (result.low, result.high) if np.isfinite(result.high) else None
    add("ratio", result.ratio, "ratio", "n : before", interval)
    add("p_value", result.p_value, "probability", "uji binomial bersyarat dengan sebaran antarpekan")
    ratio = max(result.ratio, 1 / max(result.ratio, 1e-9))
    return Insight(
        id=KIND,
        kind=KIND,
        pillar=Pillar.TRANSPARENCY,
        period=period,
        place=None,
        figures=figures,
        codes={"direction": "up" if result.ratio > 1 else "down", "code": "now", "labels": "now,usual"},
        series={"counts": (float(now), float(round(before)))},
        strength=strength(ratio, 1.0, now),
        evidence=tuple(f"{KIND}.{name}" for name in figures),
        is_sample=context.is_sample,
    )
