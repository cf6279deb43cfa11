"""The places with more accidents than roads of their kind, as one list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.analysis import gate
from generator.analysis.context import severity_weight, strength
from generator.analysis.detector.hotspots import publishable
from generator.analysis.measures import exact
from generator.analysis.periods import months_in
from generator.codes import Pillar
from generator.records import Insight

if TYPE_CHECKING:
    from generator.analysis.context import Context
    from generator.records import Figure

KIND = "hotspot_ranking"
PLACES = 3  # what a reader can keep, and what every picture has room for
METHOD = {
    "network_window": "jendela ruas (docs/statistics.md, Detector on roads)",
    "local_contrast": "titik kumpul (docs/statistics.md, Detector without roads)",
}


def find(context: Context) -> tuple[Insight, ...]:
    """The three best places; nothing when there are fewer."""
    spots = context.found.spots[:PLACES]
    period = context.place_period
    if len(spots) < PLACES or period is None:
        return ()
    inside = sorted({int(i) for spot in spots for i in spot.rows.index})
    total, count = len(context.settled), len(inside)
    if not gate.may_tell("place", total - count):
        context.withhold(KIND, "few")
        return ()

    figures: dict[str, Figure] = {}

    def add(
        name: str, value: float, unit: str, how: str, interval: tuple[float, float] | None = None
    ) -> None:
        figures[name] = context.ledger.figure(
            f"{KIND}.{name}", value, unit, query=how, period=period, n=total,
            method=METHOD[context.found.method], interval=interval or (None, None),
        )  # fmt: skip

    where = "baris di dalam tempat yang tercantum"
    add("places", len(spots), "places", "jumlah tempat yang tercantum")
    add("accidents_in_places", count, "accidents", where)
    interval = exact.share_interval(count, total)
    add("share_of_all", count / total, "share", f"{where} : semua baris periode tempat", interval)
    add("total", total, "accidents", "semua baris periode tempat")
    add("months", months_in(period), "months", "panjang periode tempat")
    for spot in spots:
        at = f"baris di tempat peringkat {spot.hotspot.rank}"
        add(f"accidents_{spot.hotspot.rank}", spot.hotspot.accidents, "accidents", at)
    weight = severity_weight(context.settled)
    is_inside = context.settled.index.isin(inside)
    share = float(weight[is_inside].sum() / weight.sum())
    expected = min(1.0, sum(s.hotspot.expected for s in spots) / total)
    return (
        Insight(
            id=KIND,
            kind=KIND,
            pillar=Pillar.EDUCATION,
            period=period,
            place=None,
            figures=figures,
            codes={"method": context.found.method},
            hotspots=tuple(publishable(spot.hotspot) for spot in spots),
            strength=strength(share, expected, count),
            evidence=tuple(f"{KIND}.{name}" for name in figures),
            is_sample=context.is_sample,
        ),
    )
