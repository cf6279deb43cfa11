"""What changed: the last four complete weeks, called up or down only when the exact test says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from generator.analysis import gate
from generator.analysis.context import strength
from generator.analysis.measures import trends
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
    change = trends.four_weeks(days, context.first_day, last_complete_week(context.data_until))
    if change is None:
        context.withhold(KIND, "too_few_weeks")
        return ()
    if not gate.may_tell("district_week", change.last_four) or change.before_total == 0:
        context.withhold(KIND, "too_few_accidents")
        return ()
    figures, codes = _figures(context, change)
    ratio = change.ratio if change.ratio >= 1 else 1 / max(change.ratio, 1e-9)
    gain = STABLE if change.direction == "stable" else max(STABLE, strength(ratio, 1.0, change.last_four))
    return (
        Insight(
            id=KIND,
            kind=KIND,
            pillar=Pillar.TRANSPARENCY,
            period=change.period,
            place=None,
            figures=figures,
            codes=codes,
            series={"weeks": tuple(map(float, change.weekly))},
            strength=gain,
            evidence=tuple(f"{KIND}.{name}" for name in figures),
            is_sample=context.is_sample,
        ),
    )


def _figures(context: Context, change: FourWeeks) -> tuple[dict[str, Figure], dict[str, str]]:
    """Figures past the gate; a code "<name>_note" = "few" where a figure is printed "kurang dari 3"."""
    codes = {"direction": change.direction, "compared_with": change.compared_with}
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
    high = change.high if np.isfinite(change.high) else None
    add("ratio", change.ratio, "ratio", "last_four : before", (change.low, high) if high else None)
    add("change", abs(change.ratio - 1), "share", "|ratio - 1|")
    add("p_value", change.p_value, "probability", "uji binomial bersyarat eksak dua sisi")
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
