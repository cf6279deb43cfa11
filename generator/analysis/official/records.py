"""What the official sheet holds: plain values, for the internal folder only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.records import Period, Place


@dataclass(frozen=True, slots=True)
class Casualties:
    """Persons killed, seriously and slightly injured, and accidents with damage only."""

    killed: int
    serious: int
    slight: int
    damage: int

    @classmethod
    def of(cls, persons: Iterable[float], damage: float) -> Casualties:
        """The three counts of persons in this order, and the accidents with damage only."""
        killed, serious, slight = (int(one) for one in persons)
        return cls(killed, serious, slight, int(damage))


@dataclass(frozen=True, slots=True)
class Ranks:
    """Rank under each weight set (equal values share the best), best and worst, and whether the weights matter."""

    by_set: Mapping[str, int]
    best: int
    worst: int
    is_robust: bool  # in the top k under every set


@dataclass(frozen=True, slots=True)
class Estimate:
    """What roads of its kind lead to expect, and the empirical Bayes estimate of the long-run count."""

    expected: float
    value: float
    low: float  # 95 % interval of the posterior
    high: float
    p_double: float  # P(rate >= 2 x roads of its kind)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where and how long a segment is."""

    kind: str  # street, junction
    place: Place
    street: int  # number of the street in the network, -1 at a junction
    order: int  # number of the piece along its street, from 1; 0 at a junction
    pieces: int  # pieces of its street
    is_town: bool
    length_m: float
    road_class: str
    traffic: float | None  # vehicles a day (LHR); None where the road file has none


@dataclass(frozen=True, slots=True)
class Control:
    """Control figures of one segment under the default weight set."""

    is_over_bka: bool
    sets_over_bka: int  # number of weight sets under which the EAN is above its BKA
    z_score: float | None  # None when all segments have one EAN
    legacy_ucl: float | None  # the widespread misprint; None where the EAN is 0
    exposure_unit: str  # km_years, vehicle_km (millions), junction_years
    exposure: float
    rate: float  # accidents per unit of exposure
    ucl: float  # Norden's limit of that rate
    cusum: float | None  # along its street; None at a junction
    street_mean: float | None  # accidents per piece of its street
    cusum_slope: str  # turns_up, up, down, flat (a street of one piece), or "" at a junction
    traffic_rate: float | None  # accidents per 100 million vehicle-km
    critical_rate: float | None


@dataclass(frozen=True, slots=True)
class OtherRules:
    """What simple rules of other countries and cities say."""

    severe_500m: int  # accidents with a death or serious injury within 250 m along its road, last three years
    killed_500m: int
    is_india: bool  # 5 such accidents or 10 deaths on 500 m in three years (MoRTH)
    injury_accidents: int  # with any casualty, on the segment, last five years
    is_australia: bool  # 3 in a town, 2 elsewhere, in five years (site rule)
    street_rate: (
        float | None
    )  # such accidents per km-year on the whole street; None under 1 km and at junctions
    is_australia_length: bool  # 0.2 in a town, 0.13 elsewhere (rule for lengths)
    network_score: float  # 3 x severe + 2 x slight accidents (high injury network)


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of road or junction with at least one accident."""

    stretch: Stretch
    accidents: int
    low: float  # Garwood interval of the count, 95 %
    high: float
    casualties: Casualties
    ean: Mapping[str, float]
    ranks: Ranks
    control: Control
    estimate: Estimate
    rules: OtherRules
    tested: str  # hotspot, watch, none
    hotspot_rank: int  # rank in its list, 0 for none
    why: str  # code of the sentence that compares both lists


@dataclass(frozen=True, slots=True)
class SetLimit:
    """Mean and control limit of one weight set."""

    mean: float  # C, over segments with at least one accident
    deviation: float  # standard deviation of their EAN (population)
    bka: float
    over: int  # segments above it
    bka_all: float  # the limit when segments without accidents count too
    over_all: int


@dataclass(frozen=True, slots=True)
class ExposureGroup:
    """Segments of one unit of exposure: all of them, with and without accidents."""

    unit: str
    sites: int
    accidents: int
    exposure: float


@dataclass(frozen=True, slots=True)
class RankedSpot:
    """A hotspot of the tested list with its rank under each weight set."""

    rank: int
    place: Place
    accidents: int
    casualties: Casualties
    ean: Mapping[str, float]
    ranks: Ranks
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One kecamatan; no rate where the population is not known."""

    name: str  # "" for accidents without one
    accidents: int
    low: float
    high: float
    casualties: Casualties
    ean: float  # default set
    population: int | None
    rate: float | None  # accidents per 100,000 inhabitants a year
    smoothed: float | None  # the same, Marshall's empirical Bayes estimate


@dataclass(frozen=True, slots=True)
class OfficialSheet:
    """The sheet of one place period; segments by EAN, largest first."""

    period: Period
    default_set: str
    accidents: int
    on_segments: int
    dispersion: float  # k behind the estimates
    all_pieces: int
    all_junctions: int
    segments: tuple[Segment, ...]
    limits: Mapping[str, SetLimit]
    groups: tuple[ExposureGroup, ...]
    robust_top: int
    spots: tuple[RankedSpot, ...]
    robust_top_spots: int
    areas: tuple[AreaRow, ...]
    notes: tuple[
        str, ...
    ]  # codes: needs_roads, no_search, short_observation, no_killed, no_serious, no_slight, ...

    @property
    def years(self) -> float:
        """Length of the period in years."""
        return self.period.days / 365.25
