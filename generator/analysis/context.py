"""What an insight module sees: the tables of its periods, what the detector found, and the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from generator.analysis.blackspot_rule import WEIGHT_SETS
from generator.records import Severity

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd
    from numpy.typing import NDArray

    from generator.accidents.geography import Ground
    from generator.analysis.evidence import Ledger
    from generator.analysis.hotspots import Found
    from generator.records import IsoWeek, Period

FULL_STRENGTH_N = 50  # accidents at which a finding counts half of its excess


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
    settled: pd.DataFrame
    found: Found
    ground: Ground
    ledger: Ledger
    withheld: list[tuple[str, str]]
    minimum_per_place: int
    deaths_announced: bool
    is_stale: bool
    is_sample: bool

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
    return rows["severity"].map(by_code).fillna(weights.slight).to_numpy(dtype=float)


def is_severe(rows: pd.DataFrame) -> NDArray[np.bool_]:
    """Somebody died or was seriously injured."""
    severe: NDArray[np.bool_] = (
        rows["severity"].isin([str(Severity.FATAL), str(Severity.SERIOUS)]).to_numpy(dtype=bool)
    )
    return severe


def strength(share: float, baseline: float, n: float) -> float:
    """How much a finding matters, 0-1 and comparable between kinds.

    The share of the district's severity weight that lies in the pattern beyond its baseline, over what was left
    to gain, shrunken by n / (n + 50).
    """
    if n <= 0 or baseline >= 1:
        return 0.0
    excess = max(0.0, share - baseline) / (1 - baseline)
    return round(min(1.0, excess) * n / (n + FULL_STRENGTH_N), 4)
