"""Headings that count persons, understood word by word: who died, who was hurt and how badly, of which kind."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.accidents.words import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

OUTCOMES = ("killed", "seriously_injured", "slightly_injured", "possibly_injured", "injured")
_FIELDS = {"possible": "possibly_injured", "slight": "slightly_injured", "serious": "seriously_injured"}
_NOBODY = re.compile(r"\bno (?:apparent |suspected )?injur(?:y|ies)\b")  # "No Injured" is a number of them
SHARES = ("share_sex", "share_where")
_APART = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)")
_FLAG = frozenset({"flag", "fl", "ind", "indicator", "yn", "involved"})


@dataclass(frozen=True, slots=True)
class Counted:
    """What a heading counts: the field, and whether all of them, one kind, or a share of a whole."""

    field: str
    scope: str  # all, kind (of person), share_sex, share_where


def apart(heading: str) -> str:
    """Folded heading with the words of "seriousInjuryCount" apart; "mdLB" stays one word."""
    return fold(_APART.sub(" ", heading))


@functools.cache
def counted_by(heading: str) -> Counted | None:
    """What a heading of known words counts; None for any other heading.

    A lone word of degree ("Ringan") counts nobody: it may be the severity or a weight.
    """
    words = apart(heading).split()
    known = _words()
    if not words or any(word in known["never"] for word in words) or _NOBODY.search(" ".join(words)):
        return None
    if not all(any(word in known[name] for name in known) or word in _FLAG for word in words):
        return None
    field = _outcome(frozenset(words))
    if not field:
        return None
    is_kind = any(word in known["kind"] for word in words) or bool(_FLAG & set(words))
    shares = [name for name in SHARES if any(word in known[name] for word in words)]
    return Counted(field, "kind" if is_kind or len(shares) > 1 else shares[0] if shares else "all")


def tells_of_deaths(heading: str) -> bool:
    """Whether a heading speaks of dead persons, whatever else it says."""
    words = set(apart(heading).split())
    known = _words()
    return bool(words & known["dead"]) and not words & (known["never"] | known["denied"])


def names_a_kind(heading: str) -> bool:
    """Whether a heading names one kind of person of several (drivers, children, persons on foot)."""
    return bool(set(apart(heading).split()) & _words()["kind"])


def degree_alone(heading: str) -> str:
    """Field of a heading that is a word of degree and nothing else ("Parah", "Ringan"); "" for others."""
    words = set(apart(heading).split())
    for name, field in (("serious", "seriously_injured"), ("slight", "slightly_injured")):
        if words and words <= _words()[name] | _words()["filler"] and words & _words()[name]:
            return field
    return ""


def _outcome(words: frozenset[str]) -> str:
    """Field of the words of degree; "" where they tell none, or deny one in a way that is not known."""
    known = _words()
    has = {name: bool(words & known[name]) for name in known}
    if has["denied"]:
        return _of_denied(words, has)
    if has["joining"]:
        return "casualties" if has["dead"] and has["hurt"] else ""
    if has["dead"]:
        return "" if has["serious"] or has["slight"] else "killed"
    degree = next((name for name in ("possible", "slight", "serious") if has[name]), "")
    if degree:
        return _FIELDS[degree] if degree == "possible" or _is_of_persons(words) else ""
    return "injured" if has["hurt"] else ""


def _of_denied(words: frozenset[str], has: Mapping[str, bool]) -> str:
    """Not fatal is hurt, not incapacitating is slight; nobody is counted by "no injury"."""
    if words & {"incapacitating", "incapacitated", "incap"}:
        return "slightly_injured"
    return "injured" if has["dead"] and has["hurt"] and not has["serious"] else ""


def _is_of_persons(words: frozenset[str]) -> bool:
    """Whether a degree is that of persons: hurt, counted, or in a short form that means nothing else."""
    known = _words()
    persons = {"korban", "orang", "org", "jiwa", "mangsa", "casualties", "casualty", "persons", "victims", "victim",
               "antl", "victimas", "vitimas", "victimes", "qtd", "qtde", "count", "cnt", "num", "number", "numero", "jumlah",
               "jml"}  # fmt: skip
    short = {"lb", "lr", "gzh", "sla", "schwerverletzte", "leichtverletzte", "hospitalises", "blesses"}
    return bool(words & (known["hurt"] | persons | short))


@functools.cache
def _words() -> Mapping[str, frozenset[str]]:
    lists = tomllib.loads((Path(__file__).parent / "count_words.toml").read_text(encoding="utf-8"))
    return {name: frozenset(text.split()) for name, text in lists.items()}
