"""What the sentence frames of a finding may name: its figures, the names of its codes, and who speaks."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from generator.calendar_of_year import zone_label
from generator.messages import notices, operations
from generator.messages.frames import case_of, is_pattern, labels, variants
from generator.messages.wording import FAR, first_lower, first_upper, sayable
from generator.records import Figure, Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.languages import Library
    from generator.messages.wording import Speech
    from generator.records import Hotspot, Insight, IsoWeek, Place
    from generator.settings import Campaign

# The figure that says how many accidents stand behind a finding.
_N_OF = {
    "hotspot_ranking": ("total", "accidents_in_places"),
    "hotspot_place": ("accidents",),
    "hours": ("recorded",),
    "four_week_change": ("last_four",),
    "weekday": ("n", "total"),
    "district_part": ("total",),
    "week_peak": ("recorded",),
}
_LISTED_AT_MOST = 10  # names in an alt text: more would not be listened to
_NOTABLE = 0.1  # a smaller part of all accidents makes no headline by its size
_MUCH = 3.0  # from here "more often" becomes "much more often"
_PART = re.compile(
    r", (bagian .+) wilayah$"
)  # how generator.analysis.detector.place_names tells two places of one road apart


def speaker(campaign: Campaign, speech: Speech) -> dict[str, Any]:
    """The names that every sentence may use, whatever it is about; empty ones are left out."""
    polres = campaign.polres
    known = {
        "speech": speech,
        "polres": polres.name,
        "unit": campaign.unit,
        "district": polres.district,
        "greeting": polres.greeting,
        "emergency": polres.emergency_number,
        "handle": polres.handle,
        "link": polres.link,
        "road_credit": campaign.data.road_credit,
    }
    return {key: value for key, value in known.items() if value}


def context_of(
    insight: Insight, campaign: Campaign, library: Library, week: IsoWeek, speech: Speech
) -> dict[str, Any]:
    """Everything that the frames of this insight may name. What the gate withheld is simply not there."""
    noon = dt.datetime.combine(week.monday, dt.time(12), tzinfo=campaign.zone)
    context = speaker(campaign, speech) | dict(insight.figures)
    context |= {"period": insight.period, "zone": zone_label(campaign.zone, noon)}
    months = insight.figures.get("months")
    context["span"] = (
        speech.words["number.months"].format(n=speech.number(months))
        if months
        else speech.span_length(insight.period)
    )
    for name in _N_OF.get(insight.kind, ("n", "count")):
        if name in insight.figures:
            context.setdefault("n", insight.figures[name])
            break
    if "window_start" in insight.figures and "window_end" in insight.figures:
        context["window"] = _window(context, speech)
    if insight.place is not None:
        context["place"] = spoken_name(insight.place.name)
        context["spot"] = _as_spot(insight.place, context["place"], speech)
        if insight.place.area:
            context["area"] = insight.place.area
    reader = _READERS.get(insight.kind) or (_read_pattern if is_pattern(insight) else _read_codes)
    context |= reader(insight, library, context, speech)
    if "place" in context:
        context["place_subject"] = _as_subject(context["place"], speech)
    return context


def spoken_name(name: str) -> str:
    """A place name as a sentence takes it: "Simpang A–B" for "A - B", "Jalan A (Utara)" for "Jalan A, Utara"."""
    plain = _PART.sub(r" di \1", re.sub(r" [-–] ", "–", name))
    return re.sub(r"^([^,()]+), ([^,()]+)$", r"\1 (\2)", plain)


def _as_subject(name: str, speech: Speech) -> str:
    """A name that can begin a clause: "dekat Simpang A" becomes "kawasan dekat Simpang A"."""
    near = name.startswith(f"{speech.words['place.near']} ")
    return speech.words["place.subject_near"].format(name=name) if near else name


def _as_spot(place: Place, name: str, speech: Speech) -> str:
    """What the accidents of a place were counted on: one stretch or part of a road, a junction, a neighbourhood."""
    if name.startswith((f"{speech.words['place.near']} ", "sekitar ", "bagian ")):
        return speech.words["place.subject_near"].format(name=name)
    key = {"street": "place.stretch", "cluster": "place.part"}.get(place.kind)
    return speech.words[key].format(name=name) if key else name


def figure_of(insight: Insight, series: str, number: int, unit: str = "accidents") -> Figure:
    """The n-th value (from 0) of a series of this insight, with its own evidence behind it."""
    return Figure(insight.series[series][number], unit, f"evidence:{insight.id}.{series}#{number}")


def length_of(insight: Insight, series: str, unit: str) -> Figure:
    """How many values a series of this insight has."""
    return Figure(len(insight.series[series]), unit, f"evidence:{insight.id}.{series}")


def accidents_at(spot: Hotspot) -> Figure:
    """The accidents of a public hotspot."""
    return Figure(spot.accidents, "accidents", f"evidence:place-{spot.rank}.accidents")


def _window(context: Mapping[str, Any], speech: Speech) -> str:
    start, end = speech.clock(context["window_start"]), speech.clock(context["window_end"])
    return f"{start}{speech.words['number.range']}{end} {context['zone']}"


def listing(names: Iterable[str], figures: Iterable[Figure], speech: Speech) -> str:
    """Names with their numbers, for an alt text: "Depan-belakang 412; Tunggal 120"."""
    pairs = list(zip(names, figures, strict=False))[:_LISTED_AT_MOST]
    return "; ".join(f"{name} {speech.number(figure)}" for name, figure in pairs)


def figures_of(insight: Insight, series: str) -> list[Figure]:
    """All values of a series; none where it is not told."""
    return [figure_of(insight, series, number) for number in range(len(insight.series.get(series, ())))]


def _read_codes(
    insight: Insight, library: Library, context: Mapping[str, Any], speech: Speech
) -> dict[str, Any]:
    """Seasons and notices: their sentences travel as codes."""
    del library, context, speech
    return dict(insight.codes)


def _read_ranking(
    insight: Insight, library: Library, context: Mapping[str, Any], speech: Speech
) -> dict[str, Any]:
    del library, context
    spots = insight.hotspots
    known: dict[str, Any] = {}
    if spots:
        names = [spoken_name(spot.place.name) for spot in spots]
        counts = [spot.accidents for spot in spots]
        most = counts.index(max(counts))  # the list is in order of certainty, not of numbers
        known |= {
            "first_place": names[most],
            "first_count": accidents_at(spots[most]),
            "place_list": "; ".join(names[:3]),
            "than_phrase": speech.words[f"place.than_{_compared_with(insight)}"],
            "place_listing": listing(names, map(accidents_at, spots), speech),
        }
    share = insight.figures.get("share_of_all")
    if share is not None and share.value >= _NOTABLE:
        known["notable_share"] = share
    return known


def _read_place(
    insight: Insight, library: Library, context: Mapping[str, Any], speech: Speech
) -> dict[str, Any]:
    known: dict[str, Any] = {}
    spots = insight.hotspots
    if "place" not in context and spots:
        known["place"] = spoken_name(spots[0].place.name)
        known["spot"] = _as_spot(spots[0].place, known["place"], speech)
        known |= {"area": spots[0].place.area} if spots[0].place.area else {}
    top = insight.codes.get("top_collision", "")
    if top and top not in {"unknown", "other"}:
        known["top_phrase"] = library.word(f"phrase.collision_type.{top}")
    ratio = insight.figures.get("ratio")
    if ratio is not None and ratio.value > 1.15:
        compared = _compared_with(insight)
        known["than_phrase"] = speech.words[f"place.than_{compared}"]
        key = f"place.far_{compared}" if ratio.value >= FAR else f"place.ratio_{compared}"
        said = speech.words[key]
        known["ratio_phrase"] = said if ratio.value >= FAR else said.format(x=speech.times(ratio))
    frames = labels(library.frames, insight.kind, "")
    facts = place_facts(frames, {**context, **known})
    known["fact_listing"] = first_sentence(facts)
    return known


def _compared_with(insight: Insight) -> str:
    """What the places were measured against: "roads" of their kind, or "around" them when there is no road file."""
    has_class = bool(insight.codes.get("road_class")) or any(spot.road_class for spot in insight.hotspots)
    return "roads" if insight.codes.get("method") == "network_window" or has_class else "around"


def place_facts(frames: Mapping[str, str], context: Mapping[str, Any]) -> list[str]:
    """At most three short lines about one place, from the frames that begin with fact_."""
    return sayable([text for key, text in frames.items() if key.startswith("fact_")], context)[:3]


def first_sentence(facts: list[str]) -> str:
    """The short lines as one sentence, or nothing."""
    return f"{first_upper('; '.join(facts))}." if facts else ""


def _read_pattern(
    insight: Insight, library: Library, context: Mapping[str, Any], speech: Speech
) -> dict[str, Any]:
    known: dict[str, Any] = {}
    for key in ("label", "phrase"):
        name = name_of_code(insight, library, key)
        known |= {key: name} if name else {}
    for key in ("subject", "subject_short", "predicate"):
        told = sayable(variants(library.frames, insight.kind, case_of(insight), key), {**context, **known})
        known |= {key: told[0]} if told else {}
    if "subject" not in known:
        return known  # a kind without sentences of its own is told in general
    severe, rest = (insight.figures.get(key) for key in ("severe_share", "severe_share_rest"))
    is_much = severe is not None and rest is not None and severe.value >= _MUCH * rest.value > 0
    known["more_often"] = speech.words["number.much_more_often" if is_much else "number.more_often"]
    if severe is not None and severe.value >= _NOTABLE:
        known["notable_severe"] = severe
    counts = insight.series.get("counts", ())
    if "count" in insight.figures and insight.figures["count"].value >= max(counts, default=0):
        known |= {f"most_{key}": known[key] for key in ("label", "phrase", "subject", "subject_short")}
    names = names_in_series(insight, library)
    known["listing"] = listing(names, figures_of(insight, "counts"), speech)
    return known


def _read_change(
    insight: Insight, library: Library, context: Mapping[str, Any], speech: Speech
) -> dict[str, Any]:
    del context
    frames = labels(library.frames, insight.kind, case_of(insight))
    compared = insight.codes.get("compared_with", "previous_weeks")
    weeks = figures_of(insight, "weeks")
    told = (
        {
            "weeks_shown": length_of(insight, "weeks", "weeks"),
            "listing": ", ".join(speech.few(week) for week in weeks),
        }
        if weeks
        else {}
    )
    return told | {
        "verdict_phrase": frames[f"phrase_{case_of(insight)}"],
        "before_phrase": frames[f"before_{compared}"],
        "before_noun": frames[f"noun_{compared}"],
        "usual_name": frames[f"name_{compared}"],
    }


def _read_weekday(
    insight: Insight, library: Library, context: Mapping[str, Any], speech: Speech
) -> dict[str, Any]:
    del library, context
    names = speech.words["calendar.weekdays"].split()
    return {"listing": listing(names, figures_of(insight, "weekdays"), speech)}


def _read_time(
    insight: Insight, library: Library, context: Mapping[str, Any], speech: Speech
) -> dict[str, Any]:
    """Names of a special time of the year."""
    del context, speech
    frames = labels(library.frames, insight.kind, case_of(insight))
    return {f"time_{key}": frames[f"{key}_{insight.codes['time']}"] for key in ("name", "tag")}


def _read_months(
    insight: Insight, library: Library, context: Mapping[str, Any], speech: Speech
) -> dict[str, Any]:
    """The months of a peak: one, or the first and the last."""
    del library, context
    months = speech.words["calendar.months"].split()
    ends = [int(insight.figures[key].value) for key in ("first_month", "last_month")]
    return {"peak_months": speech.words["number.range"].join(months[one - 1] for one in dict.fromkeys(ends))}


def _read_parts(
    insight: Insight, library: Library, context: Mapping[str, Any], speech: Speech
) -> dict[str, Any]:
    del library
    names = _codes(insight, "|")
    known: dict[str, Any] = {"listing": listing(names, figures_of(insight, "counts"), speech)}
    if names:
        known["first_part"] = names[0]
    if "parts" not in context:
        known["parts"] = length_of(insight, "counts", "parts")
    return known


def _codes(insight: Insight, separator: str) -> list[str]:
    return [one.strip() for one in insight.codes.get("labels", "").split(separator) if one.strip()]


def names_in_series(insight: Insight, library: Library) -> list[str]:
    """Names of the bars of a diagram, in the order of the series."""
    if is_pattern(insight):
        return [name_of_code(insight, library, "label", one) or one for one in _codes(insight, ",")]
    return _codes(insight, "|")


def name_of_code(insight: Insight, library: Library, form: str, code: str = "") -> str:
    """The code that the finding is about (or another of it) as a label or phrase; "" when there is no word.

    A code of a section "" is a name already; "car&motorcycle" is a pair of codes.
    """
    section, code = insight.codes.get("words", insight.kind), code or insight.codes["code"]
    if not section:
        return spoken_name(code)
    names = [library.words.get(f"{form}.{section}.{one}", "") for one in code.split("&")]
    if not all(names):
        return ""
    if len(names) == 2 and names[0] == names[1]:
        same = library.words["number.same"].format(x=first_lower(names[0]))
        return first_upper(same) if form == "label" else same
    return library.words["number.joiner"].join([names[0], *map(first_lower, names[1:])])


def weeks_of(insight: Insight) -> tuple[Period, Period] | None:
    """First and last week of the recap's diagram."""
    weeks = len(insight.series.get("weeks", ()))
    if not weeks:
        return None
    end = insight.period.end
    first = end - dt.timedelta(days=7 * weeks - 1)
    return Period(first, first + dt.timedelta(days=6)), Period(end - dt.timedelta(days=6), end)


_READERS = {
    "hotspot_ranking": _read_ranking,
    "hotspot_place": _read_place,
    "four_week_change": _read_change,
    "weekday": _read_weekday,
    "district_part": _read_parts,
    "holiday_period": _read_time,
    "peak_months": _read_months,
    "month_change": notices.read_month,
    operations.KIND: operations.read_operation,
    **dict.fromkeys(notices.KINDS, notices.read_notice),
}
