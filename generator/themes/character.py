"""What a theme has beside its colours: how its claims are set, and the shapes that its pages are made of."""

from __future__ import annotations

from dataclasses import dataclass

_FLOOR_PX = 61  # a claim is never smaller: 22 px on a phone


@dataclass(frozen=True, slots=True)
class Type:
    """Section [type]: how claims are set."""

    weight: int = 800  # 500 to 800
    tracking: float = -0.028  # between letters, in parts of the size
    line: float = 1.05  # height of a line, in parts of the size
    scale: float = 1.0  # of the sizes that a design asks for, within the floor

    def claim_px(self, asked: float) -> float:
        """The size of a claim for which a design asks for `asked` logical pixels."""
        return max(round(asked * self.scale), min(asked, _FLOOR_PX))


# Section [shapes]: what each key may say. Templates ask for these words.
FORMS: dict[str, tuple[str, ...]] = {
    "tag": ("pill", "square", "slant", "line"),
    "band": ("card", "edge", "outline"),
    "mark": ("tile", "round", "square"),
    "pattern": ("plain", "lines", "dots", "diagonal", "bubbles"),
    "edge": ("none", "rule", "chevrons"),
}


@dataclass(frozen=True, slots=True)
class Shapes:
    """Section [shapes]: corners, and the form of what every page has."""

    corner: float = 1.0  # of the radii that a design asks for; 0 is square
    tag: str = "pill"  # the word above the claim
    band: str = "card"  # the action at the foot
    mark: str = "tile"  # our sign where the unit has no logo
    pattern: str = "plain"  # on the ground
    edge: str = "none"  # at the upper edge of the page

    def radius(self, asked: float) -> float:
        """The radius of a corner for which a design asks for `asked` logical pixels."""
        return round(asked * self.corner, 1)
