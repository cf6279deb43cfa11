"""The short words that a picture prints, by name: graphics never makes digits of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.messages.context import (
    accidents_at,
    figure_of,
    figures_of,
    names_in_series,
    place_facts,
    spoken_name,
    weeks_of,
)
from generator.messages.frames import case_of, is_pattern, labels, variants
from generator.messages.wording import can_say, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.languages import Library
    from generator.messages.wording import Speech
    from generator.records import Insight

# Frames that stand beside the labels but belong to other texts.
_NOT_PRINTED = (
    "alt",
    "source_line",
    "fact_",
    "verdict_",
    "phrase_",
    "caption_",  # the caption's own stamp among them
    "before_same",
    "before_previous",
    "noun_",
    "name_",
    "tag_",
    "bar_",
)
_OF_MAPS = ("credit", "no_roads", "mark_note")
_FALLBACKS = {"unit_line": "unit_line_plain"}


def picture_words(
    insight: Insight, library: Library, context: Mapping[str, Any], speech: Speech
) -> dict[str, str]:
    """Every label that can be filled for this finding; the names are those that the designs ask for."""
    frames = labels(library.frames, insight.kind, case_of(insight))
    for key, plain in _FALLBACKS.items():
        if not can_say(frames[key], context):
            frames[key] = frames[plain]
    words = {
        key: say(frame, context)
        for key, frame in frames.items()
        if not key.startswith(_NOT_PRINTED)
        and not key.endswith(("_plain", "_rate"))
        and can_say(frame, context)
    }
    if not insight.is_sample:
        words.pop("stamp", None)
    if insight.kind not in {"hotspot_ranking", "hotspot_place", "district_part", "emerging_places"}:
        words = {key: text for key, text in words.items() if key not in _OF_MAPS}
    reader = _NUMBERED.get(insight.kind) or (_bars if is_pattern(insight) else None)
    return words | (reader(insight, library, context, speech) if reader else {})


def _ranking(
    insight: Insight, library: Library, context: Mapping[str, Any], speech: Speech
) -> dict[str, str]:
    del context
    words: dict[str, str] = {}
    for number, spot in enumerate(insight.hotspots, 1):
        notes = [] if spot.place.area in spot.place.name else [spot.place.area]
        if spot.top_collision and spot.top_collision not in {"unknown", "other"}:
            notes.append(library.word(f"label.collision_type.{spot.top_collision}").lower())
        words[f"place_{number}"] = spoken_name(spot.place.name)
        words[f"place_note_{number}"] = " · ".join(note for note in notes if note)
        words[f"place_count_{number}"] = speech.number(accidents_at(spot))
    return words


def _place(insight: Insight, library: Library, context: Mapping[str, Any], speech: Speech) -> dict[str, str]:
    del speech
    frames = labels(library.frames, insight.kind, "")
    return {f"fact_{number}": text for number, text in enumerate(place_facts(frames, context), 1)}


def _hours(insight: Insight, library: Library, context: Mapping[str, Any], speech: Speech) -> dict[str, str]:
    del insight, library, context
    return _weekday_names(speech) | {f"hour_{hour}": f"{hour:02d}" for hour in (0, 6, 12, 18)}


def _weekday_names(speech: Speech) -> dict[str, str]:
    names = speech.words["calendar.weekdays_short"].split()
    return {f"weekday_{number}": name for number, name in enumerate(names, 1)}


def _bars(insight: Insight, library: Library, context: Mapping[str, Any], speech: Speech) -> dict[str, str]:
    del context
    words: dict[str, str] = {}
    names = names_in_series(insight, library)
    for number, (name, figure) in enumerate(zip(names, figures_of(insight, "counts"), strict=False), 1):
        words[f"label_{number}"] = name
        words[f"value_{number}"] = speech.number(figure)
    for number in range(len(insight.series.get("rates", ()))):
        words[f"rate_{number + 1}"] = speech.number(figure_of(insight, "rates", number, "per 100,000"))
    return words


def _weekday(
    insight: Insight, library: Library, context: Mapping[str, Any], speech: Speech
) -> dict[str, str]:
    del library, context
    values = {
        f"value_{number}": speech.number(figure)
        for number, figure in enumerate(figures_of(insight, "weekdays"), 1)
    }
    return _weekday_names(speech) | values


def _change(insight: Insight, library: Library, context: Mapping[str, Any], speech: Speech) -> dict[str, str]:
    frames = labels(library.frames, insight.kind, case_of(insight))
    compared = insight.codes.get("compared_with", "previous_weeks")
    words = {
        "verdict": frames[f"verdict_{case_of(insight)}"],
        "before_caption": say(frames[f"caption_{compared}"], context),
        "level_caption": say(frames[f"level_{compared}"], context),
    }
    ends = weeks_of(insight)
    if ends:
        words |= {"week_first": speech.day_month(ends[0].start), "week_last": speech.day_month(ends[1].end)}
    return words


def _now_and_usual(
    insight: Insight, library: Library, context: Mapping[str, Any], speech: Speech
) -> dict[str, str]:
    """Two bars: what is talked about, and what is usual."""
    frames = labels(library.frames, insight.kind, case_of(insight))
    words: dict[str, str] = {}
    for number, (key, _) in enumerate(zip(("now", "usual"), insight.series.get("counts", ()), strict=False)):
        words[f"label_{number + 1}"] = say(frames[f"bar_{key}"], context)
        words[f"value_{number + 1}"] = speech.number(figure_of(insight, "counts", number))
    return words


def _changing_place(
    insight: Insight, library: Library, context: Mapping[str, Any], speech: Speech
) -> dict[str, str]:
    del speech
    frames = labels(library.frames, insight.kind, case_of(insight))
    return {f"fact_{number}": text for number, text in enumerate(place_facts(frames, context), 1)}


def chart_titles(insight: Insight, library: Library) -> tuple[str, ...]:
    """Titles that a diagram of this finding may carry, for tests of the library."""
    return variants(library.frames, insight.kind, case_of(insight), "chart_title")


_NUMBERED = {
    "hotspot_ranking": _ranking,
    "hotspot_place": _place,
    "hours": _hours,
    "week_peak": _hours,
    "four_week_change": _change,
    "weekday": _weekday,
    "district_part": _bars,
    **dict.fromkeys(("holiday_period", "peak_months", "fatal_months", "month_change"), _now_and_usual),
    "emerging_places": _changing_place,
}
