"""The print room: posters and talk sheets as PDF for the office printer and the print shop."""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from generator import road_physics
from generator.errors import TemplateError
from generator.graphics import checks, designs, print_checks, scenes
from generator.graphics.canvas import PROBE, Box, Canvas, written_texts
from generator.graphics.infographic import BEHIND_SCALE
from generator.graphics.page_context import PageTools, context_of
from generator.graphics.paper import DPI, PAPERS
from generator.graphics.pdf import PdfPage, pdf_of
from generator.graphics.qr import qr_code
from generator.graphics.strips import jpeg_in_strips
from generator.graphics.typeset import text_width
from generator.records import Asset, Poster
from generator.themes import Wardrobe

if TYPE_CHECKING:
    from markupsafe import Markup
    from PIL.Image import Image

    from generator.graphics.designs import Design
    from generator.graphics.logo import Logo
    from generator.graphics.map_layers import MapLayers
    from generator.graphics.paper import Paper
    from generator.graphics.press import Studios
    from generator.graphics.sheet import Sheet
    from generator.home import Home
    from generator.records import CheckResult, Insight, Message, TalkSheet
    from generator.themes import Palette, Scene, Style

OVERLAP = 16  # pixels
NOTHING = Box(0, 0, 0, 0)
_WHITE, _BLACK = "#FFFFFF", "#000000"


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One page to print: its words, and what its drawing is about."""

    path: str  # of the PDF, relative to the pack
    paper: str  # a4, a3
    is_grey: bool  # an edition for printers without colours
    made: Poster | TalkSheet
    unit: str
    language: str
    signs: tuple[str, ...]  # themes of its steps, for small signs
    shown: tuple[Message, Insight] | None = None  # what a poster draws
    layers: MapLayers | None = None

    @property
    def kind(self) -> str:
        """What designs are asked for."""
        return "poster" if isinstance(self.made, Poster) else "talk_sheet"

    @property
    def title(self) -> str:
        """Title of the document."""
        return self.made.line if isinstance(self.made, Poster) else self.made.title

    @property
    def link(self) -> str:
        """What its QR code opens, "" for none."""
        return self.made.link if isinstance(self.made, Poster) else ""


def print_page(studios: Studios, job: PrintJob) -> Asset:
    """Draw, check and write one PDF. Raises RenderingError for a page that fails its checks."""
    page = PrintRoom(studios.home, studios.style, studios.logo).page(job)
    data = page.pdf()
    target = studios.folder / job.path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    width, height = PAPERS[job.paper].pixels
    return Asset(
        path=job.path,
        width=width,
        height=height,
        alt_text=" ".join(page.texts),
        sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        design=page.design.name,
        checks=page.results,
        texts=page.texts,
    )


class PrintRoom:
    """Fits words of one campaign in one theme onto paper."""

    def __init__(self, home: Home, style: Style, logo: Logo | None) -> None:
        """Reads theme and designs. Raises SettingsError or TemplateError."""
        self.home = home
        self.theme = Wardrobe(home, style).usual  # a week of mourning prints nothing
        self.designs = designs.load_designs(home, style.mode)
        self.logo = logo
        self.images = {} if logo is None else {"logo": logo.png}

    def page(self, job: PrintJob) -> PrintedPage:
        """The page, checked at the largest type at which its words have their place.

        Raises RenderingError when it fails at every size.
        """
        faults: tuple[CheckResult, ...] = ()
        found = designs.suited(self.designs, "print", job.kind, job.paper)
        for design in sorted(found, key=lambda one: (-one.priority, one.name)):
            page = self.fitted(job, design)
            faults = faults or page.results
            if page.is_passed:
                return page
        print_checks.refuse_failed(faults, job.path)
        raise TemplateError(
            "templates/infographics",
            f"tidak ada desain print untuk {job.kind} kertas {job.paper}",
            "Tambahkan satu folder desain",
        )

    def fitted(self, job: PrintJob, design: Design) -> PrintedPage:
        """The page in that design at the largest type that passes, else at the smallest with what was found."""
        context = self._context(job, design)
        page = PrintedPage(self, job, design, context)
        for step, asked_px in enumerate(design.steps(job.paper)):
            page.set_step(step, self.theme.type.claim_px(asked_px))
            page.measure()
            if page.is_passed:
                page.look()
                break
        return page

    def _context(self, job: PrintJob, design: Design) -> dict[str, Any]:
        """Everything by the name that templates of print know it by."""
        sheet = PAPERS[job.paper].sheet()
        is_bare = (
            job.is_grey or job.kind == "talk_sheet"
        )  # on white paper, whatever pictures the campaign likes
        palette = self.theme.palette("light" if is_bare else designs.pick(design.grounds, job.path))
        palette = _paper_white(palette) if job.is_grey else palette
        context: dict[str, Any] = {
            "p": palette,
            "shape": job.paper,
            "page": sheet.page,
            "zone": sheet.zone,
            "text": sheet.text,
            "probe": PROBE,
            "Box": Box,
            "lines": _lines,
            "text_width": text_width,
            "type": self.theme.type,
            "shapes": self.theme.shapes,
            "road": road_physics,
            "has_logo": self.logo is not None,
            "logo": self.logo,
        }
        if job.shown is not None:
            scene = scenes.scene_of(self.home, job.shown[0])
            tools = PageTools(*job.shown, palette, job.layers, scene=scene, type=self.theme.type)
            of_message = context_of(tools, sheet, self.theme, is_alone=True, logo=self.logo)
            context = of_message | context | {"tools": tools}
            if job.is_grey and not scenes.is_by_night(scene):
                context["scene"] = _toned(context["scene"])
        return context | {
            "made": job.made,
            "unit": job.unit,
            "signs": job.signs,
            "palettes": self.theme.palettes,
            "is_grey": job.is_grey,
            "scene_files": [
                scenes.scene_named(self.home, tip, theme)
                for tip, theme in zip(job.made.tips, job.signs, strict=True)
            ]
            if not isinstance(job.made, Poster)
            else [],
            "qr": qr_code(job.link) if job.link else None,
        }


@functools.lru_cache(maxsize=512)
def _lines(text: str, width: float, px: float, weight: int = 500) -> Markup:
    """Balanced lines, kept: every strip of a page asks for the same."""
    return PageTools.lines(text, width, px, weight)


def _paper_white(palette: Palette) -> Palette:
    """The colours on bare paper: a grey ground costs toner and prints as dots, grey letters are weak."""
    light = dict.fromkeys(("ground", "ground_end", "land", "card", "on_accent", "on_alarm"), _WHITE)
    dark = dict.fromkeys(("ink", "muted", "highlight", "accent", "alarm", "on_card", "card_muted"), _BLACK)
    return replace(palette, **light, **dark, card_accent=_BLACK, casing="#DDDDDD")


def _toned(scene: Scene) -> Scene:
    """A drawing for a printer without colours: a light tone behind it, so that what is white still shows."""
    return replace(scene, sky="#E6E6E6", ink=_BLACK, soft="#C4C4C4")


class PrintedPage:
    """A page in the making, and when its checks have passed, its PDF."""

    def __init__(self, room: PrintRoom, job: PrintJob, design: Design, context: dict[str, Any]) -> None:
        self.room, self.job, self.design = room, job, design
        self.paper: Paper = PAPERS[job.paper]
        self.results: tuple[CheckResult, ...] = ()
        self.texts: tuple[str, ...] = ()
        self._context = context
        self._runs: tuple[checks.Run, ...] = ()

    @property
    def is_passed(self) -> bool:
        """Whether no check has found anything."""
        return all(one.is_passed for one in self.results)

    def set_step(self, step: int, claim_px: float) -> None:
        """Size of the line, and which step of the type scale it is, from 0."""
        self._context |= {"step": step, "claim_px": claim_px, "area": None, "band": NOTHING}
        if "tools" in self._context:
            self._context["tools"].claim_px = claim_px

    def measure(self) -> None:
        """Where the words stand, first without and then with what is drawn in the room that they leave."""
        sheet = self.paper.sheet()
        html, css = self._filled(NOTHING)
        measured = sheet.canvas.measure(html, css, images=self.room.images)
        if measured.probe is not None:
            self._context["area"] = measured.probe
            html, css = self._filled(NOTHING)
            measured = sheet.canvas.measure(html, css, images=self.room.images)
        self._runs, lost = checks.with_roles(html, measured.runs)
        self.texts = tuple(one.text.strip() for one in written_texts(html) if one.role != "i")
        self.results = print_checks.check_page(self.job.kind, self._runs, lost, self.paper, sheet)

    def look(self) -> None:
        """The checks that need pixels, on a small drawing: every colour is there."""
        drawn, behind = self.drawn(), self.drawn(BEHIND_SCALE, with_text=False)
        self.results += print_checks.check_colours(self._runs, drawn, behind, is_grey=self.job.is_grey)
        if self.job.link:
            self.results += (print_checks.check_qr(drawn, self.job.link),)

    def drawn(self, scale: float = 1.0, *, with_text: bool = True) -> Image:
        """The whole page in colour, `scale` pixels for a logical one: for checks and for looking."""
        page = self.paper.sheet().page
        html, css = self._filled(page)
        canvas = Canvas(round(page.width), page.height, scale)
        return canvas.render(html, css, images=self.room.images, with_text=with_text).convert("RGB")

    def jpeg(self, dpi: int = DPI) -> bytes:
        """The page as it is printed."""
        sheet = self.paper.sheet(dpi)
        size = (
            round(sheet.page.width * sheet.canvas.scale),
            int(sheet.page.height * sheet.canvas.scale + 0.001),
        )

        def strip(top: int, height: int) -> Image:
            return self._strip(sheet, top, height)

        return jpeg_in_strips(strip, size)

    def _strip(self, sheet: Sheet, top: int, height: int) -> Image:
        scale, width = sheet.canvas.scale, sheet.page.width
        # Drawings reach over the strip at both ends: the engine softens the edge of each, which would show as a line.
        html, css = self._filled(Box(0, (top - OVERLAP) / scale, width, (top + height + OVERLAP) / scale))
        box = f"position:relative;width:{width:g}px;height:{height / scale:.5f}px;overflow:hidden"
        moved = (
            f'<div style="{box}"><div class="abs" style="left:0;top:{-top / scale:.5f}px">{html}</div></div>'
        )
        canvas = replace(sheet.canvas, height=height / scale)
        drawn = canvas.render(moved, css, images=self.room.images)
        return drawn.convert("L" if self.job.is_grey else "RGB")

    def _filled(self, band: Box) -> tuple[str, str]:
        """The page; drawings only inside `band`, since the engine keeps each one whole in memory."""
        context = self._context | {"band": band}
        css = designs.fill(self.room.home, f"{self.design.name}/page.css.j2", context)
        return designs.fill(self.room.home, f"{self.design.name}/page.html.j2", context), css

    def pdf(self) -> bytes:
        """The finished file."""
        job = self.job
        text = "\n".join(self.texts)
        return pdf_of(PdfPage(self.paper, self.jpeg(), job.is_grey, job.title, text, job.language))
