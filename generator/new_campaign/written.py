"""The campaign file: a proposal and the names of its Polres as TOML that a planner can read, proved by loading it."""

from __future__ import annotations

import json
import re
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.accidents.columns import BY_NAME
from generator.accidents.load import check_data_settings
from generator.accidents.proposal.gaps import listed_gaps
from generator.errors import SettingsError
from generator.home import Home
from generator.settings import load_campaign

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.accidents.proposal.records import Proposal
    from generator.new_campaign.words import Words
    from generator.settings import Data

_COLUMN = 44  # where the comments stand
_INJURIES = "fatal, serious, slight, unknown"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the campaign speaks for."""

    id: str
    polres: str
    district: str
    zone: str
    is_named_by_id: bool = False  # nobody gave the names
    is_zone_guessed: bool = False


def campaign_text(identity: Identity, proposal: Proposal, data: Data, words: Words, home: Home) -> str:
    """The TOML, checked by loading it from a folder that is gone afterwards.

    `data` is the proposal's own with the paths that the file shall name. Raises SettingsError when it would not load.
    """
    text = _rendered(identity, proposal, data, words, home)
    with tempfile.TemporaryDirectory(prefix="selamat-") as folder:
        Path(folder, f"{identity.id}.toml").write_text(text, encoding="utf-8")
        campaign = load_campaign(Home(root=home.root, campaigns_root=Path(folder)), identity.id)
        check_data_settings(campaign)
        assert _plain(campaign.data) == _plain(data), "the file says something else than the proposal"
    return text


def _plain(data: Data) -> Data:
    """The section without lists of codes that a person has yet to begin."""

    def filled(codes: Mapping[str, Mapping[str, str]]) -> dict[str, Mapping[str, str]]:
        return {field: dict(said) for field, said in codes.items() if said}

    joins = tuple(replace(join, codes=filled(join.codes)) for join in data.join)
    return replace(data, codes=filled(data.codes), join=joins)


def _rendered(identity: Identity, proposal: Proposal, data: Data, words: Words, home: Home) -> str:
    import jinja2

    shelf = home.templates / "campaigns"
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(shelf),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - TOML, every value goes through `_value`
    )
    page = _Page(proposal, data, words)
    text = environment.get_template("kampanye.toml.j2").render(
        id=identity.id,
        polres=identity.polres,
        district=identity.district,
        zone=identity.zone,
        zone_note=_zone_note(identity),
        is_named_by_id=identity.is_named_by_id,
        data=data,
        meanings={field: words.meaning(field) for field in data.columns},
        unplaced=_comment(", ".join(one.spoken for one in proposal.columns if not one.field)),
        notes=_notes(proposal, words),
        line=_line,
        code_line=_code_line,
        code_fields=page.code_fields,
        gaps_of=page.gaps_of,
        source=page.source,
    )
    return re.sub(r"\n{3,}", "\n\n", text).rstrip() + "\n"


def _zone_note(identity: Identity) -> str:
    note = "Asia/Jakarta (WIB), Asia/Makassar (WITA), Asia/Jayapura (WIT)"
    return f"PERIKSA: diduga; {note}" if identity.is_zone_guessed else note


@dataclass(frozen=True, slots=True)
class _Page:
    """What the template asks about codes."""

    proposal: Proposal
    data: Data
    words: Words

    def code_fields(self, role: str, codes: Mapping[str, object]) -> list[str]:
        """Coded columns of a role that have codes or gaps."""
        gaps = [gap.field for gap in listed_gaps(self.proposal.gaps) if gap.role == role]
        return list(dict.fromkeys([*codes, *gaps]))

    def gaps_of(self, role: str, field: str) -> list[str]:
        """Unknown values as lines that a person completes."""
        gaps = [gap for gap in listed_gaps(self.proposal.gaps) if (gap.role, gap.field) == (role, field)]
        if not gaps:
            return []
        known = ", ".join(codes_of(field))
        head = f"# Isi yang belum dikenal: hapus tanda # dan tulis kodenya. Kode yang ada: {known}"
        return [head, *(f"# {_code_line(gap.value, '')}   # {gap.rows} baris" for gap in gaps)]

    def source(self, role: str, field: str) -> str:
        """Comment behind a section of codes: what it is, and the published list that it follows."""
        names = [one.source for one in self.proposal.scales if (one.role, one.field) == (role, field)]
        note = self.words.meaning(field) + (f"; daftar kode {names[0]}, PERIKSA" if names else "")
        return "  # " + _comment(note)


def codes_of(field: str) -> tuple[str, ...]:
    """Codes that a value of this field can be given."""
    if field == "person_injury":
        return tuple(_INJURIES.split(", "))
    if field == "person_role":
        return ("pedestrian", "other")
    if field == "vehicles":
        return tuple(name.removeprefix("user_") for name in BY_NAME if name.startswith("user_"))
    return BY_NAME[field].codes


def _notes(proposal: Proposal, words: Words) -> list[str]:
    """What a planner should know about the data, one comment line each."""
    notes = [
        words.doubt(doubt) for doubt in proposal.doubts if doubt.code in {"severity_unknown", "few_located"}
    ]
    if proposal.crs_note and not proposal.data.crs:
        notes.append(words.say("says.crs_note", note=proposal.crs_note))
    return [_comment(note) for note in notes]


def _code_line(value: str, code: str) -> str:
    """A value of the file and its code."""
    return f"{_value(value)} = {_value(code)}"


def _line(key: str, value: str | tuple[str, ...], note: str) -> str:
    """One key with its comment at the common column."""
    text = f"{key} = {_value(value)}"
    return f"{text:<{_COLUMN - 1}} # {_comment(note)}" if note else text


def _value(value: str | tuple[str, ...]) -> str:
    """A TOML string, or a list of them."""
    if not isinstance(value, str):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _comment(text: str) -> str:
    """One line without control characters."""
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text).strip()


def write_campaign(path: Path, text: str) -> None:
    """Write a new file whole or not at all. Raises SettingsError when there is one already."""
    path.parent.mkdir(parents=True, exist_ok=True)
    where = f"campaigns/{path.name}"
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise SettingsError(
            where,
            "berkas itu sudah ada dan tidak ditimpa",
            "Pakai nama lain, atau ubah berkas itu dengan penyunting teks",
        ) from None
    except BaseException:
        path.unlink(missing_ok=True)
        raise
