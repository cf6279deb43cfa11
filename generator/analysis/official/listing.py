"""The segments with accidents of one place period, every figure in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from generator.analysis.measures import exact, rates
from generator.analysis.official import comparison, control, records
from generator.analysis.official.counts import count, injury_rate_of_streets, severe_around
from generator.analysis.official.ranking import ean_of_each_set, rank_each
from generator.analysis.official.segments import cut
from generator.analysis.official.stretches import describe
from generator.analysis.official.weight_sets import weights_named

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from generator.accidents.places.geography import Ground
    from generator.analysis.detector.candidates import OnRoads
    from generator.analysis.detector.hotspots import Found
    from generator.analysis.official.counts import Counts, People
    from generator.analysis.official.segments import Segments
    from generator.records import Period

    Floats = NDArray[np.float64]

ROBUST_TOP = 10
AUSTRALIA_TOWN, AUSTRALIA_ELSEWHERE = 3, 2  # accidents with casualties in five years at a site
AUSTRALIA_TOWN_PER_KM, AUSTRALIA_ELSEWHERE_PER_KM = 0.2, 0.13  # the same per km and year on a length of road
INDIA_SEVERE, INDIA_KILLED = 5, 10  # on 500 m in three years


@dataclass(frozen=True, slots=True)
class Case:
    """What a sheet is made of: the rows of the place period, what the detector found in them, the ground."""

    rows: pd.DataFrame
    found: Found
    ground: Ground
    period: Period
    default_set: str  # name of a weight set


@dataclass(frozen=True, slots=True)
class Listing:
    """The segments of the network with what was counted on them, and which are listed in what order."""

    on_roads: OnRoads
    segments: Segments
    counts: Counts
    traffic: Floats  # vehicles a day, NaN where unknown
    exposure: control.Exposure
    groups: tuple[records.ExposureGroup, ...]
    figures: control.Listed

    @classmethod
    def of(cls, case: Case, people: People, on_roads: OnRoads) -> Listing:
        """Network cut, accidents counted, segments with accidents put in order of their EAN."""
        segments = cut(on_roads.network)
        counts = count(people, case.found.positions, on_roads, segments)
        traffic = _traffic(case.ground, on_roads, segments)
        exposure = control.Exposure.of(segments, traffic, case.period.days / 365.25)
        rows = np.flatnonzero(counts.accidents > 0)
        ean = ean_of_each_set(counts.persons[rows], counts.damage[rows])
        order = np.lexsort((rows, -counts.accidents[rows], -ean[case.default_set]))
        rows, ean = rows[order], {name: values[order] for name, values in ean.items()}
        figures = control.Listed(
            rows,
            counts.accidents[rows],
            ean,
            control.set_limits(ean, segments.count) if len(rows) else {},
            case.default_set,
        )
        return cls(on_roads, segments, counts, traffic, exposure, exposure.groups(counts.accidents), figures)

    def segments_of(self, case: Case, people: People) -> tuple[records.Segment, ...]:
        """The listed segments, every figure in them."""
        rows, ean, of_lixel = self.figures.rows, self.figures.ean, self.segments.of_lixel
        if len(rows) == 0:
            return ()
        along = control.along_streets(self.counts.accidents, self.segments)
        controls = control.control_figures(self.figures, self.exposure, self.groups, along)
        expected = np.bincount(of_lixel, self.on_roads.expected, self.segments.count).astype(float)[rows]
        estimates = _estimates(self.figures.accidents, expected, self.on_roads.dispersion)
        rules = _other_rules(self, case, people)
        stretches = describe(
            rows, case.rows, self.counts.at, self.on_roads.network, self.segments, self.traffic
        )
        ranks = rank_each(ean, ROBUST_TOP)
        tested = comparison.tested_segments(case.found, self.counts.at, case.default_set)
        low, high = exact.garwood(self.figures.accidents)
        names = list(ean)
        each = list(zip(*(ean[name].tolist() for name in names), strict=True))
        made = []
        for n, row in enumerate(rows.tolist()):
            status = tested.get(row, comparison.Verdict("none", 0, 0.0))
            persons = records.Casualties.of(self.counts.persons[row], self.counts.damage[row])
            made.append(
                records.Segment(
                    stretch=stretches[n],
                    accidents=int(self.figures.accidents[n]),
                    low=float(low[n]),
                    high=float(high[n]),
                    casualties=persons,
                    ean=dict(zip(names, each[n], strict=True)),
                    ranks=ranks[n],
                    control=controls[n],
                    estimate=estimates[n],
                    rules=rules[n],
                    tested=status.status,
                    hotspot_rank=status.rank,
                    why=self._why(case, n, persons.killed, status),
                )
            )
        return tuple(made)

    def _why(self, case: Case, n: int, killed: int, status: comparison.Verdict) -> str:
        ean = self.figures.ean[case.default_set]
        compared = comparison.Compared(
            accidents=int(self.figures.accidents[n]),
            killed=killed,
            ean=float(ean[n]),
            limit=self.figures.limits[case.default_set].bka,
            average_weight=float(ean.sum() / self.figures.accidents.sum()),
            days=case.period.days,
            tested=status,
        )
        return comparison.why(compared, weights_named(case.default_set))


def _traffic(ground: Ground, on_roads: OnRoads, segments: Segments) -> Floats:
    """Vehicles a day of each segment, mean by length; NaN where any of its lixels has none."""
    network, roads = on_roads.network, ground.roads
    if roads is None:
        return np.full(segments.count, np.nan)
    per_road = roads["aadt"].to_numpy(dtype=float, na_value=np.nan)
    per_lixel = np.where(per_road > 0, per_road, np.nan)[network.row]
    weighted = np.bincount(segments.of_lixel, per_lixel * network.length_m, segments.count)
    return np.asarray(weighted / segments.length_m)


def _estimates(accidents: Floats, expected: Floats, dispersion: float) -> list[records.Estimate]:
    return [estimate_of(y, e, dispersion) for y, e in zip(accidents.tolist(), expected.tolist(), strict=True)]


def estimate_of(accidents: float, expected: float, dispersion: float) -> records.Estimate:
    """The empirical Bayes estimate of one place, with its interval and the chance that its rate is doubled."""
    low, high = rates.posterior_interval(accidents, expected, dispersion)
    return records.Estimate(
        expected=expected,
        value=rates.empirical_bayes(accidents, expected, dispersion).value,
        low=low,
        high=high,
        p_double=rates.chance_of_multiple(accidents, expected, dispersion),
    )


def _other_rules(listing: Listing, case: Case, people: People) -> list[records.OtherRules]:
    rows, counts, segments = listing.figures.rows, listing.counts, listing.segments
    severe, killed = severe_around(rows, people, case.found.positions, listing.on_roads, segments)
    injury = counts.injury_five_years[rows]
    least = np.where(segments.is_town[rows], AUSTRALIA_TOWN, AUSTRALIA_ELSEWHERE)
    by_street = injury_rate_of_streets(
        people, case.found.positions, listing.on_roads, case.period.days / 365.25
    )
    street = segments.street[rows]
    along = np.where(street >= 0, by_street[street], np.nan)
    least_along = np.where(segments.is_town[rows], AUSTRALIA_TOWN_PER_KM, AUSTRALIA_ELSEWHERE_PER_KM)
    score = rates.injury_network_score(counts.severe[rows], counts.slight[rows])
    return [
        records.OtherRules(
            severe_500m=int(severe[n]),
            killed_500m=int(killed[n]),
            is_india=bool(severe[n] >= INDIA_SEVERE or killed[n] >= INDIA_KILLED),
            injury_accidents=int(injury[n]),
            is_australia=bool(injury[n] >= least[n]),
            street_rate=control.known(float(along[n])),
            is_australia_length=bool(along[n] >= least_along[n]),
            network_score=float(score[n]),
        )
        for n in range(len(rows))
    ]
