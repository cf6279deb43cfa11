"""The heat layer: 250 m cells with enough old accidents, for the background of maps only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from generator.analysis import gate
from generator.analysis.roads.positions import to_degrees
from generator.records import HeatCell

if TYPE_CHECKING:
    import pandas as pd

    from generator.analysis.roads.positions import Positions

CELL_M = 250.0
SLICES = (("00-06", 0), ("06-12", 6), ("12-18", 12), ("18-24", 18))


def heat_cells(table: pd.DataFrame, positions: Positions) -> tuple[HeatCell, ...]:
    """Cells that may be told, and their day slices where these may be told beside the cell's total."""
    if len(positions.row) == 0:
        return ()
    cell, which = np.unique(np.floor(positions.xy / CELL_M).astype(np.int64), axis=0, return_inverse=True)
    which = which.ravel()
    hour = table["hour"].to_numpy(dtype=float, na_value=np.nan)[positions.row]
    part = np.where(np.isnan(hour), 4, np.floor_divide(np.nan_to_num(hour), 6)).astype(np.int64)
    counts = np.bincount(which * 5 + part, minlength=len(cell) * 5).reshape(-1, 5)
    total = counts.sum(axis=1)
    kept = np.flatnonzero(total >= gate.RULES["heat_cell"].minimum)
    centre = to_degrees(np.asarray((cell[kept] + 0.5) * CELL_M, np.float64), positions.utm_epsg)
    found = []
    for index, (lon, lat) in zip(kept.tolist(), centre.tolist(), strict=True):
        point = gate.round_point(lon, lat)
        found.append(HeatCell(*point, int(total[index])))
        shown = gate.visible(counts[index].tolist(), "heat_cell")
        found += [
            HeatCell(*point, int(counts[index, n]), name)
            for n, (name, _) in enumerate(SLICES)
            if shown[n] and counts[index, n] > 0
        ]
    return tuple(sorted(found, key=lambda c: (c.hours, c.lon, c.lat)))
