"""One place in full: how many, how severe, how sure, when and how; only what the gate lets through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from generator.analysis import gate
from generator.analysis.context import is_severe, severity_weight, strength
from generator.analysis.detector.hotspots import publishable
from generator.analysis.measures import exact
from generator.codes import Pillar
from generator.records import Insight

if TYPE_CHECKING:
    from generator.analysis.context import Context
    from generator.analysis.detector.hotspots import Spot
    from generator.records import Figure, Period

KIND = "hotspot_place"
MOST = 12
_PERSONS = ("killed", "seriously_injured", "slightly_injured")


def find(context: Context) -> tuple[Insight, ...]:
    """The best public places, one insight each: enough for a quarter without telling one twice."""
    period = context.place_period
    if period is None:
        return ()
    return tuple(_place(context, spot, period) for spot in context.found.spots[:MOST])


def _place(context: Context, spot: Spot, period: Period) -> Insight:
    hotspot = publishable(spot.hotspot)
    id_ = f"{KIND}-{hotspot.rank}"
    query = f'baris di tempat peringkat {hotspot.rank} ("{hotspot.place.name}")'
    figures: dict[str, Figure] = {}
    n = hotspot.accidents

    def add(
        name: str, value: float, unit: str, how: str, interval: tuple[float, float] | None = None
    ) -> None:
        figures[name] = context.ledger.figure(
            f"{id_}.{name}", value, unit, query=f"{query}: {how}", period=period, n=n,
            method="docs/statistics.md, Estimates of a place", interval=interval or (None, None),
        )  # fmt: skip

    low, high = (float(one) for one in exact.garwood(n))
    add("accidents", n, "accidents", "jumlah baris", (low, high))
    injured = sum(int(spot.rows[column].fillna(0).sum()) for column in _PERSONS)
    severe = int(is_severe(spot.rows).sum())
    if gate.may_tell("place", injured) and injured > 0 and not _tells_one(context, spot):
        add("injured", injured, "persons", "meninggal + luka berat + luka ringan")
    if severe > 0 and gate.may_tell("place", severe) and gate.may_tell("place", n - severe):
        add("severe", severe, "accidents", "kecelakaan dengan korban meninggal atau luka berat")
    add("ratio", round(hotspot.eb_estimate / hotspot.expected, 4), "ratio", "taksiran EB : harapan")
    add("p_double", hotspot.p_double, "probability", "P(laju >= 2 kali ruas sejenis)")
    add("expected", round(hotspot.expected, 4), "accidents", "harapan bagi ruas sejenis")
    if hotspot.top_hours is not None:
        start, end = hotspot.top_hours
        inside = _in_window(spot.rows["hour"].dropna().to_numpy(dtype=int), start, end)
        add("window_start", start, "hour", "awal jam tersibuk")
        add("window_end", end, "hour", "akhir jam tersibuk")
        add("window_accidents", inside, "accidents", "baris di dalam jam tersibuk")
    codes = {"road_class": hotspot.road_class, "top_collision": hotspot.top_collision}
    # where persons may not be told, the strength must not tell them either: accidents then weigh alike
    rows = (spot.rows, context.settled)
    weight, total = (float(severity_weight(one).sum()) if hotspot.ean else len(one) for one in rows)
    return Insight(
        id=id_,
        kind=KIND,
        pillar=Pillar.EDUCATION,
        period=period,
        place=hotspot.place,
        figures=figures,
        codes={key: value for key, value in codes.items() if value},
        hotspots=(hotspot,),
        strength=strength(weight / total, hotspot.expected / len(context.settled), n * hotspot.p_double),
        evidence=tuple(f"{id_}.{name}" for name in figures),
        is_sample=context.is_sample,
    )


def _tells_one(context: Context, spot: Spot) -> bool:
    """Whether the sum of persons, beside degrees told in the edition before, would pin a degree below three."""
    if context.edition_before is None or publishable(spot.hotspot).killed is not None:
        return False
    is_old = (spot.rows["occurred_on"] <= str(context.edition_before)).to_numpy(dtype=bool)
    old, new = (
        [int(rows[column].fillna(0).sum()) for column in _PERSONS]
        for rows in (spot.rows[is_old], spot.rows[~is_old])
    )
    return all(gate.may_tell("place", count) for count in old) and sum(new) < gate.RULES["place"].minimum


def _in_window(hours: np.ndarray[tuple[int], np.dtype[np.int_]], start: int, end: int) -> int:
    return int(np.sum((hours - start) % 24 < (end - start) % 24))
