"""Ages of a cell as the bands that may be published."""

from __future__ import annotations

import re

from generator.codes import AgeBand

_BANDS = (
    (14, AgeBand.A0_14),
    (24, AgeBand.A15_24),
    (44, AgeBand.A25_44),
    (59, AgeBand.A45_59),
    (120, AgeBand.A60),
)
_MOST = 110  # years; 998 and 999 are codes for unknown
_YEARS = r"(?:tahun|thn|th|tn|yrs?|years?|anys|anos|años|ans)\b\.?"
_OF_BABIES = re.compile(
    rf"(\d{{1,3}}\s*{_YEARS}[\s,]*)?\d{{1,3}}\s*(?:bulan|bln|bl|hari|hr|minggu|mgg|months?|days?|weeks?|mois)\b\.?",
    re.IGNORECASE,
)
_BAND = re.compile(
    r"\s*(?:umur|usia)?\s*(\d{1,3})\s*(?:[-–]|s\s*/\s*d|s\.d\.|sampai|to|hingga)\s*\d{1,3}\D*", re.IGNORECASE
)
_BELOW = re.compile(r"(?:<|≤|kurang dari|di ?bawah|under|menos de|below)\s*=?\s*(\d{1,3})", re.IGNORECASE)


def age_band(text: str) -> tuple[int | None, ...]:
    """Casualties a band for the ages in a cell ("34", "17 th, 45 th", "16-20"); None without an age.

    Of a band the lower end decides; months and days of small children count as 0 years.
    """
    ages = [age for age in _ages(text) if 0 <= age <= _MOST]
    if not ages:
        return (None,) * len(AgeBand)
    counts = dict.fromkeys(AgeBand, 0)
    for age in ages:
        counts[next(band for most, band in _BANDS if age <= most)] += 1
    return tuple(counts.values())


def _ages(text: str) -> list[int]:
    if re.match(r"\s*-\s*\d", text):  # -1 is a code for unknown
        return []
    band = _BAND.fullmatch(text)
    if band:
        return [int(band[1])]
    below = _BELOW.search(text)
    if below:
        return [max(0, int(below[1]) - 1)]
    # "45 th 3 bln" is one person of 45, "8 bulan" one of 0.
    plain = _OF_BABIES.sub(lambda found: f" {found[1]} " if found[1] else " 0 ", text)
    return [
        int(found) for found in re.findall(r"(?<![\d.,-])\d{1,3}(?![\d])(?!,\d)", plain.replace(".0", " "))
    ]
