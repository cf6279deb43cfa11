"""Positions -> places that stand out, before they have a name: the right detector for the data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from generator.analysis.detector.contrast import find_circles
from generator.analysis.detector.place_names import Gazetteer
from generator.analysis.detector.scan import scan
from generator.analysis.detector.windows import Windows, make_windows
from generator.analysis.roads.network import CLASSES, Network
from generator.analysis.roads.snapping import Snapper

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generator.analysis.detector.scan import Cluster, Scan
    from generator.analysis.roads.positions import Positions

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

MOST_UNSNAPPED = 0.15
WATCH_Q = 0.20
TOUCH_M = 60.0  # stretches nearer than this are one place
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


def find_candidates(
    positions: Positions, network: Network | None, facts: dict[str, float | int | str | bool], seed: int
) -> Detected:
    """Candidates of the scan along roads, or of the local contrast when roads are missing or do not fit."""
    if network is not None:
        lixel, _ = Snapper.of(network).snap(positions.xy)
        unsnapped = float(np.mean(lixel < 0))
        facts["unsnapped_share"] = round(unsnapped, 4)
        if unsnapped <= MOST_UNSNAPPED:
            windows = make_windows(network)
            counts = np.bincount(lixel[lixel >= 0], minlength=network.count).astype(float)
            found = scan(counts, network, windows, seed)
            facts["quiet_maps_with_false_hotspot"] = round(found.quiet_share, 3)
            facts["dispersion"] = round(found.expectation.dispersion, 3)
            spread = _all_dispersion(found, counts)
            usable = [one for one in found.clusters if one.q_value <= WATCH_Q]
            made = [
                _on_road(group, found, windows, network, (lixel, spread))
                for group in _touching(usable, windows, network)
            ]
            made = [replace(one, rows=positions.row[one.rows]) for one in made]
            gazetteer = Gazetteer.of(network, positions.xy)
            on_roads = OnRoads(network, lixel, found.expectation.per_lixel, spread)
            return Detected(made, "network_window", gazetteer, on_roads)
    made = [
        Candidate(
            xy=one.xy,
            rows=positions.row[one.members],
            lixels=np.zeros(0, np.int64),
            junction=-1,
            expected=one.expected,
            dispersion=AREA_DISPERSION,
            p_value=one.p_value,
            q_value=one.q_value,
            length_m=0.0,
            road_class="",
            is_stable=None,
        )
        for one in find_circles(positions.xy)
    ]
    return Detected(made, "local_contrast", Gazetteer.of(None, positions.xy), None)


def _all_dispersion(found: Scan, counts: Floats) -> float:
    """Dispersion between 500 m blocks with the hotspots in: the prior that estimates of places need."""
    block = found.expectation.block
    y, e = np.bincount(block, counts), np.bincount(block, found.expectation.per_lixel)
    return float(np.clip(((y - e) ** 2 - e).sum() / max((e**2).sum(), 1e-9), 0.2, 50.0))


def _touching(clusters: list[Cluster], windows: Windows, network: Network) -> list[list[Cluster]]:
    """Clusters whose stretches touch, as groups led by the best: one place is named once."""
    from scipy.spatial import cKDTree

    groups: list[tuple[list[Cluster], cKDTree]] = []
    for one in clusters:
        xy = network.xy[_lixels_of(one, windows)]
        for members, tree in groups:
            if tree.query(xy)[0].min() <= TOUCH_M:
                members.append(one)
                break
        else:
            groups.append(([one], cKDTree(xy)))
    return [members for members, _ in groups]


def _lixels_of(cluster: Cluster, windows: Windows) -> Ints:
    inside, window = windows.inside, cluster.refined
    return np.asarray(inside.indices[inside.indptr[window] : inside.indptr[window + 1]], np.int64)


def _on_road(
    group: list[Cluster], found: Scan, windows: Windows, network: Network, snapped: tuple[Ints, float]
) -> Candidate:
    """The refined windows of touching clusters as one candidate; its rows are indices of positions."""
    lixel, spread = snapped
    own = np.unique(np.concatenate([_lixels_of(one, windows) for one in group]))
    rows = np.flatnonzero(np.isin(lixel, own))
    centre = network.xy[lixel[rows]].mean(axis=0)
    junction = int(windows.junction[group[0].refined]) if len(group) == 1 else -1
    if junction < 0:
        junction = _junction_at(network, centre, own)
    longest = np.bincount(network.road_class[own], network.length_m[own])
    return Candidate(
        xy=(float(centre[0]), float(centre[1])),
        rows=rows,
        lixels=own,
        junction=junction,
        expected=float(found.expectation.per_lixel[own].sum()),
        dispersion=spread,
        p_value=group[0].p_value,
        q_value=group[0].q_value,
        length_m=float(network.length_m[own].sum()),
        road_class=CLASSES[int(np.argmax(longest))],
        is_stable=group[0].is_stable,
    )


def _junction_at(network: Network, centre: Floats, own: Ints) -> int:
    """The junction that a short stretch is really about: its accidents centre within 30 m of it, or -1."""
    if len(network.junction_xy) == 0 or network.length_m[own].sum() > 250:
        return -1
    away = np.hypot(*(network.junction_xy - centre).T)
    nearest = int(np.argmin(away))
    return nearest if away[nearest] <= 30.0 else -1
