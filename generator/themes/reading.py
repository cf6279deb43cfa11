"""Themes as files: `templates/themes/<name>.toml` names a few colours, its type and its shapes; the rest is derived.

A colour that the file sets itself (`[grounds.dark] soft = "#33479A"`) stands as it is, and every pair of colours that
stand on each other is checked here, so that a designer hears of it before a picture fails.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
import tomllib
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from generator.discovery import files_named
from generator.errors import SettingsError, TemplateError
from generator.themes.character import FORMS, Shapes, Type
from generator.themes.colour import luminance, rgb, shade, step, worst_contrast
from generator.themes.palette import DARKEST, GROUNDS, WHITE, Basics, Palette, palette_of, unreadable_pairs
from generator.themes.theme import Scene, Theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.home import Home

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_SECTIONS = ("label", "colours", "grounds", "scene", "type", "shapes")
_NEEDED = ("dark", "light", "accent", "tint")
_ALARM, _OK = "#CC3A19", "#0B7A55"
_BOUNDS = {
    "weight": (500, 800),
    "tracking": (-0.05, 0.02),
    "line": (1.0, 1.25),
    "scale": (0.8, 1.15),
    "corner": (0, 1.6),
}
_ADVICE = "Ubah di berkas itu; contohnya cakra.toml"


def known_themes(home: Home) -> tuple[str, ...]:
    """Names of the themes, in order."""
    return tuple(files_named(home.templates / "themes", ".toml"))


def load_theme(home: Home, name: str, *, key: str = "look.theme", colour: str = "") -> Theme:
    """The theme of that name, in a brand colour if one is given; `key` is the setting that asks for it.

    Raises SettingsError when there is none, TemplateError with every key that is unknown, malformed or unreadable.
    """
    found = files_named(home.templates / "themes", ".toml")
    if name not in found:
        raise SettingsError(f'kunci "{key}"', f'tema "{name}" tidak ada', f"Yang ada: {', '.join(found)}")
    where = f"templates/themes/{name}.toml"
    try:
        raw = tomllib.loads(found[name].read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TemplateError(where, f"bukan TOML yang benar ({error})", _ADVICE) from error
    reader = _Reader(raw)
    theme = reader.theme(name, colour)
    if theme is None or reader.faults:
        raise TemplateError(where, "; ".join(dict.fromkeys(reader.faults)), _ADVICE)
    return theme


class _Reader:
    """One file; every fault is collected before stopping."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.raw = raw
        self.faults: list[str] = []

    def theme(self, name: str, colour: str) -> Theme | None:
        """The theme, or None when its colours cannot be read."""
        self._known(self.raw, _SECTIONS, "")
        kind = self._record(Type, "type")
        shapes = self._record(Shapes, "shapes")
        scene = self._colours("scene", [one.name for one in fields(Scene)])
        basics = self._basics()
        own = {ground: self._colours(f"grounds.{ground}", _names()) for ground in self._grounds()}
        if basics is None or self.faults:
            return None
        if colour:
            basics, own = in_colour(basics, colour), {}
        palettes = {ground: palette_of(basics, ground, own.get(ground, {})) for ground in GROUNDS}
        for ground, palette in palettes.items():
            self.faults += [f"[grounds.{ground}] {fault}" for fault in unreadable_pairs(palette)]
        label = str(self.raw.get("label", name))
        return Theme(name, label, palettes, Type(**kind), Shapes(**shapes), scene)

    def _basics(self) -> Basics | None:
        """The few colours of [colours], the others out of these."""
        given = dict(self._section("colours"))
        pairs = {one: given.pop(one, "") for one in _NEEDED}
        self._known(given, ("ink", "warm", "main", "alarm", "ok"), "colours.")
        grounds = {one: self._pair(one, value) for one, value in pairs.items()}
        for key, value in given.items():
            self._colour(f"colours.{key}", value)
        if self.faults:
            return None
        self._levels(grounds)
        said = {key: str(value).upper() for key, value in given.items()}
        alarm = said.get("alarm", _ALARM)
        return Basics(
            **grounds,
            ink=said.get("ink", shade(grounds["dark"][0], 0.235, 0.066)),
            warm=said.get("warm", alarm),
            main=said.get("main", grounds["dark"][1]),
            alarm=alarm,
            ok=said.get("ok", _OK),
        )

    def _pair(self, name: str, value: object) -> tuple[str, str]:
        """Upper and lower end of a ground; one colour alone gets a lower end of its own."""
        both = value if isinstance(value, list) and len(value) == 2 else [value, value]
        for one in both:
            self._colour(f"colours.{name}", one)
        if self.faults:
            return "", ""
        first, second = (str(one).upper() for one in both)
        return first, second if isinstance(value, list) else lower_end(first)

    def _levels(self, grounds: Mapping[str, tuple[str, str]]) -> None:
        """A dark ground carries white text, a light one dark text: designs count on it."""
        for name, (first, second) in grounds.items():
            light = min(luminance(rgb(first)), luminance(rgb(second)))
            deep = max(luminance(rgb(first)), luminance(rgb(second)))
            if name == "dark" and deep > 0.16:
                self.faults.append('"colours.dark" terlalu terang untuk tulisan putih')
            if name in {"light", "tint"} and light < 0.55:
                self.faults.append(f'"colours.{name}" terlalu gelap untuk tulisan gelap')

    def _grounds(self) -> tuple[str, ...]:
        grounds = self._section("grounds")
        self._known(grounds, GROUNDS, "grounds.")
        return tuple(one for one in grounds if one in GROUNDS)

    def _colours(self, name: str, allowed: Iterable[str]) -> dict[str, str]:
        """Colours that the file sets itself."""
        given = self._section(name)
        self._known(given, tuple(allowed), f"{name}.")
        for key, value in given.items():
            self._colour(f"{name}.{key}", value)
        return {key: str(value).upper() for key, value in given.items()}

    def _record(self, kind: type[Type | Shapes], name: str) -> dict[str, Any]:
        """Values of [type] or [shapes], each of its kind and within its bounds."""
        given = self._section(name)
        self._known(given, tuple(one.name for one in fields(kind)), f"{name}.")
        for key, value in given.items():
            low, high = _BOUNDS.get(key, (0, 0))
            forms = FORMS.get(key)
            if forms and value not in forms:
                self.faults.append(f'"{name}.{key}" = {value!r}, pilihannya: {", ".join(forms)}')
            is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
            if key in _BOUNDS and not (is_number and low <= value <= high):
                self.faults.append(f'"{name}.{key}" = {value!r}, harus angka {low} sampai {high}')
        return dict(given)

    def _section(self, name: str) -> Mapping[str, Any]:
        """A table of the file by its full name; empty when it is not there."""
        here: Any = self.raw
        for part in name.split("."):
            here = here.get(part, {}) if isinstance(here, dict) else {}
        if not isinstance(here, dict):
            self.faults.append(f'"{name}" harus berupa bagian [{name}]')
            return {}
        return here

    def _known(self, given: Iterable[str], allowed: Iterable[str], at: str) -> None:
        names = tuple(allowed)
        for key in given:
            if key not in names:
                near = difflib.get_close_matches(key, names, n=1)
                self.faults.append(
                    f'kunci "{at}{key}" tidak dikenal' + (f' (mungkin "{at}{near[0]}")' if near else "")
                )

    def _colour(self, key: str, value: object) -> None:
        if not (isinstance(value, str) and _HEX.fullmatch(value)):
            found = "tidak ada" if value == "" else f"{value!r} bukan warna"
            self.faults.append(f'"{key}" {found} (misalnya "#0B1739")')


def _names() -> list[str]:
    return [one.name for one in fields(Palette)]


def lower_end(colour: str) -> str:
    """The lower end of a ground whose file names one colour: a dark one lifts, others sink, as far as an ink allows."""
    light = luminance(rgb(colour))
    moved = step(colour, 0.06, 1.3) if light < 0.06 else step(colour, -0.035, 1.5 if light > 0.75 else 1.0)
    is_read = any(worst_contrast(ink, (colour, moved)) >= 4.5 for ink in (WHITE, DARKEST))
    return moved if is_read else colour


def in_colour(basics: Basics, colour: str) -> Basics:
    """The same family around a brand colour: it is the accent, and what is emphasised on light grounds."""
    brand = colour.upper()
    return dataclasses.replace(basics, accent=(brand, lower_end(brand)), main=brand, warm=brand)
