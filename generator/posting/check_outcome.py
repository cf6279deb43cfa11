"""The part of periksa.html about outcomes, reporting lag, and what changed since the check before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.codes import Severity
from generator.posting.check_charts import share_text
from generator.posting.check_sources import meaning
from generator.posting.check_when import month_name

if TYPE_CHECKING:
    from generator.accidents.report.intake_change import IntakeChange
    from generator.accidents.report.intake_facts import Lag, Year
    from generator.records import Intake
    from generator.webpage import Words

_MOST_MONTHS = 18  # of the table of changes


def year_view(one: Year, words: Words) -> dict[str, Any]:
    """A row of the table of years; a count that the files never give is a dash."""
    counts = (one.killed, one.seriously_injured, one.slightly_injured)
    return {
        "year": str(one.year),
        "is_partial": one.is_partial,
        "values": [words.number(one.accidents), *("–" if n is None else words.number(n) for n in counts)],
    }


def pairs_view(intake: Intake, words: Words) -> dict[str, Any] | None:
    """The table of severity in words (rows) against severity by count (columns); None when nothing has both."""
    if not intake.severity_pairs:
        return None
    found = {(label, count): rows for label, count, rows in intake.severity_pairs}
    codes = [str(code) for code in Severity if any(str(code) in pair for pair in found)]
    differs = sum(note.rows for note in intake.notes if note.code == "severity_differs")
    n = sum(found.values())
    return {
        "heads": [words.known(f"label.severity.{code}", code) for code in codes],
        "rows": [
            {
                "name": words.known(f"label.severity.{label}", label),
                "cells": [
                    {"rows": words.number(found.get((label, count), 0)), "is_same": _agree(label, count),
                     "is_none": not found.get((label, count), 0)}
                    for count in codes
                ],
            }
            for label in codes
        ],
        "line": words("pairs_line", n=words.number(n), differs=words.number(differs),
                      share=share_text(differs / max(1, n), words.percent)),
    }  # fmt: skip


def _agree(label: str, count: str) -> bool:
    """Whether a label fits the count; the law's "berat" holds deaths and serious injuries (UU 22/2009 art. 229)."""
    return label == count or (label == Severity.SERIOUS and count == Severity.FATAL)


def lag_view(lag: Lag | None, words: Words) -> dict[str, Any] | None:
    """Days from accident to report as four figures; None when the files do not tell."""
    if lag is None:
        return None
    digits = 0 if float(lag.median_days).is_integer() else 1
    return {
        "n": words("lag_n", n=words.number(lag.n)),
        "tiles": [
            {"label": words("lag_median"), "value": words("days", n=words.number(lag.median_days, digits))},
            {"label": words("lag_p90"), "value": words("days", n=words.number(lag.p90_days))},
            {"label": words("lag_late"), "value": share_text(lag.late_share, words.percent)},
            {"label": words("lag_before"), "value": words.number(lag.before_rows)},
        ],
    }


def change_view(change: IntakeChange | None, words: Words) -> dict[str, Any] | None:
    """Accidents that came, went or are told otherwise, by month and column, and the files behind it."""
    if change is None:
        return None
    told = (
        ("killed_later", change.killed_later),
        ("severity_up", change.severity_up),
        ("severity_down", change.severity_down),
    )
    return {
        "line": words("change_line", n=words.number(change.before_rows), span=words.span(change.before_period)),
        "is_settings_only": change.is_settings_only,
        "is_none": not (change.new or change.gone or change.changed),
        "tiles": [{"label": words(f"change_{name}"), "value": words.number(getattr(change, name))}
                  for name in ("new", "gone", "changed")],
        "told": [words(f"change_{name}", n=words.number(rows)) for name, rows in told if rows],
        "columns": [{"name": meaning(name, words), "rows": words.number(rows)} for name, rows in change.columns[:12]],
        "months": [{"month": month_name(one.month, words),
                    "values": [words.number(v) for v in (one.new, one.gone, one.changed)]}
                   for one in list(reversed(change.months))[:_MOST_MONTHS]],
        "more_months": words("change_more", n=words.number(len(change.months) - _MOST_MONTHS))
                       if len(change.months) > _MOST_MONTHS else "",
        "files": [{"name": one.name, "change": words(f"file_{one.change}")} for one in change.files],
    }  # fmt: skip
