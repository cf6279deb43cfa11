"""Latitude and longitude in one cell: two numbers, halves with LS and BT, WKT, map links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.accidents.values.coordinates import (
    NOWHERE,
    CoordinateReading,
    axis_of,
    parse_coordinate,
    tidied,
)
from generator.accidents.words import is_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEPARATOR = r"\s*[,;/|&\s~]\s*"
_POINT_NUMBER = r"[+-]?\s?\d{1,3}(?:\.\d+)?"
_POINTS = re.compile(rf"({_POINT_NUMBER}){_SEPARATOR}({_POINT_NUMBER})(?:\s*,\s*-?\d+(?:\.\d+)?\s*m?)?")
_COMMAS = re.compile(rf"([+-]?\d{{1,3}},\d+){_SEPARATOR}([+-]?\d{{1,3}},\d+)")
_DOTTED = re.compile(r"([+-]?\d{1,3}(?:\.\d{3})+)\s*[,;/|\s]\s*([+-]?\d{1,3}(?:\.\d{3})+)")
_LARGE = re.compile(r"([+-]?\d{5,}(?:\.\d+)?)\s*[,;/|\s]\s*([+-]?\d{5,}(?:\.\d+)?)")
_WKT = re.compile(
    r"(?:srid=\d+;)?\s*point\s*(?:z|m|zm)?\s*\(\s*(-?\d+(?:\.\d+)?)\s+(-?\d+(?:\.\d+)?)[^)]*\)", re.IGNORECASE
)
_GEOJSON = re.compile(
    r"\"?coordinates\"?\s*:\s*\[\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)", re.IGNORECASE
)
_DIRECTION = r"(?:LS|LU|BT|BB|[NSEW]|(?:lintang|bujur)\s+(?:selatan|utara|timur|barat)|south|north|east|west)"
_ANGLE = r"[+-]?\s*\d[\d.,°'\":\s]*?(?:\s*(?:derajat|deg|menit|min|detik|dtk)\s*[\d.,\s]*)*"
_LETTER_LAST = re.compile(rf"({_ANGLE}\s*\b{_DIRECTION}|{_ANGLE}{_DIRECTION})(?![A-Za-z])", re.IGNORECASE)
_LETTER_FIRST = re.compile(rf"\b({_DIRECTION})\s*[:=]?\s*(\d[\d.,°'\"\s:]*)", re.IGNORECASE)
_NAMED = re.compile(
    r"(?<![a-z])(lat(?:itude)?|lintang|long?(?:itude)?|lng|bujur|mlat|mlon|[xy])\"?\s*[=:]\s*\"?"
    r"([+-]?\s?\d{1,3}(?:[.,]\d+)?)", re.IGNORECASE,
)  # fmt: skip
_IN_LINK = r"([+-]?\d{1,3}\.\d+)(?:,|\+|\s|/|!4d|~)+([+-]?\d{1,3}\.\d+)"
_PIN = re.compile(r"!3d([+-]?\d{1,3}\.\d+)!4d([+-]?\d{1,3}\.\d+)")
_ASKED = re.compile(
    rf"(?:[?&](?:q|query|ll|daddr|destination|center|cp|sll)=|/place/|/search/|/dir//)(?:loc:)?{_IN_LINK}"
)
_LON_FIRST_HOSTS = ("yandex.", "2gis.")


@dataclass(frozen=True, slots=True)
class PairReading:
    """Latitude and longitude of one cell, in that order as far as the cell tells."""

    lat: CoordinateReading
    lon: CoordinateReading

    def __iter__(self) -> Iterator[Any]:
        return iter((*self.lat, *self.lon))


def parse_pair(text: str) -> PairReading:
    """Both axes out of one cell; a short link or words give nothing and the flag says why."""
    plain = tidied(text)
    if is_nothing(plain):
        return PairReading(NOWHERE, NOWHERE)
    if "://" in plain or re.search(r"\b(?:maps|goo\.gl|www)\b", plain.lower()):
        return _from_link(plain)
    for lon_first in (_WKT, _GEOJSON):
        found = lon_first.search(plain)
        if found:
            return PairReading(parse_coordinate(found[2]), parse_coordinate(found[1]))
    return _lettered(plain) or _labelled(plain) or _two_numbers(plain)


def _lettered(plain: str) -> PairReading | None:
    """Two halves that each say which way they count: 6.2 LS / 106.8 BT, S 7°47' E 110°22'."""
    last = [half.strip() for half in _LETTER_LAST.findall(plain)]
    first = [f"{number.strip()} {letter}" for letter, number in _LETTER_FIRST.findall(plain)]
    starts = re.match(rf"\W*{_DIRECTION}\b|\W*[NSEW]\s*\d", plain, re.IGNORECASE)
    for halves in (first, last) if starts else (last, first):
        if len(halves) == 2 and {axis_of(half) for half in halves} == {"lat", "lon"}:
            # A hyphen between the halves is no sign: the letter says the side.
            return _ordered([parse_coordinate(halves[0]), parse_coordinate(halves[1].lstrip("- "))])
    return None


def _labelled(plain: str) -> PairReading | None:
    """Two numbers with names: lat: -7.79, lng: 110.37."""
    found = {("lat" if name.lower()[:1] in "ly" and name.lower()[:2] not in {"lo", "ln"} else "lon"): number
             for name, number in ((n.removeprefix("m"), v) for n, v in _NAMED.findall(plain))}  # fmt: skip
    if found.keys() != {"lat", "lon"}:
        return None
    return PairReading(parse_coordinate(found["lat"]), parse_coordinate(found["lon"]))


def _two_numbers(plain: str) -> PairReading:
    """Both axes of a cell that holds two numbers, with or without words around them."""
    inner = re.sub(
        r"(?i)latlng|geo:|point|koordinat|lat(?:itude)?|long?(?:itude)?|lng|lintang|bujur|titik|gps",
        " ",
        plain,
    )
    inner = re.sub(r"[()\[\]{}=\"]|:(?!\d)|(?<!\d):", " ", inner).strip(" ,;") if "°" not in inner else inner
    if "°" in inner:
        halves = re.split(r"\s*[,;/|]\s*(?=[+-]?\d)|(?<=['\"])\s+(?=[+-]?\d{1,3}\s*°)", inner, maxsplit=1)
        if len(halves) == 2:
            return _ordered([parse_coordinate(half) for half in halves])
    for pattern in (_COMMAS, _POINTS, _DOTTED, _LARGE):
        found = pattern.fullmatch(inner)
        if found:
            return _ordered([parse_coordinate(part) for part in found.groups()])
    return _unread("point_text" if re.search(r"[A-Za-z]{3}", plain) else "point_unreadable")


def _from_link(link: str) -> PairReading:
    """A map link that carries its numbers, the pin before the middle of the view; a short link is never opened."""
    pin = _PIN.search(link) or _ASKED.search(link)
    if pin is None:
        named = _labelled(link)
        angles = (
            _lettered(re.sub(r"^.*/(?=[^/]*°)|/@.*$", "", link).replace("+", " ")) if "°" in link else None
        )
        if named or angles:
            return named or angles or _unread("point_short_link")
        pin = re.search(_IN_LINK, link)
    if pin is None:
        return _unread("point_short_link")
    is_lon_first = any(host in link.lower() for host in _LON_FIRST_HOSTS)
    lat, lon = (pin[2], pin[1]) if is_lon_first else (pin[1], pin[2])
    return PairReading(parse_coordinate(lat), parse_coordinate(lon))


def _ordered(parts: list[CoordinateReading]) -> PairReading:
    first, second = parts
    if first.axis == "lon" or second.axis == "lat":
        first, second = second, first
    return PairReading(first, second)


def _unread(flag: str) -> PairReading:
    return PairReading(CoordinateReading(None, flag=flag), CoordinateReading(None, flag=flag))
