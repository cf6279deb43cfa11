"""Places that are new among the hotspots, that have long been there, and that no longer stand out.

Nothing here says why. A place that is on a list is there by its high count, so part of it falls by itself: new places are
told from the share of their latest year alone (given the sum, chance splits it by the days), places that no longer stand
out only when they fell below chance around the lower end of the interval of their earlier count.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from generator.analysis import gate
from generator.analysis.context import severity_weight, strength
from generator.analysis.detector.hotspots import publishable
from generator.analysis.measures import exact
from generator.analysis.measures.trends import count_days
from generator.analysis.periods import years_before
from generator.codes import Pillar
from generator.records import Insight, Period

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generator.analysis.context import Context
    from generator.analysis.detector.hotspots import Spot
    from generator.analysis.roads.positions import Positions
    from generator.records import Figure, Hotspot

KIND = "emerging_places"
LEVEL = 0.05
REACH_M = 40.0  # around the accidents of a place
APART_M = 150.0  # nearer to a place of today it is that place
_PERSISTENT = 0.6  # what is said of it is mostly said by the place itself


@dataclass(frozen=True, slots=True)
class _Story:
    """One place told: its case, how many in its latest year and before, and how surprising that is."""

    case: str  # new, persistent, vanished
    hotspot: Hotspot
    now: int
    before: int
    expected: float  # of the latest year, on roads of its kind
    p_value: float
    weight: float  # severity weight of the accidents talked about


def find(context: Context) -> tuple[Insight, ...]:
    """At most one place of each case: the most surprising new one, the first persistent one, one that was."""
    period = context.place_period
    if period is None:
        return ()
    latest = _latest(period)
    stories = [*_of_today(context, period, latest), *_of_a_year_ago(context, latest)]
    best: dict[str, _Story] = {}
    for story in stories:
        best.setdefault(story.case, story)
    return tuple(_insight(context, story, period) for story in best.values())


def _of_today(context: Context, period: Period, latest: Period) -> list[_Story]:
    """New and persistent places of the public list: new ones most surprising first, persistent ones by rank."""
    share = latest.days / period.days
    if not context.found.spots or share > 0.6:
        return []
    splits = [_split(spot, latest) for spot in context.found.spots]
    growth = [exact.binomial_at_least(now, now + before, share) for now, before in splits]
    adjusted = exact.benjamini_hochberg(growth)
    stories = []
    for spot, (now, before), p, q in zip(context.found.spots, splits, growth, adjusted, strict=True):
        expected = spot.hotspot.expected
        late, early = (
            float(exact.tail(count, expected * part)) for count, part in ((now, share), (before, 1 - share))
        )
        case = "new" if q <= LEVEL and late <= LEVEL < early else ""
        if q > LEVEL and max(late, early) <= LEVEL / 5:
            case = "persistent"
        told = (now,) if case == "new" else (now, before)
        if case and all(n > 0 and gate.may_tell("place", n, context.minimum_per_place) for n in told):
            weight = float(severity_weight(spot.rows).sum())
            stories.append(_Story(case, spot.hotspot, now, before, expected * share, p, weight))
    return sorted(stories, key=lambda one: (one.p_value if one.case == "new" else 0.0, one.hotspot.rank))


def _split(spot: Spot, latest: Period) -> tuple[int, int]:
    days = spot.rows["occurred_on"].to_numpy(dtype="datetime64[D]")
    now = count_days(days, latest)
    return now, len(days) - now


def _of_a_year_ago(context: Context, latest: Period) -> list[_Story]:
    """Places listed a year ago that are neither listed nor watched now, nor unusual, and fell beyond chance."""
    earlier = context.earlier
    if earlier is None or not earlier.found.spots:
        return []
    here = context.found.positions
    days = context.settled["occurred_on"].to_numpy(dtype="datetime64[D]")[here.row]
    is_latest = (days >= np.datetime64(latest.start)) & (days <= np.datetime64(latest.end))
    today = [_places_of(spot, here) for spot in (*context.found.spots, *context.found.watch)]
    share = latest.days / earlier.period.days
    told = []
    for spot in earlier.found.spots:
        xy = _places_of(spot, earlier.found.positions)
        if len(xy) == 0 or here.utm_epsg != earlier.found.positions.utm_epsg or _is_near(xy, today):
            continue
        now = int(_inside(xy, here.xy[is_latest]).sum())
        least = float(exact.garwood(spot.hotspot.accidents)[0])
        told.append((spot, now, _at_most(now, least * share)))
    if not told:
        return []
    adjusted = exact.benjamini_hochberg([p for _, _, p in told])
    return [
        _vanished(spot, now, p, spot.hotspot.expected * share)
        for (spot, now, p), q in zip(told, adjusted, strict=True)
        if q <= LEVEL < float(exact.tail(now, spot.hotspot.expected * share))
    ]


def _vanished(spot: Spot, now: int, p: float, expected: float) -> _Story:
    weight = float(severity_weight(spot.rows).sum())
    return _Story("vanished", spot.hotspot, now, spot.hotspot.accidents, expected, p, weight)


def _places_of(spot: Spot, positions: Positions) -> NDArray[np.float64]:
    """Where the accidents of a spot lie, metres."""
    xy: NDArray[np.float64] = positions.xy[np.isin(positions.row, spot.rows.index.to_numpy())]
    return xy


def _is_near(xy: NDArray[np.float64], others: list[NDArray[np.float64]]) -> bool:
    from scipy.spatial import cKDTree

    known = [one for one in others if len(one)]
    if not known:
        return False
    return bool(cKDTree(np.vstack(known)).query(xy)[0].min() <= APART_M)


def _inside(xy: NDArray[np.float64], points: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Points within 40 m of the hull of a place's accidents."""
    import shapely

    hull = shapely.MultiPoint(xy).convex_hull.buffer(REACH_M)
    inside: NDArray[np.bool_] = shapely.contains_xy(hull, points[:, 0], points[:, 1])
    return inside


def _at_most(count: int, expected: float) -> float:
    """P(Y <= count) of a Poisson count."""
    return 1 - float(exact.tail(count + 1, expected))


def _insight(context: Context, story: _Story, period: Period) -> Insight:
    hotspot = publishable(story.hotspot)
    id_ = f"{KIND}-{story.case}"
    figures: dict[str, Figure] = {}
    told_in, n, counted = _told(context, story, period)

    def add(name: str, value: float, unit: str, how: str) -> None:
        figures[name] = context.ledger.figure(
            f"{id_}.{name}", value, unit, query=f'baris di "{hotspot.place.name}": {how}', period=told_in, n=n,
            method="docs/statistics.md, Places that come and go",
        )  # fmt: skip

    add("n", n, "accidents", counted)
    if story.case != "vanished":
        add("accidents", story.now, "accidents", "dua belas bulan terakhir")
        if gate.may_tell("place", story.before, context.minimum_per_place):
            add("before", story.before, "accidents", "sebelum itu, dalam periode tempat yang sama")
    add("expected", round(story.expected, 4), "accidents", "harapan setahun")
    add("p_value", story.p_value, "probability", "uji eksak satu sisi")
    return Insight(
        id=id_,
        kind=KIND,
        pillar=Pillar.TRANSPARENCY if story.case == "vanished" else Pillar.EDUCATION,
        period=told_in,
        place=hotspot.place,
        figures=figures,
        codes={"case": story.case, "road_class": hotspot.road_class, "emerging": hotspot.emerging},
        hotspots=(hotspot,) if story.case != "vanished" else (),
        strength=_strength(context, story),
        evidence=tuple(f"{id_}.{name}" for name in figures),
        is_sample=context.is_sample,
    )


def _told(context: Context, story: _Story, period: Period) -> tuple[Period, int, str]:
    """Over which days a story is told, its count there, and how that is named.

    A new place is told by its latest year alone: beside the sum, one or two accidents before it could be found by
    subtraction.
    """
    if story.case == "new":
        return _latest(period), story.now, "dua belas bulan terakhir"
    if story.case == "vanished" and context.earlier is not None:
        return context.earlier.period, story.before, "periode tempat yang berakhir setahun lalu"
    return period, story.now + story.before, "periode tempat"


def _latest(period: Period) -> Period:
    """The last twelve months of the place period."""
    return Period(years_before(period, 1)[0].end + dt.timedelta(days=1), period.end)


def _strength(context: Context, story: _Story) -> float:
    total = float(severity_weight(context.settled).sum())
    expected = story.expected / max(len(context.settled), 1)
    gain = strength(min(1.0, story.weight / max(total, 1e-9)), expected, story.now + story.before)
    return round(gain * (1.0 if story.case == "new" else _PERSISTENT), 4)
