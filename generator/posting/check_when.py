"""The part of periksa.html about time: months, hours and days of the week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.accidents.report.intake_facts import default_hours
from generator.posting.check_charts import NARROW, Bar, bar_charts, code_strip

if TYPE_CHECKING:
    from generator.accidents.report.intake_facts import IntakeFacts
    from generator.records import Intake
    from generator.webpage import Words

_MONTHS_WIDTH, _HOURS_WIDTH = 860.0, 600.0
_TIME_STYLES = {"recorded": "s-good", "approximate": "s-soft", "default": "s-bad", "missing": "s-none"}


def month_name(month: str, words: Words) -> str:
    """Okt 2026."""
    return f"{words('months_short').split()[int(month[5:7]) - 1]} {month[:4]}"


def months_view(intake: Intake, facts: IntakeFacts, words: Words) -> dict[str, Any]:
    """Every month as a bar, the gaps and the incomplete ones marked, and up to when the data are complete."""
    months, until = facts.months, intake.data_until
    last = f"{until:%Y-%m}"
    bars = []
    for place, one in enumerate(months):
        style = "s-late" if one.month > last else "s-soft" if one.is_partial else "s-good"
        title = words("month_title", month=month_name(one.month, words), n=words.number(one.rows))
        is_named = one.month.endswith("-01") or (place == 0 and one.month[5:7] < "10")
        bars.append(Bar(((style, one.rows),), title, one.month[:4] if is_named else "", "none"))
    empty = sum(1 for one in months if not one.rows)
    is_cut = until < intake.period.end
    return {
        "charts": bar_charts(bars, words.number, _MONTHS_WIDTH),
        "has_partial": any(one.is_partial and one.month <= last for one in months),
        "has_late": any(one.month > last and one.rows for one in months),
        "empty": words("months_empty_count", n=words.number(empty)) if empty else "",
        "until": words("months_cut" if is_cut else "months_whole", until=words.day(until), end=words.day(intake.period.end)),
        "table": [{"month": month_name(one.month, words), "rows": words.number(one.rows)} for one in reversed(months)],
    }  # fmt: skip


def hours_view(intake: Intake, facts: IntakeFacts, words: Words) -> dict[str, Any]:
    """24 bars of usable hours with the default times on top of theirs, and where the hours come from."""
    default = default_hours(intake, facts)
    sign = words("hour_sign")
    bars = []
    for hour, rows in enumerate(facts.hours):
        parts = (("s-good", rows), ("s-bad", default.get(hour, 0)))
        title = words(
            "hour_title", start=f"{hour:02d}{sign}00", end=f"{hour:02d}{sign}59", n=words.number(rows)
        )
        if default.get(hour):
            title += words("hour_default", n=words.number(default[hour]))
        bars.append(Bar(parts, title, f"{hour:02d}"))
    usable = sum(facts.hours)
    return {
        "charts": bar_charts(bars, words.number, _HOURS_WIDTH) if usable or default else [],
        "has_default": bool(default),
        "n": words("hours_n", n=words.number(usable), total=words.number(intake.rows_kept)),
        "quality": code_strip(facts.time_quality, _TIME_STYLES, "time_quality", words),
    }


def weekdays_view(facts: IntakeFacts, words: Words) -> dict[str, Any]:
    """Seven bars, Monday first."""
    names, short = words("weekdays").split(), words("weekdays_short").split()
    bars = [
        Bar((("s-good", rows),), words("month_title", month=names[day], n=words.number(rows)), short[day])
        for day, rows in enumerate(facts.weekdays)
    ]
    return {"charts": bar_charts(bars, words.number, NARROW)}
