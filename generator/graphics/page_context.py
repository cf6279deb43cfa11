"""What a template may print or shape: the message's words, the insight's series, colours, boxes, maps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator import road_physics
from generator.graphics import map_areas, map_drawing, map_grain, map_view, scenes, typeset
from generator.graphics.canvas import PROBE, Box
from generator.graphics.designs import Words
from generator.themes import Type
from generator.themes.colour import best_on

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from generator.graphics.logo import Logo
    from generator.graphics.map_layers import MapLayers, Mark
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
        self, page: Box, window: Box, *, most: int = 5, least: float = 1.0, **options: Any
    ) -> map_drawing.DrawnMap | None:
        """The map of the insight's hotspots over `page`, fitted into `window`; None without layers or places.

        `least` is the smallest number of metres a logical pixel stands for; `options` are those of
        map_drawing.Frame: is_scale_right, avoid.
        """
        key = (page, window, most, least, repr(options))
        if key not in self._maps:
            self._maps[key] = self._map(page, window, most, least, options)
        return self._maps[key]

    def _map(
        self, page: Box, window: Box, most: int, least: float, options: Mapping[str, Any]
    ) -> map_drawing.DrawnMap | None:
        shown = self._marks(most)
        if self.layers is None or not shown:
            return None
        points = [mark.at for mark in shown] + [point for mark in shown for point in mark.line]
        around = () if self.layers.has_roads else map_grain.core(self.layers) or self.layers.corners
        padding = 24 if around else 76  # an outline may come close to the edge, a mark has a disc around it
        view = map_view.fit([*points, *around], window, least_m_per_px=least, padding=padding)
        frame = map_drawing.Frame(page, window, **options)
        return map_drawing.draw_map(self.layers, view, frame, self.palette, shown)

    def draw_locator(self, box: Box, *, most: int = 5) -> str:
        """The whole district small in `box` with the places in it; empty where its outline is not known."""
        shown = self._marks(most)
        if self.layers is None or not shown:
            return ""
        return map_drawing.draw_locator(self.layers, shown, box, self.palette)

    def _marks(self, most: int) -> list[Mark]:
        """The first hotspots of the insight that have a position."""
        if self.layers is None:
            return []
        found = [self.layers.mark(spot.place.lon, spot.place.lat) for spot in self.insight.hotspots[:most]]
        return [mark for mark in found if mark is not None]

    @property
    def has_map(self) -> bool:
        """Whether the marks would stand on anything that a reader recognises."""
        return self.layers is not None and (self.layers.has_ground or map_grain.is_telling(self.layers))

    @property
    def has_roads(self) -> bool:
        """Whether a map of one place shows its streets."""
        return self.layers is not None and self.layers.has_roads

    def draw_areas(self, window: Box) -> map_areas.DrawnAreas | None:
        """The kecamatan shaded by their counts, or None where their outlines are not known."""
        names = self.insight.codes.get("labels", "").split("|")
        counts = dict(zip(names, self.insight.series.get("counts", ()), strict=False))
        if self.layers is None or not any(area.name in counts for area in self.layers.areas):
            return None
        return map_areas.draw_areas(self.layers, counts, window, self.palette)


def readable_on(colour: str) -> str:
    """White or near-black, whichever reads better on a colour that a theme pairs with no text."""
    return best_on(colour, ("#FFFFFF", "#10151F"))


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
        "on": readable_on,
        "probe": PROBE,
        "Box": Box,
        "claim": tools.claim,
        "lines": tools.lines,
        "text_width": typeset.text_width,
        "has_map": tools.has_map,
        "has_roads": tools.has_roads,
        "draw_map": tools.draw_map,
        "draw_locator": tools.draw_locator,
        "draw_areas": tools.draw_areas,
    }
