"""The places with more accidents than roads of their kind, as one list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.analysis import exact, gate
from generator.analysis.context import severity_weight, strength
from generator.analysis.hotspots import publishable
from generator.analysis.periods import months_in
from generator.records import Insight, Pillar

if TYPE_CHECKING:
    from generator.analysis.context import Context

KIND = "hotspot_ranking"
MOST = 5
LEAST = 3
METHOD = {
    "network_window": "jendela ruas (docs/statistics.md, Detector on roads)",
    "local_contrast": "titik kumpul (docs/statistics.md, Detector without roads)",
}


def find(context: Context) -> tuple[Insight, ...]:
    """The three to five best places; nothing when there are fewer."""
    spots = context.found.spots[:MOST]
    period = context.place_period
    if len(spots) < LEAST or period is None:
        return ()
    inside = sorted({int(i) for spot in spots for i in spot.rows.index})
    total, count = len(context.settled), len(inside)
    if not gate.may_tell("place", total - count):
        context.withhold(KIND, "few")
        return ()

    def figure(name: str, value: float, unit: str, query: str, **interval: tuple[float, float]) -> object:
        return context.ledger.figure(
            f"{KIND}.{name}", value, unit, query=query, period=period, n=total,
            method=METHOD[context.found.method], **interval,
        )  # fmt: skip

    where = "baris di dalam tempat yang tercantum"
    figures = {
        "places": figure("places", len(spots), "places", "jumlah tempat yang tercantum"),
        "accidents_in_places": figure("accidents_in_places", count, "accidents", where),
        "share_of_all": figure(
            "share_of_all", count / total, "share", f"{where} : semua baris periode tempat",
            interval=exact.share_interval(count, total),
        ),
        "total": figure("total", total, "accidents", "semua baris periode tempat"),
        "months": figure("months", months_in(period), "months", "panjang periode tempat"),
    }  # fmt: skip
    for spot in spots:
        name, at = f"accidents_{spot.hotspot.rank}", f"baris di tempat peringkat {spot.hotspot.rank}"
        figures[name] = figure(name, spot.hotspot.accidents, "accidents", at)
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
            figures=figures,  # type: ignore[arg-type]
            codes={"method": context.found.method},
            hotspots=tuple(publishable(spot.hotspot) for spot in spots),
            strength=strength(share, expected, count),
            evidence=tuple(f"{KIND}.{name}" for name in figures),
            is_sample=context.is_sample,
        ),
    )
