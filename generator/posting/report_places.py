"""The places of the analyst's sheet: one line each with its interval drawn, all figures, and the ranks by weight set."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.records import Evidence, Hotspot
    from generator.webpage import Words

CHART = 240  # width of the interval chart, in its own units; 6 of them are margin on each side
_MARGIN = 6
_ROBUST = 1  # a place is robust when its rank under no two weight sets differs by more
_STEPS = (1, 2, 5)


def places_view(
    spots: Sequence[Hotspot], evidence: Mapping[str, Evidence], stem: str, words: Words
) -> dict[str, Any]:
    """The list as lines with a chart on one common scale, the axis of that scale, and the ranks by weight set.

    `evidence` by id; the interval of a place's count stands under `<stem>-<rank>.accidents`.
    """
    intervals = [_interval(spot, evidence, stem) for spot in spots]
    most = max((high for _, high in intervals), default=1.0)
    step = tick_step(most)
    end = step * math.ceil(most / step)
    rows = [_row(spot, interval, end, words) for spot, interval in zip(spots, intervals, strict=True)]
    ticks = [
        {"x": f"{_x(value, end):.1f}", "text": words.number(value)}
        for value in (step * n for n in range(round(end / step) + 1))
    ]
    return {"rows": rows, "ticks": ticks, "width": CHART, "weights": weight_ranks(spots, words)}


def tick_step(most: float) -> float:
    """The round distance (1, 2, 5, 10, ...) that gives a scale up to `most` three to six ticks."""
    power = 10.0 ** math.floor(math.log10(max(most, 1.0) / 5))
    return max(1.0, next(step * power for step in (*_STEPS, 10) if most / (step * power) <= 5))


def _x(value: float, end: float) -> float:
    return _MARGIN + (CHART - 2 * _MARGIN) * value / end


def _interval(spot: Hotspot, evidence: Mapping[str, Evidence], stem: str) -> tuple[float, float]:
    one = evidence.get(f"{stem}-{spot.rank}.accidents")
    if one is None or one.low is None or one.high is None:
        return float(spot.accidents), float(spot.accidents)
    return one.low, one.high


def _row(spot: Hotspot, interval: tuple[float, float], end: float, words: Words) -> dict[str, Any]:
    low, high = interval
    name, area = spot.place.name, spot.place.area
    hours = spot.top_hours
    return {
        "rank": spot.rank,
        "place": name,
        "area": "" if not area or name.endswith(area) else area,
        "kind": words.known(f"kind_{spot.place.kind}", spot.place.kind),
        "road_class": words.known(f"road_{spot.road_class}", spot.road_class),
        "length": words.number(spot.length_m) if spot.length_m else "",
        "position": f"{spot.place.lat:.3f}, {spot.place.lon:.3f}".replace("-", "−"),
        "period": words.span(spot.period),
        "accidents": words.number(spot.accidents),
        "casualties": [
            _count(count, words) for count in (spot.killed, spot.seriously_injured, spot.slightly_injured)
        ],
        "damage": _count(_damage_only(spot), words),
        "interval": f"{words.number(low, 1)}–{words.number(high, 1)}",
        "expected": words.number(spot.expected, 2),
        "times": words.number(spot.accidents / spot.expected, 1) if spot.expected > 0 else "–",
        "eb": words.estimate(spot.eb_estimate),
        "p_double": words.chance(spot.p_double),
        "p": words.small(spot.p_value, 4),
        "q": words.small(spot.q_value),
        "stability": words.known(f"stability_{spot.stability}", spot.stability),
        "emerging": words.known(f"emerging_{spot.emerging}", spot.emerging),
        "collision": words.known(f"collision_{spot.top_collision}", spot.top_collision)
        if spot.top_collision
        else "",
        "hours": f"{hours[0]:02d}{words('hour_sign')}00–{hours[1]:02d}{words('hour_sign')}00"
        if hours
        else "",
        "chart": {
            "low": f"{_x(low, end):.1f}",
            "high": f"{_x(high, end):.1f}",
            "n": f"{_x(spot.accidents, end):.1f}",
            "eb": f"{_x(min(spot.eb_estimate, end), end):.1f}",
            "expected": f"{_x(min(spot.expected, end), end):.1f}",
            "alt": words(
                "spot_chart_alt",
                n=words.number(spot.accidents),
                low=words.number(low, 1),
                high=words.number(high, 1),
                expected=words.estimate(spot.expected),
            ),
        },
    }


def _count(count: int | None, words: Words) -> str:
    """A count, or a dash where the file does not record it."""
    return "–" if count is None else words.number(count)


def _damage_only(spot: Hotspot) -> int | None:
    """Accidents with damage only; None without the EAN that tells them."""
    from generator.analysis.detector.hotspots import damage_only
    from generator.analysis.official.weight_sets import WEIGHT_SETS

    return damage_only(spot) if WEIGHT_SETS[0].name in spot.ean else None


def weight_ranks(spots: Sequence[Hotspot], words: Words) -> dict[str, Any]:
    """Rank of each place by its EAN under each weight set; `is_robust` where the sets agree to one rank."""
    names = list(dict.fromkeys(name for spot in spots for name in spot.ean))
    ranks = {name: _ranked([spot.ean.get(name, 0.0) for spot in spots]) for name in names}
    rows = []
    for number, spot in enumerate(spots):
        own = [ranks[name][number] for name in names]
        rows.append(
            {
                "rank": spot.rank,
                "place": spot.place.name,
                "cells": [
                    {"ean": words.number(spot.ean[name], _digits(spot.ean[name])), "rank": rank}
                    if name in spot.ean
                    else {"ean": "–", "rank": ""}
                    for name, rank in zip(names, own, strict=True)
                ],
                "is_robust": bool(own) and max(own) - min(own) <= _ROBUST,
            }
        )
    return {"names": names, "rows": rows}


def _digits(value: float) -> int:
    return 0 if float(value).is_integer() else 1


def _ranked(values: Sequence[float]) -> list[int]:
    """1 for the largest; equal values share the better rank."""
    return [1 + sum(other > value for other in values) for value in values]
