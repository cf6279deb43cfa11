"""The official sheet on laporan.html: the longest of its rows beside what the tested list says, as plain dicts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from generator.posting.official_words import NAME, period_line, why_sentence

if TYPE_CHECKING:
    from generator.analysis.official.records import (
        AreaRow,
        Casualties,
        OfficialSheet,
        RankedSpot,
        Ranks,
        Segment,
    )
    from generator.records import Place
    from generator.webpage import Words

MOST_SEGMENTS = 15


def official_view(sheet: OfficialSheet | None, words: Words) -> dict[str, Any] | None:
    """Everything of the section; None when there is no sheet."""
    if sheet is None:
        return None
    top = sheet.segments[:MOST_SEGMENTS]
    return {
        "line": words("official.report_line", file=NAME),
        "period": period_line(sheet, words),
        "notes": [
            words(f"official.note_{note}", missing=words.number(sheet.accidents - sheet.on_segments))
            for note in sheet.notes
        ],
        "limit": _limit(sheet, words) if sheet.segments else "",
        "set": sheet.default_set,
        "sets": list(sheet.spots[0].ean) if sheet.spots else [],
        "count": len(top),
        "segments": [_segment(one, sheet, words) for one in top],
        "tally": _tally(sheet, words),
        "spots": [_spot(one, words) for one in sheet.spots],
        "top_spots": sheet.robust_top_spots,
        "areas": [_area(one, words) for one in sheet.areas],
    }


def _limit(sheet: OfficialSheet, words: Words) -> str:
    limit = sheet.limits[sheet.default_set]
    return words(
        "official.report_limit",
        set=sheet.default_set,
        mean=words.number(limit.mean, 1),
        bka=words.number(limit.bka, 1),
        over=words.number(limit.over),
        listed=words.number(len(sheet.segments)),
        bka_all=words.number(limit.bka_all, 1),
        over_all=words.number(limit.over_all),
    )


def _tally(sheet: OfficialSheet, words: Words) -> list[dict[str, str]]:
    """How many segments each reason explains, most first."""
    counted = Counter(one.why for one in sheet.segments)
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [{"why": words(f"official.code_{code}"), "n": words.number(n)} for code, n in ordered]


def _segment(one: Segment, sheet: OfficialSheet, words: Words) -> dict[str, Any]:
    ean = one.ean[sheet.default_set]
    z = one.control.z_score
    return {
        "rank": one.ranks.by_set[sheet.default_set],
        "place": place_of(one.stretch.place),
        "kind": words(f"official.kind_{one.stretch.kind}"),
        "length": words.number(one.stretch.length_m),
        "accidents": words.number(one.accidents),
        "casualties": _casualties(one.casualties, words),
        "ean": words.number(ean, 0 if float(ean).is_integer() else 1),
        "is_over_bka": one.control.is_over_bka,
        "is_over_ucl": one.control.rate > one.control.ucl,
        "z": "–" if z is None else words.number(z, 2),
        "ranks": _ranks(one.ranks, words),
        "is_robust": one.ranks.is_robust,
        "tested": words(f"official.tested_{one.tested}", rank=one.hotspot_rank),
        "is_tested": one.tested == "hotspot",
        "code": words(f"official.code_{one.why}"),
        "why": why_sentence(one, sheet, words),
    }


def _spot(one: RankedSpot, words: Words) -> dict[str, Any]:
    return {
        "rank": one.rank,
        "place": place_of(one.place),
        "accidents": words.number(one.accidents),
        "casualties": _casualties(one.casualties, words),
        "eb": words.estimate(one.estimate.value),
        "interval": f"{words.estimate(one.estimate.low)}–{words.estimate(one.estimate.high)}",
        "ranks": [one.ranks.by_set[name] for name in one.ean],
        "is_robust": one.ranks.is_robust,
    }


def _area(one: AreaRow, words: Words) -> dict[str, str]:
    def rate(value: float | None) -> str:
        return "–" if value is None else words.number(value, 1)

    return {
        "name": one.name or words("official.no_area"),
        "accidents": words.number(one.accidents),
        "interval": f"{words.number(one.low)}–{words.number(one.high)}",
        "casualties": _casualties(one.casualties, words),
        "population": "–" if one.population is None else words.number(one.population),
        "rate": rate(one.rate),
        "smoothed": rate(one.smoothed),
    }


def place_of(place: Place) -> str:
    """Name with its kecamatan, said once."""
    return place.name if not place.area or place.name.endswith(place.area) else f"{place.name}, {place.area}"


def _casualties(one: Casualties, words: Words) -> str:
    return " / ".join(words.number(n) for n in (one.killed, one.serious, one.slight, one.damage))


def _ranks(one: Ranks, words: Words) -> str:
    """Best and worst rank: 3, or 3–12."""
    best, worst = words.number(one.best), words.number(one.worst)
    return best if best == worst else f"{best}–{worst}"
