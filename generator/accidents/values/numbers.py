"""Counts of people and vehicles in a cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.accidents.words import fold, is_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_UNITS = (
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
)
SMALL_NUMBERS = {word: number for number, word in enumerate(_UNITS)}
"""Numbers in Indonesian words, 0-11."""
_PERSONS = r"(?:orang|org|jiwa|korban|pax|unit|buah)"
_OUTCOMES = {
    **dict.fromkeys(("md", "meninggal dunia", "meninggal", "tewas"), "md"),
    **dict.fromkeys(("lb", "luka berat"), "lb"),
    **dict.fromkeys(("lr", "luka ringan"), "lr"),
}
_OUTCOME = "|".join(sorted(_OUTCOMES, key=len, reverse=True)).replace(" ", r"\s+")
_COUNT = re.compile(
    rf"(\d{{1,4}})(?:[.,]0+)?(?:\s*{_PERSONS})?(?:\s*(?:{_OUTCOME}))?(?:\s*\([a-z ]+\))?\.?", re.IGNORECASE
)
_SPELT_OUT = re.compile(r"(?<=\d)\s*\([a-z ]+\)", re.IGNORECASE)  # 2 (dua) orang
_NUMBER = rf"(\d{{1,3}}|nihil|-|{'|'.join(_UNITS)})"
_NAMED = re.compile(
    rf"(?<![a-z])({_OUTCOME})\s*[:=-]?\s*{_NUMBER}(?!\d)|(?<!\d){_NUMBER}\s*{_PERSONS}?\s*({_OUTCOME})(?![a-z])",
    re.IGNORECASE,
)
_FULL_OUTCOME = re.compile(rf"(?<![a-z])(?:{_OUTCOME})(?![a-z])", re.IGNORECASE)
MOST_PEOPLE = 50  # in one accident; more needs a person's look


@dataclass(frozen=True, slots=True)
class NumberReading:
    """A whole number or None, and what was odd about it."""

    value: int | None
    flag: str = ""

    def __iter__(self) -> Iterator[Any]:
        return iter((self.value, self.flag))


def parse_count(text: str, most: int = MOST_PEOPLE) -> NumberReading:
    """Number of people or vehicles. "-" gives None here: whether it means 0 depends on the row."""
    plain = " ".join(text.split())
    if plain.lower().rstrip(".") in {"nihil", "tidak ada", "tdk ada", "nol"}:
        return NumberReading(0)
    if is_nothing(plain) and plain.lower() != "x":
        return NumberReading(None)
    found = _COUNT.fullmatch(_SPELT_OUT.sub("", plain))
    if found:
        value = int(found[1])
        return NumberReading(value) if value <= most else NumberReading(None, "count_impossible")
    folded = fold(plain)
    if folded in _ROMAN:
        return NumberReading(_ROMAN[folded], "count_roman")
    words = re.sub(rf"\s*\b(?:{_PERSONS}|{_OUTCOME})\b\s*", " ", folded).strip()
    if words in SMALL_NUMBERS:
        return NumberReading(SMALL_NUMBERS[words])
    return NumberReading(None, "count_negative" if re.match(r"-\s?\d", plain) else "count_unreadable")


def parse_casualties(text: str) -> dict[str, int | None]:
    """Counts of one cell that holds several: "MD 1, LB 0, LR 2"; only the named ones are given.

    None for an outcome that is named without a number, or twice with different ones.
    """
    plain = _SPELT_OUT.sub("", text)
    counts: dict[str, int | None] = {}
    for found in _NAMED.finditer(plain):
        word, number = (found[1], found[2]) if found[1] else (found[4], found[3])
        name, value = _outcome(word), _number(number.lower())
        is_torn = counts.setdefault(name, value) != value or value > MOST_PEOPLE
        counts[name] = None if is_torn else value
    named = [_outcome(found[0]) for found in _FULL_OUTCOME.finditer(plain)]
    return {name: counts.get(name) for name in sorted({*named, *counts}, key="md lb lr".index)}


def names_outcomes(text: str) -> bool:
    """Whether a cell names dead, seriously or slightly injured persons."""
    return bool(_FULL_OUTCOME.search(text))


def _number(text: str) -> int:
    if text in {"nihil", "-"}:
        return 0
    return int(text) if text.isdigit() else SMALL_NUMBERS[text]


def _outcome(word: str) -> str:
    return _OUTCOMES[" ".join(word.lower().split())]
