"""Which of the files are the accidents, which belong to them, which are map files, and which are left aside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.accidents.proposal.keys import find_key
from generator.accidents.proposal.records import Related

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.accidents.proposal.look import Looked

_TELLING = frozenset({"killed", "seriously_injured", "slightly_injured", "severity", "time", "hour_only", "date_time",
                      "lat", "lat_lon", "x_m", "collision_type", "occurred_on"})  # fmt: skip
_SAME_HEADINGS = 0.9
_SAME_FIELDS = 0.75


@dataclass(frozen=True, slots=True)
class Kinds:
    """Every file in its place."""

    accidents: tuple[Looked, ...] = ()
    related: tuple[tuple[Related, tuple[Looked, ...]], ...] = ()
    roads: Path | None = None
    boundary: Path | None = None
    areas: Path | None = None
    aside: tuple[tuple[str, str], ...] = ()


def sort_files(looked: Sequence[Looked]) -> Kinds:
    """The files by what they are; without a dated table there are no accidents."""
    maps = [one for one in looked if one.shape]
    tables = [one for one in looked if one.tables]
    aside = [(one.name, "no_table") for one in looked if not one.shape and not one.tables]
    roads, boundary, areas, left = _map_files(maps)
    accidents, others = _accidents(tables)
    related, unused = _related(accidents, others)
    return Kinds(tuple(accidents), related, roads, boundary, areas, tuple(aside + left + unused))


def _map_files(
    maps: list[Looked],
) -> tuple[Path | None, Path | None, Path | None, list[tuple[str, str]]]:
    """Roads, outline, areas; of two area files the one with the most areas divides the district."""
    lines = [one for one in maps if one.shape == "line"]
    polygons = sorted((one for one in maps if one.shape == "polygon"), key=lambda one: one.shapes)
    left = [(one.name, "second_roads") for one in lines[1:]]
    areas = polygons[-1].path if polygons and polygons[-1].shapes > 1 else None
    outline = polygons[0].path if polygons and polygons[0].path != areas else None
    left += [(one.name, "second_areas") for one in polygons if one.path not in {areas, outline}]
    return (lines[0].path if lines else None), outline, areas, left


def _accidents(tables: list[Looked]) -> tuple[list[Looked], list[Looked]]:
    """The tables of accidents, in the given order, and all others.

    The dated table that says most about accidents leads. Another dated one is of the same kind unless a key shows
    that it tells more about the same accidents in other words.
    """
    dated = [one for one in tables if one.is_dated]
    if not dated:
        return [], tables
    ranked = sorted(dated, key=lambda one: -len(one.fields & _TELLING))
    chosen = [ranked[0]]
    for one in ranked[1:]:
        alike = [first for first in chosen if not _is_same_kind(first, one)]
        if not any(find_key([first], one) for first in alike):
            chosen.append(one)
    return [one for one in tables if one in chosen], [one for one in tables if one not in chosen]


def _is_same_kind(first: Looked, other: Looked) -> bool:
    """Whether two files hold the same sort of table: the same headings, or as much about each accident."""
    common = len(first.headings & other.headings) / max(1, len(first.headings | other.headings))
    told = first.fields & _TELLING
    return common >= _SAME_HEADINGS or len(told & other.fields) >= _SAME_FIELDS * len(told)


def role_of(fields: frozenset[str]) -> str:
    """What a related table tells about: casualties, causes, vehicles, or nothing that is joined ("")."""
    if fields & {"person_injury", "age"}:
        return "casualties"
    if "recorded_factor" in fields:
        return "causes"
    return "vehicles" if "vehicles" in fields or any(name.startswith("user_") for name in fields) else ""


def _related(
    accidents: list[Looked], others: list[Looked]
) -> tuple[tuple[tuple[Related, tuple[Looked, ...]], ...], list[tuple[str, str]]]:
    """Joins of the other tables, files of one kind together, and the files that cannot be joined."""
    groups: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[tuple[Looked, float]]] = {}
    aside: list[tuple[str, str]] = []
    for one in others:
        key = find_key(accidents, one) if accidents else None
        role = role_of(one.main.fields)
        if key is None or not role:
            aside.append((one.name, "no_key" if key is None else "no_use"))
            continue
        groups.setdefault((role, key.here, key.there), []).append((one, key.matched))
    joins = []
    for (role, here, there), members in groups.items():
        files = tuple(one.path for one, _ in members)
        matched = min(share for _, share in members)
        joins.append((Related(files, role, here, there, matched), tuple(one for one, _ in members)))
    return tuple(joins), aside
