"""Files of a campaign -> checked table: the whole intake, top to bottom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.accidents.assembly import Assembly, settings_of
from generator.accidents.cache import cache_key, read_cache, write_cache, write_set_aside
from generator.accidents.coded import check_own_codes
from generator.accidents.district import find_district
from generator.accidents.files import SourceFile, find_files
from generator.accidents.gather import Request, gather
from generator.accidents.intake import write_intake
from generator.accidents.mapping import check_wanted
from generator.accidents.notes import REASONS, Notes
from generator.accidents.table import AccidentTable, make_table
from generator.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from generator.home import Home
    from generator.records import Intake
    from generator.settings import Campaign


@dataclass(frozen=True, slots=True)
class Loaded:
    """The checked table of a campaign and the report of how it came about."""

    table: AccidentTable
    intake: Intake


def load_accidents(campaign: Campaign, home: Home, progress: Callable[[str], None] | None = None) -> Loaded:
    """All accident files of a campaign as one checked table; `progress` hears the name of each file.

    Nothing personal is in the result: names, plates, narratives and report numbers are looked at in memory and
    dropped. Rows that are not in the table are listed behind the wall. Raises DataError or SettingsError, with
    one sentence, for files that cannot be read without guessing.
    """
    _check_settings(campaign)
    sources = find_files(campaign.data.accidents, home.root, "accidents")
    related = [find_files(join.files, home.root, join.role) for join in campaign.data.join]
    files = [
        s.record for s in [*sources, *(s for many in related for s in many), *_ground_files(campaign, home)]
    ]
    key = cache_key(campaign, files)
    cached = read_cache(home.cache(campaign.id), key)
    if cached is not None:
        return Loaded(*cached)
    notes = Notes()
    district = find_district(campaign, home)
    keys = tuple(dict.fromkeys(heading for join in campaign.data.join for heading in join.key))
    request = Request(campaign.data.columns, keys, settings_of(campaign))
    gathered = gather(sources, request, notes, progress)
    columns, set_aside = Assembly(campaign, district, notes, keys).columns_of(gathered, related)
    table = make_table(columns)
    intake = write_intake(table, gathered, files, len(set_aside), notes)
    write_set_aside(home.set_aside(campaign.id), _listed(set_aside, sources))
    write_cache(home.cache(campaign.id), key, table, intake)
    return Loaded(table, intake)


def _check_settings(campaign: Campaign) -> None:
    """Raise SettingsError for a column or a code of the campaign file that does not exist."""
    where = f"campaigns/{campaign.id}.toml"
    check_wanted(campaign.data.columns, where)
    faults = check_own_codes(campaign.data.codes)
    for join in campaign.data.join:
        check_wanted(join.columns, where)
        faults += check_own_codes(join.codes)
    if faults:
        raise SettingsError(where, "; ".join(faults), "Perbaiki bagian [data.codes]")


def _ground_files(campaign: Campaign, home: Home) -> list[SourceFile]:
    """The map files: they decide what a wrong coordinate is, so they are inputs of the table."""
    data = campaign.data
    named = (("roads", data.roads), ("boundary", data.boundary), ("areas", data.areas))
    return [source for role, path in named if path for source in find_files([path], home.root, role)]


def _listed(set_aside: pd.DataFrame, sources: list[SourceFile]) -> list[tuple[str, str, int, str]]:
    return [
        (sources[int(file)].record.name, str(int(sheet) + 1), int(row), REASONS[str(reason)])
        for file, sheet, row, reason in set_aside[["file_", "sheet_", "row_", "reason"]].itertuples(
            index=False
        )
    ]
