"""What codes are held against: outcomes, the last twelve months, hour bands, and the district's hotspots."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from generator.analysis.context import is_severe
from generator.analysis.contrasts.moments import hours_of, within
from generator.analysis.roads.positions import find_positions
from generator.analysis.roads.snapping import Snapper

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from generator.analysis.context import Context
    from generator.analysis.detector.hotspots import Spot

    Bools = NDArray[np.bool_]

BANDS = ((0, 6), (6, 12), (12, 18), (18, 24))
LEAST_TIMED = 0.70
LEAST_PLACED = 0.5  # rows that say whether they lie at a junction, below which the road map is asked
LEAST_SPOT = 15  # accidents at a place, below which nothing is compared there
PLACES = 10
JUNCTIONS = ("three_arm", "four_arm", "multi_arm", "roundabout")
_INJURED = ("killed", "seriously_injured", "slightly_injured")


@dataclass(frozen=True, slots=True)
class Stratum:
    """Some of the rows of a table against the other `known` ones, under the name of its baseline."""

    baseline: str
    mask: Bools
    known: Bools
    window: tuple[int, int] | None = None
    spot: Spot | None = None
    told_by: str = ""  # for the query, where it is not the file


def of_district(context: Context) -> tuple[Stratum, ...]:
    """The strata of the observation period (rows of `context.recent`)."""
    rows = context.recent
    every = np.ones(len(rows), bool)
    persons = rows[list(_INJURED)].fillna(0).to_numpy(dtype=np.int64)
    casualties = persons.sum(axis=1)
    made = [
        Stratum("severe", is_severe(rows), every),
        Stratum("hurt", casualties > 0, every),
        Stratum("fatal", persons[:, 0] > 0, casualties > 0),
        _at_junction(context, rows),
        Stratum("child", (rows["age_0-14"].fillna(0) > 0).to_numpy(dtype=bool), _has_ages(rows)),
    ]
    is_recent, years_before = last_year(context)
    if years_before >= 0.9:
        # against everything else of the same time, so that a better year of recording is no finding
        made.append(Stratum("recent", is_recent, every))
    hour = hours_of(rows)
    if (hour >= 0).sum() >= LEAST_TIMED * len(rows):
        made += [Stratum("hours", within(hour, band), hour >= 0, window=band) for band in BANDS]
    return tuple(made)


def of_places(context: Context) -> tuple[Stratum, ...]:
    """One stratum a public hotspot (rows of `context.settled`)."""
    every = np.ones(len(context.settled), bool)
    return tuple(
        Stratum("place", context.settled.index.isin(spot.rows.index), every, spot=spot)
        for spot in context.found.spots[:PLACES]
        if len(spot.rows) >= LEAST_SPOT
    )


def last_year(context: Context) -> tuple[Bools, float]:
    """Mask of the last twelve months, and the years before them."""
    start = np.datetime64(context.data_until - dt.timedelta(days=364))
    days = context.recent["occurred_on"].to_numpy(dtype="datetime64[D]")
    return days >= start, (context.period.days - 365) / 365.25


def _at_junction(context: Context, rows: pd.DataFrame) -> Stratum:
    """Rows at a junction: as the file says it, or where it mostly does not, as the road map shows it."""
    form = rows["junction_form"].to_numpy(dtype=object)
    place = rows["reference_place"].to_numpy(dtype=object)
    known = (form != "unknown") | (place != "unknown")
    on_roads = context.found.on_roads
    if on_roads is None or known.sum() >= LEAST_PLACED * len(rows):
        return Stratum("junction", np.isin(form, JUNCTIONS) | (place == "junction"), known)
    network = on_roads.network
    positions = find_positions(rows, network.utm_epsg)
    lixel, _ = Snapper.of(network).snap(positions.xy)
    at, is_snapped = np.zeros(len(rows), bool), np.zeros(len(rows), bool)
    at[positions.row] = network.junction_of(positions.xy, lixel) >= 0
    is_snapped[positions.row] = lixel >= 0
    return Stratum("junction", at, is_snapped, told_by="menurut peta jalan")


def _has_ages(rows: pd.DataFrame) -> Bools:
    """Rows with the age of a casualty."""
    ages = rows.filter(like="age_").fillna(0)
    return np.asarray((ages > 0).any(axis=1).to_numpy(dtype=bool))
