"""The word lists of codes.toml: spellings of the files -> codes of the table."""

from __future__ import annotations

import functools
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from generator.accidents.words import fold

if TYPE_CHECKING:
    from collections.abc import Mapping


@functools.cache
def code_words(section: str) -> Mapping[str, str]:
    """Folded spelling -> code for one section of codes.toml."""
    return {
        fold(spelling): code for code, spellings in _sections()[section].items() for spelling in spellings
    }


def every_spelling() -> list[str]:
    """All spellings of all sections."""
    return [one for section in _sections().values() for listed in section.values() for one in listed]


@functools.cache
def _sections() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads((Path(__file__).parent / "codes.toml").read_text(encoding="utf-8"))


@functools.cache
def word_pattern(section: str) -> re.Pattern[str]:
    """Any spelling of a section as whole words in a folded text, the longest first."""
    spellings = sorted(code_words(section), key=lambda s: (-len(s), s))
    return re.compile(r"(?<![a-z0-9])(?:" + "|".join(map(re.escape, spellings)) + r")(?![a-z0-9])")


def code_of(section: str, text: str) -> str | None:
    """Code of a value: the whole value, else the longest spelling that stands in it; None when there is none."""
    folded = fold(text)
    words = code_words(section)
    if folded in words:
        return words[folded]
    found = word_pattern(section).findall(folded)
    return words[max(found, key=len)] if found else None


def codes_in(section: str, text: str) -> tuple[str, ...]:
    """Codes of all spellings that stand in a value, the longest spelling first at each place."""
    folded = fold(text)
    words = code_words(section)
    if folded in words:
        return (words[folded],)
    return tuple(words[found] for found in word_pattern(section).findall(folded))
