"""A theme as it is read: its palettes, its type, its shapes, and the colours of drawings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.themes.colour import mix, readable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.themes.character import Shapes, Type
    from generator.themes.palette import Palette


@dataclass(frozen=True, slots=True)
class Scene:
    """Colours of an explanatory drawing; `ink` is readable on `sky`."""

    sky: str
    ink: str
    main: str
    warm: str
    soft: str
    glass: str
    ok: str
    nightroad: str


@dataclass(frozen=True, slots=True)
class Theme:
    """One family of looks."""

    name: str
    label: str
    palettes: Mapping[str, Palette]  # ground -> colours
    type: Type
    shapes: Shapes
    own_scene: Mapping[str, str]  # colours of drawings that the file sets itself

    def palette(self, ground: str) -> Palette:
        """The colours of that ground."""
        return self.palettes[ground]

    def scene(self, palette: Palette, *, is_night: bool) -> Scene:
        """Colours of a drawing that stands above a page in `palette`: another ground than the page's own."""
        night, light = self.palettes["dark"], self.palettes["light"]
        sky = (
            self.palettes["tint"].ground_end
            if palette.ground == self.palettes["accent"].ground
            else self.palettes["accent"].ground
        )
        sky = night.ground if is_night else sky
        colours = {
            "sky": sky,
            "ink": readable(night.ink if is_night else light.ink, (sky,), 4.8),
            "main": self.palettes["tint"].accent,
            "warm": light.alarm,
            "soft": mix(sky, light.ink, 0.16),
            "glass": "#BFE3F2",
            "ok": "#16A06A",
            "nightroad": night.ground_end,
        }
        return Scene(**{**colours, **self.own_scene})
