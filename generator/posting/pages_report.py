"""What laporan.html shows, as plain dicts for its template: intake, findings, evidence, what was withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.accidents.report.intake_facts import months_of
from generator.posting.evidence_file import code_of
from generator.posting.official_page import official_view
from generator.posting.pages_view import figure_row
from generator.posting.report_method import kept_inside_view, method_view, parameters_view, withheld_view
from generator.posting.report_places import places_view

if TYPE_CHECKING:
    from pathlib import Path

    from generator.records import Evidence, Insight, Intake, Manifest, Survey
    from generator.webpage import Words

_HEIGHT = 100  # of the months chart, in its own units
_STEP = 16  # width of one month, bar and gap


def report_view(
    manifest: Manifest, survey: Survey, intake: Intake, templates: Path, words: Words
) -> dict[str, Any]:
    """Everything on laporan.html."""
    evidence = {one.id: one for one in survey.evidence}
    return {
        "language": manifest.language,
        "unit": manifest.unit,
        "title": words("report_title", week=manifest.week),
        "line": words("report_line", span=words.span(survey.period), n=words.number(survey.accidents)),
        "is_sample": manifest.is_sample or survey.is_sample or intake.is_sample,
        "is_stale": survey.is_stale,
        "warnings": manifest.warnings,
        "tiles": _tiles(survey, intake, words),
        "files": [
            {
                "name": file.name,
                "role": words.known(f"role_{file.role}", file.role),
                "size": words("kilobytes", size=words.number(max(1, round(file.size_bytes / 1000)))),
                "sha256": file.sha256,
            }
            for file in intake.files
        ],
        "repairs": _notes(intake, words, is_set_aside=False),
        "set_aside": _notes(intake, words, is_set_aside=True),
        "mapping": [
            {"heading": h, "column": c, "how": words.known(f"how_{how}", how)} for h, c, how in intake.mapping
        ],
        "unplaced": intake.unplaced_headings,
        "months": _months(intake, words),
        "completeness": _completeness(intake, words),
        "official": official_view(survey.official, words),
        "method": method_view(survey, words),
        "hotspots": places_view(survey.internal_hotspots, evidence, "place", words),
        "watch": places_view(survey.watch, evidence, "watch", words),
        "insights": [_insight(insight, words) for insight in survey.insights],
        "evidence": [_evidence(one, words) for one in survey.evidence],
        "told": words.number(sum(one.is_told for one in survey.evidence)),
        "withheld": withheld_view(survey, words),
        "kept_inside": kept_inside_view(survey, words),
        "parameters": parameters_view({**manifest.parameters, **survey.parameters}, words),
        "code": code_of(templates),
        "ledger": manifest.ledger_digest,
    }


def _tiles(survey: Survey, intake: Intake, words: Words) -> list[dict[str, str]]:
    located = survey.located / survey.accidents if survey.accidents else 0.0
    return [
        {"value": words.number(intake.rows_read), "label": words("tile_read")},
        {"value": words.number(intake.rows_kept), "label": words("tile_kept")},
        {"value": words.number(intake.rows_set_aside), "label": words("tile_set_aside")},
        {"value": words.percent(located), "label": words("tile_located")},
        {"value": words.number(len(survey.hotspots)), "label": words("tile_hotspots")},
        {"value": words.short_day(intake.data_until).split(", ")[1], "label": words("tile_until")},
    ]


def _notes(intake: Intake, words: Words, *, is_set_aside: bool) -> list[dict[str, str]]:
    """Findings of the intake, most rows first; a sentence may use {rows}, {column} and {detail}."""
    notes = [note for note in intake.notes if note.is_set_aside == is_set_aside]
    return [
        {
            "rows": words.number(note.rows),
            "column": note.column,
            "sentence": _sentence(
                words, note.code, rows=words.number(note.rows), column=note.column, detail=note.detail
            ),
            "detail": note.detail,
        }
        for note in sorted(notes, key=lambda note: (-note.rows, note.code, note.column, note.detail))
    ]


def _sentence(words: Words, code: str, **values: str) -> str:
    return words(f"intake.{code}", **values) if f"intake.{code}" in words.texts else code.replace("_", " ")


def _months(intake: Intake, words: Words) -> dict[str, Any]:
    """Bars of the months chart in SVG units, with the same numbers in words for a screen reader."""
    months = months_of(intake)
    top = max((one.rows for one in months), default=0) or 1
    bars = []
    for place, one in enumerate(months):
        height = _HEIGHT * one.rows / top
        bars.append(
            {
                "month": one.month,
                "rows": words.number(one.rows),
                "x": place * _STEP + 2,
                "y": f"{_HEIGHT - height:.1f}",
                "height": f"{height:.1f}",
                "year": one.month[:4] if one.month.endswith("-01") or place == 0 else "",
                "is_part": one.is_partial,
            }
        )
    return {"bars": bars, "width": max(1, len(bars)) * _STEP, "top": words.number(top)}


def _completeness(intake: Intake, words: Words) -> dict[str, Any]:
    """Columns with gaps as bars, most complete first; full and empty ones only by name."""
    ordered = sorted(intake.completeness.items(), key=lambda item: (-item[1], item[0]))
    return {
        "full": ", ".join(column for column, share in ordered if share == 1),
        "empty": ", ".join(column for column, share in ordered if share == 0),
        "bars": [
            {"column": column, "share": words.percent(share), "width": f"{100 * share:.1f}"}
            for column, share in ordered
            if 0 < share < 1
        ],
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _insight(insight: Insight, words: Words) -> dict[str, Any]:
    return {
        "id": insight.id,
        "kind": _capital(words.known(f"kind_{insight.kind}", insight.kind)),
        "place": insight.place.name if insight.place else "",
        "period": words.span(insight.period),
        "strength": words.number(insight.strength, 2),
        "codes": ", ".join(f"{name}: {code}" for name, code in insight.codes.items()),
        "figures": [
            {**figure_row(name, figure, words), "source": figure.source}
            for name, figure in insight.figures.items()
        ],
    }


def _evidence(one: Evidence, words: Words) -> dict[str, Any]:
    has_interval = one.low is not None and one.high is not None
    return {
        "id": one.id,
        "query": one.query,
        "method": one.method,
        "period": f"{one.period.start}–{one.period.end}",
        "n": words.number(one.n),
        "value": " · ".join(_exact(value, words) for value in one.values)
        if one.values
        else _exact(one.value, words),
        "is_series": bool(one.values),
        "interval": f"{words.number(one.low or 0.0, 3)}–{words.number(one.high or 0.0, 3)}"
        if has_interval
        else "",
        "is_told": one.is_told,
    }


def _exact(value: float, words: Words) -> str:
    """A value with as many digits as it has, at most four; a tiny one as 1.2e-09."""
    if value and abs(value) < 0.0001:
        return f"{value:.1e}".replace(".", words("decimal"))
    return words.number(value, min(4, len(f"{value:.4f}".rstrip("0").partition(".")[2])))
