"""The rules of one language as `rules.toml` declares them: checked with all faults together, compiled once."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from generator.errors import TemplateError
from generator.messages.rules.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_LISTED = re.compile(r"\{\{ ?(\w+) ?\}\}")
_ABOUT_TEXT = ("link", "sentence_end", "mourning")
_NEVER = "(?!)"
_KINDS: dict[str, type | tuple[type, ...]] = {"float": (int, float), "bool": bool}  # the other keys are texts
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
    words: _Pattern | None = None  # whole words, small or large
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
    any_word: _Pattern  # every word of every rule at once: most texts have none
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
    faults: list[str] = []
    compiled = functools.partial(_compiled, lists=raw.get("lists", {}), faults=faults)
    text = raw.get("text", {})
    rules = tuple(
        rule
        for number, one in enumerate(raw.get("rule", ()), 1)
        if (rule := _rule(one, number, raw, compiled, faults)) is not None
    )
    marks = {name: compiled(f"marks.{name}", pattern) for name, pattern in raw.get("marks", {}).items()}
    faults += [
        f'aturan "{rule.id}": marks.{rule.needs} tidak ada'
        for rule in rules
        if rule.needs not in {"", *marks}
    ]
    about_text = {key: compiled(f"text.{key}", text.get(key, _NEVER)) for key in _ABOUT_TEXT}
    if faults:
        where = f"templates/languages/{raw.get('language', '?')}/rules.toml"
        raise TemplateError(where, "; ".join(faults), "Perbaiki baris yang disebut; lihat docs/extending.md")
    every = [rule.words.pattern.removeprefix("(?i)") for rule in rules if rule.words]
    return Rulebook(
        rules=rules,
        marks=marks,
        allowed=tuple(text.get("allowed", ())),
        any_word=re.compile(f"(?i)(?:{'|'.join(every) or _NEVER})"),
        reading=raw.get("reading", {}),
        **about_text,
    )


def _rule(
    one: Mapping[str, Any],
    number: int,
    raw: Mapping[str, Any],
    compiled: Callable[[str, str], _Pattern],
    faults: list[str],
) -> Rule | None:
    """One rule, or None with its faults noted."""
    at = f'aturan "{one.get("id", f"ke-{number}")}"'
    known = {f.name: _KINDS.get(str(f.type), str) for f in fields(Rule)}
    here = [f'{at}: kunci "{key}" tidak dikenal' for key in one.keys() - known.keys()]
    here += [f'{at}: isi "{key}" bukan jenis yang benar' for key in one.keys() & known.keys()
             if not isinstance(one[key], known[key])]  # fmt: skip
    here += [f'{at}: "{key}" wajib diisi' for key in ("id", "name", "level", "instead") if not one.get(key)]
    if one.get("level", Level.BLOCK) not in set(Level):
        here.append(f'{at}: level "{one["level"]}" bukan blok, minta, atau saran')
    if sum(key in one for key in ("words", "pattern", "replaces", "measure")) != 1:
        here.append(f"{at}: isi tepat satu dari words, pattern, replaces, measure")
    if one.get("measure", "") not in {"", *MEASURES}:
        here.append(f'{at}: ukuran "{one["measure"]}" tidak ada')
    if one.get("replaces", "rule") not in raw:
        here.append(f"{at}: tabel [{one['replaces']}] tidak ada")
    if here:
        faults += here
        return None
    made: dict[str, Any] = dict(one) | {"level": Level(one["level"])}
    for key in ("pattern", "not_after", "beside", "unless"):
        if key in one:
            made[key] = compiled(f"{at}: {key}", one[key])
    if "replaces" in one:
        made["replaces"] = {wrong.lower(): right for wrong, right in raw[one["replaces"]].items()}
    listed = "|".join(map(re.escape, made["replaces"])) if "replaces" in one else one.get("words", "")
    if listed:
        made["words"] = compiled(f"{at}: words", rf"(?i)(?<!\w)(?:{listed})(?!\w)")
        made["spares_names"] = True
    return Rule(**made)


def _compiled(where: str, pattern: str, lists: Mapping[str, str], faults: list[str]) -> _Pattern:
    """The pattern with `{{ name }}` replaced by the list of that name; matches nothing where it has a fault."""
    missing = [name for name in _LISTED.findall(pattern) if name not in lists]
    faults += [f"{where}: lists.{name} tidak ada" for name in missing]
    try:
        return re.compile(_LISTED.sub(lambda one: f"(?:{lists.get(one[1], '')})", pattern))
    except re.error as error:
        faults.append(f'{where}: pola "{pattern[:60]}" tidak sah ({error})')
        return re.compile(_NEVER)
