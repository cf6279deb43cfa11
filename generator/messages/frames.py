"""Where a sentence frame stands: by kind of finding, by its case, or borrowed from a shared section."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.records import Insight

GENERAL = "general"  # speaks for a kind that this language has no sentences for yet
# The code of an insight that decides between sentences, and what stands when it is missing.
_CASES = {
    "four_week_change": ("direction", "stable"),
    "weekday": ("direction", "even"),
    "holiday_period": ("direction", "up"),
    "fatal_months": ("direction", "up"),
    "emerging_places": ("case", "persistent"),
    "month_change": ("direction", "stable"),
    "event": ("case", "coming"),
    "community": ("case", "past"),
    "operation": ("case", "running"),
    "answer": ("case", "few"),
}


def case_of(insight: Insight) -> str:
    """Which set of sentences fits: share, severe, hours, place, ...; up, down, stable; weekend, even; or ""."""
    code, otherwise = _CASES.get(insight.kind, ("baseline", ""))
    return insight.codes.get(code, otherwise) if code else ""


def about(insight: Insight) -> str:
    """What a finding is about, alike in every week: kind, place, code, baseline; a card by its entry."""
    named = ("code", "baseline", "event")
    codes = [insight.codes[name] for name in named if name in insight.codes]
    return "|".join([insight.kind, *([insight.place.name] if insight.place else []), *codes])


def is_pattern(insight: Insight) -> bool:
    """Whether the finding holds one code of a column against a baseline (`analysis/contrasts`)."""
    return {"code", "baseline"} <= insight.codes.keys()


def _sections(frames: Mapping[str, Any], kind: str, case: str) -> Iterator[Mapping[str, Any]]:
    """The sections to look through, the most particular first."""
    own = frames.get(kind) or frames.get(GENERAL, {})
    shared = frames.get(own.get("based_on", ""), {})
    for section in (own, shared):
        yield section.get(case, {}) if case else {}
        yield section


def variants(frames: Mapping[str, Any], kind: str, case: str, key: str) -> tuple[str, ...]:
    """The frames of one key, from the most particular section that has it; empty when none has."""
    for section in _sections(frames, kind, case):
        found = section.get(key)
        if isinstance(found, str):
            return (found,)
        if found is not None:
            return tuple(found)
    return ()


def labels(frames: Mapping[str, Any], kind: str, case: str) -> dict[str, str]:
    """The frames for the words of the picture: shared first, overlaid by the more particular."""
    merged: dict[str, str] = {
        key: text for key, text in frames.get("common", {}).items() if isinstance(text, str)
    }
    for section in reversed(list(_sections(frames, kind, case))):
        merged |= section.get("words", {})
        if isinstance(section.get("chart_title"), str):
            merged["chart_title"] = section["chart_title"]
    return merged
