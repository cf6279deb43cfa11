"""Which column of a file is which field: the campaign's own map, known headings, and a look at the content."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.accidents.facts.code_words import code_of
from generator.accidents.facts.count_columns import COUNT_FIELDS, counts_persons, settle_counts
from generator.accidents.sheets.fields import MANY, Known, field_names, meaning_of, privacy_of
from generator.accidents.values.dates import are_dates
from generator.accidents.values.times import parse_time
from generator.accidents.words import fold, is_nothing
from generator.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

_RANK = {"campaign": 0, "exact": 1, "code": 2, "content": 2, "share": 3, "degree": 3, "part": 3, "close": 4}
_SAMPLE = 200
_STAMPS = frozenset(
    {"timestamp", "time stamp", "stempel waktu", "cap waktu", "submission time", "end", "today"}
)
# A heading that only resembles a known one ("vehicle_reference") is believed when the column holds a known word.
_WORD_LISTS = {name: name for name in ("severity", "collision_type", "vehicles", "light", "weather", "surface", "slope",
                                       "junction_form", "reference_place", "recorded_factor", "road_function",
                                       "road_status")} | {"person_injury": "severity"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mapped:
    """One column of a file and the field that it is."""

    position: int
    heading: str
    field: str
    privacy: str
    found: str  # campaign, exact, code (of a scale), share (of a total), degree (a word alone), part, close, content


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """The columns of one table that are read, and the headings that no field was found for."""

    columns: tuple[Mapped, ...]
    unplaced: tuple[str, ...]

    def of(self, field: str) -> tuple[Mapped, ...]:
        """Columns of one field, in the order of the file."""
        return tuple(one for one in self.columns if one.field == field)


def check_wanted(columns: Mapping[str, str], where: str) -> None:
    """Raise SettingsError when the campaign maps a heading to a field that does not exist."""
    for field in columns:
        if field not in field_names() and not field.startswith(("user_", "age_")):
            raise SettingsError(
                where, f'"{field}" pada data.columns bukan kolom Selamat', "Nama kolom ada di docs/data.md"
            )


def map_columns(headings: Sequence[str], body: pd.DataFrame, wanted: Mapping[str, str]) -> ColumnMap:
    """Field of each column. `wanted` maps fields to headings, several joined by " + "."""
    own = {fold(part): field for field, spec in wanted.items() for part in spec.split(" + ")}
    found: list[Mapped] = []
    unplaced: list[str] = []
    part = body.iloc[:: max(1, len(body) // 2000)]  # rows from the whole length of the table
    samples = itertools.chain((_sample(texts) for _, texts in part.items()), itertools.repeat([]))
    for position, (heading, sample) in enumerate(zip(headings, samples, strict=False)):
        known = _meaning(heading, own)
        checked = _checked(known, sample, wanted) if known else _by_content(heading, sample)
        if checked is None:
            unplaced.append(heading)
        else:
            found.append(Mapped(position, heading, checked.field, checked.privacy, checked.found))
    return _one_each(settle_counts(_entered(found), unplaced, body), unplaced)


def _entered(found: list[Mapped]) -> list[Mapped]:
    """A form's own time stamp beside the day of the accident tells when the form was sent, not when it happened."""
    has_day = any(one.field == "occurred_on" for one in found)
    return [
        replace(one, field="reported_on", privacy="inside")
        if has_day and one.field == "date_time" and one.found != "campaign" and fold(one.heading) in _STAMPS
        else one
        for one in found
    ]


def _meaning(heading: str, own: Mapping[str, str]) -> Known | None:
    if fold(heading) in own:
        field = own[fold(heading)]
        return Known(field, privacy_of(field), "campaign")
    return meaning_of(heading) if heading.strip() else None


def _sample(texts: pd.Series) -> list[str]:
    """Some different values of a column that say something."""
    different = map(str, dict.fromkeys(texts.tolist()))
    return list(itertools.islice((text for text in different if not is_nothing(text)), _SAMPLE))


def _checked(known: Known, sample: list[str], wanted: Mapping[str, str]) -> Known | None:
    """The meaning after a look at the content; None when the content contradicts the heading."""
    field = known.field
    if known.found == "campaign" or not sample:
        return known
    if field in wanted and known.privacy != "personal":
        return Known("replaced", "skip", known.found)  # the campaign file names another column
    if field in {"occurred_on", "date_time", "time"}:
        return _when(known, sample)
    if field in {"lat", "lon", "lat_lon"}:
        return _where(known, sample)
    if field in COUNT_FIELDS:
        return known if counts_persons(sample, field) else None
    return _in_words(known, sample)


def _in_words(known: Known, sample: list[str]) -> Known | None:
    """The meaning of a column of words, or of names."""
    field = known.field
    if known.found == "exact" and field in {"severity", "person_injury"} and not _says(field, sample):
        return Known(field, known.privacy, "code")  # a column of words beside it goes first
    if known.found in {"part", "close"} and field in _WORD_LISTS:
        return known if _says(field, sample) else None
    if (
        field == "casualties"
        and not _share(sample, r"\d{1,3}(?:[.,]0)?") > 0.5
        and not _share(sample, r"(?i).*\b(?:md|lb|lr)\b.*") > 0.5
    ):
        return Known("person_name", "personal", known.found)  # "Korban" as a list of names
    return known


def _says(field: str, sample: list[str]) -> bool:
    """Whether a column holds a word of its field's list."""
    return any(code_of(_WORD_LISTS[field], text) for text in sample)


def _when(known: Known, sample: list[str]) -> Known | None:
    """Date, time or both, as the values say; a band of hours ("siang") is none of them."""
    if known.field == "time" and _share(sample, r"\d{1,2}([.:])\d{2}\1\d{2}") > 0.9:  # 13.45.00 is no date
        return known
    if are_dates(sample, least=0.3):
        return Known("date_time" if known.field != "occurred_on" else "occurred_on", "free", known.found)
    if known.field == "occurred_on":
        return known  # left for the message that the dates cannot be read
    times = sum(1 for text in sample if parse_time(text).minute is not None) / len(sample)
    return Known("time", "free", known.found) if times >= 0.3 else None


def _by_content(heading: str, sample: list[str]) -> Known | None:
    """A column without a known heading is only taken for a date, and only when nearly all of it is one."""
    if (
        heading.strip()
        and len(sample) >= 5
        and are_dates(sample, least=0.95)
        and _share(sample, r".*\D.*") > 0.9
    ):
        return Known("occurred_on", "free", "content")
    return None


def _where(known: Known, sample: list[str]) -> Known | None:
    """A place, or (a column "gps" with the kind of the receiver) none; degrees or metres is judged later."""
    return None if known.field == "lat_lon" and not any(map(_may_be_a_pair, sample)) else known


def _may_be_a_pair(text: str) -> bool:
    """Whether a cell could say a place: digits, a link, or some words."""
    return any(c.isdigit() for c in text) or "://" in text or len(text.strip()) > 3


def _share(sample: list[str], pattern: str) -> float:
    return sum(1 for text in sample if re.fullmatch(pattern, text.strip())) / len(sample)


def _one_each(found: list[Mapped], unplaced: list[str]) -> ColumnMap:
    """The best column for each field; a field of several columns keeps them all."""
    kept: list[Mapped] = []
    best: dict[str, Mapped] = {}
    for one in found:
        first = best.get(one.field)
        if first is None or _RANK[one.found] < _RANK[first.found]:
            best[one.field] = one
    for one in found:
        is_shared = (
            one.field in MANY or one.privacy in {"personal", "skip"} or one.found in {"campaign", "share"}
        )
        if is_shared or best[one.field] is one:
            kept.append(one)
        elif best[one.field].found != "content" and one.found != "content":
            unplaced.append(one.heading)
    return ColumnMap(tuple(kept), tuple(unplaced))
