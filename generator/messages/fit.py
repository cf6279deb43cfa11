"""How well a tip answers a finding, and what keeps it back: the factors behind every choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.messages.frames import about, case_of, is_pattern

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping

    from generator.calendar_of_year import Event
    from generator.languages import Tip
    from generator.records import Insight, PastUse, Place

COOLDOWN_DAYS = 21  # promise 7 of the product paper: no tip family repeats on a placement within this
SAME_WORDS_DAYS = 56
# Weeks in which a finding that was told recovers: a quarter, so that what was never told has its turn before; the map and
# the hours of the district are wanted more often, a recap is new every week.
_RECOVERS_USUALLY = 12.0
_RECOVERS = {"four_week_change": 0.0, "season": 6.0, "operation": 6.0, "hotspot_ranking": 2.0, "hours": 3.0}
_JUST_TOLD, _TOLD_LONG_AGO = 0.2, 0.8
_GRADES = {3: 1.0, 2: 0.8, 1: 0.55}
_BINS = ("00-03", "03-06", "06-09", "09-12", "12-15", "15-18", "18-21", "21-24")
_WEAK_CODES = {"daylight", "clear", "cloudy"}  # simply usual: little to say unless they are unusual here
_SMALL_SHARE = 0.15  # a part this small is no finding by its size
_PREFIXES = {"recorded_factor": "factor"}  # section of the words -> what Tip.answers calls it
# Codes that no tip names: the question that tips answer instead ("*" for every code of the section).
_ANSWERED_BY = {
    "age": {
        "0-14": "place:school",
        "15-24": "factor:speed",
        "25-44": "factor:phone",
        "45-59": "factor:fatigue",
        "60+": "road_user:pedestrian",
    },
    "group": {
        "motorcycles": "road_user:motorcycle",
        "cyclists": "road_user:bicycle",
        "heavy_vehicles": "road_user:truck",
        "pedestrian_junction": "collision_type:pedestrian",
        "head_on": "collision_type:head_on",
        "rear_end": "collision_type:rear_end",
        "leaving_road": "collision_type:single",
        "turning": "collision_type:turning_opposite",
        "overtaking": "factor:overtaking",
        "level_crossing": "collision_type:train",
        "night": "light:night_dark",
        "day": "light:daylight",
        "weekend_night": "hour:21-24",
        "school_hours": "area:school",
    },
    "junction_form": {"bend": "place:bend", "level_crossing": "place:level_crossing", "bridge": "place:any",
                      "*": "place:junction"},
    "reference_place": {
        "school": "area:school",
        "junction": "place:junction",
        "roundabout": "place:junction",
        "shop": "area:shop",
        "office": "area:office",
        "business": "area:office",
        "housing": "area:housing",
        "tourism": "area:tourism",
        "*": "place:urban",
    },
    "road_class": {"motorway": "place:arterial", "arterial": "place:arterial", "collector": "place:urban",
                   "*": "place:residential"},
    "speed_limit": {"*": "factor:speed"},
    "": {"*": "place:any"},
}  # fmt: skip
_EMPTY_CODES = {"unknown", "other"}  # nothing to say


def topics(insight: Insight) -> dict[str, float]:
    """What a tip should answer, by key of Tip.answers, with a weight in (0, 1].

    A kind that this module does not know is answered by advice for everyone; a season card by its theme alone.
    """
    reader = _TOPICS.get(insight.kind) or (_pattern if is_pattern(insight) else None)
    if reader is not None:
        return reader(insight)
    return {} if "themes" in insight.codes else {"district:any": 0.5}


def _pattern(insight: Insight) -> dict[str, float]:
    """Its code first, then the hours and the place that it was seen at."""
    section, code = insight.codes.get("words", insight.kind), insight.codes["code"]
    weights: dict[str, float] = {"district:any": 0.5}
    for one in code.split("&"):
        known = _ANSWERED_BY.get(section, {})
        key = known.get(one) or known.get("*") or f"{_PREFIXES.get(section, section)}:{one}"
        weights[key] = 1.0
    if insight.place is not None or not section:
        weights["place:any"] = 0.5
    if "window_start" in insight.figures:
        weights |= {key: 0.5 * weight for key, weight in _hours(insight).items() if key not in weights}
    return weights


def _week_peak(insight: Insight) -> dict[str, float]:
    is_weekend = insight.figures["weekday"].value >= 4  # Friday evening begins the weekend
    return _hours(insight) | {f"weekday:{'weekend' if is_weekend else 'weekdays'}": 0.9}


def _hours(insight: Insight) -> dict[str, float]:
    if not {"window_start", "window_end"} <= insight.figures.keys():
        return dict.fromkeys((f"hour:{one}" for one in _BINS), 0.5)
    start = insight.figures["window_start"].value
    length = (insight.figures["window_end"].value - start) % 24 or 24
    weights: dict[str, float] = {}
    for step in range(int(length)):
        key = f"hour:{_BINS[int(start + step) % 24 // 3]}"
        weights[key] = weights.get(key, 0.0) + 1 / length
    peak = insight.figures.get("peak_weekday")
    weekend = {"weekday:weekend": 0.7} if peak is not None and peak.value >= 5 else {}
    most = max(weights.values())
    return {key: 0.6 + 0.4 * weight / most for key, weight in weights.items()} | weekend


def _ranking(insight: Insight) -> dict[str, float]:
    """What happens at the first place counts most."""
    weights = {"place:any": 1.0}
    for rank, spot in enumerate(insight.hotspots):
        if spot.top_collision and spot.top_collision not in _EMPTY_CODES:
            weights.setdefault(f"collision_type:{spot.top_collision}", max(0.7, 0.95 - 0.1 * rank))
    return weights


def _place(insight: Insight) -> dict[str, float]:
    weights = {"place:any": 0.7}
    top = insight.codes.get("top_collision", "")
    if top and top not in _EMPTY_CODES:
        weights[f"collision_type:{top}"] = 1.0
    if insight.place is not None and insight.place.kind == "junction":
        weights["place:junction"] = 0.95
    if insight.codes.get("road_class") in {"arterial", "residential"}:
        weights[f"place:{insight.codes['road_class']}"] = 0.7
    return weights


_TOPICS: dict[str, Callable[[Insight], dict[str, float]]] = {
    "hours": _hours,
    "week_peak": _week_peak,
    "hotspot_place": _place,
    "hotspot_ranking": _ranking,
    "weekday": lambda insight: {f"weekday:{case_of(insight)}": 1.0},
    "four_week_change": lambda _: {"recap:any": 1.0},
    "peak_months": lambda _: {"recap:any": 0.9},
    "fatal_months": lambda _: {"recap:any": 1.0},
    "month_change": lambda _: {"recap:any": 1.0},
    "emerging_places": lambda _: {"place:any": 0.8},
    "district_part": lambda _: {"district:any": 1.0},
}


def fit(insight: Insight, tip: Tip) -> float:
    """0-1: the best match between what the finding asks for and what the tip answers; 0 when they do not meet."""
    themes = {theme for theme in insight.codes.get("themes", "").split(",") if theme}
    matches = len(themes & {tip.theme, *tip.occasions})
    by_theme = [min(1.0, 0.8 + 0.1 * matches + 0.05 * (tip.theme in themes))] if matches else []
    by_topic = [
        weight * _GRADES.get(tip.answers[key], 0.0)
        for key, weight in topics(insight).items()
        if key in tip.answers
    ]
    return max([*by_theme, *by_topic], default=0.0)


def need(insight: Insight) -> float:
    """0-1: how much the finding matters here; the analysis has shrunk it already."""
    code = insight.codes.get("code", "")
    if code in _EMPTY_CODES or not all(map(_is_known_place, _places(insight))):
        return 0.0
    is_plain = is_pattern(insight) and case_of(insight) == "share"
    is_small = "share" in insight.figures and insight.figures["share"].value < _SMALL_SHARE
    dull = 0.4 if is_plain and (code in _WEAK_CODES or is_small) else 1.0
    return dull * (0.25 + 0.75 * min(1.0, max(0.0, insight.strength)))


def _places(insight: Insight) -> list[Place]:
    own = [insight.place] if insight.place is not None else []
    return [*own, *(spot.place for spot in insight.hotspots)]


def _is_known_place(place: Place) -> bool:
    """Whether a reader knows the place: "bagian tenggara wilayah" is no name, "Jalan A, bagian utara wilayah" is."""
    return not place.name.startswith("bagian ")


def resting_families(history: Iterable[PastUse], monday: dt.date) -> frozenset[str]:
    """Families that some placement showed less than 21 days before the week begins."""
    return frozenset(use.tip_family for use in history if (monday - use.day).days < COOLDOWN_DAYS)


def freshness(tip: Tip, history: Iterable[PastUse], monday: dt.date) -> float:
    """0-1: 1 for a tip and theme long unseen; a family recovers over 13 weeks, a theme over four.

    The same tip within eight weeks would bring the same words: little is left of it.
    """
    same = [(monday - use.day).days for use in history if use.tip_id == tip.id]
    family = [(monday - use.day).days for use in history if use.tip_family == tip.family]
    theme = [(monday - use.day).days for use in history if use.theme == tip.theme]
    by_family = min(1.0, 0.5 + 0.5 * min(family) / 91) if family else 1.0
    by_theme = min(1.0, 0.7 + 0.3 * min(theme) / 28) if theme else 1.0
    return by_family * by_theme * (0.3 if same and min(same) < SAME_WORDS_DAYS else 1.0)


def rest(insight: Insight, history: Iterable[PastUse], monday: dt.date) -> float:
    """1 for a finding never told, 0.2-0.8 for one that was, as the weeks go by; a recap is always new."""
    recovers = _RECOVERS.get(insight.kind, _RECOVERS_USUALLY)
    ours = about(insight)
    weeks = [(monday - use.day).days / 7 for use in history if use.about == ours]
    if not weeks or not recovers:
        return 1.0
    return _JUST_TOLD + (_TOLD_LONG_AGO - _JUST_TOLD) * min(1.0, min(weeks) / recovers)


def calendar_factor(tip: Tip, events: Iterable[Event]) -> float:
    """1, or more in a week whose operations, days or season ask for this theme; an estimated date leans less."""
    leans = [1.0]
    for event in events:
        weight = 1.0 if event.certainty != "estimated" else 0.5
        if tip.theme in event.themes:
            leans.append(1 + 0.12 * weight)
        elif set(tip.occasions) & set(event.themes):
            leans.append(1 + 0.06 * weight)
    return max(leans)


def score(why: Mapping[str, float]) -> float:
    """The product of need, fit, freshness and calendar: the only rule for choosing."""
    return why["need"] * why["fit"] * why["freshness"] * why["calendar"]
