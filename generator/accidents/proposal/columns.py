"""Columns as a person should see them: heading, meaning, three values; masked where they could name somebody."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from generator.accidents.days.date_files import order_of
from generator.accidents.proposal.records import Dates, Seen
from generator.accidents.values.date_order import infer_order
from generator.accidents.values.dates import parse_date
from generator.accidents.wall.privacy import masked
from generator.accidents.wall.speakable import spoken_headings, spoken_value
from generator.accidents.words import fold, is_nothing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.accidents.proposal.look import Looked, Table
    from generator.accidents.sheets.mapping import Mapped

_SHOWN = 3
_MOST_SHARED = 0.2  # different values a row above which an unknown column of words may be names
_DATES = frozenset({"occurred_on", "date_time", "reported_on"})


USED = {"casualties": frozenset({"person_injury", "person_role", "age", "killed", "seriously_injured", "slightly_injured"}),
        "vehicles": frozenset({"vehicles"}), "causes": frozenset({"recorded_factor"})}  # fmt: skip
"""Fields that are read from a related table; its other columns are nobody's question."""


def seen_columns(files: Sequence[Looked], role: str) -> tuple[Seen, ...]:
    """Every column of these files once, placed ones first, in the order of the file."""
    placed: dict[tuple[str, str], Seen] = {}
    unplaced: dict[str, Seen] = {}
    for table in (table for one in files for table in one.tables):
        known = {one.position: one for one in table.columns.columns}
        for position, heading in enumerate(table.headed.headings):
            if position in known:
                one = known[position]
                placed.setdefault((fold(heading), one.field), _seen(table, one, role))
            elif heading.strip():
                unplaced.setdefault(fold(heading), _unknown(table, position, heading, role))
    for heading, _ in placed:
        unplaced.pop(heading, None)
    if role in USED:
        return tuple(
            one for one in placed.values() if one.field in USED[role] or one.field.startswith("user_")
        )
    return (*placed.values(), *unplaced.values())


def _seen(table: Table, one: Mapped, role: str) -> Seen:
    values = _some(table.headed.body, one.position)
    counts = _counts(table.headed.body, one.position)
    is_hidden = one.privacy == "personal"
    shown = tuple(masked(text) if is_hidden else _short(spoken_value(text, counts[text])) for text in values)
    said = spoken_headings(table.headed.headings)[one.position]
    return Seen(one.heading.strip(), said, one.field, one.found, one.privacy, shown, role)


def _unknown(table: Table, position: int, heading: str, role: str) -> Seen:
    """A column of unknown meaning: words of many different rows are shown as their shape only."""
    values = _some(table.headed.body, position)
    column = table.headed.body[position].astype("str") if position in table.headed.body else None
    counts = _counts(table.headed.body, position)
    is_telling = column is not None and column.nunique() > max(12, _MOST_SHARED * len(column))
    shown = tuple(
        masked(text)
        if is_telling and re.search(r"[^\W\d_]", text)
        else _short(spoken_value(text, counts[text]))
        for text in values
    )
    said = spoken_headings(table.headed.headings)[position]
    return Seen(heading.strip(), said, "", "", "", shown, role)


def _counts(body: pd.DataFrame, position: int) -> Counter[str]:
    """How often each value stands in a column."""
    return Counter(str(text).strip() for text in body[position]) if position in body else Counter()


def _some(body: pd.DataFrame, position: int) -> list[str]:
    """Up to three different values from the whole length of a column."""
    if position >= body.shape[1]:
        return []
    step = max(1, len(body) // 1000)
    texts = dict.fromkeys(str(text).strip() for text in body.iloc[::step, position])
    said = [text for text in texts if not is_nothing(text)]
    return said[:: max(1, len(said) // _SHOWN)][:_SHOWN]


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 24 else plain[:23] + "…"


def date_columns(files: Iterable[Looked], asked: str) -> tuple[Dates, ...]:
    """Order of day and month of every date column, from all of its values, file by file."""
    found: list[Dates] = []
    for one in files:
        columns: dict[tuple[str, str], list[pd.Series]] = {}
        for table in one.tables:
            for column in table.columns.columns:
                if column.field in _DATES and column.position < table.headed.body.shape[1]:
                    texts = table.headed.body[column.position].fillna("").astype("str").str.strip()
                    columns.setdefault((column.heading.strip(), column.field), []).append(texts)
        for (heading, field), parts in columns.items():
            texts = pd.concat(parts, ignore_index=True)
            example = next((text for text in texts.drop_duplicates() if _is_open(text)), "")
            is_accident = field != "reported_on"
            found.append(Dates(one.name, heading, order_of(texts, asked), example, is_accident))
    return tuple(found)


def _is_open(text: str) -> bool:
    """Whether a cell is a date either way."""
    return infer_order({text: 1}).found == "ambiguous" and parse_date(text).day is not None
