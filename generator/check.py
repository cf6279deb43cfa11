"""`check`: read the files of a campaign, say what was found on the screen, and write periksa.html.

Nothing of a week is made. The comparison with the check before lives here alone: a week stays a pure function of its
inputs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.accidents.load import load_accidents
from generator.accidents.places.geography import load_ground
from generator.accidents.report.intake_change import change_since, keep
from generator.accidents.report.intake_facts import facts_of
from generator.accidents.report.intake_map import draw_map
from generator.accidents.report.intake_verdict import concerns_of
from generator.accidents.wall.set_aside import LIST_NAME
from generator.accidents.wall.similar_list import PAIRS_NAME, write_pairs
from generator.errors import SelamatError
from generator.graphics.logo import load_logo
from generator.graphics.names import refuse_unwritable
from generator.posting.check_page import PAGE_NAME, check_texts, write_check, write_refusal
from generator.posting.check_screen import screen_lines
from generator.posting.check_view import Checked
from generator.settings import choose_campaign, load_campaign
from generator.themes import Wardrobe, style_of
from generator.webpage import Words

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from generator.home import Home
    from generator.settings import Campaign
    from generator.terminal import Terminal

USUAL_LANGUAGE = "id"


def check(home: Home, options: argparse.Namespace, terminal: Terminal) -> int:
    """Check one campaign. Raises SelamatError with one sentence for files that are refused; the page says so too."""
    name = choose_campaign(home, options.name)
    folder = home.checks(name)
    try:
        campaign = load_campaign(home, name)
    except SelamatError as error:
        if (folder / PAGE_NAME).is_file():
            write_refusal(error, name, folder, _words(home, _language(options, USUAL_LANGUAGE)))
        raise
    terminal.say("checking", polres=campaign.polres.name)
    words = _words(home, _language(options, campaign.polres.language))
    try:
        checked = _checked(home, campaign)
    except SelamatError as error:
        path = write_refusal(error, campaign.unit, folder, words)
        terminal.line(words("screen_page", path=path))
        raise
    path = write_check(checked, campaign.unit, folder, words)
    for line in screen_lines(checked, path, words):
        terminal.line(line)
    return 0


def _language(options: argparse.Namespace, usual: str) -> str:
    """English where --en asks for it, else the campaign's own language."""
    return "en" if options.language == "en" else usual


def _words(home: Home, code: str) -> Words:
    return Words(check_texts(home, code))


def _checked(home: Home, campaign: Campaign) -> Checked:
    """Everything that the page shows; the table is kept for the check after this one."""
    _look(home, campaign)
    loaded = load_accidents(campaign, home)
    ground = load_ground(campaign, home, loaded.table)
    behind_wall = home.set_aside(campaign.id)
    keep(behind_wall, loaded, repr(campaign.data))
    change = change_since(behind_wall, loaded)
    facts = facts_of(loaded.table, loaded.intake)
    return Checked(
        intake=loaded.intake,
        facts=facts,
        concerns=concerns_of(loaded.intake, facts, change),
        change=change,
        map=draw_map(loaded.table, ground),
        list_path=_shown(behind_wall / LIST_NAME, home),
        pairs_path=_shown(behind_wall / PAIRS_NAME, home) if write_pairs(behind_wall, loaded.table) else "",
    )


def _look(home: Home, campaign: Campaign) -> None:
    """Raises SelamatError when theme, logo or the names on every picture could not be drawn."""
    Wardrobe(home, style_of(campaign.look))
    if campaign.look.logo:
        load_logo(home.root / campaign.look.logo)
    refuse_unwritable((("unit", campaign.unit), ("handle", campaign.polres.handle)))


def _shown(path: Path, home: Home) -> str:
    """A path as the page may say it: from the folder of the installation, or from the data folder's name."""
    base = home.root if path.is_relative_to(home.root) else home.accident_data.parent
    return path.relative_to(base).as_posix()
