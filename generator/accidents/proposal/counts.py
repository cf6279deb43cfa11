"""Columns of counts that one heading does not settle: two columns of deaths, one column for each kind of vehicle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from generator.accidents.facts.code_words import code_words
from generator.accidents.proposal.records import Doubt
from generator.accidents.sheets.fields import meaning_of
from generator.accidents.words import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.accidents.proposal.look import Looked, Table

_PEOPLE = ("killed", "seriously_injured", "slightly_injured", "injured")
_LEAST_KINDS = 3  # columns of vehicles that make a family
_SLIPS = 0.001
_MOST = 99  # vehicles of one kind in one accident


def decided_columns(
    files: Sequence[Looked], given: Mapping[str, str]
) -> tuple[dict[str, str], tuple[Doubt, ...]]:
    """Field -> headings that the content decides, and what a person should know about it.

    Of two columns for one count the one that is hardly ever smaller is the total (deaths at the place, deaths in all).
    Columns that are called after kinds of vehicles and hold small whole numbers are counts, summed by kind.
    """
    columns: dict[str, str] = {}
    doubts: list[Doubt] = []
    for field in (name for name in _PEOPLE if name not in given):
        rivals = _rivals(files, field)
        total = _total(files, rivals) if len(rivals) > 1 else ""
        if total:
            columns[field] = total
            others = ", ".join(one for one in rivals if one != total)
            doubts.append(Doubt("total_chosen", {"heading": total, "others": others, "field": field}))
    families = _vehicles(files)
    if sum(len(headings) for headings in families.values()) >= _LEAST_KINDS:
        columns |= {
            field: " + ".join(h) for field, h in families.items() if field not in given and len(h) > 1
        }
        columns |= {
            f: h[0] for f, h in families.items() if f not in given and len(h) == 1 and not _is_exact(h[0], f)
        }
    return columns, tuple(doubts)


def _rivals(files: Sequence[Looked], field: str) -> list[str]:
    """Headings that every file has and that are known for this field."""
    tables = [one.main for one in files]
    return [
        heading.strip() for heading in tables[0].headed.headings
        if _is_exact(heading, field) and all(table.position(heading) is not None for table in tables)
    ]  # fmt: skip


def _is_exact(heading: str, field: str) -> bool:
    known = meaning_of(heading) if heading.strip() else None
    return known is not None and known.field == field and known.found == "exact"


def _total(files: Sequence[Looked], rivals: list[str]) -> str:
    """The one that is smaller than no other (but for a slip in a thousand rows) and larger in all; "" for none."""
    numbers = {heading: _numbers(files, heading) for heading in rivals}
    for heading, values in numbers.items():
        others = [other for name, other in numbers.items() if name != heading]
        if all((values < other).mean() <= _SLIPS and values.sum() > other.sum() for other in others):
            return heading
    return ""


def _numbers(files: Sequence[Looked], heading: str) -> pd.Series:
    tables = [table for one in files for table in one.tables if table.position(heading) is not None]
    texts = pd.concat([table.texts(heading) for table in tables], ignore_index=True)
    return pd.to_numeric(texts, errors="coerce").fillna(0)


def _vehicles(files: Sequence[Looked]) -> dict[str, list[str]]:
    """Field of a kind of vehicle -> headings of its columns, in the order of the first file."""
    first = files[0].main
    found: dict[str, list[str]] = {}
    for heading in (text.strip() for text in first.headed.headings):
        field = _vehicle_field(heading)
        tables = [one.main for one in files]
        if field and all(
            table.position(heading) is not None and _holds_counts(table, heading) for table in tables
        ):
            found.setdefault(field, []).append(heading)
    return found


def _vehicle_field(heading: str) -> str:
    """Field of a heading that is the name of a vehicle, perhaps with a word behind it ("ONIBUS_URB")."""
    known = meaning_of(heading) if heading else None
    if known is not None and known.found == "exact":
        return known.field if known.field.startswith("user_") else ""
    words = code_words("vehicles")
    folded = fold(heading)
    name = folded if folded in words else folded.split(" ")[0]
    return f"user_{words[name]}" if len(name) > 2 and name in words and len(folded.split()) <= 2 else ""


def _holds_counts(table: Table, heading: str) -> bool:
    texts = table.texts(heading)
    said = texts[texts != ""]
    numbers = pd.to_numeric(said, errors="coerce")
    return bool(
        len(said) and numbers.notna().all() and numbers.between(0, _MOST).all() and (numbers % 1 == 0).all()
    )
