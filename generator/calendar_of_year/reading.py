"""The calendar of any years: rules and known dates of calendar.toml, public holidays, and the district's own dates.

What is known better takes the place of what is known less: a date of the campaign file before a date of calendar.toml,
before an estimate by rule. Dates that hang on a feast follow the feast as the district confirms it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from generator.calendar_of_year.entries import Certainty, Event, entries_touching
from generator.calendar_of_year.public_holidays import public_holidays
from generator.calendar_of_year.rules import Rule
from generator.errors import TemplateError
from generator.own_dates import NEAR_DAYS
from generator.records import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.own_dates import OwnDate
    from generator.records import IsoWeek

KINDS = ("operation", "commemoration", "flow", "school", "weather", "routine", "holiday", "activity")
_TEXTS = ("tag", "headline", "body", "hook", "lead", "brief", "title", "plain")
_SUFFIXED = ("body", "lead", "brief", "plain")  # the short ones keep the short name
_YEARS = range(2019, 2037)
_OWN, _SUFFIX = "own", "suffix"


def with_own_dates(
    calendar: Mapping[str, Any],
    own: Iterable[OwnDate],
    operation_suffix: str = "",
    *,
    is_at_home: bool = True,
) -> Mapping[str, Any]:
    """calendar.toml as read, with what one district knows better; read_events takes it into account.

    Not `is_at_home`: a place outside Indonesia, which keeps the days of the whole world and its own.
    """
    kept = dict(calendar)
    if not is_at_home:
        kept |= {"event": [one for one in calendar["event"] if one.get("worldwide")], "holidays": {}}
    return {**kept, _OWN: tuple(own), _SUFFIX: operation_suffix}


def read_events(calendar: Mapping[str, Any], years: Iterable[int] = _YEARS) -> tuple[Event, ...]:
    """All entries that touch the time from the first to the last of these years, by start and id.

    Ask for a year more on both sides where an entry may hang on a feast beyond the turn of the year. Raises TemplateError
    with every fault of the file.
    """
    own: tuple[OwnDate, ...] = calendar.get(_OWN, ())
    years = sorted(set(years))
    declared = calendar.get("holidays")
    free = public_holidays(declared, years) if declared else []
    names = _names_of_holidays(declared) if declared else {}
    free = _replaced(free, [_own(one, names) for one in own if one.id in names])
    faults: list[str] = []
    events = list(free)
    for raw in calendar.get("event", ()):
        try:
            events += _occurrences(raw, years, free, [one for one in own if one.id == raw["id"]])
        except (KeyError, ValueError, TypeError) as error:
            faults.append(f"event {raw.get('id', '?')}: {error} tidak ada atau tidak dikenal")
    if faults:
        raise TemplateError("calendar.toml", "; ".join(faults), "Perbaiki entri itu, contohnya HARI-GURU")
    known = names.keys() | {raw["id"] for raw in calendar.get("event", ())}
    events += [_own(one, {}) for one in own if one.id not in known]
    suffix = calendar.get(_SUFFIX, "")
    named = [_suffixed(one, suffix) if suffix else one for one in events]
    asked = Period(dt.date(years[0], 1, 1), dt.date(years[-1], 12, 31))
    return tuple(sorted(entries_touching(asked, named), key=lambda e: (e.period, e.id, e.name)))


def _names_of_holidays(declared: Mapping[str, Any]) -> dict[str, str]:
    """Name of each holiday, and of the joint leave beside it, by id."""
    names = {one["id"]: one["name"] for one in declared["day"]}
    leave = {
        id_.replace("LIBUR-", "CUTI-", 1): declared["leave"].format(name=one) for id_, one in names.items()
    }
    return names | leave


def events_in(week: IsoWeek, calendar: Mapping[str, Any]) -> tuple[Event, ...]:
    """The entries that touch the week, by start and id."""
    around = range(week.monday.year - 1, week.sunday.year + 2)
    return entries_touching(week.period, read_events(calendar, around))


def _occurrences(
    raw: Mapping[str, Any], years: Iterable[int], free: Iterable[Event], own: Iterable[OwnDate]
) -> list[Event]:
    """The dates of one entry: estimates, known dates in their place, and the district's in theirs."""
    known = [
        _event(raw, Period(date["start"], date["end"]), Certainty(date["status"]), date.get("source", ""))
        for date in raw.get("dates", ())
    ]
    mine = [
        _event(raw, Period(one.start, one.end), Certainty(one.status), one.source, is_own=True) for one in own
    ]
    return _replaced(_replaced(list(_by_rule(raw, years, free)), known), mine)


def _by_rule(raw: Mapping[str, Any], years: Iterable[int], free: Iterable[Event]) -> Iterator[Event]:
    """Where the rule puts the entry; only a rule that says so is more than an estimate."""
    if "when" not in raw:
        return
    rule = Rule(**raw["when"])
    is_certain, source = raw.get("certain", False), raw.get("source", "")
    if rule.feast:
        for feast in free:
            if feast.id == rule.feast:
                certainty = feast.certainty if is_certain else Certainty.ESTIMATED
                yield _event(raw, rule.around(feast.period.start), certainty, source)
        return
    certainty = Certainty.CONFIRMED if is_certain else Certainty.ESTIMATED
    for year in years:
        for period in rule.in_year(year):
            yield _event(raw, period, certainty, source)


def _replaced(usual: list[Event], better: list[Event]) -> list[Event]:
    """Each better date in the place of the usual one that it means."""
    kept = [
        one
        for one in usual
        if not any(
            other.id == one.id and abs((other.period.start - one.period.start).days) <= NEAR_DAYS
            for other in better
        )
    ]
    return [*kept, *better]


def _event(
    raw: Mapping[str, Any], period: Period, certainty: Certainty, source: str, *, is_own: bool = False
) -> Event:
    if raw["kind"] not in KINDS:
        raise ValueError(raw["kind"])
    return Event(
        id=raw["id"],
        name=raw["name"],
        kind=raw["kind"],
        period=period,
        certainty=certainty,
        themes=tuple(raw["themes"]),
        pillar=raw.get("pillar", "edukasi"),
        tone=raw.get("tone", ""),
        is_dateless=raw.get("dateless", False),
        shown=raw.get("shown", ""),
        texts={key: raw[key] for key in _TEXTS} if "headline" in raw else {},
        about=raw.get("about", ""),
        rule=raw.get("rule", ""),
        source=source,
        is_own=is_own,
    )


def _own(one: OwnDate, names: Mapping[str, str]) -> Event:
    """An entry of the campaign file alone, or a holiday on the days that it confirms."""
    is_holiday = one.id in names
    return Event(
        id=one.id,
        name=names[one.id] if is_holiday else one.name,
        kind="holiday" if is_holiday else one.kind,
        period=Period(one.start, one.end),
        certainty=Certainty(one.status),
        themes=("liburan",) if is_holiday else one.themes,
        source=one.source,
        is_own=True,
    )


def _suffixed(event: Event, suffix: str) -> Event:
    """An operation under the name that it has in this Polda: Operasi Zebra Progo."""
    if event.kind != "operation" or event.name.endswith(f" {suffix}"):
        return event
    name = f"{event.name} {suffix}"
    texts = {
        key: text.replace(event.name, name) if key in _SUFFIXED else text for key, text in event.texts.items()
    }
    return replace(event, name=name, texts=texts)
