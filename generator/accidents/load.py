"""Files of a campaign -> checked table: the whole intake, top to bottom."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.accidents.assembly import Assembly, settings_of
from generator.accidents.cache import cache_key, read_cache, write_cache
from generator.accidents.cells.files import SourceFile, find_files
from generator.accidents.facts.coded import check_own_codes
from generator.accidents.matching.join import ROLES
from generator.accidents.matching.similar import similar_pairs
from generator.accidents.memory import keep_freed_memory, without_collection
from generator.accidents.notes import Notes
from generator.accidents.places.district import find_district
from generator.accidents.report.intake import write_intake
from generator.accidents.sheets.gather import Request, gather
from generator.accidents.sheets.mapping import check_wanted
from generator.accidents.sheets.other_tables import refuse_other_tables
from generator.accidents.table import AccidentTable, make_table
from generator.accidents.wall.set_aside import (
    NothingUsableError,
    is_list_of,
    listed,
    remove_list,
    write_set_aside,
)
from generator.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.home import Home
    from generator.records import Intake
    from generator.settings import Campaign


@dataclass(frozen=True, slots=True)
class Loaded:
    """The checked table of a campaign and the report of how it came about."""

    table: AccidentTable
    intake: Intake


@without_collection()
def load_accidents(campaign: Campaign, home: Home, progress: Callable[[str], None] | None = None) -> Loaded:
    """All accident files of a campaign as one checked table; `progress` hears the name of each file.

    Nothing personal is in the result: names, plates, narratives and report numbers are looked at in memory and
    dropped. Rows that are not in the table are listed behind the wall. Raises DataError or SettingsError, with
    one sentence, for files that cannot be read without guessing.
    """
    check_data_settings(campaign)
    sources = find_files(campaign.data.accidents, home.root, "accidents", _of_other_roles(campaign))
    related = [find_files(join.files, home.root, join.role) for join in campaign.data.join]
    files = [
        s.record for s in [*sources, *(s for many in related for s in many), *_ground_files(campaign, home)]
    ]
    key = cache_key(campaign, files)
    cached = read_cache(home.cache(campaign.id), key)
    aside = home.set_aside(campaign.id)
    if cached is not None and is_list_of(aside, key):
        return Loaded(*cached)
    remove_list(aside)
    keep_freed_memory()
    notes = Notes()
    district = find_district(campaign, home)
    keys = tuple(dict.fromkeys(heading for join in campaign.data.join for heading in join.key))
    request = Request(campaign.data.columns, keys, settings_of(campaign))
    gathered = gather(sources, request, notes, progress)
    refuse_other_tables(gathered, has_related=bool(related))
    try:
        columns, set_aside = Assembly(campaign, district, notes, keys).columns_of(gathered, related)
    except NothingUsableError as refusal:
        write_set_aside(aside, listed(refusal.aside, gathered.sheets), key)
        raise
    gathered = replace(gathered, frame=gathered.frame[["row_"]])  # nobody needs the text any more
    table = make_table(columns)
    read = [one for one in files if one.name not in gathered.skipped]

    def report() -> Intake:
        notes.add("duplicate_possible", "", len(similar_pairs(table)))
        return write_intake(table, gathered, read, len(set_aside), notes)

    with ThreadPoolExecutor(max_workers=1) as beside:  # the table is written while its report is made
        intake = beside.submit(report)
        write_set_aside(aside, listed(set_aside, gathered.sheets), key)
        write_cache(home.cache(campaign.id), key, table, intake.result)
    return Loaded(table, intake.result())


def check_data_settings(campaign: Campaign) -> None:
    """Raise SettingsError for a column or a code of the campaign file that does not exist."""
    where = f"campaigns/{campaign.id}.toml"
    check_wanted(campaign.data.columns, where)
    faults = check_own_codes(campaign.data.codes)
    for join in campaign.data.join:
        check_wanted(join.columns, where)
        faults += check_own_codes(join.codes)
        if join.role not in ROLES:
            faults.append(
                f'role "{join.role}" pada [[data.join]] tidak dikenal (yang ada: {", ".join(ROLES)})'
            )
    if faults:
        raise SettingsError(where, "; ".join(faults), "Perbaiki bagian [data.codes]")


def _of_other_roles(campaign: Campaign) -> list[str]:
    """Files that a pattern for accidents may catch although they are something else."""
    data = campaign.data
    return [data.roads, data.boundary, data.areas, *(path for join in data.join for path in join.files)]


def _ground_files(campaign: Campaign, home: Home) -> list[SourceFile]:
    """The map files: they decide what a wrong coordinate is, so they are inputs of the table."""
    data = campaign.data
    named = (("roads", data.roads), ("boundary", data.boundary), ("areas", data.areas))
    return [source for role, path in named if path for source in find_files([path], home.root, role)]
