"""The column that leads from a related table to its accident, found by its values."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from generator.accidents.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.accidents.proposal.look import Looked, Table

_LEAST_UNIQUE = 0.98  # of the accidents: a later report may repeat a number
_LEAST_FILLED = 0.95
_LEAST_MATCHED = 0.5  # of the keys of the related table
_LEAST_KEYS = 3


@dataclass(frozen=True, slots=True)
class Key:
    """Headings of the key in the accident table and in the related one, and the share of keys that match."""

    here: tuple[str, ...]
    there: tuple[str, ...]
    matched: float


def find_key(accidents: Sequence[Looked], related: Looked) -> Key | None:
    """The best key, which tells the accidents apart and whose values both have; None when there is none.

    A single column is preferred; a number that begins again every year is completed by the year.
    """
    there = related.main
    pairs = list(_pairs(accidents, there))
    singles = [key for here, other in pairs if (key := _tried(accidents, there, (here,), (other,)))]
    if singles:
        return max(singles, key=lambda key: (round(key.matched, 2), _is_number(accidents, key.here[0])))
    years = [pair for pair in pairs if _field(accidents[0].main, pair[0]) == "year"]
    doubles = [
        key
        for (here, other), (year, other_year) in itertools.product(pairs, years)
        if here != year and (key := _tried(accidents, there, (here, year), (other, other_year)))
    ]
    return max(doubles, key=lambda key: key.matched, default=None)


def _pairs(accidents: Sequence[Looked], there: Table) -> Iterator[tuple[str, str]]:
    """Headings that may be the same thing in both tables: by their spelling, or both a report number."""
    tables = [looked.main for looked in accidents]
    for here in tables[0].headed.headings:
        if not here.strip() or any(table.position(here) is None for table in tables):
            continue
        is_number = _field(tables[0], here) == "report_number"
        for other in there.headed.headings:
            both_numbers = is_number and _field(there, other) == "report_number"
            if fold(here) == fold(other) or (both_numbers and other.strip()):
                yield here.strip(), other.strip()


def _field(table: Table, heading: str) -> str:
    wanted = fold(heading)
    return next((one.field for one in table.columns.columns if fold(one.heading) == wanted), "")


def _is_number(accidents: Sequence[Looked], heading: str) -> bool:
    return _field(accidents[0].main, heading) == "report_number"


def _tried(
    accidents: Sequence[Looked], there: Table, here: tuple[str, ...], other: tuple[str, ...]
) -> Key | None:
    """The key, when it is one."""
    own = pd.concat([_values(table, here) for looked in accidents for table in looked.tables
                     if all(table.position(h) is not None for h in here)], ignore_index=True)  # fmt: skip
    filled = own[own != ""]
    if len(filled) < _LEAST_FILLED * len(own) or filled.nunique() < max(
        _LEAST_KEYS, _LEAST_UNIQUE * len(filled)
    ):
        return None
    others = _values(there, other)
    different = others[others != ""].drop_duplicates()
    if len(different) < _LEAST_KEYS or (_is_counting(filled) and _is_counting(others)):
        return None
    matched = float(different.isin(filled).mean())
    return Key(here, other, matched) if matched >= _LEAST_MATCHED else None


def _values(table: Table, headings: tuple[str, ...]) -> pd.Series:
    parts = [table.texts(heading) for heading in headings]
    key = parts[0]
    for part in parts[1:]:
        key = key + "\x1f" + part
    return key.mask(pd.concat([part == "" for part in parts], axis=1).any(axis=1), "")


def _is_counting(values: pd.Series) -> bool:
    """Whether a column only numbers its rows: 1, 2, 3 ..."""
    numbers = pd.to_numeric(values, errors="coerce")
    return bool(numbers.notna().all() and numbers.is_unique and numbers.min() in {0, 1}
                and numbers.max() <= len(numbers))  # fmt: skip
