"""Comments and questions that came in: stripped of personal data, grouped by the words of a theme, counted.

The words of the themes stand in `templates/languages/<code>/questions.toml`. The rules are plain: a text about a specific
case is for the officer; what asks nothing is no question; a question has the theme with most of its words in the text,
of equals the one declared first; whatever has no theme is for a person. Nothing of a text is ever published.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.errors import TemplateError
from generator.languages import with_lists
from generator.notices.plain_text import ACCOUNT, LINK
from generator.notices.tables import read_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.home import Home
    from generator.languages import Library
    from generator.notices.desk import NoticeDesk
    from generator.notices.tables import Row
    from generator.records import InputFile

ANSWERED, SPECIFIC, FOR_PERSON, NO_QUESTION = "answered", "specific", "for_person", "no_question"
_SHOWN, _PLATFORM = 500, 40  # characters in the list for a person
_NAME = "questions.toml"
_UNREADABLE = dt.date.min  # whoever has such a date is not counted, and not lost: a person looks at it


@dataclass(frozen=True, slots=True)
class Question:
    """One row of the table: the text without personal data, its theme or "", and what is to be done."""

    row: int
    day: dt.date | None
    platform: str
    text: str
    theme: str
    state: str  # answered, specific, for_person, no_question


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of tips with the words that tell it in a question, and its name in a sentence."""

    id: str
    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grouping:
    """questions.toml of one language, checked."""

    themes: tuple[Theme, ...]
    asking: tuple[str, ...]
    specific: tuple[str, ...]
    reply: str
    states: Mapping[str, str]
    columns: Mapping[str, str]
    removed: Mapping[str, str]

    def name(self, theme: str) -> str:
        """The theme in a sentence."""
        return next(one.name for one in self.themes if one.id == theme)


def load_grouping(home: Home, library: Library) -> Grouping:
    """The rules of one language. Raises TemplateError naming file and key."""
    where = f"templates/languages/{library.code}/{_NAME}"
    try:
        raw = tomllib.loads((home.templates / "languages" / library.code / _NAME).read_text(encoding="utf-8"))
        made = Grouping(
            themes=tuple(Theme(one["id"], one["name"], tuple(one["words"])) for one in raw["theme"]),
            asking=tuple(raw["asking"]),
            specific=tuple(raw["specific"]),
            reply=raw["reply"],
            states={key: raw["state"][key] for key in (ANSWERED, SPECIFIC, FOR_PERSON, NO_QUESTION)},
            columns={
                key: raw["column"][key]
                for key in ("row", "day", "platform", "theme", "state", "reply", "text")
            },
            removed={key: raw["removed"][key] for key in ("private", "link", "account")},
        )
    except OSError as error:
        raise TemplateError(
            where, "berkas tidak terbaca", "Kembalikan berkas itu, contohnya bahasa id"
        ) from error
    except (KeyError, TypeError, tomllib.TOMLDecodeError) as error:
        raise TemplateError(where, f"isi tidak terbaca ({error})", "Perbaiki kunci itu") from error
    known = {tip.theme for tip in library.tips.values()}
    strange = [one.id for one in made.themes if one.id not in known]
    if strange:
        raise TemplateError(where, f"tema {', '.join(strange)} tidak punya tip", "Pakai tema dari tips.toml")
    return made


def read_questions(desk: NoticeDesk) -> tuple[tuple[Question, ...], tuple[InputFile, ...]]:
    """The questions of the seven days before the week, and those without a day; each text once.

    Raises DataError for a file that is no table with a column of texts.
    """
    if not desk.campaign.material.questions:
        return (), ()
    grouping = load_grouping(desk.home, desk.library)
    sheet = read_sheet(desk.home, desk.campaign.material.questions, "question", "text")
    order = _order_of(sheet.rows)
    made: dict[str, Question] = {}
    for row in sheet.rows:
        text = " ".join(row.cells.get("text", "").split())
        day = _day(row, order)
        is_of_week = day in {None, _UNREADABLE} or -7 <= (day - desk.week.monday).days < 0
        if text and is_of_week and text.casefold() not in made:
            made[text.casefold()] = _question(row, text, day, (desk.library, grouping))
    return tuple(made.values()), (sheet.file,)


def _order_of(rows: Iterable[Row]) -> str:
    """Order of day and month, from every date of the column."""
    from generator.accidents.values.dates import infer_order

    return infer_order(Counter(row.cells["date"] for row in rows if "date" in row.cells)).order


def _day(row: Row, order: str) -> dt.date | None:
    """The day of a row, None without a date, `_UNREADABLE` for one that cannot be read."""
    from generator.accidents.values.dates import parse_date

    if "date" not in row.cells:
        return None
    return parse_date(row.cells["date"], order).day or _UNREADABLE


def _question(row: Row, text: str, day: dt.date | None, rules: tuple[Library, Grouping]) -> Question:
    library, grouping = rules
    theme, state = grouped(text, grouping)
    shown = stripped(text, library.rules, grouping)[:_SHOWN]
    platform = stripped(row.cells.get("platform", ""), library.rules, grouping)[:_PLATFORM]
    if day == _UNREADABLE:
        return Question(row.number, None, platform, shown, "", FOR_PERSON)
    return Question(row.number, day, platform, shown, theme, state)


def grouped(text: str, grouping: Grouping) -> tuple[str, str]:
    """Theme (or "") and state of a text."""
    plain = text.casefold()
    if _hits(plain, grouping.specific):
        return "", SPECIFIC
    if "?" not in plain and not _hits(plain, grouping.asking):
        return "", NO_QUESTION
    scores = [_hits(plain, theme.words) for theme in grouping.themes]
    best = max(scores, default=0)
    if best == 0:
        return "", FOR_PERSON
    return grouping.themes[scores.index(best)].id, ANSWERED


def _hits(plain: str, words: Iterable[str]) -> int:
    """How many of the words stand in the text, as whole words."""
    return sum(1 for word in words if _word(word.casefold()).search(plain))


@functools.cache
def _word(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?:nya|kah)?(?!\w)")


def stripped(text: str, rules: Mapping[str, Any], grouping: Grouping) -> str:
    """The text without whatever looks like personal data, links and accounts; rather too much than too little."""
    for rule in rules["rule"]:
        if rule.get("is_personal"):
            pattern = with_lists(rule["pattern"], rules["lists"])
            flags = re.IGNORECASE if rule["id"] == "plate" else 0
            text = re.sub(pattern, grouping.removed["private"], text, flags=flags)
    text = LINK.sub(grouping.removed["link"], text)
    return ACCOUNT.sub(grouping.removed["account"], text)


def table_of(questions: Iterable[Question], grouping: Grouping) -> list[list[str]]:
    """The list for a person, heading first: what waits for one, then specific cases, then the rest."""
    order = (FOR_PERSON, SPECIFIC, ANSWERED, NO_QUESTION)
    rows = [list(grouping.columns.values())]
    for one in sorted(questions, key=lambda q: (order.index(q.state), q.row)):
        reply = grouping.reply if one.state == SPECIFIC else ""
        theme = grouping.name(one.theme) if one.theme else ""
        day = one.day.isoformat() if one.day else ""
        rows.append([str(one.row), day, one.platform, theme, grouping.states[one.state], reply, one.text])
    return rows
