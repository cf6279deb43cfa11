"""`year`: the calendar of one year for planners, on the screen and as a page to print. Nothing of a week is made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator import clock
from generator.calendar_of_year import entries_touching, is_indonesian, read_events, with_own_dates
from generator.errors import SettingsError
from generator.languages import load_library
from generator.own_dates import FIRST_YEAR, LAST_YEAR
from generator.posting.year_page import write_year, year_words
from generator.posting.year_view import YearShown, screen_lines
from generator.records import IsoWeek
from generator.settings import choose_campaign, load_campaign

if TYPE_CHECKING:
    import argparse
    import datetime as dt

    from generator.home import Home
    from generator.languages import Library
    from generator.settings import Campaign
    from generator.terminal import Terminal


def show_year(home: Home, options: argparse.Namespace, terminal: Terminal) -> int:
    """List one year and write its page. Raises SelamatError for a year or a campaign file that cannot be used."""
    campaign = load_campaign(home, choose_campaign(home, options.name))
    year = choose_year(campaign, options.year, clock.now())
    code = "en" if options.language == "en" else campaign.polres.language
    words = year_words(home, code)
    shown = year_of(campaign, load_library(home, code), year)
    path = home.of(campaign.id) / "internal" / "tahun" / f"kalender-{year}.html"
    write_year(shown, path, words)
    for line in screen_lines(shown, words):
        terminal.line(line)
    terminal.line(words("screen_page", path=path))
    return 0


def choose_year(campaign: Campaign, asked: str | None, now: dt.datetime) -> int:
    """The year that is meant: asked for, that of the pinned week, or the running one in the district's zone."""
    if asked:
        if asked.isascii() and asked.isdigit() and FIRST_YEAR <= int(asked) <= LAST_YEAR:
            return int(asked)
        raise SettingsError(
            f'--year "{asked[:40]}"',
            "tahun ini tidak ada di kalender",
            f"Tulis {FIRST_YEAR} sampai {LAST_YEAR}",
        )
    if campaign.week.pinned:
        return IsoWeek.parse(campaign.week.pinned).year
    return now.astimezone(campaign.zone).year


def year_of(campaign: Campaign, library: Library, year: int) -> YearShown:
    """Every entry that shares a day with the year, by start."""
    is_at_home = is_indonesian(campaign.zone)
    calendar = with_own_dates(
        library.calendar, campaign.calendar, campaign.polres.operation_suffix, is_at_home=is_at_home
    )
    shown = YearShown(year, campaign.id, campaign.unit, (), is_at_home=is_at_home)
    events = read_events(calendar, range(year - 1, year + 2))
    return replace(shown, events=entries_touching(shown.days, events))
