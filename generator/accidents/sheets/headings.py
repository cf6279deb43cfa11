"""Where the headings stand: under a letterhead, in two merged rows, above a row that numbers the columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.accidents.sheets.fields import known_headings
from generator.accidents.values.dates import parse_date
from generator.accidents.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import pandas as pd

    from generator.accidents.cells.raw import RawTable

_DEEPEST = 40  # rows that are searched for the headings


@dataclass(frozen=True, slots=True)
class Headed:
    """A table whose headings are known: one text a column, the rows below, and what stood above."""

    headings: tuple[str, ...]
    body: pd.DataFrame  # columns 0, 1, 2 ...
    first_row: int  # row number of the first body row as the office program shows it
    title: str  # texts above the headings and the name of the sheet: may hold the year
    skipped: int  # rows that only number the columns
    sheet: str = ""
    extra: np.ndarray | None = None  # rows with more fields than there are headings (boolean); None: no row
    short: int = 0  # rows with fewer fields than there are headings


def find_headings(raw: RawTable, wanted: frozenset[str] = frozenset()) -> Headed | None:
    """The headed table, or None when no row looks like headings. `wanted` are headings of the campaign file."""
    if raw.headings is not None:
        return Headed(raw.headings, raw.cells, raw.first_row, raw.sheet, 0, raw.sheet)
    columns = [texts.tolist() for _, texts in raw.cells.head(_DEEPEST).items()]
    top = [[str(cell).strip() for cell in row] for row in zip(*columns, strict=True)]
    scores = [_score(row, wanted) for row in top]
    if not scores or max(scores) < 1:
        return None
    row = scores.index(max(scores))
    above, below = _neighbours(top, row, scores)
    below += _is_further_level(top, above, below, wanted)
    headings = _joined(top[above : below + 1])
    first = below + 1
    skipped = 1 if first < len(raw.cells) and _is_numbering(raw.cells.iloc[first].tolist()) else 0
    body = raw.cells.iloc[first + skipped :].reset_index(drop=True)
    title = " ".join([raw.sheet, *(cell for line in top[:above] for cell in line if cell)])
    made = Headed(headings, body, raw.first_row + first + skipped, title[:500], skipped, raw.sheet)
    return made if raw.lengths is None else _measured(made, raw.lengths, below)


def _measured(headed: Headed, lengths: np.ndarray, below: int) -> Headed:
    """With the rows told whose number of fields is not that of the headings: their cells stand in wrong columns."""
    width = int(lengths[below])
    lengths = lengths[below + 1 + headed.skipped :]
    extra = lengths > width
    for row in extra.nonzero()[0]:
        extra[row] = any(str(cell).strip() for cell in headed.body.iloc[row].tolist()[width:])
    short = int(((lengths < width) & (lengths > 1)).sum())
    return replace(headed, extra=extra if extra.any() else None, short=short)


def year_in(title: str) -> int | None:
    """The year that a title or the name of a sheet tells, when it tells just one."""
    years = {int(found) for found in re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", title)}
    return years.pop() if len(years) == 1 else None


def _score(row: Sequence[str], wanted: frozenset[str]) -> float:
    """How much a row looks like headings: known ones count fully, other short words a little."""
    folded = {fold(cell) for cell in row if cell}
    known = sum(1 for text in folded if text in known_headings() or text in wanted)
    words = sum(1 for text in folded if text and not text[0].isdigit() and len(text) < 60)
    return known + 0.02 * words if known >= 1 and words >= 2 else 0.0


def _neighbours(top: list[list[str]], row: int, scores: list[float]) -> tuple[int, int]:
    """First and last row of a heading that spans two rows."""
    if row + 1 < len(top) and scores[row + 1] >= 2 and _completes(top[row], top[row + 1]):
        return row, row + 1
    if row > 0 and scores[row - 1] >= 1 and _completes(top[row - 1], top[row]):
        return row - 1, row
    return row, row


def _is_further_level(top: list[list[str]], above: int, below: int, wanted: frozenset[str]) -> bool:
    """Whether the next row divides some headings again (KORBAN, LUKA, BERAT): no digit, and more is known."""
    if below + 1 >= len(top) or below == above:
        return False
    lower = [cell for cell in top[below + 1] if cell]
    if not lower or len(lower) > len(top[below]) / 2 or any(re.search(r"\d", cell) for cell in lower):
        return False
    without, joined = (_joined(top[above : end + 1]) for end in (below, below + 1))
    return _score(joined, wanted) > _score(without, wanted) + 0.5


def _completes(upper: list[str], lower: list[str]) -> bool:
    """Whether two rows together are one heading: no data below, and the upper one says what the lower lacks."""
    if any(re.search(r"\d", cell) and parse_date(cell).day for cell in lower):
        return False
    lacks = sum(1 for a, b in zip(upper, lower, strict=True) if a and (not b or a == b))
    divides = sum(1 for a, b in zip(upper, lower, strict=True) if b and (not a or a != b))
    return lacks >= 1 and divides >= 1


def _joined(rows: list[list[str]]) -> tuple[str, ...]:
    """One heading a column; in two rows the lower one alone where it is known, else both together."""
    if len(rows) == 1:
        return tuple(rows[0])
    upper, lower = _joined(rows[:-1]), rows[-1]
    joined: list[str] = []
    group = ""
    for a, b in zip(upper, lower, strict=True):
        group = a or (group if b else "")
        if not b or b == group:
            joined.append(group)
        elif fold(b) in known_headings() and fold(f"{group} {b}") not in known_headings():
            joined.append(b)
        else:
            joined.append(f"{group} {b}".strip())
    return tuple(joined)


def _is_numbering(row: list[object]) -> bool:
    """A row 1, 2, 3 ... or (1), (2), (3) ... below the headings."""
    texts = [str(cell).strip("() .") for cell in row if str(cell).strip()]
    numbers = [int(text) for text in texts if text.isdigit()]
    return len(numbers) >= 3 and len(numbers) == len(texts) and numbers == list(
        range(numbers[0], numbers[0] + len(numbers))
    )  # fmt: skip
