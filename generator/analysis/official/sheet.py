"""The official sheet: what a report in the style of Pd T-09-2004-B holds, beside what the tested list says.

Internal: it counts persons at places and knows no minimum count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from generator.analysis.detector.candidates import AREA_DISPERSION
from generator.analysis.official import comparison, records
from generator.analysis.official.areas import area_rows
from generator.analysis.official.counts import PERSONS, People
from generator.analysis.official.listing import ROBUST_TOP, Case, Listing, estimate_of
from generator.analysis.official.ranking import ean_of_each_set, rank_each
from generator.analysis.official.weight_sets import weights_named

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def official_sheet(case: Case) -> records.OfficialSheet:
    """The sheet of one place period, the one door of this room. Without roads it has kecamatan and hotspots only, and says so.

    The order of the rows does not matter. Raises SettingsError for a weight set that does not exist.
    """
    weights = weights_named(case.default_set)
    people = People.of(case.rows, case.period.end.isoformat())
    years = case.period.days / 365.25
    ean = ean_of_each_set(people.persons, people.damage)[weights.name]
    on_roads = case.found.on_roads
    listed = Listing.of(case, people, on_roads) if on_roads is not None else None
    spots = _ranked_spots(case)
    return records.OfficialSheet(
        period=case.period,
        default_set=weights.name,
        accidents=len(case.rows),
        on_segments=int(listed.counts.accidents.sum()) if listed else 0,
        dispersion=on_roads.dispersion if on_roads is not None else AREA_DISPERSION,
        all_pieces=int((listed.segments.street >= 0).sum()) if listed else 0,
        all_junctions=int((listed.segments.street < 0).sum()) if listed else 0,
        segments=listed.segments_of(case, people) if listed else (),
        limits=listed.figures.limits if listed else {},
        groups=listed.groups if listed else (),
        robust_top=ROBUST_TOP,
        spots=spots,
        robust_top_spots=_half(len(spots)),
        areas=area_rows(case.rows, people, ean, case.ground, years),
        notes=_notes(case, listed),
    )


def _ranked_spots(case: Case) -> tuple[records.RankedSpot, ...]:
    """The public list with its ranks under every weight set."""
    spots = [one.hotspot for one in case.found.spots]
    if not spots:
        return ()
    people = [People.of(one.rows, case.period.end.isoformat()) for one in case.found.spots]
    persons = np.array([one.persons.sum(axis=0) for one in people])
    damage = np.array([one.damage.sum() for one in people])
    ean = ean_of_each_set(persons, damage)
    ranks = rank_each(ean, _half(len(spots)))
    on_roads = case.found.on_roads
    dispersion = on_roads.dispersion if on_roads is not None else AREA_DISPERSION
    return tuple(
        records.RankedSpot(
            rank=spot.rank,
            place=spot.place,
            accidents=spot.accidents,
            casualties=records.Casualties.of(persons[n], damage[n]),
            ean={name: float(values[n]) for name, values in ean.items()},
            ranks=ranks[n],
            estimate=estimate_of(spot.accidents, spot.expected, dispersion),
        )
        for n, spot in enumerate(spots)
    )


def _half(count: int) -> int:
    return (count + 1) // 2


def _notes(case: Case, listed: Listing | None) -> tuple[str, ...]:
    """What a reader must know before using the sheet, as codes."""
    notes = []
    if listed is None:
        notes.append("no_search" if case.found.method == "none" else "needs_roads")
    if case.period.days < comparison.LEAST_DAYS:
        notes.append("short_observation")
    notes += [
        f"no_{name.split('_')[0]}" for name in PERSONS if len(case.rows) and case.rows[name].isna().all()
    ]
    if listed is not None and len(case.rows) > listed.counts.accidents.sum():
        notes.append("unlocated")
    return tuple(notes)
