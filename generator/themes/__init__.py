"""Themes: families of looks. A file names a few colours, its type and its shapes; everything else follows from them."""

from generator.themes.character import FORMS, Shapes, Type
from generator.themes.colour import Rgb, best_on, contrast, luminance, mix, rgb
from generator.themes.palette import GROUNDS, PAIRS, Palette, unreadable_pairs
from generator.themes.reading import known_themes, load_theme
from generator.themes.style import MODES, MOURNING, Style, Wardrobe, grounds_in, style_of
from generator.themes.theme import Scene, Theme

__all__ = [
    "FORMS",
    "GROUNDS",
    "MODES",
    "MOURNING",
    "PAIRS",
    "Palette",
    "Rgb",
    "Scene",
    "Shapes",
    "Style",
    "Theme",
    "Type",
    "Wardrobe",
    "best_on",
    "contrast",
    "grounds_in",
    "known_themes",
    "load_theme",
    "luminance",
    "mix",
    "rgb",
    "style_of",
    "unreadable_pairs",
]
