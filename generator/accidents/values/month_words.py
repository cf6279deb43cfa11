"""Names of months and weekdays in the languages of the files, with the slips of the pen that people make."""

from __future__ import annotations

import difflib
import functools

from generator.accidents.facts.code_words import code_words
from generator.accidents.words import fold

_LEAST_LETTERS = 5  # shorter names are too alike: juni, juli
_LIKENESS = 0.8


@functools.lru_cache(maxsize=4096)
def month_of(word: str) -> tuple[int | None, bool]:
    """Month (1-12) of a word, and whether its spelling was a guess; None when it is no month.

    A misspelt name counts only when one month alone is near it.
    """
    folded = fold(word)
    months = code_words("months")
    if folded in months:
        return int(months[folded]), False
    if len(folded) < _LEAST_LETTERS or not folded.isalpha():
        return None, False
    starting = {code for name, code in months.items() if name.startswith(folded)}
    near = difflib.get_close_matches(folded, [name for name in months if len(name) >= _LEAST_LETTERS],
                                     n=5, cutoff=_LIKENESS)  # fmt: skip
    found = starting or {months[name] for name in near}
    return (int(found.pop()), True) if len(found) == 1 else (None, False)


def weekday_of(word: str) -> int | None:
    """Weekday (Monday 0) of a word; None when it is none."""
    found = code_words("weekdays").get(fold(word.replace("’", "'").replace("`", "'")))
    return int(found) if found is not None else None
