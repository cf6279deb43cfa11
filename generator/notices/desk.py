"""What every kind of notice looks at: who speaks, in which week, with which words, and the notices that are declared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.home import Home
    from generator.languages import Library
    from generator.notices.declared import Notice
    from generator.notices.questions import Question
    from generator.records import IsoWeek
    from generator.settings import Campaign

    # Passes a text that no blocking rule objects to; raises TemplateError naming the text (generator.messages.rules).
    Check = Callable[[str, Mapping[str, Any], str], None]


@dataclass(frozen=True, slots=True)
class NoticeDesk:
    """One campaign and week; `notices` and `questions` are already read and checked."""

    home: Home
    campaign: Campaign
    library: Library
    week: IsoWeek
    is_sample: bool
    notices: tuple[Notice, ...] = ()
    questions: tuple[Question, ...] = ()

    def of_kind(self, word: str) -> tuple[Notice, ...]:
        """The notices of this kind, in the order of their declaration."""
        return tuple(one for one in self.notices if one.kind == word)
