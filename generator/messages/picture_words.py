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
from generator.messages.operations import leaf_words
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
    "judged_",
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
    return words | _values(insight, "weeks", "week_value", speech)


def _values(insight: Insight, series: str, stem: str, speech: Speech) -> dict[str, str]:
    """The numbers of a series of the whole district; one that stands for a band of small numbers is not printed."""
    return {
        f"{stem}_{number}": speech.number(figure)
        for number, figure in enumerate(figures_of(insight, series), 1)
        if float(figure.value).is_integer()
    }


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


def _month_recap(
    insight: Insight, library: Library, context: Mapping[str, Any], speech: Speech
) -> dict[str, str]:
    """The month and what is usual, and the months up to it."""
    words = _now_and_usual(insight, library, context, speech)
    return words | _months(insight, insight.period.end.month, speech)


def _peak(insight: Insight, library: Library, context: Mapping[str, Any], speech: Speech) -> dict[str, str]:
    """The peak and what is usual, and the twelve months of the year."""
    return _now_and_usual(insight, library, context, speech) | _months(insight, 12, speech)


def _months(insight: Insight, last: int, speech: Speech) -> dict[str, str]:
    """Name and number of each month of the series, which ends with the month `last` (1-12)."""
    names = speech.words["calendar.months_short"].split()
    count = len(insight.series.get("months", ()))
    named = {f"month_{n}": names[(last - count + n - 1) % 12] for n in range(1, count + 1)}
    return named | _values(insight, "months", "month_value", speech)


def _changing_place(
    insight: Insight, library: Library, context: Mapping[str, Any], speech: Speech
) -> dict[str, str]:
    del speech
    frames = labels(library.frames, insight.kind, case_of(insight))
    return {f"fact_{number}": text for number, text in enumerate(place_facts(frames, context), 1)}


def _correction(
    insight: Insight, library: Library, context: Mapping[str, Any], speech: Speech
) -> dict[str, str]:
    """What the label means for the reader, and what to do with a claim that is true."""
    del speech
    frames = labels(library.frames, insight.kind, "")
    label = insight.codes["notice_label"].lower().replace(" ", "_")
    held = {} if label != "benar" else {"do_2": say(frames["judged_do_benar"], context)}
    return {"claim_note": say(frames[f"judged_{label}"], context), **held}


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
    **dict.fromkeys(("holiday_period", "fatal_months"), _now_and_usual),
    "peak_months": _peak,
    "month_change": _month_recap,
    "emerging_places": _changing_place,
    "operation": leaf_words,
    "correction": _correction,
}
