"""Money in rupiah, as offices write it: 1.500.000,- and 1,5 jt and in words."""

from __future__ import annotations

import re

from generator.accidents.values.numbers import SMALL_NUMBERS, NumberReading
from generator.accidents.words import fold, is_nothing

_UNITS = {
    **dict.fromkeys(("rb", "ribu", "k"), 1_000),
    **dict.fromkeys(("jt", "juta"), 1_000_000),
    **dict.fromkeys(("m", "miliar", "milyar", "mlr"), 1_000_000_000),
}
_AMOUNT = re.compile(r"(\d[\d.,]*)\s*(rb|ribu|k|jt|juta|mlr|miliar|milyar|m)?\b", re.IGNORECASE)
_SPACED = re.compile(r"\d{1,3}(?:[ ']\d{3})+(?:[.,]\d{1,2})?")
_DECORATION = re.compile(
    r"(?<![a-z])(?:rp\.?|idr)(?=[\s\d.:]|$)|rupiah|±|\+/-|\+-|,-|\.-|,–|=|:|"
    r"\b(?:kurang lebih|lebih kurang|sekitar|kira-kira|ditaksir|taksiran|senilai|sebesar|total|jumlah|kerugian|materil|"
    r"material|materi|lk)\b",
    re.IGNORECASE,
)
_LONGEST = 10  # figures without marks; longer runs, and those with a leading 0, are numbers of identity cards and phones
_MOST = 1_000_000_000_000  # rupiah
_SMALL = 10_000  # rupiah; a smaller loss was probably written in thousands
_MULTIPLES = {"ribu": 1_000, "juta": 1_000_000, "miliar": 1_000_000_000, "milyar": 1_000_000_000}


def parse_money(text: str) -> NumberReading:
    """Whole rupiah. "Nihil" is a recorded 0, "-" and an empty cell are not recorded."""
    plain = " ".join(text.split()).lower()
    if plain == "nihil":
        return NumberReading(0)
    if is_nothing(plain):
        return NumberReading(None)
    without = re.sub(
        r"(?<=\d)([^()\d]*)\([a-z ]+\)", r"\1", plain
    )  # Rp 1.500.000 (satu juta lima ratus ribu rupiah)
    bare = " ".join(_DECORATION.sub(" ", without).split())
    if is_nothing(bare.strip(" .,")):  # "Rp -"
        return NumberReading(None)
    if "+" in bare:
        return _sum([parse_money(part) for part in bare.split("+")])
    if re.search(r"\d\s*(?:rb|ribu|jt|juta)?\s*(?:-|–|s/d|s\.d\.|sampai|hingga)\s*\d", bare):
        return NumberReading(None, "money_range")
    return _amount(bare.strip(" .,"))


def _sum(parts: list[NumberReading]) -> NumberReading:
    values = [part.value for part in parts]
    return NumberReading(None if None in values else sum(v or 0 for v in values), "money_sum")


def _amount(bare: str) -> NumberReading:
    if _SPACED.fullmatch(bare):
        bare = re.sub(r"[ '](?=\d{3})", "", bare)
    if re.fullmatch(r"\d(?:[.,]\d+)?e\+?\d{1,2}", bare):  # 1.5E+06, as a program shortens it
        return _whole(round(float(bare.replace(",", "."))))
    found = _AMOUNT.fullmatch(bare)
    if not found:
        return _of_units(bare)
    digits, unit = found[1].rstrip(".,"), (found[2] or "").lower()
    if unit:
        decimal = _decimal(digits, unit)
        flag = "money_unit_m" if unit == "m" else ""
        return (
            NumberReading(None, "money_ambiguous")
            if decimal is None
            else NumberReading(round(decimal * _UNITS[unit]), flag)
        )
    grouped = _grouped(digits)
    return NumberReading(None, "money_ambiguous") if grouped is None else _whole(grouped)


def _whole(value: int) -> NumberReading:
    if value > _MOST:
        return NumberReading(None, "money_unreadable")
    return NumberReading(value, "money_small" if 0 < value < _SMALL else "")


def _decimal(digits: str, unit: str) -> float | None:
    """A number before a unit; None where a mark before three digits may be either kind: 1.500 juta."""
    if re.fullmatch(r"[1-9]\d{0,2}(?:[.,]\d{3})+", digits):
        is_grouped = "," not in digits and (_UNITS[unit] == 1_000 or digits.count(".") > 1)
        return float(digits.replace(".", "")) if is_grouped else None
    return float(digits.replace(",", ".")) if re.fullmatch(r"\d+(?:[.,]\d+)?", digits) else None


def _grouped(digits: str) -> int | None:
    """An amount with marks between thousands, Indonesian or English; None when it cannot be told."""
    if digits.isdigit():
        is_number_of_somebody = len(digits) > _LONGEST or (len(digits) > 1 and digits[0] == "0")
        return None if is_number_of_somebody else int(digits)
    whole = re.fullmatch(r"(\d{1,3}(?:\.\d{3})+)(?:,\d{1,2})?|(\d{1,3}(?:,\d{3})+)(?:\.\d{1,2})?", digits)
    if whole:
        return int(re.sub(r"[.,]", "", whole[1] or whole[2]))
    plain = re.fullmatch(rf"([1-9]\d{{3,{_LONGEST - 1}}})[.,]\d{{1,2}}", digits)
    return int(plain[1]) if plain else None


def _of_units(bare: str) -> NumberReading:
    """An amount of several units (2 juta 500 ribu), or in words."""
    parts = re.findall(r"(\d[\d.,]*)\s*(rb|ribu|jt|juta|mlr|miliar|milyar)\b", bare)
    if len(parts) > 1 and not re.sub(r"\d[\d.,]*\s*(?:rb|ribu|jt|juta|mlr|miliar|milyar)\b|\s", "", bare):
        sizes = [_UNITS[unit] for _, unit in parts]
        values = [_decimal(digits.rstrip(".,"), unit) for digits, unit in parts]
        if sizes == sorted(set(sizes), reverse=True) and None not in values:
            return NumberReading(round(sum((v or 0) * s for v, s in zip(values, sizes, strict=True))))
        return NumberReading(None, "money_ambiguous")
    value = in_words(fold(bare).split())
    if value is None:
        return NumberReading(None, "money_unreadable")
    return NumberReading(value, "money_words") if value >= _SMALL else NumberReading(None, "money_ambiguous")


def in_words(words: list[str]) -> int | None:
    """A whole number in Indonesian words ("dua juta lima ratus ribu"); None where a word is none of a number."""
    total = group = last = 0
    for word in words:
        if word in SMALL_NUMBERS:
            last = SMALL_NUMBERS[word]
        elif word in {"puluh", "ratus", "seratus", "belas"}:
            group += {"puluh": last * 10, "ratus": last * 100, "seratus": 100, "belas": last + 10}[word]
            last = 0
        elif word in _MULTIPLES or word == "seribu":
            total += ((group + last) or 1) * _MULTIPLES.get(word, 1_000)
            group = last = 0
        else:
            return None
    return total + group + last if words else None
