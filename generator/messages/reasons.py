"""Why the step of a message helps, and what the law says of it, in the short words of two slides.

A message has `reason_line` when its tip rests on a fact that may be shown, and `clause_line` when it follows an article
that has a sentence for everybody. Where the fact names a drawing, the labels of that drawing come with it, each number
out of generator.road_physics.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import road_physics
from generator.records import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.languages import Fact, Library, Tip
    from generator.messages.wording import Speech

# Numbers that a source line names -> their names in road_physics.
_NAMED = {
    "reaction": "reaction_s",
    "dry": "deceleration/dry",
    "wet": "deceleration/wet",
    "glance": "glance_s",
    "gap": "gap_s",
    "child": "child_m",
    "car": "overtaking/car_kmh",
    "truck": "overtaking/truck_kmh",
    "clear": "overtaking/clear_m",
}


def reason_words(facts: Sequence[Fact], library: Library, speech: Speech) -> dict[str, str]:
    """Title, sentence, source and labels of the reason; a fact with a drawing goes first. Empty without a fact."""
    if not facts:
        return {}
    fact = next((one for one in facts if one.drawing), facts[0])
    kind = f"_{fact.drawing}" if fact.drawing else ""
    words = {
        "reason_title": library.word(f"reason.title{kind}"),
        "reason_line": fact.sentence,
        "reason_source": _filled(library.word(f"reason.source{kind}"), fact, speech),
    }
    return words | (_labels(fact.drawing, library, speech) if fact.drawing else {})


def clause_words(tip: Tip, library: Library, cited: Sequence[str]) -> dict[str, str]:
    """Title, sentence and article of the rule; empty where the tip goes further than its article or none has a sentence.

    `cited` is the article as captions print it, with the fine where that is released.
    """
    known = [library.clauses[one] for one in tip.clauses if one in library.clauses]
    if not (known and known[0].plain and cited):
        return {}
    return {
        "clause_title": library.word("clause.title"),
        "clause_line": known[0].plain,
        "clause_source": cited[0],
    }


def _filled(frame: str, fact: Fact, speech: Speech) -> str:
    said = {key: _said(name, speech) for key, name in _NAMED.items() if f"{{{key}}}" in frame}
    return frame.format(credit=fact.credit, **said)


def _said(name: str, speech: Speech) -> str:
    return speech.number(Figure(road_physics.value(name), "", f"physics:{name}"))


def _labels(drawing: str, library: Library, speech: Speech) -> dict[str, str]:
    """What stands beside the shapes: the drawing's name, legend, speeds, lengths and the scale, in its own order."""
    words = {"reason_drawing": drawing}
    if drawing not in road_physics.BARS:
        return words | {f"reason_{key}": library.word(f"reason.{key}") for key in ("hidden", "truck", "bus")}
    bars = road_physics.BARS[drawing]
    for number, (part, _) in enumerate(bars[0].parts, 1):
        words[f"reason_part_{number}"] = library.word(f"reason.{part}")
    for number, bar in enumerate(bars, 1):
        words[f"reason_speed_{number}"] = _frame(library, "speed", f"speed/{bar.kmh:g}", speech)
        words[f"reason_length_{number}"] = _frame(library, "metres", bar.name, speech)
        if bar.surface:
            words[f"reason_surface_{number}"] = library.word(f"reason.{bar.surface}")
    for number, tick in enumerate(road_physics.TICKS_M[drawing], 1):
        words[f"reason_tick_{number}"] = _frame(library, "tick", f"distance/{tick}", speech)
    return words


def _frame(library: Library, key: str, name: str, speech: Speech) -> str:
    return library.word(f"reason.{key}").format(n=_said(name, speech))
