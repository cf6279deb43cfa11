"""The part of the world that a time zone belongs to: its country, and the box around it."""

from __future__ import annotations

import functools
import importlib.resources
import re
from dataclasses import dataclass, replace

Box = tuple[float, float, float, float]  # west, south, east, north; degrees; east may pass 180

# Names of countries where the list of time zones and the EPSG list of areas spell them differently.
_SPELLINGS = {
    "BA": "Bosnia and Herzegovina", "CD": "Zaire", "CI": "Ivory Coast", "CZ": "Czechia", "GB": "United Kingdom",
    "KP": "North Korea", "KR": "South Korea", "MO": "Macao", "RE": "Reunion", "RU": "Russian Federation",
    "ST": "Sao Tome and Principe", "TR": "Turkey", "TT": "Trinidad and Tobago", "US": "USA", "VN": "Vietnam",
}  # fmt: skip
# The three zones of Indonesia reach over parts of it only (west, south, east, north).
_PARTS = {
    "Asia/Jakarta": (95.0, -9.0, 116.6, 6.1),
    "Asia/Pontianak": (95.0, -9.0, 116.6, 6.1),
    "Asia/Makassar": (113.5, -11.1, 127.4, 5.7),
    "Asia/Jayapura": (124.0, -9.3, 141.1, 3.0),
}
_WHOLE_OF_PARTS = (95.0, -11.1, 141.1, 6.1)


@dataclass(frozen=True, slots=True)
class Country:
    """A country: two letters, the name as EPSG areas spell it, the boxes around its land and waters."""

    code: str
    name: str
    boxes: tuple[Box, ...]

    def is_named(self, area: str) -> bool:
        """Whether the description of an area names land of this country, not only its sea."""
        found = re.findall(rf"(?<![\w-]){re.escape(self.name)}(?!\w)(?: *\([^)]*\))?([^;.]*)", area)
        return any(
            not re.match(r"\W*(?:ukcs )?(?:offshore|north sea)(?! to)[^,]*$", rest.lower()) for rest in found
        )

    def is_whole(self, area: str) -> bool:
        """Whether the description is of this country alone."""
        head = rf"(?:[\w' ]+ \()?{re.escape(self.name)}(?!\w)(?! and [A-Z])"
        return bool(re.match(head + r"[^;.]*\.?$", area))


@functools.cache
def country_of(zone: str) -> Country | None:
    """The country of an IANA zone; None for a zone of no country (UTC) and where EPSG does not know it."""
    code = _codes().get(_links().get(zone, zone), "")
    name = _SPELLINGS.get(code) or _names().get(code, "")
    if not name:
        return None
    from generator.accidents.places.grids import areas_of_use

    country = Country(code, name, ())
    boxes = {box for area, box in areas_of_use() if name in area and country.is_whole(area)}
    if zone in _PARTS:
        boxes = {_PARTS[zone]}
    elif (
        not boxes
    ):  # small countries share every area with a neighbour; a county of the USA may bear the name too
        shared = (
            (a, box)
            for a, box in areas_of_use()
            if country.is_named(a) and a.count(";") <= 1 and not a.startswith("U")
        )
        boxes = {box for _, box in shared if _is_close(box)}
    return Country(code, name, _outer(boxes)) if boxes else None


def whole_country_of(zone: str) -> Country | None:
    """The country of a zone with all its parts: a list of the whole country names one of its zones."""
    country = country_of(zone)
    return replace(country, boxes=(_WHOLE_OF_PARTS,)) if country is not None and zone in _PARTS else country


def _is_close(box: Box) -> bool:
    return box[2] - box[0] <= 15 and box[3] - box[1] <= 15


def _outer(boxes: set[Box]) -> tuple[Box, ...]:
    """The boxes that lie in no other one."""
    return tuple(sorted(b for b in boxes if not any(b != o and _is_within(b, o) for o in boxes)))


def _is_within(inner: Box, outer: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


@functools.cache
def _codes() -> dict[str, str]:
    """IANA zone -> two letters of its country."""
    rows = [line.split("\t") for line in _lines("zone.tab")]
    return {row[2]: row[0] for row in rows if len(row) > 2}


@functools.cache
def _names() -> dict[str, str]:
    return dict(line.split("\t", 1) for line in _lines("iso3166.tab") if "\t" in line)


@functools.cache
def _links() -> dict[str, str]:
    """Old name of a zone -> its name now."""
    rows = [line.split() for line in _lines("tzdata.zi") if line.startswith("L ")]
    codes = _codes()
    return {old: now for _, now, old in rows if old not in codes}


def _lines(name: str) -> list[str]:
    text = importlib.resources.files("tzdata").joinpath("zoneinfo", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
