"""The door: writes a whole invented district into a folder."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.sample.events import Drawing
from generator.sample.geofiles import write_areas, write_roads
from generator.sample.irsms import write_workbooks
from generator.sample.land import lay_out
from generator.sample.network import build_network
from generator.sample.places import Sites
from generator.sample.planted import FILE, write_planted
from generator.sample.profile import load_profile
from generator.sample.reports import report_all
from generator.sample.spreadsheet import write_spreadsheet

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class SampleSummary:
    """What was written."""

    accidents: int
    roads: int
    road_km: float
    hotspots: int
    first: dt.date
    last: dt.date
    files: tuple[str, ...]  # names within the folder


def write_district(
    out: Path, *, accidents_per_year: int, years: int, until: dt.date, seed: int
) -> SampleSummary:
    """Write roads, outline, kecamatan, accidents in two layouts, and the list of what was planted.

    The period is `years` whole years that end with `until`. The same arguments give the same bytes; another seed
    bends the network, moves the villages and draws other accidents. Raises OSError when `out` cannot be written.
    """
    profile = load_profile()
    first = _years_before(until, years) + dt.timedelta(days=1)
    land = lay_out(profile, seed)
    roads = build_network(profile, land, seed)
    sites = Sites(profile, land, roads)
    drawing = Drawing(profile, sites, (first, until), seed)
    reports = report_all(drawing.accidents(accidents_per_year * years), profile, land, seed)

    out.mkdir(parents=True, exist_ok=True)
    write_roads(out / "jalan.geojson", roads, land.plane, profile.stamp)
    write_areas(out, profile, land)
    books, duplicates = write_workbooks(out, reports, profile, seed)
    dirt = {"irsms_baris_duplikat": duplicates}
    dirt |= write_spreadsheet(out / "laka_lengkap.csv", reports, profile, seed)
    write_planted(out / FILE, tuple(sites.spots.values()), reports, land.plane, profile, dirt)
    return SampleSummary(
        accidents=len(reports),
        roads=len(roads),
        road_km=round(sum(road.length_m for road in roads) / 1000, 1),
        hotspots=len(profile.hotspots),
        first=first,
        last=until,
        files=("jalan.geojson", "batas.geojson", "kecamatan.geojson", *books, "laka_lengkap.csv", FILE),
    )


def _years_before(day: dt.date, years: int) -> dt.date:
    """The same day that many years earlier; 28 February stands in for the 29th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
