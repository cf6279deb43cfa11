"""What the parts of a text may name, for one message on one placement; several phrases stand for the same in turn."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.messages.chance import shuffled
from generator.messages.context import speaker
from generator.messages.link import link_of
from generator.messages.message import MOURNING
from generator.messages.wording import Speech, sayable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.languages import Library
    from generator.platforms import Placement
    from generator.records import Message, Slot
    from generator.settings import Campaign

STAMP = "stamp"
_ALONE = re.compile(r"\{\{ (\w+) \}\}")
_NOT_WHEN_QUIET = {"share", "question", "clause", "clause_related", "fact", "scene", "opening"}


@dataclass(frozen=True, slots=True)
class Voice:
    """What the parts may name: what is said in one way, and what can be said in several, best first."""

    known: Mapping[str, Any]
    phrases: Mapping[str, tuple[str, ...]]

    def at(self, turn: int) -> dict[str, Any]:
        """Everything, with the phrase of this turn where there are several."""
        return {
            **self.known,
            **{key: texts[turn % len(texts)] for key, texts in self.phrases.items() if texts},
        }

    def said(self, frames: Sequence[str], start: int) -> Iterator[str]:
        """Every filling of these frames, frame by frame, beginning with the phrases at `start`."""
        for frame in frames:
            alone = _ALONE.fullmatch(frame)
            yield from dict.fromkeys(self._turned(alone[1], start)) if alone else self._filled(frame, start)

    def _turned(self, name: str, start: int) -> list[str]:
        """One name as it stands, without the template engine: most frames of captions.toml are no more."""
        texts = self.phrases.get(name) or tuple(str(self.known[one]) for one in (name,) if one in self.known)
        turn = start % len(texts) if texts else 0
        return [*texts[turn:], *texts[:turn]]

    def _filled(self, frame: str, start: int) -> Iterator[str]:
        turns = max((len(texts) for texts in self.phrases.values()), default=1)
        said: set[str] = set()
        for turn in range(turns):
            told = sayable([frame], self.at(start + turn))
            yield from (text for text in told if text not in said)
            said.update(told)


@dataclass(frozen=True, slots=True)
class Errand:
    """One message on its way to one placement: everything that decides its words."""

    message: Message
    placement: Placement
    campaign: Campaign
    library: Library
    slot: Slot | None

    @property
    def name(self) -> str:
        """How an error calls it."""
        return f"caption {self.message.id} untuk {self.placement.id}"

    @property
    def week(self) -> str:
        """The week, so that frames change with it; empty without a slot."""
        return self.slot.id[:8] if self.slot else ""

    @property
    def is_quiet(self) -> bool:
        """Whether the message mourns."""
        return MOURNING in self.message.phrases.get("tone", ())

    def voice(self) -> Voice:
        """Everything that its texts may name."""
        known = self._known()
        phrases = {key: texts for key, texts in self.message.phrases.items() if texts} | self._calls(known)
        if self.message.evidence:
            phrases["data_finding"] = phrases["finding"]
        if self.is_quiet:
            phrases = {key: texts for key, texts in phrases.items() if key not in _NOT_WHEN_QUIET}
            known |= {"tip": self.message.tone_texts["formal"]}
            known.pop("emergency", None)
        else:
            known |= {"lively_tip": known["tip"], "lively_district": known["district"]}
        return Voice(known, phrases)

    def _known(self) -> dict[str, Any]:
        """What is said in one way only; empty ones are left out."""
        message = self.message
        known = speaker(self.campaign, Speech(self.library.words)) | {
            "headline": message.headline,
            "body": message.body,
            "tip_title": message.tip_title,
            "tip": message.tone_texts[self.placement.tone],
            "tip_formal": message.tip,
            "tip_santai": message.tone_texts["santai"],
            "tip_short": message.tip_short,
            "action": message.call_to_action,
            "source": message.source_line,
            "link": link_of(self.campaign, self.placement, self.slot),
        }
        known |= {f"shown_{key}": text for key, text in message.words.items()}
        if message.is_sample:
            known[STAMP] = self.library.frames["common"]["caption_stamp"]
        return {key: value for key, value in known.items() if value}

    def _calls(self, known: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
        """Question, invitation, small story and shots that suit this message, each in several wordings."""
        message, calls, scenes = self.message, self.library.calls, self.library.scenes
        frames = {
            "question": calls["question"].get(message.theme, ()),
            "share": calls["share"].get(self.placement.platform, calls["share"]["any"]),
            "scene": scenes["story"].get(message.target_group, scenes["story"]["any"]),
            "opening": scenes["opening"].get(message.kind, scenes["opening"]["any"]),
            "shot": scenes["shot"].get(message.theme, scenes["shot"]["any"]),
        }
        seed = (message.tip_id, self.campaign.id, self.placement.platform, self.week)
        told = {key: tuple(sayable(shuffled(tuple(ones), key, *seed), known)) for key, ones in frames.items()}
        return {key: texts for key, texts in told.items() if texts}
