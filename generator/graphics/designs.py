"""Designs as folders: `templates/infographics/<name>/` with page.html.j2, page.css.j2 and template.toml.

The folder says which kinds of insight it suits, in which shapes and on which grounds. Parts that several designs
share lie in `templates/infographics/_parts`.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from generator.discovery import folders_with
from generator.errors import TemplateError
from generator.graphics.filling import fill as fill  # noqa: PLC0414 - a design is read and filled through this door
from generator.themes import MODES, grounds_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.home import Home

T = TypeVar("T")
SHAPES = ("4x5", "1x1", "9x16", "16x9")  # compositions; 3:4 is drawn as 4:5 with more room
PAPERS = ("a4", "a3")  # shapes of designs of print
ROLES = ("finding", "reason", "action", "print")
_KEYS = ("kinds", "role", "shapes", "grounds", "priority", "claim", "literals", "needs", "shows")
CLAIM_STEPS: Mapping[str, tuple[int, ...]] = {
    "4x5": (88, 80, 72, 66, 61),
    "1x1": (80, 72, 66, 61),
    "9x16": (88, 80, 72, 66, 61),
    "16x9": (68, 64, 61),
}


@dataclass(frozen=True, slots=True)
class Design:
    """One folder: what it suits and how it steps down when words are long."""

    name: str
    kinds: tuple[str, ...]
    shapes: tuple[str, ...]
    grounds: tuple[str, ...]
    priority: int
    role: str  # finding, reason (why, to scale), action (what to do), print
    claim: Mapping[str, tuple[int, ...]]  # shape -> sizes of the claim, tried in turn
    literals: tuple[str, ...] = ()  # numbers that the template writes itself: "24", "1-31"
    needs: tuple[str, ...] = ()  # words without which it has nothing to show
    shows: str = ""  # the series that it draws beyond the numbers of its words

    def steps(self, shape: str) -> tuple[int, ...]:
        """Sizes of the claim in that shape, largest first; the last one is tried again with less content."""
        sizes = self.claim[shape] if shape in self.claim else CLAIM_STEPS[shape]
        return (*sizes, sizes[-1])


def load_designs(home: Home, mode: str = MODES[0]) -> dict[str, Design]:
    """Every design by name, with the grounds that the mode of the campaign uses. Raises TemplateError naming the file."""
    found = {}
    for name, folder in folders_with(home.templates / "infographics", "template.toml").items():
        where = f"templates/infographics/{name}/template.toml"
        try:
            raw = tomllib.loads((folder / "template.toml").read_text(encoding="utf-8"))
            _refuse_unknown("kunci", raw, _KEYS)
            found[name] = Design(
                name=name,
                kinds=tuple(raw["kinds"]),
                shapes=_refuse_unknown("bentuk", raw.get("shapes", SHAPES), (*SHAPES, *PAPERS)),
                grounds=grounds_in(mode, raw.get("grounds", ("dark",))),
                priority=int(raw.get("priority", 0)),
                role=_role(raw.get("role", ROLES[0])),
                claim={shape: tuple(sizes) for shape, sizes in raw.get("claim", {}).items()},
                literals=tuple(str(one) for one in raw.get("literals", ())),
                needs=tuple(raw.get("needs", ())),
                shows=str(raw.get("shows", "")),
            )
        except KeyError as error:
            raise TemplateError(where, f"kunci {error} tidak ada", "Contohnya peta/template.toml") from error
        except (TypeError, ValueError) as error:
            raise TemplateError(
                where, f"isi tidak terbaca ({error})", "Contohnya peta/template.toml"
            ) from error
    return found


def _role(name: str) -> str:
    return _refuse_unknown("peran", (name,), ROLES)[0]


def _refuse_unknown(what: str, given: Iterable[str], known: Sequence[str]) -> tuple[str, ...]:
    """The given words. ValueError naming the first that is none of the known ones."""
    for word in given:
        if word not in known:
            raise ValueError(f'{what} "{word}" tidak dikenal; yang ada: {", ".join(known)}')
    return tuple(given)


def suited(designs: Mapping[str, Design], role: str, kind: str, shape: str) -> list[Design]:
    """Designs of that role for a kind of message in that shape: its own ones, else those for any kind ("*").

    A message without a finding to show, as one of a season, takes the designs of its action. Raises TemplateError
    when there is none and the role is one that every message needs.
    """
    able = [one for one in designs.values() if one.role == role and shape in one.shapes]
    found = [one for one in able if kind in one.kinds] or [one for one in able if "*" in one.kinds]
    if not found and role == "finding":
        return suited(designs, "action", kind, shape)
    if not found and role == "action":
        raise TemplateError(
            "templates/infographics",
            f"tidak ada desain {role} untuk {kind} bentuk {shape}",
            "Tambahkan satu folder desain",
        )
    return found


def pick(choices: Sequence[T], key: str) -> T:
    """One of the choices, the same for the same key on every machine."""
    digest = hashlib.sha256(key.encode()).digest()
    return choices[int.from_bytes(digest[:8], "big") % len(choices)]


# ------------------------------------------------------------------------------------------------ templates


class Words(dict[str, str]):
    """The message's labels; one that is not there is empty, so that a design can leave its place out."""

    def __missing__(self, key: str) -> str:
        return ""

    def only(self, *keys: str) -> Words:
        """The same labels without all others."""
        return Words({key: self[key] for key in keys if key in self})

    def numbered(self, stem: str) -> list[str]:
        """stem_1, stem_2, ... as far as they go (from 0 when stem_0 is there)."""
        first = 0 if f"{stem}_0" in self else 1
        found: list[str] = []
        while f"{stem}_{first + len(found)}" in self:
            found.append(self[f"{stem}_{first + len(found)}"])
        return found
