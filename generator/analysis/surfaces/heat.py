"""The heat layer: 250 m cells with enough old accidents, for the background of maps only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from generator.analysis import gate
from generator.analysis.roads.positions import to_degrees
from generator.records import HeatCell

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

    from generator.analysis.roads.positions import Positions

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

CELL_M = 250.0
SLICES = (("00-06", 0), ("06-12", 6), ("12-18", 12), ("18-24", 18))
_PARTS = len(SLICES) + 1  # the last one: hour not recorded


def heat_cells(
    table: pd.DataFrame,
    positions: Positions,
    hotspots: Sequence[ArrayLike] = (),
    before: dt.date | None = None,
) -> tuple[HeatCell, ...]:
    """Cells that may be told, and their day slices where these may be told beside the cell's total.

    `hotspots` are the rows of each public hotspot: a cell is left out where the two counts beside each other would tell
    of one or two accidents. `before` is the last day of the month's edition before, where this one contains it.
    """
    if len(positions.row) == 0:
        return ()
    cell, which = np.unique(np.floor(positions.xy / CELL_M).astype(np.int64), axis=0, return_inverse=True)
    which = which.ravel().astype(np.int64)
    hour = table["hour"].to_numpy(dtype=float, na_value=np.nan)[positions.row]
    part = np.where(np.isnan(hour), _PARTS - 1, np.floor_divide(np.nan_to_num(hour), 6)).astype(np.int64)
    counts = _counted(which, part, len(cell))
    earlier = None
    if before is not None:
        is_old = (table["occurred_on"] <= str(before)).to_numpy(dtype=bool)[positions.row]
        earlier = _counted(which[is_old], part[is_old], len(cell))
    total = counts.sum(axis=1)
    own = [np.flatnonzero(np.isin(positions.row, np.asarray(rows))) for rows in hotspots]
    kept = np.flatnonzero(_beside(total, [which[rows] for rows in own]))
    centre = to_degrees(np.asarray((cell[kept] + 0.5) * CELL_M, np.float64), positions.utm_epsg)
    found = []
    for index, (lon, lat) in zip(kept.tolist(), centre.tolist(), strict=True):
        point = gate.round_point(lon, lat)
        found.append(HeatCell(*point, int(total[index])))
        old = None if earlier is None else earlier[index].tolist()
        shown = gate.visible(counts[index].tolist(), "heat_cell", before=old)
        found += [
            HeatCell(*point, int(counts[index, n]), name)
            for n, (name, _) in enumerate(SLICES)
            if shown[n] and counts[index, n] > 0
        ]
    return tuple(sorted(found, key=lambda c: (c.hours, c.lon, c.lat)))


def _counted(which: Ints, part: Ints, cells: int) -> Ints:
    """Accidents of each cell (rows) in each slice of the day (columns)."""
    return np.bincount(which * _PARTS + part, minlength=cells * _PARTS).reshape(-1, _PARTS).astype(np.int64)


def _beside(total: Ints, hotspots: Sequence[Ints]) -> Bools:
    """Which cells may be told: enough accidents, and no difference of 1 or 2 from a public hotspot in them.

    Each hotspot is given as the cell of each of its accidents. Two differences: what its cells hold beyond it, and what
    it holds beyond the cells that lie in it whole.
    """
    told = total >= gate.RULES["heat_cell"].minimum
    is_changed = True
    while is_changed:
        is_changed = False
        for inside in hotspots:
            touched, own = np.unique(inside, return_counts=True)
            is_all_told = bool(told[touched].all())
            whole = touched[(own == total[touched]) & told[touched]]
            smallest: Ints = touched[:0]
            if is_all_told and gate.tells_rest(int(total[touched].sum()), [len(inside)]):
                smallest = touched
            elif len(whole) and gate.tells_rest(len(inside), total[whole].tolist()):
                smallest = whole
            if len(smallest):
                told[smallest[np.argmin(total[smallest])]] = False
                is_changed = True
    return told
