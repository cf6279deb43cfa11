"""Codes out of words: how the parties met, which road users, yes and no."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.accidents.facts.code_words import code_of, code_words, word_pattern
from generator.accidents.values.narrative import is_hit_and_run
from generator.accidents.words import fold, is_nothing
from generator.codes import CollisionType, RoadUser

if TYPE_CHECKING:
    from collections.abc import Mapping

_APART = re.compile(
    r"\s*(?:><|\bvs\b\.?|\bx\b|\bdgn\b|\bdengan\b|\bkontra\b|\bmelawan\b|\bdan\b|[/+,;&|])\s*", re.IGNORECASE
)
_UNITS = re.compile(r"(\d{1,2})\s*(?:unit|buah|bh)\b|^(\d{1,2})\s+(?=[a-z])", re.IGNORECASE)
# What the other party was says more than from where it came.
_FIRST = (CollisionType.TRAIN, CollisionType.PEDESTRIAN, CollisionType.ANIMAL, CollisionType.PILE_UP)


def collision_type(text: str) -> str:
    """Code of how the parties met; "unknown" without a known word."""
    if is_nothing(text):
        return str(CollisionType.UNKNOWN)
    folded = fold(text)
    words = code_words("collision_type")
    if folded in words:
        return words[folded]
    found = word_pattern("collision_type").findall(folded)
    codes = {words[one] for one in found}
    for first in _FIRST:
        if first in codes:
            return str(first)
    if found:
        return words[max(found, key=len)]
    return str(CollisionType.OTHER if is_hit_and_run(text) else CollisionType.UNKNOWN)


def is_yes(text: str) -> bool | None:
    """A yes or a no in a cell; None for anything else."""
    folded = fold(text)
    if folded in {"ya", "y", "yes", "true", "1", "ada", "tabrak lari", "benar", "sim", "si", "oui"}:
        return True
    return False if folded in {"tidak", "t", "n", "no", "false", "0", "bukan", "tdk", "nao", "non"} else None


def road_users(text: str, own: Mapping[str, str] | None = None) -> tuple[int, ...]:
    """Vehicles and persons on foot in one cell ("2 unit R2 vs truk"), one count for each RoadUser."""
    counts = dict.fromkeys(RoadUser, 0)
    if own and fold(text) in own:
        counts[RoadUser(own[fold(text)])] += 1
        return tuple(counts.values())
    for part in _APART.split(text):
        code = (own or {}).get(fold(part)) or (code_of("vehicles", part) if part.strip() else None)
        if code:
            units = _UNITS.search(part)
            counts[RoadUser(code)] += int(units[1] or units[2]) if units else 1
    return tuple(counts.values())
