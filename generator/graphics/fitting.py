"""Shorter words for a picture whose words have no room at any size of the type: what is tried, and what was taken."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.records import CheckResult

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.records import Message


@dataclass(frozen=True, slots=True)
class Wording:
    """A message as it is drawn, and the fields that were shortened for it."""

    message: Message
    shortened: tuple[str, ...] = ()

    @property
    def result(self) -> CheckResult:
        """What stands in week.json: how many fields were shortened, and which."""
        return CheckResult("wording", True, len(self.shortened), 0, "; ".join(self.shortened))  # noqa: FBT003 - field of a record


def wordings(message: Message) -> Iterator[Wording]:
    """The message as it is, then with its short tip, then with a shorter headline too."""
    yield Wording(message)
    shortened: tuple[str, ...] = ()
    if message.tip_short and len(message.tip_short) < len(message.tip):
        alt_text = message.alt_text.replace(message.tip, message.tip_short)
        message = dataclasses.replace(message, tip=message.tip_short, alt_text=alt_text)
        shortened = ("tip",)
        yield Wording(message, shortened)
    shorter = min(message.phrases.get("title", ()), key=len, default="")
    if shorter and len(shorter) < len(message.headline):
        yield Wording(_headed(message, shorter), (*shortened, "headline"))


def _headed(message: Message, headline: str) -> Message:
    """The message under another headline, also where its alt text repeats it."""
    return dataclasses.replace(
        message,
        headline=headline,
        highlight=message.highlight if message.highlight in headline else "",
        alt_text=message.alt_text.replace(message.headline, headline),
    )


def step_result(claim_px: float, steps: tuple[int, ...]) -> CheckResult:
    """The size of the claim that the words have room for, in pixels of a canvas 1080 wide, beside the smallest one."""
    return CheckResult("type_step", True, claim_px, steps[-1])  # noqa: FBT003 - field of a record
