"""Themes: colours of one family, as `templates/themes/<name>.toml` declares them, checked for contrast when read.

A theme has several grounds (dark, light, accent, tint). A design names the grounds that suit it; every pair of
colours that stands on each other on a ground is checked here, so that a designer hears of it before a picture fails.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from generator.discovery import files_named
from generator.errors import SettingsError, TemplateError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.home import Home

GROUNDS = ("dark", "light", "accent", "tint")
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one ground; all are #RRGGBB."""

    ground: str  # fills the page
    ground_end: str  # lower end of the gradient of the ground
    ink: str  # text on the ground
    muted: str  # second text on the ground
    highlight: str  # the coloured words of the claim, 3:1 on the ground
    accent: str  # surfaces that call for attention
    on_accent: str  # text on the accent
    alarm: str  # harm only
    on_alarm: str  # text on the alarm colour
    ok: str  # verified, wanted behaviour
    card: str  # surface that holds text
    on_card: str
    card_muted: str
    card_accent: str  # emphasis on a card, 3:1
    soft: str  # bars and icons that are not talked about
    line: str  # hairlines
    land: str  # maps: ground inside the district
    casing: str  # maps: edge of a road
    road: str  # maps: small roads
    road_main: str  # maps: arterials and motorways
    road_label: str  # maps: names of roads, 4.5:1 on land


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

    def palette(self, ground: str) -> Palette:
        """The colours of that ground, or of the dark one when the theme has no such ground."""
        return self.palettes.get(ground, self.palettes["dark"])

    def scene(self, palette: Palette, *, is_night: bool) -> Scene:
        """Colours of a drawing that stands above a page in `palette`: another ground than the page's own."""
        night, light = self.palette("dark"), self.palette("light")
        sky = (
            self.palette("tint").ground_end
            if palette.ground == self.palette("accent").ground
            else self.palette("accent").ground
        )
        return Scene(
            sky=night.ground if is_night else sky,
            ink=night.ink if is_night else light.ink,
            main=self.palette("tint").accent,
            warm=light.alarm,
            soft=mix(sky, light.ink, 0.16),
            glass="#BFE3F2",
            ok="#16A06A",
            nightroad=night.ground_end,
        )


# Text and its surface, with the smallest ratio: WCAG 2.2, 1.4.3 (4.5) and large text (3).
PAIRS: tuple[tuple[str, str, float], ...] = (
    ("ink", "ground", 4.5),
    ("ink", "ground_end", 4.5),
    ("muted", "ground", 4.5),
    ("muted", "ground_end", 4.5),
    ("ink", "soft", 4.5),
    ("highlight", "ground", 3.0),
    ("highlight", "ground_end", 3.0),
    ("on_accent", "accent", 4.5),
    ("on_alarm", "alarm", 4.5),
    ("on_card", "card", 4.5),
    ("card_muted", "card", 4.5),
    ("card_accent", "card", 3.0),
    ("road_label", "land", 4.5),
)


def known_themes(home: Home) -> tuple[str, ...]:
    """Names of the themes, in order."""
    return tuple(files_named(home.templates / "themes", ".toml"))


def load_theme(home: Home, name: str) -> Theme:
    """The theme of that name.

    Raises SettingsError when there is none, TemplateError when a colour is missing, malformed or unreadable.
    """
    found = files_named(home.templates / "themes", ".toml")
    if name not in found:
        raise SettingsError('kunci "look.theme"', f'tema "{name}" tidak ada', f"Yang ada: {', '.join(found)}")
    where = f"templates/themes/{name}.toml"
    try:
        raw = tomllib.loads(found[name].read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TemplateError(
            where, f"bukan TOML yang benar ({error})", "Perbaiki, contohnya cakra.toml"
        ) from error
    palettes, faults = _palettes(raw.get("grounds", {}))
    if "dark" not in palettes and not faults:
        faults = ["bagian [grounds.dark] tidak ada"]
    if faults:
        raise TemplateError(where, "; ".join(faults), "Ubah warnanya, contohnya cakra.toml")
    return Theme(name, str(raw.get("label", name)), palettes)


def _palettes(grounds: dict[str, Any]) -> tuple[dict[str, Palette], list[str]]:
    """Ground -> colours, and everything that is wrong with them."""
    palettes: dict[str, Palette] = {}
    faults: list[str] = []
    for ground, colours in grounds.items():
        names = [f.name for f in fields(Palette)]
        wrong = [n for n in names if not _HEX.fullmatch(str(colours.get(n, "")))]
        if wrong or ground not in GROUNDS:
            faults.append(f"[grounds.{ground}] tidak lengkap atau salah: {', '.join(wrong) or ground}")
            continue
        palettes[ground] = Palette(**{n: str(colours[n]).upper() for n in names})
        faults += [f"[grounds.{ground}] {fault}" for fault in unreadable_pairs(palettes[ground])]
    return palettes, faults


def unreadable_pairs(palette: Palette) -> list[str]:
    """Sentences about pairs of colours whose contrast is too small."""
    faults = []
    for text, surface, least in PAIRS:
        ratio = contrast(rgb(getattr(palette, text)), rgb(getattr(palette, surface)))
        if ratio < least:
            faults.append(f"{text} di atas {surface} hanya {ratio:.1f}:1, paling sedikit {least}:1")
    return faults


def rgb(colour: str) -> tuple[int, int, int]:
    """#RRGGBB as three numbers 0-255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: tuple[int, int, int]) -> float:
    """Relative luminance 0-1 of an sRGB colour (WCAG 2.2)."""
    linear = [c / 3294.6 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: tuple[int, int, int], second: tuple[int, int, int]) -> float:
    """Contrast ratio 1-21 of two sRGB colours (WCAG 2.2)."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mix(first: str, second: str, share: float) -> str:
    """A colour between two, `share` 0-1 of the way from the first to the second."""
    pairs = zip(rgb(first), rgb(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * max(0.0, min(1.0, share))):02X}" for a, b in pairs)
