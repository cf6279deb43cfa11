"""Whether a name is the name of a road by its own words, wherever it was written."""

from __future__ import annotations

import functools
import re
import tomllib
from pathlib import Path

from generator.accidents.words import fold

_NUMBERED = re.compile(r"[A-Z]{1,3}-?\d{1,4}[A-Z]?|[A-Z]{1,3}[ -]\d{1,3}", re.IGNORECASE)
_NAMING_PLACES = frozenset({"bank", "balai", "hotel", "kantor", "masjid", "perumahan", "rumah", "tugu", "halte", "pabrik",
                            "lapangan", "makam", "sd", "smp", "toko", "warung"})  # fmt: skip
"""Places that name the road that leads to them: Jalan Rumah Sakit, Jalan Toko Tiga."""
_LETTER_APART = re.compile(r"(?<=\d) (?=[A-Za-z]$)")
_HOUSE = re.compile(r"\d+[A-Za-z]?|\d+[-/]\d+")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)\b", re.IGNORECASE)


def is_road(name: str) -> bool:
    """Whether a word of the name says that it is a road: Jalan, Simpang, Avenida, Street."""
    words = fold(name.casefold()).split()  # "ß" becomes "ss"
    if len(words) < 2:
        return bool(words) and words[0].endswith(tuple(_words("endings"))) and len(words[0]) > 7
    is_told = words[0] in _words("first") or words[-1] in _words("last")
    return is_told or any(word.endswith(tuple(_words("endings"))) and len(word) > 7 for word in words)


def is_road_abbreviated(name: str) -> bool:
    """Whether a name has the shape of a road that may as well be initials, a title or a plate: R ..., ... St, I-39."""
    words = fold(name).split()
    is_told = len(words) > 1 and (
        words[0] in _words("weak_first")
        or words[-1] in _words("weak_last")
        or (words[-1] in {"n", "s", "e", "w", "ne", "nw", "se", "sw"} and words[-2] in _words("weak_last"))
    )
    return is_told or bool(_NUMBERED.fullmatch(name.strip())) or bool(_ORDINAL.match(name))


def from_its_road_word(text: str) -> str:
    """The part of a text that begins with a road word: "di simpang Lima" gives "simpang Lima"; "" without one.

    Words of one letter and what stands before an address ("Budi, Jl. Melati") are left behind.
    """
    for found in re.finditer(r"[^\W\d_]+", text):
        if fold(found[0]) in _words("first"):
            return text[found.start() :]
    return ""


def without_the_house(name: str) -> str:
    """A road without the number of a house and the shop that stands on it: "Jalan Melati 12 Toko X" is Jalan Melati.

    A number right behind the word for a road is the road's own: "Highway 12", "Gang 3".
    """
    words = _LETTER_APART.sub("", name).split()  # 12 B
    kept: list[str] = []
    has_name = False
    for place, word in enumerate(words):
        is_number = bool(_HOUSE.fullmatch(word))
        has_name = has_name or (bool(kept) and fold(kept[-1]) not in _no_names())
        if kept and fold(word) in _words("places") and (has_name or fold(word) not in _NAMING_PLACES):
            break
        if has_name and is_number and place == len(words) - 1:
            break
        if is_number and place == 0 and len(words) > 2 and not _ORDINAL.match(word):
            continue  # 1200 Main Street
        kept.append(word)
    return " ".join(kept)


@functools.cache
def _no_names() -> frozenset[str]:
    """Words that say what kind of road it is, not which one."""
    return _words("first") | _words("classes")


@functools.cache
def _words(section: str) -> frozenset[str]:
    listed = tomllib.loads((Path(__file__).parent / "road_words.toml").read_text(encoding="utf-8"))[section]
    return frozenset(listed.split() if isinstance(listed, str) else listed)
