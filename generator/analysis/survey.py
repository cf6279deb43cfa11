"""The whole analysis of one district and one week: accident table -> everything that may be said."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from generator.analysis import insights, periods
from generator.analysis.context import Context
from generator.analysis.detector.hotspots import Found, find_hotspots, publishable
from generator.analysis.evidence import Ledger
from generator.analysis.roads.positions import find_positions
from generator.analysis.surfaces import heat
from generator.discovery import modules_in
from generator.records import IsoWeek, Period, Survey

if TYPE_CHECKING:
    import datetime as dt

    from generator.accidents.places.geography import Ground
    from generator.accidents.table import AccidentTable
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


def survey(table: AccidentTable, ground: Ground, question: Question) -> Survey:
    """Everything in it is past the gate, but for `watch`, `internal_hotspots` and `evidence` (internal folder).

    Rows after `data_until` are not looked at. The order of the rows does not matter.
    """
    rows = _ordered(table, question.data_until)
    first = rows["occurred_on"].min().date() if len(rows) else question.data_until
    period = periods.observation(first, question.data_until, question.observation_months)
    place_period = periods.for_places(first, question.data_until, question.observation_months, question.week)
    settled = _within(rows, place_period)
    found = _find(settled, ground, place_period, question)
    context = Context(
        week=question.week,
        data_until=question.data_until,
        first_day=first,
        table=rows,
        period=period,
        recent=_within(rows, period),
        place_period=place_period,
        settled=settled,
        found=found,
        ground=ground,
        ledger=Ledger(),
        withheld=list(found.withheld),
        minimum_per_place=question.minimum_per_place,
        deaths_announced=question.deaths_announced,
        is_stale=periods.is_stale(question.data_until, question.week),
        is_sample=bool(rows["is_sample"].fillna(value=False).any()) if len(rows) else False,
    )
    said = _insights(context)
    return Survey(
        period=period,
        data_until=question.data_until,
        accidents=len(context.recent),
        located=int(context.recent["point"].notna().sum()),
        insights=said,
        hotspots=tuple(publishable(spot.hotspot) for spot in found.spots),
        watch=tuple(spot.hotspot for spot in found.watch),
        heat=heat.heat_cells(settled, found.positions),
        evidence=context.ledger.all(),
        withheld=tuple(dict.fromkeys(context.withheld)),
        method=found.method,
        parameters=_parameters(question, place_period, found, context.verdicts.looks),
        is_stale=context.is_stale,
        is_sample=context.is_sample,
        internal_hotspots=tuple(spot.hotspot for spot in found.spots),
    )


def _ordered(table: AccidentTable, until: dt.date) -> pd.DataFrame:
    """Rows up to the last complete day, in order of their ids."""
    rows: pd.DataFrame = pd.DataFrame(table)
    rows = rows[rows["occurred_on"].notna() & (rows["occurred_on"] <= str(until))]
    return rows.sort_values("id", kind="stable").reset_index(drop=True)


def _within(rows: pd.DataFrame, period: Period | None) -> pd.DataFrame:
    """Rows of a period, index from 0."""
    if period is None:
        return rows.iloc[:0]
    on = rows["occurred_on"]
    return rows[(on >= str(period.start)) & (on <= str(period.end))].reset_index(drop=True)


def _find(settled: pd.DataFrame, ground: Ground, period: Period | None, question: Question) -> Found:
    """Hotspots of the place period, or the reason for none."""
    if period is None:
        positions = find_positions(settled, ground.utm_epsg)
        return Found((), (), "none", positions, {}, (("hotspots", "too_recent"),))
    return find_hotspots(
        settled, ground, period, minimum=question.minimum_per_place, seed=_seed(question.seed)
    )


def _seed(text: str) -> int:
    return int.from_bytes(hashlib.sha256(f"quiet maps {text}".encode()).digest()[:4], "big")


def _insights(context: Context) -> tuple[Insight, ...]:
    """Findings of every module of the insights package, strongest first.

    Modules that test many things offer them as `looks(context)`; all are judged together before any is told.
    """
    modules = tuple(modules_in(insights))
    offered = [module.looks(context) for module in modules if hasattr(module, "looks")]
    context.verdicts.judge(look for looks in offered for look in looks)
    found = [one for module in modules if hasattr(module, "find") for one in module.find(context)]
    return tuple(sorted(found, key=lambda one: (-one.strength, one.id)))


def _parameters(question: Question, place_period: Period | None, found: Found, looks: int) -> dict[str, Any]:
    """What the numbers rest on, plain values in a fixed order."""
    parameters: dict[str, Any] = {
        "observation_months": question.observation_months,
        "minimum_per_place": question.minimum_per_place,
        "deaths_announced": question.deaths_announced,
        "place_period_start": place_period.start.isoformat() if place_period else "",
        "place_period_end": place_period.end.isoformat() if place_period else "",
        "method": found.method,
        "looks": looks,
        **found.facts,
    }
    return dict(sorted(parameters.items()))
