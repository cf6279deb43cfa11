"""The lint of every text before it leaves: banned words, spelling, and patterns of personal data."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Mapping

BLOCK = "blok"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found in a text."""

    rule: str
    level: str  # blok, minta or saran
    found: str
    instead: str


def lint(text: str, rules: Mapping[str, Any]) -> list[Finding]:
    """Everything that the rules (rules.toml) find in a text, privacy first."""
    findings = [
        Finding(name, BLOCK, found, "hapus data pribadi")
        for name, pattern in rules.get("privacy", {}).items()
        for found in _private(text, name, pattern, rules)
    ]
    for word in rules.get("word", ()):
        match = _word(word["pattern"]).search(text)
        if match:
            findings.append(Finding("kata", word["level"], match[0], word["instead"]))
    for wrong, right in rules.get("spelling", {}).items():
        match = _word(re.escape(wrong)).search(text)
        if match:
            findings.append(Finding("ejaan", BLOCK, match[0], right))
    return findings


def check(text: str, rules: Mapping[str, Any], where: str) -> None:
    """Pass a text that no blocking rule objects to. Raises TemplateError naming the text and the rule."""
    blocking = [one for one in lint(text, rules) if one.level == BLOCK]
    if blocking:
        found = "; ".join(f'"{one.found}" melanggar aturan {one.rule}' for one in blocking)
        advice = "; ".join(dict.fromkeys(one.instead for one in blocking))
        raise TemplateError(where, found, f"Ganti: {advice}")


@functools.cache  # a pattern is compiled once for all texts of a run
def _word(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


@functools.cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _private(text: str, name: str, pattern: str, rules: Mapping[str, Any]) -> list[str]:
    """What looks like personal data; a plate only when its letters are those of a plate."""
    found = []
    for match in _pattern(pattern).finditer(text):
        if name == "plate" and not _is_plate(match, rules["plate"]):
            continue
        found.append(match[0])
    return found


def _is_plate(match: re.Match[str], known: Mapping[str, str]) -> bool:
    return (
        match["front"] in known["fronts"].split()
        and match["back"] not in known["not_backs"].split()
        and not _pattern(known["not_like"]).match(match[0])
    )
