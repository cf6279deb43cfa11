"""Public holidays and joint leave of Indonesia, from the package `holidays`, in our spelling and with our caution.

The package has no days off of a district or province, and marks a date as estimated only where its own tables end. Here a
date is confirmed when it is the same every year or when the decree of its year was read, reported when it lies behind us,
and estimated otherwise.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from generator.calendar_of_year.entries import Certainty, Event
from generator.records import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_THEMES = ("liburan",)
_LEAVE = "Cuti Bersama "
_INSTEAD = "Pegangti "  # as the package spells it
_ESTIMATED = re.compile(r" \(perkiraan\)$")


def public_holidays(declared: Mapping[str, Any], years: Iterable[int]) -> list[Event]:
    """Every holiday of these years; days of one feast that follow each other are one entry. In order of time.

    `declared` is [holidays] of calendar.toml.
    """
    import holidays  # half a second, and only who asks for the year needs it

    given: list[tuple[dt.date, str]] = []
    for category in ("public", "government"):
        # the language is named: without it the package follows the computer's own
        found = holidays.country_holidays("ID", years=sorted(years), categories=(category,), language="id")
        given += [(day, name) for day in found for name in found.get_list(day)]
    days = sorted(
        (_entry(day, name, declared) for day, name in given), key=lambda e: (e.id, e.name, e.period)
    )
    return sorted(itertools.chain.from_iterable(_joined(days)), key=lambda e: (e.period, e.id))


def _joined(days: list[Event]) -> Iterator[list[Event]]:
    """Neighbouring days of one entry, equally sure, as one entry."""
    for _, group in itertools.groupby(days, key=lambda e: (e.id, e.name, e.certainty, e.source)):
        row: list[Event] = []
        for one in group:
            if row and one.period.start - row[-1].period.end == dt.timedelta(days=1):
                row[-1] = replace(row[-1], period=Period(row[-1].period.start, one.period.end))
            else:
                row.append(one)
        yield row


def _entry(day: dt.date, given: str, declared: Mapping[str, Any]) -> Event:
    plain = _ESTIMATED.sub("", given)
    identity, name, is_fixed = _named(plain, declared)
    certainty, source = _trust(day.year, declared, is_fixed=is_fixed)
    if plain != given:
        certainty, source = Certainty.ESTIMATED, declared["estimated"]
    return Event(identity, name, "holiday", Period(day, day), certainty, _THEMES, source=source)


def _named(plain: str, declared: Mapping[str, Any]) -> tuple[str, str, bool]:
    """Id, name and whether it is the same day every year; a name that the list lacks keeps the package's."""
    for prefix, form in ((_INSTEAD + _LEAVE, "replacement"), (_LEAVE, "leave")):
        if plain.startswith(prefix):
            identity, name, _ = _named(plain.removeprefix(prefix), declared)
            return identity.replace("LIBUR-", "CUTI-", 1), declared[form].format(name=name), False
    for one in declared["day"]:
        if one["key"] == plain:
            return one["id"], one["name"], one.get("fixed", False)
    slug = re.sub(r"[^A-Z0-9]+", "-", plain.upper()).strip("-")
    return (
        f"LIBUR-{slug}"[:40],
        plain.replace("Idul Fitri", "Idulfitri").replace("Idul Adha", "Iduladha"),
        False,
    )


def _trust(year: int, declared: Mapping[str, Any], *, is_fixed: bool) -> tuple[Certainty, str]:
    """How sure a date of this year is, and why."""
    decree = declared["decrees"].get(str(year))
    if decree:
        return Certainty.CONFIRMED, decree
    if is_fixed:
        return Certainty.CONFIRMED, declared["fixed"]
    if year <= declared["observed_until"]:
        return Certainty.REPORTED, declared["past"]
    return Certainty.ESTIMATED, declared["estimated"]
