"""How much of each theme and pillar a campaign tells, and what every week should tell: `templates/mix.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.codes import Pillar
from generator.errors import SettingsError, TemplateError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from generator.home import Home
    from generator.settings import Campaign

WHERE = "templates/mix.toml"
_DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many messages at least and at most."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Mix:
    """The bounds of a campaign; `stories` in the order in which a week tells them."""

    themes: Mapping[str, Bounds]  # in any 13 weeks
    pillars: Mapping[str, Bounds]  # in one week
    stories: Mapping[
        str, tuple[str, ...]
    ]  # story -> kinds of findings; an empty one takes all other patterns

    def theme(self, name: str) -> Bounds:
        """The bounds of a theme, or what holds for all others."""
        return self.themes.get(name, self.themes[_DEFAULT])


def load_mix(home: Home, campaign: Campaign, themes: Collection[str]) -> Mix:
    """The mix of this campaign; `themes` are those that the language knows.

    Raises TemplateError for a fault of the declaration, SettingsError for one of the campaign file: every one at once.
    """
    try:
        raw = tomllib.loads((home.templates / "mix.toml").read_text(encoding="utf-8-sig"))
        stories = {name: tuple(map(str, kinds)) for name, kinds in raw["stories"].items()}
        declared = {part: dict(raw[part]) for part in ("themes", "pillars")}
        declared["themes"][_DEFAULT]
    except KeyError as error:
        raise TemplateError(WHERE, f"bagian atau kunci {error} tidak ada", "Kembalikan berkas itu") from error
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise TemplateError(WHERE, f"isi tidak terbaca ({error})", "Kembalikan berkas itu") from error
    known = {"themes": {*themes, _DEFAULT}, "pillars": set(map(str, Pillar))}
    own = {"themes": campaign.week.themes, "pillars": campaign.week.pillars}
    faults = _faults(declared, known, "")
    if faults:
        raise TemplateError(WHERE, "; ".join(faults), "Tulis seperti helm = [2, 13]")
    faults = _faults(own, known, "week.")
    if faults:
        where = f"campaigns/{campaign.id}.toml"
        raise SettingsError(where, "; ".join(faults), "Tulis seperti helm = [2, 13] di bawah [week.themes]")
    bounds = {
        part: {name: Bounds(*pair) for name, pair in {**declared[part], **own[part]}.items()} for part in own
    }
    return Mix(bounds["themes"], bounds["pillars"], stories)


def _faults(
    tables: Mapping[str, Mapping[str, Any]], known: Mapping[str, Collection[str]], above: str
) -> list[str]:
    """What is wrong with tables of bounds, each with the key's full name."""
    faults = []
    for part, table in tables.items():
        for name, pair in table.items():
            if name not in known[part]:
                faults.append(f'"{above}{part}.{name}" tidak dikenal')
            elif not _is_pair(pair):
                faults.append(f'"{above}{part}.{name}" = {pair!r} bukan [paling sedikit, paling banyak]')
    return faults


def _is_pair(pair: Any) -> bool:
    """Two whole numbers, the smaller one first."""
    if not isinstance(pair, (list, tuple)) or len(pair) != 2:
        return False
    return all(type(one) is int for one in pair) and 0 <= pair[0] <= pair[1]
