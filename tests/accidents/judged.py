"""The judgement on one office's file: what was read against the truth, and whether each gap was flagged."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from generator.errors import SelamatError
from tests.accidents.makers import load, note_rows

if TYPE_CHECKING:
    from generator.accidents.load import Loaded
    from tests.accidents.office import Office, Truth

_COUNTS = ("killed", "seriously_injured", "slightly_injured")
_NEAR_DEGREES = 2e-5  # two metres: what a hundredth of a second and six decimals leave


def judged(office: Office) -> list[str]:
    """What is wrong with the reading; empty when every value is right, or missing and flagged."""
    try:
        loaded = load(office.path.parent, office.path, zone=office.zone)
    except SelamatError as error:
        return [] if _may_be_refused(office, str(error)) else [f"refused: {error}"]
    notes = note_rows(loaded)
    if "date_order_ambiguous" in notes:
        return []  # said aloud, and the planner is asked
    rows = {row["occurred_on"].date(): row for row in loaded.table.to_dict("records")}
    faults = [
        fault
        for one in office.truth
        if one.day in rows
        for fault in _of_row(one, rows[one.day], notes, office.zone)
    ]
    strange = set(rows) - {one.day for one in office.truth}
    lost = len(office.truth) - len(rows)
    if strange:
        faults.append(f"days that never were: {sorted(strange)[:3]}")
    if lost > loaded.intake.rows_set_aside:
        faults.append(f"{lost} rows lost, {loaded.intake.rows_set_aside} set aside")
    return faults + _unexpected(office, loaded)


def _may_be_refused(office: Office, sentence: str) -> bool:
    """Whether a plain refusal is a fair answer: only where the file itself cannot tell."""
    return office.habits.get("date") == "03/12/2026 month first" and "urutan" in sentence


def _of_row(one: Truth, row: dict[str, Any], notes: dict[str, int], zone: str) -> list[str]:
    faults = []
    at = row["occurred_at"]
    if one.minute is None:
        if row["time_quality"] == "recorded":
            faults.append(f"{one.day}: a time where none was written")
    elif row["time_quality"] in {"missing", "default"}:
        if not any(code.startswith("time_") for code in notes):
            faults.append(f"{one.day}: the time {one.minute} is missing without a flag")
    elif _minute(at, zone) != one.minute:
        faults.append(f"{one.day}: minute {one.minute} read as {_minute(at, zone)}")
    faults += _of_point(one, row, notes)
    for name, true in zip(_COUNTS, one.counts, strict=True):
        read = row[name]
        if _is_na(read):
            if not any(code.startswith(("count_", "serious_")) for code in notes):
                faults.append(f"{one.day}: {name} {true} is missing without a flag")
        elif int(read) != true:
            faults.append(f"{one.day}: {name} {true} read as {read}")
    return faults


def _of_point(one: Truth, row: dict[str, Any], notes: dict[str, int]) -> list[str]:
    point = row["point"]
    if point is None:
        flagged = any(code.startswith("point_") for code in notes)
        return [] if one.point is None or flagged else [f"{one.day}: the point is missing without a flag"]
    if one.point is None:
        return [f"{one.day}: a point where none was written"]
    gap = max(abs(point.y - one.point[0]), abs(point.x - one.point[1]))
    return [f"{one.day}: {one.point} read as {(point.y, point.x)}"] if gap > _NEAR_DEGREES else []


def _unexpected(office: Office, loaded: Loaded) -> list[str]:
    """Findings that this file gives no reason for."""
    del office
    months = sum(rows for _, rows in loaded.intake.months)
    return [] if months == len(loaded.table) else ["the months do not add up"]


def _minute(at: Any, zone: str) -> int:
    local = at.tz_convert(zone)
    return int(local.hour * 60 + local.minute)


def _is_na(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value)) or str(value) == "<NA>"
