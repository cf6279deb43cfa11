"""The whole evaluation of one activity: accident table, roads, days and places -> what may be said."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from generator.accidents.words import fold
from generator.analysis import periods as survey_periods
from generator.analysis.detector.hotspots import editions_of, find_hotspots
from generator.analysis.detector.road_search import Effort
from generator.analysis.evaluation import data_checks, periods, verdict
from generator.analysis.evaluation.comparison import Comparison, compare
from generator.analysis.evaluation.data_checks import Refusal
from generator.analysis.evaluation.roads_compared import Cut, cut, stretches
from generator.analysis.evaluation.sites import ROAD_PREFIX, Asked, Site, find_sites, stretch_of
from generator.analysis.memory import Memory
from generator.analysis.roads.network import Network, build_network
from generator.analysis.roads.positions import find_positions
from generator.analysis.roads.snapping import Snapper
from generator.analysis.survey import seed_of
from generator.records import IsoWeek, Period

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generator.accidents.places.geography import Ground
    from generator.accidents.table import AccidentTable

    Ints = NDArray[np.int64]

MONTHS_OF_LIST = 24
LISTS_BACK = 3  # months before the start whose printed lists are searched too
LARGEST_PART = 0.5


@dataclass(frozen=True, slots=True)
class Activity:
    """What is evaluated: its days, its places, the last complete day of the data, and the campaign's list settings."""

    days: Period
    asked: tuple[Asked, ...]
    data_until: dt.date
    seed: str = ""
    minimum_per_place: int = 3
    observation_months: int = MONTHS_OF_LIST
    memory: Memory = field(default_factory=Memory)
    quiet_maps: int | None = None  # of the lists that names are looked up in


@dataclass(frozen=True, slots=True)
class Study:
    """What came out. With a refusal there is no verdict, whatever the figures are."""

    days: Period
    years: tuple[Period, ...]  # before, oldest first
    sites: tuple[Site, ...]
    compared_m: float
    network_m: float
    comparison: Comparison | None
    refusals: tuple[Refusal, ...]
    verdict: verdict.Verdict | None

    @property
    def before(self) -> Period | None:
        """All years before as one period."""
        return Period(self.years[0].start, self.years[-1].end) if self.years else None


@dataclass(frozen=True, slots=True)
class _Located:
    """Accidents on the network: the lixel of each row, -1 where it has none."""

    rows: pd.DataFrame
    network: Network
    lixel: Ints

    def on(self, period: Period) -> Ints:
        """Lixels of the accidents of a period."""
        return self.lixel[self.within(period)]

    def within(self, period: Period) -> NDArray[np.bool_]:
        """Which rows lie in a period."""
        on = self.rows["occurred_on"]
        return ((on >= str(period.start)) & (on <= str(period.end))).to_numpy(dtype=bool)


def study(table: AccidentTable, ground: Ground, activity: Activity) -> Study:
    """Evaluate one activity. Every reason against it is collected; rows may stand in any order.

    Raises SettingsError for a place that is not on the roads of the district.
    """
    rows = pd.DataFrame(table)
    rows = rows[rows["occurred_on"].notna()].sort_values("id", kind="stable").reset_index(drop=True)
    first = rows["occurred_on"].min().date() if len(rows) else activity.days.start
    years = periods.before(first, activity.days.start)
    network = build_network(ground)
    refusals = data_checks.check_periods(rows, years, activity.days, activity.data_until)
    if network is None:
        return _silent(activity, years, [Refusal("no_roads"), *refusals])
    located = _locate(rows, network, ground)
    sites = find_sites(activity.asked, network, _listed(located, ground, activity))
    made = cut(network, sites)
    refusals += _check_places(network, made)
    compared = None
    if years:
        refusals += _check_records(located, years, activity.days)
        compared, reasons = _compare(located, made, years, activity.days)
        refusals += reasons
    return Study(
        days=activity.days,
        years=years,
        sites=sites,
        compared_m=float(network.length_m[made.is_compared].sum()),
        network_m=float(network.length_m.sum()),
        comparison=compared,
        refusals=tuple(refusals),
        verdict=None if refusals or compared is None else verdict.judge(compared),
    )


def _silent(activity: Activity, years: tuple[Period, ...], refusals: list[Refusal]) -> Study:
    """Without roads nothing can be placed."""
    return Study(activity.days, years, (), 0.0, 0.0, None, tuple(refusals), None)


def _locate(rows: pd.DataFrame, network: Network, ground: Ground) -> _Located:
    positions = find_positions(rows, ground.utm_epsg)
    lixel = np.full(len(rows), -1, np.int64)
    if len(positions.row):
        lixel[positions.row] = Snapper.of(network).snap(positions.xy)[0]
    return _Located(rows, network, lixel)


def _listed(located: _Located, ground: Ground, activity: Activity) -> dict[str, Ints]:
    """Hotspots of the lists that were printed before the activity, with their stretches; the newest list first.

    A list that already looks at the days of the activity would choose its places by the outcome.
    """
    wanted = {
        fold(one.name) for one in activity.asked if one.shape is None and not one.name.startswith(ROAD_PREFIX)
    }
    listed: dict[str, Ints] = {}
    for back in range(LISTS_BACK + 1):
        if wanted <= set(map(fold, listed)):
            break
        week = IsoWeek.of(activity.days.start - dt.timedelta(days=30 * back))
        for name, lixels in _list_of_week(located, ground, activity, week).items():
            listed.setdefault(name, lixels)
    return listed


def _list_of_week(located: _Located, ground: Ground, activity: Activity, week: IsoWeek) -> dict[str, Ints]:
    """The public list of one week as the data of now give it."""
    rows = located.rows
    last = min(activity.data_until, activity.days.start - dt.timedelta(days=1))
    first = rows["occurred_on"].min().date() if len(rows) else last
    period = (
        survey_periods.for_places(first, last, activity.observation_months, week) if first <= last else None
    )
    if period is None:
        return {}
    found = find_hotspots(
        editions_of(rows, period, activity.observation_months),
        ground,
        minimum=activity.minimum_per_place,
        effort=Effort(seed_of(activity.seed), activity.memory, activity.quiet_maps, has_power=False),
    )
    inside = located.within(period)
    lixel = dict(zip(rows["id"][inside].tolist(), located.lixel[inside].tolist(), strict=True))
    return {
        spot.hotspot.place.name: stretch_of(
            np.array([lixel[row] for row in spot.rows["id"].tolist()], np.int64), located.network
        )
        for spot in found.spots
    }


def _check_places(network: Network, made: Cut) -> list[Refusal]:
    share = float(network.length_m[made.site >= 0].sum() / network.length_m.sum())
    return [Refusal("sites_half", {"share": share})] if share > LARGEST_PART else []


def _check_records(located: _Located, years: tuple[Period, ...], days: Period) -> list[Refusal]:
    """Positions and the way of recording, before against after."""
    before, after = located.within(Period(years[0].start, years[-1].end)), located.within(days)
    found = data_checks.check_positions(located.lixel[before] >= 0, located.lixel[after] >= 0)
    return found + data_checks.check_records(located.rows[before], located.rows[after])


def _compare(
    located: _Located, made: Cut, years: tuple[Period, ...], days: Period
) -> tuple[Comparison | None, list[Refusal]]:
    """The comparison where its roads carry one, and what speaks against it."""
    counted = stretches(located.network, made, [located.on(year) for year in years], located.on(days))
    compared = counted.is_compared
    reasons = verdict.check_compared(int(counted.before[compared].sum()), int(counted.after[compared].sum()))
    if reasons or counted.typical[counted.is_treated].sum() == 0:
        return None, reasons or [Refusal("no_accidents")]
    whole = Period(years[0].start, years[-1].end)
    comparison = compare(counted, whole.days, days.days)
    return comparison, verdict.check_power(comparison)
