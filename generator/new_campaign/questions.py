"""The talk with a planner: every question has a default, and the answers make a better proposal."""

from __future__ import annotations

import difflib
import zoneinfo
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from generator.accidents.proposal.gaps import listed_gaps
from generator.accidents.proposal.zones import INDONESIAN, named_zone
from generator.accidents.words import fold
from generator.new_campaign.written import Identity, codes_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from generator.accidents.proposal.records import Choices, Doubt, Gap, Proposal, Seen
    from generator.new_campaign.words import Words

IGNORED = "ignored"
_MOST_VALUES = 8  # of one column that are asked about; the others stand in the file
_YES, _NO = "y", "t"


class Asker(Protocol):
    """Somebody who answers: a person at a terminal, or a list in a test."""

    def ask(self, question: str, default: str = "") -> str:
        """The answer without blanks around it; the default for an empty one."""

    def tell(self, line: str) -> None:
        """One line that needs no answer."""


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation: who answers, in which words, and how a proposal is made anew."""

    asker: Asker
    words: Words
    again: Callable[[Choices], Proposal]

    def improve(self, proposal: Proposal, choices: Choices) -> tuple[Proposal, Choices]:
        """The proposal after questions about its columns, dates and codes."""
        for step in (self._missing_date, self._columns, self._date_order, self._crs, self._codes):
            better = step(proposal, choices)
            if better != choices:
                choices = better
                proposal = self.again(choices)
        return proposal, choices

    def identify(self, known: Identity) -> Identity:
        """Names and zone of the campaign."""
        say = self.words.say
        polres = self.asker.ask(say("asks.polres"), known.polres)
        district = self.asker.ask(say("asks.district"), known.district)
        return Identity(known.id, polres, district, self._zone(known.zone))

    def agrees(self, question: str, default: str = _YES) -> bool:
        """Whether the answer is yes."""
        return self._one_of(question, (_YES, _NO), default) == _YES

    # ------------------------------------------------------------------------------------------ single questions

    def _missing_date(self, proposal: Proposal, choices: Choices) -> Choices:
        if not _has(proposal.doubts, "no_date"):
            return choices
        heading = self._heading(self.words.say("asks.date_column"), proposal.columns)
        return _with_column(choices, "occurred_on", heading) if heading else choices

    def _columns(self, proposal: Proposal, choices: Choices) -> Choices:
        """Doubtful columns one by one, then any other that a person misses."""
        own = [one for one in proposal.columns if one.role == "accidents"]
        for column in (one for one in own if one.is_doubtful):
            question = self.words.say(
                "asks.column", heading=column.spoken, meaning=self.words.meaning(column.field)
            )
            field = self._field(question, column.field, column.examples)
            if field != column.field:
                choices = _with_column(choices, field, column.heading)
        while heading := self._heading(self.words.say("asks.more_columns"), own):
            question = self.words.say("asks.meaning", heading=heading)
            field = self._field(question, "", ())
            if field:
                choices = _with_column(choices, field, heading)
        return choices

    def _date_order(self, proposal: Proposal, choices: Choices) -> Choices:
        doubt = _has(proposal.doubts, "date_order")
        if doubt is None:
            return choices
        is_day_first = self.agrees(self.words.say("asks.date_order", **doubt.values))
        return replace(choices, date_order="dmy" if is_day_first else "mdy")

    def _crs(self, proposal: Proposal, choices: Choices) -> Choices:
        doubt = _has(proposal.doubts, "crs")
        if doubt is None:
            return choices
        self.asker.tell(self.words.doubt(doubt))
        return replace(choices, crs=self.asker.ask(self.words.say("asks.crs"), "").upper())

    def _codes(self, proposal: Proposal, choices: Choices) -> Choices:
        """The commonest unknown values of every coded column."""
        gaps = listed_gaps(proposal.gaps)
        for name in dict.fromkeys((gap.role, gap.field, gap.heading) for gap in gaps):
            mine = [gap for gap in gaps if (gap.role, gap.field, gap.heading) == name]
            for gap in mine[:_MOST_VALUES]:
                code = self._code(gap)
                if code:
                    choices = _with_code(choices, gap, code)
        return choices

    def _code(self, gap: Gap) -> str:
        codes = codes_of(gap.field)
        shown = ", ".join(f"{n} = {self.words.code(gap.field, code)}" for n, code in enumerate(codes, 1))
        question = self.words.say(
            "asks.code", heading=gap.heading, value=gap.value, rows=gap.rows, codes=shown
        )
        allowed = ("", *(str(n) for n in range(1, len(codes) + 1)), *codes)
        answer = self._one_of(question, allowed, "")
        return codes[int(answer) - 1] if answer.isdigit() else answer

    def _zone(self, known: str) -> str:
        short = next((name for name, zone in INDONESIAN.items() if zone == known), known)
        while True:
            zone = named_zone(self.asker.ask(self.words.say("asks.zone"), short))
            if zone in zoneinfo.available_timezones():
                return zone
            self.asker.tell(self.words.say("asks.zone_unclear"))

    def _heading(self, question: str, columns: Sequence[Seen]) -> str:
        """A heading of the files as it is written there, "" for none."""
        headings = {fold(text): one.heading for one in columns for text in (one.spoken, one.heading)}
        spoken = {fold(one.spoken): one.spoken for one in columns}
        while answer := self.asker.ask(question, ""):
            if fold(answer) in headings:
                return headings[fold(answer)]
            near = difflib.get_close_matches(fold(answer), spoken, n=5, cutoff=0.3)
            shown = ", ".join(spoken[one] for one in near) or ", ".join(spoken.values())
            self.asker.tell(self.words.say("asks.no_heading", headings=shown))
        return ""

    def _field(self, question: str, default: str, examples: tuple[str, ...]) -> str:
        """A field by its name or meaning; 0 ignores the column."""
        meanings = {fold(text): key.removeprefix("fields.") for key, text in self.words.texts.items()
                    if key.startswith("fields.")}  # fmt: skip
        names = {fold(name): name for name in meanings.values()}
        if examples:
            self.asker.tell(self.words.say("says.column_examples", examples=" | ".join(examples)))
        while True:
            answer = fold(self.asker.ask(question, ""))
            if not answer:
                return default
            if answer == "0":
                return IGNORED
            known = {**meanings, **names}
            if answer in known:
                return known[answer]
            within = [text for text in meanings if answer in text]
            if len(within) == 1:
                return meanings[within[0]]
            near = within or difflib.get_close_matches(answer, known, n=5, cutoff=0.3)
            shown = "; ".join(self.words.meaning(known[one]) for one in near[:6]) or "-"
            self.asker.tell(self.words.say("asks.meaning_unclear", near=shown))

    def _one_of(self, question: str, allowed: tuple[str, ...], default: str) -> str:
        while (answer := self.asker.ask(question, default).lower()) not in allowed:
            self.asker.tell(
                self.words.say("asks.answer_again", allowed=", ".join(one or "Enter" for one in allowed))
            )
        return answer


def _has(doubts: Sequence[Doubt], code: str) -> Doubt | None:
    return next((doubt for doubt in doubts if doubt.code == code), None)


def _with_column(choices: Choices, field: str, heading: str) -> Choices:
    """The choices with one more heading for a field; what it meant before is forgotten."""
    kept: dict[str, str] = {}
    for name, spec in choices.columns.items():
        parts = [part for part in spec.split(" + ") if fold(part) != fold(heading)]
        if parts:
            kept[name] = " + ".join(parts)
    many = field == IGNORED or field.startswith("user_")
    before = f"{kept[field]} + " if many and field in kept else ""
    return replace(choices, columns={**kept, field: before + heading})


def _with_code(choices: Choices, gap: Gap, code: str) -> Choices:
    codes: dict[str, dict[str, Mapping[str, str]]] = {
        role: dict(said) for role, said in choices.codes.items()
    }
    mine = codes.setdefault(gap.role, {})
    mine[gap.field] = {**mine.get(gap.field, {}), gap.value: code}
    return replace(choices, codes=codes)
