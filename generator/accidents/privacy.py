"""Patterns of what may never pass: plates, numbers of people, names with a title, addresses."""

from __future__ import annotations

import re

# First letters of Indonesian plates; a closed list keeps "H-7 WIB" and "W48 A" apart from plates.
_AREAS = (
    "A B D E F G H K L M N P R S T W Z AA AB AD AE AG BA BB BD BE BG BH BK BL BM BN BP CC CD DA DB DC DD DE DG "
    "DH DK DL DM DN DP DR DS DT DW EA EB ED KB KH KT KU PA PB PG PT RI ZZ"
)
_PLATE = re.compile(
    rf"(?<![A-Za-z0-9])(?!W\d\d [A-Z]\b)(?:{'|'.join(sorted(_AREAS.split(), key=len, reverse=True))})[\s.-]?\d{{1,4}}[\s.-]?"
    r"(?!(?:WIB|WITA|WIT|LB|LR|MD|TH|THN|KM|RT|RW|M)\b)[A-Z]{1,3}(?![A-Za-z0-9])"
)
_PLATE_IN_WORDS = re.compile(_PLATE.pattern.replace(r"\d{1,4}", r"\d{3,4}"), re.IGNORECASE)  # "ab 1234 cd"
_PERSONAL = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)\d{16}(?!\d)",  # NIK
        r"(?<!\d)(?:\+?62[\s.-]?|0)8[\s.-]?\d(?:[\s.-]?\d){6,10}(?!\d)",  # mobile phone
        r"(?i)\bLP\s*/\s*[A-Z0-9]+\s*/",  # report number
        r"(?i)\b(?:an|sdr|sdri|alm|almh|tn|bin|binti|sdra)\b\.?\s+[A-Z]",
        # A road may be named after somebody ("Jalan Ibu Sud"); elsewhere the title goes with a neighbour.
        r"(?i)(?<!jalan )(?<!jl )(?<!jl\. )(?<!jl\.)(?<!jln )(?<!jln\. )\b(?:bpk|bapak|pak|ibu|bu)\b\.?\s+(?!kota\b)[a-z]",
        r"(?i)\b(?:bripda|briptu|brigpol|brigadir|bripka|aipda|aiptu|ipda|iptu|akp|kompol|akbp)\b\.?\s+(?!pol\b)[a-z]",
        r"(?i)\b(?:rumah(?! sakit\b)|kediaman|warung|kontrakan|kos|milik)\b\s+[a-z]",
        r"(?i)\bRT\.?\s*\d{1,3}\s*/?\s*RW\.?\s*\d{1,3}",
        r"\b(?!UU\b|PP\b|KM\b|SD\b|RT\b|RW\b|SK\b)[A-Z]{1,3}\s*\(\s*\d{1,2}(?:\s*(?:th|thn|tahun))?\s*\)",
        r"(?i)\(\s*\d{1,2}\s*(?:th|thn|tahun)\s*\)",
        r"(?i)\bNRP\.?\s*\d{5,8}",
        r"[\w.+-]+@[\w-]+\.[\w.]+",
        r"-?\d{1,3}[.,]\d{4,}\s*[;,]\s*-?\d{1,3}[.,]\d{4,}",  # a point of one place
    )
)


def is_personal(text: str) -> bool:
    """Whether a text holds something that names or leads to one person."""
    is_plate = _PLATE.search(text) or _PLATE_IN_WORDS.search(text)
    return bool(is_plate) or any(pattern.search(text) for pattern in _PERSONAL)


def masked(text: str) -> str:
    """The shape of a value: letters become a, digits 9; dates and times of few digits stay as they are."""
    short = text.strip()[:24]
    digits = sum(c.isdigit() for c in short)
    if re.fullmatch(r"[\d\s./:,-]{1,20}", short) and digits <= (4 if short.isdigit() else 8):
        return short
    return re.sub(r"\d", "9", re.sub(r"[^\W\d_]", "a", short))
