"""Slips in a position that the district can put right: a lost sign, exchanged axes, a lost decimal point."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from generator.accidents.places.world import Box

_INDONESIAN_ZONES = frozenset({"Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura"})
_LOST_LATITUDES = (6.2, 11.1)  # no land of Indonesia lies north of 6.1 degrees or south of 11.1


def inside(lat: pd.Series, lon: pd.Series, box: Box) -> pd.Series:
    """Whether positions lie in the box."""
    west, south, east, north = box
    return lat.between(south, north) & lon.between(west, east)


def turn_columns(places: pd.DataFrame) -> None:
    """Exchange the axes where nearly all latitudes are impossible and would do as longitudes."""
    known = places["lat"].notna()
    turned = known & places["lat"].abs().between(90, 180) & (places["lon"].abs() <= 90)
    if turned.sum() > 0.5 * known.sum():
        lat, lon = places["lat"].copy(), places["lon"].copy()
        places["lat"], places["lon"] = lat.mask(turned, lon), lon.mask(turned, lat)
        places.loc[turned, "quality"] = "repaired_swap"


def return_the_minus(places: pd.DataFrame, zone: str) -> None:
    """Put the minus back where nearly all latitudes lie north of Indonesia and would lie in it as southern ones."""
    known = places["lat"].notna()
    lost = known & places["lat"].between(*_LOST_LATITUDES) & places["lon"].between(95, 141.1)
    if zone in _INDONESIAN_ZONES and lost.sum() > 0.9 * known.sum():
        places.loc[lost, "lat"] *= -1
        places.loc[lost, "quality"] = "repaired_sign"


def repair(places: pd.DataFrame, box: Box) -> None:
    """Put right what one slip explains; a point that is not inside afterwards stays as it was.

    Where two slips lead to two different places inside the box, neither is certain and the point stays.
    """
    lat, lon = places["lat"], places["lon"]
    wrong = (places["quality"] == "recorded") & ~inside(lat, lon, box)
    if not wrong.any():
        return
    for slips in _by_likelihood(lat[wrong], lon[wrong], box):
        _apply(places, slips, box)


def _by_likelihood(a: pd.Series, b: pd.Series, box: Box) -> list[list[tuple[pd.Series, pd.Series, str]]]:
    """Slips in groups: simpler ones first; within a group more than one that fits is a tie."""
    lats, lons = (box[1], box[3]), (box[0], box[2])
    scaled_a, scaled_b = scaled(a, *lats), scaled(b, *lons)
    return [
        [(-a, b, "repaired_sign"), (a, -b, "repaired_sign"), (b, a, "repaired_swap")],
        [(scaled_a, b, "repaired_form"), (a, scaled_b, "repaired_form")],
        [(-a, -b, "repaired_sign"), (-b, a, "repaired_swap"), (b, -a, "repaired_swap")],
        [(scaled_a, scaled_b, "repaired_form"), (scaled(b, *lats), scaled(a, *lons), "repaired_swap")],
    ]


def _apply(places: pd.DataFrame, slips: list[tuple[pd.Series, pd.Series, str]], box: Box) -> None:
    rows = slips[0][0].index
    still = (places.loc[rows, "quality"] == "recorded") & ~inside(
        places.loc[rows, "lat"], places.loc[rows, "lon"], box
    )
    if not still.any():
        return
    fits = [inside(lat, lon, box) & still for lat, lon, _ in slips]
    single = sum((fit.astype(int) for fit in fits), pd.Series(0, index=rows)) == 1
    for (lat, lon, quality), fit in zip(slips, fits, strict=True):
        good = rows[fit & single]
        places.loc[good, "lat"], places.loc[good, "lon"] = lat[good], lon[good]
        places.loc[good, "quality"] = quality


def scaled(values: pd.Series, low: float, high: float) -> pd.Series:
    """Values with a lost decimal point, and perhaps a lost sign, put back where just one power of ten fits."""
    numbers = values.to_numpy(dtype="float64")
    best, count = np.full(len(numbers), np.nan), np.zeros(len(numbers), dtype=int)
    for power in range(1, 16):
        for sign in (1, -1):
            tried = sign * numbers / 10.0**power
            fits = (tried >= low) & (tried <= high)
            best[fits] = tried[fits]
            count += fits
    return pd.Series(np.where(count == 1, best, np.nan), index=values.index)
