"""How long a sentence takes to say: words as a voice speaks them, numbers and signs included."""

from __future__ import annotations

import re

PACE = 2.5  # words in a second, unhurried
_PIECE = re.compile(
    r"(?P<hour>\b[012]?\d[.:][0-5]\d\b)"
    r"|(?P<grouped>\b\d{1,3}(?:[.,]\d{3})+\b)"
    r"|(?P<decimal>\b\d+[.,]\d+\b)"
    r"|(?P<whole>\d+)"
    r"|(?P<sign>[%/×+=–]|(?<=\d)-(?=\d))"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
)


def spoken_words(text: str) -> int:
    """Words that a voice needs: "298" takes five, "06.00–11.00" three, "16%" three."""
    return sum(_words(match) for match in _PIECE.finditer(text))


def fits_seconds(text: str, seconds: float) -> bool:
    """Whether the text can be said in that time."""
    return spoken_words(text) <= PACE * seconds


def _words(match: re.Match[str]) -> int:
    kind, piece = match.lastgroup, match[0]
    if kind == "hour":
        hour, minute = (int(part) for part in re.split(r"[.:]", piece))
        return _number(hour) + (_number(minute) if minute else 0)
    if kind == "grouped":
        return _number(int(re.sub(r"[.,]", "", piece)))
    if kind == "decimal":
        whole, rest = re.split(r"[.,]", piece)
        return _number(int(whole)) + 1 + len(rest)
    return _number(int(piece)) if kind == "whole" else 1


def _number(n: int) -> int:
    """Words of a whole number in Indonesian: sebelas is one, dua belas two, dua puluh satu three."""
    if n < 20:
        return 1 if n < 12 else 2
    step = next(one for one in (10**6, 1000, 100, 10) if n >= one)
    whole, rest = divmod(n, step)
    said = 1 if whole == 1 and step < 10**6 else _number(whole) + 1  # seratus, seribu
    return said + (_number(rest) if rest else 0)
