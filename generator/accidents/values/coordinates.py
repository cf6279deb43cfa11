"""One coordinate or a pair in one cell: decimal point or comma, degrees and minutes, LS/BT, map links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.accidents.words import is_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLAIN = re.compile(r"[+-]?\d{1,3}(?:\.\d+)?")
_NUMBER = r"[+-]?\d+(?:[.,]\d+)?"
_SOUTH_WEST = re.compile(r"\b(?:ls|s|lintang selatan|south|w|bb|bujur barat|west)\b", re.IGNORECASE)
_NORTH_EAST = re.compile(r"\b(?:lu|n|lintang utara|north|e|bt|bujur timur|east)\b", re.IGNORECASE)
_IS_LAT = re.compile(r"\b(?:ls|lu|s|n|lintang|lat|latitude)\b", re.IGNORECASE)
_IS_LON = re.compile(r"\b(?:bt|bb|e|w|bujur|long?|lng|longitude)\b", re.IGNORECASE)
_DMS = re.compile(
    r"(\d{1,3})\s*[°º:d]\s*(\d{1,2}(?:[.,]\d+)?)\s*(?:['’′:m]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:[\"”″s]|'')?)?)?",
    re.IGNORECASE,
)
_PAIR = re.compile(
    r"(?P<a>[+-]?\d{1,3}\.\d+|[+-]?\d{1,3})\s*[,;/|\s]\s*(?P<b>[+-]?\d{1,3}\.\d+|[+-]?\d{1,3})"
)
_PAIR_COMMA = re.compile(r"(?P<a>[+-]?\d{1,3},\d+)\s*[,;/|\s]\s*(?P<b>[+-]?\d{1,3},\d+)")
_HALF = re.compile(r"[+-]?\d{1,3}[.,]\d+\s*°?\s*(?:LS|LU|BT|BB)\b", re.IGNORECASE)
_LETTER_FIRST = re.compile(r"\b([NSEW])\s*(\d[\d.,°º'’′\"”″ ]*)", re.IGNORECASE)
_WORDS = frozenset(
    [
        "ls",
        "lu",
        "bt",
        "bb",
        "s",
        "n",
        "e",
        "w",
        "lintang",
        "bujur",
        "selatan",
        "utara",
        "timur",
        "barat",
        "lat",
        "lon",
        "lng",
        "long",
        "latitude",
        "longitude",
    ]
)
_SENTINELS = (77.7777, 88.8888, 99.9999, 777.7777, 888.8888, 999.9999)


@dataclass(frozen=True, slots=True)
class CoordinateReading:
    """A number of degrees as written (or metres), whether its form was repaired, and what was odd about it."""

    value: float | None
    is_reformed: bool = False
    flag: str = ""  # point_zero, point_sentinel, point_dots, point_text
    axis: str = ""  # lat or lon when the cell itself says which
    decimals: int = 0

    def __iter__(self) -> Iterator[Any]:
        return iter((self.value, self.is_reformed, self.flag, self.decimals))


@dataclass(frozen=True, slots=True)
class PairReading:
    """Latitude and longitude of one cell, in that order as far as the cell tells."""

    lat: CoordinateReading
    lon: CoordinateReading

    def __iter__(self) -> Iterator[Any]:
        return iter((*self.lat, *self.lon))


NOWHERE = CoordinateReading(None)


def parse_coordinate(text: str) -> CoordinateReading:
    """One axis. The sign follows LS/S/BB/W; a value that is no number is flagged, not guessed."""
    plain = text.strip().lstrip("'`")
    if is_nothing(plain):
        return NOWHERE
    if _PLAIN.fullmatch(plain):
        return _checked(float(plain), decimals=_decimals(plain))
    dms = _DMS.search(plain)
    if dms and re.search(r"[°º'’′\"”″:]", plain):
        degrees = sum(float((part or "0").replace(",", ".")) / 60**n for n, part in enumerate(dms.groups()))
        return _checked(_signed(degrees, plain), is_reformed=True, axis=_axis(plain), decimals=6)
    number = re.fullmatch(r"[A-Za-z.: ]*(" + _NUMBER + r")\s*°?\s*[A-Za-z. ]*", plain)
    if number and set(re.findall(r"[a-z]+", plain.lower())) <= _WORDS:
        digits = number[1].replace(",", ".")
        return _checked(
            _signed(float(digits), plain),
            is_reformed="," in number[1] or digits != plain,
            axis=_axis(plain), decimals=_decimals(digits),
        )  # fmt: skip
    if re.fullmatch(r"[+-]?\d{1,3}(?:[.,]\d{3})+", plain):  # thousand marks put into degrees
        whole = re.sub(r"[.,]", "", plain)
        return CoordinateReading(float(whole), is_reformed=True, flag="point_dots", decimals=6)
    return CoordinateReading(None, flag="point_text")


def parse_pair(text: str) -> PairReading:
    """Both axes out of one cell; a short link or words give nothing and the flag says why."""
    plain = text.strip()
    if is_nothing(plain):
        return PairReading(NOWHERE, NOWHERE)
    if "://" in plain or "maps" in plain.lower():
        return _from_link(plain)
    lettered = _LETTER_FIRST.findall(plain)
    if len(lettered) == 2:
        return _ordered([parse_coordinate(f"{number.strip()} {letter}") for letter, number in lettered])
    return _two_numbers(plain)


def _two_numbers(plain: str) -> PairReading:
    """Both axes of a cell that holds two numbers, with or without words around them."""
    inner = re.sub(r"(?i)latlng|point|lat(?:itude)?|long?(?:itude)?|lng|[()=:]", " ", plain).strip()
    if _DMS.search(inner) and re.search(r"[°º]", inner):
        halves = re.split(r"(?<=[A-Za-z])\s*[,;/ ]\s*(?=[\d+-])", inner, maxsplit=1)
        if len(halves) == 2:
            return _ordered([parse_coordinate(half) for half in halves])
    named = _HALF.findall(inner)
    if len(named) == 2:
        return _ordered([parse_coordinate(half) for half in named])
    for pattern in (_PAIR_COMMA, _PAIR):
        found = pattern.fullmatch(inner)
        if found:
            is_wkt = plain.lower().startswith("point")
            parts = [found["b"], found["a"]] if is_wkt else [found["a"], found["b"]]
            return _ordered([parse_coordinate(part) for part in parts])
    return _unread("point_text" if re.search(r"[A-Za-z]{3}", plain) else "point_unreadable")


def _from_link(link: str) -> PairReading:
    """A map link that carries its numbers; a short link is never opened."""
    found = re.search(r"([+-]?\d{1,3}\.\d+)(?:%2C|,|\+|\s|/|!4d)+\s*([+-]?\d{1,3}\.\d+)", link)
    if found is None:
        return _unread("point_short_link")
    return PairReading(parse_coordinate(found[1]), parse_coordinate(found[2]))


def _ordered(parts: list[CoordinateReading]) -> PairReading:
    first, second = parts
    if first.axis == "lon" or second.axis == "lat":
        first, second = second, first
    return PairReading(first, second)


def _unread(flag: str) -> PairReading:
    return PairReading(CoordinateReading(None, flag=flag), CoordinateReading(None, flag=flag))


def _signed(value: float, text: str) -> float:
    words = re.sub(r"[\d°º'’′\"”″.,:]", " ", text)
    if _SOUTH_WEST.search(words) or text.strip().startswith("-"):
        return -abs(value)
    return value


def _axis(text: str) -> str:
    words = re.sub(r"[\d°º'’′\"”″.,:]", " ", text)
    return "lat" if _IS_LAT.search(words) else "lon" if _IS_LON.search(words) else ""


def _decimals(digits: str) -> int:
    return len(digits.partition(".")[2])


def _checked(
    value: float, *, is_reformed: bool = False, axis: str = "", decimals: int = 0
) -> CoordinateReading:
    if value == 0:
        return CoordinateReading(None, flag="point_zero")
    if abs(value) in _SENTINELS:
        return CoordinateReading(None, flag="point_sentinel")
    return CoordinateReading(value, is_reformed, "", axis, decimals)
