"""Accidents per km: each class of road against the other classes, each named road against the rest of its class."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from generator.analysis import gate
from generator.analysis.context import strength
from generator.analysis.contrasts.look import Look, Sides, Subject
from generator.analysis.contrasts.telling import tell_kinds
from generator.analysis.roads.network import CLASSES
from generator.analysis.roads.positions import to_degrees
from generator.records import Place

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generator.analysis.context import Context
    from generator.analysis.detector.candidates import OnRoads
    from generator.records import Insight, Period

    Bools = NDArray[np.bool_]

KIND = "road_per_km"  # the classes are told with the row `road_class` of the table
CASES = {KIND: ("per_km",), "road_class": ("per_km",)}
LEAST = 15  # accidents of a class and of the others
LEAST_EXPECTED = 3.0  # on a named road, by the rate of its class
LEAST_KM = 0.5


def looks(context: Context) -> list[Look]:
    """One look a class and a named road that is long enough; none when roads were not used."""
    on_roads, period = context.found.on_roads, context.place_period
    if on_roads is None or period is None:
        context.withhold(KIND, "no_roads")
        return []
    network = on_roads.network
    on = on_roads.lixel[on_roads.lixel >= 0]
    count = np.bincount(on, minlength=network.count)
    km = network.length_m / 1000
    made = []
    for number, name in enumerate(CLASSES):
        of_class = network.road_class == number
        sides = _sides(count, km, of_class, ~of_class)
        if _smaller_expected(sides) >= LEAST:
            made.append(_look("road_class", name, sides, period))
        if count[of_class].sum() >= LEAST:
            made += _roads(on_roads, count, of_class, period)
    return made


def find(context: Context) -> tuple[Insight, ...]:
    """The named road that stands out most from the rest of its class."""
    return tuple(tell_kinds(context, (KIND,)))


def _sides(count: NDArray[np.int64], km: NDArray[np.float64], ours: Bools, rest: Bools) -> Sides:
    """Accidents and km of two sets of lixels."""
    return Sides(
        int(count[ours].sum()),
        float(km[ours].sum()),
        int(count[rest].sum()),
        float(km[rest].sum()),
        is_rate=True,
    )


def _smaller_expected(sides: Sides) -> float:
    """Accidents that the smaller side would have if both had one rate; the sum of both is a margin."""
    of = sides.ours_of + sides.rest_of
    return (sides.ours + sides.rest) * min(sides.ours_of, sides.rest_of) / of if of > 0 else 0.0


def _roads(on_roads: OnRoads, count: NDArray[np.int64], of_class: Bools, period: Period) -> list[Look]:
    """Each named road of one class against the rest of that class."""
    network = on_roads.network
    at = np.flatnonzero(of_class & (network.name != ""))
    names, number = np.unique(network.name[at], return_inverse=True)
    accidents = np.bincount(number, count[at], minlength=len(names))
    km = np.bincount(number, network.length_m[at] / 1000, minlength=len(names))
    total, whole = int(count[of_class].sum()), float(network.length_m[of_class].sum()) / 1000
    made = []
    for i, name in enumerate(names.tolist()):
        ours, of = int(accidents[i]), float(km[i])
        sides = Sides(ours, of, total - ours, whole - of, is_rate=True)
        if of < LEAST_KM or _smaller_expected(sides) < LEAST_EXPECTED:
            continue
        own = at[number == i]
        lon, lat = to_degrees(network.xy[own[len(own) // 2]][None, :], network.utm_epsg)[0]
        place = Place("street", name, *gate.round_point(float(lon), float(lat)))
        made.append(_look(KIND, name, sides, period, place))
    return made


def _look(kind: str, code: str, sides: Sides, period: Period, place: Place | None = None) -> Look:
    """One look at a rate per km; a class is told with the words of its code, a road with its name."""
    subject = Subject(
        kind=kind,
        column="point, road file",
        words="road_class" if place is None else "",
        code=code,
        count=sides.ours,
        known=sides.ours + sides.rest,
    )
    both, of = sides.ours + sides.rest, sides.ours_of + sides.rest_of
    gain = strength(sides.ours / max(both, 1), sides.ours_of / of, sides.ours)
    return Look(subject, "per_km", sides, sides.p_value(), gain, period, place=place)
