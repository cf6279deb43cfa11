"""The colours of one ground, and how they follow from the few that a theme names.

What is talked about (accent, emphasis, harm) is chosen by a designer. What stands back (second text, bars that are not
talked about, land and roads of a map) is a step of lightness away from its ground; what is read is moved until it has
its contrast. The steps were measured on grounds that were mixed by hand.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.themes.colour import (
    best_on,
    chroma_of,
    contrast,
    faded,
    lightness_of,
    luminance,
    mix,
    readable,
    rgb,
    shade,
    step,
    worst_contrast,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

GROUNDS = ("dark", "light", "accent", "tint")
WHITE = "#FFFFFF"
DARKEST = "#0A0A0A"  # where a theme's own ink does not reach a contrast
_STRONG = 0.08  # chroma of a ground that is a colour rather than a paper
_AIM = 5.0  # a little above WCAG's 4.5: text of a few pixels loses some contrast when it is drawn


@dataclass(frozen=True, slots=True)
class Basics:
    """What a theme's file says about its colours; all are #RRGGBB."""

    dark: tuple[str, str]  # a ground and its lower end
    light: tuple[str, str]
    accent: tuple[str, str]
    tint: tuple[str, str]
    ink: str  # text on light grounds
    warm: str  # emphasis on light grounds
    main: str  # second colour of the family: emphasis and surfaces on the tinted ground
    alarm: str  # harm only
    ok: str  # verified, wanted behaviour

    def ground(self, name: str) -> tuple[str, str]:
        """Upper and lower end of a ground."""
        return {"dark": self.dark, "light": self.light, "accent": self.accent, "tint": self.tint}[name]


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one ground; all are #RRGGBB."""

    ground: str  # fills the page
    ground_end: str  # lower end of the gradient of the ground
    ink: str  # text on the ground
    muted: str  # second text on the ground
    highlight: str  # the coloured words of the claim, 4.5:1 on the ground
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

    @property
    def is_dark(self) -> bool:
        """Whether the text is lighter than its ground."""
        return luminance(rgb(self.ink)) > luminance(rgb(self.ground))


# Text and its surface, with the smallest ratio: WCAG 2.2, 1.4.3 (4.5) and large text (3). The last two keep what is
# talked about apart from its ground and from what is not.
PAIRS: tuple[tuple[str, str, float], ...] = (
    ("ink", "ground", 4.5),
    ("ink", "ground_end", 4.5),
    ("muted", "ground", 4.5),
    ("muted", "ground_end", 4.5),
    ("ink", "soft", 4.5),
    ("highlight", "ground", 4.5),
    ("highlight", "ground_end", 4.5),
    ("on_accent", "accent", 4.5),
    ("on_alarm", "alarm", 4.5),
    ("on_card", "card", 4.5),
    ("card_muted", "card", 4.5),
    ("card_accent", "card", 3.0),
    ("road_label", "land", 4.5),
    ("accent", "ground", 3.0),
    ("accent", "soft", 1.5),
)


def unreadable_pairs(palette: Palette) -> list[str]:
    """Sentences about pairs of colours whose contrast is too small."""
    faults = []
    for text, surface, least in PAIRS:
        ratio = contrast(rgb(getattr(palette, text)), rgb(getattr(palette, surface)))
        if ratio < least:
            faults.append(f"{text} di atas {surface} hanya {ratio:.1f}:1, paling sedikit {least}:1")
    return faults


@functools.cache  # a worker reads the theme again for every message
def derive(basics: Basics, name: str) -> Mapping[str, str]:
    """Every colour of the ground `name` by its name in `Palette`."""
    surfaces = basics.ground(name)
    ground, end = surfaces
    ink = _ink(basics, surfaces)
    is_dark = luminance(rgb(ink)) > luminance(rgb(ground))
    accent, emphasis = _speakers(basics, name, is_dark=is_dark)
    soft = _soft(end, ink, is_dark=is_dark, is_accent=name == "accent")
    accent = _apart(readable(accent, surfaces, 3.2), soft, surfaces)
    alarm = readable(basics.alarm, surfaces, 3.0 if is_dark else 3.2)
    ok = shade(basics.ok, 0.8, min(0.15, 1.4 * chroma_of(basics.ok))) if is_dark else basics.ok
    card = {"dark": mix(basics.light[0], WHITE, 0.15), "accent": mix(basics.light[0], WHITE, 0.7)}.get(
        name, WHITE
    )
    on_card = best_on(card, (basics.ink, DARKEST))
    return {
        "ground": ground,
        "ground_end": end,
        "ink": ink,
        "muted": _muted(ink, surfaces, is_dark=is_dark),
        "highlight": readable(emphasis, surfaces, _AIM),
        "accent": accent,
        "on_accent": best_on(accent, (WHITE, basics.ink, DARKEST)),
        "alarm": alarm,
        "on_alarm": best_on(alarm, (WHITE, basics.ink, DARKEST)),
        "ok": readable(ok, surfaces, 4.5),
        "card": card,
        "on_card": on_card,
        "card_muted": faded(on_card, (card,), 5.8),
        "card_accent": readable(basics.main if name == "tint" else basics.warm, (card,), _AIM),
        "soft": soft,
        "line": mix(soft, ground, 0.25),
        **_map_colours(basics, name, is_dark=is_dark),
    }


def palette_of(basics: Basics, name: str, by_hand: Mapping[str, str]) -> Palette:
    """The palette of the ground `name`; text on a surface that was set by hand is chosen for that surface."""
    colours = {**derive(basics, name), **by_hand}
    for surface in ("accent", "alarm", "card"):
        if surface in by_hand and f"on_{surface}" not in by_hand:
            colours[f"on_{surface}"] = best_on(by_hand[surface], (WHITE, basics.ink, DARKEST))
    return Palette(**colours)


def _speakers(basics: Basics, name: str, *, is_dark: bool) -> tuple[str, str]:
    """The surface that calls for attention, and the colour of emphasised words."""
    if name == "accent" and is_dark:  # a unit's own dark colour: paper speaks on it
        return basics.light[0], basics.light[0]
    return {
        "dark": (basics.accent[0], basics.accent[0]),
        "light": (basics.dark[0], basics.warm),
        "accent": (basics.dark[0], basics.warm),
        "tint": (basics.main, basics.main),
    }[name]


def _ink(basics: Basics, surfaces: tuple[str, str]) -> str:
    """White on dark grounds, the theme's ink on all others, as dark as it must be."""
    if worst_contrast(WHITE, surfaces) >= 4.5:
        return WHITE
    return readable(basics.ink, surfaces, _AIM)


def _apart(accent: str, soft: str, surfaces: tuple[str, str]) -> str:
    """The accent, moved on until it also stands apart from what is not talked about."""
    ratio = 3.2
    while worst_contrast(accent, (soft,)) < 1.6 and ratio < 12:
        ratio += 0.5
        accent = readable(accent, surfaces, ratio)
    return accent


def _muted(ink: str, surfaces: tuple[str, str], *, is_dark: bool) -> str:
    """Second text: less contrast than the ink, on grounds of some colour with a breath of it."""
    back = faded(ink, surfaces, 8.0 if is_dark else 6.0)
    if is_dark or chroma_of(surfaces[0]) > _STRONG:
        back = shade(surfaces[1], lightness_of(back), min(0.06, chroma_of(surfaces[1])))
    return readable(back, surfaces, _AIM)


def _soft(end: str, ink: str, *, is_dark: bool, is_accent: bool) -> str:
    """A surface one step away from the lower end of the ground; the ink stays readable on it."""
    if is_dark:
        return _under(ink, step(end, 0.12, 1.2))
    return _under(ink, step(end, -0.07, 0.93) if is_accent else step(end, -0.09, 1.75))


def _under(ink: str, surface: str) -> str:
    """The surface, moved until the ink reads on it."""
    return readable(surface, (ink,), _AIM)


def _map_colours(basics: Basics, name: str, *, is_dark: bool) -> dict[str, str]:
    """Land, roads and their names; on dark grounds lines of light, on all others white roads."""
    ground, end = basics.ground(name)
    if is_dark:
        land, casing = mix(ground, end, 0.4), step(ground, -0.02, 0.9)
        road, main, label = (
            step(end, 0.065, 1.05),
            step(end, 0.24, 1.35),
            shade(end, 0.85, min(0.06, chroma_of(end))),
        )
    elif name == "accent":
        land, casing = mix(ground, WHITE, 0.3), step(end, -0.07, 0.93)
        road, main, label = mix(ground, WHITE, 0.65), WHITE, shade(ground, 0.36, 0.068)
    else:
        land, casing = mix(ground, end, 0.75), step(end, -0.075, 1.5)
        stronger = basics.main if name == "tint" else basics.accent[0]
        road, main, label = WHITE, mix(stronger, WHITE, 0.45), shade(end, 0.4, min(0.06, 2 * chroma_of(end)))
    return {
        "land": land,
        "casing": casing,
        "road": road,
        "road_main": main,
        "road_label": readable(label, (land,), 6.0),
    }
