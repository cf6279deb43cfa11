"""What a position is worth: outside the district, coarse, or one of many rows on a point that is no position."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from generator.accidents.places.point_repair import inside
from generator.accidents.sheets.gather import text_of
from generator.accidents.texts import parted, says, stripped

if TYPE_CHECKING:
    from generator.accidents.places.region import Region


def mark_outside(places: pd.DataFrame, region: Region) -> None:
    """Mark rows that lie outside the box, outside the outline by more than 2 km, or in another country."""
    located = places["quality"] != "missing"
    outside = located & ~inside(places["lat"], places["lon"], region.box)
    lon, lat = places["lon"].to_numpy(), places["lat"].to_numpy()
    if region.near is not None:
        shapely.prepare(region.near)
        outside |= located & ~shapely.contains_xy(region.near, lon, lat)
    if region.country is not None and not region.is_from_files:
        outside |= located & ~region.in_country(lon, lat)
    places.loc[outside, "quality"] = "outside"


def mark_coarse(places: pd.DataFrame, decimals: pd.Series) -> None:
    """Mark positions of three decimals or fewer where the file usually has more."""
    recorded = places["quality"] == "recorded"
    if recorded.any() and decimals[recorded].median() > 3:
        places.loc[recorded & (decimals <= 3), "quality"] = "coarse"


def mark_piles(places: pd.DataFrame, frame: pd.DataFrame) -> None:
    """Points that too many rows share to be positions: the office, the middle of a village.

    A pile is a point of at least eight rows that name mostly different roads (or, in a file without roads where
    nearly all points differ, of any eight rows), or of one row in twenty. A junction that many rows of a geocoded
    file share is none.
    """
    usable = ~places["quality"].isin(["missing", "outside"])
    if usable.sum() < 20:
        return
    number, _ = pd.factorize((places["lon"] + 1j * places["lat"])[usable])  # of the spot, one a pair
    spots = pd.Series(number, index=usable.index[usable])
    sizes = pd.Series(np.bincount(number)[number], index=spots.index)
    single = float((sizes == 1).mean())
    pile = (sizes >= 10) & (sizes > 0.05 * len(spots))
    roads = text_of(frame, "road_name")
    if says(roads).loc[spots.index].any():
        many = spots[sizes >= 8]
        names, _ = parted(stripped(roads.loc[many.index]))
        different = pd.Series(names, index=many.index).groupby(many).transform("nunique")
        pile |= (different > sizes[many.index] / 2).reindex(pile.index, fill_value=False)
    elif single >= 0.8:
        pile |= sizes >= 8
    places.loc[pile.index[pile], "quality"] = "pile"
