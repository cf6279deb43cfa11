"""The words of a clip: the sentences of the spoken script, in its order, each with the slide that it is said over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.codes import Pillar
from generator.messages.message import about_message
from generator.messages.rules import check
from generator.messages.shape import Shape
from generator.messages.voice import Errand
from generator.records import ClipScene

if TYPE_CHECKING:
    from generator.languages import Library
    from generator.platforms import Placement
    from generator.records import Message, Slot
    from generator.settings import Campaign

SCRIPT = "script"
_OF_ACTION = ("say_tip", "say_close")  # said while the slide of the action is seen


def clip_scenes(
    message: Message, placement: Placement, campaign: Campaign, library: Library, slot: Slot | None = None
) -> tuple[ClipScene, ...]:
    """What a clip of this message says on this placement, the very words of its script; none for a warning.

    A message that mourns has no clip where the script is not for mourning. Raises TemplateError when a sentence breaks
    a rule.
    """
    errand = Errand(message, placement, campaign, library, slot)
    layout = library.captions[SCRIPT]
    if message.pillar is Pillar.WARNING or (errand.is_quiet and layout.get("not_in_mourning")):
        return ()
    shape = Shape(layout, errand.voice(), (), library.rules).with_speech()
    said = {name: shape.voice.known[name] for name in layout["spoken"] if name in shape.voice.known}
    about = about_message(message, library, campaign.names)
    for name, words in said.items():
        check(words, library.rules, f"klip {message.id} untuk {placement.id}, {name}", about)
    return tuple(
        ClipScene(name.removeprefix("say_"), words, name in _OF_ACTION) for name, words in said.items()
    )
