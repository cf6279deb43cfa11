"""All notices of a week: what is declared is read and checked first, then every kind tells its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.discovery import modules_in
from generator.notices import kinds
from generator.notices.declared import read_notices
from generator.notices.questions import FOR_PERSON, SPECIFIC, load_grouping, read_questions, table_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.notices.desk import Check, NoticeDesk
    from generator.records import InputFile, Insight


@dataclass(frozen=True, slots=True)
class Notices:
    """What notices give to a week: findings, the list of questions for a person, and the files that were read."""

    asked: tuple[Insight, ...] = ()  # declared by people: to be told if anything can
    offered: tuple[Insight, ...] = ()  # answers and the quiz: told when they are worth a place
    questions: tuple[tuple[str, ...], ...] = ()  # heading first; empty when no table of questions is named
    files: tuple[InputFile, ...] = ()
    waiting: int = 0  # questions that a person has to answer

    @property
    def insights(self) -> tuple[Insight, ...]:
        """Everything, what people declared first."""
        return (*self.asked, *self.offered)


def gather(desk: NoticeDesk, check: Check) -> Notices:
    """The notices of the week, strongest first. Raises SettingsError, DataError or TemplateError."""
    declared, tables = read_notices(desk, check)
    asked, sheets = read_questions(desk)
    desk = replace(desk, notices=declared, questions=asked)
    told = [(module, one) for module in modules_in(kinds) for one in module.tell(desk)]
    questions: list[list[str]] = []
    if sheets:
        questions = table_of(asked, load_grouping(desk.home, desk.library))
    return Notices(
        asked=_in_order(one for module, one in told if hasattr(module, "WORD")),
        offered=_in_order(one for module, one in told if not hasattr(module, "WORD")),
        questions=tuple(tuple(row) for row in questions),
        files=(*tables, *sheets),
        waiting=sum(one.state in {FOR_PERSON, SPECIFIC} for one in asked),
    )


def _in_order(insights: Iterable[Insight]) -> tuple[Insight, ...]:
    return tuple(sorted(insights, key=lambda one: (-one.strength, one.period.start, one.id)))
