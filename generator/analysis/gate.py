"""What may leave analysis: promise 4 as one table, and the pass that every finding goes through.

A number that may not leave is left out, never blurred into a wrong one; a series of the whole district may carry a
band ("1 or 2") where a single small count stood. `suppression` has the arithmetic of what gives what away.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from generator.analysis import suppression

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.records import Insight


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the gate: the smallest count that may be told, and how old the accidents must be."""

    minimum: int
    older_than_days: int = 0


RULES = {
    "district_week": Rule(3),  # counts of 1-2 are printed "kurang dari 3"
    "place": Rule(3, 30),  # a place, a kecamatan, a map mark
    "heat_cell": Rule(3, 30),
    "person_at_place": Rule(5, 30),  # age, sex, kind of person or of collision crossed with a place
    "hours_at_place": Rule(10, 30),
}
DECIMALS = 3  # of a degree, about 110 m
COUNTED = ("accidents", "persons", "vehicles")  # units of figures that count something
ESTIMATES = ("expected", "before")  # means and models: no count of theirs can be 1 or 2 people
PARTS = (  # a part and its whole: the rest must not be 1 or 2 either
    ("severe", "accidents"),
    ("window_accidents", "accidents"),
    ("accidents_in_places", "total"),
)


def may_tell(rule: str, count: float, minimum: int = 0) -> bool:
    """Whether a count may be told under this rule; nothing happened (0) may always be told."""
    return count == 0 or count >= max(RULES[rule].minimum, minimum)


def is_few(count: float) -> bool:
    """Whether a count of the whole district is printed as "kurang dari 3"."""
    return not may_tell("district_week", count)


def last_day(rule: str, day: dt.date) -> dt.date:
    """Last day whose accidents may be told under this rule on that day."""
    return day - dt.timedelta(days=RULES[rule].older_than_days)


def visible(
    counts: Sequence[int],
    rule: str = "place",
    minimum: int = 0,
    *,
    hidden: Sequence[bool] | None = None,
    before: Sequence[int] | None = None,
) -> tuple[bool, ...]:
    """Which cells may be told beside their total and the edition before (`suppression.line`)."""
    told = suppression.line(counts, max(RULES[rule].minimum, minimum), hidden, before)
    return tuple(told.tolist())


def tells_rest(total: int, parts: Iterable[int], rule: str = "place") -> bool:
    """Whether a whole told beside its parts gives away a rest that is too small to be told."""
    return not may_tell(rule, max(0, total - sum(parts)))


def round_point(lon: float, lat: float) -> tuple[float, float]:
    """A position coarse enough to leave."""
    return round(lon, DECIMALS) + 0.0, round(lat, DECIMALS) + 0.0


# ------------------------------------------------------------------------------------------------ findings


def passed(insight: Insight) -> Insight | None:
    """The finding as it may be told, or None when nothing of it may.

    Counts that are too small lose their figure and get the code "<name>_note" = "few"; series lose their small cells
    as the name of the series demands. Whoever makes a finding need not think of this, but must not count on a small
    number being there.
    """
    if _is_person_at_place(insight):
        return None
    figures = dict(insight.figures)
    codes = dict(insight.codes)
    rule = "place" if insight.place is not None else "district_week"
    for name, figure in insight.figures.items():
        is_count = figure.unit in COUNTED and name not in ESTIMATES
        if is_count and not may_tell(rule, figure.value):
            del figures[name]
            codes[f"{name}_note"] = "few"
    for part, whole in PARTS:
        both = part in figures and whole in figures
        if both and tells_rest(int(figures[whole].value), (int(figures[part].value),), rule):
            del figures[part]
    told = replace(insight, figures=figures, codes=codes)
    for name in insight.series:
        changed = _SERIES.get(name, _any)(told, name)
        if changed is None:
            return None
        told = changed
    sources = tuple(figure.source.removeprefix("evidence:") for figure in told.figures.values())
    return replace(told, evidence=sources)


def _is_person_at_place(insight: Insight) -> bool:
    """Whether it crosses a place with a kind of person or collision that too few accidents stand behind."""
    count = insight.figures.get("count")
    is_crossing = insight.place is not None and "code" in insight.codes and count is not None
    return is_crossing and count is not None and not may_tell("person_at_place", count.value)


def _with(insight: Insight, **series: tuple[float, ...]) -> Insight:
    return replace(insight, series={**insight.series, **series})


def _without(insight: Insight, name: str) -> Insight:
    return replace(insight, series={key: one for key, one in insight.series.items() if key != name})


def _any(insight: Insight, name: str) -> Insight | None:
    """A series that this table does not know: its sum is taken as known."""
    values = insight.series[name]
    if not all(float(one).is_integer() for one in values):
        return insight
    told = suppression.banded(values, [range(len(values))])
    return _with(insight, **{name: told}) if told else _without(insight, name)


def _weeks(insight: Insight, name: str) -> Insight:
    """Weekly totals: the sum of the last four is told, that of the four before when they are the comparison."""
    values = insight.series[name]
    # beside a told last week the sum of the three before it is known
    known = [range(len(values))[-4:-1] if "last_week" in insight.figures else range(len(values))[-4:]]
    if insight.codes.get("compared_with") == "previous_weeks":
        known.append(range(len(values))[-8:-4])
    told = suppression.banded(values, known)
    return _with(insight, **{name: told}) if told else _without(insight, name)


def _hours(insight: Insight, name: str) -> Insight | None:
    """24 counts: their sum is told, and the part inside the busy window."""
    values, window = insight.series[name], _window(insight.figures)
    inside = [hour for hour in range(24) if hour in window]
    outside = [hour for hour in range(24) if hour not in window]
    told = suppression.banded(values, [inside, outside])
    return _with(insight, **{name: told}) if told else None


def _window(figures: Mapping[str, object]) -> frozenset[int]:
    start, end = (getattr(figures.get(name), "value", 0.0) for name in ("window_start", "window_end"))
    return frozenset((int(start) + n) % 24 for n in range(int(end - start) % 24))


def _week_hours(insight: Insight, name: str) -> Insight:
    """Seven days by 24 hours: the totals of hours and of weekdays are taken as known."""
    grid = np.asarray(insight.series[name], np.int64).reshape(7, 24)
    told = suppression.levels(grid)
    return _with(insight, **{name: tuple(value for row in told for value in row)})


def _weekdays(insight: Insight, name: str) -> Insight | None:
    """Seven counts that are printed one by one."""
    return None if any(is_few(value) for value in insight.series[name]) else insight


def _counts(insight: Insight, name: str) -> Insight | None:
    """One count a label beside their total: a rest of 1 or 2 drags the smallest label along."""
    separator = "|" if "|" in insight.codes.get("labels", "") else ","
    labels = insight.codes.get("labels", "").split(separator)
    counts = list(insight.series[name])
    total = next((insight.figures[key].value for key in ("n", "total") if key in insight.figures), None)
    kept = [i for i, count in enumerate(counts) if not is_few(count)]
    while total is not None and tells_rest(int(total), [int(counts[i]) for i in kept], "district_week"):
        if len(kept) <= 1:
            break
        loose = [i for i in kept if labels[i] != insight.codes.get("code")]
        kept.remove(min(loose, key=lambda i: (counts[i], -i)))
    if len(kept) == len(counts):
        return insight
    if not kept:
        return None
    beside = {
        key: tuple(values[i] for i in kept)
        for key, values in insight.series.items()
        if len(values) == len(counts)
    }
    told = replace(insight, codes={**insight.codes, "labels": separator.join(labels[i] for i in kept)})
    return _with(told, **beside)


def _as_it_is(insight: Insight, name: str) -> Insight:
    """Rates and the like: made of told counts only by whoever makes them."""
    del name
    return insight


_SERIES = {
    "weeks": _weeks,
    "entered": _as_it_is,
    "hours": _hours,
    "week_hours": _week_hours,
    "weekdays": _weekdays,
    "counts": _counts,
    "rates": _as_it_is,
}
