"""What the analyst's sheet says about method, periods, error rate, parameters, and what was withheld."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from generator.records import Period, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.records import Evidence, Survey
    from generator.webpage import Words

# How a parameter's value is written in its sentence (`param_<name>` of pages.toml); anything else as it is.
_SHARES = (
    "false_alarm_share",
    "unlocated_share",
    "unsnapped_share",
)
_ERROR_RATE = ("quiet_maps", "false_alarm_share", "smallest_found_8_of_10")


def parameters_view(parameters: Mapping[str, Any], words: Words) -> list[dict[str, str]]:
    """Each parameter by name: its sentence where the language has one, and always name and value."""
    return [
        {"name": name, "value": _value(value), "sentence": _sentence(name, parameters, words)}
        for name, value in sorted(parameters.items())
    ]


def error_rate_view(parameters: Mapping[str, Any], words: Words) -> list[str]:
    """The sentences about how often this run's own detector is wrong, and what it would find."""
    names = [name for name in _ERROR_RATE if name in parameters]
    return [sentence for name in names if (sentence := _sentence(name, parameters, words))]


def _sentence(name: str, parameters: Mapping[str, Any], words: Words) -> str:
    """The sentence of one parameter, with its interval where `<name>_low`/`_high` or `<stem>_interval` give one."""
    key, value = f"param_{name}", parameters[name]
    if isinstance(value, bool):
        return words.known(f"{key}_{'yes' if value else 'no'}", "")
    if f"{key}_{value}" in words.texts:
        return words(f"{key}_{value}")
    if key not in words.texts or value == "":
        return ""
    text = words(key, value=_spoken(name, value, words))
    low, high = _ends(name, parameters)
    if low is None or high is None:
        return text
    ends = f"{_spoken(name, low, words)}–{_spoken(name, high, words)}"
    return f"{text} {words('param_interval', interval=ends)}"


def _ends(name: str, parameters: Mapping[str, Any]) -> tuple[Any, Any]:
    for stem in (name, name.removesuffix("_share")):
        both = parameters.get(f"{stem}_interval")
        if isinstance(both, list | tuple) and len(both) == 2:
            return both[0], both[1]
        if f"{stem}_low" in parameters and f"{stem}_high" in parameters:
            return parameters[f"{stem}_low"], parameters[f"{stem}_high"]
    return None, None


def _spoken(name: str, value: Any, words: Words) -> str:
    if name in _SHARES and isinstance(value, int | float):
        return words.percent(value, 1)
    if name.endswith(("_start", "_end")) and isinstance(value, str):
        return words.day(dt.date.fromisoformat(value))
    if isinstance(value, int | float):
        return words.number(value, next(n for n in (0, 1, 2) if n == 2 or round(value, n) == value))
    return str(value)


def _value(value: Any) -> str:
    """A value as it stands in evidence.json."""
    if isinstance(value, str):
        return value
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, default=str)


def method_view(survey: Survey, words: Words) -> dict[str, Any]:
    """Method, the two periods with their numbers, and the error rate."""
    parameters = survey.parameters
    start, end = (parameters.get(f"place_period_{one}", "") for one in ("start", "end"))
    place = Period(dt.date.fromisoformat(start), dt.date.fromisoformat(end)) if start and end else None
    rows = [
        {
            "what": words("period_district"),
            "span": words.span(survey.period),
            "n": words.number(survey.accidents),
            "located": words.number(survey.located),
            "share": words.percent(survey.located / survey.accidents, 1) if survey.accidents else "–",
        }
    ]
    if place is not None:
        n, located = int(parameters.get("accidents", 0)), int(parameters.get("located", 0))
        rows.append(
            {
                "what": words("period_places"),
                "span": words.span(place),
                "n": words.number(n),
                "located": words.number(located),
                "share": words.percent(located / n, 1) if n else "–",
            }
        )
    return {
        "name": words.known(f"method_{survey.method}", survey.method),
        "how": words.known(f"how_{survey.method}", ""),
        "is_on_roads": survey.method == "network_window",
        "periods": rows,
        "until": words.day(survey.data_until),
        "error_rate": error_rate_view(parameters, words)
        or [text for text in [words.known(f"error_rate_{survey.method}", "")] if text],
    }


def withheld_view(survey: Survey, words: Words) -> list[str]:
    """One plain sentence for each thing that was not said, with its reason."""
    return [
        words(
            "withheld_line",
            what=words.known(f"kind_{what}", words.known(f"what_{what}", what)),
            why=words.known(f"withheld_{code}", code.replace("_", " ")),
        )
        for what, code in survey.withheld
    ]


def kept_inside_view(survey: Survey, words: Words) -> list[dict[str, str]]:
    """Numbers of the public findings and places that were worked out and that the gate keeps inside, with the rule."""
    found = []
    for one in survey.evidence:
        if one.is_told or one.id.startswith("watch-"):
            continue
        found.append({"id": one.id, "query": one.query, "why": words(f"gate_{_rule(one)}")})
    return found


def _rule(one: Evidence) -> str:
    if one.id.endswith(".exact"):
        return "series"
    return "place" if one.id.startswith(("place-", "hotspot_place-")) else "few"
