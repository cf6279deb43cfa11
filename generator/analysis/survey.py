"""The whole analysis of one district and one week: accident table -> everything that may be said."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from generator.analysis import gate, insights, periods
from generator.analysis.context import Context, Earlier
from generator.analysis.detector.hotspots import Edition, Found, editions_of, find_hotspots, publishable
from generator.analysis.detector.road_search import Effort
from generator.analysis.evidence import Ledger
from generator.analysis.measures import emerging
from generator.analysis.measures.reporting_lag import completeness
from generator.analysis.memory import Memory
from generator.analysis.official.listing import Case
from generator.analysis.official.sheet import official_sheet
from generator.analysis.official.weight_sets import weights_named
from generator.analysis.roads.positions import find_positions
from generator.analysis.surfaces import comparison, heat
from generator.discovery import modules_in
from generator.records import IsoWeek, Period, Survey

if TYPE_CHECKING:
    import datetime as dt

    from generator.accidents.places.geography import Ground
    from generator.accidents.table import AccidentTable
    from generator.analysis.measures.reporting_lag import Completeness
    from generator.analysis.official.records import OfficialSheet
    from generator.calendar_of_year import Event
    from generator.records import Insight


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: for which week, in which zone, up to which day, how far back, and what may be told."""

    week: IsoWeek
    zone: str
    data_until: dt.date
    observation_months: int = 24
    minimum_per_place: int = 3
    deaths_announced: bool = False
    seed: str = ""
    quiet_maps: int | None = None  # None: as many as five seconds allow
    weight_set: str = ""  # of the official sheet; "" for the usual one
    look_back: bool = True  # also find the places of a year ago, to tell which no longer stand out
    events: tuple[Event, ...] = ()  # of the calendar: holidays are found by their dates of past years


def survey(table: AccidentTable, ground: Ground, question: Question, memory: Memory | None = None) -> Survey:
    """Everything in it is past the gate, but for what the internal folder gets (`watch`, `official`, `evidence` ...).

    Rows after `data_until` are not looked at. The order of the rows does not matter. The memory only saves time.
    """
    rows = _ordered(table, question.data_until)
    first = rows["occurred_on"].min().date() if len(rows) else question.data_until
    period = periods.observation(first, question.data_until, question.observation_months)
    place_period = periods.for_places(first, question.data_until, question.observation_months, question.week)
    settled = periods.within(rows, place_period)
    before = periods.grown_from(place_period, first, question.observation_months) if place_period else None
    effort = Effort(seed_of(question.seed), memory or Memory(), question.quiet_maps)
    found = _classed(_find(rows, ground, place_period, question, effort), place_period)
    rates = {} if found.error_rate is None else {found.method: found.error_rate}
    calm = replace(effort, has_power=False, known=rates)
    context = Context(
        week=question.week,
        data_until=question.data_until,
        first_day=first,
        table=rows,
        period=period,
        recent=periods.within(rows, period),
        place_period=place_period,
        edition_before=before,
        settled=settled,
        found=found,
        ground=ground,
        ledger=Ledger(),
        withheld=list(found.withheld),
        minimum_per_place=question.minimum_per_place,
        deaths_announced=question.deaths_announced,
        is_stale=periods.is_stale(question.data_until, question.week),
        earlier=_earlier(rows, ground, place_period, question, calm),
        reports=_reports(rows, question.week),
        events=question.events,
        is_sample=bool(rows["is_sample"].fillna(value=False).any()) if len(rows) else False,
    )
    said = _insights(context)
    public = tuple(publishable(spot.hotspot) for spot in found.spots)
    watch = tuple(spot.hotspot for spot in found.watch)
    context.ledger.places([spot.hotspot for spot in found.spots], public, "place")
    context.ledger.places(watch, (), "watch")
    _count_district(context)
    return Survey(
        period=period,
        data_until=question.data_until,
        accidents=len(context.recent),
        located=int(context.recent["point"].notna().sum()),
        insights=said,
        hotspots=public,
        watch=watch,
        heat=heat.heat_cells(settled, found.positions, [spot.rows.index for spot in found.spots], before),
        evidence=context.ledger.all(),
        withheld=tuple(dict.fromkeys(context.withheld)),
        method=found.method,
        parameters=_parameters(question, context),
        is_stale=context.is_stale,
        is_sample=context.is_sample,
        internal_hotspots=tuple(spot.hotspot for spot in found.spots),
        official=_official(context, question),
        comparison=comparison.compare(found.positions, found.on_roads, ground.boundary),
    )


def _ordered(table: AccidentTable, until: dt.date) -> pd.DataFrame:
    """Rows up to the last complete day, in order of their ids."""
    rows: pd.DataFrame = pd.DataFrame(table)
    rows = rows[rows["occurred_on"].notna() & (rows["occurred_on"] <= str(until))]
    return rows.sort_values("id", kind="stable").reset_index(drop=True)


def _find(
    rows: pd.DataFrame, ground: Ground, period: Period | None, question: Question, effort: Effort
) -> Found:
    """Hotspots of the place period, or the reason for none."""
    if period is None:
        positions = find_positions(rows.iloc[:0], ground.utm_epsg)
        return Found((), (), "none", positions, {}, (("hotspots", "too_recent"),))
    editions = editions_of(rows, period, question.observation_months)
    return find_hotspots(editions, ground, minimum=question.minimum_per_place, effort=effort)


def _official(context: Context, question: Question) -> OfficialSheet | None:
    """The official sheet of the place period, for the internal folder."""
    if context.place_period is None:
        return None
    weights = weights_named(question.weight_set)
    return official_sheet(
        Case(context.settled, context.found, context.ground, context.place_period, weights.name)
    )


def _earlier(
    rows: pd.DataFrame, ground: Ground, period: Period | None, question: Question, effort: Effort
) -> Earlier | None:
    """Places of the period that ended a year ago; None when that is under a year long, or nobody asked."""
    if period is None or not question.look_back:
        return None
    before = periods.a_year_ago(period, rows["occurred_on"].min().date())
    if before is None:
        return None
    edition = Edition(before, periods.within(rows, before))
    found = find_hotspots([edition], ground, minimum=question.minimum_per_place, effort=effort)
    return Earlier(found, before)


def _classed(found: Found, period: Period | None) -> Found:
    """The same places, each with its emerging class; public and watched ones are judged together."""
    if period is None:
        return found
    classes = iter(emerging.classify((*found.spots, *found.watch), period))
    spots, watch = (
        tuple(replace(one, hotspot=replace(one.hotspot, emerging=str(next(classes)))) for one in group)
        for group in (found.spots, found.watch)
    )
    return replace(found, spots=spots, watch=watch)


def _reports(rows: pd.DataFrame, week: IsoWeek) -> Completeness | None:
    """Completeness of the last weeks, as the file shows it on the last day of entry up to the week."""
    entered = rows["reported_on"].to_numpy(dtype="datetime64[D]")
    known = entered[~np.isnat(entered) & (entered <= np.datetime64(week.sunday))]
    if known.size == 0:
        return None
    as_of: dt.date = known.max().astype(object)
    return completeness(rows["occurred_on"].to_numpy(dtype="datetime64[D]"), entered, as_of)


def seed_of(text: str) -> int:
    """The seed of the quiet maps that a campaign of this name always has."""
    return int.from_bytes(hashlib.sha256(f"quiet maps {text}".encode()).digest()[:4], "big")


def _insights(context: Context) -> tuple[Insight, ...]:
    """Findings of every module of the insights package that pass the gate, strongest first.

    Modules that test many things offer them as `looks(context)`; all are judged together before any is told.
    """
    modules = tuple(modules_in(insights))
    offered = [module.looks(context) for module in modules if hasattr(module, "looks")]
    context.verdicts.judge(look for looks in offered for look in looks)
    said = []
    for module in modules:
        for made in module.find(context) if hasattr(module, "find") else ():
            told = gate.passed(made)
            context.ledger.finding(made, told)
            if told is None:
                context.withhold(made.kind, "few")
            else:
                said.append(told)
    return tuple(sorted(said, key=lambda one: (-one.strength, one.id)))


def _count_district(context: Context) -> None:
    """The two counts that stand on every map."""
    rows = context.recent
    located = int(rows["point"].notna().sum())
    for name, count, how in (
        ("accidents", len(rows), "semua baris dalam periode"),
        ("located", located, "baris dengan koordinat"),
    ):
        context.ledger.figure(
            f"district.{name}", count, "accidents", query=how, period=context.period, n=len(rows),
            method="docs/statistics.md, Which days",
        )  # fmt: skip
        context.ledger.tell([f"district.{name}"])


def _parameters(question: Question, context: Context) -> dict[str, Any]:
    """What the numbers rest on, plain values in a fixed order."""
    place_period, found, reports = context.place_period, context.found, context.reports
    parameters: dict[str, Any] = {
        "observation_months": question.observation_months,
        "minimum_per_place": question.minimum_per_place,
        "deaths_announced": question.deaths_announced,
        "place_period_start": place_period.start.isoformat() if place_period else "",
        "place_period_end": place_period.end.isoformat() if place_period else "",
        "reports_as_of": reports.as_of.isoformat() if reports else "unknown",
        "method": found.method,
        "seed": question.seed,
        "looks": context.verdicts.looks,
        **found.facts,
    }
    return dict(sorted(parameters.items()))
