"""The reading vocabulary: what a column of a file can be, table columns and things that are gone after reading."""

from __future__ import annotations

import csv
import difflib
import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.accidents.sheets.count_headings import (
    apart,
    counted_by,
    degree_alone,
    names_a_kind,
    tells_of_deaths,
)
from generator.accidents.words import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

# Fields that several columns of one file may fill together.
MANY = frozenset({"vehicles", "recorded_factor", "narrative", "place_text", "age", "killed_of_kind"})
_COUNTS = frozenset(
    {"killed", "seriously_injured", "slightly_injured", "possibly_injured", "injured", "casualties"}
)
_PERSONAL_WORDS = re.compile(
    r"\b(?:nama|name|identitas|alamat|address|nik|ktp|nopol|no pol|plat|telp|telepon|phone|hp|wa|email|saksi|"
    r"penyidik|petugas|pelapor|tersangka|pemilik|lahir|rangka|mesin|sim|stnk|kronologi\w*|uraian)\b"
)


@dataclass(frozen=True, slots=True)
class Known:
    """What a heading means: the field, its privacy (free, grouped, inside, personal, skip), how it was found."""

    field: str
    privacy: str
    found: str  # campaign, exact, share, part, close, degree


@functools.cache
def known_headings() -> Mapping[str, tuple[str, str]]:
    """Folded heading -> field and privacy, from headings.csv."""
    path = Path(__file__).parent / "headings.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["heading"]: (row["field"], row["privacy"]) for row in csv.DictReader(file)}


@functools.cache
def field_names() -> frozenset[str]:
    """Every field that a campaign file may map a heading to."""
    return frozenset(field for field, _ in known_headings().values())


@functools.cache
def privacy_of(field: str) -> str:
    """The strictest privacy that a field has."""
    found = {privacy for name, privacy in known_headings().values() if name == field}
    return next((p for p in ("personal", "inside", "grouped", "free", "skip") if p in found), "free")


@functools.cache
def meaning_of(heading: str) -> Known | None:
    """What a heading means by itself; None when it is unknown."""
    whole = fold(heading)
    table = known_headings()
    outside = fold(re.sub(r"\([^)]*\)", " ", heading))
    inside = fold(" ".join(re.findall(r"\(([^)]*)\)", heading)))
    if whole in table:
        return Known(*table[whole], "exact")
    counted = _counted(heading)
    if counted:
        return counted
    for text in (outside, inside, apart(heading)):
        if text in table:
            return Known(*table[text], "exact")
    return _doubtful(heading)


def _doubtful(heading: str) -> Known | None:
    """The meaning of a heading that only resembles a known one."""
    whole = fold(heading)
    found = _by_part(whole) or _by_part(apart(heading)) or _by_likeness(whole)
    is_count = found is None or found.field in _COUNTS
    is_total = found is not None and found.field == "killed" and not names_a_kind(heading)
    if tells_of_deaths(heading) and is_count and not is_total:
        return Known("killed_of_kind", "free", "part")  # some persons died, and nobody can say which
    degree = degree_alone(heading)
    return found or (Known(degree, "free", "degree") if degree else None)


def _counted(heading: str) -> Known | None:
    """The meaning of a heading that counts persons; those of one kind are no total."""
    counted = counted_by(heading)
    if counted is None:
        return None
    if counted.scope == "all":
        return Known(counted.field, "free", "exact")
    if counted.scope != "kind":
        return Known(counted.field, "free", "share")
    if counted.field == "killed":
        return Known("killed_of_kind", "free", "part")
    is_on_foot = "pedestrian" in apart(heading)
    return _by_part(fold(heading)) if is_on_foot else Known("injured_of_kind", "skip", "part")


def _by_part(whole: str) -> Known | None:
    """The longest known heading that stands in this one; a personal word outweighs all but a longer match."""
    padded = f" {whole} "
    parts = [
        known for known in known_headings() if f" {known} " in padded and (" " in known or len(known) > 4)
    ]
    best = max(parts, key=lambda part: (len(part), part), default="")
    personal = _PERSONAL_WORDS.search(whole)
    if personal and (not best or personal[0] not in best):
        return Known("person_name", "personal", "part")
    return Known(*known_headings()[best], "part") if best else None


def _by_likeness(whole: str) -> Known | None:
    """A known heading with a slip of the pen."""
    if len(whole) < 6:
        return None
    near = difflib.get_close_matches(whole, known_headings(), n=1, cutoff=0.88)
    return Known(*known_headings()[near[0]], "close") if near else None
