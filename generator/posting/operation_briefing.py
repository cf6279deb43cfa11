"""arahan-operasi.txt in the internal folder: what the staff should know in the week of an operation, and the week before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.calendar_of_year import Certainty, entries_touching, quiet_days, read_events
from generator.posting.check_page import told
from generator.records import IsoWeek, Period
from generator.webpage import Words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from generator.calendar_of_year import Event
    from generator.home import Home
    from generator.languages import Library
    from generator.records import Manifest, Message

NAME = "arahan-operasi.txt"


def briefing_words(home: Home, code: str, texts: Mapping[str, str]) -> Words:
    """The words of the pages with those of the briefing. Raises TemplateError."""
    folder = home.templates / "languages" / code
    return Words({**texts, **told(folder / "year.toml"), **told(folder / "briefing.toml")})


def write_briefing(manifest: Manifest, library: Library, folder: Path, words: Words) -> Path | None:
    """The briefing of every operation of this week and the next; None in a week without."""
    week = IsoWeek.parse(manifest.week[:8])
    events = read_events(library.calendar, range(week.monday.year - 1, week.sunday.year + 2))
    near = Period(week.monday, week.plus(1).sunday)
    operations = [one for one in entries_touching(near, events) if one.kind == "operation"]
    if not operations:
        return None
    parts = [_head(manifest, week, events, words)]
    parts += [list(_operation(one, manifest, library, words)) for one in operations]
    path = folder / NAME
    text = "\n\n".join("\n".join(lines) for lines in parts)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return path


def _head(manifest: Manifest, week: IsoWeek, events: tuple[Event, ...], words: Words) -> list[str]:
    lines = [
        words("head"),
        words("of_week", unit=manifest.unit, week=manifest.week, days=words.span(week.period)),
    ]
    quiet = sorted(day for day in quiet_days(events) if week.monday <= day <= week.sunday)
    if quiet:
        lines.append(words("quiet", days=", ".join(_long_day(day, words) for day in quiet)))
    return lines


def _operation(event: Event, manifest: Manifest, library: Library, words: Words) -> Iterator[str]:
    """What it is, its days, the messages that belong to it, what may and what may not be said."""
    week = IsoWeek.parse(manifest.week[:8])
    yield event.name.upper()
    if event.about:
        yield event.about
    status = words(f"status_{event.certainty}")
    yield words("days", days=words.span(event.period), status=status, source=event.source)
    yield _days_of_week(event, week, words)
    yield words("themes", themes=", ".join(_theme(one, library, words) for one in event.themes))
    fitting = [one for one in manifest.messages if _themes_of(one, library) & set(event.themes)]
    yield words("mix", fitting=words.number(len(fitting)), all=words.number(len(manifest.messages)))
    yield from (_message(one, manifest, library, words) for one in fitting)
    if not fitting:
        yield words("no_message")
    touched = {theme for one in fitting for theme in _themes_of(one, library)}
    left = [_theme(one, library, words) for one in event.themes if one not in touched]
    if left:
        yield words("uncovered", themes=", ".join(left))
    yield from _what_may_be_said(event, manifest, words)


def _what_may_be_said(event: Event, manifest: Manifest, words: Words) -> Iterator[str]:
    is_estimated = event.certainty is Certainty.ESTIMATED
    yield words("may_head")
    yield words("may_name")
    if not is_estimated:
        is_sure = event.is_own and event.certainty is Certainty.CONFIRMED
        yield words("may_days" if is_sure else "may_days_reported")
    yield words("not_head")
    if is_estimated:
        yield words("not_days", name=manifest.campaign)
    yield from (words(f"not_{what}") for what in ("amounts", "people", "claims"))


def _days_of_week(event: Event, week: IsoWeek, words: Words) -> str:
    first, last = max(event.period.start, week.monday), min(event.period.end, week.sunday)
    if last < first:
        return words("before_week")
    if first == last:
        return words("day_of_week", first=_long_day(first, words))
    number = words.number((last - first).days + 1)
    return words("days_of_week", first=_long_day(first, words), last=_long_day(last, words), n=number)


def _message(message: Message, manifest: Manifest, library: Library, words: Words) -> str:
    theme = _theme(message.theme, library, words)
    posts = [one for one in manifest.posts if one.message_id == message.id]
    if not posts:
        return words("message_unbooked", headline=message.headline, theme=theme)
    first = min(post.slot.wall for post in posts)
    zone = posts[0].slot.zone_label
    when = f"{_long_day(first.date(), words)} {words.hour(first)} {zone}"
    number = words.number(len(posts))
    return words("message", headline=message.headline, theme=theme, posts=number, first=when)


def _themes_of(message: Message, library: Library) -> set[str]:
    tip = library.tips.get(message.tip_id)
    return {message.theme, *(tip.occasions if tip else ())}


def _theme(code: str, library: Library, words: Words) -> str:
    """The word for a theme, small unless it is letters like SIM."""
    text = library.words.get(f"label.theme.{code}") or words.known(f"theme.{code}", code.replace("_", " "))
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _long_day(day: dt.date, words: Words) -> str:
    return f"{words.weekday(day)}, {words.day(day)}"
