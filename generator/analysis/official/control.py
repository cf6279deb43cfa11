"""Control limits, scores and rates of the segments with accidents, as reports in the style of Pd T-09-2004-B have them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from generator.analysis.measures import rates
from generator.analysis.official.blackspot_rule import (
    legacy_limit,
    norden_limit_of,
    upper_control_limit,
    z_scores,
)
from generator.analysis.official.records import Control, ExposureGroup, SetLimit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from generator.analysis.official.segments import Segments

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

UNITS = ("km_years", "vehicle_km", "junction_years")


@dataclass(frozen=True, slots=True)
class Exposure:
    """Unit (index of UNITS) and amount of exposure of every segment."""

    unit: Ints
    amount: Floats

    @classmethod
    def of(cls, segments: Segments, traffic: Floats, years: float) -> Exposure:
        """Years at a junction; million vehicle-km where LHR is known; else km-years."""
        km_years = segments.length_m / 1000 * years
        is_junction = segments.street < 0
        has_traffic = np.isfinite(traffic) & ~is_junction
        unit = np.where(is_junction, 2, np.where(has_traffic, 1, 0)).astype(np.int64)
        vehicle_km = np.where(has_traffic, traffic, 0) * 365 * km_years / 1e6
        return cls(
            unit, np.select([is_junction, has_traffic], [np.full(len(unit), years), vehicle_km], km_years)
        )

    def groups(self, accidents: Floats) -> tuple[ExposureGroup, ...]:
        """The units that occur, with everything that is counted in them."""
        sites, counted, amount = (
            np.bincount(self.unit, one, len(UNITS)) for one in (None, accidents, self.amount)
        )
        return tuple(
            ExposureGroup(name, int(sites[i]), int(counted[i]), float(amount[i]))
            for i, name in enumerate(UNITS)
            if sites[i]
        )


def set_limits(ean: Mapping[str, Floats], all_segments: int) -> dict[str, SetLimit]:
    """C and BKA of each set over the listed segments, and the BKA over all segments beside it."""
    limits = {}
    for name, values in ean.items():
        bka = upper_control_limit(values)
        mean_of_all = float(values.sum()) / all_segments
        bka_all = mean_of_all + 3 * mean_of_all**0.5
        limits[name] = SetLimit(
            float(values.mean()),
            float(values.std()),
            bka,
            int((values > bka).sum()),
            bka_all,
            int((values > bka_all).sum()),
        )
    return limits


@dataclass(frozen=True, slots=True)
class Along:
    """Cusum of accidents along each street, one row per segment; NaN and "" at junctions."""

    cusum: Floats
    mean: Floats  # accidents per piece of the street
    slope: NDArray[np.str_]


def along_streets(accidents: Floats, segments: Segments) -> Along:
    """Sum of (accidents - mean of the street's pieces) from the street's beginning, and where it turns.

    The level of a Cusum depends on where the road begins; what tells is where it starts to rise or to fall.
    """
    on_street = int((segments.street >= 0).sum())
    street, x = segments.street[:on_street], accidents[:on_street]
    total = np.bincount(street, x) if on_street else np.zeros(0)
    mean = total[street] / segments.pieces[:on_street] if on_street else np.zeros(0)
    before = np.cumsum(x) - x
    first = np.flatnonzero(segments.order[:on_street] == 1)
    start = np.repeat(before[first], segments.pieces[first]) if on_street else before
    cusum, means = np.full((2, segments.count), np.nan)
    means[:on_street] = mean
    cusum[:on_street] = before + x - start - mean * segments.order[:on_street]
    rises = x > mean
    rose = np.concatenate([[False], rises[:-1]]) & (segments.order[:on_street] > 1)
    slope = np.full(segments.count, "", dtype="<U8")
    slope[:on_street] = np.select(
        [segments.pieces[:on_street] == 1, rises & ~rose, rises], ["flat", "turns_up", "up"], "down"
    )
    return Along(cusum, means, slope)


@dataclass(frozen=True, slots=True)
class Listed:
    """The segments with accidents, in the sheet's order, and what the control figures need of them."""

    rows: Ints
    accidents: Floats
    ean: Mapping[str, Floats]
    limits: Mapping[str, SetLimit]
    default_set: str


def control_figures(
    listed: Listed, exposure: Exposure, groups: tuple[ExposureGroup, ...], along: Along
) -> list[Control]:
    """The control figures of each listed segment; `exposure` and `along` are of all segments."""
    rows, ean, limits = listed.rows, listed.ean[listed.default_set], listed.limits
    unit, amount = exposure.unit[rows], exposure.amount[rows]
    average = np.zeros(len(UNITS))
    for group in groups:
        average[UNITS.index(group.unit)] = group.accidents / group.exposure
    legacy = np.full(len(ean), np.nan)
    legacy[ean > 0] = legacy_limit(ean[ean > 0], float(ean.mean()))
    hundred = np.where(unit == UNITS.index("vehicle_km"), amount, np.nan) / 100
    columns = {
        "is_over_bka": ean > limits[listed.default_set].bka,
        "sets_over_bka": np.sum([listed.ean[name] > limits[name].bka for name in listed.ean], axis=0),
        "z_score": z_scores(ean) if ean.std() > 0 else np.full(len(ean), np.nan),
        "legacy_ucl": legacy,
        "exposure": amount,
        "rate": listed.accidents / amount,
        "ucl": norden_limit_of(average[unit], amount),
        "cusum": along.cusum[rows],
        "street_mean": along.mean[rows],
        "traffic_rate": listed.accidents / hundred,
        "critical_rate": rates.critical_rate(average[UNITS.index("vehicle_km")] * 100, hundred),
    }
    plain = {name: [known(one) for one in values.tolist()] for name, values in columns.items()}
    units, slopes = [UNITS[one] for one in unit], along.slope[rows].tolist()
    return [
        Control(
            exposure_unit=units[n],
            cusum_slope=slopes[n],
            **{name: values[n] for name, values in plain.items()},
        )
        for n in range(len(rows))
    ]


def known(value: Any) -> Any:
    """The value, or None for NaN."""
    return None if isinstance(value, float) and math.isnan(value) else value
