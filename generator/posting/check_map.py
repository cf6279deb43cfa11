"""The small map of the check page as SVG text; the shapes come from generator.accidents.report.intake_map."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from generator.accidents.report.intake_map import WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.accidents.report.intake_facts import IntakeFacts
    from generator.accidents.report.intake_map import GridLine, IntakeMap, Line
    from generator.webpage import Words


def map_view(drawn: IntakeMap, facts: IntakeFacts, words: Words) -> dict[str, Any]:
    """The map's paths, the legend of its colours, and what is not on it."""
    size = math.sqrt(3) / 2 * drawn.radius
    hexagon = [(0.0, -1.0), (size, -0.5), (size, 0.5), (0.0, 1.0), (-size, 0.5), (-size, -0.5)]
    corners = [(x, y * drawn.radius) for x, y in hexagon]
    first = 5 - len(drawn.levels)
    right, low = WIDTH - 14, drawn.height - 14
    return {
        "width": f"{WIDTH:.0f}",
        "height": f"{drawn.height:.0f}",
        "outline": _path(drawn.outline),
        "areas": _path(drawn.areas),
        "roads": _path(drawn.roads),
        "levels": [
            {
                "style": f"l{first + n}",
                "name": words.number(low) if low == high else f"{words.number(low)}–{words.number(high)}",
                "path": "".join(
                    _polygon(corners, cell.x, cell.y) for cell in drawn.cells if cell.level == first + n
                ),
            }
            for n, (low, high) in enumerate(drawn.levels)
        ],
        "grid": [_grid(line, drawn.height, words) for line in drawn.grid if _has_room(line, drawn)],
        "scale": {
            "path": f"M{right - drawn.scale_width:.1f} {low - 6:.1f}v6H{right:.1f}v-6",
            "x": f"{right:.1f}",
            "y": f"{low - 10:.1f}",
            "name": words("km", n=words.number(drawn.scale_km, 0 if drawn.scale_km >= 1 else 1)),
        },
        "line": words("map_line_check", n=words.number(drawn.shown)),
        "not_shown": _not_shown(drawn, facts, words),
    }


def _not_shown(drawn: IntakeMap, facts: IntakeFacts, words: Words) -> list[str]:
    """Sentences about accidents that have no mark on the map."""
    counts = {"map_missing": facts.point_quality["missing"], "map_pile": facts.point_quality["pile"],
              "map_outside": facts.point_quality["outside"], "map_beyond": drawn.beyond}  # fmt: skip
    return [words(key, n=words.number(rows)) for key, rows in counts.items() if rows]


def _path(lines: Iterable[Line]) -> str:
    return "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in line) for line in lines)


def _polygon(corners: list[tuple[float, float]], x: float, y: float) -> str:
    return "M" + "L".join(f"{x + dx:.1f} {y + dy:.1f}" for dx, dy in corners) + "Z"


def _has_room(line: GridLine, drawn: IntakeMap) -> bool:
    """Whether the name of a line fits beside it, clear of the scale."""
    if line.is_meridian:
        return line.at < WIDTH - 110 - drawn.scale_width
    return 30 < line.at < drawn.height - 40


def _grid(line: GridLine, height: float, words: Words) -> dict[str, str]:
    """A line of the grid with its degrees and the letter of its half of the world."""
    key = (
        ("east" if line.degrees >= 0 else "west")
        if line.is_meridian
        else ("north" if line.degrees >= 0 else "south")
    )
    plain = f"{abs(line.degrees):.2f}".rstrip("0").rstrip(".")
    digits = len(plain.split(".")[1]) if "." in plain else 0
    at = f"{line.at:.1f}"
    ends = (at, "0", at, f"{height:.0f}") if line.is_meridian else ("0", at, f"{WIDTH:.0f}", at)
    return {
        "name": f"{words.number(abs(line.degrees), digits)}° {words(key)}",
        "is_meridian": "yes" if line.is_meridian else "",
        "at": at,
        **dict(zip(("x1", "y1", "x2", "y2"), ends, strict=True)),
    }
