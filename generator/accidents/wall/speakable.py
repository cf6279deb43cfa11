"""What a report may say about a table: headings and names, none that may name somebody.

A heading of a table without headings is a cell of somebody; a sheet or a file may be called after a person. So a
name is said only when each of its words is known (headings, codes, plain_words.toml); otherwise its place is said.
"""

from __future__ import annotations

import functools
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from generator.accidents.columns import BY_NAME
from generator.accidents.facts.code_words import every_spelling
from generator.accidents.sheets.fields import known_headings
from generator.accidents.wall.privacy import holds_a_name, is_bare_name, is_personal, masked
from generator.accidents.words import fold
from generator.records import SheetRead

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.accidents.cells.files import SourceFile
    from generator.accidents.sheets.headings import Headed
    from generator.accidents.sheets.mapping import ColumnMap

_LONGEST = 60
_MOST_DIGITS = 4  # in a row; a longer number may be somebody's
_LEAST_ROWS = 3
_UNDERSCORED = 0.4  # share of headings of a table that a program wrote


def is_speakable(text: str, further: frozenset[str] = frozenset()) -> bool:
    """Whether a heading or a name is made of known words and short numbers; `further` are words of the campaign."""
    known = _plain_words() | further
    return (
        len(text) <= _LONGEST
        and not is_personal(text)
        and not re.search(rf"\d{{{_MOST_DIGITS + 1}}}", text)
        and all(len(word) == 1 or word in known for word in _words(text))
    )


def spoken_headings(headings: Sequence[str]) -> tuple[str, ...]:
    """Every heading as a report may say it, "kolom ke-7" for one that may be a person's; "" stays empty.

    In a table that a program wrote ("harm_ev", "man_coll") its abbreviations are headings too.
    """
    filled = [heading for heading in headings if heading.strip()]
    is_of_program = sum("_" in heading for heading in filled) >= _UNDERSCORED * max(1, len(filled))

    def spoken(place: int, heading: str) -> str:
        plain = heading.strip()
        is_abbreviation = is_of_program and re.fullmatch(r"[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+", plain) is not None
        if not plain or is_speakable(plain) or (is_abbreviation and not _names_somebody(plain)):
            return plain
        return f"kolom ke-{place}"

    return tuple(spoken(place, heading) for place, heading in enumerate(headings, 1))


def spoken_value(text: str, rows: int) -> str:
    """A cell as a person may see it who looks at a column of codes or places; `rows` hold it.

    Words that nobody knows and that stand in a row or two are shown by their shape: people type names anywhere.
    """
    is_strange = not is_speakable(text) and re.search(r"[^\W\d_]{2}", text) is not None
    is_rare = rows < _LEAST_ROWS and is_strange
    return masked(text) if is_rare or is_personal(text) or is_bare_name(text) else text


def spoken_file_name(path: Path, mark: str = "") -> str:
    """The name of a file as a report may say it: words that are not known give way to "…" and the mark.

    Words of the folder count as known: it is called after the campaign.
    """
    further = frozenset(_words(path.parent.name))
    suffix = "".join(re.findall(r"(?i)(?:\.(?:csv|tsv|txt))?\.[a-z0-9]{1,8}$", path.name))
    stem = path.name.removesuffix(suffix)
    strange = [word for word in _words(stem) if len(word) > 1 and word not in _plain_words() | further]
    if is_personal(re.sub(r"[_-]+", " ", stem)) or is_personal(stem) or len(strange) == len(_words(stem)) > 0:
        return f"berkas{'-' if mark else ''}{mark}{suffix}"
    if not strange:
        return path.name
    said = re.sub(r"[^\W\d_]+", lambda word: "…" if set(_words(word[0])) & set(strange) else word[0], stem)
    return re.sub(r"…(?:[\W_]+…)+", "…", said) + (f" [{mark}]" if mark else "") + suffix


def sheet_read(source: SourceFile, headed: Headed, columns: ColumnMap, rows: int) -> SheetRead:
    """What the report says about one table: names and headings only, none that may name somebody."""
    spoken = dict(zip(headed.headings, spoken_headings(headed.headings), strict=True))
    found = {(one.heading, one.field, one.found): None for one in columns.columns}
    return SheetRead(
        source.record.name,
        headed.sheet if is_speakable(headed.sheet) else "",
        rows,
        speakable_mapping(found, spoken),
        tuple(spoken[heading] for heading in columns.unplaced if heading.strip()),
    )


def speakable_mapping(
    mapping: Mapping[tuple[str, str, str], None], spoken: Mapping[str, str]
) -> tuple[tuple[str, str, str], ...]:
    """Heading, field and how it was found; a heading of the campaign file was said by the planner already."""
    return tuple(
        (heading.strip() if found == "campaign" else spoken[heading], field, found)
        for heading, field, found in mapping
        if field != "replaced" and heading.strip()
    )


def _names_somebody(heading: str) -> bool:
    apart = heading.replace("_", " ")
    return is_personal(heading) or is_personal(apart) or holds_a_name(apart)


def _words(text: str) -> list[str]:
    """Folded words without digits; "TanggalKejadian" is two."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return [word for word in re.sub(r"\d+", " ", fold(apart)).split() if word]


@functools.cache
def _plain_words() -> frozenset[str]:
    words = {word for heading in known_headings() for word in _words(heading)}
    words |= {word for name in BY_NAME for word in _words(name)}
    words |= {word for spelling in every_spelling() for word in _words(spelling)}
    plain = tomllib.loads((Path(__file__).parent / "plain_words.toml").read_text(encoding="utf-8"))
    return frozenset(words | {word for listed in plain.values() for word in listed.split()})
