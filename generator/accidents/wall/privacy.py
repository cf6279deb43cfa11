"""Patterns of what may never pass: plates, numbers of people, names with a title, addresses."""

from __future__ import annotations

import functools
import re
import tomllib
from pathlib import Path

from generator.accidents.words import fold

# First letters of Indonesian plates; a closed list keeps "H-7 WIB" and "W48 A" apart from plates.
_AREAS = (
    "A B D E F G H K L M N P R S T W Z AA AB AD AE AG BA BB BD BE BG BH BK BL BM BN BP CC CD DA DB DC DD DE DG "
    "DH DK DL DM DN DP DR DS DT DW EA EB ED KB KH KT KU PA PB PG PT RI ZZ"
)
_NO_PLATE = r"(?!W\d\d [A-Z]\b)(?!H\s?-\s?\d{1,2}(?![\d-]))(?!R[\s.-]?[2346]\b)"  # a week, a day before, a kind of vehicle
_NO_SERIES = "WIB|WITA|WIT|LB|LR|MD|TH|THN|KM|RT|RW|M|VS|X|DAN|DGN|UNIT|ORG"
_PLATE = (
    rf"(?<![A-Za-z0-9]){_NO_PLATE}(?:{'|'.join(sorted(_AREAS.split(), key=len, reverse=True))})[\s.-]{{0,3}}\d{{1,4}}"
    rf"[\s.-]{{0,3}}(?!(?:{_NO_SERIES})\b)[A-Z]{{1,3}}(?![A-Za-z0-9])"
)
_YEARS = r"(?!(?:19|20)\d\d)"
# A road may be named after somebody ("Jalan Ibu Sud"); elsewhere the title goes with a neighbour.
_NO_ROAD = r"(?<!jalan )(?<!jl )(?<!jl\. )(?<!jl\.)(?<!jln )(?<!jln\. )(?<!gang )(?<!gg\. )"
_RANKS = "bharada|bharatu|bripda|briptu|brigpol|brigadir|bripka|aipda|aiptu|ipda|iptu|akp|kompol|akbp"
_NUMBERS = tuple(
    re.compile(pattern)
    for pattern in (
        _PLATE,
        "(?i)" + _PLATE.replace(r"\d{1,4}", r"\d{3,4}"),  # "ab 1234 cd"
        # numbers of people: NIK and family card, also in groups, damaged by a spreadsheet, or mistyped
        r"(?<!\d)(?:\d{16}|\d{4}([ .-])\d{4}\1\d{4}\1\d{4}|\d{6}([ .-])\d{6}\2\d{4})(?!\d)",
        r"(?<!\d)\d{2}([ .-])\d{2}\1\d{2}\1\d{6}\1\d{4}(?!\d)",
        r"(?<![\d.,])(?!20\d\d[01]\d[0-3]\d)\d{12,}(?!\d)",
        r"(?i)(?<!\d)\d(?:[.,]\d{3,})?E\+?1[1-6]\b",
        r"(?i)\bSIM\s*[A-D]?\d?\s*(?:no)?[\s.:]*\d{4}",
        r"(?<!\d)\d{4}([ .-])\d{4}\1\d{4,6}(?!\d)",
        r"(?i)\b(?:NRP|NIP|NIK|KTP)\b[\s.:/]*\d{5,}",
        # telephones
        r"(?<![\d.,])(?:\+?62[\s.-]?|0)8[\s.-]?\d(?:[\s.-]?\d){6,10}(?!\d)",
        r"(?<![A-Za-z0-9])\+\d{1,3}[\s.-]?\(?\d{1,4}\)?(?:[\s.-]?\d){5,9}(?!\d)",
        r"(?<![\d.,:/-])\(?0[2-9]\d{1,2}\)?[\s.-]{1,3}\d{3,4}[\s.-]?\d{2,4}(?!\d)|\(0\d{2,3}\)",
        # plates that are not those of civilians, and of other countries
        rf"(?<![\d./-]){_YEARS}\d{{3,5}}-(?:\d{{2}}|[IVX]{{1,4}})(?![\d./-])",
        r"(?<!UU )\bRI[\s-]\d{1,3}\b|\bC[CD][\s.-]?\d{2,3}[\s.-]\d{2,3}\b",
        r"\b[A-Z]{2}-\d{3}-[A-Z]{2}\b|\b[A-Z]{3}\d[A-Z]\d{2}\b",
        # numbers of reports
        r"(?i)\bLP\s*/\s*[A-Z0-9]+\s*/|\bLP[\s./-]*[ABC]?[\s./-]*\d+\s*/",
        r"\b\d{1,5}\s*/\s*[IVX]{1,4}\s*/\s*(?:19|20)\d\d\b",
        r"(?i)\bR[TW]\b[\s.:]*\d{1,3}\b|\bR[TW]\d{1,3}\b|\bRT\s*/\s*RW\b[\s.:]*\d",
        # initials or a name with an age
        r"\b(?!UU\b|PP\b|KM\b|SD\b|RT\b|RW\b|SK\b)[A-Z]{1,3}\.?\s*\(\s*\d{1,2}(?:\s*(?:th|thn|tahun))?\s*\)",
        r"(?i)\(\s*\d{1,2}\s*(?:th|thn|tahun)\s*\)",
        r"(?!UU\b|PP\b|KM\b|NO\b)\b[A-Z]{1,3}\b[.,/ ]+\d{1,2}\s*(?i:th|thn|tahun)\b(?!\s*(?:19|20)\d\d)",
        r"-?\d{1,3}[.,]\d{4,}\s*[;,]\s*-?\d{1,3}[.,]\d{4,}",  # a point of one place
    )
)
_TITLES = tuple(
    re.compile(pattern)
    for pattern in (
        # titles and ranks before a name
        r"(?i)\b(?:sdr|sdri|alm|almh|tn|nn|bin|binti|sdra|saudara|saudari)\b\.?\s+[A-Z]",
        r"\b(?:[Aa]n|AN|[Aa]\.\s?n)\b\.?\s+[A-Z]|\b[Aa]n\.\s*\w",
        rf"(?i){_NO_ROAD}\b(?:bpk|bapak|pak|ibu|bu|mbah|mbak|mas|ny)\b\.?\s+(?!kota\b)[a-z]",
        rf"(?i)\b(?:{_RANKS})\b\.?\s+(?!pol\b)[a-z]",
        rf"(?i){_NO_ROAD}\b(?:prada|pratu|praka|kopda|koptu|serda|sertu|serka|serma|pelda|peltu)\b\.?\s+[a-z]",
        # homes
        rf"(?i){_NO_ROAD}\b(?:rumah(?! sakit\b)|kediaman|warung|kontrakan|kost?|kosan|milik)\b\s+[a-z]",
        r"[\w.+-]+@[\w-]+\.[\w.]+",
    )
)
_EVERY, _DIGIT = (*_NUMBERS, *_TITLES), re.compile(r"\d")
_MOMENT = re.compile(
    r"\d{1,4}|\d{1,2}[.:]\d{2}(?:[.:]\d{2})?|(?:\d{1,4}([-/. ])\d{1,2}\1\d{2,4})(?:[ T]+\d{1,2}[.:]\d{2}(?:[.:]\d{2})?)?"
)


def is_personal(text: str) -> bool:
    """Whether a text holds something that names or leads to one person."""
    patterns = _EVERY if _DIGIT.search(text) else _TITLES
    return any(pattern.search(text) for pattern in patterns)


def is_bare_name(text: str) -> bool:
    """Whether a text is nothing but common names of people (names.toml): "Budi Santoso", "Siti", "H. Slamet, S.H.".

    Words that name villages too ("Sari", "Indah") are nobody when they stand alone.
    """
    words = [word for word in fold(text).split() if len(word) > 2]
    return all(word in _names() for word in words) and any(word not in _also_words() for word in words)


def holds_a_name(text: str) -> bool:
    """Whether one word of a text is a common name of people."""
    return any(word in _names() for word in fold(text).split())


def masked(text: str) -> str:
    """The shape of a value: letters become a, digits 9; a day, a time and a small number stay as they are."""
    short = text.strip()[:24]
    if _MOMENT.fullmatch(short):
        return short
    return re.sub(r"\d", "9", re.sub(r"[^\W\d_]", "a", short))


@functools.cache
def _names() -> frozenset[str]:
    return frozenset(word for group in _lists().values() for word in group.split())


@functools.cache
def _also_words() -> frozenset[str]:
    return frozenset(_lists()["also_words"].split())


def _lists() -> dict[str, str]:
    return tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))
