"""Who and how: one table of over-representations, one row per kind of insight.

Each code of a column is held against the rest of the district: is it more often severe, more frequent in the last
twelve months than before, or simply the largest? The first two are said only when they survive Benjamini-Hochberg
over everything that was looked at here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from generator.analysis.context import is_severe, severity_weight, strength
from generator.analysis.measures import exact
from generator.codes import Pillar, RoadUser
from generator.records import Insight

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from generator.analysis.context import Context
    from generator.records import Figure

    Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Row:
    """One kind: its column, the codes that are never talked about, and how few are too few.

    A `prefix` means one column of counts per code (an accident can have several). `dull` codes stand in the
    diagram but are never the finding (fine weather, daylight).
    """

    kind: str
    column: str
    prefix: str = ""
    silent: tuple[str, ...] = ("unknown", "other")
    dull: tuple[str, ...] = ()
    least_known: int = 50
    least_code: int = 15


TABLE = (
    Row("collision_type", "collision_type"),
    Row("road_user", "road_user", prefix="user_"),
    Row("recorded_factor", "recorded_factor"),
    Row("weather", "weather", dull=("clear", "cloudy"), least_code=10),
    Row("light", "light", dull=("daylight",)),
)
MOST_SHOWN = 6
LEAST_KNOWN_SHARE = 0.5  # a column that is mostly empty says nothing about the district
LEAST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class _Look:
    """One code of one row under one baseline: what was seen and how surprising it is."""

    row: Row
    code: str
    baseline: str  # severe, recent, share
    ratio: float
    low: float
    high: float
    p_value: float
    strength: float


def find(context: Context) -> tuple[Insight, ...]:
    """One insight for each kind that has enough recorded codes."""
    usable = []
    for row in TABLE:
        codes, is_known = codes_of(context.recent, row)
        is_enough = is_known.sum() >= max(row.least_known, LEAST_KNOWN_SHARE * len(context.recent))
        if not is_enough or len(codes) < 2 or not _talked_about(row, codes):
            context.withhold(row.kind, "too_few_recorded")
            continue
        usable.append((row, codes, is_known))
    looks = [look for row, codes, known in usable for look in _looks(context, row, codes, known)]
    adjusted = exact.benjamini_hochberg([look.p_value for look in looks]) if looks else np.zeros(0)
    said = [look for look, q in zip(looks, adjusted, strict=True) if q <= 0.05 and look.low > 1]
    return tuple(_insight(context, row, codes, known, said) for row, codes, known in usable)


def codes_of(rows: pd.DataFrame, row: Row) -> tuple[dict[str, Bools], Bools]:
    """Mask of the accidents of each code, and of those where anything was recorded."""
    if row.prefix:
        masks = {str(code): (rows[f"{row.prefix}{code}"].fillna(0) > 0).to_numpy(bool) for code in RoadUser}
        known = np.any(list(masks.values()), axis=0)
    else:
        values = rows[row.column].to_numpy(dtype=object)
        known = values != "unknown"
        masks = {str(code): values == code for code in sorted(set(values.tolist())) if code != "unknown"}
    return {code: mask for code, mask in masks.items() if mask.any()}, np.asarray(known, bool)


def _talked_about(row: Row, codes: dict[str, Bools]) -> list[str]:
    """Codes with enough accidents that may be the finding."""
    never = {*row.silent, *row.dull}
    return [code for code, mask in codes.items() if code not in never and mask.sum() >= row.least_code]


def _looks(context: Context, row: Row, codes: dict[str, Bools], known: Bools) -> list[_Look]:
    """The tests of a row: severity against the rest, last twelve months against before."""
    severe = is_severe(context.recent)
    weight = severity_weight(context.recent)
    is_recent, years_before = _last_year(context)
    found = []
    for code in _talked_about(row, codes):
        mask, rest = codes[code], known & ~codes[code]
        share = float(weight[mask].sum() / weight[known].sum())
        if rest.sum() >= row.least_code:
            numbers = int(severe[mask].sum()), int(mask.sum()), int(severe[rest].sum()), int(rest.sum())
            base = float(mask.sum() / known.sum())
            found.append(
                _Look(row, code, "severe", *exact.share_ratio(*numbers), strength(share, base, mask.sum()))
            )
        if years_before >= 0.9:
            # against everything else of the same time, so that a better year of recording is no finding
            now, before = int((mask & is_recent).sum()), int((mask & ~is_recent).sum())
            all_now, all_before = int((known & is_recent).sum()), int((known & ~is_recent).sum())
            if before + now >= row.least_code and all_now and all_before:
                gain = strength(now / all_now, before / all_before, now)
                ratio = exact.share_ratio(now, all_now, before, all_before)
                found.append(_Look(row, code, "recent", *ratio, gain))
    return found


def _last_year(context: Context) -> tuple[Bools, float]:
    """Mask of the last twelve months, and the years before them."""
    start = np.datetime64(context.data_until - dt.timedelta(days=364))
    days = context.recent["occurred_on"].to_numpy(dtype="datetime64[D]")
    return days >= start, (context.period.days - 365) / 365.25


def _insight(context: Context, row: Row, codes: dict[str, Bools], known: Bools, said: list[_Look]) -> Insight:
    look = _best(row, codes, known, said)
    mask, rest = codes[look.code], known & ~codes[look.code]
    severe = is_severe(context.recent)
    n, count = int(known.sum()), int(mask.sum())
    figures: dict[str, Figure] = {}

    def add(
        name: str, value: float, unit: str, how: str, interval: tuple[float, float] | None = None
    ) -> None:
        figures[name] = context.ledger.figure(
            f"{row.kind}.{name}", value, unit, query=f"{row.column} = {look.code}: {how}",
            period=context.period, n=n, method="docs/statistics.md, Over-representation",
            interval=interval or (None, None),
        )  # fmt: skip

    add("count", count, "accidents", "jumlah")
    add("share", count / n, "share", "bagian dari yang tercatat", exact.share_interval(count, n))
    add("n", n, "accidents", f"baris dengan {row.column} tercatat")
    hurt, hurt_rest = int(severe[mask].sum()), int(severe[rest].sum())
    if hurt >= LEAST_SHOWN:
        add("severe", hurt, "accidents", "dengan korban meninggal atau luka berat")
        add("severe_share", hurt / count, "share", "bagian berat", exact.share_interval(hurt, count))
        if rest.sum() > 0:
            interval = exact.share_interval(hurt_rest, int(rest.sum()))
            add("severe_share_rest", hurt_rest / int(rest.sum()), "share", "bagian berat yang lain", interval)
    if look.baseline != "share":
        add("ratio", look.ratio, "ratio", f"nisbah ({look.baseline})", (look.low, look.high))
        add("p_value", look.p_value, "probability", "uji eksak Fisher dua sisi")
    shown = sorted(codes, key=lambda code: (-int(codes[code].sum()), code))
    shown = [c for c in shown if codes[c].sum() >= LEAST_SHOWN and c not in row.silent]
    if look.code not in shown[:MOST_SHOWN]:
        shown = [*shown[: MOST_SHOWN - 1], look.code]
    shown = shown[:MOST_SHOWN]
    return Insight(
        id=row.kind,
        kind=row.kind,
        pillar=Pillar.EDUCATION,
        period=context.period,
        place=None,
        figures=figures,
        codes={
            "code": look.code,
            "column": row.column,
            "baseline": look.baseline,
            "labels": ",".join(shown),
        },
        series={"counts": tuple(float(codes[code].sum()) for code in shown)},
        strength=look.strength,
        evidence=tuple(f"{row.kind}.{name}" for name in figures),
        is_sample=context.is_sample,
    )


def _best(row: Row, codes: dict[str, Bools], known: Bools, said: list[_Look]) -> _Look:
    """The strongest tested finding of this row, else its largest code."""
    own = [look for look in said if look.row is row]
    if own:
        return max(own, key=lambda look: (look.strength, look.code))
    code = max(_talked_about(row, codes), key=lambda c: (int(codes[c].sum()), c))
    share = float(codes[code].sum() / known.sum())
    kinds = max(2, len(codes))
    # a large share by itself tells less than a difference that was tested: half of its excess
    gain = strength(share, 1 / kinds, float(codes[code].sum())) / 2
    return _Look(row, code, "share", 1.0, 1.0, 1.0, 1.0, round(gain, 4))
