"""Counts of people and vehicles, and money in rupiah."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.accidents.words import fold, is_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_COUNT_WORDS = r"(?:\s*(?:orang|org|jiwa|korban|unit|md|lb|lr|meninggal(?: dunia)?|luka (?:berat|ringan)))?"
_COUNT = re.compile(r"(\d{1,4})(?:[.,]0+)?" + _COUNT_WORDS + r"(?:\s*\([a-z ]+\))?\.?", re.IGNORECASE)
_SPELT_OUT = re.compile(r"(?<=\d)\s*\([a-z ]+\)", re.IGNORECASE)  # 2 (dua) orang
_NAMED = re.compile(r"(?:\b(md|lb|lr)\b\s*[:=]?\s*(\d{1,3}))|(?:(\d{1,3})\s*\b(md|lb|lr)\b)", re.IGNORECASE)
_UNITS = {
    **dict.fromkeys(("rb", "ribu", "k"), 1_000),
    **dict.fromkeys(("jt", "juta"), 1_000_000),
    **dict.fromkeys(("m", "miliar", "milyar", "mlr"), 1_000_000_000),
}
_AMOUNT = re.compile(r"(\d[\d.,]*)\s*(rb|ribu|k|jt|juta|mlr|miliar|milyar|m)?\b", re.IGNORECASE)
_NUMBER_WORDS = {"se": 1, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7,
                 "delapan": 8, "sembilan": 9, "sepuluh": 10}  # fmt: skip
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
    plain = text.strip()
    if plain.lower() == "nihil":
        return NumberReading(0)
    if is_nothing(plain) and plain.lower() != "x":
        return NumberReading(None)
    found = _COUNT.fullmatch(_SPELT_OUT.sub("", plain))
    if found:
        value = int(found[1])
        return NumberReading(value) if value <= most else NumberReading(None, "count_impossible")
    if fold(plain) in _ROMAN:
        return NumberReading(_ROMAN[fold(plain)], "count_roman")
    return NumberReading(None, "count_negative" if re.match(r"-\d", plain) else "count_unreadable")


def parse_casualties(text: str) -> dict[str, int]:
    """Counts of one cell that holds several: "MD 1, LB 0, LR 2"; only the named ones are given."""
    counts: dict[str, int] = {}
    for found in _NAMED.finditer(text):
        name, number = (found[1], found[2]) if found[1] else (found[4], found[3])
        counts[name.lower()] = int(number)
    return counts


def parse_money(text: str) -> NumberReading:
    """Whole rupiah. "Nihil" is a recorded 0, "-" and an empty cell are not recorded."""
    plain = text.strip()
    if plain.lower() == "nihil":
        return NumberReading(0)
    if is_nothing(plain):
        return NumberReading(None)
    bare = re.sub(
        r"(?i)\brp\b\.?|rupiah|±|,-|\.-", " ", plain.lower().replace("rp.", "rp ").replace("rp", "rp ")
    )
    if "+" in bare:
        parts = [parse_money(part) for part in bare.split("+")]
        values = [part.value for part in parts]
        return NumberReading(None if None in values else sum(v or 0 for v in values), "money_sum")
    if re.search(r"\d\s*(?:-|–|s/d|sampai)\s*\d", bare):
        return NumberReading(None, "money_range")
    return _amount(bare.strip(" .,"))


def _amount(bare: str) -> NumberReading:
    found = _AMOUNT.fullmatch(bare)
    if not found:
        return _in_words(bare)
    digits, unit = found[1].rstrip(".,"), (found[2] or "").lower()
    if unit:
        value = round(_decimal(digits) * _UNITS[unit])
        return NumberReading(value, "money_unit_m" if unit == "m" else "")
    value_or_none = _grouped(digits)
    if value_or_none is None:
        return NumberReading(None, "money_ambiguous")
    return NumberReading(value_or_none, "money_small" if 0 < value_or_none < 10_000 else "")


def _decimal(digits: str) -> float:
    """A number before a unit: one mark is the decimal mark unless three digits follow it."""
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits):
        return float(re.sub(r"[.,]", "", digits))
    return float(digits.replace(",", "."))


def _grouped(digits: str) -> int | None:
    """An amount with marks between thousands, Indonesian or English; None when it cannot be told."""
    if digits.isdigit():
        return int(digits)
    whole = re.fullmatch(r"(\d{1,3}(?:\.\d{3})+)(?:,\d{1,2})?|(\d{1,3}(?:,\d{3})+)(?:\.\d{1,2})?", digits)
    if whole:
        return int(re.sub(r"[.,]", "", whole[1] or whole[2]))
    plain = re.fullmatch(r"(\d{4,})[.,]\d{1,2}", digits)
    return int(plain[1]) if plain else None


def _in_words(bare: str) -> NumberReading:
    words = fold(bare).split()
    if len(words) == 2 and words[0] in _NUMBER_WORDS and words[1] in _UNITS and len(words[1]) > 2:
        return NumberReading(_NUMBER_WORDS[words[0]] * _UNITS[words[1]], "money_words")
    return NumberReading(None, "money_unreadable")
