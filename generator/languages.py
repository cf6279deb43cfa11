"""The words of one language, read from `templates/languages/<code>/` and checked before anything is said.

Only TOML is read here; the sentences stay templates until generator.messages fills them. A fact reaches the library
only when it may be shown, a clause only when it may be cited, a tip marked for review only as such until a named person
released it, a fine only when the campaign names the legal officer who approved it. Every fault is told at once.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator import language_checks as checks
from generator.discovery import folders_with
from generator.errors import SettingsError, TemplateError
from generator.language_checks import DIGITS, flat
from generator.language_files import entries_of, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.home import Home

LISTED = re.compile(r"\{\{ ?(\w+) ?\}\}")  # a list of rules.toml in one of its patterns
__all__ = ["DIGITS", "flat"]  # known from here since before the checks had a room of their own
_PARTS = (
    "words",
    "insights",
    "captions",
    "calls",
    "scenes",
    "hashtags",
    "calendar",
    "rules",
    "talk",
    "tips",
    "facts",
    "clauses",
)
_COMPARED = ("words", "interface", "calls", "hashtags", "talk")


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
    drawing: str = ""  # the drawing to scale that shows it: a name of generator.road_physics


@dataclass(frozen=True, slots=True)
class Clause:
    """An article of law that may be cited, without any amount."""

    id: str
    citation: str
    topic: str
    content: str
    source: str  # the text that was read
    mark: str
    is_sanction: bool = False
    caution: str = ""
    plain: str = ""  # one sentence for everybody; without it the article is only cited


@dataclass(frozen=True, slots=True)
class Amount:
    """The fine that an article threatens at most, in the wording of 2009; known only once a legal officer approved."""

    id: str
    clause: str  # the article that threatens it
    citation: str
    fine_rp: int
    basis: tuple[str, ...]  # norms that it may be printed after; none while the paragraph is not settled
    custody_2009: str  # old wording, for reference; never printed
    source: str
    mark: str
    is_sanction: bool = True


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
    scenes: Mapping[str, Any]
    hashtags: Mapping[str, Any]
    calendar: Mapping[str, Any]
    rules: Mapping[str, Any]
    talk: Mapping[str, Any]  # frames of the talk sheet and the poster
    amounts: Mapping[str, Amount]  # empty until approved

    @property
    def permissions(self) -> frozenset[str]:
        """What the campaign's people let out, by the name that rules.toml has for it (`released_by`)."""
        return frozenset({"amounts_released"} if self.amounts else ())

    def amount_of(self, tip: Tip) -> Amount | None:
        """The fine that may follow the article which this tip prints; None without approval or when it is not clear."""
        cited = [one for one in tip.clauses if one in self.clauses][:1]
        found = [
            amount
            for amount in self.amounts.values()
            if set(cited) & set(amount.basis) and amount.clause in tip.clauses
        ]
        return found[0] if len(found) == 1 else None

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
    return dict(flat(read(home.templates / "languages" / code / "interface.toml", code)))


def load_library(
    home: Home, code: str, released: Iterable[str] = (), *, has_amounts: bool = False
) -> Library:
    """The checked words of one language. Raises TemplateError with every fault of the folder.

    `released`: ids of tips that a named person let out, though they are marked for review; SettingsError for an id that
    does not exist. `has_amounts`: a legal officer approved the fines; otherwise their file is not even opened.
    """
    folder = home.templates / "languages" / code
    if code not in known_languages(home):
        raise TemplateError(
            f'bahasa "{code}"',
            f"folder templates/languages/{code} tidak ada atau tidak lengkap",
            f"Pakai salah satu: {', '.join(known_languages(home)) or 'belum ada'}",
        )
    raw = {part: read(folder / f"{part}.toml", code) for part in _PARTS}
    faults: list[str] = []
    facts = entries_of(Fact, raw["facts"].get("fact"), "facts.toml", faults)
    clauses = entries_of(Clause, raw["clauses"].get("clause"), "clauses.toml", faults)
    tips = entries_of(Tip, raw["tips"].get("tip"), "tips.toml", faults)
    fines = read(folder / "amounts.toml", code).get("amount") if has_amounts else None
    amounts = entries_of(Amount, fines, "amounts.toml", faults)
    faults += checks.faults_of_tips(tips, facts, clauses, raw)
    faults += checks.faults_of_facts(facts.values())
    faults += checks.faults_of_clauses(clauses.values(), checks.section(raw, "clauses", "sources"))
    faults += checks.faults_of_amounts(amounts.values(), clauses)
    for part in ("insights", "captions", "scenes", "talk"):
        faults += checks.faults_of_digits(raw[part], f"{part}.toml")
    faults += checks.faults_of_common(raw["insights"])
    for part in ("calls", "hashtags"):
        faults += checks.faults_of_lists(raw[part], f"{part}.toml")
    spoken = read(folder / "interface.toml", code)
    faults += _untranslated(home, code, {**raw, "interface": spoken})
    if faults:
        raise TemplateError(f"templates/languages/{code}", "; ".join(faults), "Perbaiki berkas yang disebut")
    return Library(
        code=code,
        tips=_released(tips, tuple(released)),
        facts={key: fact for key, fact in facts.items() if fact.show == checks.SHOWN},
        clauses={
            key: clause for key, clause in clauses.items() if clause.mark == "teks" and not clause.is_sanction
        },
        words=dict(flat(raw["words"])),
        interface=dict(flat(spoken)),
        frames=raw["insights"],
        captions=raw["captions"],
        calls=raw["calls"],
        scenes=raw["scenes"],
        hashtags=raw["hashtags"],
        calendar=raw["calendar"],
        rules=raw["rules"] | {"language": code},
        talk=raw["talk"],
        amounts=amounts,
    )


def with_lists(pattern: str, lists: Mapping[str, str]) -> str:
    """A pattern of rules.toml with its lists filled in."""
    return LISTED.sub(lambda one: f"(?:{lists.get(one[1], '')})", pattern)


def _released(tips: Mapping[str, Tip], released: tuple[str, ...]) -> dict[str, Tip]:
    """The tips with the released ones as reviewed."""
    unknown = [one for one in released if one not in tips]
    if unknown:
        raise SettingsError(
            "[release] tips",
            f"tip {', '.join(unknown)} tidak ada",
            "Hapus id itu atau pakai id dari templates/languages/<bahasa>/tips.toml",
        )
    return {
        key: dataclasses.replace(tip, needs_review=False) if key in released else tip
        for key, tip in tips.items()
    }


def _untranslated(home: Home, code: str, mine: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Keys that this language lacks, held against Indonesian, and Indonesian against English."""
    other = "en" if code == "id" else "id"
    if other not in known_languages(home):
        return []
    faults = []
    for part in _COMPARED:
        known = read(home.templates / "languages" / other / f"{part}.toml", other)
        faults += checks.missing_keys(f"{part}.toml", mine[part], known, other)
    return faults
