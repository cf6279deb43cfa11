"""What changed: the last four complete weeks, called up or down only beyond chance, scatter and late reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from generator.analysis import gate
from generator.analysis.context import strength
from generator.analysis.measures import trends
from generator.analysis.measures.reporting_lag import COMPLETE, corrected
from generator.analysis.periods import last_complete_week
from generator.codes import Pillar
from generator.records import Insight

if TYPE_CHECKING:
    from generator.analysis.context import Context
    from generator.analysis.measures.trends import FourWeeks
    from generator.records import Figure

KIND = "four_week_change"
STABLE = 0.05  # strength of "nothing changed"


def find(context: Context) -> tuple[Insight, ...]:
    """The recap; nothing when the data are stale or too short to compare."""
    if context.is_stale:
        context.withhold(KIND, "stale_data")
        return ()
    days = context.table["occurred_on"].to_numpy(dtype="datetime64[D]")
    last = last_complete_week(context.data_until)
    change = trends.four_weeks(days, context.first_day, last, context.reports)
    if change is None:
        context.withhold(KIND, "too_few_weeks")
        return ()
    if not gate.may_tell("district_week", change.last_four) or change.before_total == 0:
        context.withhold(KIND, "too_few_accidents")
        return ()
    figures, codes = _figures(context, change)
    ratio = change.result.ratio
    ratio = ratio if ratio >= 1 else 1 / max(ratio, 1e-9)
    is_change = change.direction in {"up", "down"}
    gain = max(STABLE, strength(ratio, 1.0, change.last_four)) if is_change else STABLE
    return (
        Insight(
            id=KIND,
            kind=KIND,
            pillar=Pillar.TRANSPARENCY,
            period=change.period,
            place=None,
            figures=figures,
            codes=codes,
            series={"weeks": tuple(map(float, change.weekly)), "entered": change.weekly_complete},
            strength=gain,
            evidence=tuple(f"{KIND}.{name}" for name in figures),
            is_sample=context.is_sample,
        ),
    )


def _figures(context: Context, change: FourWeeks) -> tuple[dict[str, Figure], dict[str, str]]:
    """Figures past the gate; a code "<name>_note" = "few" where a figure is printed "kurang dari 3"."""
    codes = {"direction": change.direction, "compared_with": change.compared_with}
    codes["reports"] = "unknown" if context.reports is None else _state(change.complete[0])
    figures: dict[str, Figure] = {}

    def add(
        name: str, value: float, unit: str, how: str, interval: tuple[float, float] | None = None
    ) -> None:
        figures[name] = context.ledger.figure(
            f"{KIND}.{name}", value, unit, query=how, period=change.period, n=change.last_four,
            method="docs/statistics.md, Four weeks", interval=interval or (None, None),
        )  # fmt: skip

    def add_total(name: str, value: int, unit: str, how: str) -> None:
        if gate.is_few(value):
            codes[f"{name}_note"] = "few"
        else:
            add(name, value, unit, how)

    versus = "empat pekan sebelumnya" if change.compared_with == "previous_weeks" else "pekan yang sama"
    add("last_four", change.last_four, "accidents", "baris dalam empat pekan lengkap terakhir")
    add("before", round(change.before, 4), "accidents", f"rata-rata {versus} ({change.before_periods} kali)")
    add_total("last_week", change.last_week, "accidents", "baris dalam pekan lengkap terakhir")
    result = change.result
    interval = (result.low, result.high) if np.isfinite(result.high) else None
    add("ratio", result.ratio, "ratio", "last_four : before, setelah laporan yang menyusul", interval)
    add("change", abs(result.ratio - 1), "share", "|ratio - 1|")
    add("p_value", result.p_value, "probability", "uji binomial bersyarat dengan sebaran antarpekan")
    scatter = f"ragam total empat pekan : rata-rata (derajat bebas {change.scatter.freedom:.1f})"
    add("scatter", round(change.scatter.factor, 4), "ratio", scatter)
    if context.reports is not None:
        share, *bounds = change.complete
        how = f"bagian laporan yang sudah masuk per {context.reports.as_of}"
        add("complete", round(share, 4), "share", how, (round(bounds[0], 4), round(bounds[1], 4)))
        if share < COMPLETE:
            estimate, least, most = corrected(change.last_four, change.complete)
            add("estimate", round(estimate), "accidents", "last_four : complete", (least, most))
    rows = context.table
    on = rows["occurred_on"]
    rows = rows[(on >= str(change.period.start)) & (on <= str(change.period.end))]
    persons = {c: int(rows[c].fillna(0).sum()) for c in ("killed", "seriously_injured", "slightly_injured")}
    add_total(
        "injured",
        persons["seriously_injured"] + persons["slightly_injured"],
        "persons",
        "luka berat + luka ringan",
    )
    is_settled = change.period.end < context.week.monday.replace(day=1)
    if context.deaths_announced or is_settled:
        add_total("killed", persons["killed"], "persons", "meninggal")
    else:
        codes["killed_note"] = "not_announced"
    return figures, codes


def _state(complete: float) -> str:
    return "complete" if complete >= COMPLETE else "incomplete"
