"""Message and insight to pictures: one finding, and the action on a second slide where the placement takes two.

Every word comes from the message, every shape from the insight. Light: a worker process imports this without pandas.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.graphics import checks, designs, map_drawing, typeset
from generator.graphics.canvas import LOGICAL_WIDTH, PROBE, Box, Canvas
from generator.graphics.logo import logo_png
from generator.themes import Palette, Theme, load_theme

if TYPE_CHECKING:
    from pathlib import Path

    from markupsafe import Markup
    from PIL.Image import Image

    from generator.graphics.designs import Design
    from generator.graphics.map_layers import MapLayers
    from generator.home import Home
    from generator.platforms import Placement
    from generator.records import CheckResult, Insight, Message

CLAIM_SPACING = -0.028  # letter spacing of claims in parts of the size
NIGHT_SCENES = ("lampu", "kabut")  # drawn by night: their sky is dark on every ground
MARGIN = {"4x5": (64, 72), "1x1": (60, 68), "9x16": (10, 72), "16x9": (40, 48)}  # top and bottom, sides
_DRAWING = re.compile(r"(<svg[^>]*>).*?</svg>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class DrawnPicture:
    """A picture that passed its checks."""

    image: Image  # RGB, the placement's own size
    design: str
    alt_text: str
    checks: tuple[CheckResult, ...]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The page that a design is fitted into."""

    canvas: Canvas
    shape: str
    page: Box
    zone: Box  # the placement's safe box
    text: Box  # the zone less the margins: where words stand


class Studio:
    """Draws every picture of one campaign in one theme; can be sent to another process."""

    def __init__(self, home: Home, theme_name: str, layers: MapLayers | None, logo: Path | None) -> None:
        """Reads theme, designs and logo. Raises SettingsError, TemplateError or RenderingError."""
        self.home = home
        self.theme: Theme = load_theme(home, theme_name)
        self.designs = designs.load_designs(home)
        self.layers = layers
        self.images = {} if logo is None else {"logo": logo_png(logo)}

    def draw(self, message: Message, insight: Insight, placement: Placement) -> tuple[DrawnPicture, ...]:
        """One picture, or finding and action where the placement takes two slides.

        Raises RenderingError when a check fails in every size of the type, TemplateError for a broken design.
        """
        sheet = _sheet(placement)
        finding = designs.choose_design(self.designs, message.kind, sheet.shape, message.id)
        if placement.slides < 2 or finding.is_action:
            return (self._draw(finding, sheet, message, insight, placement, is_alone=True),)
        action = designs.action_design(self.designs, sheet.shape, message.id)
        return (
            self._draw(finding, sheet, message, insight, placement, is_alone=False),
            self._draw(action, sheet, message, insight, placement, is_alone=False),
        )

    def _draw(  # noqa: PLR0913 - one picture is what, where, for whom and beside what
        self,
        design: Design,
        sheet: _Sheet,
        message: Message,
        insight: Insight,
        placement: Placement,
        *,
        is_alone: bool,
    ) -> DrawnPicture:
        context = self._context(design, sheet, message, insight, is_alone=is_alone)
        html, css, runs, results = self._fit(design, sheet, context)
        checks.refuse_failed(results, design.name, placement.id)
        drawn = sheet.canvas.render(html, css, images=self.images)
        behind = sheet.canvas.render(html, css, images=self.images, with_text=False, scale=0.5)
        results += (checks.check_contrast(runs, drawn, behind, sheet.canvas.scale),)
        checks.refuse_failed(results, design.name, placement.id)
        alt_text = message.alt_text
        if design.is_action and not is_alone:
            alt_text = " ".join(t for t in (f"{message.tip_title}.", message.tip, message.words.get("stamp", "")) if t)
        return DrawnPicture(drawn.convert("RGB"), design.name, alt_text, results)

    def _fit(
        self, design: Design, sheet: _Sheet, context: dict[str, Any]
    ) -> tuple[str, str, tuple[checks.Run, ...], tuple[CheckResult, ...]]:
        """The page at the largest step of the type scale at which everything has its place, else at the last."""
        html, css, runs = "", "", ()
        results: tuple[CheckResult, ...] = ()
        steps = design.steps(sheet.shape)
        for step, claim_px in enumerate(steps):
            context |= {"step": step, "claim_px": claim_px, "area": None, "is_last": step == len(steps) - 1}
            css = designs.fill(self.home, f"{design.name}/page.css.j2", context)
            html = designs.fill(self.home, f"{design.name}/page.html.j2", context)
            context["area"] = sheet.canvas.probe(_hollow(html), css, images=self.images)
            if context["area"] is not None:
                css = designs.fill(self.home, f"{design.name}/page.css.j2", context)
                html = designs.fill(self.home, f"{design.name}/page.html.j2", context)
            hollow = _hollow(html)
            measured = sheet.canvas.measure(hollow, css, images=self.images)
            runs, lost = checks.with_roles(hollow, measured)
            results = checks.check_layout(runs, lost, sheet.page, sheet.zone)
            if all(result.is_passed for result in results):
                break
        return html, css, runs, results

    def _context(
        self, design: Design, sheet: _Sheet, message: Message, insight: Insight, *, is_alone: bool
    ) -> dict[str, Any]:
        """Everything that a template may print or shape."""
        palette = self.theme.palette(designs.pick(design.grounds, f"{message.id}/{design.name}"))

        def draw_map(page: Box, window: Box, *, most: int = 5, least: float = 1.0) -> map_drawing.DrawnMap | None:
            return _map_of(self.layers, insight, palette, page, window, most=most, least=least)

        def claim(width: float, text: str = message.headline, highlight: str = message.highlight) -> Markup:
            px = context["claim_px"]
            lines = typeset.balanced(text, width, px, spacing=CLAIM_SPACING, kept=highlight)
            return typeset.as_lines(lines, highlight)

        def lines(text: str, width: float, px: float, weight: int = 500) -> Markup:
            return typeset.as_lines(typeset.balanced(text, width, px, weight=weight))

        context: dict[str, Any] = {
            "m": message,
            "words": designs.Words(message.words),
            "claim": claim,
            "lines": lines,
            "text_width": typeset.text_width,
            "series": insight.series,
            "figures": insight.figures,
            "codes": insight.codes,
            "hotspots": insight.hotspots,
            "p": palette,
            "scene": self.theme.scene(palette, dark=message.theme in NIGHT_SCENES),
            "shape": sheet.shape,
            "page": sheet.page,
            "zone": sheet.zone,
            "text": sheet.text,
            "is_alone": is_alone,
            "probe": PROBE,
            "has_logo": bool(self.images),
            "draw_areas": lambda window: _areas_of(self.layers, insight, palette, window),
            "draw_map": draw_map,
            "Box": Box,
        }
        return context


def _areas_of(
    layers: MapLayers | None, insight: Insight, palette: Palette, window: Box
) -> map_drawing.DrawnAreas | None:
    """The kecamatan shaded by their counts, or None where their outlines are not known."""
    names = insight.codes.get("labels", "").split("|")
    counts = insight.series.get("counts", ())
    if layers is None or not layers.areas or not names:
        return None
    return map_drawing.draw_areas(layers, dict(zip(names, counts, strict=False)), window, palette)


def _hollow(html: str) -> str:
    """The page without the inside of its drawings: enough for measuring, and much faster."""
    return _DRAWING.sub(r"\1</svg>", html)


def _sheet(placement: Placement) -> _Sheet:
    """Canvas and boxes of a placement, in logical pixels."""
    scale = placement.width / LOGICAL_WIDTH
    height = placement.height / scale
    page = Box(0, 0, LOGICAL_WIDTH, height)
    zone = Box(
        placement.safe.left / scale,
        placement.safe.top / scale,
        LOGICAL_WIDTH - placement.safe.right / scale,
        height - placement.safe.bottom / scale,
    )
    shape = placement.shape
    upright, side = MARGIN[shape]
    gap = 0 if shape != "9x16" else upright
    text = Box(
        max(zone.left, side),
        max(zone.top + gap, upright),
        min(zone.right, LOGICAL_WIDTH - side),
        min(zone.bottom - gap, height - upright),
    )
    canvas = Canvas(LOGICAL_WIDTH, height, scale)
    return _Sheet(canvas, shape, page, zone, text)


def _map_of(  # noqa: PLR0913 - what, of what, how and where
    layers: MapLayers | None,
    insight: Insight,
    palette: Palette,
    page: Box,
    window: Box,
    *,
    most: int,
    least: float,
) -> map_drawing.DrawnMap | None:
    """The map of the insight's hotspots, or None without layers or places."""
    if layers is None:
        return None
    found = [layers.mark(spot.place.lon, spot.place.lat) for spot in insight.hotspots[:most]]
    shown = [mark for mark in found if mark is not None]
    if not shown:
        return None
    points = [mark.at for mark in shown] + [point for mark in shown for point in mark.line]
    view = map_drawing.fit(points, window, least_m_per_px=least)
    return map_drawing.draw_map(layers, view, page, palette, shown=shown, window=window)
