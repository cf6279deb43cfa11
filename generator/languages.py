"""The words of one language, read from `templates/languages/<code>/` and checked before anything is said.

Only TOML is read here; the sentences stay templates until generator.messages fills them. A fact reaches the library
only when it may be shown, a clause only when it may be cited, and every fault of the folder is told at once.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import MISSING, dataclass, field, fields
from typing import TYPE_CHECKING, Any, TypeVar

from generator.discovery import folders_with
from generator.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from generator.home import Home

LISTED = re.compile(r"\{\{ ?(\w+) ?\}\}")  # a list of rules.toml in one of its patterns
DIGITS = re.compile(r"\d[\d.,]*\d|\d")
_LENGTHS = {"title": 42, "formal": 160, "santai": 150, "singkat": 60}
_MARKS = {"teks", "sekunder", "umum"}
_PARTS = (
    "words",
    "insights",
    "captions",
    "calls",
    "hashtags",
    "calendar",
    "rules",
    "tips",
    "facts",
    "clauses",
)
_Entry = TypeVar("_Entry")


@dataclass(frozen=True, slots=True)
class Tip:
    """One doable step in three tones; `answers` grades from 1 to 3 which findings it answers."""

    id: str
    family: str  # tips of one family ask for the same thing
    theme: str
    target: str  # who is spoken to, a code with a word label.target.<code>
    title: str  # at most 42 characters
    formal: str  # at most 160
    santai: str  # at most 150
    singkat: str  # at most 60
    answers: Mapping[str, int]  # "collision_type:rear_end" -> 3
    occasions: tuple[str, ...] = ()  # themes of the calendar
    evidence: tuple[str, ...] = ()  # ids of facts
    clauses: tuple[str, ...] = ()  # ids of clauses; the first one that may be cited is printed
    numbers: Mapping[str, str] = field(default_factory=dict)  # every number in the sentences -> its source
    mark: str = "umum"
    relation: str = "turunan"
    needs_review: bool = False
    caution: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that may be shown, only in this sentence and with this credit."""

    id: str
    topic: str
    sentence: str
    credit: str
    source: str
    year: str
    mark: str
    show: str
    caution: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """An article of law that may be cited, without any amount."""

    id: str
    citation: str
    topic: str
    content: str
    mark: str
    is_sanction: bool = False
    caution: str = ""


@dataclass(frozen=True, slots=True)
class Library:
    """All words of one language; tables that hold templates are as the TOML has them."""

    code: str
    tips: Mapping[str, Tip]
    facts: Mapping[str, Fact]
    clauses: Mapping[str, Clause]
    words: Mapping[str, str]  # dotted: "label.weather.rain" -> "Hujan"
    interface: Mapping[str, str]
    frames: Mapping[str, Any]  # insights.toml
    captions: Mapping[str, Any]
    calls: Mapping[str, Any]
    hashtags: Mapping[str, Any]
    calendar: Mapping[str, Any]
    rules: Mapping[str, Any]

    def word(self, key: str) -> str:
        """The word of this dotted key. Raises TemplateError when the language has none."""
        try:
            return self.words[key]
        except KeyError:
            raise TemplateError(
                f"templates/languages/{self.code}/words.toml",
                f'kata "{key}" tidak ada',
                "Tambahkan kunci itu",
            ) from None


def known_languages(home: Home) -> tuple[str, ...]:
    """Codes of the languages that can speak, in order."""
    return tuple(folders_with(home.templates / "languages", "words.toml"))


def interface(home: Home, code: str) -> Mapping[str, str]:
    """What the command line and the pages say in one language, by dotted key; reads one small file."""
    return dict(flat(_read(home.templates / "languages" / code / "interface.toml", code)))


def load_library(home: Home, code: str) -> Library:
    """The checked words of one language. Raises TemplateError with every fault of the folder."""
    folder = home.templates / "languages" / code
    if code not in known_languages(home):
        raise TemplateError(
            f'bahasa "{code}"',
            f"folder templates/languages/{code} tidak ada atau tidak lengkap",
            f"Pakai salah satu: {', '.join(known_languages(home)) or 'belum ada'}",
        )
    raw = {part: _read(folder / f"{part}.toml", code) for part in _PARTS}
    faults: list[str] = []
    facts = _entries(Fact, raw["facts"].get("fact", []), "facts.toml", faults)
    clauses = _entries(Clause, raw["clauses"].get("clause", []), "clauses.toml", faults)
    tips = _entries(Tip, raw["tips"].get("tip", []), "tips.toml", faults)
    faults += [fault for tip in tips.values() for fault in _check_tip(tip, facts, clauses, raw["calls"])]
    faults += _check_digits(raw["insights"], "insights.toml") + _check_digits(
        raw["captions"], "captions.toml"
    )
    for fact in facts.values():
        if fact.show == "ya" and (not fact.sentence or not fact.credit or fact.mark == "umum"):
            faults.append(
                f"facts.toml: {fact.id} boleh tayang tetapi tanpa kalimat, sumber, atau pemeriksaan"
            )
    if faults:
        raise TemplateError(f"templates/languages/{code}", "; ".join(faults), "Perbaiki berkas yang disebut")
    return Library(
        code=code,
        tips=tips,
        facts={key: fact for key, fact in facts.items() if fact.show == "ya"},
        clauses={
            key: clause for key, clause in clauses.items() if clause.mark == "teks" and not clause.is_sanction
        },
        words=dict(flat(raw["words"])),
        interface=interface(home, code),
        frames=raw["insights"],
        captions=raw["captions"],
        calls=raw["calls"],
        hashtags=raw["hashtags"],
        calendar=raw["calendar"],
        rules=raw["rules"] | {"language": code},
    )


def with_lists(pattern: str, lists: Mapping[str, str]) -> str:
    """A pattern of rules.toml with its lists filled in."""
    return LISTED.sub(lambda one: f"(?:{lists.get(one[1], '')})", pattern)


def flat(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a nested table with its dotted key, in the order of the file."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", str(value)


def _read(path: Path, code: str) -> dict[str, Any]:
    where = f"templates/languages/{code}/{path.name}"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise TemplateError(
            where, f"berkas tidak terbaca ({error.strerror})", "Kembalikan berkas itu, contohnya bahasa id"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TemplateError(
            where, f"bukan TOML yang benar ({error})", "Perbaiki baris yang disebut"
        ) from error


def _entries(
    kind: type[_Entry], raw: list[dict[str, Any]], where: str, faults: list[str]
) -> dict[str, _Entry]:
    """Records by id; unknown keys, missing keys, wrong types and double ids are faults."""
    known = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]  # only dataclasses are passed
    made: dict[str, _Entry] = {}
    for number, described in enumerate(raw, 1):
        name = f"{where}: {described.get('id', f'blok {number}')}"
        here = [f'{name}: kunci "{key}" tidak dikenal' for key in described.keys() - known.keys()]
        for key, one in known.items():
            if key not in described and one.default is MISSING and one.default_factory is MISSING:
                here.append(f'{name}: kunci "{key}" wajib diisi')
            elif key in described and not _is_of(described[key], str(one.type)):
                here.append(f'{name}: isi "{key}" bukan jenis yang benar')
        if described.get("id") in made:
            here.append(f"{name}: id dipakai dua kali")
        if not here:
            values = {key: tuple(v) if isinstance(v, list) else v for key, v in described.items()}
            made[described["id"]] = kind(**values)
        faults += here
    return made


def _is_of(value: object, declared: str) -> bool:
    wanted = {"str": str, "bool": bool, "tuple": list, "Mapping": dict}
    return isinstance(value, wanted[declared.partition("[")[0]])


def _check_tip(
    tip: Tip, facts: Mapping[str, Fact], clauses: Mapping[str, Clause], calls: Mapping[str, Any]
) -> list[str]:
    """What the types cannot say about one tip."""
    faults = [
        f"{key} {len(getattr(tip, key))} karakter, paling banyak {most}"
        for key, most in _LENGTHS.items()
        if len(getattr(tip, key)) > most
    ]
    faults += [f'fakta "{one}" tidak ada' for one in tip.evidence if one not in facts]
    faults += [f'pasal "{one}" tidak ada' for one in tip.clauses if one not in clauses]
    if tip.theme not in calls.get("question", {}):
        faults.append(f'tema "{tip.theme}" tidak punya pertanyaan di calls.toml')
    if tip.mark not in _MARKS:
        faults.append(f'mark "{tip.mark}" tidak dikenal')
    said = {digits for key in _LENGTHS for digits in DIGITS.findall(getattr(tip, key))}
    faults += [f'angka "{one}" tidak punya asal di numbers' for one in sorted(said - tip.numbers.keys())]
    known = {f"fact:{one}" for one in facts} | {f"clause:{one}" for one in clauses} | {"advice"}
    faults += [f'asal angka "{one}" tidak ada' for one in tip.numbers.values() if one not in known]
    return [f"tips.toml: {tip.id}: {fault}" for fault in faults]


def _check_digits(table: Mapping[str, Any], where: str) -> list[str]:
    """Digits that a template writes itself must stand in its list of literals."""
    literals = set(table.get("literals", ()))
    faults = []
    for key, text in flat({k: v for k, v in table.items() if k != "literals"}):
        if text.isdigit():
            continue  # a setting, not a sentence
        plain = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", " ", text)
        strange = [one for one in DIGITS.findall(plain) if one not in literals]
        if strange:
            faults.append(f'{where}: "{key}" menulis {", ".join(strange)} yang tidak ada di literals')
    return faults
