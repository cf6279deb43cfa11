"""Which kecamatan: counts, and rates where the population is known; needs no coordinates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from generator.analysis import gate
from generator.analysis.context import severity_weight, strength
from generator.analysis.measures import rates
from generator.codes import Pillar
from generator.records import Insight

if TYPE_CHECKING:
    import pandas as pd

    from generator.analysis.context import Context
    from generator.records import Figure

KIND = "district_part"
LEAST = 30
MOST = 8


def find(context: Context) -> tuple[Insight, ...]:
    """The kecamatan that may be told, largest first; two at least."""
    period, rows = context.place_period, context.settled
    if period is None:
        return ()
    known = rows[rows["district"] != ""]
    if len(known) < LEAST or len(known) < 0.5 * len(rows):
        context.withhold(KIND, "too_few_names")
        return ()
    counted = known["district"].value_counts()
    order = sorted(counted.items(), key=lambda item: (-item[1], str(item[0])))
    names, counts = [str(name) for name, _ in order], [int(count) for _, count in order]
    shown = gate.visible(
        counts,
        "place",
        context.minimum_per_place,
        hidden=_tells_rest(context, known, names),
        before=_before(context, known, names),
    )
    kept = [i for i, is_shown in enumerate(shown) if is_shown and "|" not in names[i]][:MOST]
    if len(kept) < 2:
        context.withhold(KIND, "few")
        return ()
    figures: dict[str, Figure] = {}

    def add(name: str, value: float, unit: str, how: str) -> None:
        figures[name] = context.ledger.figure(
            f"{KIND}.{name}", value, unit, query=f"baris menurut district: {how}", period=period,
            n=len(known), method="docs/statistics.md, Kecamatan",
        )  # fmt: skip

    top = kept[0]
    add("top_count", counts[top], "accidents", f"jumlah di {names[top]}")
    add("total", len(known), "accidents", "semua baris dengan kecamatan")
    add("parts", len(counts), "parts", "banyaknya kecamatan dengan kecelakaan")
    population = _population(context, names)
    series = {"counts": tuple(float(counts[i]) for i in kept)}
    baseline, belief = 1 / len(counts), 0.3  # without population the largest may just be the most populous
    if population is not None:
        # shrunken towards the told ones only: the spread of all would tell of the hidden ones
        told = [i for i, is_shown in enumerate(shown) if is_shown]
        rate = dict(zip(told, rates.marshall([counts[i] for i in told], population[told]) * 1e5, strict=True))
        series["rates"] = tuple(round(float(rate[i]), 2) for i in kept)
        baseline, belief = float(population[top] / population.sum()), 1.0
    weight = severity_weight(known)
    share = float(weight[(known["district"] == names[top]).to_numpy()].sum() / weight.sum())
    return (
        Insight(
            id=KIND,
            kind=KIND,
            pillar=Pillar.TRANSPARENCY,
            period=period,
            place=None,
            figures=figures,
            codes={"labels": "|".join(names[i] for i in kept)},
            series=series,
            strength=round(belief * strength(share, baseline, counts[top]), 4),
            evidence=tuple(f"{KIND}.{name}" for name in figures),
            is_sample=context.is_sample,
        ),
    )


def _tells_rest(context: Context, known: pd.DataFrame, names: list[str]) -> list[bool]:
    """Whether a kecamatan beside its public hotspots would tell that one or two accidents lie elsewhere in it."""
    inside = {int(row) for spot in context.found.spots for row in spot.rows.index}
    is_rest = ~known.index.isin(sorted(inside))
    rest = known[is_rest]["district"].value_counts()
    touched = set(known[~is_rest]["district"])
    return [name in touched and not gate.may_tell("place", int(rest.get(name, 0))) for name in names]


def _before(context: Context, known: pd.DataFrame, names: list[str]) -> list[int] | None:
    """The counts of the month's edition before, where this edition contains it."""
    if context.edition_before is None:
        return None
    earlier = known[known["occurred_on"] <= str(context.edition_before)]["district"].value_counts()
    return [int(earlier.get(name, 0)) for name in names]


def _population(context: Context, names: list[str]) -> np.ndarray[tuple[int], np.dtype[np.float64]] | None:
    """Inhabitants of every kecamatan named, or None when any is unknown."""
    areas = context.ground.areas
    if areas is None:
        return None
    known = {str(n).casefold(): float(p) for n, p in zip(areas["name"], areas["population"], strict=True)}
    found = np.array([known.get(name.casefold(), np.nan) for name in names])
    return found if np.isfinite(found).all() and (found > 0).all() else None
