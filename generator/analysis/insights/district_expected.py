"""Which kecamatan has more accidents than its people, or its roads where the people are not known, would suggest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from generator.analysis import gate
from generator.analysis.context import strength
from generator.analysis.contrasts.look import Look, Sides, Subject
from generator.analysis.contrasts.telling import tell_kinds
from generator.analysis.roads.positions import project
from generator.records import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.analysis.context import Context
    from generator.records import Insight, Period

KIND = "district_expected"
CASES = {KIND: ("per_head", "per_km")}
LEAST = 30
LEAST_EXPECTED = 5.0
PER_HEADS = 100_000


def looks(context: Context) -> list[Look]:
    """One look a kecamatan whose exposure is known; none when fewer than two are."""
    period, rows = context.place_period, context.settled
    if period is None:
        return []
    known = rows["district"][rows["district"] != ""]
    if len(known) < max(LEAST, 0.5 * len(rows)):
        context.withhold(KIND, "too_few_names")
        return []
    counts = {str(name): int(n) for name, n in known.value_counts().items()}
    baseline, exposure = _exposure(context)
    shown = {name: counts.get(name, 0) for name in sorted(exposure)}
    if len(shown) < 2 or sum(shown.values()) < 0.9 * len(known):
        context.withhold(KIND, "no_exposure")
        return []
    return [
        look
        for name in shown
        if (look := _look(context, name, shown, exposure, baseline, period)) is not None
    ]


def find(context: Context) -> tuple[Insight, ...]:
    """The kecamatan that stands out most, if the gate lets it be told beside the others."""
    counts = context.settled["district"][context.settled["district"] != ""].value_counts()
    shown = gate.visible([int(n) for n in counts], "place", context.minimum_per_place)
    visible = {str(name) for name, is_shown in zip(counts.index, shown, strict=True) if is_shown}
    return tuple(tell_kinds(context, (KIND,), lambda look: look.subject.code in visible))


def _exposure(context: Context) -> tuple[str, dict[str, float]]:
    """Baseline and exposure of each kecamatan, by the name that the rows use: 100,000 inhabitants, else km of road."""
    areas = context.ground.areas
    if areas is None:
        return "per_head", {}
    names = {str(one).casefold(): str(one) for one in context.settled["district"] if one}
    spoken = [names.get(str(one).casefold(), str(one)) for one in areas["name"]]
    people = areas["population"].to_numpy(dtype=float, na_value=np.nan)
    if np.isfinite(people).all() and (people > 0).all():
        return "per_head", dict(zip(spoken, (people / PER_HEADS).tolist(), strict=True))
    return "per_km", _road_km(context, spoken)


def _road_km(context: Context, names: list[str]) -> dict[str, float]:
    """Km of road in each kecamatan; empty when roads were not used."""
    on_roads, areas = context.found.on_roads, context.ground.areas
    if on_roads is None or areas is None:
        return {}
    import shapely

    network = on_roads.network
    points = shapely.points(network.xy)
    found = {}
    for name, shape in zip(names, areas.geometry, strict=True):
        metres = shapely.transform(shape, lambda xy: project(xy, network.utm_epsg))
        shapely.prepare(metres)
        found[name] = float(network.length_m[shapely.contains(metres, points)].sum()) / 1000
    return {name: km for name, km in found.items() if km > 0}


def _look(
    context: Context,
    name: str,
    counts: Mapping[str, int],
    exposure: Mapping[str, float],
    baseline: str,
    period: Period,
) -> Look | None:
    """This kecamatan against the rest of the district."""
    ours, of = counts[name], exposure[name]
    total, whole = sum(counts.values()), sum(exposure[one] for one in counts)
    if min(of, whole - of) / whole * total < LEAST_EXPECTED:
        return None
    sides = Sides(ours, of, total - ours, whole - of, is_rate=True)
    subject = Subject(KIND, "district", "", name, ours, total)
    gain = strength(ours / total, of / whole, ours)
    place = Place("district_part", name, *_middle(context, name), name)
    return Look(subject, baseline, sides, sides.p_value(), gain, period, place=place)


def _middle(context: Context, name: str) -> tuple[float, float]:
    """A point inside the kecamatan, as coarse as the gate wants it."""
    areas = context.ground.areas
    assert areas is not None
    is_it = areas["name"].astype(str).str.casefold() == name.casefold()
    point = areas.geometry[is_it].iloc[0].representative_point()
    return gate.round_point(point.x, point.y)
