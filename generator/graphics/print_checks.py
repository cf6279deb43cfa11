"""The checks of a printed page: read at its distance, whole, inside the cut sheet, in colour and on a grey printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import RenderingError
from generator.graphics import checks, qr
from generator.records import CheckResult

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PIL.Image import Image

    from generator.graphics.paper import Paper
    from generator.graphics.sheet import Sheet

# Smallest type in millimetres. A poster is read from 3 m, where an eye of 6/6 needs capitals of 4.4 mm (5 minutes of
# arc) and capitals are 0.7 of the size; a sheet is held in the hand, where 10 points are 3.5 mm.
FLOORS_MM: Mapping[str, Mapping[str, float]] = {
    "poster": {"claim": 12.0, "body": 7.0, "lbl": 5.0, "map": 5.0, "src": 3.8, "i": 5.0},
    "talk_sheet": {"claim": 7.0, "body": 3.5, "lbl": 3.2, "map": 3.2, "src": 2.8, "i": 3.2},
}

GREY_SHARE = 2 / 3


def check_page(
    kind: str, runs: Sequence[checks.Run], lost: Sequence[str], paper: Paper, sheet: Sheet
) -> tuple[CheckResult, ...]:
    """What the measured layout tells; one result each."""
    layout = checks.check_layout(runs, lost, sheet.page, sheet.zone)
    # The floors of a phone say nothing about paper.
    return (_size(kind, runs, paper), *(one for one in layout if one.name != "phone_size"))


def _size(kind: str, runs: Sequence[checks.Run], paper: Paper) -> CheckResult:
    """The run that is smallest in comparison with the floor of its role, in millimetres."""
    floors = FLOORS_MM[kind]
    worst = min(runs, key=lambda one: one.run.font_px / floors[one.role])
    value, limit = worst.run.font_px / paper.px_per_mm, floors[worst.role]
    return CheckResult("print_size", value >= limit - 0.05, round(value, 2), limit, worst.run.text.strip())


def check_colours(
    runs: Sequence[checks.Run], drawn: Image, behind: Image, *, is_grey: bool
) -> tuple[CheckResult, ...]:
    """Contrast of every text as it is, and as a printer without colours prints it.

    The edition in grey keeps the whole limit; a page in colour may lose a third of it on the way. `drawn` has a pixel
    for a logical one.
    """
    grey = checks.check_contrast(runs, _greyed(drawn), _greyed(behind), 1.0)
    limit = round(grey.limit * (1.0 if is_grey else GREY_SHARE), 2)
    return (
        checks.check_contrast(runs, drawn, behind, 1.0),
        CheckResult("grey_contrast", grey.value >= limit - 0.05, grey.value, limit, grey.detail),
    )


def _greyed(picture: Image) -> Image:
    return picture.convert("L").convert("RGB")


def check_qr(drawn: Image, link: str) -> CheckResult:
    """Whether a reader finds exactly the link on the page."""
    found = qr.read_back(drawn)
    return CheckResult("qr_reads", found == (link,), len(found), 1, link)


def refuse_failed(results: Iterable[CheckResult], where: str) -> None:
    """Raises RenderingError naming the page and its text for the first check that failed."""
    for one in results:
        if not one.is_passed:
            raise RenderingError(
                f"cetakan {where}",
                f'{_FAULTS[one.name]} ({one.value:g}, batas {one.limit:g}): "{one.detail}"',
                "Perpendek kata-katanya atau ubah templatnya",
            )


_FAULTS = {
    "print_size": "tulisan terlalu kecil di kertas (mm)",
    "text_complete": "ada tulisan yang tidak tergambar",
    "inside_box": "tulisan lebih lebar daripada kotaknya",
    "safe_zone": "tulisan di luar garis potong",
    "inside_page": "tulisan di luar kertas",
    "no_overlap": "tulisan bertumpukan",
    "signs_known": "huruf tidak ada di dalam fon",
    "contrast": "tulisan kurang kontras dengan latarnya",
    "grey_contrast": "tulisan tidak terbaca bila dicetak hitam-putih",
    "qr_reads": "kode QR tidak terbaca kembali",
}
