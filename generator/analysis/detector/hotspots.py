"""Accidents of the place period -> hotspots: the right detector for the data, names, estimates, the gate's form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from generator.analysis import gate, periods
from generator.analysis.detector.candidates import Dated, find_candidates
from generator.analysis.detector.place_names import Site, name_sites
from generator.analysis.measures import rates
from generator.analysis.measures.patterns import busiest_hours
from generator.analysis.official.blackspot_rule import equivalent_accidents
from generator.analysis.official.weight_sets import WEIGHT_SETS
from generator.analysis.roads.network import build_network
from generator.analysis.roads.notes import road_notes
from generator.analysis.roads.positions import find_positions, to_degrees
from generator.codes import Severity
from generator.records import Hotspot, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from generator.accidents.places.geography import Ground
    from generator.analysis.detector.candidates import Candidate, OnRoads
    from generator.analysis.detector.quiet import ErrorRate
    from generator.analysis.detector.road_search import Effort
    from generator.analysis.roads.network import Network
    from generator.analysis.roads.positions import Positions
    from generator.records import Period

    Ints = NDArray[np.int64]

LEAST_ACCIDENTS = 30
MOST_UNLOCATED = 0.40
WARN_UNLOCATED = 0.15
LONGEST_LIST = 20


@dataclass(frozen=True, slots=True)
class Spot:
    """A hotspot with the rows that make it: for the insights, inside analysis only."""

    hotspot: Hotspot
    rows: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in the place period; `withheld` says what was not looked for, and why."""

    spots: tuple[Spot, ...]  # public list, best first, every figure
    watch: tuple[Spot, ...]
    method: str
    positions: Positions
    facts: dict[str, float | int | str | bool]
    withheld: tuple[tuple[str, str], ...] = ()
    on_roads: OnRoads | None = None  # accidents of `positions` on the network, where roads were used
    error_rate: ErrorRate | None = None  # behind the q-values, where it was measured


@dataclass(frozen=True, slots=True)
class Edition:
    """The accidents of one monthly edition of the public list; `is_for_rate`: only the error rate is taken of it."""

    period: Period
    rows: pd.DataFrame
    is_for_rate: bool = False


def editions_of(rows: pd.DataFrame, period: Period, months: int) -> list[Edition]:
    """The editions up to that of `period`, oldest first, from all accidents of a district.

    The January of a year comes before its other editions: its error rate serves the whole year.
    """
    first = rows["occurred_on"].min().date()
    chain = periods.editions(period, first, months)
    januaries = [periods.january_of(one, first, months) for one in chain]
    extra = {one for one in januaries if one is not None} - set(chain)
    made = [Edition(one, periods.within(rows, one), one in extra) for one in (*extra, *chain)]
    return sorted(made, key=lambda one: one.period.end)


def find_hotspots(editions: Sequence[Edition], ground: Ground, *, minimum: int, effort: Effort) -> Found:
    """Hotspots of the last of the editions (oldest first); those before it tell which places keep their standing."""
    table, period = editions[-1].rows, editions[-1].period
    positions = find_positions(table, ground.utm_epsg)
    facts: dict[str, float | int | str | bool] = {
        "accidents": len(table),
        "located": len(positions.row),
        "positions_set_aside": positions.set_aside,
        "unlocated_share": round(1 - len(positions.row) / max(len(table), 1), 4),
    }
    reason = _refusal(len(table), positions)
    if reason:
        return Found((), (), "none", positions, facts, (("hotspots", reason),))
    network = build_network(ground)
    earlier = [_dated(one, find_positions(one.rows, ground.utm_epsg)) for one in editions[:-1]]
    usable = [one for one in earlier if len(one.positions.row) >= LEAST_ACCIDENTS]
    detected = find_candidates((*usable, _dated(editions[-1], positions)), network, facts, effort)
    candidates, method = detected.candidates, detected.method
    sites = [Site(one.xy, one.lixels, one.junction, table.iloc[one.rows]) for one in candidates]
    least = max(gate.RULES["place"].minimum, minimum)
    kept = [i for i, one in enumerate(candidates) if len(one.rows) >= least]
    names = name_sites([sites[i] for i in kept], detected.gazetteer)
    spots = [
        Spot(_hotspot(candidates[i], sites[i], name, network, positions, period), sites[i].rows)
        for i, name in zip(kept, names, strict=True)
    ]
    spots.sort(key=_order)
    public = [one for one in spots if not one.hotspot.is_watch_only][:LONGEST_LIST]
    watch = [one for one in spots if one.hotspot.is_watch_only][:LONGEST_LIST]
    snapped = detected.on_roads.lixel if detected.on_roads else None
    notes = list(road_notes(ground, network, positions.xy, snapped))
    if 1 - len(positions.row) / len(table) > WARN_UNLOCATED:
        notes.append(("unlocated_rows", "many_unlocated"))
    return Found(
        _ranked(public), _ranked(watch), method, positions, facts, tuple(notes),
        detected.on_roads, detected.error_rate,
    )  # fmt: skip


def _dated(edition: Edition, positions: Positions) -> Dated:
    return Dated(positions, edition.period.end.year, edition.is_for_rate)


def _order(spot: Spot) -> tuple[bool, float, str]:
    """Sure ones first (P of a doubled rate at least 0.9), then by the estimated excess over roads of its kind."""
    one = spot.hotspot
    return one.p_double < 0.9, one.expected - one.eb_estimate, one.place.name


def _refusal(accidents: int, positions: Positions) -> str:
    """Why no hotspot may be named, or ""."""
    located = len(positions.row)
    if located == 0:
        return "no_usable_positions" if positions.set_aside else "no_coordinates"
    if located < LEAST_ACCIDENTS:
        return "too_few_accidents"
    if 1 - located / accidents > MOST_UNLOCATED:
        return "too_many_unlocated"
    return ""


def _ranked(spots: list[Spot]) -> tuple[Spot, ...]:
    return tuple(replace(one, hotspot=replace(one.hotspot, rank=n)) for n, one in enumerate(spots, 1))


def _hotspot(
    one: Candidate,
    site: Site,
    name: tuple[str, str],
    network: Network | None,
    positions: Positions,
    period: Period,
) -> Hotspot:
    """The record of a candidate, every figure in it."""
    rows = site.rows
    killed, serious, slight = (_total(rows, c) for c in ("killed", "seriously_injured", "slightly_injured"))
    damage = int((rows["severity"] == Severity.DAMAGE).sum())
    count = len(rows)
    estimate = rates.empirical_bayes(count, one.expected, one.dispersion)
    lon, lat = to_degrees(np.array([one.xy]), positions.utm_epsg)[0].tolist()
    area = _most_common(rows["district"])
    kind, text = name
    return Hotspot(
        rank=0,
        place=Place(kind, text, *gate.round_point(lon, lat), area=area),
        line=_line(one.lixels, network),
        period=period,
        accidents=count,
        killed=killed,
        seriously_injured=serious,
        slightly_injured=slight,
        ean={
            w.name: round(float(equivalent_accidents(w, killed or 0, serious or 0, slight or 0, damage)), 4)
            for w in WEIGHT_SETS
        },
        expected=round(one.expected, 6),
        eb_estimate=round(estimate.value, 6),
        p_double=round(rates.chance_of_multiple(count, one.expected, one.dispersion), 6),
        p_value=one.p_value,
        q_value=one.q_value,
        is_watch_only=not one.is_listed,
        stability={None: "untested", True: "stable", False: "unstable"}[one.is_stable],
        length_m=round(one.length_m, 1),
        road_class=one.road_class,
        top_collision=top_collision(rows),
        top_hours=top_hours(rows),
    )


def _total(rows: pd.DataFrame, column: str) -> int | None:
    """A sum of persons; None where none of these rows records this degree."""
    return int(rows[column].fillna(0).sum()) if rows[column].notna().any() else None


def _most_common(values: pd.Series) -> str:
    counts = values[values.astype(bool)].value_counts()
    return "" if counts.empty else str(min(counts[counts == counts.max()].index))


def _line(lixels: Ints, network: Network | None) -> tuple[tuple[float, float], ...]:
    """The stretch along its main street, rounded, without repeated points."""
    if network is None or len(lixels) == 0:
        return ()
    street = network.street[lixels]
    main = int(np.argmax(np.bincount(street, network.length_m[lixels])))
    xy = network.xy[np.sort(lixels[street == main])]
    points = [gate.round_point(*pair) for pair in to_degrees(xy, network.utm_epsg).tolist()]
    return tuple(point for i, point in enumerate(points) if i == 0 or point != points[i - 1])


def top_collision(rows: pd.DataFrame) -> str:
    """The most frequent collision type at a place, when the gate lets it be told; else ""."""
    counts = rows["collision_type"].value_counts().drop(["unknown", "other"], errors="ignore")
    if counts.empty or not gate.may_tell("person_at_place", int(counts.max())):
        return ""
    return str(min(counts[counts == counts.max()].index))


def top_hours(rows: pd.DataFrame) -> tuple[int, int] | None:
    """The three to five hours with most accidents, from ten recorded times up and beyond chance."""
    hours = rows["hour"].dropna().to_numpy(dtype=int)
    if len(hours) < gate.RULES["hours_at_place"].minimum:
        return None
    counts = np.bincount(hours, minlength=24)
    window = busiest_hours(counts)
    if window.p_value > 0.05 or not gate.may_tell("person_at_place", window.accidents):
        return None
    return window.start, window.end


def publishable(hotspot: Hotspot) -> Hotspot:
    """The public form: all persons by degree or none, and the EAN only when it tells no more than they.

    One hidden degree beside told ones would be known from the total, or from the edition before.
    """
    persons = (hotspot.killed or 0, hotspot.seriously_injured or 0, hotspot.slightly_injured or 0)
    if not all(gate.may_tell("place", count) for count in persons):
        return replace(hotspot, killed=None, seriously_injured=None, slightly_injured=None, ean={})
    return hotspot if gate.may_tell("place", damage_only(hotspot)) else replace(hotspot, ean={})


def damage_only(hotspot: Hotspot) -> int:
    """Accidents with damage only at a place, as its EAN beside its persons tells them."""
    weights = WEIGHT_SETS[0]
    persons = equivalent_accidents(
        weights, hotspot.killed or 0, hotspot.seriously_injured or 0, hotspot.slightly_injured or 0, 0
    )
    return round((hotspot.ean.get(weights.name, float(persons)) - float(persons)) / weights.damage)
