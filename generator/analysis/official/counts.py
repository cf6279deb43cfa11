"""What happened on each segment: accidents, persons, and the counts that rules of other countries ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from generator.codes import Severity

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from generator.analysis.detector.candidates import OnRoads
    from generator.analysis.official.segments import Segments
    from generator.analysis.roads.positions import Positions

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

AROUND_M = 250.0  # half of the 500 m of MoRTH
LEAST_STREET_KM = 1.0
PERSONS = ("killed", "seriously_injured", "slightly_injured")


@dataclass(frozen=True, slots=True)
class People:
    """One row per accident of a table: persons (0 where the file has none) and the worst outcome."""

    persons: Floats  # (rows, 3): killed, seriously, slightly injured
    damage: Floats  # 1 for an accident with damage only
    severe: Floats  # 1 where somebody died or was seriously injured
    slight: Floats  # 1 where the worst was a slight injury
    days_ago: Ints  # from the last day of the period

    @classmethod
    def of(cls, rows: pd.DataFrame, end: str) -> People:
        """The persons of these rows; `end` is the last day of the period."""
        import pandas as pd

        severity = rows["severity"].astype(str).to_numpy(dtype=object)
        persons = [rows[name].fillna(0).to_numpy(dtype=float) for name in PERSONS]
        return cls(
            persons=np.column_stack(persons),
            damage=(severity == str(Severity.DAMAGE)).astype(float),
            severe=np.isin(severity, [str(Severity.FATAL), str(Severity.SERIOUS)]).astype(float),
            slight=(severity == str(Severity.SLIGHT)).astype(float),
            days_ago=(pd.Timestamp(end) - rows["occurred_on"]).dt.days.to_numpy(dtype=np.int64),
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """One row per segment. `at` has the segment of each row of the table, -1 for rows that lie on none."""

    at: Ints
    accidents: Floats
    persons: Floats  # (segments, 3)
    damage: Floats
    severe: Floats
    slight: Floats
    injury_five_years: Floats


def count(people: People, positions: Positions, on_roads: OnRoads, segments: Segments) -> Counts:
    """Everything that is counted on the segments themselves."""
    at = np.full(len(people.damage), -1, np.int64)
    on = on_roads.lixel >= 0
    at[positions.row[on]] = segments.of_lixel[on_roads.lixel[on]]
    has, n = at >= 0, segments.count
    where = at[has]

    def total(values: Floats) -> Floats:
        return np.bincount(where, values[has], n).astype(float)

    recent = people.days_ago < 5 * 365.25
    return Counts(
        at=at,
        accidents=np.bincount(where, minlength=n).astype(float),
        persons=np.column_stack([total(people.persons[:, i]) for i in range(3)]),
        damage=total(people.damage),
        severe=total(people.severe),
        slight=total(people.slight),
        injury_five_years=total((people.severe + people.slight) * recent),
    )


def injury_rate_of_streets(people: People, positions: Positions, on_roads: OnRoads, years: float) -> Floats:
    """Accidents with casualties per km-year on each whole street, junctions included, last five years at most.

    NaN for a street shorter than 1 km.
    """
    network = on_roads.network
    on = on_roads.lixel >= 0
    rows, street = positions.row[on], network.street[on_roads.lixel[on]]
    recent = (people.severe + people.slight)[rows] * (people.days_ago[rows] < 5 * 365.25)
    km = np.bincount(network.street, network.length_m) / 1000
    rate = np.bincount(street, recent, len(km)) / (km * min(years, 5.0))
    return np.where(km >= LEAST_STREET_KM, rate, np.nan)


def severe_around(
    chosen: Ints, people: People, positions: Positions, on_roads: OnRoads, segments: Segments
) -> tuple[Floats, Floats]:
    """Severe accidents and deaths of the last three years within 250 m along the streets of each chosen segment."""
    from scipy.spatial import cKDTree

    rows = positions.row[on_roads.lixel >= 0]
    lixel = on_roads.lixel[on_roads.lixel >= 0]
    is_useful = (people.days_ago[rows] < 3 * 365.25) & (
        (people.severe[rows] > 0) | (people.persons[rows, 0] > 0)
    )
    rows, lixel = rows[is_useful], lixel[is_useful]
    if len(rows) == 0:
        return np.zeros(len(chosen)), np.zeros(len(chosen))
    network = on_roads.network
    near = cKDTree(network.xy[lixel]).query_ball_point(segments.xy[chosen], AROUND_M)
    owner = np.repeat(np.arange(len(chosen)), [len(one) for one in near])
    other = np.array([i for one in near for i in sorted(one)], np.int64)
    streets = int(network.street.max()) + 1
    passes = np.unique(segments.of_lixel * streets + network.street)  # which streets a segment lies on
    is_along = np.isin(chosen[owner] * streets + network.street[lixel[other]], passes)
    owner, other = owner[is_along], rows[other[is_along]]
    count_of = len(chosen)
    return (
        np.bincount(owner, people.severe[other], count_of).astype(float),
        np.bincount(owner, people.persons[other, 0], count_of).astype(float),
    )
