"""The checks of a picture before it leaves: readable, whole, inside its placement's zone.

Two groups: checks of the measured layout (cheap, they also steer the choice of the type size) and checks of the
drawn pixels. A failed check stops the picture with its design, its placement and the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.errors import RenderingError
from generator.graphics import fonts
from generator.graphics.canvas import Box, TextRun, written_texts
from generator.records import CheckResult
from generator.themes import contrast

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PIL.Image import Image

# Smallest type on a canvas 1080 wide, from phone pixels (screen 390 wide): claim 22, body 12, labels 10, source 8.5.
FLOORS = {"claim": 60.0, "body": 33.0, "lbl": 27.5, "map": 27.5, "src": 23.5, "i": 24.0}
CONTRAST_TEXT, CONTRAST_LARGE, LARGE_PX = 4.5, 3.0, 48.0


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


def _lost(pieces: Sequence[object], is_shown: list[bool]) -> tuple[str, ...]:
    lost, at = [], 0
    for piece in pieces:
        text = _tight(piece.text)  # type: ignore[attr-defined]
        if not all(is_shown[at : at + len(text)]):
            lost.append(piece.text.strip())  # type: ignore[attr-defined]
        at += len(text)
    return tuple(lost)


def check_layout(runs: Sequence[Run], lost: Sequence[str], page: Box, zone: Box) -> tuple[CheckResult, ...]:
    """Size on a phone, lost text, overflow, zone, overlap, missing signs; one result each, the worst case first.

    `zone` is the placement's safe box and `page` the whole canvas, both in logical pixels.
    """
    return (
        _phone_size(runs),
        CheckResult("text_complete", not lost, len(lost), 0, "; ".join(lost)[:200]),
        _inside("inside_box", runs, None),
        _inside("safe_zone", runs, zone),
        _no_overlap(runs),
        _signs(runs),
        _inside("inside_page", runs, page),
    )


def _phone_size(runs: Sequence[Run]) -> CheckResult:
    """The run that is smallest in comparison with the floor of its role."""
    if not runs:
        return CheckResult("phone_size", False, 0, 1, "tidak ada tulisan")  # noqa: FBT003 - field of a record
    worst = min(runs, key=lambda one: one.run.font_px / FLOORS[one.role])
    value, limit = round(worst.run.font_px, 1), FLOORS[worst.role]
    return CheckResult("phone_size", value >= limit - 0.5, value, limit, worst.run.text.strip())


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
        if zone is not None and one.role == "map" and name == "safe_zone" and not one.run.text.strip():
            continue
        ink, around = ink_box(one.run), zone or one.run.holder
        if zone is None and one.run.is_turned:
            continue
        out = max(around.left - ink.left, ink.right - around.right, 0.0)
        if zone is not None:
            out = max(out, around.top - ink.top, ink.bottom - around.bottom)
        if out > worst:
            worst, text = out, one.run.text.strip()
    return CheckResult(name, worst <= 2.0, round(worst, 1), 2.0, text)


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


def check_contrast(runs: Sequence[Run], drawn: Image, without_text: Image, scale: float) -> CheckResult:
    """Contrast of every text on the pixels that really stand behind it; the worst run in ratio to its limit.

    `drawn` has `scale` pixels for a logical one; `without_text` may be smaller and is compared cell by cell.
    """
    from PIL import Image as images_of  # noqa: N813 - a module

    size = drawn.size
    behind = without_text.convert("RGB")
    ratio = behind.width / drawn.width
    worst, result = 99.0, CheckResult("contrast", True, 21, CONTRAST_TEXT)  # noqa: FBT003 - field of a record
    for one in runs:
        box = ink_box(one.run)
        crop = (
            max(0, int(box.left * scale)),
            max(0, int(box.top * scale)),
            min(size[0], int(box.right * scale) + 1),
            min(size[1], int(box.bottom * scale) + 1),
        )
        if crop[2] - crop[0] < 3 or crop[3] - crop[1] < 3:
            continue
        is_large = one.run.font_px >= LARGE_PX or one.role == "i"
        limit = CONTRAST_LARGE if is_large else CONTRAST_TEXT
        text = drawn.crop(crop).convert("RGB")
        left, top, right, bottom = (edge * ratio for edge in crop)
        back = behind.resize(text.size, images_of.Resampling.BILINEAR, box=(left, top, right, bottom))
        value = _contrast_in(text, back, is_turned=one.run.is_turned)
        if value / limit < worst:
            worst = value / limit
            result = CheckResult(
                "contrast", value >= limit - 0.05, round(value, 2), limit, one.run.text.strip()
            )
    return result


def _contrast_in(drawn: Image, behind: Image, *, is_turned: bool) -> float:
    """Ratio of the core colour of the letters to the worst of 8 x 4 cells behind them (WCAG 2.2).

    The outer box of turned text holds more than the text: there only what lies close to the letters counts.
    """
    from PIL import Image as images_of  # noqa: N813 - a module
    from PIL import ImageChops, ImageFilter, ImageStat

    changed = ImageChops.difference(drawn, behind).convert("L")
    strongest = max(level for level, count in enumerate(changed.histogram()) if count)
    if strongest < 8:
        return 1.0
    core = changed.point([255 if level >= 0.8 * strongest else 0 for level in range(256)])
    red, green, blue = ImageStat.Stat(drawn, core).median
    cells = behind.resize((8, 4), images_of.Resampling.BOX).tobytes()
    letters = (int(red), int(green), int(blue))
    if is_turned:
        near = ImageStat.Stat(behind, core.filter(ImageFilter.MaxFilter(5))).median
        return contrast(letters, (int(near[0]), int(near[1]), int(near[2])))
    return min(contrast(letters, (cells[n], cells[n + 1], cells[n + 2])) for n in range(0, len(cells), 3))


def refuse_failed(results: Iterable[CheckResult], design: str, placement: str) -> None:
    """Raises RenderingError naming design, placement and text for the first check that failed."""
    for result in results:
        if not result.is_passed:
            raise RenderingError(
                f"gambar {design} untuk {placement}",
                f'{_FAULTS[result.name]} ({result.value:g}, batas {result.limit:g}): "{result.detail}"',
                "Perpendek kata-katanya atau ubah templatnya",
            )


_FAULTS = {
    "phone_size": "tulisan terlalu kecil di ponsel",
    "text_complete": "ada tulisan yang tidak tergambar",
    "inside_box": "tulisan lebih lebar daripada kotaknya",
    "safe_zone": "tulisan di luar zona aman",
    "inside_page": "tulisan di luar gambar",
    "no_overlap": "tulisan bertumpukan",
    "signs_known": "huruf tidak ada di dalam fon",
    "contrast": "tulisan kurang kontras dengan latarnya",
}
