"""What no pattern can tell: repetition, length, and how plainly a text reads. One function a measure, by its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.messages.rules.reading import read, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.messages.rules.prepared import Prepared
    from generator.messages.rules.rulebook import Rule, Rulebook

    Found = tuple[str, int]  # what was found, and where it begins in the plain text
    Measure = Callable[[Prepared, Rule, Rulebook], Iterator[Found]]

_WORD = re.compile(r"\w+")
_TAG = re.compile(r"#\w+")
_LEAST_WORDS = 3  # "Ya." and "Pelan saja." may come twice


def repeated_sentence(text: Prepared, _: Rule, __: Rulebook) -> Iterator[Found]:
    """A sentence of three words or more that was there before; hashtags are no sentence."""
    seen = set()
    for start, end in text.sentences:
        sentence = text.plain[start:end].strip()
        words = tuple(_WORD.findall(sentence.lower()))
        if len(words) < _LEAST_WORDS or sentence.startswith("#"):
            continue
        if words in seen:
            yield sentence, start
        seen.add(words)


def repeated_hashtag(text: Prepared, _: Rule, __: Rulebook) -> Iterator[Found]:
    """A hashtag that was there before, small or large, with or without underscores."""
    seen = set()
    for match in _TAG.finditer(text.whole):
        tag = match[0].lower().replace("_", "")
        if tag in seen:
            yield match[0], match.start()
        seen.add(tag)


def long_sentence(text: Prepared, rule: Rule, book: Rulebook) -> Iterator[Found]:
    """A sentence with more words than the rule allows; source lines and hashtags are none."""
    for start, end in text.sentences:
        sentence = text.plain[start:end]
        if len(words_of(sentence, book)) > rule.at_most:
            yield sentence.strip(), start


def reading(text: Prepared, rule: Rule, book: Rulebook) -> Iterator[Found]:
    """The reading index, where it is above the limit of the rule and the text is long enough to have one."""
    result = read(text, book)
    if result.is_sure and result.index > rule.at_most:
        yield f"{result.index:.0f}", 0


MEASURES: dict[str, Measure] = {
    one.__name__: one for one in (repeated_sentence, repeated_hashtag, long_sentence, reading)
}
