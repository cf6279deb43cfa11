"""How plainly a text reads: an own simple index, lower is easier.

    index = words per sentence + weight x (syllables per word - usual)

Source lines, hashtags and fixed phrases are not read; numbers and letters like SIM count as words, but have no syllables.
`weight`, `usual`, the pattern of a syllable and the pattern of what is not read stand in `[reading]` of rules.toml.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.messages.rules.prepared import Prepared
    from generator.messages.rules.rulebook import Rulebook

_WORD = re.compile(r"[^\W_]+(?:[-.,'][^\W_]+)*")
_LETTERS_ONLY = re.compile(r"[A-Za-zÀ-ÿ'-]*[a-zß-ÿ]")


@dataclass(frozen=True, slots=True)
class Reading:
    """The counts behind the index; all 0 for a text without words."""

    words: int
    words_per_sentence: float
    syllables_per_word: float
    index: float
    is_sure: bool  # a few words are too little to judge


def read(text: Prepared, book: Rulebook) -> Reading:
    """How plainly the text reads."""
    sentences = [words for a, b in text.sentences if (words := words_of(text.plain[a:b], book))]
    every = [word for words in sentences for word in words]
    if not every:
        return Reading(0, 0.0, 0.0, 0.0, is_sure=False)
    counts = [n for word in every if (n := _syllables(word, book))]
    length = len(every) / len(sentences)
    syllables = sum(counts) / max(1, len(counts))
    index = length + book.reading["weight"] * (syllables - book.reading["usual"])
    return Reading(len(every), length, syllables, index, is_sure=len(every) >= book.reading["least_words"])


def words_of(sentence: str, book: Rulebook) -> list[str]:
    """The words of a sentence; none of a line that is not read as one."""
    return [] if _compiled(book.reading["not_read"]).search(sentence) else _WORD.findall(sentence)


def _syllables(word: str, book: Rulebook) -> int:
    """Syllables of a word of small letters; 0 for numbers and letters like SIM."""
    if not _LETTERS_ONLY.match(word):
        return 0
    return max(1, len(_compiled(book.reading["syllable"]).findall(word.lower())))


@functools.cache  # two patterns a language
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
