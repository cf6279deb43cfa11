"""Positions -> places that stand out, before they have a name: the right detector for the data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from generator.analysis.detector import point_search, road_search
from generator.analysis.detector.place_names import Gazetteer
from generator.analysis.roads.network import CLASSES, Network

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from generator.analysis.detector.point_search import Gathering
    from generator.analysis.detector.quiet import ErrorRate
    from generator.analysis.detector.road_search import Effort, Searched, Stretch
    from generator.analysis.roads.positions import Positions

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Facts = dict[str, float | int | str | bool]

MOST_UNSNAPPED = 0.15
AREA_DISPERSION = 1.0  # of places without roads, where it cannot be measured


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place before it has a name."""

    xy: tuple[float, float]
    rows: Ints  # rows of the table
    lixels: Ints
    junction: int
    expected: float
    dispersion: float
    p_value: float
    q_value: float
    length_m: float
    road_class: str
    is_stable: bool | None
    is_listed: bool


@dataclass(frozen=True, slots=True)
class OnRoads:
    """Accidents on their roads: `lixel` has one number per row of the positions, -1 beyond 50 m of any road.

    `expected` has one number per lixel; `dispersion` is the prior of the estimates of places.
    """

    network: Network
    lixel: Ints
    expected: Floats
    dispersion: float


@dataclass(frozen=True, slots=True)
class Detected:
    """What a detector found, by which method, and what it stood on; `on_roads` is None when roads were not used."""

    candidates: list[Candidate]
    method: str
    gazetteer: Gazetteer
    on_roads: OnRoads | None
    error_rate: ErrorRate | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """The positions of one monthly edition, its year, and whether only the error rate is taken of it."""

    positions: Positions
    year: int
    is_for_rate: bool = False


def find_candidates(
    editions: Sequence[Dated], network: Network | None, facts: Facts, effort: Effort
) -> Detected:
    """Candidates of the last edition: of the scan along roads, or of the local contrast without roads that fit."""
    positions = editions[-1].positions
    if network is not None:
        lixel, distance = road_search.snap(network, positions.xy)
        unsnapped = float(np.mean(lixel < 0))
        facts["unsnapped_share"] = round(unsnapped, 4)
        if unsnapped <= MOST_UNSNAPPED:
            earlier = [
                road_search.Edition(*road_search.snap(network, one.positions.xy), one.year, one.is_for_rate)
                for one in editions[:-1]
            ]
            last = road_search.Edition(lixel, distance, editions[-1].year)
            found = road_search.search(network, (*earlier, last), effort)
            _tell(found, facts)
            made = [_on_road(one, found, network, (lixel, positions.row)) for one in found.stretches]
            gazetteer = Gazetteer.of(network, positions.xy)
            on_roads = OnRoads(network, lixel, found.scan.expectation.per_lixel, found.block_dispersion)
            return Detected(made, road_search.METHOD, gazetteer, on_roads, found.scan.error_rate)
    gathered = point_search.search(
        [point_search.Edition(one.positions.xy, one.year, one.is_for_rate) for one in editions], effort
    )
    if gathered.error_rate is not None:
        _tell_error(gathered.error_rate, facts)
    made = [_without_roads(one, positions) for one in gathered.places]
    gazetteer = Gazetteer.of(None, positions.xy)
    return Detected(made, point_search.METHOD, gazetteer, None, gathered.error_rate)


def _tell(found: Searched, facts: Facts) -> None:
    """What the scan along roads measured of itself."""
    facts["dispersion"] = round(found.scan.expectation.dispersion, 3)
    _tell_error(found.scan.error_rate, facts)


def _tell_error(error: ErrorRate, facts: Facts) -> None:
    """The error rate that every run carries, rounded before it is shown."""
    low, high = error.false_interval
    facts["quiet_maps"] = error.maps
    facts["false_alarm_share"] = round(error.false_share, 3)
    facts["false_alarm_low"], facts["false_alarm_high"] = round(low, 3), round(high, 3)
    if error.power:
        smallest = error.smallest_found
        facts["smallest_found_8_of_10"] = round(smallest, 1) if smallest is not None else "beyond_30"


def _without_roads(one: Gathering, positions: Positions) -> Candidate:
    """A gathering point as a candidate."""
    return Candidate(
        xy=one.circle.xy,
        rows=positions.row[one.members],
        lixels=np.zeros(0, np.int64),
        junction=-1,
        expected=one.circle.expected,
        dispersion=AREA_DISPERSION,
        p_value=one.circle.p_value,
        q_value=one.q_value,
        length_m=0.0,
        road_class="",
        is_stable=None,
        is_listed=one.is_listed,
    )


def _on_road(one: Stretch, found: Searched, network: Network, located: tuple[Ints, Ints]) -> Candidate:
    """A stretch as a candidate; `located` are the lixel and the table's row of each position."""
    lixel, row = located
    inside = np.flatnonzero(np.isin(lixel, one.lixels))
    centre = network.xy[lixel[inside] if len(inside) else one.lixels].mean(axis=0)
    junction = int(found.windows.junction[one.clusters[0].refined]) if len(one.clusters) == 1 else -1
    if junction < 0:
        junction = _junction_at(network, centre, one.lixels)
    longest = np.bincount(network.road_class[one.lixels], network.length_m[one.lixels])
    return Candidate(
        xy=(float(centre[0]), float(centre[1])),
        rows=row[inside],
        lixels=one.lixels,
        junction=junction,
        expected=float(found.scan.expectation.per_lixel[one.lixels].sum()),
        dispersion=found.block_dispersion,
        p_value=one.p_value,
        q_value=one.q_value,
        length_m=float(network.length_m[one.lixels].sum()),
        road_class=CLASSES[int(np.argmax(longest))],
        is_stable=one.clusters[0].is_stable,
        is_listed=one.is_listed,
    )


def _junction_at(network: Network, centre: Floats, own: Ints) -> int:
    """The junction that a short stretch is really about: its accidents centre within 30 m of it, or -1."""
    if len(network.junction_xy) == 0 or network.length_m[own].sum() > 250:
        return -1
    away = np.hypot(*(network.junction_xy - centre).T)
    nearest = int(np.argmin(away))
    return nearest if away[nearest] <= 30.0 else -1
