"""What a person should look at in an intake, most important first; the judgement of the report rests on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.accidents.report.intake_change import IntakeChange
    from generator.accidents.report.intake_facts import IntakeFacts
    from generator.records import Intake, IntakeNote

_MUCH_ASIDE = 0.02  # of the rows read
_FEW_LOCATED = 0.8
_HARDLY_LOCATED = 0.3
_MANY_NOWHERE = 0.05  # outside, or piled on one point
_MANY_WITHOUT_HOUR = 0.2
_MANY_UNKNOWN = 0.05
_MANY_DIFFERENT = 0.02
_MUCH_UNREAD = 0.1
_MANY_GONE = 0.02
_LATE = 0.2
_IS_DUPLICATE = ("duplicate",)
_LEAST = {
    "join_unmatched": 0.05,
    "duplicate_possible": 0.005,
}  # of the rows; fewer are in the list of findings only
# Findings that are a question to the planner by themselves; those of the second list can bend the whole week.
_DOUBTS = frozenset({
    "file_skipped", "date_order_thin", "time_z_doubtful", "report_number_ruined", "report_number_not_unique", "victims_contradict",
    "join_key_destroyed", "crs_guessed", "killed_not_recorded", "slight_not_recorded",
    "serious_not_recorded", "severity_shifted_down", "severity_shifted_up",
})  # fmt: skip
_GRAVE_DOUBTS = frozenset({"crs_differs", "severity_scale_unknown"})


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing to look at: a sentence of check.toml ("see_<code>") with its numbers.

    A grave one can make the whole week wrong or thin; the others touch one part of it. With a note, the sentence of
    intake.toml says it.
    """

    code: str
    rows: int
    share: float = 0.0  # 0-1, of the rows that the sentence speaks of
    detail: str = ""
    is_grave: bool = False
    note: IntakeNote | None = None


def concerns_of(intake: Intake, facts: IntakeFacts, change: IntakeChange | None) -> tuple[Concern, ...]:
    """Everything to look at, the grave first, each in the order of the report."""
    found = [
        *_days(intake, facts),
        *_rows(intake),
        *_places(intake, facts),
        *_times(intake, facts),
        *_outcomes(intake),
        *_doubts(intake),
        *_reports(facts),
        *_since(change),
    ]
    return tuple(sorted(found, key=lambda one: not one.is_grave))


def _days(intake: Intake, facts: IntakeFacts) -> Iterator[Concern]:
    for note in intake.notes:
        if note.code == "date_order_ambiguous":
            yield Concern(
                "order", note.rows, note.rows / max(1, intake.rows_kept), note.detail, is_grave=True
            )
    empty = [month.month for month in facts.months if not month.rows and not month.is_partial]
    if empty:
        yield Concern(
            "empty_months", len(empty), detail=", ".join(empty[:3]) + (" …" if len(empty) > 3 else "")
        )
    late = _noted(intake, "tail_thin")
    if late:
        yield Concern("tail", late, detail=intake.data_until.isoformat())


def _rows(intake: Intake) -> Iterator[Concern]:
    aside = sum(n.rows for n in intake.notes if n.is_set_aside and not n.code.startswith(_IS_DUPLICATE))
    share = aside / max(1, intake.rows_read)
    if share >= _MUCH_ASIDE:
        yield Concern("set_aside", aside, share, is_grave=share >= 0.1)


def _doubts(intake: Intake) -> Iterator[Concern]:
    """Findings that stand for themselves, each code once with its most rows."""
    seen: set[str] = set()
    for note in intake.notes:
        is_much = note.code in _LEAST and note.rows >= _LEAST[note.code] * intake.rows_kept
        if note.code not in seen and (note.code in _DOUBTS | _GRAVE_DOUBTS or is_much):
            seen.add(note.code)
            yield Concern(note.code, note.rows, is_grave=note.code in _GRAVE_DOUBTS, note=note)


def _places(intake: Intake, facts: IntakeFacts) -> Iterator[Concern]:
    kept = max(1, intake.rows_kept)
    share = intake.located_rows / kept
    if not intake.located_rows:
        yield Concern("no_place", kept, is_grave=True)
        return
    if share < _FEW_LOCATED:
        yield Concern("few_located", kept - intake.located_rows, 1 - share, is_grave=share < _HARDLY_LOCATED)
    for quality in ("outside", "pile"):
        rows = facts.point_quality[quality]
        if rows >= _MANY_NOWHERE * kept:
            yield Concern(quality, rows, rows / kept, is_grave=rows >= 0.3 * kept)


def _times(intake: Intake, facts: IntakeFacts) -> Iterator[Concern]:
    kept = max(1, intake.rows_kept)
    default, missing = facts.time_quality["default"], facts.time_quality["missing"]
    if missing == kept:
        yield Concern("no_hour", kept)
    elif default and default + missing >= _MANY_WITHOUT_HOUR * kept:
        yield Concern("default_hour", default, default / kept)
    elif missing >= _MANY_WITHOUT_HOUR * kept:
        yield Concern("few_hours", missing, missing / kept)


def _outcomes(intake: Intake) -> Iterator[Concern]:
    kept = max(1, intake.rows_kept)
    both = sum(rows for _, _, rows in intake.severity_pairs)
    differs = _noted(intake, "severity_differs")
    if differs and differs >= _MANY_DIFFERENT * max(1, both):
        yield Concern("severity_differs", differs, differs / max(1, both))
    unknown = _noted(intake, "severity_unknown")
    if unknown >= _MANY_UNKNOWN * kept:
        yield Concern("severity_unknown", unknown, unknown / kept, is_grave=unknown >= 0.5 * kept)
    for note in intake.notes:
        if note.code == "code_unknown" and note.rows >= _MUCH_UNREAD * kept:
            yield Concern("codes", note.rows, note.rows / kept, note.column)


def _reports(facts: IntakeFacts) -> Iterator[Concern]:
    lag = facts.lag
    if lag is None:
        return
    if lag.before_rows:
        yield Concern("reported_before", lag.before_rows, lag.before_rows / (lag.n + lag.before_rows))
    if lag.late_share >= _LATE:
        yield Concern("reported_late", round(lag.n * lag.late_share), lag.late_share)


def _since(change: IntakeChange | None) -> Iterator[Concern]:
    if change is not None and change.gone >= max(1.0, _MANY_GONE * change.before_rows):
        share = change.gone / max(1, change.before_rows)
        yield Concern("gone", change.gone, share, is_grave=share >= 0.2)


def _noted(intake: Intake, code: str) -> int:
    return sum(note.rows for note in intake.notes if note.code == code)
