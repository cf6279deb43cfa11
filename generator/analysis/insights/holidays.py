"""Special times of the year: more or fewer accidents than on the same weekdays around them, by each year's own dates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.analysis.context import strength
from generator.analysis.measures import exact
from generator.analysis.measures.holidays import Factor, factor, make_calendar
from generator.calendar_of_year import Certainty
from generator.codes import Pillar
from generator.records import Insight, Period

if TYPE_CHECKING:
    from generator.analysis.context import Context
    from generator.records import Figure

KIND = "holiday_period"
# entries of the calendar that come every year and last long enough to be counted
TIMES = {"RAMADAN": "ramadan", "MUDIK-LEBARAN": "lebaran", "NATARU": "year_end"}
SPECIAL_KINDS = {"flow", "holiday"}
LEAST = 15
LEVEL = 0.05
LEAST_RATIO = 1.15  # either way; a smaller difference tells nobody what to do
AHEAD_DAYS = 28  # a special time is a topic when it is this near
_FAR = 0.25  # what remains of the strength at other times of the year
_FEWER = 0.5  # of a time with fewer accidents: good to know, little to do


@dataclass(frozen=True, slots=True)
class _Look:
    """One special time: its name, its past spans, and what was found."""

    event: str
    spans: tuple[Period, ...]
    found: Factor


def find(context: Context) -> tuple[Insight, ...]:
    """One insight for each special time whose factor survives Benjamini-Hochberg over all that were looked at."""
    looks = _looks(context)
    if not looks:
        return ()
    adjusted = exact.benjamini_hochberg([look.found.p_value for look in looks])
    return tuple(
        _insight(context, look)
        for look, q in zip(looks, adjusted, strict=True)
        if q <= LEVEL and not 1 / LEAST_RATIO < look.found.ratio < LEAST_RATIO
    )


def _looks(context: Context) -> list[_Look]:
    known = [one for one in context.events if one.certainty is not Certainty.ESTIMATED]
    special = [one.period for one in known if one.kind in SPECIAL_KINDS]
    days = context.table["occurred_on"].to_numpy(dtype="datetime64[D]")
    calendar = make_calendar(days, context.first_day, context.data_until, special)
    feasts = [one.period for one in known if one.id == "MUDIK-LEBARAN"]
    looks = []
    for event in TIMES:
        spans = tuple(_before(one.period, feasts) for one in known if one.id == event)
        found = factor(calendar, spans)
        if found is not None and found.accidents + found.expected >= 2 * LEAST:
            looks.append(_Look(event, spans, found))
    return looks


def _before(span: Period, feasts: list[Period]) -> Period:
    """The span without the days that belong to the feast at its end: the last week of the fast is travel."""
    for feast in feasts:
        if span.start < feast.start <= span.end:
            return Period(span.start, feast.start - dt.timedelta(days=1))
    return span


def _insight(context: Context, look: _Look) -> Insight:
    found, name = look.found, TIMES[look.event]
    id_ = f"{KIND}-{name}"
    inside = [one for one in look.spans if context.first_day <= one.start and one.end <= context.data_until]
    period = Period(inside[0].start, inside[-1].end)
    figures: dict[str, Figure] = {}

    def add(
        figure: str, value: float, unit: str, how: str, interval: tuple[float, float] | None = None
    ) -> None:
        figures[figure] = context.ledger.figure(
            f"{id_}.{figure}", value, unit, query=f"{look.event} dalam kalender: {how}", period=period,
            n=found.accidents, method="docs/statistics.md, Special times", interval=interval or (None, None),
        )  # fmt: skip

    around = "hari yang sama dalam pekan, dua pekan sebelum dan sesudah"
    add("n", found.accidents, "accidents", "baris di dalam rentang itu, semua tahun")
    add("expected", round(found.expected), "accidents", f"harapan menurut {around}")
    add("ratio", found.ratio, "ratio", f"n : harapan menurut {around}", (found.low, found.high))
    add("p_value", found.p_value, "probability", "masa biasa sepanjang itu yang diundi, dan uji eksak")
    add("times", found.times, "years", "banyaknya tahun")
    is_more = found.ratio > 1
    gain = strength(max(found.ratio, 1 / max(found.ratio, 1e-9)), 1.0, found.accidents)
    gain *= 1.0 if is_more else _FEWER
    return Insight(
        id=id_,
        kind=KIND,
        pillar=Pillar.EDUCATION,
        period=period,
        place=None,
        figures=figures,
        codes={
            "direction": "up" if is_more else "down",
            "time": name,
            "themes": ",".join(_themes(context, look.event)),
            "slug": f"masa-{name}",
            "code": "now",
            "labels": "now,usual",
        },
        series={"counts": (float(found.accidents), float(round(found.expected)))},
        strength=round(gain * (1.0 if _is_near(context, look.event) else _FAR), 4),
        evidence=tuple(f"{id_}.{figure}" for figure in figures),
        is_sample=context.is_sample,
    )


def _is_near(context: Context, event: str) -> bool:
    """Whether the next one runs in the week or begins soon after; an estimated date is enough for that."""
    monday, horizon = context.week.monday, context.week.sunday + dt.timedelta(days=AHEAD_DAYS)
    return any(
        one.id == event and one.period.end >= monday and one.period.start <= horizon for one in context.events
    )


def _themes(context: Context, event: str) -> tuple[str, ...]:
    return next((one.themes for one in context.events if one.id == event), ())
