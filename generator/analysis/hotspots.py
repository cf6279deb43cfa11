"""Accidents of the place period -> hotspots: the right detector for the data, names, estimates, the gate's form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from generator.analysis import exact, gate, rates
from generator.analysis.blackspot_rule import WEIGHT_SETS, equivalent_accidents
from generator.analysis.contrast import find_circles
from generator.analysis.network import CLASSES, Network, Snapper, build_network
from generator.analysis.patterns import busiest_hours
from generator.analysis.place_names import Gazetteer, Site, name_sites
from generator.analysis.positions import find_positions, to_degrees
from generator.analysis.scan import scan
from generator.analysis.windows import Windows, make_windows
from generator.records import Hotspot, Place, Severity

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from generator.accidents.geography import Ground
    from generator.analysis.positions import Positions
    from generator.analysis.scan import Cluster, Scan
    from generator.records import Period

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

LEAST_ACCIDENTS = 30
MOST_UNLOCATED = 0.40
WARN_UNLOCATED = 0.15
MOST_UNSNAPPED = 0.15
PUBLIC_Q, WATCH_Q = 0.05, 0.20
LONGEST_LIST = 20
TOUCH_M = 60.0  # stretches nearer than this are one place
AREA_DISPERSION = 1.0  # of places without roads, where it cannot be measured


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


@dataclass(frozen=True, slots=True)
class _Candidate:
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


def find_hotspots(table: pd.DataFrame, ground: Ground, period: Period, *, minimum: int, seed: int) -> Found:
    """Hotspots of the accidents in `table` (all of the place period)."""
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
    candidates, method, gazetteer = _candidates(positions, network, facts, seed)
    sites = [Site(one.xy, one.lixels, one.junction, table.iloc[one.rows]) for one in candidates]
    least = max(gate.RULES["place"].minimum, minimum)
    kept = [i for i, one in enumerate(candidates) if len(one.rows) >= least]
    names = name_sites([sites[i] for i in kept], gazetteer)
    spots = [
        Spot(_hotspot(candidates[i], sites[i], name, network, positions, period), sites[i].rows)
        for i, name in zip(kept, names, strict=True)
    ]
    spots.sort(key=_order)
    public = [one for one in spots if not one.hotspot.is_watch_only][:LONGEST_LIST]
    watch = [one for one in spots if one.hotspot.is_watch_only][:LONGEST_LIST]
    notes = (("roads", "unsnapped"),) if network is not None and method == "local_contrast" else ()
    return Found(_ranked(public), _ranked(watch), method, positions, facts, notes)


def _order(spot: Spot) -> tuple[float, float, str]:
    """Surest first (P of a doubled rate, two decimals), then by the estimated excess over roads of its kind."""
    one = spot.hotspot
    return -round(one.p_double, 2), one.expected - one.eb_estimate, one.place.name


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


def _candidates(
    positions: Positions, network: Network | None, facts: dict[str, float | int | str | bool], seed: int
) -> tuple[list[_Candidate], str, Gazetteer]:
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
            return made, "network_window", Gazetteer.of(network, positions.xy)
    made = [
        _Candidate(
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
    return made, "local_contrast", Gazetteer.of(None, positions.xy)


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
) -> _Candidate:
    """The refined windows of touching clusters as one candidate; its rows are indices of positions."""
    lixel, spread = snapped
    own = np.unique(np.concatenate([_lixels_of(one, windows) for one in group]))
    rows = np.flatnonzero(np.isin(lixel, own))
    centre = network.xy[lixel[rows]].mean(axis=0)
    junction = int(windows.junction[group[0].refined]) if len(group) == 1 else -1
    if junction < 0:
        junction = _junction_at(network, centre, own)
    longest = np.bincount(network.road_class[own], network.length_m[own])
    return _Candidate(
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


def _hotspot(
    one: _Candidate,
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
            w.name: round(float(equivalent_accidents(w, killed, serious, slight, damage)), 4)
            for w in WEIGHT_SETS
        },
        expected=round(one.expected, 6),
        eb_estimate=round(estimate.value, 6),
        p_double=round(rates.chance_of_multiple(count, one.expected, one.dispersion), 6),
        p_value=one.p_value,
        q_value=one.q_value,
        is_watch_only=one.q_value > PUBLIC_Q,
        stability={None: "untested", True: "stable", False: "unstable"}[one.is_stable],
        length_m=round(one.length_m, 1),
        road_class=one.road_class,
        top_collision=top_collision(rows),
        top_hours=top_hours(rows),
    )


def _total(rows: pd.DataFrame, column: str) -> int:
    return int(rows[column].fillna(0).sum())


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
    """The public form: persons only in numbers that point at nobody, EAN only when it tells no more than they."""
    persons = (hotspot.killed or 0, hotspot.seriously_injured or 0, hotspot.slightly_injured or 0)
    shown = gate.visible(persons)
    told = [count if is_shown else None for count, is_shown in zip(persons, shown, strict=True)]
    return replace(
        hotspot,
        killed=told[0],
        seriously_injured=told[1],
        slightly_injured=told[2],
        ean=hotspot.ean if all(shown) else {},
    )


def interval_of(count: int) -> tuple[float, float]:
    """Exact 95 % interval of a place's count."""
    low, high = exact.garwood(count)
    return float(low), float(high)
