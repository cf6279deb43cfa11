"""Which coordinate system metres are in: told by the values themselves, or refused where they do not tell.

Two systems of one country often differ by 60-230 m only (ED50 and ETRS89, SAD69 and SIRGAS): no reader sees that
on a map, so it is never left to chance. The evidence, strongest first: degrees beside the metres in the same rows;
the district; roads; the country of the time zone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from generator.accidents.places.candidates import (
    Fit,
    best_first,
    distance_m,
    elsewhere,
    fits,
    metres_between,
    near_grids,
    scaled_degrees,
)
from generator.accidents.places.ties import told_by_outline, told_by_roads
from generator.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.accidents.places.region import Region

ONE_SYSTEM_M = 50.0  # candidates nearer to each other than this count as one
_SAMPLE = 2000
_MANY = 60
_LEAST_PAIRS = 10
_PROOF_M = 20.0  # degrees and metres of the same rows agree within this
_AS_GOOD = 0.05  # share of points by which one candidate must be better than another to win
_AS_GOOD_IN_A_COUNTRY = 0.3  # the edges of zones and countries cut a share off that means nothing
_LEAST_IN_A_COUNTRY = 0.8  # without a district a system must explain more: half of the points tell nothing
WHERE = "kolom koordinat"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Different points of the files (x, y), rows with degrees beside them (lon, lat; NaN without), the roads.

    `may_be_degrees` when nothing says that the numbers are metres.
    """

    x: np.ndarray
    y: np.ndarray
    lon: np.ndarray
    lat: np.ndarray
    may_be_degrees: bool = False
    roads: Callable[[], np.ndarray | None] = lambda: None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The system that was found, the nearest other one and how far away it would have put the points."""

    code: str
    power: int
    accuracy_m: float | None
    other: str
    distance_m: float

    @property
    def detail(self) -> str:
        """For the report: EPSG:23031 (± 2 m); EPSG:25831 225 m."""
        own = self.code + (f" (± {self.accuracy_m:.0f} m)" if self.accuracy_m else "")
        return f"{own}; {self.other} {spoken(self.distance_m)}" if self.other else own


def judge(evidence: Evidence, region: Region) -> Verdict:
    """The one system that explains the numbers.

    Raises DataError when none does, and when two do equally well that differ by more than 50 m.
    """
    sample = _sample(evidence)
    found = _candidates(sample, region)
    groups = _groups(_proven(found, sample) or _equals(found, region))
    if not groups or (not region.is_small and groups[0][0].share < _LEAST_IN_A_COUNTRY):
        raise DataError(
            WHERE, "berisi meter atau angka tanpa titik desimal, dan tidak satu pun sistem koordinat yang dikenal "
            "menaruh sebagian besar titiknya di wilayah ini",
            'Isi data.crs, misalnya crs = "EPSG:32749" untuk UTM zona 49 Selatan, dan periksa boundary atau zone',
        )  # fmt: skip
    if len(groups) > 1:
        groups = told_by_outline(groups, region) or told_by_roads(groups, evidence.roads()) or groups
    if len(groups) > 1:
        raise _undecided(groups)
    verdict = _verdict(groups[0], found)
    if verdict.other or verdict.power:
        return verdict
    other, gap = elsewhere(groups[0][0], sample.x, sample.y, region)
    return replace(verdict, other=other, distance_m=gap)


def _candidates(sample: Evidence, region: Region) -> list[Fit]:
    """Every candidate that explains half of the sample or more.

    Where hundreds of systems come near (feet in a state of the USA, without a district) a few dozen are enough to
    see that nothing can be told; DataError says so.
    """
    grids = near_grids(sample.x, sample.y, region)
    if len(grids) > _MANY and not np.isfinite(sample.lon).any():
        groups = _groups(_equals(fits(grids[:_MANY], sample.x, sample.y, region), region))
        if len(groups) > _MANY // 10:
            raise _undecided(groups)
    found = fits(grids, sample.x, sample.y, region)
    more = scaled_degrees(sample.x, sample.y, region) if sample.may_be_degrees else []
    return best_first([*found, *more])


def _equals(found: list[Fit], region: Region) -> list[Fit]:
    """The candidates that explain about as many points as the best."""
    slack = _AS_GOOD if region.is_small else _AS_GOOD_IN_A_COUNTRY
    return [fit for fit in found if fit.share >= found[0].share - slack]


def judge_degrees(x: np.ndarray, y: np.ndarray, region: Region) -> Verdict:
    """By what degrees without their decimal point were multiplied. Raises DataError when it is not certain."""
    found = best_first(scaled_degrees(x, y, region))
    groups = _groups(_equals(found, region))
    if len(groups) != 1:
        raise DataError(WHERE, "berisi derajat tanpa titik desimal, dan letak titiknya tidak pasti",
                        "Sebut boundary, areas, atau roads, atau perbaiki kolomnya")  # fmt: skip
    return _verdict(groups[0], found)


def _sample(evidence: Evidence) -> Evidence:
    """A few thousand different points, those with degrees beside them first."""
    points = np.column_stack([evidence.x, evidence.y])
    _, first = np.unique(points, axis=0, return_index=True)
    first.sort()
    paired = first[np.isfinite(evidence.lon[first])]
    chosen = first[:: max(1, len(first) // _SAMPLE)]
    chosen = np.union1d(chosen, paired[:: max(1, len(paired) // _SAMPLE)])
    return Evidence(
        evidence.x[chosen],
        evidence.y[chosen],
        evidence.lon[chosen],
        evidence.lat[chosen],
        evidence.may_be_degrees,
    )


def residuals_m(fit_lon: np.ndarray, fit_lat: np.ndarray, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Distance between places and the degrees written beside them, whatever became of the decimal point."""
    gaps = [
        distance_m(fit_lon, fit_lat, _rescaled(a, fit_lon), _rescaled(b, fit_lat))
        for a, b in ((lon, lat), (lat, lon))
    ]
    gap: np.ndarray = np.fmin(*gaps)
    return gap


def _rescaled(written: np.ndarray, place: np.ndarray) -> np.ndarray:
    """The written number with its decimal point where it comes nearest to the place, with the place's sign."""
    with np.errstate(divide="ignore", invalid="ignore"):
        power = np.round(np.log10(np.abs(written) / np.abs(place)))
        placed: np.ndarray = np.copysign(np.abs(written) / 10.0**power, place)
    return placed


def _proven(found: list[Fit], sample: Evidence) -> list[Fit]:
    """Candidates that the degrees of the same rows confirm, the closest first; none without enough such rows."""
    paired = np.isfinite(sample.lon) & np.isfinite(sample.lat)
    if paired.sum() < _LEAST_PAIRS:
        return []
    gaps = [(_median(residuals_m(f.lon, f.lat, sample.lon, sample.lat)[paired]), f) for f in found]
    best = min((gap for gap, _ in gaps), default=np.inf)
    if best > _PROOF_M:
        return []
    return [
        fit for gap, fit in sorted(gaps, key=lambda pair: (pair[0], pair[1].rank)) if gap <= best + _PROOF_M
    ]


def _median(values: np.ndarray) -> float:
    return float(np.nanmedian(values)) if np.isfinite(values).any() else float("inf")


def _groups(found: list[Fit]) -> list[list[Fit]]:
    """Candidates that put the points in the same place, each group with its usual system first."""
    groups: list[list[Fit]] = []
    for fit in sorted(found, key=lambda one: one.rank):
        home = next((group for group in groups if metres_between(group[0], fit) < ONE_SYSTEM_M), None)
        if home is None:
            groups.append([fit])
        else:
            home.append(fit)
    return groups


def _undecided(groups: list[list[Fit]]) -> DataError:
    pairs = [(metres_between(one[0], other[0]), n, m) for n, one in enumerate(groups)
             for m, other in enumerate(groups[n + 1 :], n + 1)]  # fmt: skip
    gap, first, second = min(pairs)
    one, other = groups[first][0], groups[second][0]
    more = [group[0].label for n, group in enumerate(groups) if n not in {first, second}][:6]
    also = f" (juga mungkin: {', '.join(more)})" if more else ""
    return DataError(
        WHERE, f"cocok dengan {one.label} dan sama baiknya dengan {other.label}; keduanya berselisih {spoken(gap)}{also}",
        f'Tanyakan kepada pembuat datanya, lalu isi data.crs, misalnya crs = "{one.code}"',
    )  # fmt: skip


def _verdict(group: list[Fit], found: list[Fit]) -> Verdict:
    best = group[0]
    others = [(gap, fit) for fit in found if (gap := metres_between(best, fit)) >= ONE_SYSTEM_M]
    nearest = min((gap for gap, _ in others), default=0.0)
    alike = [(fit.rank, gap, fit) for gap, fit in others if gap < nearest + ONE_SYSTEM_M]
    _, gap, other = min(alike, key=lambda one: one[:2], default=(None, 0.0, None))
    return Verdict(best.code, best.power, best.accuracy_m, other.label if other else "", gap)


def spoken(metres: float) -> str:
    """Distance for a sentence: 225 m, 660 km."""
    return f"{metres:.0f} m" if metres < 10_000 else f"{metres / 1000:.0f} km"
