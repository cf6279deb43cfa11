"""Where a picture's words come from: the field of the message that a text stands in, and numbers that stand in none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.records import CheckResult

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.graphics.canvas import Written
    from generator.records import Insight, Message

_PRINTED = (
    "headline",
    "tip_title",
    "tip_short",
    "tip",
    "call_to_action",
    "source_line",
    "body",
    "highlight",
)
_RANK = re.compile(r"\d{1,2}")
_SCALE = re.compile(r"[1-9]0{0,3} k?m|[1-9]\d? k?m")  # a map's own bar: a length on the ground, no accident
_ITEM = re.compile(r".+_(\d+)")
_DIGIT = re.compile(r"\d")
_CALENDAR = ("hour_", "weekday_", "month_", "week_", "day_")  # numbered labels that are no list of items


def fields_of(message: Message) -> dict[str, str]:
    """Every text that a picture of the message may print, by the name of its field."""
    found = {name: getattr(message, name) for name in _PRINTED}
    found |= {f"words.{key}": text for key, text in message.words.items()}
    found |= {f"tone_texts.{key}": text for key, text in message.tone_texts.items()}
    for key, texts in message.phrases.items():
        found |= {f"phrases.{key}[{n}]": text for n, text in enumerate(texts)}
    return {name: text for name, text in found.items() if text}


def field_of(message: Message, text: str) -> str:
    """The field that a text of the picture stands in, the shortest one that holds it; "" when there is none."""
    wanted = _tight(text)
    holding = [name for name, whole in fields_of(message).items() if wanted and wanted in _tight(whole)]
    lengths = fields_of(message)
    return min(holding, key=lambda name: (not name.startswith("words."), len(lengths[name])), default="")


def check_figures(
    pieces: Iterable[Written], message: Message, insight: Insight, literals: Iterable[str]
) -> CheckResult:
    """Whether every number of a picture is known; the first unknown text stands in the detail.

    Known is what the message's fields say (messages trace each of their numbers to a Figure), a rank among as many
    items as there are, the name of a road on the map, the map's scale, and `literals` ("24", "1-31") of the design.
    """
    known = _Known(message, insight, literals)
    strange = [piece.text.strip() for piece in pieces if piece.role != "map" and not known.holds(piece.text)]
    return CheckResult("figures_known", not strange, len(strange), 0, "; ".join(strange)[:200])


class _Known:
    """Texts and numbers that a picture may print."""

    def __init__(self, message: Message, insight: Insight, literals: Iterable[str]) -> None:
        """The longest texts first, so that a part is never taken out of a whole."""
        texts = {_flat(text) for text in fields_of(message).values() if _DIGIT.search(text)}
        self.texts = sorted(texts, key=lambda text: (-len(text), text))
        self.items = max([len(insight.hotspots), *_numbers_of_items(message)])
        self.has_map = bool(insight.hotspots)
        self.literals = frozenset(one for literal in literals for one in _spread(literal))

    def holds(self, text: str) -> bool:
        """Whether the text has no digit, or none that does not come from somewhere."""
        text = _flat(text)
        if not _DIGIT.search(text) or text in self.literals:
            return True
        if _RANK.fullmatch(text) and 1 <= int(text) <= self.items:
            return True
        if _SCALE.fullmatch(text) and self.has_map:
            return True
        whole = re.compile(rf"(?<!\d)(?<!\d[.,]){re.escape(text)}(?!\d|[.,]\d)")
        return any(whole.search(one) for one in self.texts) or not _DIGIT.search(self._rest(text))

    def _rest(self, text: str) -> str:
        """What is left of a text when the known ones in it are taken away: a line may join two of them."""
        for one in self.texts:
            text = re.sub(rf"(?<!\d)(?<!\d[.,]){re.escape(one)}(?!\d|[.,]\d)", "\0", text)
        return text


def _numbers_of_items(message: Message) -> Iterator[int]:
    """place_3 and label_3 are third items: a design may number them."""
    for key in message.words:
        match = _ITEM.fullmatch(key)
        if match is not None and not key.startswith(_CALENDAR):
            yield int(match[1])


def _spread(literal: str) -> Iterator[str]:
    """Every number from 1 to 31 for "1-31", anything else itself."""
    ends = literal.split("-")
    if len(ends) == 2 and all(end.isdigit() for end in ends):
        yield from map(str, range(int(ends[0]), int(ends[1]) + 1))
    else:
        yield literal


def _flat(text: str) -> str:
    return " ".join(text.split())


def _tight(text: str) -> str:
    return "".join(text.split())
