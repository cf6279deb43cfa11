"""Which sign divides the fields of a text table."""

from __future__ import annotations

import csv
import re
from collections import Counter

from generator.accidents.sheets.fields import known_headings
from generator.accidents.words import fold

_DELIMITERS = (",", ";", "\t", "|", "^", "~", "\x1f", ":")
_SEP_LINE = re.compile(rb'"?sep=(.)"?[^\S\n]*\r?\n', re.IGNORECASE)
_ALIGNED = re.compile(r"\S {2,}\S")


def declared_delimiter(content: bytes) -> tuple[str, bytes]:
    """The delimiter that Excel's own first line "sep=;" declares ("" without one), and the content behind it."""
    found = _SEP_LINE.match(content[:64])
    if not found:
        return "", content
    return found[1].decode("latin-1"), content[found.end() :]


def sniff_delimiter(sample: str) -> str:
    """The delimiter that makes the most known headings, else the most lines of one large number of fields.

    A colon stands in every hour, so it counts only where it makes headings. Columns that are only aligned with
    blanks are no delimited table: see `is_aligned`.
    """
    lines = [line for line in sample.splitlines()[:60] if line.strip()]
    lines = lines[:-1] or lines  # the last one may be cut off
    return max(_DELIMITERS, key=lambda delimiter: _score(lines, delimiter))


def is_aligned(sample: str) -> bool:
    """Whether most lines look like columns aligned with blanks, in which an empty cell cannot be seen."""
    lines = [line for line in sample.splitlines()[:60] if line.strip()]
    return len(lines) > 2 and sum(len(_ALIGNED.findall(line)) >= 2 for line in lines) > 0.8 * len(lines)


def _score(lines: list[str], delimiter: str) -> tuple[int, float]:
    try:
        rows = list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return 0, 0.0
    known = max((sum(fold(cell) in known_headings() for cell in row) for row in rows), default=0)
    if delimiter == ":" and known < 2:
        return 0, 0.0
    widths = Counter(len(row) for row in rows) or Counter({1: 1})
    width, count = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
    return known, (width - 1) * count / max(1, len(lines))
