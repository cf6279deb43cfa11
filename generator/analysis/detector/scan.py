"""The detector on roads: counts on lixels -> clusters with their error rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from generator.analysis.detector.clusters import pick, refine, test_windows
from generator.analysis.detector.expectation import expect
from generator.analysis.detector.quiet import CUT, Simulation

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from generator.analysis.detector.clusters import Cluster
    from generator.analysis.detector.expectation import Expectation
    from generator.analysis.detector.quiet import ErrorRate
    from generator.analysis.detector.surroundings import Surroundings
    from generator.analysis.detector.windows import Windows
    from generator.analysis.roads.snapping import Snapper

    Floats = NDArray[np.float64]

LISTED_Q = 0.5  # clusters beyond this are not even watched


@dataclass(frozen=True, slots=True)
class Scan:
    """What the detector found, best first, with the q of each cluster."""

    clusters: tuple[Cluster, ...]
    q_values: tuple[float, ...]
    expectation: Expectation
    error_rate: ErrorRate


@dataclass(frozen=True, slots=True)
class Ground:
    """The network made ready: what all maps of one district share."""

    around: Surroundings
    windows: Windows
    snapper: Snapper | None = None
    noise_m: float = 0.0


def scan(counts: Floats, ground: Ground, error_rate: Callable[[Simulation], ErrorRate]) -> Scan:
    """Clusters of a map. `counts` has one number per lixel; `error_rate` measures, or remembers what was measured."""
    found = expect(counts, ground.around, ground.windows)
    simulation = Simulation(
        found, ground.around, ground.windows, float(counts.sum()), ground.snapper, ground.noise_m
    )
    measured = error_rate(simulation)
    tested = test_windows(counts, found, ground.windows)
    picked = pick(tested, counts, CUT)
    q = measured.q_values(np.array([p for _, p in picked]))
    listed = [(one, float(share)) for one, share in zip(picked, q, strict=True) if share <= LISTED_Q]
    clusters = tuple(refine(tested, one, counts, ground.windows.family) for one, _ in listed)
    return Scan(clusters, tuple(share for _, share in listed), found, measured)
