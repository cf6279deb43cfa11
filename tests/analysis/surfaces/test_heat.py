"""Heat cells beside hotspots, slices and last month's edition."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from generator.analysis.roads.positions import Positions
from generator.analysis.surfaces.heat import CELL_M, heat_cells

CORNER = np.array([500_000.0, 8_930_000.0])


def cells_of(cells, hours=None, hotspots=(), days=None, before=None):
    """Heat of accidents given by the number (east) of their cell, all at 8 o'clock unless said."""
    n = len(cells)
    xy = CORNER + np.column_stack([(np.array(cells) + 0.5) * CELL_M, np.full(n, 0.5 * CELL_M)])
    day = days or [dt.date(2025, 5, 1)] * n
    table = pd.DataFrame({"hour": hours or [8] * n, "occurred_on": pd.to_datetime(day)})
    return heat_cells(table, Positions(np.arange(n), xy, 0, 32748), hotspots, before)


def told(found, hours="all"):
    """Counts of the cells told, from west to east."""
    return [one.accidents for one in sorted(found, key=lambda one: one.lon) if one.hours == hours]


def test_a_cell_is_told_from_three_accidents():
    assert told(cells_of([0] * 2 + [2] * 3 + [4] * 5)) == [3, 5]


@pytest.mark.parametrize(("inside", "counts"), [(6, [6]), (5, []), (4, []), (3, [6])])
def test_a_hotspot_beside_its_cell_does_not_tell_of_one_or_two_accidents(inside, counts):
    assert told(cells_of([0] * 6, hotspots=[np.arange(inside)])) == counts


@pytest.mark.parametrize(("second", "counts"), [(3, [4, 3]), (2, [4]), (1, [4])])
def test_a_hotspot_over_two_cells_does_not_tell_what_lies_beyond_the_told_one(second, counts):
    found = cells_of([0] * 4 + [1] * second, hotspots=[np.arange(4 + second)])
    assert told(found) == (counts if second >= 3 else [])


def test_slices_are_told_only_where_the_cell_gives_none_away():
    hours = [8] * 9 + [14] * 5 + [20]
    found = cells_of([0] * 15, hours)
    assert told(found) == [15]
    assert told(found, "06-12") == [9]
    assert told(found, "12-18") == told(found, "18-24") == []


def test_a_slice_told_last_month_does_not_give_the_new_one_away():
    hours = [8] * 9 + [14] * 5 + [20]
    days = [dt.date(2025, 5, 1)] * 14 + [dt.date(2025, 9, 5)]
    found = cells_of([0] * 15, hours, days=days, before=dt.date(2025, 8, 31))
    assert told(found) == [15]
    assert all(one.hours == "all" for one in found)
