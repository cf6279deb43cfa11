"""What the files do not say for certain, each with the figures that its sentence needs."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from generator.accidents.proposal.codes import FREE_TEXT
from generator.accidents.proposal.records import Dates, Doubt, Proposal, Trial
from generator.accidents.proposal.zones import zone_in_words
from generator.accidents.values.dates import parse_date
from generator.accidents.wall.speakable import spoken_headings
from generator.accidents.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.accidents.proposal.look import Looked, Table

_INDONESIAN = re.compile(
    r"\b(?:tanggal|tgl|lintang|bujur|kecamatan|laka|kecelakaan|korban|kejadian|meninggal|luka|kendaraan|tkp|pukul)\b"
)
_MANY = 0.5
_FEW = 0.05
_REPEATED = 0.05
_SAME_EVENT = (
    "occurred_on",
    "date_time",
    "time",
    "lat",
    "lon",
    "lat_lon",
    "x_m",
    "y_m",
    "road_name",
    "place_text",
)


def without_accidents(looked: Sequence[Looked]) -> tuple[Doubt, ...]:
    """Why no file can be the table of accidents."""
    tables = [one for one in looked if one.tables]
    if tables:
        shown = ", ".join(h for h in spoken_headings(tables[0].main.headed.headings) if h)
        return (Doubt("no_date", {"files": _names(tables), "headings": shown[:200]}),)
    unheaded = [one for one in looked if one.raw_tables]
    if unheaded:
        return (Doubt("no_headings", {"files": _names(unheaded)}),)
    return (Doubt("no_accidents", {"files": _names(looked)}),)


def _names(looked: Sequence[Looked]) -> str:
    return ", ".join(one.name for one in looked)


def about_dates(dates: Sequence[Dates]) -> tuple[Doubt, ...]:
    """Columns of the accident's day without proof, where no other file proves one order either."""
    ours = [one for one in dates if one.is_accident_date]
    known = {one.order.order for one in ours if one.order.found == "evidence"}
    made = []
    for one in (one for one in ours if one.is_open and len(known) != 1):
        both = {order: parse_date(one.example, order).day for order in ("dmy", "mdy")}
        made.append(Doubt("date_orders_differ" if known else "date_order", {
            "file": one.file, "heading": one.heading, "rows": str(one.order.ambiguous_rows),
            "example": one.example, "dmy": str(both["dmy"] or ""), "mdy": str(both["mdy"] or ""),
        }))  # fmt: skip
    return tuple(made)


def after_witnesses(proposal: Proposal, trial: Trial) -> Proposal:
    """Without doubts about dates that the intake has settled by weekdays, titles, running rows or other files."""
    told = {code.removeprefix("date_order_by_"): detail for code, _, _, detail in trial.notes
            if code.startswith("date_order_by_")}  # fmt: skip
    if any(code == "date_order_ambiguous" for code, _, _, _ in trial.notes):
        return proposal
    dates = tuple(
        replace(one, order=replace(one.order, found=next(iter(told)), order=told[next(iter(told))]))
        if one.is_open and one.is_accident_date and told else one
        for one in proposal.dates
    )  # fmt: skip
    settled = {"date_order", "date_orders_differ"}
    return replace(proposal, dates=dates, doubts=tuple(d for d in proposal.doubts if d.code not in settled))


def _victims_without_number(table: Table) -> int:
    """Rows that repeat the time and place of another one in a list of persons without report numbers."""
    at = {one.field: one.position for one in table.columns.columns}
    body = table.headed.body
    if "person_injury" not in at or "report_number" in at or not len(body):
        return 0
    own = [at[name] for name in _SAME_EVENT if name in at and at[name] < body.shape[1]]
    told = body[own].astype("str").apply(lambda column: column.str.strip())
    whole = told[told.ne("").any(axis=1)]
    if len(own) < 3 or len(whole) < 0.9 * len(body):  # victims below their accident are read as such
        return 0
    repeated = int(whole.duplicated(keep=False).sum())
    return repeated if repeated > _REPEATED * len(body) else 0


def after_reading(proposal: Proposal, files: Sequence[Looked]) -> tuple[Doubt, ...]:
    """Doubts that show in the table that came out."""
    trial = proposal.trial
    assert trial is not None
    found: list[Doubt] = []
    for one in files if proposal.row_kind == "accidents" else ():
        rows = _victims_without_number(one.main)
        if rows:
            found.append(Doubt("victims_without_number", {"file": one.name, "rows": str(rows)}))
    unknown = trial.severity.get("unknown", 0)
    if unknown > _MANY * trial.accidents:
        found.append(Doubt("severity_unknown", {"rows": str(unknown), "all": str(trial.accidents)}))
    has_places = any({"lat", "lat_lon", "x_m"} & one.fields for one in files)
    if has_places and trial.located < _MANY * trial.accidents:
        found.append(Doubt("few_located", {"rows": str(trial.located), "all": str(trial.accidents)}))
    is_told = unknown <= _FEW * trial.accidents  # the counts of casualties say what the label would
    silent = {*FREE_TEXT, *(("severity", "person_injury") if is_told else ())}
    for field in dict.fromkeys(gap.field for gap in proposal.gaps if gap.field not in silent):
        rows = sum(gap.rows for gap in proposal.gaps if gap.field == field)
        found.append(Doubt("codes_unknown", {"field": field, "rows": str(rows)}))
    unsure = (one for one in proposal.columns if one.is_doubtful)
    found += [Doubt("column_unsure", {"heading": one.spoken, "field": one.field}) for one in unsure]
    return tuple(found)


def speaks_indonesian(files: Sequence[Looked]) -> bool:
    """Whether the headings are Indonesian."""
    headings = {fold(text) for one in files for table in one.tables for text in table.headed.headings}
    return sum(1 for text in headings if _INDONESIAN.search(text)) >= 2


def zone_named(files: Sequence[Looked]) -> str:
    """The zone that stands behind the hours of all files."""
    cells: list[str] = []
    for table in (table for one in files for table in one.tables):
        for column in table.columns.columns:
            if (
                column.field in {"time", "date_time", "occurred_on"}
                and column.position < table.headed.body.shape[1]
            ):
                texts = table.headed.body[column.position].astype("str")
                cells += list(pd.unique(texts.head(5000)))
                cells.append(column.heading)
    return zone_in_words(cells)
