"""One coordinate in one cell: decimal point or comma, degrees and minutes, LS/BT, thousand marks."""

from __future__ import annotations

import re
import unicodedata
import urllib.parse
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.accidents.words import is_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

_SOUTH_WEST = re.compile(r"\b(?:ls|s|selatan|south|w|bb|barat|west)\b", re.IGNORECASE)
_IS_LAT = re.compile(r"\b(?:ls|lu|s|n|lintang|lat|latitude|selatan|utara|south|north)\b", re.IGNORECASE)
_IS_LON = re.compile(r"\b(?:bt|bb|e|w|bujur|long?|lng|longitude|timur|barat|east|west)\b", re.IGNORECASE)
_DIRECTION = r"(?:LS|LU|BT|BB|[NSEW])"
_PLAIN = re.compile(r"[+-]?\d{1,3}(?:\.\d+)?")
_NUMBER = re.compile(r"([+-]?)\s*(\d[\d.,]*)")
_PART = r"(\d{1,2}(?:[.,]\d+)?)"
_DEGREES_MINUTES_SECONDS = re.compile(
    rf"(\d{{1,3}})\s*(?:°|:|d(?:eg|erajat)?\b\.?|-)\s*{_PART}\s*(?:(?:'|:|m(?:in|enit)?\b\.?|-)\s*"
    rf"(?:{_PART}\s*(?:\"|''|s(?:ec)?(?=[\s\d]|$)|detik|dtk)?)?)?",
    re.IGNORECASE,
)
_BLANKS_ONLY = re.compile(rf"(\d{{1,3}})\s+{_PART}\s+{_PART}")
_PACKED = re.compile(r"(\d{2,3})(\d{2})(\d{2}\.\d+)|(\d{2,3})(\d{2}\.\d+)|(0\d{1,2})(\d{2})(\d{2})")
_WORDS = frozenset(
    {
        *(
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
        ),
        *("lat", "lon", "lng", "long", "latitude", "longitude", "south", "north", "east", "west", "x", "y"),
        *("koordinat", "derajat", "deg", "gps", "titik"),
    }
)
_SENTINELS = frozenset({77.7777, 88.8888, 99.9999, 777.7777, 888.8888, 999.9999})
_ONE_SIGN = str.maketrans({
    **dict.fromkeys("−–—‐‑‒", "-"), **dict.fromkeys("º˚⁰∘", "°"), **dict.fromkeys("’‘′´`ʹ", "'"),
    **dict.fromkeys("”“″ʺ", '"'), "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u200b": None, "\ufeff": None,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class CoordinateReading:
    """A number of degrees as written (or metres), whether its form was repaired, and what was odd about it."""

    value: float | None
    is_reformed: bool = False
    flag: str = ""  # point_zero, point_sentinel, point_dots, point_text, point_unreadable
    axis: str = ""  # lat or lon when the cell itself says which
    decimals: int = 0

    def __iter__(self) -> Iterator[Any]:
        return iter((self.value, self.is_reformed, self.flag, self.decimals))


NOWHERE = CoordinateReading(None)


def tidied(text: str) -> str:
    """The cell with one spelling for each sign: minus, degree, minute, second, blank; %20 and the like undone."""
    plain = urllib.parse.unquote(text) if re.search(r"%[0-9A-Fa-f]{2}", text) else text
    plain = plain.translate(_ONE_SIGN).strip().strip("'\"`").strip() if _has_no_marks(plain) else plain
    return unicodedata.normalize("NFKC", plain.translate(_ONE_SIGN)).strip().lstrip("'`").strip()


def parse_coordinate(text: str) -> CoordinateReading:
    """One axis. The sign follows LS/S/BB/W; a value that is no number is flagged, not guessed."""
    plain = tidied(text)
    if is_nothing(plain):
        return NOWHERE
    if _PLAIN.fullmatch(plain):
        return _checked(float(plain), decimals=_decimals(plain))
    sexagesimal = _sexagesimal(plain)
    if sexagesimal is not None:
        return sexagesimal
    if not set(re.findall(r"[^\W\d_]+", plain.lower())) <= _WORDS:
        return CoordinateReading(None, flag="point_text")
    numbers = _NUMBER.findall(re.sub(r"(?<=\d)\s*\.\s*(?=\d)|(?<=\d)\.{2,}(?=\d)", ".", plain))
    if len(numbers) != 1:
        return CoordinateReading(None, flag="point_unreadable" if numbers else "point_text")
    return _decimal(numbers[0][1].rstrip(".,"), plain)


def _has_no_marks(text: str) -> bool:
    """Whether quotation marks around the cell are no minutes and seconds."""
    return "°" not in text.translate(_ONE_SIGN) and text[:1] in "'\"`"


def _decimal(digits: str, whole: str) -> CoordinateReading:
    """A number with a point, a comma, thousand marks, or both."""
    flag, number = "", digits.replace(",", ".")
    if number.count(".") > 1:
        flag, number = "point_dots", _without_thousands(digits)
        if not number:
            return CoordinateReading(None, flag="point_unreadable")
    decimals = 6 if flag else _decimals(number)
    reading = _checked(
        _signed(float(number), whole),
        is_reformed=number != whole.lstrip("+-"),
        axis=axis_of(whole),
        decimals=decimals,
    )
    return _flagged(reading, flag) if flag else reading


def _flagged(reading: CoordinateReading, flag: str) -> CoordinateReading:
    if reading.value is None:
        return reading
    return CoordinateReading(
        reading.value, is_reformed=True, flag=flag, axis=reading.axis, decimals=reading.decimals
    )


def _without_thousands(digits: str) -> str:
    """Digits with marks between thousands; "" when the marks stand elsewhere.

    431.234,56 and 431,234.56 keep their decimals; 7.797.068 becomes 7797068, to be placed by the district.
    """
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+", digits):
        return re.sub(r"[.,]", "", digits)
    for thousand, decimal in ((".", ","), (",", ".")):
        mark, point = re.escape(thousand), re.escape(decimal)
        if re.fullmatch(rf"\d{{1,3}}(?:{mark}\d{{3}})+{point}\d+", digits):
            return digits.replace(thousand, "").replace(decimal, ".")
    # Thousand marks set from the left into a number that had decimals: 41.437.4, 7.797.06
    return digits.replace(".", "") if re.fullmatch(r"\d{1,3}(?:\.\d{3})+\.\d{1,2}", digits) else ""


def _sexagesimal(plain: str) -> CoordinateReading | None:
    """Degrees with minutes and perhaps seconds; None when the cell is written otherwise."""
    found = _DEGREES_MINUTES_SECONDS.search(plain)
    if found is None or not _is_marked(plain, found[0]):
        found = _BLANKS_ONLY.search(plain)
    parts = [part for part in found.groups() if part] if found else []
    rest = plain.replace(found[0], " ", 1) if found else ""
    if found is None:
        letter = re.fullmatch(rf"{_DIRECTION}?\s*([\d.,]+)\s*{_DIRECTION}?", plain, re.IGNORECASE)
        packed = _PACKED.fullmatch(letter[1].replace(",", ".")) if letter and axis_of(plain) else None
        parts = [part for part in packed.groups() if part] if packed else []
    if len(parts) < 2 or re.search(r"\d", rest):
        return None
    words = set(re.findall(r"[^\W\d_]+", rest.lower()))
    degrees, *minutes = (float(part.replace(",", ".")) for part in parts)
    if not words <= _WORDS:
        return CoordinateReading(None, flag="point_text")
    if any(part >= 60 for part in minutes):
        return CoordinateReading(None, flag="point_unreadable")
    value = degrees + sum(part / 60**n for n, part in enumerate(minutes, 1))
    return _checked(_signed(value, plain), is_reformed=True, axis=axis_of(plain), decimals=6)


def _is_marked(plain: str, found: str) -> bool:
    """Whether the parts are told apart by more than a hyphen, or by two hyphens: 7-47-49 is an angle, 7-47 is none."""
    return bool(re.search(r"[°':\"]|[a-z]", found.lower())) or found.count("-") == 2 or "°" in plain


def _signed(value: float, text: str) -> float:
    words = re.sub(r"[\d°'\".,:]", " ", text)
    if _SOUTH_WEST.search(words) or re.match(r"[^\d]*-\s*\d", text):
        return -abs(value)
    return value


def axis_of(text: str) -> str:
    """The axis, lat or lon, when words of the cell say which, else ""."""
    words = re.sub(r"[\d°'\".,:=_]", " ", text)
    return "lat" if _IS_LAT.search(words) else "lon" if _IS_LON.search(words) else ""


def _decimals(digits: str) -> int:
    return len(digits.partition(".")[2])


def _checked(
    value: float, *, is_reformed: bool = False, axis: str = "", decimals: int = 0
) -> CoordinateReading:
    if value == 0:
        return CoordinateReading(None, flag="point_zero")
    if abs(value) in _SENTINELS or re.fullmatch(r"9{3,}(?:\.0|\.9+)?", str(abs(value)).removesuffix(".0")):
        return CoordinateReading(None, flag="point_sentinel")
    return CoordinateReading(value, is_reformed, "", axis, decimals)
