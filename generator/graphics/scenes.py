"""Which drawing stands for a message: one file a tip or a theme under `templates/infographics/_parts/scenes`."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from generator.home import Home
    from generator.records import Message

DAY, NIGHT = ".html.j2", ".night.html.j2"
FALLBACK = "_lain"


def scene_of(home: Home, message: Message) -> str:
    """File name of the scene: the tip's own, else its theme's, else that of an orderly street.

    Only files of the folder are looked at, whatever a language calls its themes.
    """
    known = _known(home.templates / "infographics" / "_parts" / "scenes")
    names = (message.tip_id, message.theme)
    return next((known[name] for name in names if name in known), f"{FALLBACK}{DAY}")


def is_by_night(scene: str) -> bool:
    """Whether the scene is drawn in the colours of the night, on every ground."""
    return scene.endswith(NIGHT)


@functools.cache
def _known(folder: Path) -> dict[str, str]:
    """Name of a tip or theme -> file; a name that has both is drawn by day."""
    files = sorted((path.name for path in folder.glob(f"*{DAY}")), reverse=True)
    return {name.removesuffix(NIGHT).removesuffix(DAY): name for name in files}
