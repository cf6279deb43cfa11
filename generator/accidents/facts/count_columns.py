"""Which columns of a table count its casualties, when several may: totals, shares, kinds, words of degree."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from generator.accidents.sheets.count_headings import SHARES, counted_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.accidents.sheets.mapping import Mapped

COUNT_FIELDS = frozenset(
    {"killed", "seriously_injured", "slightly_injured", "possibly_injured", "injured", "killed_of_kind"}
)
_IS_COUNT = re.compile(r"\D{0,3}\d{1,4}(?:[.,]0+)?(?:\s*\(?\D{1,24}\)?)?|-+|[vV√✓✔ü]")
_WORDS = frozenset(
    {"nihil", "nol", "tidak ada", "satu", "dua", "tiga", "empat", "lima", "enam", "i", "ii", "iii", "iv"}
)
_YES_NO = frozenset({"ya", "tidak", "y", "n", "yes", "no", "true", "false"})
_LEAST = 0.3


def counts_persons(sample: Sequence[str], field: str) -> bool:
    """Whether the values of a column can be counts (or, for deaths of one kind, a yes and a no)."""
    told = [text.strip() for text in sample]
    fits = [
        bool(_IS_COUNT.fullmatch(one)) or one.lower().split("(")[0].strip().split(" ")[0] in _WORDS
        for one in told
    ]
    if field == "killed_of_kind":
        fits = [fit or one.lower() in _YES_NO for fit, one in zip(fits, told, strict=True)]
    return sum(fits) >= _LEAST * len(fits)


def settle_counts(found: list[Mapped], unplaced: list[str], body: pd.DataFrame) -> list[Mapped]:
    """The mapped columns with one total for each count, or all shares of it; the rest goes to `unplaced`.

    Of several columns of deaths the one that is never smaller than another is the total (deaths at the place, deaths
    in all). Shares that leave nobody out (men and women) are summed; deaths of some persons only are no total.
    """
    made = _degrees(_totals(_shares(found, unplaced), body), unplaced)
    return sorted(made, key=lambda one: one.position)


def _shares(found: list[Mapped], unplaced: list[str]) -> list[Mapped]:
    made: list[Mapped] = []
    for one in found:
        mine = [other for other in found if other.field == one.field]
        if one.found != "share":
            made.append(one)
        elif any(other.found in {"exact", "campaign"} for other in mine):
            unplaced.append(one.heading)
        elif _is_whole(mine):
            made.append(one)
        elif one.field == "killed":
            made.append(replace(one, field="killed_of_kind"))
        else:
            unplaced.append(one.heading)
    return made


def _is_whole(shares: Sequence[Mapped]) -> bool:
    """Whether shares are of one division and more than one."""
    scopes = {counted.scope for one in shares if (counted := counted_by(one.heading))}
    return len(shares) > 1 and len(scopes) == 1 and scopes <= set(SHARES)


def _totals(found: list[Mapped], body: pd.DataFrame) -> list[Mapped]:
    """Without the columns of deaths that another one contains."""
    rivals = [one for one in found if one.field == "killed" and one.found in {"exact", "part"}]
    if len(rivals) < 2 or any(one.field == "killed" and one.found == "campaign" for one in found):
        return found
    numbers = {one.position: _numbers(body, one.position) for one in rivals}
    total = next((
        place for place, values in numbers.items()
        if all((values >= other).all() and values.sum() > other.sum() for at, other in numbers.items() if at != place)
    ), None)  # fmt: skip
    if total is None:
        return found
    return [one for one in found if one not in rivals or one.position == total]


def _numbers(body: pd.DataFrame, position: int) -> pd.Series:
    return pd.to_numeric(body.iloc[:, position], errors="coerce").fillna(0)


def _degrees(found: list[Mapped], unplaced: list[str]) -> list[Mapped]:
    """Words of degree alone ("Parah", "Ringan") count persons only beside a column of deaths."""
    has_deaths = any(one.field == "killed" for one in found)
    made = []
    for one in found:
        is_taken = any(other.field == one.field and other.found != "degree" for other in found)
        if one.found != "degree" or (has_deaths and not is_taken):
            made.append(one)
        else:
            unplaced.append(one.heading)
    return made
