"""Art direction of a week: which composition and ground each message takes, so that no two of them look alike.

Decided once, in the order of the week and without chance, before any picture is drawn: the drawing workers see one
message at a time and could not know of each other.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.graphics.designs import SHAPES, pick, suited

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.graphics.designs import Design
    from generator.records import Message

SLIDE_ROLES = ("finding", "reason", "action")
# What a repetition within the week costs: the same drawing in the same composition is the worst, a ground the least.
_SAME_DRAWING, _SAME_DESIGN, _SAME_GROUND, _SAME_AS_NEIGHBOUR = 8, 4, 1, 2


@dataclass(frozen=True, slots=True)
class Choice:
    """A composition on one of its grounds."""

    design: str
    ground: str


@dataclass(frozen=True, slots=True)
class Look:
    """What the slides of one message may look like: for each role the choices in the order in which they are tried."""

    choices: Mapping[str, tuple[Choice, ...]]

    def of(self, role: str, shape: str, designs: Mapping[str, Design]) -> tuple[tuple[Design, str], ...]:
        """Design and ground of that role in that shape, first choice first; empty when the role has none."""
        found = self.choices.get(role, ())
        return tuple((designs[c.design], c.ground) for c in found if shape in designs[c.design].shapes)


@dataclass(slots=True)
class _Week:
    """What the messages before took."""

    designs: Mapping[str, Design]
    used: Counter[tuple[str, ...]] = field(default_factory=Counter)
    last_ground: str = ""

    def look(self, message: Message) -> Look:
        """The look of the next message."""
        return Look({role: self._role(role, message) for role in SLIDE_ROLES})

    def _role(self, role: str, message: Message) -> tuple[Choice, ...]:
        every = {one.name: one for shape in SHAPES for one in suited(self.designs, role, message.kind, shape)}
        every = {name: one for name, one in every.items() if set(one.needs) <= message.words.keys()}
        ordered: list[Choice] = []
        for priority in sorted({one.priority for one in every.values()}, reverse=True):
            equal = [one for one in every.values() if one.priority == priority]
            ordered += sorted(
                (self._on_best_ground(one, message) for one in equal),
                key=lambda choice: (self._cost(choice, message), _luck(choice, message)),
            )
        if ordered:
            self._take(ordered[0], message)
        return tuple(ordered)

    def _on_best_ground(self, design: Design, message: Message) -> Choice:
        choices = [Choice(design.name, ground) for ground in design.grounds]
        return min(choices, key=lambda choice: (self._cost(choice, message), _luck(choice, message)))

    def _cost(self, choice: Choice, message: Message) -> int:
        return (
            _SAME_DRAWING * self.used["drawing", choice.design, message.theme]
            + _SAME_DESIGN * self.used["design", choice.design]
            + _SAME_GROUND * self.used["ground", self.designs[choice.design].role, choice.ground]
            + _SAME_AS_NEIGHBOUR * (choice.ground == self.last_ground)
        )

    def _take(self, choice: Choice, message: Message) -> None:
        self.used["drawing", choice.design, message.theme] += 1
        self.used["design", choice.design] += 1
        self.used["ground", self.designs[choice.design].role, choice.ground] += 1
        self.last_ground = choice.ground


def _luck(choice: Choice, message: Message) -> int:
    """Breaks ties, the same way on every machine."""
    return pick(range(2**32), f"{message.id}/{choice.design}/{choice.ground}")


def direct(designs: Mapping[str, Design], messages: Iterable[Message]) -> dict[str, Look]:
    """The look of each message by its id. Raises TemplateError when a message has no design at all."""
    week = _Week(designs)
    return {message.id: week.look(message) for message in messages}
