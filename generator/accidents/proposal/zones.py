"""The time zone of a district, from where its accidents lie."""

from __future__ import annotations

import functools
import importlib.resources
import math
import re

INDONESIAN = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
_BOX = (94.5, -11.5, 141.1, 6.5)  # west, south, east, north


def named_zone(text: str) -> str:
    """The IANA zone that a person means: WIB, WITA, WIT, or the name itself."""
    return INDONESIAN.get(text.strip().upper(), text.strip())


def zone_at(lon: float, lat: float) -> tuple[str, bool]:
    """Zone of a place and whether it lies so near a border of Indonesian zones that a person must say.

    In Indonesia by province, drawn with straight lines; elsewhere the zone whose main town is nearest (zone1970.tab
    of the time zone database), which is a guess for a person to check.
    """
    west, south, east, north = _BOX
    if not (west <= lon <= east and south <= lat <= north):
        return _nearest(lon, lat), False
    if lat < -5.5:  # Java, Bali, Nusa Tenggara, the south of Maluku
        return _between(lon, (114.4, 114.65), (125.2, 125.7))
    if lon < 120.0:  # Kalimantan
        return _between(lon, (113.8, 116.2), (130.0, 130.0))
    return _between(lon, (108.0, 108.0), (123.9, 125.5))  # Sulawesi, Maluku, Papua


def zone_in_words(cells: list[str]) -> str:
    """The zone that nearly all cells name behind the hour; "" when they name none or several."""
    found = {word for text in cells for word in re.findall(r"\b(WITA|WIB|WIT)\b", text.upper())}
    return INDONESIAN[found.pop()] if len(found) == 1 else ""


def _between(lon: float, first: tuple[float, float], second: tuple[float, float]) -> tuple[str, bool]:
    is_near = any(low < lon < high for low, high in (first, second))
    if lon <= sum(first) / 2:
        return INDONESIAN["WIB"], is_near
    return INDONESIAN["WITA" if lon <= sum(second) / 2 else "WIT"], is_near


def _nearest(lon: float, lat: float) -> str:
    def distance(town: tuple[float, float, str]) -> float:
        east = (town[0] - lon + 180) % 360 - 180
        return math.hypot(east * math.cos(math.radians(lat)), town[1] - lat)

    return min(_towns(), key=distance, default=(0.0, 0.0, ""))[2]


@functools.cache
def _towns() -> tuple[tuple[float, float, str], ...]:
    """Longitude, latitude (degrees) and name of the main town of every zone."""
    table = importlib.resources.files("tzdata") / "zoneinfo" / "zone1970.tab"
    towns = []
    for line in table.read_text(encoding="utf-8").splitlines():
        parts = line.split("\t")
        found = re.fullmatch(r"([+-]\d{4,6})([+-]\d{5,7})", parts[1]) if len(parts) > 2 else None
        if found and not line.startswith("#"):
            towns.append((_degrees(found[2], 3), _degrees(found[1], 2), parts[2]))
    return tuple(towns)


def _degrees(text: str, digits: int) -> float:
    whole, rest = text[1 : 1 + digits], text[1 + digits :]
    value = int(whole) + int(rest[:2]) / 60
    return -value if text[0] == "-" else value
