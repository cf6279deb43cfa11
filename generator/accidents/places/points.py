"""Positions: read, repaired where the repair is certain, measured against the district."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from generator.accidents.places.metres import Setting, place_metres
from generator.accidents.places.point_columns import read_columns
from generator.accidents.places.point_marks import mark_coarse, mark_outside, mark_piles
from generator.accidents.places.point_repair import (
    inside,
    repair,
    return_the_minus,
    turn_columns,
)
from generator.accidents.places.point_sides import settle_sides
from generator.accidents.places.region import Region, bulk_region, district_region
from generator.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

    from generator.accidents.notes import Notes
    from generator.accidents.places.district import District

_NOWHERE = ("outside", "pile", "missing")
_LEAST_TO_JUDGE = 10  # rows; fewer points may all be slips
_HARDLY_ANY = 0.005


def read_points(
    frame: pd.DataFrame, crs: str, district: District | None, notes: Notes, *, zone: str = ""
) -> pd.DataFrame:
    """One row per row: lon, lat (degrees, NaN without a position) and quality (POINT_QUALITIES).

    The district's own box decides what is a lost sign, an exchanged axis or a lost decimal point; without a
    district file it is the box around the bulk of the points. Raises DataError for metres whose coordinate system
    is not certain, and for a district in another part of the world.
    """
    found = read_columns(frame)
    place_metres(found, Setting(crs, district, zone), notes)
    places = found[["lat", "lon", "quality"]].copy()
    places.loc[places["quality"] == "missing", ["lat", "lon"]] = np.nan
    _note_flags(found, notes)
    if district is None:
        turn_columns(places)
        return_the_minus(places, zone)
        settle_sides(places, zone, notes)
    if (places["quality"] == "missing").all():
        notes.add("point_none", "point", len(places))
        return places[["lat", "lon", "quality"]]
    region = _mend(places, found, district, zone)
    mark_outside(places, region)
    if district is not None:
        _check_district(places, found, region)
    mark_coarse(places, found["decimals"])
    mark_piles(places, frame)
    for quality, rows in places["quality"].value_counts().items():
        if quality not in {"recorded", "missing"}:
            notes.add(f"point_{quality}", "point", int(rows))
    places.loc[places["quality"].isin(_NOWHERE), ["lat", "lon"]] = np.nan
    return places


def _note_flags(found: pd.DataFrame, notes: Notes) -> None:
    for flag, rows in found.loc[found["flag"] != "", "flag"].value_counts().items():
        notes.add(str(flag), "point", int(rows))


def _mend(places: pd.DataFrame, found: pd.DataFrame, district: District | None, zone: str) -> Region:
    """Put slips right; gives the region that positions are measured against."""
    if district is None:
        region = bulk_region(places["lat"], places["lon"], zone)
    else:
        region = district_region(district, zone)
    if region is None:
        raise DataError(
            "kolom koordinat", "nilainya bukan derajat",
            'Isi data.crs bila satuannya meter, misalnya crs = "EPSG:32749"',
        )  # fmt: skip
    # In a box as large as a country a slip leads to many places: there nothing is put right.
    small = region if region.is_small else bulk_region(places["lat"], places["lon"], zone)
    if small is not None and small.is_small:
        repair(places, small.box)
    is_reformed = (places["quality"] == "recorded") & found["is_reformed"]
    places.loc[is_reformed, "quality"] = "repaired_form"
    return region


def _check_district(places: pd.DataFrame, found: pd.DataFrame, region: Region) -> None:
    """Raise DataError when the district lies where hardly any of the points are."""
    known = places["quality"] != "missing"
    as_written = inside(found["lat"], found["lon"], region.box) & (places["quality"] != "outside")
    rows = int(known.sum())
    is_elsewhere = (
        as_written.sum() <= _HARDLY_ANY * rows and (places["quality"] == "outside").sum() > 0.5 * rows
    )
    if rows < _LEAST_TO_JUDGE or not is_elsewhere:
        return
    lon, lat = (float(places.loc[known, name].median()) for name in ("lon", "lat"))
    west, south, east, north = region.box
    raise DataError(
        "berkas batas, wilayah, atau jalan",
        f"terletak di {_spot((south + north) / 2, (west + east) / 2)}, sedangkan titik kecelakaannya di sekitar "
        f"{_spot(lat, lon)}; hampir tidak satu pun dari {rows} titik ada di dalamnya",
        "Periksa boundary, areas, dan roads, serta kolom koordinatnya",
    )  # fmt: skip


def _spot(lat: float, lon: float) -> str:
    """A place for a sentence, to half a degree: no accident can be told from it."""
    return f"lintang {round(lat * 2) / 2:g}, bujur {round(lon * 2) / 2:g}"
