"""Files -> proposal: look, sort, try the week's own intake, and name everything that is not certain."""

from __future__ import annotations

import glob
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.accidents.load import load_accidents
from generator.accidents.places.projection import WHERE
from generator.accidents.proposal import doubts
from generator.accidents.proposal.codes import code_lists, sentinels
from generator.accidents.proposal.columns import date_columns, seen_columns
from generator.accidents.proposal.counts import decided_columns
from generator.accidents.proposal.kinds import Kinds, sort_files
from generator.accidents.proposal.look import expand, look, remapped, sheets_of
from generator.accidents.proposal.records import Choices, Doubt, Gap, Proposal, Scale, Seen, Trial
from generator.accidents.proposal.zones import INDONESIAN, zone_at
from generator.errors import DataError
from generator.home import Home
from generator.settings import Campaign, Data, Join, Polres

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from generator.accidents.load import Loaded
    from generator.accidents.proposal.look import Looked

_NO_ZONE = "Etc/UTC"  # of no country: nothing is concluded from it
_TRIED = "percobaan"  # id of the campaign that is only tried; nothing of it is kept


def propose(
    paths: Sequence[Path], choices: Choices, progress: Callable[[str], None] | None = None
) -> Proposal:
    """What a campaign file should say about these files (or folders), under what a person has already decided.

    Nothing is written; the intake is tried in a temporary folder. Raises DataError for a file that cannot be read
    at all; what can be read but not understood is a doubt of the proposal.
    """
    files = expand(paths)
    for path in files if progress else ():
        progress(path.name) if progress else None
    looked = look(files, choices.columns)
    kinds = sort_files(looked)
    if not kinds.accidents:
        return Proposal(Data(()), (), aside=kinds.aside, doubts=doubts.without_accidents(looked),
                        columns=tuple(s for one in looked if one.tables for s in seen_columns([one], "accidents")))  # fmt: skip
    columns, said = decided_columns(kinds.accidents, choices.columns)
    if columns:
        choices = replace(choices, columns={**columns, **choices.columns})
        kinds = replace(kinds, accidents=remapped(kinds.accidents, choices.columns))
    scales, gaps = _codes(kinds, choices)
    proposal = Proposal(
        data=_data(kinds, choices, scales),
        accidents=tuple(one.path for one in kinds.accidents),
        related=tuple(related for related, _ in kinds.related),
        roads=kinds.roads,
        boundary=kinds.boundary,
        areas=kinds.areas,
        aside=kinds.aside,
        sheets=sheets_of(kinds.accidents),
        columns=_columns(kinds),
        dates=date_columns(kinds.accidents, choices.date_order),
        gaps=gaps,
        scales=scales,
    )
    proposal = replace(proposal, doubts=(*doubts.about_dates(proposal.dates), *said))
    return _tried(proposal, kinds, choices)


def _columns(kinds: Kinds) -> tuple[Seen, ...]:
    related = (seen for one, files in kinds.related for seen in seen_columns(files, one.role))
    return (*seen_columns(kinds.accidents, "accidents"), *related)


def _roles(kinds: Kinds) -> Iterable[tuple[str, Sequence[Looked]]]:
    yield "accidents", kinds.accidents
    for related, files in kinds.related:
        yield related.role, files


def _codes(kinds: Kinds, choices: Choices) -> tuple[tuple[Scale, ...], tuple[Gap, ...]]:
    scales: list[Scale] = []
    gaps: list[Gap] = []
    for role, files in _roles(kinds):
        found, unknown = code_lists(files, role, choices.codes.get(role, {}))
        scales += found
        gaps += unknown
    return tuple(scales), tuple(gaps)


def _data(kinds: Kinds, choices: Choices, scales: Sequence[Scale]) -> Data:
    """The section [data] with whole paths; whoever writes it down puts shorter ones."""

    def codes(role: str) -> dict[str, Mapping[str, str]]:
        made = {one.field: dict(one.codes) for one in scales if one.role == role}
        for field, said in choices.codes.get(role, {}).items():
            made[field] = {**made.get(field, {}), **said}
        return dict(made)

    joins = tuple(
        Join(
            files=tuple(literal(path) for path in related.files),
            key=related.key,
            other_key=() if related.other_key == related.key else related.other_key,
            role=related.role,
            codes=codes(related.role),
        )
        for related, _ in kinds.related
    )
    every = [one for _, files in _roles(kinds) for one in files]
    return Data(
        accidents=tuple(literal(one.path) for one in kinds.accidents),
        roads=kinds.roads.as_posix() if kinds.roads else "",
        boundary=kinds.boundary.as_posix() if kinds.boundary else "",
        areas=kinds.areas.as_posix() if kinds.areas else "",
        date_order=choices.date_order,
        crs=choices.crs,
        columns=dict(choices.columns),
        codes=codes("accidents"),
        missing=sentinels(every),
        join=joins,
    )


def literal(path: Path) -> str:
    """The path as a pattern that means just itself."""
    return glob.escape(path.as_posix())


def _tried(proposal: Proposal, kinds: Kinds, choices: Choices) -> Proposal:
    """The proposal with what the intake makes of it, and the doubts that follow."""
    is_indonesian = doubts.speaks_indonesian(kinds.accidents)
    named = doubts.zone_named(kinds.accidents)
    zone = choices.zone or named or (INDONESIAN["WIB"] if is_indonesian else _NO_ZONE)
    try:
        loaded = _load(proposal.data, zone)
    except DataError as error:
        is_grid = error.where == WHERE and not choices.crs
        refusal = Doubt("crs" if is_grid else "refused", {"reason": str(error)})
        return replace(proposal, zone=choices.zone, doubts=(*proposal.doubts, refusal))
    trial = _trial(loaded)
    guessed, zone_doubts = (named, ()) if named else _zone(loaded, is_indonesian=is_indonesian)
    proved = {part.split(" = ")[0] for code, _, _, detail in trial.notes
              if code == "severity_scale_proved" for part in detail.split(", ")}  # fmt: skip
    proposal = doubts.after_witnesses(proposal, trial)
    joined = sum(rows for code, _, rows, _ in trial.notes if code == "victims_joined")
    proposal = replace(
        proposal,
        trial=trial,
        gaps=tuple(gap for gap in proposal.gaps if gap.field != "severity" or gap.value not in proved),
        zone=choices.zone or guessed,
        row_kind="victims" if joined else "accidents",
        crs_note=next((detail for code, _, _, detail in trial.notes if code == "crs_guessed"), choices.crs),
        doubts=(*proposal.doubts, *(() if choices.zone else zone_doubts)),
    )
    return replace(proposal, doubts=(*proposal.doubts, *doubts.after_reading(proposal, kinds.accidents)))


def _load(data: Data, zone: str) -> Loaded:
    """The intake of a week, with its caches in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="selamat-") as folder:
        home = Home(data_root=Path(folder), output_root=Path(folder))
        return load_accidents(Campaign(_TRIED, Polres("-", "-", zone=zone), data), home)


def _trial(loaded: Loaded) -> Trial:
    table, intake = loaded.table, loaded.intake
    return Trial(
        rows_read=intake.rows_read,
        accidents=len(table),
        located=intake.located_rows,
        severity={str(code): int(rows) for code, rows in table["severity"].value_counts().items()},
        killed=int(table["killed"].sum()),
        first_day=intake.period.start.isoformat(),
        last_day=intake.data_until.isoformat(),
        notes=tuple((note.code, note.column, note.rows, note.detail) for note in intake.notes),
    )


def _zone(loaded: Loaded, *, is_indonesian: bool) -> tuple[str, tuple[Doubt, ...]]:
    """Zone of the accidents' middle, else WIB; with the doubt about it."""
    points = loaded.table.geometry[loaded.table.geometry.notna()]
    if points.empty:
        return INDONESIAN["WIB"], (Doubt("zone_unknown", {"zone": INDONESIAN["WIB"]}),)
    lon, lat = float(points.x.median()), float(points.y.median())
    zone, is_near = zone_at(lon, lat)
    if is_near:
        return zone, (Doubt("zone_near_border", {"zone": zone}),)
    is_safe = zone in INDONESIAN.values() and is_indonesian
    return zone, () if is_safe else (Doubt("zone_guessed", {"zone": zone}),)
