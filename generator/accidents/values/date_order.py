"""Which part of a numeric date is the day: judged from all values of a column."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PARTS = r"(?<!\d)(\d{1,4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})(?!\d)"
"""First, second and third figure of a date."""
_PARTS = re.compile(PARTS)


@dataclass(frozen=True, slots=True)
class DateOrder:
    """Order of a column: dmy, mdy, or ymd for years of two digits, and how it was found.

    `found` is given (by the campaign file), evidence (of the figures), the name of a witness (weekday, month, spread,
    report, sequence), ambiguous, or none (no cell that could be read in two ways).
    """

    order: str
    found: str
    evidence_rows: int = 0  # rows that can only be read in this order
    contrary_rows: int = 0  # rows that can only be read in the other one
    ambiguous_rows: int = 0  # rows that could be read either way


def infer_order(counted: Mapping[str, int], asked: str = "") -> DateOrder:
    """Order of day and month from every value of a column (value -> rows). `asked` wins where it is given.

    A first part above 12 proves day-month-year, a second part above 12 proves month-day-year; a column without
    proof is read day first, as Indonesia writes it, and counted as ambiguous.
    """
    tally: Counter[str] = Counter()
    for text, rows in counted.items():
        tally[_kind(text)] += rows
    dmy, mdy, either = tally["dmy"], tally["mdy"], tally["either"]
    if asked:
        contrary = {"dmy": mdy, "mdy": dmy}.get(asked, 0)
        return DateOrder(asked, "given", dmy if asked == "dmy" else mdy, contrary, either)
    years = _place_of_years(counted)
    if years == "first":
        return DateOrder("ymd", "evidence", dmy + mdy + either)
    if years == "unclear":
        return DateOrder("dmy", "ambiguous", 0, 0, dmy + mdy + either)
    if dmy or mdy:
        order = "dmy" if dmy >= mdy else "mdy"
        return DateOrder(order, "evidence", max(dmy, mdy), min(dmy, mdy), either)
    return DateOrder("dmy", "ambiguous" if either else "none", 0, 0, either)


def _place_of_years(counted: Mapping[str, int]) -> str:
    """Where the years of two figures stand: "first" (26/03/12), "last", or "unclear" in a column of a few rows.

    Years are the figures of which there are few different ones, days those of which there are many.
    """
    found = [_PARTS.search(text) for text in counted]
    short = [one for one in found if one and len(one[1]) == 2 and len(one[3]) == 2]
    if not short or len(short) < 0.9 * sum(1 for one in found if one):
        return "last"
    if not all(1 <= int(one[3]) <= 31 and 1 <= int(one[2]) <= 12 for one in short):
        return "last"
    firsts, thirds = len({one[1] for one in short}), len({one[3] for one in short})
    if max(firsts, thirds) < 5 or max(firsts, thirds) < 2 * min(firsts, thirds):
        return "unclear"
    return "first" if thirds > firsts else "last"


def _kind(text: str) -> str:
    found = _PARTS.search(text)
    if not found or len(found[1]) > 2:
        return "other"
    first, second = int(found[1]), int(found[2])
    if first == second or not (first and second):
        return "other"
    if first > 12 and second > 12:
        return "other"
    return "dmy" if first > 12 else "mdy" if second > 12 else "either"
