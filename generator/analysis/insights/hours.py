"""When in the day: the busy hours of the district, from recorded times only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from generator.analysis.context import severity_weight, strength
from generator.analysis.contrasts.look import Look, Subject
from generator.analysis.measures import exact
from generator.analysis.measures.patterns import WINDOW_HOURS, busiest_hours, peak_weekday
from generator.analysis.measures.time_patterns import peaks_of_week, rayleigh, uneven
from generator.codes import Pillar
from generator.records import Insight

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

    from generator.analysis.context import Context
    from generator.analysis.measures.patterns import HourWindow
    from generator.records import Figure

KIND = "hours"
LEAST = 30
LEAST_RECORDED = 0.70


def looks(context: Context) -> list[Look]:
    """One look: the best window of an even day."""
    timed = _timed(context.recent)
    if len(timed) < max(LEAST, LEAST_RECORDED * len(context.recent)):
        return []
    counts = np.bincount(timed["hour"].to_numpy(dtype=int), minlength=24)
    window = busiest_hours(counts, simulations=0)
    subject = Subject(KIND, "hour", "", "window", window.accidents, window.total)
    return [Look(subject, "hours", None, _chance(window), 0.0, context.period)]


def _timed(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with a recorded time."""
    return rows[rows["time_quality"].isin(["recorded", "approximate"]) & rows["hour"].notna()]


def _chance(window: HourWindow) -> float:
    """At most this is the chance that any of the 72 windows of an even day stands out as much (Boole's bound).

    A window of another length stands out as much from the count on at which its likelihood ratio is as large.
    """
    total = window.total
    share = window.hours / 24
    seen = _surprise(window.accidents, total, share)
    bound = 0.0
    for length in WINDOW_HOURS:
        counts = np.arange(int(np.ceil(total * length / 24)), total + 1)
        far = counts[_surprise(counts, total, length / 24) >= seen - 1e-9]
        if len(far):
            bound += 24 * exact.binomial_at_least(int(far[0]), total, length / 24)
    return min(1.0, bound)


def _surprise(count: ArrayLike, total: int, share: float) -> NDArray[np.float64]:
    """Log likelihood ratio of a count against its share of an even day."""
    y = np.asarray(count, dtype=float)
    ratio = special.xlogy(y, y / (total * share))
    ratio += special.xlogy(total - y, (total - y) / (total * (1 - share)))
    return np.asarray(ratio)


def find(context: Context) -> tuple[Insight, ...]:
    """The busiest three to five hours, when they are no accident of an even day."""
    rows = context.recent
    timed = _timed(rows)
    if len(timed) < LEAST:
        context.withhold(KIND, "too_few_accidents")
        return ()
    if len(timed) < LEAST_RECORDED * len(rows):
        context.withhold(KIND, "too_few_times")
        return ()
    own = context.verdicts.of(KIND)
    if not own:
        context.withhold(KIND, "not_beyond_chance")
        return ()
    hour = timed["hour"].to_numpy(dtype=int)
    weekday = timed["occurred_on"].dt.day_of_week.to_numpy(dtype=int)
    counts = np.bincount(hour, minlength=24)
    window = busiest_hours(counts, simulations=0)
    query = "baris dengan jam tercatat (time_quality recorded atau approximate)"
    figures: dict[str, Figure] = {}

    def add(
        name: str, value: float, unit: str, how: str, interval: tuple[float, float] | None = None
    ) -> None:
        figures[name] = context.ledger.figure(
            f"{KIND}.{name}", value, unit, query=f"{query}: {how}", period=context.period, n=len(timed),
            method=f"docs/statistics.md, Hours (p = {own[0].p_value:.4g})", interval=interval or (None, None),
        )  # fmt: skip

    add("window_start", window.start, "hour", "awal jam tersibuk")
    add("window_end", window.end, "hour", "akhir jam tersibuk")
    add("window_accidents", window.accidents, "accidents", "jumlah di jam tersibuk")
    add("window_share", window.share, "share", "bagian", exact.share_interval(window.accidents, len(timed)))
    add("recorded", len(timed), "accidents", "jumlah")
    add("total", len(rows), "accidents", "semua baris, juga tanpa jam")
    is_inside = (hour - window.start) % 24 < window.hours
    peak = peak_weekday(np.bincount(weekday[is_inside], minlength=7), context.period)
    if peak is not None:
        add("peak_weekday", peak, "weekday", "hari terbanyak di jam tersibuk (0 = Senin)")
    weight = severity_weight(timed)
    grid = np.bincount(weekday * 24 + hour, minlength=168)
    _note_week(context, counts, grid)
    return (
        Insight(
            id=KIND,
            kind=KIND,
            pillar=Pillar.EDUCATION,
            period=context.period,
            place=None,
            figures=figures,
            series={"hours": tuple(map(float, counts)), "week_hours": tuple(map(float, grid))},
            strength=strength(
                float(weight[is_inside].sum() / weight.sum()), window.hours / 24, window.accidents
            ),
            evidence=tuple(f"{KIND}.{name}" for name in figures),
            is_sample=context.is_sample,
        ),
    )


def _note_week(context: Context, hours: NDArray[np.int64], week: NDArray[np.int64]) -> None:
    """For the analyst alone: whether hours gather, and the stretches of the week beyond what day and hour expect."""
    n = int(hours.sum())

    def note(name: str, value: float, unit: str, how: str) -> None:
        context.ledger.figure(
            f"{KIND}.{name}", value, unit, query=f"baris dengan jam tercatat: {how}", period=context.period, n=n,
            method="docs/statistics.md, Stretches of the week",
        )  # fmt: skip

    gathered = rayleigh(hours)
    note("mean_hour", gathered.mean_hour, "hour", "rata-rata melingkar")
    note("concentration", gathered.concentration, "share", "panjang vektor rata-rata")
    note("gathering_p_value", gathered.p_value, "probability", "uji Rayleigh")
    note("uneven_p_value", uneven(hours)[1], "probability", "khi-kuadrat terhadap hari yang rata")
    for rank, peak in enumerate(peaks_of_week(week), 1):
        where = f"hari {peak.weekday} (0 = Senin) pukul {peak.start:02d}-{peak.end % 24:02d}"
        note(f"stretch-{rank}.accidents", peak.accidents, "accidents", where)
        note(f"stretch-{rank}.expected", round(peak.expected, 4), "accidents", f"{where}: hasil kali tepi")
        note(f"stretch-{rank}.ratio", round(peak.ratio, 4), "ratio", f"{where}: setelah penyusutan")
        note(f"stretch-{rank}.p_value", peak.p_value, "probability", f"{where}: simulasi, terbesar dari 168")
