"""Applies the rules to one text: findings, or a refusal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.errors import TemplateError
from generator.messages.rules.measures import MEASURES
from generator.messages.rules.prepared import About, normal, prepared, spans
from generator.messages.rules.reading import read
from generator.messages.rules.rulebook import Level, rulebook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.messages.rules.measures import Found
    from generator.messages.rules.prepared import Prepared
    from generator.messages.rules.reading import Reading
    from generator.messages.rules.rulebook import Rule, Rulebook

_A_PIECE = About()  # a headline, a label, a tip: no whole post
_LEVELS = tuple(Level)  # the gravest first
_WORD = re.compile(r"\w+")
_SHOWN = 80  # characters of a finding: more would hide the sentence around it


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found in a text; `line` counts from 1."""

    rule: str
    name: str
    level: Level
    found: str
    instead: str
    line: int = 1


def lint(text: str, rules: Mapping[str, Any], about: About = _A_PIECE) -> list[Finding]:
    """Everything that the rules (rules.toml) find in a text, in the order of the rules."""
    book = rulebook(rules)
    ready = prepared(text, book, about)
    words = set(_WORD.findall(ready.nameless.lower()))
    findings: list[Finding] = []
    for rule in book.rules:
        if _applies(rule, ready, about) and (rule.words is None or rule.first_words & words):
            # two entries of one rule may see the same words: the first says it
            findings += [
                one
                for one in _findings(rule, ready, book, about)
                if not any(_is_same(one, other) for other in findings)
            ]
    return findings


def check(text: str, rules: Mapping[str, Any], where: str, about: About = _A_PIECE) -> None:
    """Pass a text that may leave. Raises TemplateError naming the text, the rules and what to write instead.

    Our own texts must be free of everything that a person would have to answer for; a person's text is refused only for
    what never leaves.
    """
    refused = {Level.BLOCK} if about.is_by_hand else {Level.BLOCK, Level.ASK}
    findings = [one for one in lint(text, rules, about) if one.level in refused]
    if findings:
        found = "; ".join(dict.fromkeys(f'"{one.found}" melanggar aturan {one.name}' for one in findings))
        advice = "; ".join(dict.fromkeys(one.instead for one in findings))
        raise TemplateError(where, found, f"Ganti: {advice}")


def reading_of(text: str, rules: Mapping[str, Any]) -> Reading:
    """How plainly a text reads."""
    book = rulebook(rules)
    return read(prepared(text, book, _A_PIECE), book)


def reading_limit(rules: Mapping[str, Any]) -> float:
    """The reading index above which a text is called hard to read; 0 where no rule has one."""
    return next((one.at_most for one in rulebook(rules).rules if one.measure == "reading"), 0.0)


def repeats(text: str, earlier: str, rules: Mapping[str, Any]) -> bool:
    """Whether the text says a sentence that was said earlier in the post."""
    book = rulebook(rules)
    rule = next((one for one in book.rules if one.measure == "repeated_sentence"), None)
    both = prepared(f"{earlier}\n{text}", book, _A_PIECE)
    return rule is not None and any(MEASURES[rule.measure](both, rule, book))


def _is_same(one: Finding, other: Finding) -> bool:
    is_part = one.found in other.found or other.found in one.found
    is_milder = _LEVELS.index(one.level) >= _LEVELS.index(other.level)
    return is_part and is_milder and (one.rule, one.line) == (other.rule, other.line)


def _applies(rule: Rule, text: Prepared, about: About) -> bool:
    if rule.scope == "post" and not about.is_post:
        return False
    if rule.released_by in about.released:
        return False
    return rule.mourning == "" or (rule.mourning == "only") == text.is_mourning


def _findings(rule: Rule, text: Prepared, book: Rulebook, about: About) -> Iterator[Finding]:
    read = text.whole if rule.sees_links else text.nameless if rule.spares_names else text.plain
    found = list(
        MEASURES[rule.measure](text, rule, book) if rule.measure else _matches(rule, read, book, about)
    )
    if not found or (rule.needs and _bears(rule.needs, text, book, about)):
        return
    if rule.at_most and not rule.measure:  # the many are the fault, not each
        if len(found) <= rule.at_most:
            return
        found = [(" ".join(one for one, _ in found), found[0][1])]
    if rule.needs:
        found = found[:1]  # what is missing is missing once
    for words, start in found:
        instead = rule.replaces.get(words.lower(), rule.instead)
        shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
        yield Finding(rule.id, rule.name, rule.level, shown, instead, read.count("\n", 0, start) + 1)


def _matches(rule: Rule, read: str, book: Rulebook, about: About) -> Iterator[Found]:
    """What the pattern of a rule finds and no exception of the rule allows."""
    assert rule.looks_for is not None
    spared = None
    for match in rule.looks_for.finditer(read):
        start = match.start()
        if rule.not_after and rule.not_after.search(read[max(0, start - 60) : start]):
            continue
        if (rule.beside or rule.unless) and not _fits_sentence(rule, _sentence(read, start, book)):
            continue
        if rule.spares_facts:
            spared = _facts_in(read, about) if spared is None else spared
            if any(a <= start < b for a, b in spared):
                continue
        yield match[0].strip(), start


def _sentence(read: str, position: int, book: Rulebook) -> str:
    return next((read[a:b] for a, b in spans(read, book) if a <= position < b), "")


def _fits_sentence(rule: Rule, sentence: str) -> bool:
    """Whether the sentence around a match has what the rule wants beside it, and nothing that excuses it."""
    return not (rule.beside and not rule.beside.search(sentence)) and not (
        rule.unless and rule.unless.search(sentence)
    )


def _facts_in(read: str, about: About) -> list[tuple[int, int]]:
    """Where facts of the library stand in the text, if their credit stands there or the text is but a piece."""
    small, found = read.lower(), []
    for fact in about.facts.values():
        start = small.find(normal(fact.sentence).lower()) if fact.sentence else -1
        if start >= 0 and (not about.is_post or normal(fact.credit).lower() in small):
            found.append((start, start + len(normal(fact.sentence))))
    return found


def _bears(mark: str, text: Prepared, book: Rulebook, about: About) -> bool:
    """Whether the post bears this mark: in its text, on its picture, or known from where it was written."""
    pattern = book.marks[mark]
    return mark in about.given or bool(pattern.search(text.plain) or pattern.search(normal(about.beside)))
