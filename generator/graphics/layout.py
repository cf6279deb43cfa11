"""The checks of a measured layout: readable, whole, inside its placement's zone. Cheap: they steer the type size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.graphics import fonts
from generator.graphics.canvas import LOGICAL_WIDTH, Box, TextRun, Written, written_texts
from generator.records import CheckResult

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_HAIR = 2.0  # pixels that a letter's side may stand out
PHONE_PX = 390  # width of a phone's screen
# Smallest type of each role in phone pixels, when the canvas is as wide as the screen.
PHONE_FLOORS = {"claim": 22.0, "body": 12.0, "lbl": 10.0, "map": 10.0, "src": 8.5, "i": 8.5}
_MEASURED = 0.25  # how far a measured line may be off, in pixels of the canvas


@dataclass(frozen=True, slots=True)
class Run:
    """A measured run with the role of the element that holds it."""

    run: TextRun
    role: str


def with_roles(html: str, runs: Iterable[TextRun]) -> tuple[tuple[Run, ...], tuple[str, ...]]:
    """Every run with its role, and the pieces of text that the page has but no run shows."""
    pieces = written_texts(html)
    whole = "".join(_tight(piece.text) for piece in pieces)
    roles = [piece.role for piece in pieces for _ in _tight(piece.text)]
    is_shown = [False] * len(whole)
    found: list[Run] = []
    cursor = 0
    for run in runs:
        text = _tight(run.text)
        at = whole.find(text, cursor)
        at = whole.find(text) if at < 0 else at
        found.append(Run(run, roles[at] if at >= 0 else "body"))
        if at >= 0:
            is_shown[at : at + len(text)] = [True] * len(text)
            cursor = at + len(text) if at - cursor < 80 else cursor
    return tuple(found), _lost(pieces, is_shown)


def _tight(text: str) -> str:
    return "".join(text.split())


def _lost(pieces: Sequence[Written], is_shown: list[bool]) -> tuple[str, ...]:
    lost, at = [], 0
    for piece in pieces:
        text = _tight(piece.text)
        if not all(is_shown[at : at + len(text)]):
            lost.append(piece.text.strip())
        at += len(text)
    return tuple(lost)


def check_layout(
    runs: Sequence[Run], lost: Sequence[str], page: Box, zone: Box, logo: Box | None = None
) -> tuple[CheckResult, ...]:
    """Size on a phone, lost text, overflow, zone, overlap, missing signs; one result each, the worst case first.

    `zone` is the strictest safe box of all its placements, `page` the whole canvas, both in logical pixels.
    """
    return (
        _phone_size(runs),
        CheckResult("text_complete", not lost, len(lost), 0, "; ".join(lost)[:200]),
        _inside("inside_box", runs, None),
        _inside("safe_zone", runs, zone),
        _no_overlap(runs),
        _signs(runs),
        _inside("inside_page", runs, page),
        *(() if logo is None else (_logo_inside(logo, zone),)),
    )


def _logo_inside(logo: Box, zone: Box) -> CheckResult:
    """How far the logo stands out of the zone."""
    sides = (zone.left - logo.left, zone.top - logo.top, logo.right - zone.right, logo.bottom - zone.bottom)
    out = max(*sides, 0.0)
    return CheckResult("logo_zone", out <= _HAIR, round(out, 1), _HAIR, "logo")


def _phone_size(runs: Sequence[Run]) -> CheckResult:
    """The run that is smallest in comparison with the floor of its role."""
    if not runs:
        return CheckResult("phone_size", False, 0, 1, "tidak ada tulisan")  # noqa: FBT003 - field of a record
    worst = min(runs, key=lambda one: one.run.font_px / PHONE_FLOORS[one.role])
    value, limit = (worst.run.font_px + _MEASURED) * PHONE_PX / LOGICAL_WIDTH, PHONE_FLOORS[worst.role]
    return CheckResult("phone_size", value >= limit, round(value, 1), limit, worst.run.text.strip())


def ink_box(run: TextRun) -> Box:
    """The part of the line's box that letters fill: from the height of capitals to the descenders."""
    if run.is_turned:
        return run.box
    top = run.box.top + 0.20 * run.font_px
    return Box(run.box.left, top, run.box.right, run.box.bottom - 0.12 * run.font_px)


def _inside(name: str, runs: Sequence[Run], zone: Box | None) -> CheckResult:
    """How far the worst run stands out of the zone, or out of the element that holds it."""
    worst, text = 0.0, ""
    for one in runs:
        ink, around = ink_box(one.run), zone or one.run.holder
        if zone is None and one.run.is_turned:
            continue
        out = max(around.left - ink.left, ink.right - around.right, 0.0)
        if zone is not None:
            out = max(out, around.top - ink.top, ink.bottom - around.bottom)
        if out > worst:
            worst, text = out, one.run.text.strip()
    return CheckResult(name, worst <= _HAIR, round(worst, 1), _HAIR, text)


def _no_overlap(runs: Sequence[Run]) -> CheckResult:
    """The largest overlap of two texts (turned names of roads and icons keep clear by their own rule)."""
    flat = [(one, ink_box(one.run)) for one in runs if not one.run.is_turned]
    flat.sort(key=lambda pair: pair[1].top)
    worst, text = 0.0, ""
    for n, (one, box) in enumerate(flat):
        for other, other_box in flat[n + 1 :]:
            if other_box.top >= box.bottom:
                break
            wide, high = box.overlap(other_box)
            shared = min(wide, high)
            if shared > worst:
                worst, text = shared, f"{one.run.text.strip()} / {other.run.text.strip()}"
    return CheckResult("no_overlap", worst <= 3.0, round(worst, 1), 3.0, text)


def _signs(runs: Sequence[Run]) -> CheckResult:
    missing = fonts.missing_signs("".join(one.run.text for one in runs))
    return CheckResult("signs_known", not missing, len(missing), 0, missing[:40])
