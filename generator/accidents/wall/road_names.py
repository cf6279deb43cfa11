"""Names of roads as a reader knows them, out of addresses, abbreviations and capitals."""

from __future__ import annotations

import functools
import re

_PREFIX = re.compile(r"^(?:jalan|jln|jl)\b\.?\s*", re.IGNORECASE)
_ROAD = re.compile(r"\b(?:jalan|jln|jl)\b\.?\s*[A-Za-z0-9][^,;|\n]*", re.IGNORECASE)
_PLUS_CODE = re.compile(r"\b[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}\b,?\s*", re.IGNORECASE)
_KM = re.compile(r"\bkm\.?\s*\d+(?:[.,+]\d+)*\b.*$", re.IGNORECASE)
_CUT = re.compile(
    r"(?:\b(?:no|nomor|nmr|blok|rt|rw|kec|kecamatan|kel|kelurahan|desa|ds|dsn|dusun|kab|kabupaten|depan|"
    r"dekat|sebelah|samping|belakang|tepatnya|arah|ikut|masuk|termasuk|sebelum|sesudah|"
    r"\d{5,})\b\.?(?=[\s.:\d]|$)|[(#|]).*$",
    re.IGNORECASE,
)
_SMALL = {"dan", "di", "dari", "ke", "de", "da", "do", "dos", "das", "van", "of", "the"}
_ROMAN = re.compile(r"[IVX]{2,4}", re.IGNORECASE)


def tidy_road_name(text: str) -> str:
    """The name of a road: "JL.DIPONEGORO No. 3 RT 01/02" becomes "Jalan Diponegoro"; "" when nothing is left.

    House numbers, kilometre posts, RT/RW, plus codes and everything after the first comma are cut.
    """
    name = _PLUS_CODE.sub("", text.strip()) if "+" in text else text.strip()
    within = _ROAD.search(name)
    if within:
        name = within[0]
    name = name.split(",")[0].split(";")[0]
    name = _CUT.sub("", _KM.sub("", name)).strip(" .-/\t")
    is_jalan = bool(_PREFIX.match(name))
    name = re.sub(r"\s+", " ", _PREFIX.sub("", name)).strip(" .-/")
    # "Solo - Yogya": one stretch between two towns is written without blanks.
    name = re.sub(r"(?<=\w) - (?=\w)", "-", name)
    if name.isupper() or name.islower():
        name = " ".join(_capital(word) for word in name.split(" "))
    if not re.search(r"[^\W\d_]", name) and not is_jalan:
        return ""
    return f"Jalan {name}" if is_jalan and name else name


def kilometre(text: str) -> float | None:
    """Kilometre post in a place text: "KM 12+300" is 12.3; None when there is none."""
    found = re.search(r"\bkm\.?\s*(\d{1,3})(?:[+.,](\d{1,3}))?", text, re.IGNORECASE)
    if found is None:
        return None
    return int(found[1]) + (int(found[2].ljust(3, "0")) / 1000 if found[2] else 0)


@functools.lru_cache(maxsize=4_096)
def _capital(word: str) -> str:
    if word.lower() in _SMALL:
        return word.lower()
    if _ROMAN.fullmatch(word) or any(character.isdigit() for character in word):
        return word.upper()
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))
