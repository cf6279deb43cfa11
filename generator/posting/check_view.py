"""What periksa.html shows, as plain dicts for its template: judgement first, then the evidence part by part."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.codes import Severity
from generator.posting import check_sources
from generator.posting.check_charts import code_strip, share_text
from generator.posting.check_map import map_view
from generator.posting.check_outcome import change_view, lag_view, pairs_view, year_view
from generator.posting.check_when import hours_view, month_name, months_view, weekdays_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.accidents.report.intake_change import IntakeChange
    from generator.accidents.report.intake_facts import IntakeFacts
    from generator.accidents.report.intake_map import IntakeMap
    from generator.accidents.report.intake_verdict import Concern
    from generator.records import Intake
    from generator.webpage import Words

_PARTS = ("files", "columns", "rows", "when", "where", "outcome", "lag")
_PART_OF = {
    **dict.fromkeys(("order", "empty_months", "tail", "no_hour", "default_hour", "few_hours"), "when"),
    **dict.fromkeys(("date_order_thin", "time_z_doubtful"), "when"),
    **dict.fromkeys(("no_place", "few_located", "outside", "pile", "crs_guessed", "crs_differs"), "where"),
    **dict.fromkeys(
        (
            "severity_differs",
            "severity_unknown",
            "severity_scale_unknown",
            "severity_shifted_down",
            "severity_shifted_up",
            "killed_not_recorded",
            "serious_not_recorded",
            "slight_not_recorded",
        ),
        "outcome",
    ),
    **dict.fromkeys(("codes",), "columns"),
    **dict.fromkeys(("reported_before", "reported_late"), "lag"),
    "gone": "change",
    "file_skipped": "files",
}  # every other concern is about rows
_POINT_STYLES = {"recorded": "s-good", "repaired_sign": "s-fixed", "repaired_swap": "s-fixed", "repaired_form": "s-fixed",
                 "coarse": "s-soft", "pile": "s-warn", "outside": "s-bad", "missing": "s-none"}  # fmt: skip
_SEVERITY_STYLES = {Severity.FATAL: "s-bad", Severity.SERIOUS: "s-warn", Severity.SLIGHT: "s-fixed",
                    Severity.DAMAGE: "s-soft", Severity.UNKNOWN: "s-none"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Checked:
    """All that the page is made from."""

    intake: Intake
    facts: IntakeFacts
    concerns: tuple[Concern, ...]
    change: IntakeChange | None
    map: IntakeMap | None
    list_path: str  # where the rows that were set aside are listed, from the folder of the installation
    pairs_path: str = ""  # the same for accidents that may be one; "" when there are none


def check_view(checked: Checked, words: Words) -> dict[str, Any]:
    """Everything on the page of a campaign whose files could be read."""
    intake, facts = checked.intake, checked.facts
    return {
        "verdict": verdict(checked.concerns, words),
        "concerns": [
            {
                "text": concern_text(one, words),
                "part": _PART_OF.get(one.code, "rows"),
                "is_grave": one.is_grave,
            }
            for one in checked.concerns
        ],
        "line": words("line", span=words.span(intake.period), n=words.number(intake.rows_kept)),
        "basis": words("basis", span=words.span(intake.period), n=words.number(intake.rows_kept)),
        "is_sample": intake.is_sample,
        "parts": [*(["change"] if checked.change else []), *_PARTS, *([] if checked.change else ["change"])],
        "tiles": _tiles(intake, words),
        "rows": check_sources.rows_view(checked, words),
        "sources": check_sources.sources_view(intake, words),
        "completeness": check_sources.completeness(intake, words),
        "months": months_view(intake, facts, words),
        "hours": hours_view(intake, facts, words),
        "weekdays": weekdays_view(facts, words),
        "points": code_strip(facts.point_quality, _POINT_STYLES, "point_quality", words),
        "located": words(
            "located",
            n=words.number(intake.located_rows),
            total=words.number(intake.rows_kept),
            share=share_text(intake.located_rows / max(1, intake.rows_kept), words.percent),
        ),
        "map": map_view(checked.map, facts, words) if checked.map else None,
        "severity": code_strip(facts.severity, _SEVERITY_STYLES, "severity", words),
        "years": [year_view(one, words) for one in facts.years],
        "has_partial_year": any(one.is_partial for one in facts.years),
        "pairs": pairs_view(intake, words),
        "lag": lag_view(facts.lag, words),
        "change": change_view(checked.change, words),
    }


def verdict(concerns: Sequence[Concern], words: Words) -> dict[str, str]:
    """The judgement in one sentence, and its colour."""
    count = len(concerns)
    level = "clean" if not count else "grave" if any(one.is_grave for one in concerns) else "look"
    names = words("numbers").split()
    spoken = names[count] if count < len(names) else words.number(count)
    key = f"verdict_{level}_one" if count == 1 else f"verdict_{level}"
    return {"text": words(key, count=spoken), "level": level}


def concern_text(one: Concern, words: Words) -> str:
    """The sentence of one thing to look at."""
    if one.note is not None:
        return check_sources.note_row(one.note, words)["sentence"]
    detail = one.detail
    if one.code == "tail":
        detail = words.day(dt.date.fromisoformat(detail))
    elif one.code == "codes":
        detail = check_sources.meaning(detail, words)
    elif one.code == "order":
        detail = words.known(f"order_{detail}", detail)
    elif one.code == "empty_months":
        detail = ", ".join(
            month_name(part, words) if part[:4].isdigit() else part for part in detail.split(", ")
        )
    return words(
        f"see_{one.code}",
        rows=words.number(one.rows),
        share=share_text(one.share, words.percent),
        detail=detail,
    )


def _tiles(intake: Intake, words: Words) -> list[dict[str, str]]:
    joined = intake.rows_read - intake.rows_kept - intake.rows_set_aside
    tiles = [
        ("tile_read", words.number(intake.rows_read)),
        ("tile_kept", words.number(intake.rows_kept)),
        ("tile_set_aside", words.number(intake.rows_set_aside)),
        ("tile_joined", words.number(joined)) if joined else None,
        ("tile_located", share_text(intake.located_rows / max(1, intake.rows_kept), words.percent)),
        ("tile_until", words.short_day(intake.data_until).split(", ")[1]),
    ]
    return [{"label": words(one[0]), "value": one[1]} for one in tiles if one]
