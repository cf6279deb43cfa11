"""What an insight module sees: the tables of its periods, what the detector found, and the ledger."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from generator.analysis.contrasts.look import Verdicts
from generator.analysis.official.weight_sets import WEIGHT_SETS
from generator.codes import Severity

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd
    from numpy.typing import NDArray

    from generator.accidents.places.geography import Ground
    from generator.analysis.detector.hotspots import Found
    from generator.analysis.evidence import Ledger
    from generator.analysis.measures.reporting_lag import Completeness
    from generator.calendar_of_year import Event
    from generator.records import IsoWeek, Period

HALF_STRENGTH_N = 50  # accidents at which a finding counts half of its excess


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the detector found in the place period that ended a year ago."""

    found: Found
    period: Period


@dataclass(frozen=True, slots=True)
class Context:
    """One survey's inputs. `recent` are the rows of `period`, `settled` those of `place_period`."""

    week: IsoWeek
    data_until: dt.date
    first_day: dt.date
    table: pd.DataFrame  # everything up to data_until
    period: Period
    recent: pd.DataFrame
    place_period: Period | None
    edition_before: dt.date | None  # its last day, when the place period is that edition and a month more
    settled: pd.DataFrame
    found: Found
    ground: Ground
    ledger: Ledger
    withheld: list[tuple[str, str]]
    minimum_per_place: int
    deaths_announced: bool
    is_stale: bool
    is_sample: bool
    earlier: Earlier | None = None  # the places of a year ago, where the data reach back
    reports: Completeness | None = None  # how much of the last weeks is in; None where nothing says so
    events: tuple[Event, ...] = ()  # the calendar, past years among it
    verdicts: Verdicts = field(default_factory=Verdicts)  # of every look of the survey, judged together

    def withhold(self, what: str, reason: str) -> None:
        """Note that something was not said, and why."""
        self.withheld.append((what, reason))


def severity_weight(rows: pd.DataFrame) -> NDArray[np.float64]:
    """Weight of each accident by its worst outcome, in the default weight set; slight where unknown."""
    weights = WEIGHT_SETS[0]
    by_code = {
        str(Severity.FATAL): weights.killed,
        str(Severity.SERIOUS): weights.serious,
        str(Severity.SLIGHT): weights.slight,
        str(Severity.DAMAGE): weights.damage,
    }
    severity = rows["severity"].to_numpy(dtype=object)
    worth = np.full(len(rows), weights.slight, dtype=float)
    for code, weight in by_code.items():
        worth[severity == code] = weight
    return worth


def is_severe(rows: pd.DataFrame) -> NDArray[np.bool_]:
    """Somebody died or was seriously injured."""
    severe: NDArray[np.bool_] = (
        rows["severity"].isin([str(Severity.FATAL), str(Severity.SERIOUS)]).to_numpy(dtype=bool)
    )
    return severe


def strength(share: float, baseline: float, n: float) -> float:
    """How much a finding matters, 0-1 and comparable between kinds.

    The part of the severity weight in the pattern that its baseline does not explain (1 - baseline / share, the
    attributable fraction), shrunken by n / (n + 50). `share` and `baseline` are shares of the district's weight.
    """
    if n <= 0 or share <= 0:
        return 0.0
    return round(float(max(0.0, 1 - baseline / share) * n / (n + HALF_STRENGTH_N)), 4)
