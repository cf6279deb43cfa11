"""Codes out of words: how the parties met, which road users, which age band."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.accidents.code_words import code_of, code_words, word_pattern
from generator.accidents.words import fold, is_nothing
from generator.codes import AgeBand, CollisionType, RoadUser

if TYPE_CHECKING:
    from collections.abc import Mapping

_APART = re.compile(
    r"\s*(?:><|\bvs\b\.?|\bx\b|\bdgn\b|\bdengan\b|\bkontra\b|\bmelawan\b|\bdan\b|[/+,;&|])\s*", re.IGNORECASE
)
_UNITS = re.compile(r"(\d{1,2})\s*(?:unit|buah|bh)\b|^(\d{1,2})\s+(?=[a-z])", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:dengan|dgn|kontra|melawan|menabrak|bertabrakan|vs|menyenggol|menyerempet)\b")
# What the other party was says more than from where it came.
_FIRST = (CollisionType.TRAIN, CollisionType.PEDESTRIAN, CollisionType.ANIMAL, CollisionType.PILE_UP)
_BANDS = (
    (14, AgeBand.A0_14),
    (24, AgeBand.A15_24),
    (44, AgeBand.A25_44),
    (59, AgeBand.A45_59),
    (120, AgeBand.A60),
)


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


def is_hit_and_run(text: str) -> bool:
    """Whether a text says that somebody left the scene."""
    return bool(re.search(r"\b(?:tabrak lari|melarikan diri|kabur|hit and run|hit run)\b", fold(text)))


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
        code = code_of("vehicles", part) if part.strip() else None
        if code:
            units = _UNITS.search(part)
            counts[RoadUser(code)] += int(units[1] or units[2]) if units else 1
    return tuple(counts.values())


def users_in_narrative(text: str) -> tuple[int, ...]:
    """The same out of a narrative, by a closed list of words; a kind counts once.

    A motorcycle counts twice where one stands on both sides of "dengan", "kontra", "menabrak".
    """
    counts = dict.fromkeys(RoadUser, 0)
    folded = fold(text)
    words = code_words("narrative")
    for spelling in word_pattern("narrative").findall(folded):
        counts[RoadUser(words[spelling])] = 1
    halves = _BETWEEN.split(folded, maxsplit=1)
    if len(halves) == 2 and counts[RoadUser.MOTORCYCLE]:
        sides = [{words[s] for s in word_pattern("narrative").findall(half)} for half in halves]
        if all("motorcycle" in side for side in sides):
            counts[RoadUser.MOTORCYCLE] = 2
    return tuple(counts.values())


def age_band(text: str) -> tuple[int | None, ...]:
    """Casualties a band for the ages in a cell ("34", "17 th, 45 th", "16-20"); None without an age."""
    ages = [int(found) for found in re.findall(r"(?<!\d)\d{1,3}(?!\d)", text)]
    if re.fullmatch(r"\s*\d{1,2}\s*[-–]\s*\d{1,2}\D*", text):  # a band of the form: its lower end decides
        ages = ages[:1]
    ages = [age for age in ages if 0 <= age <= 110]
    if not ages:
        return (None,) * len(AgeBand)
    counts = dict.fromkeys(AgeBand, 0)
    for age in ages:
        counts[next(band for most, band in _BANDS if age <= most)] += 1
    return tuple(counts.values())
