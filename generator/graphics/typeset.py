"""Balanced lines, broken by us: the engine balances when it draws but not when it measures, a browser its own way.

Words are measured once in the real font; the lines are as even as they can be, a coloured phrase stays together,
and no line ends on a small word that belongs to the next one.
"""

from __future__ import annotations

import functools
import html
import math

from markupsafe import Markup

from generator.graphics.canvas import Canvas
from generator.graphics.fonts import TEXT_FAMILY

KEPT_TOGETHER = 20  # letters of a coloured phrase that never breaks; a longer one may
_SMALL = {
    "di",
    "ke",
    "dari",
    "dan",
    "yang",
    "atau",
    "untuk",
    "pada",
    "dengan",
    "the",
    "of",
    "and",
    "in",
    "to",
    "–",
}
_SAMPLE_PX = 100


@functools.lru_cache(maxsize=2048)
def widths(words: tuple[str, ...], weight: int) -> tuple[float, ...]:
    """Width of each word in parts of the font size, without letter spacing."""
    css = f".w{{font-family:'{TEXT_FAMILY}';font-size:{_SAMPLE_PX}px;font-weight:{weight};white-space:nowrap;width:90000px}}"
    page = "".join(f'<div class="w">{html.escape(word)}</div>' for word in words)
    measured = Canvas(90_000, 1_000).measure(f"<div>{page}</div>", css)
    found = dict.fromkeys(words, 0.0)
    for run in measured.runs:
        found[run.text.strip()] = run.box.width / _SAMPLE_PX
    return tuple(found[word] or 0.6 * len(word) for word in words)


def text_width(text: str, px: float, weight: int = 500, spacing: float = 0.0) -> float:
    """Width of a text on one line, in logical pixels; `spacing` in parts of the size."""
    words = text.split()
    sizes = widths(tuple(words), weight)
    return px * (sum(sizes) + 0.25 * max(0, len(words) - 1) + spacing * len(text))


def balanced(
    text: str, width: float, px: float, *, weight: int = 800, spacing: float = 0.0, kept: str = ""
) -> list[str]:
    """The text in as few lines as fit `width`, as even as possible; `kept` is the phrase that stays together."""
    words = text.split()
    if not words:
        return []
    sizes = [
        w * px + spacing * px * len(word) for w, word in zip(widths(tuple(words), weight), words, strict=True)
    ]
    space = 0.25 * px + spacing * px
    joined = _joined(words, kept)
    fewest = _fewest(sizes, space, width)
    best = _best_breaks(words, sizes, space, width, joined, fewest)
    for kept_places, count in ((joined, fewest + 1), (set(), fewest)):
        if best is None and count <= len(words):
            best = _best_breaks(words, sizes, space, width, kept_places, count)
    ends = [*(best or ()), len(words)]
    return [" ".join(words[a:b]) for a, b in zip([0, *ends[:-1]], ends, strict=True)]


def _joined(words: list[str], kept: str) -> set[int]:
    """Places between words that lie inside the kept phrase: no break there."""
    inside = kept.split()
    if not inside or len(kept) > KEPT_TOGETHER:
        return set()
    for start in range(len(words) - len(inside) + 1):
        part = " ".join(words[start : start + len(inside)])
        if kept in part:
            return set(range(start + 1, start + len(inside)))
    return set()


def _fewest(sizes: list[float], space: float, width: float) -> int:
    lines, filled = 1, 0.0
    for size in sizes:
        if filled and filled + space + size > width:
            lines, filled = lines + 1, size
        else:
            filled = filled + space + size if filled else size
    return lines


def _best_breaks(
    words: list[str], sizes: list[float], space: float, width: float, joined: set[int], count: int
) -> tuple[int, ...] | None:
    """Breaks of `count` lines with the least unevenness; dynamic programming over words and lines."""
    total = len(words)

    @functools.cache
    def best(start: int, lines: int) -> tuple[float, tuple[int, ...]]:
        if lines == 1:
            return _cost(start, total), ()
        choices: list[tuple[float, tuple[int, ...]]] = [(math.inf, ())]
        for end in range(start + 1, total - lines + 2):
            if end in joined:
                continue
            rest, breaks = best(end, lines - 1)
            small = 0.06 if words[end - 1].lower() in _SMALL else 0.0
            choices.append((_cost(start, end) + rest + small, (end, *breaks)))
        return min(choices, key=lambda choice: choice[0])

    def _cost(start: int, end: int) -> float:
        long = sum(sizes[start:end]) + space * (end - start - 1)
        if long > width:
            return (
                100.0 if end == start + 1 else math.inf
            )  # one long word: the check of the boxes will see it
        return float(((width - long) / width) ** 2)

    cost, breaks = best(0, count)
    return breaks if cost < math.inf else None


def as_lines(lines: list[str], highlight: str = "") -> Markup:
    """The lines as blocks, escaped, with the coloured phrase in <b> on every line that it touches."""
    whole = " ".join(lines)
    start = whole.find(highlight) if highlight else -1
    end = start + len(highlight) if start >= 0 else -1
    parts, at = [], 0
    for line in lines:
        a, b = max(start - at, 0), min(end - at, len(line))
        if start >= 0 and a < b:
            inner = Markup("{}<b>{}</b>{}").format(line[:a], line[a:b], line[b:])
        else:
            inner = Markup("{}").format(line)
        parts.append(Markup('<div class="nw">{}</div>').format(inner))
        at += len(line) + 1
    return Markup("").join(parts)
