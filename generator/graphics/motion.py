"""What moves in a clip, and when: keyframes read back from their stylesheet, captions and slides laid out in time.

Times are milliseconds from the beginning of a slide, or frames of the clip.
"""

from __future__ import annotations

import collections
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.errors import TemplateError
from generator.graphics import typeset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from generator.records import ClipScene

FPS = 24
CAPTION_PX, CAPTION_WEIGHT, CAPTION_LINE = 38, 700, 46  # as in _parts/moves.css.j2
CAPTION_PADDING = (28, 13)  # of the plate, at the sides and above
READING = (
    15.0,
    20.0,
)  # characters a second: at ease, and the fastest that adults follow (subtitle guidelines)
SHORTEST_S = 1.4  # a caption
EVIDENCE_S, ACTION_S = 1.0, 2.2  # how long a slide stands still at its end
DROPPED = ("opening", "close", "finding")  # sentences that go when the clip would be too long, in this order
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_ANIMATION = re.compile(r"animation:\w+ (\d+)ms [a-z-]+ (\d+)ms backwards")
_CLASS = re.compile(r'class="([^"]*)"')
_SENTENCE = re.compile(r"(?<=[.?!…”’])\s+(?=[^\W\d_a-z]|[“‘])")
_CLAUSE = re.compile(r"(?<=[,:;])\s+")
_NAME = re.compile(r"\.([\w-]+)")


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when something moves, in ms of its slide."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Strip:
    """The place of the captions: how wide, and how many lines at most."""

    width: float
    lines: int

    @property
    def height(self) -> float:
        """Of the plate with all its lines."""
        return self.lines * CAPTION_LINE + 2 * CAPTION_PADDING[1]

    @property
    def inner(self) -> float:
        """Width of a line."""
        return self.width - 2 * CAPTION_PADDING[0]


@dataclass(frozen=True, slots=True)
class Card:
    """One caption on one slide for so many frames; without lines it is a slide alone."""

    slide: int
    lines: tuple[str, ...]
    frames: int


def numbered(html: str) -> str:
    """The page with bar-1, bar-2, ... added to the elements of class bar, and so for every class: to take turns."""
    seen: collections.Counter[str] = collections.Counter()

    def count(match: re.Match[str]) -> str:
        names = match[1].split()
        seen.update(names)
        return f'class="{" ".join([*names, *(f"{name}-{seen[name]}" for name in names)])}"'

    return _CLASS.sub(count, html)


def spans(html: str, motion: str, where: str) -> tuple[Span, ...]:
    """When anything on this page moves, in order.

    Raises TemplateError for an animation that is not written whole or repeats: a clip must know its end, and what
    flashes may harm.
    """
    classes = {name for match in _CLASS.finditer(html) for name in match[1].split()}
    found = []
    for selector, body in _RULE.findall(motion):
        if "animation" not in body:
            continue
        match = _ANIMATION.fullmatch(body.strip().rstrip(";"))
        if match is None:
            raise TemplateError(
                f"templates/infographics/{where}, {selector.strip()}",
                f'gerakan tidak terbaca: "{body.strip()}"',
                'Tulis utuh dan sekali jalan, misalnya "animation:appear 300ms ease-out 600ms backwards"',
            )
        names = [set(_NAME.findall(one)) for one in selector.split(",")]
        if any(one and one <= classes for one in names):
            found.append(Span(int(match[2]), int(match[1]) + int(match[2])))
    return tuple(sorted(found, key=lambda span: (span.start, span.end)))


def moment(at_ms: float, moving: Iterable[Span]) -> int:
    """The time of the keyframes that shows this instant: the instant itself while something moves, else the last end."""
    last = 0
    for span in moving:
        if span.start < at_ms < span.end:
            return round(at_ms)
        if span.end <= at_ms:
            last = max(last, span.end)
    return last


def captions(words: str, strip: Strip) -> list[tuple[str, ...]]:
    """The words in captions that fit the strip, broken between sentences, else after commas and colons, else evenly."""
    return [_lines(one, strip.inner) for one in _joined(_SENTENCE.split(words), strip, _clauses)]


def _joined(pieces: Iterable[str], strip: Strip, split: Callable[[str, Strip], list[str]]) -> list[str]:
    """The pieces, those together that fit together; one that does not fit alone is split."""
    shown: list[str] = []
    for piece in pieces:
        together = f"{shown[-1]} {piece}" if shown else piece
        if shown and _fits(together, strip):
            shown[-1] = together
        else:
            shown += [piece] if _fits(piece, strip) else split(piece, strip)
    return shown


def _clauses(sentence: str, strip: Strip) -> list[str]:
    return _joined(_CLAUSE.split(sentence), strip, _parts)


def _parts(clause: str, strip: Strip) -> list[str]:
    """A clause in as few even parts as fit the strip; a part of one line always does."""
    for loose in (0.95, 0.85, 0.75):
        parts = list(_lines(clause, loose * strip.lines * strip.inner))
        if all(_fits(part, strip) for part in parts):
            return parts
    return list(_lines(clause, strip.inner))


def _lines(words: str, width: float) -> tuple[str, ...]:
    return tuple(typeset.balanced(words, width, CAPTION_PX, weight=CAPTION_WEIGHT))


def _fits(words: str, strip: Strip) -> bool:
    return len(_lines(words, strip.inner)) <= strip.lines


def cards(
    scenes: Sequence[ClipScene], ends_ms: Sequence[int], bounds_s: tuple[float, float], strip: Strip
) -> tuple[Card, ...]:
    """The clip in time: every sentence in captions over its slide, within the bounds.

    `ends_ms` says for each slide when it has come to rest. A text is fitted by reading a little faster, then by leaving
    whole sentences out; never cut.
    """
    for dropped in range(len(DROPPED) + 1):
        told = [one for one in scenes if one.name not in DROPPED[:dropped]]
        for pace in READING:
            timed = _timed(told, ends_ms, pace, strip)
            if sum(seconds for *_, seconds in timed) <= bounds_s[1]:
                return _in_frames(timed, bounds_s[0])
    return _in_frames(timed, bounds_s[0])


def _timed(
    scenes: Sequence[ClipScene], ends_ms: Sequence[int], pace: float, strip: Strip
) -> list[tuple[int, tuple[str, ...], float]]:
    """Slide, lines and seconds of each caption; every slide stays until it has been seen at rest."""
    timed: list[tuple[int, tuple[str, ...], float]] = []
    last = len(ends_ms) - 1
    for slide, end in enumerate(ends_ms):
        mine = [one for one in scenes if min(int(one.is_action), last) == slide]
        shown = [
            (slide, lines, max(SHORTEST_S, sum(map(len, lines)) / pace))
            for one in mine
            for lines in captions(one.words, strip)
        ] or [(slide, (), 0.0)]
        least = end / 1000 + (ACTION_S if slide == last else EVIDENCE_S)
        short = least - sum(seconds for *_, seconds in shown)
        if short > 0:
            shown[-1] = (*shown[-1][:2], shown[-1][2] + short)
        timed += shown
    return timed


def _in_frames(timed: Sequence[tuple[int, tuple[str, ...], float]], least_s: float) -> tuple[Card, ...]:
    slower = max(1.0, least_s / sum(seconds for *_, seconds in timed))
    return tuple(Card(slide, lines, -int(-seconds * slower * FPS // 1)) for slide, lines, seconds in timed)


def instants(shown: Sequence[Card]) -> Iterator[tuple[Card, float]]:
    """Every frame of the clip: its card, and the milliseconds since its slide began."""
    begun, slide = 0, -1
    for number, card in enumerate(one for one in shown for _ in range(one.frames)):
        if card.slide != slide:
            begun, slide = number, card.slide
        yield card, (number - begun) * 1000 / FPS
