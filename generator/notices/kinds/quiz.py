"""Kuis: a question with three options, one of them right, out of the library's facts and articles; another each week."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from generator.codes import Pillar
from generator.errors import TemplateError
from generator.language_files import read
from generator.languages import DIGITS
from generator.records import Insight

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.home import Home
    from generator.languages import Library
    from generator.notices.desk import NoticeDesk

KIND = "quiz"
LETTERS = "ABC"
_LENGTHS = {"question": 60, "explanation": 150}
_OPTION_AT_MOST = 24
_STRENGTH = 0.15
_NAME = "quiz.toml"


@dataclass(frozen=True, slots=True)
class Quiz:
    """One question; `right` is the letter of the right option, `source` a fact or an article of the library."""

    id: str
    theme: str
    question: str  # the headline, at most 60 characters
    options: tuple[str, ...]  # three, at most 24 characters each
    right: str
    explanation: str  # why, in one sentence
    source: str  # "fact:F-HELM-MATI", "clause:LLAJ-81-2"
    numbers: Mapping[str, str]  # every number that is printed -> its source; "option" for a wrong answer


def load_quiz(home: Home, library: Library) -> tuple[Quiz, ...]:
    """The checked questions of one language. Raises TemplateError with every fault of the file."""
    where = f"templates/languages/{library.code}/{_NAME}"
    raw = read(home.templates / "languages" / library.code / _NAME, library.code)
    faults: list[str] = []
    made: list[Quiz] = []
    for number, one in enumerate(raw.get("quiz", ()), 1):
        name = str(one.get("id", f"blok {number}"))
        here = _faults(one, library)
        if name in {quiz.id for quiz in made}:
            here.append("id dipakai dua kali")
        faults += [f"{name}: {fault}" for fault in here]
        if not here:
            made.append(Quiz(**{**one, "options": tuple(one["options"])}))
    if faults:
        raise TemplateError(where, "; ".join(faults), "Perbaiki entri itu")
    return tuple(made)


def _faults(one: Mapping[str, Any], library: Library) -> list[str]:
    keys = {described.name for described in fields(Quiz)}
    if one.keys() != keys:
        odd = ", ".join(sorted(one.keys() ^ keys))
        return [f"kunci {odd} kurang atau tidak dikenal"]
    found = [
        f'"{key}" {len(one[key])} karakter, paling banyak {most}'
        for key, most in _LENGTHS.items()
        if len(one[key]) > most
    ]
    options = one["options"]
    if len(options) != len(LETTERS) or len(set(options)) != len(LETTERS):
        found.append("harus ada tiga pilihan yang berbeda")
    found += [
        f'pilihan "{text}" lebih dari {_OPTION_AT_MOST} karakter'
        for text in options
        if len(text) > _OPTION_AT_MOST
    ]
    if len(one["right"]) != 1 or one["right"] not in LETTERS:
        found.append(f'"right" harus salah satu dari {", ".join(LETTERS)}')
    if one["theme"] not in {tip.theme for tip in library.tips.values()}:
        found.append(f'tema "{one["theme"]}" tidak punya tip')
    sources = {f"fact:{key}" for key in library.facts} | {f"clause:{key}" for key in library.clauses}
    if one["source"] not in sources:
        found.append(f'sumber "{one["source"]}" tidak ada atau belum boleh tayang')
    return found + _loose_numbers(one, sources)


def _loose_numbers(one: Mapping[str, Any], sources: set[str]) -> list[str]:
    """Numbers without a source; the right answer and its explanation may only hold numbers of the source itself."""
    said = set(DIGITS.findall(one["question"]))
    said |= {digits for text in one["options"] for digits in DIGITS.findall(text)}
    right = (
        one["options"]["ABC".index(one["right"])]
        if one["right"] in tuple(LETTERS) and len(one["options"]) == 3
        else ""
    )
    told = {digits for text in (right, one["explanation"]) for digits in DIGITS.findall(text)}
    numbers = one["numbers"]
    found = [
        f'angka "{digits}" tidak punya asal di numbers' for digits in sorted((said | told) - numbers.keys())
    ]
    found += [
        f'angka "{digits}" pada jawaban harus berasal dari {one["source"]}'
        for digits in sorted(told & numbers.keys())
        if numbers[digits] != one["source"]
    ]
    found += [
        f'asal angka "{where}" tidak ada' for where in numbers.values() if where not in sources | {"option"}
    ]
    return found


def tell(desk: NoticeDesk) -> tuple[Insight, ...]:
    """The question of this week: each once in as many weeks as there are questions, in the campaign's own order."""
    if not desk.campaign.material.quiz:
        return ()
    questions = load_quiz(desk.home, desk.library)
    if not questions:
        return ()
    order = sorted(
        questions, key=lambda one: hashlib.sha256(f"{desk.campaign.id}|{one.id}".encode()).digest()
    )
    quiz = order[desk.week.monday.toordinal() // 7 % len(order)]
    return (insight_of(quiz, desk),)


def insight_of(quiz: Quiz, desk: NoticeDesk) -> Insight:
    """One question as a finding without figures."""
    kind, _, source = quiz.source.partition(":")
    facts, clauses = desk.library.facts, desk.library.clauses
    credit = facts[source].credit if kind == "fact" else clauses[source].citation
    codes = {f"notice_option_{n}": text for n, text in enumerate(quiz.options, 1)}
    return Insight(
        id=f"{KIND}-{quiz.id.lower()}",
        kind=KIND,
        pillar=Pillar.INTERACTION,
        period=desk.week.period,
        place=None,
        figures={},
        codes={
            **codes,
            "notice_title": quiz.question,
            "notice_right": f"{quiz.right}. {quiz.options[LETTERS.index(quiz.right)]}",
            "notice_explanation": quiz.explanation,
            "notice_credit": credit,
            "themes": quiz.theme,
            "slug": f"kuis-{quiz.theme}",
        },
        strength=_STRENGTH,
        is_sample=desk.is_sample,
    )
