"""A closed list of words out of free text: what is denied does not count, nor what only names a place."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from generator.accidents.facts.code_words import code_words, word_pattern
from generator.codes import RoadUser

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Between a denial and the word denied only such words may stand: "tidak dalam keadaan mengantuk" denies,
# "tidak dapat menghindari pejalan kaki" does not.
_FILLERS = (
    "dalam|keadaan|kondisi|sedang|ada|adanya|indikasi|terbukti|merupakan|termasuk|kasus|laka|kecelakaan|unsur|adalah|pernah|"
    "berusaha|mencoba|ikut|karena|akibat|disebabkan|melakukan|terjadi|jenis|korban|kejadian|faktor|dapat|bisa|sempat|"
    "melibatkan|terlibat|diduga|berada|sambil|juga|sama|sekali|lalu|kemudian|langsung|was|not|a"
)
_DENIED = re.compile(
    rf"\b(?:tidak|tdk|tak|bukan|bukanlah|belum|tanpa|no|not|non)\b(?:\s+(?:{_FILLERS}))*\s*$"
)
_DENIED_PARTY = re.compile(
    r"\b(?:bukan|tanpa|(?:tidak|tdk)\s+(?:ada|terdapat|melibatkan|terlibat))\b(?:\s+(?:ada|korban|melibatkan))*\s*$"
)
_JOINED = re.compile(
    rf"\s*(?:,|\batau\b|\bmaupun\b|\bserta\b|\bdan\b)[\s,]*(?:(?:{_FILLERS}|atau|maupun|dan)\s*)*"
)
# "bengkel motor", "halte bus", "jas hujan", "dekat perlintasan": a word that names something else.
_ELSEWHERE = re.compile(
    r"\b(?:bengkel|dealer|showroom|sorum|toko|halte|terminal|pangkalan|agen|garasi|pool|cucian|parkiran|jual|beli|rental|stasiun|"
    r"jas|mantel|musim|suku cadang|asuransi|pasar|kantor|dekat|sekitar|sebelum|setelah|sesudah|depan)\s+$"
)
_CROSSING = re.compile(r"\b(?:perlintasan|lintasan|palang|palang pintu|rel|bantalan rel|pintu|stasiun)\s+$")
_BETWEEN = re.compile(r"\b(?:dengan|dgn|kontra|melawan|menabrak|bertabrakan|vs|menyenggol|menyerempet)\b")
_SENTENCE = re.compile(r"[.;!?](?=\s|$)|\n")
_NO_WORD = re.compile(r"[^a-z0-9,]+")
_COMMA = re.compile(r"\s*,\s*")
_NEAR = 90  # characters before a word in which its denial is looked for
_PARTY_SECTIONS = frozenset({"narrative"})


def users_in_narrative(text: str) -> tuple[int, ...]:
    """Vehicles and persons on foot of a narrative, one count for each RoadUser; a kind counts once.

    A motorcycle counts twice where one stands on both sides of "dengan", "kontra", "menabrak".
    """
    return _users(_sentences(text))


def is_hit_and_run(text: str) -> bool:
    """Whether a text says that somebody left the scene."""
    return "true" in codes_told("hit_and_run", text)


def codes_told(section: str, text: str) -> set[str]:
    """Codes of a section of codes.toml whose words a text says and does not deny."""
    return _codes(section, _sentences(text))


def all_told(text: str, sections: Sequence[str]) -> tuple[int | bool | str, ...]:
    """Counts of road users, whether somebody left the scene, and of each section the only code that is told.

    The code is "" where a section says nothing or several things.
    """
    sentences = _sentences(text)
    found = [_codes(section, sentences) for section in sections]
    codes = [next(iter(one)) if len(one) == 1 else "" for one in found]
    return (*_users(sentences), "true" in _codes("hit_and_run", sentences), *codes)


def _users(sentences: list[str]) -> tuple[int, ...]:
    counts = dict.fromkeys(RoadUser, 0)
    for code in _codes("narrative", sentences):
        counts[RoadUser(code)] = 1
    if counts[RoadUser.MOTORCYCLE]:
        whole = " ".join(sentences)
        halves = _BETWEEN.split(whole, maxsplit=1)
        if len(halves) == 2 and all(RoadUser.MOTORCYCLE in _codes("narrative", [half]) for half in halves):
            counts[RoadUser.MOTORCYCLE] = 2
    return tuple(counts.values())


def _sentences(text: str) -> list[str]:
    """Sentences in lower case without accents; of punctuation only commas stay."""
    ascii_only = text if text.isascii() else (
        unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    )  # fmt: skip
    return [
        _COMMA.sub(" , ", _NO_WORD.sub(" ", part)).strip() for part in _SENTENCE.split(ascii_only.lower())
    ]


def _codes(section: str, sentences: list[str]) -> set[str]:
    words, pattern = code_words(section), word_pattern(section)
    return {words[spelling] for sentence in sentences for spelling in _said(section, pattern, sentence)}


def _said(section: str, pattern: re.Pattern[str], plain: str) -> Iterator[str]:
    """Spellings of a sentence that are neither denied nor part of something else."""
    denial = _DENIED_PARTY if section in _PARTY_SECTIONS else _DENIED
    last_end, was_denied = 0, False
    for found in pattern.finditer(plain):
        before = plain[max(0, found.start() - _NEAR) : found.start()]
        is_list = was_denied and bool(_JOINED.fullmatch(plain[last_end : found.start()]))
        was_denied = is_list or bool(denial.search(before))
        last_end = found.end()
        names_crossing = section in _PARTY_SECTIONS and _CROSSING.search(before)
        if not was_denied and not _ELSEWHERE.search(before) and not names_crossing:
            yield found[0]
