"""Bars of the check page in SVG units: drawn once for a desk and once for a phone, so that type keeps its size."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from generator.webpage import Words

NARROW = 320.0
_HEIGHT = 150.0  # of the bars
_ABOVE, _BELOW = 14.0, 24.0
_DIGIT = 7.0  # width of a digit of the axis, units
_NONE_HEIGHT = 3.0  # of the mark that stands for no row at all


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: stacked parts from below (style class, value), what it is called, and a mark below it or ""."""

    parts: tuple[tuple[str, int], ...]
    title: str
    label: str = ""
    empty: str = ""  # style of the flat mark where there is no row at all; "" for no mark

    @property
    def total(self) -> int:
        """Height of the whole bar."""
        return sum(value for _, value in self.parts)


@dataclass(frozen=True, slots=True)
class Rect:
    """One rectangle of a chart."""

    x: str
    y: str
    width: str
    height: str
    style: str
    title: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A text beside an axis."""

    x: str
    y: str
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Chart:
    """One drawing of a bar chart."""

    kind: str  # wide, narrow
    width: str
    height: str
    left: str
    base: str
    rects: tuple[Rect, ...]
    lines: tuple[str, ...]  # y of the lines behind the bars
    marks: tuple[Mark, ...]


def bar_charts(bars: Sequence[Bar], number: Callable[[float], str], wide: float) -> list[Chart]:
    """The chart for a wide and for a narrow screen.

    `wide` is the width in units for a desk: about what the chart will have there, so that type keeps its size.
    """
    return [_chart(bars, number, kind, width) for kind, width in (("wide", wide), ("narrow", NARROW))]


def strip(parts: Sequence[tuple[str, str, int]], number: Callable[[float], str], percent: Callable[[float], str]) -> list[Mapping[str, str]]:  # fmt: skip
    """Shares of one whole as pieces of a bar 100 wide: style, label, rows, share; parts of 0 are left out."""
    total = sum(rows for _, _, rows in parts)
    made: list[Mapping[str, str]] = []
    start = 0.0
    for style, label, rows in parts:
        if rows:
            width = 100 * rows / total
            made.append({"style": style, "label": label, "rows": number(rows), "share": share_text(rows / total, percent),
                         "x": f"{start:.3f}", "width": f"{width:.3f}"})  # fmt: skip
            start += width
    return made


def code_strip(
    counts: Mapping[str, int], styles: Mapping[Any, str], name: str, words: Words
) -> list[Mapping[str, str]]:
    """Shares of a column of codes; codes of one colour stay apart by a thin gap and by their names."""
    parts = [
        (styles.get(code, "s-none"), words.known(f"label.{name}.{code}", code), rows)
        for code, rows in counts.items()
    ]
    return strip(parts, words.number, words.percent)


def share_text(share: float, percent: Callable[[float], str]) -> str:
    """A share that never rounds something to nothing or nearly all to all: <1%, >99%."""
    if 0 < share < 0.005:
        return f"<{percent(0.01)}"
    return f">{percent(0.99)}" if 0.995 < share < 1 else percent(share)


def ticks(top: int) -> list[int]:
    """Two to five whole steps from 0 to a round number that is at least `top`."""
    raw = max(1.0, top / 4)
    power = 10 ** math.floor(math.log10(raw))
    step = next(int(power * n) for n in (1, 2, 5, 10) if power * n >= raw)
    return list(range(0, step * math.ceil(max(top, 1) / step) + 1, step))


def _chart(bars: Sequence[Bar], number: Callable[[float], str], kind: str, width: float) -> Chart:
    axis = ticks(max((bar.total for bar in bars), default=0))
    left = 8 + _DIGIT * max(len(number(value)) for value in axis)
    step = (width - left) / max(1, len(bars))
    base = _ABOVE + _HEIGHT
    unit = _HEIGHT / axis[-1]
    marks = [
        Mark(f"{left - 6:.1f}", f"{base - value * unit + 4:.1f}", number(value), "end") for value in axis
    ]
    marks += _below(bars, left, step, base, width)
    rects = [rect for n, bar in enumerate(bars) for rect in _rects(bar, left + n * step, step, base, unit)]
    lines = tuple(f"{base - value * unit:.1f}" for value in axis[1:])
    return Chart(
        kind,
        f"{width:.0f}",
        f"{base + _BELOW:.0f}",
        f"{left:.1f}",
        f"{base:.1f}",
        tuple(rects),
        lines,
        tuple(marks),
    )


def _rects(bar: Bar, x: float, step: float, base: float, unit: float) -> list[Rect]:
    """The stacked parts of one bar, or the mark of an empty one."""
    gap = min(3.0, step * 0.2)
    at, width = f"{x + gap / 2:.2f}", f"{step - gap:.2f}"
    if not bar.total:
        if not bar.empty:
            return []
        return [Rect(at, f"{base - _NONE_HEIGHT:.1f}", width, f"{_NONE_HEIGHT:.1f}", bar.empty, bar.title)]
    made = []
    y = base
    for style, value in bar.parts:
        if value:
            y -= value * unit
            made.append(Rect(at, f"{y:.2f}", width, f"{value * unit:.2f}", style, bar.title))
    return made


def _below(bars: Sequence[Bar], left: float, step: float, base: float, width: float) -> list[Mark]:
    """Labels under the bars; one that would touch the one before it, or leave the picture, is left out."""
    made: list[Mark] = []
    free = left - 8
    for n, bar in enumerate(bars):
        half = len(bar.label) * _DIGIT / 2
        middle = max(left + (n + 0.5) * step, left - 4 + half)
        if bar.label and middle - half >= free and middle + half <= width + 4:
            made.append(Mark(f"{middle:.1f}", f"{base + 17:.1f}", bar.label, "middle"))
            free = middle + half + 6
    return made
