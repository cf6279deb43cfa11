"""`run.py new NAME --data FILE...`: look at files, ask, and write campaigns/NAME.toml."""

from __future__ import annotations

import re
import sys
import zoneinfo
from pathlib import Path
from typing import TYPE_CHECKING

from generator.accidents.proposal.propose import propose
from generator.accidents.proposal.records import Choices, Proposal
from generator.accidents.proposal.zones import named_zone
from generator.accidents.wall.speakable import spoken_file_name
from generator.accidents.words import fold
from generator.errors import DataError, SettingsError
from generator.new_campaign.brought import carried_out, data_for, plan
from generator.new_campaign.questions import Talk
from generator.new_campaign.shown import lines_of
from generator.new_campaign.words import load_words
from generator.new_campaign.written import Identity, campaign_text, write_campaign
from generator.settings import NAME, RESERVED, check_name

if TYPE_CHECKING:
    import argparse

    from generator.home import Home
    from generator.new_campaign.questions import Asker
    from generator.new_campaign.words import Words
    from generator.terminal import Terminal

_UNITS = {"polres", "polresta", "polrestabes", "polsek"}


class TerminalAsker:
    """A person at the terminal; the end of the input means: stop."""

    def ask(self, question: str, default: str = "") -> str:
        """The answer to one question."""
        try:
            return input(f"{question}{f' [{default}]' if default else ''}: ").strip() or default
        except EOFError:
            raise KeyboardInterrupt from None

    def tell(self, line: str) -> None:
        """One line."""
        print(line, flush=True)  # noqa: T201 - this is the command line


def make_campaign(home: Home, options: argparse.Namespace, terminal: Terminal) -> int:
    """The verb; exit code 1 when the files leave a question open that only a person can answer."""
    path = home.campaigns / f"{options.name}.toml"
    _check(options, path)
    words = load_words(home, options.language)
    asker = None if options.yes else TerminalAsker()
    files = [Path(name) for name in options.files]
    choices = Choices(date_order=options.date_order, crs=options.crs, zone=named_zone(options.zone))
    terminal.line(words.say("says.looking", files=len(files)))
    proposal = propose(files, choices)
    for line in lines_of(proposal, words):
        terminal.line(line)
    identity = _identity(options)
    if asker is not None:
        talk = Talk(asker, words, lambda better: propose(files, better))
        proposal, _ = talk.improve(proposal, choices)
    if proposal.open_doubts:
        return _refused(proposal, words, terminal)
    identity = Identity(identity.id, identity.polres, identity.district, proposal.zone, identity.is_named_by_id,
                        any(doubt.code.startswith("zone_") for doubt in proposal.doubts))  # fmt: skip
    if asker is not None:
        identity = talk.identify(identity)
    if _write(home, options, identity, proposal, (words, asker, terminal)):
        if identity.is_named_by_id:
            terminal.line(words.say("says.check_polres"))
        further = f" --campaigns {options.campaigns}" if options.campaigns else ""
        terminal.line(words.say("says.next", name=identity.id, options=further))
        return 0
    terminal.line(words.say("says.nothing_written"))
    return 1


def _write(
    home: Home,
    options: argparse.Namespace,
    identity: Identity,
    proposal: Proposal,
    surface: tuple[Words, Asker | None, Terminal],
) -> bool:
    """Copy what lies elsewhere and write the file; False when the planner says no."""
    words, asker, terminal = surface
    path = home.campaigns / f"{identity.id}.toml"
    folder = Path(options.into) if options.into else home.accident_data / identity.id
    brought = plan(proposal, home.root, folder)
    data = data_for(proposal, brought)
    text = campaign_text(identity, proposal, data, words, home)
    if brought.copies:
        names = ", ".join(spoken_file_name(goal) for _, goal in brought.copies)
        terminal.line(words.say("says.copying", folder=_spoken(brought.folder, home), files=names))
    if asker is not None:
        talk = Talk(asker, words, lambda _: proposal)
        if not talk.agrees(words.say("asks.write", path=_spoken(path, home))):
            return False
    with carried_out(brought):
        write_campaign(path, text)
    terminal.line(words.say("says.written_file", path=_spoken(path, home)))
    return True


def _check(options: argparse.Namespace, path: Path) -> None:
    """Raise SettingsError for a name, an option or a situation in which nothing can be made."""
    try:
        check_name(options.name)
    except SettingsError as error:
        hint = f'Pakai 2-30 huruf kecil, angka, atau tanda hubung, misalnya "{suggested_name(options.name)}"'
        raise SettingsError(error.where, error.found, hint) from None
    if path.exists():
        raise SettingsError(f"campaigns/{path.name}", "berkas itu sudah ada dan tidak ditimpa",
                            "Pakai nama lain, atau ubah berkas itu dengan penyunting teks")  # fmt: skip
    zone = named_zone(options.zone)
    if zone and zone not in zoneinfo.available_timezones():
        raise SettingsError(f'--zone "{options.zone}"', "zona waktu itu tidak dikenal",
                            "Pakai WIB, WITA, WIT, atau nama seperti Europe/London")  # fmt: skip
    for name in options.files:
        if not Path(name).exists():
            raise DataError(f'berkas "{name}"', "tidak ada", "Periksa nama dan foldernya")
    if not options.yes and not sys.stdin.isatty():
        raise SettingsError("perintah", "tidak ada terminal untuk menjawab pertanyaan",
                            "Jalankan di terminal, atau tambahkan --yes supaya dugaan terbaik dipakai")  # fmt: skip


def suggested_name(name: str) -> str:
    """A name like this one that may be used."""
    made = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:30].strip("-")
    if not NAME.fullmatch(made) or made in RESERVED:
        made = f"polres-{made}"[:30].strip("-") if made else "polres-baru"
    return made


def _identity(options: argparse.Namespace) -> Identity:
    """Names from the options, else from the name of the campaign."""
    parts = options.name.split("-")
    unit = parts[0].title() if parts[0] in _UNITS and len(parts) > 1 else "Polres"
    place = " ".join(parts[1:] if parts[0] in _UNITS and len(parts) > 1 else parts).title()
    is_given = bool(options.polres and options.district)
    return Identity(
        options.name, options.polres or f"{unit} {place}", options.district or place, "", not is_given
    )


def _refused(proposal: Proposal, words: Words, terminal: Terminal) -> int:
    terminal.fault(words.say("says.open"))
    for doubt in proposal.open_doubts:
        terminal.fault(words.say("says.doubt", text=words.doubt(doubt)))
    return 1


def _spoken(path: Path, home: Home) -> str:
    """The path from the project folder where it lies inside."""
    whole, root = path.resolve(), home.root.resolve()
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else whole.as_posix()
