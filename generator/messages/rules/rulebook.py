"""The rules of one language as `rules.toml` declares them: checked with all faults together, compiled once."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from generator.errors import TemplateError
from generator.languages import LISTED, with_lists
from generator.messages.rules.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_ABOUT_TEXT = ("link", "sentence_end", "mourning")
_NEVER = "(?!)"
_KINDS: dict[str, type | tuple[type, ...]] = {"float": (int, float), "bool": bool}  # the other keys are texts
_LOOKS = ("words", "pattern", "replaces", "measure")
_TABLES: dict[str, type] = {"text": dict, "reading": dict, "lists": dict, "marks": dict, "rule": list}
_READING: dict[str, type | tuple[type, ...]] = {
    "weight": (int, float), "usual": (int, float), "least_words": int, "syllable": str, "not_read": str,
}  # fmt: skip
_Pattern = re.Pattern[str]


class Level(StrEnum):
    """What a finding means."""

    BLOCK = "blok"  # never leaves
    ASK = (
        "minta"  # a fault in a text of ours; in a person's text it is shown, who and why stand in the change
    )
    ADVISE = "saran"  # shown


@dataclass(frozen=True, slots=True)
class Rule:
    """One [[rule]]: what is looked for, how bad that is, what to write instead. Exactly one of the first four is set."""

    id: str
    name: str  # as a planner reads it
    level: Level
    instead: str
    words: _Pattern | None = None  # whole words, small or large; in the file "one|two words"
    first_words: frozenset[str] = frozenset()  # a text with none of them has none of the words
    pattern: _Pattern | None = None
    replaces: Mapping[str, str] = field(default_factory=dict)  # wrong -> right, from a table of the file
    measure: str = ""  # the name of a function in measures.py
    at_most: float = 0  # so many are no finding
    scope: str = "any"  # any text, or only a whole post
    mourning: str = ""  # "only" or "never" in a mourning text; both where empty
    needs: str = ""  # a mark: no finding where the post bears it
    not_after: _Pattern | None = None  # no finding where this stands right before it
    beside: _Pattern | None = None  # only where the same sentence has this, too
    unless: _Pattern | None = None  # no finding where the same sentence has this
    released_by: str = ""  # the name of a permission that a campaign may give
    is_personal: bool = False  # personal data: generator.notices takes it out of what people ask, too
    sees_links: bool = False  # addresses of pages are not skipped
    spares_names: bool = False  # names of places are skipped
    spares_facts: bool = False  # facts of the library with their credit are skipped

    @property
    def looks_for(self) -> _Pattern | None:
        """The pattern of a rule that has one."""
        return self.words or self.pattern


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Everything that rules.toml of one language says."""

    rules: tuple[Rule, ...]
    marks: Mapping[str, _Pattern]  # what makes a post complete: a step, a source, a time
    allowed: tuple[str, ...]  # phrases that must stand as they are
    link: _Pattern
    sentence_end: _Pattern
    mourning: _Pattern
    reading: Mapping[str, Any]  # how the reading index counts


@dataclass(frozen=True, slots=True)
class _Same:
    """A table that is known again by being the same object; it cannot go away while it is remembered."""

    table: Mapping[str, Any]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.table is other.table

    def __hash__(self) -> int:
        return id(self.table)


def rulebook(raw: Mapping[str, Any]) -> Rulebook:
    """The rules of a language, compiled once. Raises TemplateError with every fault of the file."""
    return _rulebook(_Same(raw))


@functools.lru_cache(maxsize=8)  # languages of one run
def _rulebook(same: _Same) -> Rulebook:
    raw = same.table
    faults = _faults_of_file(raw)
    book = None if faults else _book(raw, faults)
    if book is None or faults:
        where = f"templates/languages/{raw.get('language', '?')}/rules.toml"
        raise TemplateError(where, "; ".join(faults), "Perbaiki baris yang disebut; lihat docs/extending.md")
    return book


def _faults_of_file(raw: Mapping[str, Any]) -> list[str]:
    """What is missing or of another kind, before any pattern is read."""
    faults = [
        f"[{name}] bukan tabel berisi {'daftar' if kind is list else 'kunci'}"
        for name, kind in _TABLES.items()
        if not isinstance(raw.get(name, kind()), kind)
    ]
    if faults or not raw.get("rule") or not all(isinstance(one, dict) for one in raw["rule"]):
        return faults or ["tidak ada satu pun [[rule]]"]
    reading = raw.get("reading", {})
    faults += [
        f"reading.{key} wajib diisi"
        for key, kind in _READING.items()
        if not isinstance(reading.get(key), kind)
    ]
    for number, one in enumerate(raw["rule"], 1):
        faults += [
            f'aturan "{one.get("id", f"ke-{number}")}": {fault}' for fault in _faults_of_rule(one, raw)
        ]
    return faults


def _faults_of_rule(one: Mapping[str, Any], raw: Mapping[str, Any]) -> list[str]:
    """Unknown keys, wrong kinds and values, and names of what is not there."""
    known = {f.name: _KINDS.get(str(f.type), str) for f in fields(Rule) if f.name != "first_words"}
    faults = [f'kunci "{key}" tidak dikenal' for key in one.keys() - known.keys()]
    faults += [
        f'isi "{key}" bukan jenis yang benar'
        for key in known
        if key in one and not isinstance(one[key], known[key])
    ]
    faults += [f'"{key}" wajib diisi' for key in ("id", "name", "level", "instead") if not one.get(key)]
    if faults:
        return faults
    if sum(key in one for key in _LOOKS) != 1:
        faults.append(f"isi tepat satu dari {', '.join(_LOOKS)}")
    choices = {
        "level": tuple(Level),
        "scope": ("any", "post"),
        "mourning": ("only", "never"),
        "measure": tuple(MEASURES),
        "needs": tuple(raw.get("marks", {})),
        "replaces": tuple(
            name for name, table in raw.items() if name not in _TABLES and isinstance(table, dict)
        ),
    }
    faults += [
        f'{key} = "{one[key]}" bukan salah satu dari {", ".join(allowed)}'
        for key, allowed in choices.items()
        if key in one and one[key] not in allowed
    ]
    return faults


def _book(raw: Mapping[str, Any], faults: list[str]) -> Rulebook:
    """The compiled file; patterns that cannot be compiled are noted as faults."""
    compiled = functools.partial(_compiled, lists=raw.get("lists", {}), faults=faults)
    text, marks = raw.get("text", {}), raw.get("marks", {})
    about_text = {key: compiled(f"text.{key}", text.get(key, _NEVER)) for key in _ABOUT_TEXT}
    for key in ("syllable", "not_read"):
        compiled(f"reading.{key}", raw["reading"][key])
    return Rulebook(
        rules=tuple(_rule(one, raw, compiled) for one in raw["rule"]),
        marks={name: compiled(f"marks.{name}", pattern) for name, pattern in marks.items()},
        allowed=tuple(text.get("allowed", ())),
        reading=raw["reading"],
        **about_text,
    )


def _rule(one: Mapping[str, Any], raw: Mapping[str, Any], compiled: Callable[[str, str], _Pattern]) -> Rule:
    at = f'aturan "{one["id"]}"'
    made: dict[str, Any] = dict(one) | {"level": Level(one["level"])}
    for key in ("pattern", "not_after", "beside", "unless"):
        if key in one:
            made[key] = compiled(f"{at}: {key}", one[key])
    if "replaces" in one:
        made["replaces"] = {wrong.lower(): right for wrong, right in raw[one["replaces"]].items()}
    listed = sorted(
        [*made.get("replaces", ()), *filter(None, one.get("words", "").split("|"))], key=len, reverse=True
    )
    if listed:
        alternatives = "|".join(map(re.escape, listed))
        made["words"] = compiled(f"{at}: words", rf"(?i)(?<!\w)(?:{alternatives})(?!\w)")
        made["first_words"] = frozenset(
            word for text in listed for word in re.findall(r"\w+", text.lower())[:1]
        )
        made["spares_names"] = True
    return Rule(**made)


def _compiled(where: str, pattern: str, lists: Mapping[str, str], faults: list[str]) -> _Pattern:
    """The pattern with `{{ name }}` replaced by the list of that name; matches nothing where it has a fault."""
    missing = [name for name in LISTED.findall(pattern) if name not in lists]
    faults += [f"{where}: lists.{name} tidak ada" for name in missing]
    try:
        return re.compile(with_lists(pattern, lists))
    except re.error as error:
        faults.append(f'{where}: pola "{pattern[:60]}" tidak sah ({error})')
        return re.compile(_NEVER)
