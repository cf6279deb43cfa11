"""A look that survived -> an insight with its figures, each in the ledger."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from generator.analysis import gate
from generator.analysis.detector.hotspots import publishable
from generator.analysis.measures import exact
from generator.codes import Pillar
from generator.records import Insight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.analysis.context import Context
    from generator.analysis.contrasts.look import Look
    from generator.records import Figure

LEAST_SHOWN = 3
PER = {
    "often": "malam atau hari seperti itu",
    "per_km": "km jalan",
    "per_head": "100.000 penduduk",
}
METHOD = "docs/statistics.md, Over-representation"


def tell_kinds(
    context: Context, kinds: Iterable[str], is_open: Callable[[Look], bool] | None = None
) -> list[Insight]:
    """One insight for each kind that has a surviving look past the gate; others are withheld with the reason.

    A look that another kind of this call tells already, on the same two groups, is not told twice. `is_open` is a
    further condition of the gate.
    """
    told: list[Look] = []
    for kind in kinds:
        survivors = context.verdicts.of(kind)
        own = [look for look in survivors if may_tell(context, look) and (is_open is None or is_open(look))]
        fresh = [look for look in own if not any(_is_same(look, one) for one in told)]
        if fresh:
            told.append(fresh[0])
            context.withheld[:] = [one for one in context.withheld if one[0] != kind]
        elif survivors:
            context.withhold(kind, "said_by_another_kind" if own else "few")
        elif not any(what == kind for what, _ in context.withheld):
            context.withhold(kind, "not_beyond_chance")
    return [tell(context, look) for look in told]


def _is_same(one: Look, other: Look) -> bool:
    return (one.baseline, one.sides, one.place, one.window) == (
        other.baseline,
        other.sides,
        other.place,
        other.window,
    )


def may_tell(context: Context, look: Look) -> bool:
    """Whether the counts of both sides pass the gate; at a place also what is left when they are taken away."""
    if look.sides is None or look.place is None:
        return True
    ours, of = look.sides.ours, int(look.sides.ours_of)
    if look.sides.is_rate:
        return all(
            gate.may_tell("place", count, context.minimum_per_place) for count in (ours, look.sides.rest)
        )
    return all(gate.visible((ours, of - ours), "person_at_place", context.minimum_per_place))


def tell(context: Context, look: Look) -> Insight:
    """The insight of one look."""
    figures = _figures(context, look)
    subject = look.subject
    codes = {
        "code": subject.code,
        "column": subject.column,
        "words": subject.words,
        "baseline": look.baseline,
        "labels": ",".join(code for code, _ in subject.panel),
    }
    return Insight(
        id=subject.kind,
        kind=subject.kind,
        pillar=Pillar.EDUCATION,
        period=look.period,
        place=look.place,
        figures=figures,
        codes=codes,
        series={"counts": tuple(float(count) for _, count in subject.panel)},
        hotspots=(publishable(look.hotspot),) if look.hotspot else (),
        strength=look.strength,
        evidence=tuple(f"{subject.kind}.{name}" for name in figures),
        is_sample=context.is_sample,
    )


def _figures(context: Context, look: Look) -> dict[str, Figure]:
    subject, sides = look.subject, look.sides
    figures: dict[str, Figure] = {}
    count, n = subject.count, subject.known

    def add(
        name: str, value: float, unit: str, how: str, interval: tuple[float, float] | None = None
    ) -> None:
        if not math.isfinite(value):
            return
        ends = [one if math.isfinite(one) else None for one in interval or ()] or [None, None]
        figures[name] = context.ledger.figure(
            f"{subject.kind}.{name}", value, unit, query=f"{subject.column} = {subject.code}: {how}",
            period=look.period, n=n, method=METHOD, interval=(ends[0], ends[1]),
        )  # fmt: skip

    add("count", count, "accidents", "jumlah")
    add("share", count / n, "share", "bagian dari yang tercatat", exact.share_interval(count, n))
    add("n", n, "accidents", f"baris dengan {subject.column} tercatat")
    if look.baseline in {"severe", "share", "recent"} and subject.severe is not None:
        hurt, hurt_rest = subject.severe
        if hurt >= LEAST_SHOWN:
            add("severe", hurt, "accidents", "dengan korban meninggal atau luka berat")
            add("severe_share", hurt / count, "share", "bagian berat", exact.share_interval(hurt, count))
            if n > count:
                interval = exact.share_interval(hurt_rest, n - count)
                add("severe_share_rest", hurt_rest / (n - count), "share", "bagian berat yang lain", interval)
    if look.window is not None:
        add("window_start", look.window[0], "hour", "awal jam")
        add("window_end", look.window[1], "hour", "akhir jam")
    if sides is None:
        return figures
    baseline = ", ".join(filter(None, (look.baseline, look.told_by)))
    if look.persons is not None and look.persons[1] and look.persons[3]:
        killed, casualties, killed_rest, casualties_rest = look.persons
        add("ours", killed / casualties, "share", "meninggal per korban")
        add("rest", killed_rest / casualties_rest, "share", "meninggal per korban, yang lain")
    elif sides.is_rate:
        per = PER[look.baseline]
        low, high = (float(one) / sides.ours_of for one in exact.garwood(sides.ours))
        add("ours", sides.ours / sides.ours_of, "rate", f"per {per}", (low, high))
        add("rest", sides.rest / sides.rest_of, "rate", f"per {per}, yang lain")
    else:
        interval = exact.share_interval(sides.ours, int(sides.ours_of))
        add("ours", sides.ours / sides.ours_of, "share", f"bagian ({baseline})", interval)
        rest = exact.share_interval(sides.rest, int(sides.rest_of))
        add("rest", sides.rest / sides.rest_of, "share", f"bagian yang lain ({baseline})", rest)
        add("inside_n", int(sides.ours_of), "accidents", f"baris kelompok pertama ({baseline})")
    add("inside", sides.ours, "accidents", f"jumlah di kelompok pertama ({baseline})")
    ratio, low, high = sides.ratio()
    test = "uji binomial bersyarat eksak" if sides.is_rate else "uji eksak Fisher"
    add("ratio", ratio, "ratio", f"nisbah ({baseline}), selang eksak", (low, high))
    add("p_value", look.p_value, "probability", f"{test} dua sisi")
    add("q_value", look.q_value, "probability", "p disesuaikan (Benjamini-Hochberg) atas semua pengamatan")
    add("looks", context.verdicts.looks, "looks", "banyaknya pengamatan yang diuji")
    return figures
