"""Kinds of quick warnings and their words, as `templates/languages/<code>/now.toml` declares them."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.errors import SettingsError, TemplateError
from generator.language_files import read
from generator.languages import DIGITS, flat
from generator.settings import read_section

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.home import Home

SIGNS = ("diamond", "no_entry", "info")
TONES = ("siaga", "info")
NEEDS = ("area", "source", "until")
_STEP_WORDS, _SHORT_LETTERS = 18, 60


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of warning: how its picture looks and what it asks people to do."""

    name: str  # as typed behind --kind
    label: str  # for the list of kinds
    tag: str  # label of the picture, at most three words
    headline: tuple[str, ...]  # frames; the last one names no place
    needs: tuple[str, ...]  # what must be typed: area, source, until
    sign: str  # diamond, no_entry, info
    icon: str  # of Material Design Icons
    theme: str  # for filters and holds
    tone: str  # siaga (alarm) or info
    mark: str  # the one emoji of its captions
    steps: tuple[str, ...]  # one doable step each; warning after warning takes the next
    steps_short: tuple[str, ...]  # the same in at most 60 characters
    action: str
    until_open: str  # said when no end is known
    hashtags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that one language says about quick warnings."""

    code: str
    kinds: Mapping[str, Kind]
    lines: Mapping[str, str]  # frames that all kinds share
    seen: Mapping[str, str]  # sign -> what an alt text says is seen
    captions: Mapping[str, Any]  # layouts, as captions.toml has them

    def kind(self, name: str) -> Kind:
        """The kind of that name. Raises SettingsError with the list of all kinds."""
        if name in self.kinds:
            return self.kinds[name]
        near = difflib.get_close_matches(name, self.kinds, n=1)
        known = ", ".join(f"{one.name} ({one.label})" for one in self.kinds.values())
        found = f'jenis "{name}" tidak dikenal' if name else "jenisnya belum disebut"
        hint = f'Mungkin maksud Anda "{near[0]}". ' if near else ""
        raise SettingsError("--kind", found, f"{hint}Pakai salah satu: {known}")


def load_words(home: Home, code: str) -> Words:
    """The checked words of one language. Raises TemplateError with every fault of the file."""
    where = f"templates/languages/{code}/now.toml"
    raw = read(home.templates / "languages" / code / "now.toml", code)
    faults: list[str] = []
    kinds = {name: _kind(name, one, faults) for name, one in raw.get("kinds", {}).items()}
    faults += [
        f"bagian [{part}] tidak ada" for part in ("lines", "seen", "captions", "kinds") if not raw.get(part)
    ]
    faults += [f'[seen] tanpa "{sign}"' for sign in SIGNS if sign not in raw.get("seen", {})]
    faults += _strange_digits(raw)
    if faults:
        raise TemplateError(where, "; ".join(faults), "Perbaiki, contohnya templates/languages/id/now.toml")
    known = {name: kind for name, kind in kinds.items() if kind is not None}
    return Words(code, known, raw["lines"], raw["seen"], raw["captions"])


def _kind(name: str, raw: Any, faults: list[str]) -> Kind | None:
    """The kind, or None with its faults added."""
    before = len(faults)
    values = read_section(Kind, {"name": name, **raw}, f"kinds.{name}.", faults)
    if len(faults) > before:
        return None
    kind = Kind(**values)
    faults += [f"kinds.{name}: {fault}" for fault in _faults(kind)]
    return kind


def _faults(kind: Kind) -> list[str]:
    """What the types cannot say about one kind."""
    allowed = (("sign", (kind.sign,), SIGNS), ("tone", (kind.tone,), TONES), ("needs", kind.needs, NEEDS))
    found = [
        f'{key} "{one}" tidak dikenal' for key, given, known in allowed for one in given if one not in known
    ]
    if not kind.headline or "area" in kind.headline[-1]:
        found.append("judul terakhir harus tanpa {{ area }}")
    if not kind.steps or len(kind.steps) != len(kind.steps_short):
        found.append("steps dan steps_short harus sama banyak")
    found += [
        f'langkah lebih dari {_STEP_WORDS} kata: "{one}"'
        for one in kind.steps
        if len(one.split()) > _STEP_WORDS
    ]
    return found + [f'langkah pendek lebih dari {_SHORT_LETTERS} karakter: "{one}"' for one in kind.steps_short
                    if len(one) > _SHORT_LETTERS]  # fmt: skip


def _strange_digits(raw: Mapping[str, Any]) -> list[str]:
    """Digits in a sentence of ours need an origin, as in insights.toml."""
    literals = set(raw.get("literals", ()))
    texts = flat({key: value for key, value in raw.items() if key != "literals"})
    return [
        f'"{key}" menulis {digits} yang tidak ada di literals'
        for key, text in texts
        if not text.isdigit()  # a setting of a layout
        for digits in DIGITS.findall(text)
        if digits not in literals
    ]
