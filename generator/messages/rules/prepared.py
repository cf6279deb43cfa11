"""A text as the rules see it: plain letters, nothing invisible, links and names set apart, sentences known."""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.languages import Fact
    from generator.messages.rules.rulebook import Rulebook

_JOINER = "\u200d"  # holds the parts of one emoji together
# Letters that are not seen: a number with one of them inside would look whole to a reader and broken to a pattern.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0001-\U000e01ef]"
)
_LOOSE_JOINER = re.compile(rf"(?<=\w){_JOINER}|{_JOINER}(?=\w)")
_QUOTES = str.maketrans({"’": "'", "‘": "'"})
_HASHTAG = re.compile(r"#(\w+)")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_")
_SPACES = re.compile(r"[^\S\n]+")
_SET_APART = " … "


@dataclass(frozen=True, slots=True)
class About:
    """What the rules must know about a text besides its words."""

    is_post: bool = False  # the whole text of a post, not a headline or a label
    is_by_hand: bool = False  # a person wrote it: who and why stand in the change
    is_mourning: bool = False
    beside: str = ""  # what the picture of the post says: a source or a period may stand there
    given: frozenset[str] = frozenset()  # marks of rules.toml that the text is known to bear
    names: tuple[str, ...] = ()  # names of places: they may sound like anything
    facts: Mapping[str, Fact] = field(default_factory=dict)  # claims that pass with their credit
    released: frozenset[str] = frozenset()  # permissions of the campaign, such as "amounts_released"


@dataclass(frozen=True, slots=True)
class Prepared:
    """One text in three forms with the same lines."""

    whole: str  # plain letters, single spaces
    plain: str  # without links and fixed phrases; hashtags as words
    nameless: str  # and without names of places
    sentences: tuple[tuple[int, int], ...]  # start and end of each in `plain`
    is_mourning: bool


def prepared(text: str, book: Rulebook, about: About) -> Prepared:
    """The text ready for the rules."""
    whole = normal(text)
    plain = book.link.sub(_SET_APART, whole)
    for phrase in book.allowed:
        plain = plain.replace(normal(phrase), _SET_APART)
    plain = _HASHTAG.sub(_as_words, plain)
    nameless = plain
    for name in sorted(map(normal, about.names), key=len, reverse=True):
        nameless = _whole_name(name).sub(_SET_APART, nameless) if name else nameless
    return Prepared(
        whole, plain, nameless, spans(plain, book), about.is_mourning or bool(book.mourning.search(plain))
    )


@functools.lru_cache(maxsize=512)  # names and fixed phrases come again with every text
def normal(text: str) -> str:
    """The text in the letters that patterns expect: no full-width or mathematical letters, nothing invisible."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        letters = unicodedata.normalize("NFKC", lines).translate(_QUOTES)
        lines = _LOOSE_JOINER.sub("", _UNSEEN.sub("", letters))
    return _SPACES.sub(" ", lines)


@functools.lru_cache(maxsize=512)
def _whole_name(name: str) -> re.Pattern[str]:
    """The name where it stands as words of its own: a road "A" hides no letter of another word."""
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")


def _as_words(hashtag: re.Match[str]) -> str:
    """#JalurTengkorak as the words that it hides; the sign stays, so that it can be told from a sentence."""
    return f"# {_HUMP.sub(' ', hashtag[1])}"


def spans(text: str, book: Rulebook) -> tuple[tuple[int, int], ...]:
    """Where each sentence begins and ends; empty ones are left out."""
    ends = [0, *(one.end() for one in book.sentence_end.finditer(text)), len(text)]
    return tuple((a, b) for a, b in itertools.pairwise(ends) if text[a:b].strip())
