"""`evaluate`: hold the accidents of an activity against what was expected without it, and write a page for the analyst."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.accidents.load import load_accidents
from generator.accidents.places.geography import load_ground
from generator.analysis.evaluation.site_files import read_sites
from generator.analysis.evaluation.sites import Asked
from generator.analysis.evaluation.study import Activity, study
from generator.analysis.memory import Memory
from generator.errors import SettingsError
from generator.posting.evaluation_page import evaluation_words, write_evaluation
from generator.posting.evaluation_view import reason_text, said
from generator.records import Period
from generator.settings import choose_campaign, load_campaign

if TYPE_CHECKING:
    import argparse

    from generator.analysis.evaluation.study import Study
    from generator.home import Home
    from generator.settings import Campaign
    from generator.terminal import Terminal
    from generator.webpage import Words

FILES = (".geojson", ".json", ".csv", ".tsv", ".txt", ".gpkg", ".shp", ".kml")


def evaluate(home: Home, options: argparse.Namespace, terminal: Terminal) -> int:
    """Evaluate one activity; 0 with a verdict, 1 when nothing may be said. Raises SelamatError for faulty input."""
    campaign = load_campaign(home, choose_campaign(home, options.name))
    if options.end < options.start:
        raise SettingsError("--to", "lebih awal daripada --from", "Tukar kedua tanggal itu")
    terminal.say("evaluating", polres=campaign.polres.name)
    loaded = load_accidents(campaign, home)
    activity = Activity(
        days=Period(options.start, options.end),
        asked=tuple(one for word in options.sites for one in _asked(word)),
        data_until=loaded.intake.data_until,
        seed=campaign.id,
        minimum_per_place=campaign.publication.minimum_per_place,
        observation_months=campaign.data.observation_months,
        memory=Memory(home.cache(campaign.id)),
    )
    made = study(loaded.table, load_ground(campaign, home, loaded.table), activity)
    words = evaluation_words(home, "en" if options.language == "en" else campaign.polres.language)
    path = write_evaluation(
        made, campaign.unit, _page(home, campaign, made), words, is_sample=loaded.intake.is_sample
    )
    _tell(made, path, words, terminal)
    return 0 if made.verdict else 1


def _asked(word: str) -> tuple[Asked, ...]:
    """A file of places, or one name."""
    path = Path(word)
    if path.suffix.lower() not in FILES:
        return (Asked(word),)
    if not path.is_file():
        raise SettingsError(f"--sites {path.name}", "berkas tidak ada", "Periksa namanya")
    return read_sites(path)


def _page(home: Home, campaign: Campaign, made: Study) -> Path:
    """One page for each time of activity: a second run takes the place of the first."""
    name = f"evaluasi-{made.days.start}-{made.days.end}.html"
    return home.of(campaign.id) / "internal" / "evaluasi" / name


def _tell(made: Study, path: Path, words: Words, terminal: Terminal) -> None:
    """The judgement, the sentences behind it, the page."""
    terminal.line(words(f"verdict_{made.verdict or 'refused'}"))
    for sentence in said(made, words):
        terminal.line(f"  {sentence}")
    for one in made.refusals:
        terminal.line(f"  - {reason_text(one, words)}")
    terminal.line(words("screen_page", path=path))
