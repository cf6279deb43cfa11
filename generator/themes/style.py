"""The look that a campaign chose: a theme, perhaps its own colour, light or dark; and the theme of mourning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.themes.reading import load_theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.home import Home
    from generator.settings import Look
    from generator.themes.theme import Theme

MODES = ("campur", "terang", "gelap")
MOURNING = "duka"  # the tone of a quiet message, and the theme that it takes


@dataclass(frozen=True, slots=True)
class Style:
    """What section [look] of a campaign file says about colours."""

    theme: str = "cakra"
    colour: str = ""  # #RRGGBB of the unit's own; empty means the theme's
    mode: str = "campur"  # which grounds are used: all, light ones, the dark one
    key: str = "look.theme"  # the setting that named the theme, for messages


class Wardrobe:
    """The themes of one campaign, read once."""

    def __init__(self, home: Home, style: Style) -> None:
        """Raises SettingsError for a theme that is not there, TemplateError for one that cannot be read."""
        self.usual = load_theme(home, style.theme, key=style.key, colour=style.colour)
        self.quiet = load_theme(home, MOURNING, key="tema duka")

    def theme_for(self, tones: Sequence[str]) -> Theme:
        """The quiet theme for a message of mourning, else the campaign's."""
        return self.quiet if MOURNING in tones else self.usual


def grounds_in(mode: str, suited: Sequence[str]) -> tuple[str, ...]:
    """Those of a design's grounds that the mode uses; where it uses none of them, the nearest to them."""
    if mode == "gelap":
        return ("dark",)
    if mode == "terang":
        return tuple(one for one in suited if one != "dark") or ("light",)
    return tuple(suited)


def style_of(look: Look, *, is_operation: bool = False) -> Style:
    """What section [look] says for a week; `is_operation` when the district's police operation falls into it."""
    is_other = is_operation and bool(look.operation_theme)
    return Style(
        theme=look.operation_theme if is_other else look.theme,
        colour=look.colour,
        mode=look.mode,
        key="look.operation_theme" if is_other else "look.theme",
    )
