"""What the screen and the page say of a year: its entries month by month, in the words of one language."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.calendar_of_year import Certainty
from generator.posting.year_chart import chart
from generator.records import IsoWeek, Period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.calendar_of_year import Event
    from generator.webpage import Words


@dataclass(frozen=True, slots=True)
class YearShown:
    """One year of one district: the entries that share a day with it, by start."""

    year: int
    campaign: str
    unit: str
    events: tuple[Event, ...]
    is_at_home: bool  # in Indonesia

    @property
    def days(self) -> Period:
        """1 January to 31 December."""
        return Period(dt.date(self.year, 1, 1), dt.date(self.year, 12, 31))

    def months(self) -> list[tuple[int, list[Event]]]:
        """Each month with its entries; what began in the year before stands in January."""
        rows: list[tuple[int, list[Event]]] = [(month, []) for month in range(1, 13)]
        for one in self.events:
            rows[max(one.period.start, self.days.start).month - 1][1].append(one)
        return rows


def year_view(shown: YearShown, words: Words) -> dict[str, Any]:
    """Everything that the template shows."""
    estimated = sum(one.certainty is Certainty.ESTIMATED for one in shown.events)
    sure = words.number(len(shown.events) - estimated)
    return {
        "title": words("title", year=shown.year),
        "unit": shown.unit,
        "language": words("language"),
        "line": words("line", sure=sure, estimated=words.number(estimated)),
        "notes": _notes(shown, words),
        "chart": chart(shown.events, shown.days, words),
        "months": [
            {
                "name": _month(month, words),
                "id": f"bulan-{month}",
                "entries": [_row(e, shown, words) for e in events],
            }
            for month, events in shown.months()
        ],
    }


def screen_lines(shown: YearShown, words: Words) -> Iterator[str]:
    """The same for the terminal: a line an entry."""
    yield words("screen_head", title=words("title", year=shown.year), unit=shown.unit)
    for month, events in shown.months():
        yield ""
        yield f"{_month(month, words)} {shown.year}"
        if not events:
            yield f"  {words('empty_month')}"
        for one in events:
            row = _row(one, shown, words)
            status = words("screen_estimated") if row["is_estimated"] else row["status"]
            yield words("screen_row", **{**row, "status": status})
    yield ""
    yield from _notes(shown, words)


def _notes(shown: YearShown, words: Words) -> list[str]:
    notes = [words("estimate_note", name=shown.campaign)]
    return notes if shown.is_at_home else [words("abroad_note"), *notes]


def _row(event: Event, shown: YearShown, words: Words) -> dict[str, Any]:
    """One entry as texts."""
    source = f"{event.source} ({words('own')})" if event.is_own else event.source
    return {
        "weeks": _weeks(event.period, shown.year),
        "days": words.span(event.period),
        "name": event.name,
        "kind": words(f"kind_{event.kind}"),
        "kind_code": event.kind,
        "status": words(f"status_{event.certainty}"),
        "is_estimated": event.certainty is Certainty.ESTIMATED,
        "source": source,
        "rule": words("rule", rule=event.rule) if event.rule else "",
        "code": event.id,
    }


def _weeks(days: Period, year: int) -> str:
    """W47 or W47–W48; a week of another ISO year with its year, as 2026-W53 or 2026-W52–W53."""
    first, last = IsoWeek.of(days.start), IsoWeek.of(days.end)
    told = _week(first, year)
    return told if first == last else f"{told}–{_week(last, first.year if last.year != year else year)}"


def _week(week: IsoWeek, year: int) -> str:
    return f"W{week.week:02d}" if week.year == year else str(week)


def _month(month: int, words: Words) -> str:
    return words("months").split()[month - 1]
