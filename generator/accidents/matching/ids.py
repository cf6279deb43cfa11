"""Ids as files spell them: what makes two spellings one id, and what a spreadsheet program has made of one."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from generator.accidents.facts.code_words import code_words
from generator.accidents.words import is_nothing

if TYPE_CHECKING:
    import pandas as pd

# 1.23457E+11: the digits that were cut off are lost, so that many ids look the same.
_SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?E\+\d{1,3}|\d+[.,]\d+E\d{1,3}")
_WHOLE = re.compile(r"(\d+)[.,]0+")
_MIDNIGHT = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T]00:00(?::00)?(?:\.0+)?)?")
_MONTH_DAY = re.compile(r"(?:(\d{1,2})[-/ ])?([A-Z]{3,9})[-/ ](\d{1,4})|(\d{1,2})[-/ ]([A-Z]{3,9})")
# LP/A/007/I/2025/..., LP-A/7/I/2025/..., LP / A / 7 / I / 2025 / ... are one number.
_LP = re.compile(r"LP[\s/.-]*([A-Z])?[\s/.-]*0*(\d+)[\s/.-]+([IVX]+)[\s/.-]+(\d{4})")
_HOLDS_LP = _LP.pattern.replace("(", "(?:")
_LONG = 8  # characters; a shorter number is likely to begin again each month, year or unit
_ROMAN = re.compile(r"\b[IVX]+\b")
_RUNS = re.compile(r"[A-Z]+|\d+")
_USUAL = r"[A-Za-z]+/[0-9]+/[ -~]*|[0-9]+"
# Letters and figures apart, one blank between them, no zeros before a figure.
_TO_RUNS = (
    (r"[^A-Z0-9]+", " "),
    (r"([A-Z])([0-9])", r"\1 \2"),
    (r"([0-9])([A-Z])", r"\1 \2"),
    (r"\b0+([0-9])", r"\1"),
)
_UNIT = re.compile(r"POL(?:RES|SEK|RESTA|RESTABES)[A-Z]*\s+[A-Z ]+")


def tidy_id(text: str) -> str:
    """One spelling of an id: capitals, single blanks, no text mark; 2016.0 is 2016; "" for none."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).replace("\u200b", "").replace("\ufeff", "")
    plain = " ".join(text.split()).lstrip("'").upper()
    if is_nothing(plain):
        return ""
    whole = _WHOLE.fullmatch(plain)
    return whole[1] if whole else plain


def is_destroyed(text: str) -> bool:
    """Whether a spreadsheet program turned a tidy id into a rounded number (1.23E+12)."""
    return _SCIENTIFIC.fullmatch(text) is not None


def is_date_made(text: str) -> bool:
    """Whether a spreadsheet program may have turned a tidy report number like 1/7 into a date (JAN-07)."""
    if _MIDNIGHT.fullmatch(text):
        return True
    found = _MONTH_DAY.fullmatch(text)
    if found is None:
        return False
    word = found[2] or found[5]
    return word.lower() in code_words("months") and not set(word) <= set("IVX")


def report_number(text: str) -> str:
    """A tidy id without the ways to spell it: no leading zeros, no signs; of a police number what tells it apart."""
    found = _LP.search(text)
    if found is None:
        return " ".join(run.lstrip("0") or "0" for run in _RUNS.findall(text))
    unit = _UNIT.search(text)
    return "/".join((found[1] or "", found[2], found[3], found[4], unit[0].strip() if unit else ""))


def usual_numbers(texts: pd.Series) -> pd.Series:
    """Report numbers as `report_number` gives them, a whole column at once: only the texts of the usual form.

    These are figures alone, or letters, figures and more between slashes (K/17/LAKA/2026), without the police number
    that `report_number` takes apart. No program turns such a text into a date or a rounded number.
    """
    capitals = texts[texts.str.fullmatch(_USUAL)].str.upper()
    capitals = capitals[~capitals.str.contains(_HOLDS_LP, regex=True)]
    for pattern, by in _TO_RUNS:
        capitals = capitals.str.replace(pattern, by, regex=True)
    return capitals.str.strip()


def is_long(number: str) -> bool:
    """Whether a bare report number can hardly belong to two accidents: a police number, or one of many signs."""
    return "/" in number or (len(number) >= _LONG and not _ROMAN.search(number))


def name_units(numbers: pd.Series) -> pd.Series:
    """Whether bare report numbers say which unit gave them (boolean)."""
    return numbers.str.contains("/", regex=False) & ~numbers.str.endswith("/")
