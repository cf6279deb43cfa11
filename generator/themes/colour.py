"""Colours as numbers: contrast as WCAG counts it, and steps, mixtures and readable shades in a perceptual space.

OKLab and OKLCH follow B. Ottosson, "A perceptual color space for image processing" (2020): lightness 0-1, chroma from
0 (grey) to about 0.3, hue in degrees. A colour that no screen can show keeps lightness and hue and loses chroma.
"""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Rgb = tuple[int, int, int]
_STEPS = 100


def rgb(colour: str) -> Rgb:
    """#RRGGBB as three numbers 0-255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: Rgb) -> float:
    """Relative luminance 0-1 of an sRGB colour (WCAG 2.2)."""
    red, green, blue = (_linear(channel) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: Rgb, second: Rgb) -> float:
    """Contrast ratio 1-21 of two sRGB colours (WCAG 2.2)."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def worst_contrast(colour: str, surfaces: Sequence[str]) -> float:
    """The smallest contrast of a colour to any of the surfaces."""
    return min(contrast(rgb(colour), rgb(surface)) for surface in surfaces)


def mix(first: str, second: str, share: float) -> str:
    """A colour between two, `share` 0-1 of the way from the first to the second as the eye sees it."""
    part = max(0.0, min(1.0, share))
    pairs = zip(_oklab(first), _oklab(second), strict=True)
    lightness, a, b = (x + (y - x) * part for x, y in pairs)
    return _hex(lightness, a, b)


def step(colour: str, lightness: float, chroma: float = 1.0) -> str:
    """The colour made lighter (or darker, below 0) by that much of 0-1, its chroma multiplied."""
    here = _oklab(colour)
    return _shown(here[0] + lightness, (here[1] * chroma, here[2] * chroma))


def shade(colour: str, lightness: float, chroma: float) -> str:
    """The hue of a colour at that lightness and chroma; a grey stays grey."""
    _, a, b = _oklab(colour)
    own = math.hypot(a, b)
    scale = chroma / own if own > 0.004 else 0.0
    return _shown(lightness, (a * scale, b * scale))


def lightness_of(colour: str) -> float:
    """How light it looks, 0-1."""
    return _oklab(colour)[0]


def chroma_of(colour: str) -> float:
    """How colourful it is: 0 for grey."""
    _, a, b = _oklab(colour)
    return math.hypot(a, b)


def readable(colour: str, surfaces: Sequence[str], ratio: float) -> str:
    """The shade of a colour nearest to it that reaches the contrast on every surface; else the best there is."""
    if worst_contrast(colour, surfaces) >= ratio:
        return colour
    lightness = _oklab(colour)[0]
    shades = [step(colour, n / _STEPS - lightness) for n in range(_STEPS + 1)]
    able = [
        (abs(n / _STEPS - lightness), one)
        for n, one in enumerate(shades)
        if worst_contrast(one, surfaces) >= ratio
    ]
    return min(able)[1] if able else max(shades, key=lambda one: worst_contrast(one, surfaces))


def faded(ink: str, surfaces: Sequence[str], ratio: float) -> str:
    """The ink taken back towards the first surface as far as the contrast to all of them allows."""
    shares = [n / _STEPS for n in range(_STEPS, 0, -1)]
    fading = (mix(ink, surfaces[0], share) for share in shares)
    return next((one for one in fading if worst_contrast(one, surfaces) >= ratio), ink)


def best_on(surface: str, inks: Sequence[str]) -> str:
    """The first of the inks that reads on the surface (4.5 : 1), else the one that reads best, made readable."""
    able = [one for one in inks if worst_contrast(one, (surface,)) >= 4.5]
    best = max(inks, key=lambda one: worst_contrast(one, (surface,)))
    return able[0] if able else readable(best, (surface,), 4.5)


# ------------------------------------------------------------------------------------------------ the space


def _linear(channel: int) -> float:
    """A channel 0-255 without the sRGB curve, 0-1."""
    return channel / 3294.6 if channel <= 10 else ((channel / 255 + 0.055) / 1.055) ** 2.4


@functools.cache
def _oklab(colour: str) -> tuple[float, float, float]:
    red, green, blue = (_linear(channel) for channel in rgb(colour))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _channels(lightness: float, a: float, b: float) -> tuple[float, float, float]:
    """Linear red, green and blue; outside 0-1 where no screen shows the colour."""
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _shown(lightness: float, ab: tuple[float, float]) -> str:
    """The nearest colour of that lightness and hue that a screen shows."""
    light, (a, b) = max(0.0, min(1.0, lightness)), ab
    for n in range(_STEPS, -1, -1):
        part = n / _STEPS
        if all(-0.0005 <= channel <= 1.0005 for channel in _channels(light, a * part, b * part)):
            return _hex(light, a * part, b * part)
    return _hex(light, 0.0, 0.0)


def _hex(lightness: float, a: float, b: float) -> str:
    encoded = (
        12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055
        for channel in (max(0.0, min(1.0, one)) for one in _channels(lightness, a, b))
    )
    return "#" + "".join(f"{round(255 * channel):02X}" for channel in encoded)
