"""What a template may print or shape: the message's words, the insight's series, colours, boxes, maps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator import road_physics
from generator.graphics import map_drawing, map_grain, scenes, typeset
from generator.graphics.canvas import PROBE, Box
from generator.graphics.designs import Words
from generator.themes import Type

if TYPE_CHECKING:
    from markupsafe import Markup

    from generator.graphics.logo import Logo
    from generator.graphics.map_layers import MapLayers
    from generator.graphics.sheet import Sheet
    from generator.records import Insight, Message
    from generator.themes import Palette, Theme


@dataclass(slots=True)
class PageTools:
    """The functions that a template calls: balanced lines and maps, for one message on one page."""

    message: Message
    insight: Insight
    palette: Palette
    layers: MapLayers | None
    scene: str = ""  # file of the drawing that goes with the tip
    claim_px: float = 0.0
    type: Type = field(default_factory=Type)
    _maps: dict[tuple[object, ...], map_drawing.DrawnMap | None] = field(default_factory=dict)

    def claim(self, width: float, text: str | None = None, highlight: str | None = None) -> Markup:
        """The headline (or another text) in balanced lines at the size of the claim."""
        text = self.message.headline if text is None else text
        highlight = self.message.highlight if highlight is None else highlight
        lines = typeset.balanced(
            text, width, self.claim_px, weight=self.type.weight, spacing=self.type.tracking, kept=highlight
        )
        return typeset.as_lines(lines, highlight)

    @staticmethod
    def lines(text: str, width: float, px: float, weight: int = 500) -> Markup:
        """A text in balanced lines."""
        return typeset.as_lines(typeset.balanced(text, width, px, weight=weight))

    def draw_map(
        self, page: Box, window: Box, *, most: int = 5, least: float = 1.0
    ) -> map_drawing.DrawnMap | None:
        """The map of the insight's hotspots over `page`, fitted into `window`; None without layers or places.

        `least` is the smallest number of metres a logical pixel stands for.
        """
        key = (page, window, most, least)
        if key not in self._maps:
            self._maps[key] = self._map(page, window, most, least)
        return self._maps[key]

    def _map(self, page: Box, window: Box, most: int, least: float) -> map_drawing.DrawnMap | None:
        if self.layers is None:
            return None
        found = [self.layers.mark(spot.place.lon, spot.place.lat) for spot in self.insight.hotspots[:most]]
        shown = [mark for mark in found if mark is not None]
        if not shown:
            return None
        points = [mark.at for mark in shown] + [point for mark in shown for point in mark.line]
        around = () if self.layers.has_roads else map_grain.core(self.layers) or self.layers.corners
        view = map_drawing.fit([*points, *around], window, least_m_per_px=least)
        return map_drawing.draw_map(self.layers, view, page, self.palette, shown=shown, window=window)

    @property
    def has_map(self) -> bool:
        """Whether the marks would stand on anything that a reader recognises."""
        return self.layers is not None and (self.layers.has_ground or map_grain.is_telling(self.layers))

    @property
    def has_roads(self) -> bool:
        """Whether a map of one place shows its streets."""
        return self.layers is not None and self.layers.has_roads

    def draw_areas(self, window: Box) -> map_drawing.DrawnAreas | None:
        """The kecamatan shaded by their counts, or None where their outlines are not known."""
        names = self.insight.codes.get("labels", "").split("|")
        counts = dict(zip(names, self.insight.series.get("counts", ()), strict=False))
        if self.layers is None or not any(area.name in counts for area in self.layers.areas):
            return None
        return map_drawing.draw_areas(self.layers, counts, window, self.palette)


def context_of(
    tools: PageTools, sheet: Sheet, theme: Theme, *, is_alone: bool, logo: Logo | None
) -> dict[str, Any]:
    """Everything by the name that templates know it by."""
    message, insight = tools.message, tools.insight
    is_night = scenes.is_by_night(tools.scene)
    return {
        "m": message,
        "words": Words(message.words),
        "series": insight.series,
        "figures": insight.figures,
        "codes": insight.codes,
        "hotspots": insight.hotspots,
        "p": tools.palette,
        "type": theme.type,
        "shapes": theme.shapes,
        "scene": theme.scene(tools.palette, is_night=is_night),
        "scene_file": tools.scene,
        "road": road_physics,
        "is_night": is_night,
        "shape": sheet.shape,
        "page": sheet.page,
        "zone": sheet.zone,
        "text": sheet.text,
        "is_alone": is_alone,
        "has_logo": logo is not None,
        "logo": logo,
        "probe": PROBE,
        "Box": Box,
        "claim": tools.claim,
        "lines": tools.lines,
        "text_width": typeset.text_width,
        "has_map": tools.has_map,
        "has_roads": tools.has_roads,
        "draw_map": tools.draw_map,
        "draw_areas": tools.draw_areas,
    }
